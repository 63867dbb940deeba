"""Category labels: wrapped in their bands, shortened, or thinned out. Never turned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from docgen.charts.canvas import ChartCanvas
from docgen.charts.look import series_color, token
from docgen.charts.numbers import told
from docgen.foundation.structs import Struct
from docgen.placed.items import Rect


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float] | None:
    """Return tops for labels whose middles want to lie at `wanted` (points, downwards).

    Labels keep the order of `wanted`. Those in each other's way move apart together, about
    their mean (pooling adjacent violators). None if they need more than top to bottom.
    """
    if sum(heights) > bottom - top + 0.01:
        return None
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    blocks: list[tuple[float, list[int]]] = []
    for n in order:
        members = [n]
        start = _start(members, wanted, heights, top, bottom)
        while blocks and blocks[-1][0] + sum(heights[m] for m in blocks[-1][1]) > start:
            members = blocks.pop()[1] + members
            start = _start(members, wanted, heights, top, bottom)
        blocks.append((start, members))
    found = [0.0] * len(wanted)
    for start, members in blocks:
        at = start
        for n in members:
            found[n] = at
            at += heights[n]
    return found


def _start(
    members: Sequence[int],
    wanted: Sequence[float],
    heights: Sequence[float],
    top: float,
    bottom: float,
) -> float:
    """Return the best top of labels that stand close together, inside the limits."""
    above, total = 0.0, 0.0
    for n in members:
        total += wanted[n] - heights[n] / 2 - above
        above += heights[n]
    return min(max(total / len(members), top), bottom - above)


SWATCH, INDENT, GAP = 0.75, 1.15, 1.5
"""Width of a mark, from a mark to its name, between entries: in label sizes."""
LEGEND_SHARE = 0.34
"""Most of the chart's height that the legend takes."""
CAPS = (1.0, 0.6, 0.45, 0.3, 0.22, 0.16)
"""Shares of the width that a name may take, tried until the rows are few enough."""


class LegendEntry(Struct, frozen=True):
    """A series in the legend."""

    name: str
    color: str
    mark: Literal["box", "line", "dot"] = "box"


def entries(sheet: ChartCanvas) -> list[LegendEntry]:
    """Return an entry for each series, its mark as the chart draws it."""
    data = sheet.look.data
    found = []
    for n, row in enumerate(data.series):
        mark: Literal["box", "line", "dot"] = "box"
        if data.kind == "line" or (data.kind == "combo" and row.kind in ("line", "target")):
            mark = "line"
        elif data.kind == "scatter":
            mark = "dot"
        found.append(LegendEntry(told(row.name), token(series_color(sheet.look, n)), mark))
    return found


def legend(sheet: ChartCanvas, top: float) -> float:
    """Place the legend's rows from `top`; return where they end."""
    given = entries(sheet)
    most = max(1, int(sheet.box.height * LEGEND_SHARE / sheet.line))
    for cap in CAPS:
        placed = list(_rows(sheet, given, sheet.box.width * cap))
        last = placed[-1][0] + 1
        if last <= most:
            break
    for row, x, name, entry in placed:
        if row >= most:
            sheet.dropped.append(entry.name)
        else:
            _mark(sheet, x, top + (row + 0.5) * sheet.line, entry)
            sheet.text(name, x + sheet.size * INDENT, top + row * sheet.line, color="text")
    rows = min(last, most)
    wide = max(x + sheet.size * INDENT + sheet.width(name) for _, x, name, _ in placed)
    wide += len(given) * sheet.size  # Office's own keys and gaps are wider
    sheet.legend_box = Rect(0.0, top, min(wide, sheet.box.width), rows * sheet.line)
    return top + rows * sheet.line + sheet.size * 0.5


def _rows(
    sheet: ChartCanvas, given: Sequence[LegendEntry], most: float
) -> Iterator[tuple[int, float, str, LegendEntry]]:
    """Yield row, x and name for each entry."""
    row, x = 0, 0.0
    for entry in given:
        room = min(most, sheet.box.width) - sheet.size * INDENT
        name = " ".join(sheet.cut(entry.name, room)) or "…"
        need = sheet.size * INDENT + sheet.width(name)
        if x and x + need > sheet.box.width:
            row, x = row + 1, 0.0
        yield row, x, name, entry
        x += need + sheet.size * GAP


def _mark(sheet: ChartCanvas, x: float, y: float, entry: LegendEntry) -> None:
    wide = sheet.size * SWATCH
    if entry.mark == "line":
        sheet.rule(x, y, x + wide, y, entry.color, 2.0)
    elif entry.mark == "dot":
        sheet.dot(x + wide / 2, y, wide * 0.42, entry.color)
    else:
        sheet.rect(x, y - wide / 2, wide, wide, entry.color)


MOST_LINES = 4
SIDE_LINES = 3
LEAST = 2.4
"""Least width of a shortened label, in label sizes."""
SPACE = 3.0
"""Between neighbouring labels, in points."""
STEPS = (1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000)
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
LEAST_BAND = 0.9
"""Least distance of labels one under another, in lines."""
SIDE_SHARES = (0.22, 0.27, 0.32, 0.37, 0.42, 0.48)
"""Of a bar chart's width, tried for its label column."""


class ChartLabels(Struct, frozen=True):
    """Which labels are shown, in lines, and how many lines the highest takes."""

    shown: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def lines(self) -> int:
        """Lines of the highest label."""
        return max((len(lines) for _, lines in self.shown), default=0)


def below(sheet: ChartCanvas, names: Sequence[str], band: float, height: float) -> ChartLabels:
    """Plan labels under bands `band` points wide, in at most a third of `height`."""
    most = max(1, min(MOST_LINES, int(height * 0.34 / sheet.line)))
    room = band - SPACE
    wrapped = [tuple(sheet.wrap(name, room)) for name in names]
    if all(
        len(w) <= most and sheet.unbroken(name, room)
        for w, name in zip(wrapped, names, strict=True)
    ):
        return ChartLabels(tuple(enumerate(wrapped)))
    if not _ordered(names):
        every = next((s for s in STEPS if s * band - SPACE >= sheet.size * LEAST), 1)
        room = every * band - SPACE
        places = range((sheet.look.highlight or 0) % every, len(names), every)
        _drop(sheet, names, places)
        sheet.dropped += [names[n] for n in places if not sheet.whole(names[n], room)]
        return ChartLabels(tuple((n, tuple(sheet.cut(names[n], room, most))) for n in places))
    kept = _thinned(sheet, names, band)
    sheet.label_step = kept[1] - kept[0] if len(kept) > 1 else max(len(names), 1)
    return ChartLabels(tuple((n, (names[n],)) for n in kept))


def _drop(sheet: ChartCanvas, names: Sequence[str], kept: Sequence[int]) -> None:
    """Note the labels between those that are kept."""
    sheet.dropped += [name for n, name in enumerate(names) if n not in kept]


LONGEST_STEP = 10
"""Characters of a label that counts on: a date, a quarter, an age."""
_DIGITS = re.compile(r"\d+")


def _ordered(names: Sequence[str]) -> bool:
    """Say whether a reader can fill in labels left out: years, quarters, months, ages.

    Such labels are short, count upwards or downwards, and hold hardly a letter: "Region 7"
    is a name.
    """
    if len(names) < 3 or any(len(name) > LONGEST_STEP for name in names):
        return False
    keys = []
    for name in names:
        numbers = [int(n) for n in _DIGITS.findall(name)]
        letters = sum(c.isalpha() for c in name)
        if not numbers or (letters > MOST_LETTERS and max(numbers) < FIRST_YEAR):
            return False
        # The year first, wherever it stands: Q1 2020, 01/2020.
        keys.append(sorted(numbers, key=lambda n: n < FIRST_YEAR))
    return keys == sorted(keys) or keys == sorted(keys, reverse=True)


MOST_LETTERS, FIRST_YEAR = 3, 1000


def _thinned(sheet: ChartCanvas, names: Sequence[str], band: float) -> list[int]:
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


def beside(
    sheet: ChartCanvas, names: Sequence[str], band: float, width: float
) -> tuple[ChartLabels, float]:
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
    every = next((s for s in STEPS if s * band >= sheet.line * LEAST_BAND), 1)
    first = (sheet.look.highlight or 0) % every
    places = range(first, len(names), every)
    if not _ordered(names):
        _drop(sheet, names, places)
    sheet.dropped += [names[n] for n in places if not sheet.whole(names[n], room)]
    sheet.label_step = every
    shown = tuple((n, tuple(sheet.cut(names[n], room, most))) for n in places)
    sheet.names_in_lines = {
        n: lines for n, lines in shown if " ".join(lines) == names[n] and len(lines) > 1
    }
    return ChartLabels(shown), room
