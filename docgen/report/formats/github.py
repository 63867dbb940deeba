"""Findings as GitHub workflow commands: annotations on the lines of a pull request.

Form and escapes are those of the workflow commands ``error``, ``warning`` and ``notice``.
GitHub shows ten of each a step; the rest stays in the log.
"""

from __future__ import annotations

from collections.abc import Iterable

from docgen.foundation.diagnostics import Diagnostic
from docgen.report.formats.common import column_of, file_of, line_of, with_hint

_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def as_github(findings: Iterable[Diagnostic]) -> str:
    """Return a workflow command a finding."""
    return "\n".join(_command(one) for one in findings)


def _command(finding: Diagnostic) -> str:
    places = {
        "file": file_of(finding),
        "line": line_of(finding),
        "col": column_of(finding),
        "title": finding.code,
    }
    told = ",".join(f"{k}={_escape(str(v), _PROPERTY)}" for k, v in places.items() if v)
    return f"::{finding.severity} {told}::{_escape(with_hint(finding), _DATA)}"


def _escape(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for char, code in pairs:  # % comes first, so that it isn't escaped twice
        text = text.replace(char, code)
    return text
