"""Check: all that a build does but writing, and the claims held against the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.engine.files import write_whole
from docgen.engine.jobs import Job, Result, gather, trace_path
from docgen.engine.prepare import BuildRequest, prepare
from docgen.engine.work import run_jobs, trace_bytes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, MachineError, judged
from docgen.grounding import GroundingReport, check_grounding
from docgen.project.settings import find_project
from docgen.summary.loader import load_summary


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the dry build's results, traced claims, and all findings."""

    results: tuple[Result, ...]
    reports: tuple[GroundingReport, ...]
    findings: tuple[Diagnostic, ...]


def check(
    start: Path, request: BuildRequest, environment: Mapping[str, str], article: Path | None = None
) -> Checked:
    """Check what `request` (which should be ``dry``) names, in the project of `start`.

    The findings are each told once, by file and line. ``article`` stands in for the articles
    that the summaries name. Raises DocgenError where nothing can be checked: settings,
    layouts or themes are wrong.
    """
    jobs = prepare(find_project(start), request, environment)
    results = tuple(run_jobs(jobs))
    reports, claims = _ground(jobs, article)
    return Checked(results, reports, _sorted([*gather(results), *claims]))


def _ground(
    jobs: Sequence[Job], article: Path | None
) -> tuple[tuple[GroundingReport, ...], list[Diagnostic]]:
    """Trace the claims of every summary that can be read; write ``build/SOURCE.trace.json``."""
    reports, findings = [], []
    for source, job in {job.source: job for job in jobs}.items():
        options, found = job.options, Diagnostics()
        try:
            summary = load_summary(source)
        except DocgenError:
            continue  # the dry build has told why
        report = check_grounding(summary, article, strict=options.strict, diagnostics=found)
        if report is not None:
            reports.append(report)
            with suppress(MachineError):  # a check works where nothing can be written
                write_whole(trace_path(job), trace_bytes(report, options.project))
        findings += judged(found, dict(options.severity), options.strict)
    return tuple(reports), findings


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place; of one place in the order they were found."""

    def place(one: Diagnostic) -> tuple[str, int, int]:
        at = one.location
        return (at.file, at.line, at.column) if at else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(findings), key=place))
