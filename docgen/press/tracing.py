"""Grounding in a build: an invented figure fails it; ``build/SOURCE.trace.json``."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path, PurePath

from docgen.diagnostics import Diagnostics, Severity
from docgen.press.plan import Job
from docgen.press.severity import judged
from docgen.summary.grounding import GroundingReport, trace_json
from docgen.summary.model import Summary

_ARTICLE_CODES = ("DG501", "DG502", "DG503")


def grounded(summary: Summary, job: Job, found: Diagnostics) -> GroundingReport | None:
    """Trace a summary's claims, if it names an article; what fails the build goes to `found`.

    Warnings are told by ``docgen check``; that the article is missing is told here too.
    """
    if summary.article is None or not summary.article.path:
        return None
    told, options = Diagnostics(), job.options
    # Late: what traces is much, and most summaries name no article.
    check = import_module("docgen.summary.grounding.files").check_grounding
    report: GroundingReport | None = check(summary, strict=options.strict, diagnostics=told)
    verdicts = judged(told, dict(options.severity), options.strict)
    found.extend(
        one for one in verdicts if one.severity is Severity.ERROR or one.code in _ARTICLE_CODES
    )
    return report


def trace_bytes(report: GroundingReport, project: str) -> bytes:
    """Return a trace as JSON: the same bytes wherever the project lies."""
    data = trace_json(report)
    data["summary"] = _inside(report.summary, project)
    data["article"]["path"] = _inside(report.article, project)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _inside(path: str, project: str) -> str:
    """Return a path from the project's root; one outside stays as it is."""
    if not path:
        return path
    way = os.path.relpath(Path(path).resolve(), Path(project).resolve())
    return path if way.startswith("..") else PurePath(way).as_posix()
