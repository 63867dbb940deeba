"""Bars and columns: single, side by side, stacked, and shares of 100%."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.charts.axes import Plot, SeriesValues, level, rows_of, stacked, upright, value_range
from docgen.charts.canvas import ChartCanvas
from docgen.charts.look import FILL, point_color, series_color, token, unit_above, untold
from docgen.charts.numbers import told

THICKEST = {True: 3.0, False: 9.0}
"""A lying bar's and a column's greatest thickness, in label sizes."""
HISTOGRAM = 0.97
"""Share of its class that a histogram's column fills."""
BEYOND = 3.0
"""From a bar's end to its value, in points."""
MOST_BEYOND = 0.28
"""Most of the width that values beyond lying bars take."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from value to value; `side` is its edge across, in points."""

    first: float
    last: float
    side: float
    thick: float
    fill: str
    lying: bool


def decide_values(sheet: ChartCanvas) -> None:
    """Set the unit above bars that have no room for it, and give them an axis where there is none
    for a value at each of them either.
    """
    rows, count = rows_of(sheet.look), len(sheet.look.data.categories)
    lying = sheet.look.data.kind.endswith("bar")
    if not sheet.look.labels or _tell(sheet, rows, count, lying):
        return
    if sheet.look.label_format != sheet.look.number_format:
        sheet.look = unit_above(sheet.look)
        if _tell(sheet, rows, count, lying):
            return
    sheet.look = untold(sheet.look)


def bars(sheet: ChartCanvas, top: float, beside: float = 0.0) -> Plot:
    """Draw a bar or column chart below `top`; return its plot.

    `beside`: points left free at the right of columns.
    """
    rows = rows_of(sheet.look)
    names = [told(c) for c in sheet.look.data.categories]
    lying = sheet.look.data.kind.endswith("bar")
    reach = value_range(sheet.look)
    if lying:
        plot = level(sheet, reach, names, top, _ends(sheet, rows))
    else:
        plot = upright(sheet, reach, names, top, beside)
    for n in range(len(names)):
        _category(sheet, plot, [row[n] for row in rows], n, len(names))
    base = plot.values.base
    ends = (base, plot.top, base, plot.bottom) if lying else (plot.left, base, plot.right, base)
    sheet.rule(*ends, "muted", 0.75)
    return plot


def _tell(sheet: ChartCanvas, rows: list[list[float | None]], count: int, lying: bool) -> bool:
    """Say whether every bar can really carry its value, as measured."""
    if not sheet.look.labels or not count:
        return False
    if lying:
        return sum(_ends(sheet, rows)) <= sheet.box.width * MOST_BEYOND
    wide = [sheet.width(sheet.number(v), True) for row in rows for v in row if v is not None]
    band = sheet.box.width / count
    return max(wide, default=0.0) <= (band * FILL / len(rows) if len(rows) > 1 else band - 1)


def _ends(sheet: ChartCanvas, rows: list[list[float | None]]) -> tuple[float, float]:
    """Return the room that values take left of negative bars and right of others."""
    known = [v for row in rows for v in row if v is not None]
    sides = ([v for v in known if v < 0], [v for v in known if v >= 0])
    left, right = (
        max((sheet.width(sheet.number(v), True) + BEYOND for v in side), default=0.0)
        for side in sides
    )
    return left, right


def _category(sheet: ChartCanvas, plot: Plot, row: SeriesValues, n: int, count: int) -> None:
    """Draw the bars of a category."""
    lying, piled = sheet.look.data.kind.endswith("bar"), stacked(sheet.look)
    band = (plot.height if lying else plot.width) / count
    middle = (plot.top if lying else plot.left) + (n + 0.5) * band
    slots = 1 if piled else len(row)
    thick = min(band * FILL / slots, sheet.size * THICKEST[lying])
    if sheet.look.data.kind == "histogram":
        thick = band * HISTOGRAM / slots
    start = middle - thick * slots / 2
    sheet.gap = round((band / (thick * slots) - 1) * slots * 100) if thick else 0
    up = down = 0.0
    for s, value in enumerate(row):
        if value is None:
            continue
        first = (up if value >= 0 else down) if piled else 0.0
        side = start if piled else start + s * thick
        bar = Bar(first, first + value, side, thick, _color(sheet, s, n), lying)
        draw(sheet, plot, bar)
        if piled:
            up, down = (up + value, down) if value >= 0 else (up, down + value)
        elif sheet.look.labels:
            _label(sheet, plot, bar, value)


def _color(sheet: ChartCanvas, series: int, category: int) -> str:
    look = sheet.look
    if look.highlight is not None and len(look.data.series) == 1:
        return token(point_color(look, category))
    return token(series_color(look, series))


def draw(sheet: ChartCanvas, plot: Plot, bar: Bar) -> None:
    """Draw one bar."""
    start, end = sorted((plot.values.at(bar.first), plot.values.at(bar.last)))
    if bar.lying:
        sheet.rect(start, bar.side, end - start, bar.thick, bar.fill)
    else:
        sheet.rect(bar.side, start, bar.thick, end - start, bar.fill)


def _label(sheet: ChartCanvas, plot: Plot, bar: Bar, value: float) -> None:
    """Place a bar's value beyond its end."""
    text, end = sheet.number(value), plot.values.at(bar.last)
    middle, wide = bar.side + bar.thick / 2, sheet.width(text, True)
    if bar.lying:
        x = end + BEYOND if value >= 0 else end - BEYOND - wide
        sheet.text(text, x, middle - sheet.line / 2, color="text", bold=True)
        return
    y = end - sheet.line if value >= 0 else end + 1
    x = min(max(middle - wide / 2, 0.0), sheet.box.width - wide)
    sheet.text(text, x, y, color="text", bold=True)
