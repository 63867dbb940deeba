"""A chart for Office: the same look as its art, as plots, series and axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from docgen.charts.description import chart_alt, chart_rows, xs
from docgen.charts.look import (
    FILL,
    ON_SLICE,
    ChartLook,
    label_token,
    point_color,
    series_color,
    token,
)
from docgen.charts.numbers import told
from docgen.layout.blocks import ChartBlock
from docgen.placed.charts import (
    ChartPoint,
    DataLabels,
    Grouping,
    NativeAxis,
    NativeChart,
    NativePlot,
    NativeSeries,
    PlotKind,
    SheetCell,
)
from docgen.summary.model import Chart

GAP = round((1 - FILL) / FILL * 100)
"""Between categories, in percent of a bar's width: bars fill `FILL` of their band."""
HOLE = 62
LINE_WIDTH = 2.25
MARKER_SIZE = 6
STRESSED_MARKER = 10
MOST_MARKERS = 16
"""Longer lines go without points."""


def native_chart(block: ChartBlock, look: ChartLook, lang: str) -> NativeChart:
    """Return a chart's native form."""
    header, rows = chart_rows(block, lang)
    data = block.data
    return NativeChart(
        id=data.id,
        title=block.caption.words or told(data.title),
        alt=block.alt or chart_alt(block, lang),
        sheet=tuple(sheet_rows(data)),
        table=(header, *rows),
        plots=tuple(_plots(look)),
        axes=() if look.round else tuple(_axes(look)),
        legend=look.legend,
        label_size=look.label_size,
        number_format=look.number_format,
    )


def sheet_rows(data: Chart) -> Iterator[tuple[SheetCell, ...]]:
    """Yield the rows of a chart's sheet: names of series, then categories with their values.

    Scatter series have a column of x values each, before their own.
    """
    if data.kind == "scatter":
        name = told(data.x_title)
        yield tuple(cell for row in data.series for cell in (name, told(row.name)))
        for n in range(max((len(row.values) for row in data.series), default=0)):
            yield tuple(cell for row in data.series for cell in (_at(row.x, n), _at(row.values, n)))
        return
    yield (told(data.x_title), *(told(row.name) for row in data.series))
    for n, category in enumerate(data.categories):
        yield (told(category), *(_at(row.values, n) for row in data.series))


def _at(values: Sequence[float | None] | None, n: int) -> float | None:
    return values[n] if values is not None and n < len(values) else None


def _plots(look: ChartLook) -> Iterator[NativePlot]:
    kind, numbers = look.data.kind, range(len(look.data.series))
    match kind:
        case "combo":
            lines = [n for n in numbers if look.data.series[n].kind == "line"]
            columns = [n for n in numbers if n not in lines]
            if columns:
                yield _plot(look, "column", columns, "clustered")
            if lines:
                yield _plot(look, "line", lines)
        case "area":
            yield _plot(look, kind, numbers, "stacked" if len(numbers) > 1 else "standard")
        case "line" | "scatter" | "doughnut":
            yield _plot(look, kind, numbers)
        case "pie":
            yield _plot(look, kind, numbers[:1])
        case "bar" | "stacked-bar" | "percent-bar":
            yield _plot(look, "bar", numbers, _grouping(kind))
        case "column" | "stacked-column" | "percent-column":
            yield _plot(look, "column", numbers, _grouping(kind))
        case _:
            assert_never(kind)


def _grouping(kind: str) -> Grouping:
    if kind.startswith("stacked"):
        return "stacked"
    return "percentStacked" if kind.startswith("percent") else "clustered"


def _plot(
    look: ChartLook, kind: PlotKind, numbers: Sequence[int], grouping: Grouping = "standard"
) -> NativePlot:
    series = tuple(_series(look, kind, n) for n in numbers)
    gap = GAP if kind in ("bar", "column") else 0
    return NativePlot(kind, series, grouping, gap, HOLE if kind == "doughnut" else 0)


def _series(look: ChartLook, kind: PlotKind, number: int) -> NativeSeries:
    data = look.data
    row, color = data.series[number], token(series_color(look, number))
    scatter, line = kind == "scatter", kind == "line"
    marker = None
    if scatter:
        marker = MARKER_SIZE + 1
    elif line and len(data.categories) <= MOST_MARKERS:
        marker = MARKER_SIZE
    return NativeSeries(
        column=2 * number + 1 if scatter else number + 1,
        fill=None if kind in ("pie", "doughnut") else color,
        stroke=color if line else None,
        stroke_width=LINE_WIDTH if line else 0.0,
        marker=marker,
        points=tuple(_points(look, kind)),
        labels=_labels(look, kind) if look.labels else None,
        x_column=2 * number if scatter else None,
        count=len(xs(row)) if scatter else len(data.categories),
        number_format=look.number_format,
    )


def _points(look: ChartLook, kind: PlotKind) -> Iterator[ChartPoint]:
    """Yield the points that differ from their series."""
    data = look.data
    if kind in ("pie", "doughnut"):
        for index in range(len(data.categories)):
            yield ChartPoint(index, token(point_color(look, index)))
        return
    if look.highlight is None or len(data.series) > 1:
        return
    color = token(point_color(look, look.highlight))
    if kind in ("bar", "column"):
        yield ChartPoint(look.highlight, color)
    elif kind == "line":
        yield ChartPoint(look.highlight, color, STRESSED_MARKER)


def _labels(look: ChartLook, kind: PlotKind) -> DataLabels:
    code = look.number_format
    if kind == "doughnut":
        count = len(look.data.categories)
        others = tuple((n, "text") for n in range(count) if label_token(look, n) != ON_SLICE)
        return DataLabels(code, ON_SLICE, colors=others)
    return DataLabels(code, place="outEnd", category=kind == "pie")


def _axes(look: ChartLook) -> Iterator[NativeAxis]:
    """Yield the level axis of categories or x values, then the value axis."""
    kind = look.data.kind
    lying = kind.endswith("bar")
    if kind == "scatter":
        yield NativeAxis("value", "b", look.x_title, between=False)
    else:
        yield NativeAxis(
            "category", "l" if lying else "b", look.x_title, labels="low", reverse=lying
        )
    hidden = look.hidden_axis
    yield NativeAxis(
        "value",
        "b" if lying else "l",
        look.y_title,
        "0%" if look.percent else look.number_format,
        "none" if hidden else "nextTo",
        grid=not hidden,
        line=False,
        # Bars run downwards, so the last category is where the value axis belongs.
        crosses="max" if lying else "autoZero",
        between=kind not in ("area", "scatter"),
    )
