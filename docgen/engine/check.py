"""Check: all that a build does but writing, and the claims held against the article."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.engine.files import write_whole
from docgen.engine.jobs import Job, Result, gather, trace_path
from docgen.engine.prepare import BuildRequest, prepare
from docgen.engine.work import kept_documents, run_jobs, trace_bytes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, MachineError
from docgen.grounding import GroundingReport
from docgen.layout.catalog import find_layout, list_layouts
from docgen.layout.lint import lint
from docgen.project.discovery import OWN_FILE, SHARED_FILE
from docgen.project.settings import Project, find_project


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the dry build's results, traced claims, and all findings."""

    results: tuple[Result, ...]
    reports: tuple[GroundingReport, ...]
    findings: tuple[Diagnostic, ...]
    of_layouts: tuple[Diagnostic, ...] = ()
    """Those of the findings that are about layouts themselves."""


def check(start: Path, request: BuildRequest, environment: Mapping[str, str]) -> Checked:
    """Check what `request` (which should be ``dry``) names, in the project of `start`.

    The findings are each told once, by file and line. The request's ``article`` stands in for
    the articles that the summaries name. Raises DocgenError where nothing can be checked:
    settings, layouts or themes are wrong.
    """
    project = find_project(start)
    jobs = prepare(project, request, environment)
    results = tuple(run_jobs(jobs))
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
    linted = _linted(project, request, jobs, found)
    both = _sorted((*found, *linted))
    return Checked(results, tuple(report for _, report in reports.values()), both, linted)


def _linted(
    project: Project, request: BuildRequest, jobs: Iterable[Job], known: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the layouts themselves: those used, or all of the project's.

    Stock layouts aren't the project's to mend. What is told of a line already isn't again.
    """
    names = dict.fromkeys(job.target.layout for job in jobs)
    layouts = {str(one.folder): one for one in (find_layout(n, project.root) for n in names)}
    if not request.layouts:
        own = (one for one in list_layouts(project.root) if one.origin == "project")
        layouts = {**{str(one.folder): one for one in own}, **layouts}
    settings = project.settings
    found = Diagnostics(levels=dict(settings.severity), strict=request.strict or settings.strict)
    told = {(d.location.file, d.location.line) for d in known if d.location}
    for layout in layouts.values():
        if layout.origin != "stock":
            found.extend(
                one
                for one in lint(layout)
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
