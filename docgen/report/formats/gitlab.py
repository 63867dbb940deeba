"""Findings as a GitLab code quality report (an array of the form Code Climate has)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.report.formats.common import file_of, fingerprints, line_of

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}
NOWHERE = "docgen.toml"
"""GitLab wants a path: findings that have none are most likely about the settings."""


def as_gitlab(findings: Iterable[Diagnostic]) -> str:
    """Return the findings as GitLab's merge request widget reads them."""
    return json.dumps(
        [_issue(one, mark) for one, mark in fingerprints(findings)], indent=2, ensure_ascii=False
    )


def _issue(finding: Diagnostic, mark: str) -> dict[str, object]:
    said = finding.message + (f" ({finding.hint})" if finding.hint else "")
    return {
        "description": f"{finding.code}: {said}",
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": _LEVELS[finding.severity],
        "location": {
            "path": file_of(finding) or NOWHERE,
            "lines": {"begin": max(line_of(finding), 1)},
        },
    }
