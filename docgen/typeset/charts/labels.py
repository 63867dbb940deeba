"""Category labels: wrapped in their bands, shortened, or thinned out. Never turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.typeset.charts.sheet import Sheet

MOST_LINES = 4
SIDE_LINES = 3
LEAST = 2.4
"""Least width of a shortened label, in label sizes."""
SPACE = 3.0
"""Between neighbouring labels, in points."""
STEPS = (1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000)
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
SIDE_SHARES = (0.22, 0.27, 0.32, 0.37, 0.42, 0.48)
"""Of a bar chart's width, tried for its label column."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Which labels are shown, in lines, and how many lines the highest takes."""

    shown: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def lines(self) -> int:
        """Lines of the highest label."""
        return max((len(lines) for _, lines in self.shown), default=0)


def below(sheet: Sheet, names: Sequence[str], band: float, height: float) -> Labels:
    """Plan labels under bands `band` points wide, in at most a third of `height`."""
    most = max(1, min(MOST_LINES, int(height * 0.34 / sheet.line)))
    room = band - SPACE
    wrapped = [tuple(sheet.wrap(name, room)) for name in names]
    if all(
        len(w) <= most and sheet.whole(name, room) for w, name in zip(wrapped, names, strict=True)
    ):
        return Labels(tuple(enumerate(wrapped)))
    if not _ordered(names):
        every = next((s for s in STEPS if s * band - SPACE >= sheet.size * LEAST), 1)
        room = every * band - SPACE
        places = range((sheet.look.highlight or 0) % every, len(names), every)
        return Labels(tuple((n, _squeezed(sheet, names[n], room, most)) for n in places))
    return Labels(tuple((n, (names[n],)) for n in _thinned(sheet, names, band)))


def _ordered(names: Sequence[str]) -> bool:
    """Say whether a reader can fill in labels left out: years, quarters, ages."""
    return all(any(c.isdigit() for c in name) for name in names)


def _squeezed(sheet: Sheet, name: str, room: float, most: int) -> tuple[str, ...]:
    """Return a label hyphenated, else shortened."""
    if sheet.whole(name, room):
        return tuple(sheet.cut(name, room, most))
    lines = sheet.wrap(name, room, hyphens=True)
    if len(lines) <= most and all(sheet.width(line) <= room + 1 for line in lines):
        return tuple(lines)
    return tuple(sheet.cut(name, room))


def _thinned(sheet: Sheet, names: Sequence[str], band: float) -> list[int]:
    """Return the places of every second, fifth, tenth... label; of years, the round ones."""
    years = _years(names)
    need = max(map(sheet.width, names)) + sheet.size * (2.0 if years else 0.8)
    steps = YEAR_STEPS if years else STEPS
    every = next((s for s in steps if s * band >= need), len(names))
    stressed = sheet.look.highlight or 0
    first = -years[0] % every if years else stressed % every
    found = list(range(first, len(names), every))
    return found or [0]


def _years(names: Sequence[str]) -> list[int] | None:
    """Return the labels as numbers if they are consecutive whole ones."""
    if not all(name.isascii() and name.isdigit() and len(name) < 9 for name in names):
        return None
    numbers = [int(name) for name in names]
    return numbers if numbers == list(range(numbers[0], numbers[0] + len(names))) else None


def beside(sheet: Sheet, names: Sequence[str], band: float, width: float) -> tuple[Labels, float]:
    """Plan labels at the left of bands `band` high; return them and their column's width."""
    natural = max(map(sheet.width, names), default=0.0)
    most = max(1, min(SIDE_LINES, int((band + 0.5) // sheet.line)))
    room = width * SIDE_SHARES[-1]
    for share in SIDE_SHARES:
        if natural <= width * share:
            room = natural
            break
        wrapped = [sheet.wrap(name, width * share) for name in names]
        if all(len(w) <= most for w in wrapped) and all(
            sheet.whole(name, width * share) for name in names
        ):
            room = max(sheet.width(line) for lines in wrapped for line in lines)
            break
    every = next((s for s in STEPS if s * band >= sheet.line), 1)
    first = (sheet.look.highlight or 0) % every
    places = range(first, len(names), every)
    shown = tuple((n, tuple(sheet.cut(names[n], room, most))) for n in places)
    return Labels(shown), room
