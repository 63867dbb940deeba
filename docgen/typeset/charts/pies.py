"""Pies and doughnuts, with their parts named at the side."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from docgen.typeset.charts.bars import token
from docgen.typeset.charts.look import point_color, told
from docgen.typeset.charts.sheet import Sheet

HOLE = 0.55
STEP = math.pi / 4
"""Arcs are drawn as Bezier curves of at most an eighth of a circle."""


def pie(sheet: Sheet, width: float, top: float, bottom: float) -> None:
    """Draw slices clockwise from the top, and a list of them with their values."""
    data = sheet.look.data
    values = [max(v or 0.0, 0.0) for v in data.series[0].values]
    total = sum(values)
    tall = bottom - top
    names = [told(c) for c in data.categories]
    listing = min(max(map(sheet.width, names), default=0.0) + sheet.size * 6, width * 0.58)
    radius = max(min(tall, width - listing - sheet.size * 2) / 2 - 1, 6.0)
    x, y = radius + 1, top + tall / 2
    angle = 0.0
    for n, value in enumerate(values):
        if value <= 0:
            continue
        turn = value / total * 2 * math.pi
        hole = radius * HOLE if data.kind == "doughnut" else 0.0
        sheet.curve(list(_slice(x, y, radius, hole, angle, angle + turn)), _fill(sheet, n))
        angle += turn
    _list(sheet, names, values, radius * 2 + sheet.size * 2, top, width, bottom)


def _fill(sheet: Sheet, n: int) -> str:
    return token(point_color(sheet.look, n))


def _list(
    sheet: Sheet, names: list[str], values: list[float], left: float, top: float, width: float,
    bottom: float,
) -> None:  # fmt: skip
    shown = list(zip(range(len(names)), names, values, strict=False))
    most = max(int((bottom - top) // (sheet.line * 1.15)), 1)
    shown = shown[:most]
    row = min(sheet.line * 1.5, (bottom - top) / max(len(shown), 1))
    y = top + (bottom - top - row * len(shown)) / 2
    swatch = sheet.size * 0.8
    numbers = max((sheet.width(sheet.number(v), bold=True) for _, _, v in shown), default=0.0)
    for n, name, value in shown:
        sheet.rect(left, y + (sheet.line - swatch) / 2, swatch, swatch, _fill(sheet, n))
        text_left = left + swatch * 1.6
        sheet.text(sheet.number(value), text_left, y, numbers, "right", "text", bold=True)
        room = width - text_left - numbers - sheet.size * 0.7
        sheet.text(name, text_left + numbers + sheet.size * 0.7, y, room, "left", "text")
        y += row


def _slice(
    x: float, y: float, radius: float, hole: float, start: float, end: float
) -> Iterator[tuple[str | float, ...]]:
    def at(angle: float, r: float) -> tuple[float, float]:
        return x + r * math.sin(angle), y - r * math.cos(angle)

    first = at(start, radius)
    yield ("M", *first)
    yield from _arc(at, radius, start, end)
    if hole:
        yield ("L", *at(end, hole))
        yield from _arc(at, hole, end, start)
    else:
        yield ("L", x, y)
    yield ("Z",)


def _arc(
    at: Callable[[float, float], tuple[float, float]], radius: float, start: float, end: float
) -> Iterator[tuple[str | float, ...]]:
    """Yield Bezier curves; control points lie 4/3 tan(step/4) radii along the tangents."""
    count = max(math.ceil(abs(end - start) / STEP), 1)
    step = (end - start) / count
    reach = 4 / 3 * math.tan(step / 4) * radius
    for n in range(count):
        one, two = start + n * step, start + (n + 1) * step
        x1, y1 = at(one, radius)
        x2, y2 = at(two, radius)
        yield (
            "C", x1 + reach * math.cos(one), y1 + reach * math.sin(one),
            x2 - reach * math.cos(two), y2 - reach * math.sin(two), x2, y2,
        )  # fmt: skip
