"""The legend: a mark and a name for each series, in rows on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from docgen.typeset.charts.formats import told
from docgen.typeset.charts.look import series_color, token
from docgen.typeset.charts.sheet import Sheet

SWATCH, INDENT, GAP = 0.75, 1.15, 1.5
"""Width of a mark, from a mark to its name, between entries: in label sizes."""
CAPS = (1.0, 0.6, 0.45, 0.3, 0.22, 0.16)
"""Shares of the width that a name may take, tried until the rows are few enough."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A series in the legend."""

    name: str
    color: str
    mark: Literal["box", "line", "dot"] = "box"


def entries(sheet: Sheet) -> list[Entry]:
    """Return an entry for each series, its mark as the chart draws it."""
    data = sheet.look.data
    found = []
    for n, row in enumerate(data.series):
        mark: Literal["box", "line", "dot"] = "box"
        if data.kind == "line" or (data.kind == "combo" and row.kind == "line"):
            mark = "line"
        elif data.kind == "scatter":
            mark = "dot"
        found.append(Entry(told(row.name), token(series_color(sheet.look, n)), mark))
    return found


def legend(sheet: Sheet, top: float) -> float:
    """Place the legend's rows from `top`; return where they end."""
    given = entries(sheet)
    most = max(1, min(3, int(sheet.box.height * 0.28 / sheet.line)))
    for cap in CAPS:
        placed = list(_rows(sheet, given, sheet.box.width * cap))
        last = placed[-1][0] + 1
        if last <= most:
            break
    for row, x, name, entry in placed:
        if row < most:
            _mark(sheet, x, top + (row + 0.5) * sheet.line, entry)
            sheet.text(name, x + sheet.size * INDENT, top + row * sheet.line, color="text")
    return top + min(last, most) * sheet.line + sheet.size * 0.5


def _rows(
    sheet: Sheet, given: Sequence[Entry], most: float
) -> Iterator[tuple[int, float, str, Entry]]:
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


def _mark(sheet: Sheet, x: float, y: float, entry: Entry) -> None:
    wide = sheet.size * SWATCH
    if entry.mark == "line":
        sheet.rule(x, y, x + wide, y, entry.color, 2.0)
    elif entry.mark == "dot":
        sheet.dot(x + wide / 2, y, wide * 0.42, entry.color)
    else:
        sheet.rect(x, y - wide / 2, wide, wide, entry.color)
