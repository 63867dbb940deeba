"""How severe findings are for a project: ``strict``, and the table ``[severity]``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from docgen.diagnostics import Diagnostic, Severity

OFF = "off"


def judged(
    findings: Iterable[Diagnostic], levels: Mapping[str, str], strict: bool = False
) -> list[Diagnostic]:
    """Return the findings with the severities that a project gives their codes.

    ``levels`` maps codes to ``error``, ``warning``, ``notice`` or ``off``. What is an error
    by itself stays one: there is no document to be had then. ``strict`` makes errors of
    the warnings that are left.
    """
    kept = []
    for one in findings:
        level = levels.get(one.code)
        if one.severity is not Severity.ERROR and level == OFF:
            continue
        if one.severity is not Severity.ERROR and level is not None:
            one = replace(one, severity=Severity(level))
        if strict and one.severity is Severity.WARNING:
            one = replace(one, severity=Severity.ERROR)
        kept.append(one)
    return kept
