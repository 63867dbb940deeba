"""Pies and doughnuts: slices named beside them, else in a list at the side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from docgen.charts.axes import rows_of
from docgen.charts.canvas import AlignX, ChartCanvas
from docgen.charts.labels import spread
from docgen.charts.look import point_color, token
from docgen.charts.numbers import told
from docgen.foundation.structs import Struct
from docgen.placed.items import Rect

Op = tuple[str | float, ...]
STEP = math.pi / 4
"""Arcs are drawn as Bezier curves of at most an eighth of a circle."""


def point(x: float, y: float, radius: float, angle: float) -> tuple[float, float]:
    """Return the point at an angle, in radians clockwise from the top."""
    return x + radius * math.sin(angle), y - radius * math.cos(angle)


def slice_path(
    x: float, y: float, radius: float, hole: float, start: float, end: float
) -> list[Op]:
    """Return a slice's outline, or a piece of a ring's; a whole circle has no spoke."""
    if end - start > 2 * math.pi - 1e-6:
        inner = [("M", *point(x, y, hole, end)), *_arc(x, y, hole, end, start), ("Z",)]
        return [*ring(x, y, radius), *(inner if hole else [])]
    ops: list[Op] = [("M", *point(x, y, radius, start)), *_arc(x, y, radius, start, end)]
    if hole:
        ops += [("L", *point(x, y, hole, end)), *_arc(x, y, hole, end, start)]
    else:
        ops.append(("L", x, y))
    return [*ops, ("Z",)]


def ring(x: float, y: float, radius: float) -> list[Op]:
    """Return a circle's outline."""
    arc = _arc(x, y, radius, 0.0, 2 * math.pi)
    return [("M", *point(x, y, radius, 0.0)), *arc, ("Z",)]


def _arc(x: float, y: float, radius: float, start: float, end: float) -> Iterator[Op]:
    """Yield Bezier curves; control points lie 4/3 tan(step/4) radii along the tangents."""
    count = max(math.ceil(abs(end - start) / STEP - 1e-9), 1)
    step = (end - start) / count
    reach = 4 / 3 * math.tan(step / 4) * radius
    for n in range(count):
        one, two = start + n * step, start + (n + 1) * step
        x1, y1 = point(x, y, radius, one)
        x2, y2 = point(x, y, radius, two)
        yield (
            "C",
            x1 + reach * math.cos(one),
            y1 + reach * math.sin(one),
            x2 - reach * math.cos(two),
            y2 - reach * math.sin(two),
            x2,
            y2,
        )


HOLE = 0.58
MOST_BESIDE = 8
"""Up to so many slices are named beside the pie."""
MOST_LINES = 3
"""Of a slice's name."""
SIDE = 0.3
"""Share of the width for names at each side."""
ROUND = 0.92
"""Share of the height that a pie with names beside it takes."""
LEADER = 1.5
"""From the pie to the names, in label sizes."""


class Slice(Struct, frozen=True):
    """A slice: its part of the circle, in radians clockwise from the top, and its name."""

    start: float
    end: float
    color: str
    lines: tuple[str, ...]
    value: str

    @property
    def middle(self) -> float:
        """Its middle's angle."""
        return (self.start + self.end) / 2


def pie(sheet: ChartCanvas, top: float) -> None:
    """Draw a pie or a doughnut (a ring for each series) below `top`."""
    look = sheet.look
    rows = [[max(v or 0.0, 0.0) for v in row] for row in rows_of(look)]
    if look.data.kind == "pie":
        rows = rows[:1]
    if len(rows) == 1:
        side = sheet.box.width * SIDE - sheet.size * LEADER
        found = _slices(sheet, rows[0], side)
        if found and _beside(sheet, found, top):
            return
    _with_list(sheet, rows, top)


def _slices(sheet: ChartCanvas, row: Sequence[float], side: float) -> list[Slice]:
    """Return the slices, each with its name wrapped in `side` points; none if one can't be."""
    data, total = sheet.look.data, sum(row)
    values = data.series[0].values
    found, at = [], 0.0
    for n, value in enumerate(row):
        name, turn = told(data.categories[n]), (value / total * 2 * math.pi if total else 0.0)
        lines = tuple(sheet.wrap(name, side))
        whole = len(lines) <= MOST_LINES and sheet.whole(name, side) and name.strip()
        if not whole or not turn or len(row) > MOST_BESIDE or values[n] is None:
            return []
        color = token(point_color(sheet.look, n))
        found.append(Slice(at, at + turn, color, lines, sheet.number(values[n] or 0.0)))
        at += turn
    return found


def _beside(sheet: ChartCanvas, slices: Sequence[Slice], top: float) -> bool:
    """Draw the pie in the middle with names at both sides; False if they don't fit."""
    box = sheet.box
    height = box.height - top
    widest = max(sheet.width(t, t == s.value) for s in slices for t in (*s.lines, s.value))
    reach = sheet.size * LEADER
    radius = min(height / 2 * ROUND, box.width / 2 - widest - reach)
    if radius < min(sheet.line * 3.2, height * 0.4):
        return False
    x, y = box.width / 2, top + height / 2
    places: list[tuple[Slice, float]] = []
    for right in (True, False):
        group = [s for s in slices if (s.middle <= math.pi) == right]
        wanted = [point(x, y, radius + reach * 0.5, s.middle)[1] for s in group]
        heights = [(len(s.lines) + 1) * sheet.line + 2 for s in group]
        tops = spread(wanted, heights, top, box.height)
        if tops is None:
            return False
        places += zip(group, tops, strict=True)
    hole = radius * HOLE if sheet.look.data.kind == "doughnut" else 0.0
    for one in slices:
        ops = slice_path(x, y, radius, hole, one.start, one.end)
        sheet.path(ops, one.color, "background", 1.0)
    numbers = {one.start: n for n, one in enumerate(slices)}
    for one, at in places:
        left, wide = _name(sheet, one, at, (x, y), radius)
        middle = point(x, y, (radius + hole) / 2, one.middle)
        tall = (len(one.lines) + 1) * sheet.line
        move = (left + wide / 2 - middle[0], at + tall / 2 - middle[1])
        sheet.label_moves[numbers[one.start]] = move
        name = told(sheet.look.data.categories[numbers[one.start]])
        if len(one.lines) > 1 and " ".join(one.lines) == name:
            sheet.names_in_lines[numbers[one.start]] = one.lines
    sheet.plot = Rect(x - radius, y - radius, radius * 2, radius * 2)
    sheet.ends_named = True
    return True


def _name(
    sheet: ChartCanvas, one: Slice, top: float, centre: tuple[float, float], radius: float
) -> tuple[float, float]:
    """Place a slice's name and value, and a thin line from the slice to them.

    Return their left edge and their width.
    """
    sign = 1 if one.middle <= math.pi else -1
    align: AlignX = "left" if sign > 0 else "right"
    tall = (len(one.lines) + 1) * sheet.line
    # Names keep clear of the circle at every height they take.
    away = max(top - centre[1], centre[1] - top - tall, 0.0)
    clear = math.sqrt(max(radius**2 - away**2, 0.0)) + sheet.size
    edge = point(*centre, radius + 1.5, one.middle)
    x = centre[0] + sign * max(clear, abs(edge[0] - centre[0]) + sheet.size * 0.4)
    near = (x - sign * 2.0, min(max(edge[1], top + sheet.line / 2), top + tall - sheet.line / 2))
    if math.dist(edge, near) > sheet.size:
        sheet.polyline([edge, near], "faint", 0.5)
    wide = max(sheet.width(t, True) for t in (*one.lines, one.value))
    left = x if sign > 0 else x - wide
    sheet.text(one.lines, left, top, wide, align, "text")
    sheet.text(one.value, left, top + tall - sheet.line, wide, align, "text", bold=True)
    return left, wide


def _with_list(sheet: ChartCanvas, rows: Sequence[Sequence[float]], above: float) -> None:
    """Draw the circle at the left and a list of names and values beside it."""
    box, data = sheet.box, sheet.look.data
    names = [told(c) for c in data.categories]
    numbers = max((sheet.width(_values(sheet, n), True) for n in range(len(names))), default=0.0)
    natural = max(map(sheet.width, names), default=0.0) + numbers + sheet.size * 2.4
    listing = min(natural, box.width * 0.6)
    height = box.height - above
    radius = max(min(height, box.width - listing - sheet.size * 2) / 2 - 1, 6.0)
    x, y = radius + 1, above + height / 2
    sheet.plot = Rect(x - radius, y - radius, radius * 2, radius * 2)
    sheet.legend_box = Rect(radius * 2 + sheet.size * 2, above, listing, height)
    if data.kind == "pie" and len(names) > MOST_BESIDE:
        sheet.dropped += names[MOST_BESIDE:]  # so many colours can't be told apart
    hole = radius * HOLE if data.kind == "doughnut" else 0.0
    band = (radius - hole) / len(rows)
    for ring_number, row in enumerate(rows):
        inner = hole + ring_number * band
        total, at = sum(row), 0.0
        if not total:
            sheet.path(ring(x, y, inner + band), None, "rule", 1.0)
        for n, value in enumerate(row):
            turn = value / total * 2 * math.pi if total else 0.0
            if turn > 1e-6:
                ops = slice_path(x, y, inner + band, inner, at, at + turn)
                sheet.path(ops, token(point_color(sheet.look, n)), "background", 1.0)
            at += turn
    _list(sheet, names, radius * 2 + sheet.size * 2, above)


def _list(sheet: ChartCanvas, names: Sequence[str], left: float, above: float) -> None:
    """Place swatches, values and names in rows; in two columns if they are many."""
    box, size = sheet.box, sheet.size
    values = [_values(sheet, n) for n in range(len(names))]
    numbers = max((sheet.width(v, True) for v in values), default=0.0)
    least = sheet.line * 1.05
    height = box.height - above
    rows = max(int(height // least), 1)
    columns = 2 if len(names) > rows and (box.width - left) / 2 > numbers + size * 6 else 1
    per = min(math.ceil(len(names) / columns), rows) or 1
    step = min(sheet.line * 1.5, height / per)
    top = above + (height - step * per) / 2 + (step - sheet.line) / 2
    wide = (box.width - left) / columns
    for n, name in enumerate(names[: per * columns]):
        x, y = left + n // per * wide, top + n % per * step
        if n == per * columns - 1 and len(names) > n + 1:
            sheet.text("…", x, y, color="text")
            sheet.dropped += names[n:]
            return
        swatch = size * 0.75
        color = token(point_color(sheet.look, n))
        sheet.rect(x, y + (sheet.line - swatch) / 2, swatch, swatch, color)
        at = x + size * 1.3
        sheet.text(values[n], at, y, numbers, "right", "text", True)
        at += numbers + size * 0.7
        sheet.text(sheet.cut(name, wide - (at - x) - size * 0.3), at, y, color="text")


def _values(sheet: ChartCanvas, n: int) -> str:
    """Return a category's value; of all rings, from the inside out."""
    data = sheet.look.data
    series = data.series[:1] if data.kind == "pie" else data.series
    found = [row.values[n] if n < len(row.values) else None for row in series]
    return " · ".join("–" if v is None else sheet.number(v) for v in found)
