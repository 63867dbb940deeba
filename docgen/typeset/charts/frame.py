"""The plot area: what axes, titles and category labels leave of a chart's box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.typeset.charts.numbers import ticks, write_number
from docgen.typeset.charts.sheet import Sheet

LABEL_GAP = 4.0
MOST_LINES = 3
WIDEST_LABELS = 0.42
"""Most of a bar chart's width that its category labels take."""


@dataclass(slots=True)
class Plot:
    """The plot area and the value axis along it."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def y(self, value: float) -> float:
        """Return where a value lies on an upright axis."""
        return self.bottom - (value - self.low) / (self.high - self.low) * self.height

    def x(self, value: float) -> float:
        """Return where a value lies on a level axis."""
        return self.left + (value - self.low) / (self.high - self.low) * self.width


def axis_label(sheet: Sheet, value: float, step: float) -> str:
    """Return a tick's label: a percentage for shares, else with just the places it needs."""
    if sheet.look.percent:
        return write_number(value, "0%", sheet.lang)
    if float(step).is_integer() or "." in sheet.look.number_format:
        return sheet.number(value)
    places = max(len(f"{step:.6f}".rstrip("0").partition(".")[2]), 1)
    core = "#,##0"
    return write_number(
        value, sheet.look.number_format.replace(core, core + "." + "0" * places), sheet.lang
    )


def upright(
    sheet: Sheet, low: float, high: float, labels: Sequence[str], width: float, top: float,
    bottom: float,
) -> Plot:  # fmt: skip
    """Draw a value axis at the left (unless every bar tells) and category labels below."""
    look = sheet.look
    if look.y_title:
        top += sheet.text(look.y_title, 0, top, width) + 3
    if look.x_title:
        bottom -= sheet.line
        sheet.text(look.x_title, 0, bottom, width, "center")
    values = ticks(low, high, 3 if bottom - top < 110 else 5)
    step = values[1] - values[0]
    told = [axis_label(sheet, v, step) for v in values]
    left = 0.0 if look.hidden_axis else max(map(sheet.width, told)) + LABEL_GAP
    band = (width - left) / max(len(labels), 1)
    bottom -= _category_labels_height(sheet, labels, band) + LABEL_GAP
    head = sheet.line + 2 if look.hidden_axis else sheet.line / 2
    plot = Plot(left, top + head, width, max(bottom, top + head + 8), values[0], values[-1])
    if look.hidden_axis:
        plot.low, plot.high = min(low, 0.0), max(high, 0.0) or 1.0
        if low < 0:
            plot.bottom -= sheet.line
    else:
        for value, text in zip(values, told, strict=True):
            y = plot.y(value)
            sheet.rule(left, y, width, y)
            sheet.text(text, 0, y - sheet.line / 2, left - LABEL_GAP, "right")
    _category_labels(sheet, labels, plot, bottom + LABEL_GAP)
    return plot


def _category_labels_height(sheet: Sheet, labels: Sequence[str], band: float) -> float:
    lines = [sheet.lines(t, band - 3) for t in labels if sheet.fits(t, band - 3, MOST_LINES)]
    return max(lines, default=1) * sheet.line


def _category_labels(sheet: Sheet, labels: Sequence[str], plot: Plot, y: float) -> None:
    """Place labels under their bands: wrapped; where a word won't fit, only every n-th."""
    if not labels:
        return
    band = plot.width / len(labels)
    if all(sheet.fits(t, band - 3, MOST_LINES) for t in labels):
        for n, text in enumerate(labels):
            sheet.text(text, plot.left + n * band + 1.5, y, band - 3, "center", most=MOST_LINES)
        return
    widest = min(max(map(sheet.width, labels)), plot.width)
    every = max(int(-(-(widest + 6) // band)), 1)
    for n in range(0, len(labels), every):
        middle = plot.left + (n + 0.5) * band
        wide = min(sheet.width(labels[n]), plot.width)
        x = min(max(middle - wide / 2, 0.0), plot.right - wide)
        sheet.text(labels[n], x, y, wide, "center")


def level(
    sheet: Sheet, low: float, high: float, labels: Sequence[str], width: float, top: float,
    bottom: float,
) -> Plot:  # fmt: skip
    """Draw a value axis below (unless every bar tells) and category labels at the left."""
    look = sheet.look
    if look.y_title:
        top += sheet.text(look.y_title, 0, top, width) + 3
    side = min(max((sheet.width(t) for t in labels), default=0.0), width * WIDEST_LABELS)
    values = ticks(low, high, 4)
    step = values[1] - values[0]
    ends = max(sheet.width(sheet.number(v), bold=True) for v in (low, high)) + 5
    plot = Plot(side + LABEL_GAP, top, width - ends, bottom, values[0], values[-1])
    if look.hidden_axis:
        plot.low, plot.high = min(low, 0.0), max(high, 0.0) or 1.0
        if low < 0:
            plot.left += ends
    else:
        plot.bottom -= sheet.line + LABEL_GAP
        last = -1e9
        for value in values:
            x, text = plot.x(value), axis_label(sheet, value, step)
            sheet.rule(x, plot.top, x, plot.bottom)
            wide = sheet.width(text)
            left = min(max(x - wide / 2, 0.0), width - wide)
            if left > last + 3:
                sheet.text(text, left, plot.bottom + LABEL_GAP, wide, "center")
                last = left + wide
    _side_labels(sheet, labels, plot, side)
    return plot


def _side_labels(sheet: Sheet, labels: Sequence[str], plot: Plot, side: float) -> None:
    if not labels:
        return
    band = plot.height / len(labels)
    every = max(int(-(-sheet.line // band)), 1)
    most = max(int(band * every // sheet.line), 1)
    for n in range(0, len(labels), every):
        lines = min(sheet.lines(labels[n], side), most, MOST_LINES)
        y = plot.top + (n + 0.5) * band - lines * sheet.line / 2
        sheet.text(labels[n], 0, max(y, 0.0), side, "left", color="text", most=lines)
