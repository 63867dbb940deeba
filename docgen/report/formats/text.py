"""Diagnostics as text for people: what is wrong, the source line, a caret, what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from docgen.foundation.diagnostics import Diagnostic, Location, Severity
from docgen.foundation.files import SUMMARY, open_file
from docgen.report.formats.common import right_value

WIDTH = 96
"""Longest part of a source line that is shown, in characters."""
MOST_BYTES = 8_000_000
_COLORS = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.NOTICE: 36}
_BOLD, _DIM = 1, 2
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Controls and direction marks: they could hide or forge what a terminal shows."""


def as_text(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """Return the findings, a paragraph each.

    ::

        sources/a.yaml:3:1: error DG102: unknown key "titel"
            3 | titel: Floods
              | ^
              = did you mean "title"?
    """
    lines = _Lines()
    return "\n".join(_paragraph(d, lines, color) for d in diagnostics)


def counts(diagnostics: Iterable[Diagnostic]) -> str:
    """Return ``2 errors, 1 warning``."""
    found = [d.severity for d in diagnostics]
    pairs = [(found.count(severity), severity) for severity in Severity]
    return ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for n, kind in pairs if n)


def _paragraph(finding: Diagnostic, lines: _Lines, color: bool) -> str:
    def paint(text: str, code: int) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color and text else text

    hue = _COLORS[finding.severity]
    where = f"{visible(shown_place(finding.location))}: " if finding.location else ""
    label = f"{finding.severity} {finding.code}"
    said = [f"{paint(where, _BOLD)}{paint(label, hue)}: {visible(finding.message)}"]
    excerpt = lines.excerpt(finding.location)
    if excerpt:
        number, text, indent = excerpt
        said.append(f"{paint(f'{number:>5} |', _DIM)} {text}")
        said.append(f"{paint('      |', _DIM)} {' ' * indent}{paint('^', hue)}")
    if finding.hint:
        said.append(f"      = {visible(finding.hint)}")
    if finding.fix is not None:
        said.append(f"      = {visible(right_value(finding))}")
    return "\n".join(said)


def shown_place(place: Location) -> str:
    """Return a place as people read it: its file relative to the working folder, if below it."""
    here, file = Path.cwd(), Path(place.file)
    if file.is_absolute() and file.is_relative_to(here):
        place = replace(place, file=str(file.relative_to(here)))
    return str(place)


def visible(text: str) -> str:
    """Return text with what a terminal would obey written out (``\\x1b``)."""
    return _UNSAFE.sub(lambda match: ascii(match[0])[1:-1], text)


class _Lines:
    """The lines of the files that findings point to; each file is read once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def excerpt(self, place: Location | None) -> tuple[int, str, int] | None:
        """Return the line's number, its part around the column, and the caret's indent."""
        if place is None or place.line < 1:
            return None
        lines = self._read(place.file)
        if place.line > len(lines):
            return None
        line = lines[place.line - 1]
        column = min(max(place.column - 1, 0), len(line))
        start = max(0, column - WIDTH // 2) if len(line) > WIDTH else 0
        before = _flat(line[start:column])
        return place.line, before + _flat(line[column : start + WIDTH]), _cells(before)

    def _read(self, file: str) -> list[str]:
        if file not in self._files:
            try:
                with open_file(file, SUMMARY) as stream:
                    text = stream.read(MOST_BYTES).decode("utf-8-sig", "replace")
                self._files[file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            except (OSError, ValueError):
                self._files[file] = []
        return self._files[file]


def _flat(text: str) -> str:
    return _UNSAFE.sub(" ", text)


def _cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return wide - sum(1 for c in text if unicodedata.combining(c))
