"""Check: all that a build does but writing, and the claims held against the article."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen.engine.cache import process_cache
from docgen.engine.digests import Digests, digest_json
from docgen.engine.files import write_whole
from docgen.engine.freshness import Freshness, PlanStep, kept
from docgen.engine.jobs import Job, Result, gather, trace_path
from docgen.engine.manifest import FILE, FOLDER, Manifest, load, notes_from_json, notes_to_json
from docgen.engine.prepare import BuildRequest, draw_up
from docgen.engine.recipe import Recipe, jobs_of
from docgen.engine.run import FEW, How, do_groups, grouped
from docgen.engine.work import kept_documents, run_source, trace_bytes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, MachineError
from docgen.foundation.files import recording
from docgen.grounding import GroundingReport
from docgen.layout.catalog import find_layout, list_layouts
from docgen.layout.lint import lint
from docgen.project.discovery import OWN_FILE, SHARED_FILE
from docgen.project.settings import Project, find_project

MOST_PROJECTS = 32
"""Projects of which results are kept."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the dry build's results, traced claims, and all findings.

    Of summaries about which all is known from an earlier check there are no reports.
    """

    results: tuple[Result, ...]
    reports: tuple[GroundingReport, ...]
    findings: tuple[Diagnostic, ...]
    of_layouts: tuple[Diagnostic, ...] = ()
    """Those of the findings that are about layouts themselves."""

    @property
    def claims(self) -> int | None:
        """How many claims were held against articles, now or when it was; None without any."""
        counted = {r.job.source: r.claims for r in self.results if r.claims is not None}
        return sum(n for one in counted.values() for _, n in one) if counted else None


def check(
    start: Path,
    request: BuildRequest,
    environment: Mapping[str, str],
    processes: int = 1,
    again: bool = False,
) -> Checked:
    """Check what `request` (which should be ``dry``) names, in the project of `start`.

    The findings are each told once, by file and line. The request's ``article`` stands in for
    the articles that the summaries name. A document without errors of which nothing has changed
    since it was checked isn't typeset again, unless ``again``. Raises DocgenError where nothing can
    be checked: settings, layouts or themes are wrong.
    """
    project, wrong = find_project(start), Diagnostics()
    recipe = draw_up(project, request, environment, wrong)
    jobs = jobs_of(recipe, request, wrong)
    wrong.raise_errors()
    cache = process_cache()
    store = Manifest(Path()) if cache is None else load(_folder(cache.folder, recipe))
    survey = Freshness.of(store, recipe, Digests())
    results = _results(survey, jobs, processes, again)
    reports = {r.job.source: (r.job, r.report) for r in results if r.report is not None}
    covered: dict[str, dict[str, Any]] = {}
    for result in results:
        if result.coverage:
            name = Path(result.job.output).name
            covered.setdefault(result.job.source, {})[name] = dict(result.coverage)
    for job, report in reports.values():
        path, options = trace_path(job), job.options
        told = {**kept_documents(path), **covered.get(job.source, {})}
        with suppress(MachineError):  # a check works where nothing can be written
            write_whole(path, trace_bytes(report, options.project, options.passages, told))
    found = gather(results)
    linted = _linted(project, request, jobs, found, survey, again)
    if cache is not None and store.dirty:
        with suppress(MachineError, OSError):  # a check works where nothing can be written
            store.out.mkdir(parents=True, exist_ok=True)
            store.save()
            _prune(store.out.parent)
    both = _sorted((*found, *linted))
    return Checked(results, tuple(report for _, report in reports.values()), both, linted)


def _results(
    survey: Freshness, jobs: Iterable[Job], processes: int, again: bool
) -> tuple[Result, ...]:
    """Return a result for each job: of an earlier check where nothing has changed since."""
    steps = survey.steps(jobs, again)
    known = [_known(step, survey) for step in steps]
    todo = [step for step, one in zip(steps, known, strict=True) if one is None]
    build = uuid.uuid4().hex  # layouts and themes are read once, by each process
    groups = grouped(replace(step.job, build=build) for step in todo)
    if processes > 1 and len(groups) > FEW:
        with closing(do_groups(groups, How(processes), ())) as made:
            new = [one for one in made if one is not None]
    else:
        new = [one for group in groups for one in run_source(group)]
    new = [replace(one, job=replace(one.job, build="")) for one in new]
    for step, result in zip(todo, new, strict=True):
        row = survey.row_of(result, step) if result.ok else None
        survey.manifest.put(survey.name(step.job), row)
    rest = iter(new)
    return tuple(next(rest) if one is None else one for one in known)


def _known(step: PlanStep, survey: Freshness) -> Result | None:
    """Return the result of an earlier check, with what was read for it; None if it isn't known."""
    result = None if step.reason else kept(step)
    return None if result is None else replace(result, inputs=survey.stamps(step.job))


def _folder(cache: Path, recipe: Recipe) -> Path:
    """Return where results are kept: one folder a project, and folder of outputs."""
    about = [os.path.realpath(recipe.options.project), os.path.realpath(recipe.out)]
    return cache / "checks" / digest_json(about)[:32]


def _prune(folder: Path) -> None:
    """Remove what is kept of the projects that were checked longest ago."""
    entries = sorted(folder.iterdir(), key=lambda path: (path / FOLDER / FILE).stat().st_mtime)
    for path in entries[:-MOST_PROJECTS]:
        shutil.rmtree(path, ignore_errors=True)


def _lint(name: str, root: Path, survey: Freshness, again: bool) -> Sequence[Diagnostic]:
    """Return what is wrong with a layout; as it was found before if nothing has changed since."""
    store, key = survey.manifest, f"layout {name}"
    row = None if again else store.entry(key)
    try:
        if row is not None and row["tool"] == survey.tool:
            files = store.look(row["look"])
            if all(survey.digests.of(survey.real(path)) == was for _, path, was in files):
                return notes_from_json(row["notes"])
    except (LookupError, TypeError, ValueError):  # a row that isn't ours
        pass
    with recording() as record:
        found = list(lint(find_layout(name, root)))
    files = [[kind, survey.shown(path), was] for kind, path, was in record.stamps()]
    look = digest_json(files)
    store.keep_look(look, files)
    store.put(key, {"tool": survey.tool, "look": look, "notes": notes_to_json(found)})
    return found


def _linted(
    project: Project,
    request: BuildRequest,
    jobs: Iterable[Job],
    known: Iterable[Diagnostic],
    survey: Freshness,
    again: bool,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the layouts themselves: those used, or all of the project's.

    Stock layouts aren't the project's to mend. What is told of a line already isn't again.
    """
    names = dict.fromkeys(job.target.layout for job in jobs)
    found_here = ((name, find_layout(name, project.root)) for name in names)
    layouts = {str(one.folder): (name, one) for name, one in found_here}
    if not request.layouts:
        own = (one for one in list_layouts(project.root) if one.origin == "project")
        layouts = {**{str(one.folder): (one.name, one) for one in own}, **layouts}
    settings = project.settings
    found = Diagnostics(levels=dict(settings.severity), strict=request.strict or settings.strict)
    told = {(d.location.file, d.location.line) for d in known if d.location}
    for name, layout in layouts.values():
        if layout.origin != "stock":
            found.extend(
                one
                for one in _lint(name, project.root, survey, again)
                if one.location is None or (one.location.file, one.location.line) not in told
            )
    return tuple(found)


def concerning(checked: Checked, changed: Iterable[Path]) -> Checked:
    """Return what was found in documents that read one of some files, by their records.

    A changed file of settings concerns every document of its project.
    """
    paths = {os.path.realpath(path) for path in changed}
    every = any(Path(path).name in (OWN_FILE, SHARED_FILE) for path in paths)
    kept = tuple(
        result
        for result in checked.results
        if every
        or os.path.realpath(result.job.source) in paths
        or any(os.path.realpath(path) in paths for _, path, _ in result.inputs)
    )
    sources = {result.job.source for result in kept}
    reports = tuple(one for one in checked.reports if one.summary in sources)
    folders = {Path(path).parent for path in paths}
    linted = tuple(
        one
        for one in checked.of_layouts
        if every or (one.location and Path(os.path.realpath(one.location.file)).parent in folders)
    )
    return Checked(kept, reports, _sorted((*gather(kept), *linted)), linted)


def together(parts: Iterable[Checked]) -> Checked:
    """Return what was found in several projects as one."""
    all_parts = list(parts)
    return Checked(
        tuple(r for part in all_parts for r in part.results),
        tuple(r for part in all_parts for r in part.reports),
        _sorted(one for part in all_parts for one in part.findings),
        tuple(one for part in all_parts for one in part.of_layouts),
    )


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place; of one place in the order they were found."""

    def place(one: Diagnostic) -> tuple[str, int, int]:
        at = one.location
        return (at.file, at.line, at.column) if at else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(findings), key=place))
