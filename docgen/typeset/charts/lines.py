"""Lines, areas, scatter, and columns with lines."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.typeset.charts.bars import FILL, extent, token
from docgen.typeset.charts.frame import Plot, axis_label, upright
from docgen.typeset.charts.look import series_color, told
from docgen.typeset.charts.numbers import ticks, write_number
from docgen.typeset.charts.sheet import Sheet

DOT = 0.24
"""Radius of a marker in label sizes."""


def lines(sheet: Sheet, width: float, top: float, bottom: float) -> None:
    """Draw a line, area or combined chart."""
    data = sheet.look.data
    known = [v for r in data.series for v in r.values if v is not None]
    low, high = extent([[v] for v in known] or [[0.0]], piled=False)
    area = data.kind == "area"
    if area and len(data.series) > 1:
        low, high = extent([[v or 0.0 for v in r.values] for r in data.series], piled=True)
    elif data.kind == "line" and known and min(known) > 0:
        spread = max(known) - min(known)
        low = 0.0 if min(known) < 2 * spread or not spread else min(known) - spread * 0.25
    plot = upright(sheet, low, high, [told(c) for c in data.categories], width, top, bottom)
    if area:
        _areas(sheet, plot)
        return
    columns = [n for n, r in enumerate(data.series) if data.kind == "combo" and r.kind != "line"]
    _columns(sheet, plot, columns)
    for n, row in enumerate(data.series):
        if n not in columns:
            _line(sheet, plot, row.values, token(series_color(sheet.look, n)))
    if low <= 0 <= high:
        sheet.rule(plot.left, plot.y(0.0), plot.right, plot.y(0.0), "muted", 0.75)


def _middle(plot: Plot, n: int, count: int) -> float:
    return plot.left + (n + 0.5) * plot.width / max(count, 1)


def _line(sheet: Sheet, plot: Plot, values: Sequence[float | None], fill: str) -> None:
    """Draw one series; gaps stay gaps, single points are dots."""
    run: list[tuple[float, float]] = []
    for n, value in enumerate([*values, None]):
        if value is not None:
            run.append((_middle(plot, n, len(values)), plot.y(value)))
            continue
        sheet.polyline(run, fill, 1.8 if sheet.size < 10 else 2.5)
        if len(run) == 1 or len(values) <= 12:
            for x, y in run:
                sheet.dot(x, y, sheet.size * DOT, fill)
        run = []


def _columns(sheet: Sheet, plot: Plot, which: Sequence[int]) -> None:
    data = sheet.look.data
    if not which:
        return
    band = plot.width / len(data.categories)
    thick = band * FILL / len(which)
    for at, n in enumerate(which):
        fill = token(series_color(sheet.look, n))
        for category, value in enumerate(data.series[n].values):
            if value is not None:
                x = plot.left + category * band + band * (1 - FILL) / 2 + at * thick
                y1, y2 = sorted((plot.y(0.0), plot.y(value)))
                sheet.rect(x, y1, thick, y2 - y1, fill)


def _areas(sheet: Sheet, plot: Plot) -> None:
    data = sheet.look.data
    base = [0.0] * len(data.categories)
    for n, row in enumerate(data.series):
        top = [b + (v or 0.0) for b, v in zip(base, row.values, strict=True)]
        xs = [_middle(plot, i, len(top)) for i in range(len(top))]
        upper = [(x, plot.y(v)) for x, v in zip(xs, top, strict=True)]
        lower = [(x, plot.y(v)) for x, v in zip(xs, base, strict=True)]
        if len(xs) == 1:
            upper = [(plot.left, upper[0][1]), (plot.right, upper[0][1])]
            lower = [(plot.left, lower[0][1]), (plot.right, lower[0][1])]
        sheet.polygon([*upper, *reversed(lower)], token(series_color(sheet.look, n)))
        base = top
    sheet.rule(plot.left, plot.y(0.0), plot.right, plot.y(0.0), "muted", 0.75)


def scatter(sheet: Sheet, width: float, top: float, bottom: float) -> None:
    """Draw points on two value axes."""
    data = sheet.look.data
    points = [
        (n, x, y)
        for n, row in enumerate(data.series)
        for x, y in zip(row.x or range(1, len(row.values) + 1), row.values, strict=False)
        if y is not None
    ]
    xs, ys = [p[1] for p in points] or [0.0], [p[2] for p in points] or [0.0]
    plot = upright(sheet, min(ys), max(ys), [], width, top, bottom - sheet.line)
    across = ticks(min(xs), max(xs), 5)
    level = Plot(plot.left, 0, plot.right, 0, across[0], across[-1])
    last = -1e9
    for value in across:
        text = _x_label(sheet, value, across[1] - across[0])
        wide = sheet.width(text)
        x = min(max(level.x(value) - wide / 2, 0.0), width - wide)
        if x > last + 3:
            sheet.text(text, x, plot.bottom + 4, wide, "center")
            last = x + wide
    for n, px, py in points:
        sheet.dot(level.x(px), plot.y(py), sheet.size * 0.34, token(series_color(sheet.look, n)))


def _x_label(sheet: Sheet, value: float, step: float) -> str:
    if float(step).is_integer():
        years = 1000 <= abs(value) <= 2999
        return write_number(value, "0" if years else "#,##0", sheet.lang)
    return axis_label(sheet, value, step)
