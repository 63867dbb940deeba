"""Check: all that a build does but writing, and the claims held against the article."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.engine.files import write_whole
from docgen.engine.jobs import Result, gather, trace_path
from docgen.engine.prepare import BuildRequest, prepare
from docgen.engine.work import run_jobs, trace_bytes
from docgen.foundation.diagnostics import Diagnostic, MachineError
from docgen.grounding import GroundingReport
from docgen.project.discovery import OWN_FILE, SHARED_FILE
from docgen.project.settings import find_project


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the dry build's results, traced claims, and all findings."""

    results: tuple[Result, ...]
    reports: tuple[GroundingReport, ...]
    findings: tuple[Diagnostic, ...]


def check(start: Path, request: BuildRequest, environment: Mapping[str, str]) -> Checked:
    """Check what `request` (which should be ``dry``) names, in the project of `start`.

    The findings are each told once, by file and line. The request's ``article`` stands in for
    the articles that the summaries name. Raises DocgenError where nothing can be checked:
    settings, layouts or themes are wrong.
    """
    jobs = prepare(find_project(start), request, environment)
    results = tuple(run_jobs(jobs))
    reports = {r.job.source: (r.job, r.report) for r in results if r.report is not None}
    for job, report in reports.values():
        with suppress(MachineError):  # a check works where nothing can be written
            write_whole(
                trace_path(job), trace_bytes(report, job.options.project, job.options.passages)
            )
    found = _sorted(gather(results))
    return Checked(results, tuple(report for _, report in reports.values()), found)


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
    return Checked(kept, reports, _sorted(gather(kept)))


def together(parts: Iterable[Checked]) -> Checked:
    """Return what was found in several projects as one."""
    all_parts = list(parts)
    return Checked(
        tuple(r for part in all_parts for r in part.results),
        tuple(r for part in all_parts for r in part.reports),
        _sorted(one for part in all_parts for one in part.findings),
    )


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place; of one place in the order they were found."""

    def place(one: Diagnostic) -> tuple[str, int, int]:
        at = one.location
        return (at.file, at.line, at.column) if at else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(findings), key=place))
