"""Bars and columns: single, side by side, stacked, and shares of 100%."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.layout.theme import Color
from docgen.typeset.charts.frame import Plot, level, upright
from docgen.typeset.charts.look import point_color, series_color, told
from docgen.typeset.charts.sheet import Sheet

FILL = 0.66
"""Share of a category's band that its bars fill."""


def token(color: Color) -> str:
    """Return a colour as a token that `Theme.color` takes."""
    if color.lum_mod == 1.0 and color.lum_off == 0.0:
        return color.token
    return f"{color.base} {color.lum_mod * 100:g} {color.lum_off * 100:g}"


def bars(sheet: Sheet, width: float, top: float, bottom: float) -> None:
    """Draw a bar or column chart between `top` and `bottom`."""
    data = sheet.look.data
    rows = values(sheet)
    labels = [told(c) for c in data.categories]
    low, high = extent(rows, stacked(sheet))
    lying = data.kind.endswith("bar")
    frame = level if lying else upright
    plot = frame(sheet, low, high, labels, width, top, bottom)
    for n in range(len(labels)):
        _category(sheet, plot, [r[n] for r in rows], n, len(labels), lying)
    _base(sheet, plot, lying)


def stacked(sheet: Sheet) -> bool:
    """Say whether series stand on one another."""
    return sheet.look.data.kind.startswith(("stacked", "percent"))


def values(sheet: Sheet) -> list[list[float]]:
    """Return the rows of values, gaps as 0, as shares where the chart shows shares."""
    data = sheet.look.data
    rows = [[v or 0.0 for v in row.values] for row in data.series]
    if not sheet.look.percent:
        return rows
    totals = [sum(abs(r[n]) for r in rows) or 1.0 for n in range(len(data.categories))]
    return [[v / totals[n] for n, v in enumerate(r)] for r in rows]


def extent(rows: Sequence[Sequence[float]], piled: bool) -> tuple[float, float]:
    """Return the least and the greatest value shown; bars always include 0."""
    if piled:
        columns = list(zip(*rows, strict=True))
        highs = [sum(v for v in c if v > 0) for c in columns]
        lows = [sum(v for v in c if v < 0) for c in columns]
    else:
        highs = lows = [v for r in rows for v in r]
    return min([0.0, *lows]), max([0.0, *highs]) or (0.0 if any(v < 0 for v in lows) else 1.0)


def _category(
    sheet: Sheet, plot: Plot, row: Sequence[float], n: int, count: int, lying: bool
) -> None:
    band = (plot.height if lying else plot.width) / count
    start = (plot.top if lying else plot.left) + n * band
    piled = stacked(sheet)
    thick = band * FILL / (1 if piled else len(row))
    at = start + (band - band * FILL) / 2
    up = down = 0.0
    for s, value in enumerate(row):
        first = (up if value >= 0 else down) if piled else 0.0
        side = at if piled else at + s * thick
        _bar(sheet, plot, first, first + value, side, thick, _color(sheet, s, n), lying)
        if piled:
            up, down = (up + value, down) if value >= 0 else (up, down + value)
        elif sheet.look.labels:
            _label(sheet, plot, value, side, thick, lying)


def _color(sheet: Sheet, series: int, category: int) -> str:
    look = sheet.look
    if look.highlight is not None and len(look.data.series) == 1:
        return token(point_color(look, category))
    return token(series_color(look, series))


def _bar(
    sheet: Sheet, plot: Plot, first: float, last: float, side: float, thick: float, fill: str,
    lying: bool,
) -> None:  # fmt: skip
    if lying:
        x1, x2 = sorted((plot.x(first), plot.x(last)))
        sheet.rect(x1, side, x2 - x1, thick, fill)
    else:
        y1, y2 = sorted((plot.y(first), plot.y(last)))
        sheet.rect(side, y1, thick, y2 - y1, fill)


def _label(sheet: Sheet, plot: Plot, value: float, side: float, thick: float, lying: bool) -> None:
    text = sheet.number(value)
    wide = sheet.width(text, bold=True)
    if lying:
        end = plot.x(value)
        x = end + 4 if value >= 0 else end - 4 - wide
        y = side + thick / 2 - sheet.line / 2
        sheet.text(text, max(x, 0.0), max(y, 0.0), wide, color="text", bold=True)
        return
    end = plot.y(value)
    y = end - sheet.line - 1 if value >= 0 else end + 1
    if wide <= thick / FILL - 1:
        x = side + thick / 2 - wide / 2
        x = min(max(x, 0.0), plot.right - wide)
        sheet.text(text, x, y, wide, "center", color="text", bold=True)


def _base(sheet: Sheet, plot: Plot, lying: bool) -> None:
    if lying:
        x = plot.x(0.0)
        sheet.rule(x, plot.top, x, plot.bottom, "muted", 0.75)
    else:
        y = plot.y(0.0)
        sheet.rule(plot.left, y, plot.right, y, "muted", 0.75)
