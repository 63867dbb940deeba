"""Bars that float: waterfalls, whose steps begin where the last one ended, and ranges."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence

from docgen.charts.axes import Plot, level, rows_of, upright
from docgen.charts.canvas import ChartCanvas
from docgen.charts.look import FILL
from docgen.charts.numbers import EPOCH, day_number, told
from docgen.charts.steps import Step, StepKind, steps_of

COLORS: dict[StepKind, str] = {"up": "positive", "down": "negative", "total": "accent-1"}
MINUS = "\u2212"
THICKEST = 9.0
"""A column's greatest thickness, in label sizes."""


def over_zero(step: Step) -> bool:
    """Say whether a bar stands on both sides of zero."""
    return min(step.start, step.end) < 0 < max(step.start, step.end)


def step_label(step: Step, number: str) -> str:
    """Return a bar's label: a change has its sign."""
    return f"+{number}" if step.kind == "up" and step.value > 0 else number


def waterfall(sheet: ChartCanvas, top: float) -> None:
    """Draw a waterfall below `top`: bars, their values, and lines from one to the next."""
    look, steps = sheet.look, steps_of(sheet.look.data)
    names = [told(c) for c in look.data.categories]
    ends = [v for s in steps for v in (s.start, s.end)] or [0.0, 1.0]
    low, high = min(0.0, *ends), max(0.0, *ends)
    if high == low:
        high = low + 1.0
    plot = upright(sheet, (low, high), names, top)
    band = plot.width / max(len(steps), 1)
    thick = min(band * FILL, sheet.size * THICKEST)
    sheet.gap = round((band / thick - 1) * 100) if thick else 0
    for n, step in enumerate(steps):
        _column(sheet, plot, step, plot.left + (n + 0.5) * band - thick / 2, thick)
        if n + 1 < len(steps):
            y, x = plot.values.at(step.end), plot.left + (n + 0.5) * band
            sheet.rule(x + thick / 2, y, x + band - thick / 2, y, "muted", 0.5)
    sheet.rule(plot.left, plot.values.base, plot.right, plot.values.base, "muted", 0.75)


def _column(sheet: ChartCanvas, plot: Plot, step: Step, x: float, thick: float) -> None:
    ends = sorted((plot.values.at(step.start), plot.values.at(step.end)))
    sheet.rect(x, ends[0], thick, max(ends[1] - ends[0], 0.75), COLORS[step.kind])
    text = step_label(step, sheet.number(step.value))
    wide = sheet.width(text, True)
    y = ends[1] + 1 if step.value < 0 else ends[0] - sheet.line
    left = min(max(x + (thick - wide) / 2, 0.0), sheet.box.width - wide)
    sheet.text(text, left, y, wide, "center", "text", True)


def ranges(sheet: ChartCanvas, top: float) -> None:
    """Draw lying bars from the first series' values to the second's, over a value axis."""
    look = sheet.look
    names = [told(c) for c in look.data.categories]
    pairs = list(spans(rows_of(look)))
    ends = [v for pair in pairs if pair for v in pair] or [0.0, 1.0]
    low, high = min(ends), max(ends)
    low = 0.0 if 0 < low < (high - low) else low
    plot = level(sheet, (low, high if high > low else low + 1.0), names, top, (0.0, 0.0))
    band = plot.height / max(len(names), 1)
    thick = min(band * FILL, sheet.size * 2.0)
    sheet.gap = round((band / thick - 1) * 100) if thick else 0
    for n, pair in enumerate(pairs):
        if pair:
            first, last = (plot.values.at(v) for v in pair)
            y = plot.top + (n + 0.5) * band - thick / 2
            sheet.rect(first, y, max(last - first, 1.0), thick, "accent-1")


YEAR, MONTH = 365.25, 365.25 / 12
STEPS = (MONTH, 3 * MONTH, 6 * MONTH, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR, 20 * YEAR, 50 * YEAR)
"""Distances of a time axis' ticks, in days."""
INTO = 1.0
"""Ticks stand so many days into their month: months and leap years differ in length, and a tick
that stands at equal distances from the first stays in the month that it is named by."""
SPARE = 1.5
"""Room that a tick's label takes, in times its width."""


def gantt(sheet: ChartCanvas, top: float) -> None:
    """Draw a bar from each task's first day to its last, over an axis of months or years."""
    look = sheet.look
    names = [told(c) for c in look.data.categories]
    pairs = list(spans(rows_of(look)))
    ends = [v for pair in pairs if pair for v in pair]
    low, high = (min(ends), max(ends)) if ends else (day_number(dt.date(2000, 1, 1)),) * 2
    room = sheet.box.width * 0.7
    month, year = sheet.width("00/0000") * SPARE, sheet.width("0000") * SPARE
    span = high - low
    step = next((s for s in STEPS if span / s * (month if s < YEAR else year) <= room), STEPS[-1])
    sheet.level_format = "mm/yyyy" if step < YEAR else "yyyy"
    begin = EPOCH + dt.timedelta(days=low)
    months = round(step / MONTH) if step < YEAR else 12
    begin = dt.date(begin.year, (begin.month - 1) // months * months + 1, 1)
    first = day_number(begin) + INTO
    count = max(math.ceil((high - first) / step), 1)
    days = [first + n * step for n in range(count + 1)]
    plot = level(sheet, (low, high), names, top, (0.0, 0.0), days)
    band = plot.height / max(len(names), 1)
    thick = min(band * FILL, sheet.size * 2.0)
    sheet.gap = round((band / thick - 1) * 100) if thick else 0
    for n, pair in enumerate(pairs):
        if pair:
            start, end = plot.values.at(max(pair[0], days[0])), plot.values.at(pair[1] + 1)
            y = plot.top + (n + 0.5) * band - thick / 2
            fill = "accent-1" if look.highlight in (None, n) else "accent-2"
            sheet.rect(start, y, max(end - start, 1.5), thick, fill)


def spans(rows: Sequence[Sequence[float | None]]) -> Iterator[tuple[float, float] | None]:
    """Yield where each bar of a range begins and ends, the smaller value first."""
    for first, last in zip(rows[0], rows[1], strict=False):
        if first is None or last is None:
            yield None
        else:
            yield min(first, last), max(first, last)
