"""Every form of the findings, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from docgen.foundation.diagnostics import Diagnostic
from docgen.report.formats.common import limited
from docgen.report.formats.github import as_github
from docgen.report.formats.gitlab import as_gitlab
from docgen.report.formats.json import as_json
from docgen.report.formats.junit import as_junit
from docgen.report.formats.sarif import as_sarif
from docgen.report.formats.text import as_text, counts

MOST_TEXT, MOST_DATA = 100, 1_000
"""Findings that are told, to people and to machines."""
ReportFormat = Literal["text", "json", "github", "sarif", "junit", "gitlab"]
FORMATS: tuple[ReportFormat, ...] = ("text", "json", "github", "sarif", "junit", "gitlab")

_PLAIN: Mapping[str, Callable[[Iterable[Diagnostic]], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "gitlab": as_gitlab,
}


def render(
    findings: Iterable[Diagnostic],
    format: ReportFormat,
    files: Sequence[str] = (),
    color: bool = False,
) -> str:
    """Return the findings in a form, without a line end.

    ``files`` are those that were looked at (JUnit tells of the good ones too); ``color``
    is for text. Nothing found is an empty text, or an empty report.
    """
    found = list(findings)
    if format == "text":
        told = limited(found, MOST_TEXT)
        return f"{as_text(told, color)}\n\n{counts(found)}" if found else ""
    found = limited(found, MOST_DATA)
    if format == "junit":
        return as_junit(found, files)
    return _PLAIN[format](found)
