"""The plan of a file of records: a group of jobs a record, made as they are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.engine.digests import Digests
from docgen.engine.freshness import Freshness, PlanStep
from docgen.engine.jobs import (
    NATURAL,
    BuildRequest,
    Format,
    Job,
    JobGroup,
    LayoutTarget,
    Record,
    output_path,
)
from docgen.engine.prepare import draw_up
from docgen.engine.records.database import Query, rows_of_query
from docgen.engine.records.fill import check_name, name_of
from docgen.engine.records.read import RecordRow, rows_of
from docgen.engine.records.store import RecordStore
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.foundation.files import SUMMARY, read_file
from docgen.layout import find_layout
from docgen.project.settings import find_project

SUFFIXES = (".j2", ".yaml", ".yml", ".json")
"""Of files that are templates of summaries; without ``.j2`` those that use a column."""
TEMPLATE = "summary.yaml.j2"
"""A layout's own template of a summary, for records."""


@dataclass(slots=True)
class RecordPlan:
    """The plan of a file of records: its steps are made as they are asked for."""

    survey: Freshness
    template: str
    file: Path | Query
    name: str
    force: bool = False
    _names: set[bytes] = field(default_factory=set)
    """Eight bytes of each name's digest, to see one that comes twice: all that grows."""

    def groups(self) -> Iterator[tuple[PlanStep, ...]]:
        """Give the steps of one record after the other. Raises DocgenError (DG812)."""
        for jobs in self.jobs():
            yield tuple(self.survey.steps(jobs, self.force))

    def jobs(self) -> Iterator[JobGroup]:
        """Give the jobs of one record after the other. Raises DocgenError (DG812)."""
        self._names.clear()
        rows = rows_of_query(self.file) if isinstance(self.file, Query) else rows_of(self.file)
        row = None
        for row in rows:
            yield self._group(row)
        if row is None:
            at, hint = Location(str(self.file), 1, 1), "a row under the headings is a document"
            raise DocgenError(Diagnostic(codes.BAD_RECORDS, "holds no records", at, hint))

    def busy(self) -> None:
        """Return how many records have something to do: nobody knows before the last is read."""

    def writers(self) -> list[str]:
        """Return the formats that are written."""
        return sorted({self._format_of(target) for target in self.survey.recipe.targets})

    def _group(self, row: RecordRow) -> tuple[Job, ...]:
        error, name = row.error, f"row-{row.number}"
        at = Location(str(self.file), row.number, 1)
        if error is None:
            try:
                name = name_of(self.name, row.values)
                error = self._twice(name, at)
            except DocgenError as wrong:
                error = wrong.diagnostics[0].at(at)
        values = json.dumps(row.values, ensure_ascii=False)
        record = Record(self.template, str(self.file), row.number, values, error)
        source, recipe = f"{self.file}:{row.number}", self.survey.recipe
        jobs = []
        for target in recipe.targets:
            kind = self._format_of(target)
            output = output_path(f"{name}.x", target.name, kind, recipe.out)
            jobs.append(Job(source, target, kind, output, recipe.options, record))
        return tuple(jobs)

    def _format_of(self, target: LayoutTarget) -> Format:
        return self.survey.recipe.format or NATURAL[target.kind]

    def _twice(self, name: str, at: Location) -> Diagnostic | None:
        mark = hashlib.sha256(name.casefold().encode()).digest()[:8]
        if mark in self._names:
            hint = "let --name use a column whose values differ"
            return Diagnostic(codes.BAD_TEMPLATE, f'another record is named "{name}" too', at, hint)
        self._names.add(mark)
        return None


def plan_records(
    start: Path,
    request: BuildRequest,
    environment: Mapping[str, str],
    file: Path | Query,
    name: str,
    force: bool = False,
) -> RecordPlan:
    """Return the plan of a file of records. Raises DocgenError for a wrong request.

    Of the request's sources a file is the template of the summary; any other is the name of a
    layout, whose own ``summary.yaml.j2`` is taken where no template is given.
    """
    check_name(name)
    found, project = Diagnostics(), find_project(start)
    templates = [str(source) for source in request.sources if _is_template(source, file)]
    layouts = [str(s) for s in request.sources if str(s) not in templates] + [*request.layouts]
    recipe = draw_up(project, replace(request, sources=(), layouts=layouts), environment, found)
    found.raise_errors()
    if not templates:
        templates = _own_templates([t.layout for t in recipe.targets], project.root)
    if len(templates) != 1:
        hint = f"docgen build letter.yaml.j2 --records {file}"
        message = "--records needs one template of a summary (.yaml.j2)"
        raise DocgenError(Diagnostic(codes.BAD_TEMPLATE, message, hint=hint))
    survey = Freshness.of(RecordStore(Path(recipe.out)), recipe, Digests())
    return RecordPlan(survey, templates[0], file, name, force)


def _is_template(source: Path, file: Path | Query) -> bool:
    """Say whether a source is the template of a summary; else it is the name of a layout.

    Raises DocgenError (DG813) for one that can be neither.
    """
    hint = f"docgen build letter.yaml.j2 --records {file}"
    if source.is_dir():
        if (source / "layout.toml").is_file():
            return False
        raise _wrong(source, "is a folder: --records fills one template of a summary", hint)
    if source.suffix not in SUFFIXES:
        if source.is_file():
            raise _wrong(source, "is no template of a summary (.yaml.j2)", hint)
        return False
    if not source.is_file():
        raise _wrong(source, "no such file", hint)
    if source.suffix == ".j2":
        return True
    try:
        data = read_file(source, SUMMARY)
    except OSError as error:
        raise _wrong(source, f"can't be read: {error.strerror}") from error
    if b"{{" not in data and b"{%" not in data:
        message = "has no {{ column }}: every record would give the same document"
        hint = 'write a column where its value goes, as in `title: "Report for {{ name }}"`'
        raise _wrong(source, message, hint)
    return True


def _wrong(source: Path, message: str, hint: str = "") -> DocgenError:
    return DocgenError(Diagnostic(codes.BAD_TEMPLATE, message, Location(str(source), 1, 1), hint))


def _own_templates(layouts: Sequence[str], root: Path) -> list[str]:
    paths = [find_layout(name, root).folder / TEMPLATE for name in layouts]
    return list(dict.fromkeys(str(path) for path in paths if path.is_file()))
