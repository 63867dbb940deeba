"""Charts as vector art, by the same rules as the native charts of a deck (`look`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from docgen.charts.annotations import annotate, reserve
from docgen.charts.axes import upright_title
from docgen.charts.bars import decide_values
from docgen.charts.canvas import ChartCanvas
from docgen.charts.description import chart_alt, chart_rows
from docgen.charts.floating import gantt, ranges, waterfall
from docgen.charts.labels import legend
from docgen.charts.lines import bubble, columns, lines, scatter, sparkline
from docgen.charts.look import chart_look
from docgen.charts.native import native_chart
from docgen.charts.pies import pie
from docgen.charts.prepared import prepared
from docgen.foundation.structs import Struct
from docgen.layout.blocks import ChartBlock
from docgen.placed.charts import NativeChart
from docgen.placed.items import PlacedItem, Rect
from docgen.summary.model import Chart, ChartKind
from docgen.text.paragraph import Setter
from docgen.theme.model import Medium, Theme


class DrawnChart(Struct, frozen=True):
    """A chart decided for a box: its art, its native form, and what isn't as asked."""

    art: tuple[PlacedItem, ...]
    native: NativeChart
    dropped: tuple[str, ...] = ()
    """Texts that the art has no room for, or shows shortened."""
    kind: str = ""
    """The kind it is drawn as: long names make a bar chart of columns and of a pie."""
    label_size: float = 0.0


LYING = {
    "column": "bar",
    "stacked-column": "stacked-bar",
    "percent-column": "percent-bar",
    "pie": "bar",
    "doughnut": "bar",
}
"""Kinds to those that have more room for the names of categories."""
LARGE = (560.0, 240.0)
"""A slide's chart of at least this width and height has larger labels."""
LARGEST = 18.0
"""Of labels on slides, in points."""
LARGER, SMALLER = 1.15, (0.86, 0.75, 0.64)
"""Label sizes tried, as shares of the theme's."""


def draw_chart(
    block: ChartBlock,
    width: float,
    height: float,
    label_size: float,
    theme: Theme,
    medium: Medium,
    setter: Setter,
    lang: str,
    least_size: float | None = None,
) -> DrawnChart:
    """Return a chart for a box of width x height points; items from its top left.

    Labels have the size `label_size`, larger in a large chart on a slide; where some have no
    room, smaller ones are tried down to `least_size`, and bars instead of columns or slices.
    """
    best: DrawnChart | None = None
    for kind, size in _attempts(block.data, label_size, least_size, medium, width, height):
        data = block.data if kind == block.data.kind else _as_bars(block.data, kind)
        tried = replace(block, data=data) if data is not block.data else block
        look = chart_look(tried, theme, size, width, height, lang)
        sheet = ChartCanvas(look, theme, medium, setter, lang, size, Rect(0.0, 0.0, width, height))
        _draw(sheet)
        dropped = tuple(sheet.dropped)
        if best is None or len(dropped) < len(best.dropped):
            native = native_chart(tried, sheet)
            best = DrawnChart(tuple(sheet.items), native, dropped, kind, size)
        if not dropped:
            break
    assert best is not None
    return best


def _attempts(
    data: Chart, size: float, least: float | None, medium: Medium, width: float, height: float
) -> Iterator[tuple[ChartKind, float]]:
    """Yield kinds and label sizes in the order in which they are tried."""
    sizes = [size]
    if least is not None and least < size:
        sizes += sorted({max(round(size * s, 1), least) for s in SMALLER}, reverse=True)
    if medium == "deck" and width >= LARGE[0] and height >= LARGE[1]:
        yield data.kind, min(round(size * LARGER, 1), max(size, LARGEST))
    yield from ((data.kind, one) for one in sizes[:2])
    other = None if _is_annotated(data) else LYING.get(data.kind)
    if other and (data.kind not in ("pie", "doughnut") or len(data.series) == 1):
        yield from ((cast("ChartKind", other), one) for one in sizes)
    yield from ((data.kind, one) for one in sizes[2:])


def _is_annotated(data: Chart) -> bool:
    """Say whether something stands on a chart that only categories side by side have room for."""
    return bool(data.regions or data.differences or data.annotations)


def _as_bars(data: Chart, kind: ChartKind) -> Chart:
    """Return the chart as another kind, with nothing else changed."""
    return data.model_copy(update={"kind": kind})


def _draw(sheet: ChartCanvas) -> None:
    if sheet.look.bars:
        decide_values(sheet)
    if sheet.look.data.kind == "sparkline":
        sparkline(sheet)
        return
    top = upright_title(sheet)
    reserve(sheet, top)
    _draw_kind(sheet, top)
    annotate(sheet)
    sheet.items += sheet.mark_items


def _draw_kind(sheet: ChartCanvas, top: float) -> None:
    look = sheet.look
    kind = look.data.kind
    if look.round:
        pie(sheet, top)
    elif kind in ("line", "area", "combo", "dumbbell"):
        lines(sheet, top)
    elif kind in FLOATING:
        FLOATING[kind](sheet, top)
    elif kind in ("scatter", "bubble"):
        if look.legend:
            top = legend(sheet, top)
        (scatter if kind == "scatter" else bubble)(sheet, top)
    else:
        columns(sheet, top)


FLOATING = {"waterfall": waterfall, "range": ranges, "gantt": gantt}


__all__ = ["DrawnChart", "chart_alt", "chart_rows", "draw_chart", "prepared"]
