"""Diagnostics as text for people: the source line, a caret, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from docgen.diagnostics import Diagnostic, Location, Severity

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_ANSI = {"red": "\x1b[31m", "yellow": "\x1b[33m", "cyan": "\x1b[36m", "bold": "\x1b[1m",
         "dim": "\x1b[2m"}  # fmt: skip
_RESET = "\x1b[0m"
MOST_COLUMNS = 100


def as_text(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Return the findings, each with its source line, and a line of counts."""
    found = list(diagnostics)
    parts = [_one(d, color) for d in found]
    return "\n".join(parts)


def counts(diagnostics: Iterable[Diagnostic]) -> str:
    """Return ``2 errors, 1 warning``."""
    found = list(diagnostics)
    said = []
    for severity in Severity:
        number = sum(1 for d in found if d.severity is severity)
        if number:
            said.append(f"{number} {severity}{'s' if number > 1 else ''}")
    return ", ".join(said)


def _one(finding: Diagnostic, color: bool) -> str:
    def paint(text: str, name: str) -> str:
        return f"{_ANSI[name]}{text}{_RESET}" if color else text

    label = paint(f"{finding.severity} {finding.code}", COLORS[finding.severity])
    where = paint(f"{finding.location}: ", "bold") if finding.location else ""
    lines = [f"{where}{label} {finding.message}"]
    excerpt = _excerpt(finding.location)
    if excerpt:
        text, caret = excerpt
        assert finding.location is not None
        gutter = f"{finding.location.line:>5} | "
        lines.append(paint(gutter, "dim") + text)
        caret_line = " " * (len(gutter) - 2) + "| " + caret
        lines.append(paint(caret_line, COLORS[finding.severity]))
    if finding.hint:
        lines.append("      = " + finding.hint)
    return "\n".join(lines)


def _excerpt(location: Location | None) -> tuple[str, str] | None:
    if location is None or location.line < 1:
        return None
    lines = _lines(location.file)
    if location.line > len(lines):
        return None
    text = "".join(c if c.isprintable() else " " for c in lines[location.line - 1])
    column = max(location.column, 1)
    start = max(0, column - 60) if column > MOST_COLUMNS - 20 else 0
    shown = text[start : start + MOST_COLUMNS]
    return shown, " " * (column - 1 - start) + "^"


@lru_cache(maxsize=32)
def _lines(file: str) -> tuple[str, ...]:
    try:
        return tuple(Path(file).read_text("utf-8", errors="replace").split("\n"))
    except OSError:
        return ()
