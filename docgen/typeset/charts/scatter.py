"""Scatter charts: points on two value axes."""

from __future__ import annotations

from docgen.typeset.charts.alt import xs
from docgen.typeset.charts.axes import GAP, MOST_TICKS, Plot, Scale, upright
from docgen.typeset.charts.extent import rows_of, value_range
from docgen.typeset.charts.look import series_color, token
from docgen.typeset.charts.numbers import few_ticks, step_format, tame, write_number
from docgen.typeset.charts.sheet import Sheet

DOT = 0.36
"""Radius of a point in label sizes."""


def scatter(sheet: Sheet, top: float) -> None:
    """Draw a scatter chart below `top`."""
    look = sheet.look
    radius = sheet.size * DOT
    points = [
        (n, tame(x), y)
        for n, row in enumerate(rows_of(look))
        for x, y in zip(xs(look.data.series[n]), row, strict=False)
        if y is not None
    ]
    across = [x for _, x, _ in points] or [0.0, 1.0]
    # A blank name keeps a line free for the level axis' own labels.
    plot = upright(sheet, value_range(look), ["\u00a0"], top, radius)
    scale = _level(sheet, plot, min(across), max(across))
    for number, x, y in points:
        color = token(series_color(look, number))
        sheet.dot(scale.at(x), plot.values.at(y), radius + 0.5, "background")
        sheet.dot(scale.at(x), plot.values.at(y), radius, color)


def _level(sheet: Sheet, plot: Plot, low: float, high: float) -> Scale:
    """Draw the x axis; return its scale."""
    for limit in range(MOST_TICKS + 1, 1, -1):
        ticks = few_ticks(low, high, limit)
        told = _told(sheet, ticks)
        need = len(ticks) * (max(map(sheet.width, told)) + sheet.size)
        if need <= plot.width:
            break
    right = min(plot.right, sheet.box.width - sheet.width(told[-1]) / 2)
    scale = Scale(ticks[0], ticks[-1], plot.left + sheet.size * DOT, right)
    for value, text in zip(ticks, told, strict=True):
        x, wide = scale.at(value), sheet.width(text)
        sheet.rule(x, plot.bottom, x, plot.bottom + GAP / 2, "muted", 0.5)
        start = min(max(x - wide / 2, 0.0), sheet.box.width - wide)
        sheet.text(text, start, plot.bottom + sheet.line / 2)
    sheet.rule(plot.left, plot.bottom, plot.right, plot.bottom, "muted", 0.75)
    return scale


def _told(sheet: Sheet, ticks: list[float]) -> list[str]:
    """Return the ticks' labels; whole numbers that may be years without separators."""
    step = ticks[1] - ticks[0]
    years = float(step).is_integer() and ticks[0] >= 1000 and ticks[-1] <= 2999
    huge = max(abs(ticks[0]), abs(ticks[-1]))
    exponent = huge >= 1e9 or 0 < huge < 1e-5
    code = "0.0E+00" if exponent else step_format("0" if years else "#,##0", step)
    return [write_number(value, code, sheet.lang) for value in ticks]
