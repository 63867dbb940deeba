"""Bars that float: waterfalls, whose steps begin where the last one ended, and ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from docgen.charts.axes import Plot, level, rows_of, upright
from docgen.charts.canvas import ChartCanvas
from docgen.charts.look import FILL
from docgen.charts.numbers import tame, told
from docgen.summary.model import Chart

StepKind = Literal["up", "down", "total"]
COLORS: dict[StepKind, str] = {"up": "positive", "down": "negative", "total": "accent-1"}
MINUS = "\u2212"
THICKEST = 9.0
"""A column's greatest thickness, in label sizes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of a waterfall, from level to level; ``value`` is the change, or the total."""

    start: float
    end: float
    value: float
    kind: StepKind


def steps_of(data: Chart) -> list[Step]:
    """Return a waterfall's bars. A total's own value counts; without one it is the sum so far."""
    totals = {told(name) for name in data.totals}
    found: list[Step] = []
    at = 0.0
    for name, value in zip(data.categories, data.series[0].values, strict=False):
        if told(name) in totals:
            at = at if value is None else tame(value)
            found.append(Step(0.0, at, at, "total"))
            continue
        change = tame(value or 0.0)
        found.append(Step(at, at + change, change, "up" if change >= 0 else "down"))
        at += change
    return found


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


def spans(rows: Sequence[Sequence[float | None]]) -> Iterator[tuple[float, float] | None]:
    """Yield where each bar of a range begins and ends, the smaller value first."""
    for first, last in zip(rows[0], rows[1], strict=False):
        if first is None or last is None:
            yield None
        else:
            yield min(first, last), max(first, last)
