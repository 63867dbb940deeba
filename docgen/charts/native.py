"""A chart for Office: the same look as its art, as plots, series and axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, assert_never

from docgen.charts.canvas import ChartCanvas
from docgen.charts.description import chart_alt, chart_rows, xs
from docgen.charts.floating import COLORS, MINUS, over_zero, step_label
from docgen.charts.lines import WEIGHT
from docgen.charts.look import (
    FILL,
    ON_SLICE,
    ChartLook,
    bubble_token,
    label_token,
    point_color,
    readable,
    right_series,
    series_color,
    token,
)
from docgen.charts.numbers import SHORT_UNIT, step_format, told
from docgen.charts.steps import StepKind, steps_of
from docgen.layout.blocks import ChartBlock
from docgen.placed.charts import (
    ChartPoint,
    DataLabels,
    Grouping,
    LabelPlace,
    NativeAxis,
    NativeChart,
    NativePlot,
    NativeSeries,
    PlotKind,
    Share,
    SheetCell,
    SheetFormula,
)
from docgen.placed.items import Rect
from docgen.summary.model import Chart

GAP = round((1 - FILL) / FILL * 100)
"""Between categories, in percent of a bar's width: bars fill `FILL` of their band."""
HOLE = 58
MOST_GAP = 500
"""ST_GapAmount (ECMA-376 Part 1, 21.2.3.16)."""
LINE_WIDTH = 2.25
TARGET_WIDTH = 1.5
MARKER_SIZE = 6
STRESSED_MARKER = 10
MOST_MARKERS = 16
"""Longer lines go without points."""


def native_chart(block: ChartBlock, sheet: ChartCanvas) -> NativeChart:
    """Return the native form of a chart that is drawn on `sheet`: laid out as its art is."""
    look, lang = sheet.look, sheet.lang
    header, rows = chart_rows(block, lang)
    data = block.data
    legend = look.legend if sheet.legend_box is not None else None
    if look.round or data.kind == "area":  # named beside the slices, and beside the areas
        legend = "r" if sheet.legend_box is not None else None
    return NativeChart(
        id=data.id,
        title=block.caption.words or told(data.title),
        alt=block.alt or chart_alt(block, lang),
        sheet=tuple(_in_lines(sheet_rows(data), sheet.names_in_lines)),
        table=(header, *rows),
        plots=tuple(_plots(sheet)),
        axes=() if look.round else tuple(_axes(sheet)),
        legend=legend,
        label_size=look.label_size,
        number_format=look.number_format,
        heading=look.y_title,
        plot_area=_share(sheet.plot, sheet.box),
        legend_area=_share(sheet.legend_box, sheet.box),
        marks=tuple(sheet.marks),
    )


def _in_lines(
    rows: Iterator[tuple[SheetCell, ...]], names: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[SheetCell, ...]]:
    """Yield a sheet's rows, names that take several lines with line feeds in them."""
    for n, row in enumerate(rows, -1):
        yield ("\n".join(names[n]), *row[1:]) if n in names else row


def _share(rect: Rect | None, box: Rect) -> Share | None:
    if rect is None:
        return None
    wide, tall = max(box.width, 1.0), max(box.height, 1.0)
    sides = (rect.x / wide, rect.y / tall, rect.width / wide, rect.height / tall)
    return Share(*(round(min(max(side, 0.0), 1.0), 4) for side in sides))


def sheet_rows(data: Chart) -> Iterator[tuple[SheetCell, ...]]:
    """Yield the rows of a chart's sheet: names of series, then categories with their values.

    Scatter series have a column of x values each, before their own, bubbles one of sizes too.
    """
    if data.kind == "scatter":
        name = told(data.x_title)
        yield tuple(cell for row in data.series for cell in (name, told(row.name)))
        for n in range(max((len(row.values) for row in data.series), default=0)):
            yield tuple(cell for row in data.series for cell in (_at(row.x, n), _at(row.values, n)))
        return
    if data.kind == "bubble":
        name = told(data.x_title)
        heads = ((name, told(row.name), SIZE) for row in data.series)
        yield tuple(cell for head in heads for cell in head)
        for n in range(max((len(row.values) for row in data.series), default=0)):
            threes = ((_at(r.x, n), _at(r.values, n), _at(r.size, n)) for r in data.series)
            yield tuple(cell for three in threes for cell in three)
        return
    if data.kind == "waterfall":
        yield from waterfall_rows(data)
        return
    floating = data.kind in ("range", "gantt", "dumbbell")
    extra = ("Base", "Span") if data.kind == "dumbbell" else ("Span",) if floating else ()
    yield (told(data.x_title), *(told(row.name) for row in data.series), *extra)
    for n, category in enumerate(data.categories):
        cells: list[SheetCell] = [_at(row.values, n) for row in data.series]
        if floating:
            cells += _span_cells(
                data.kind, _at(data.series[0].values, n), _at(data.series[1].values, n)
            )
        yield (told(category), *cells)


SIZE = "Size"
BEGIN, END = "B{row}", "C{row}"
"""Where a row of a sheet has what a bar begins and ends with."""


def _span_cells(kind: str, low: float | None, high: float | None) -> list[SheetCell]:
    """Return the cells that a floating bar is drawn from, computed from its ends."""
    if low is None or high is None:
        return [None, None] if kind == "dumbbell" else [None]
    if kind == "gantt":  # the last day is part of it
        return [SheetFormula(f"{END}-{BEGIN}+1", high - low + 1)]
    span = SheetFormula(f"ABS({END}-{BEGIN})", abs(high - low))
    if kind == "range":
        return [span]
    return [SheetFormula(f"MIN({BEGIN},{END})", min(low, high)), span]


def _at(values: Sequence[float | None] | None, n: int) -> float | None:
    return values[n] if values is not None and n < len(values) else None


def _plots(sheet: ChartCanvas) -> Iterator[NativePlot]:
    look = sheet.look
    kind, numbers = look.data.kind, range(len(look.data.series))
    match kind:
        case "combo":
            right = right_series(look.data)
            lines = [n for n in numbers if look.data.series[n].kind in ("line", "target")]
            columns = [n for n in numbers if n not in lines]
            if columns:
                yield _plot(sheet, "column", columns, "clustered")
            if left := [n for n in lines if n not in right]:
                yield _plot(sheet, "line", left)
            if right:
                yield _plot(sheet, "line", right, secondary=True)
        case "area":
            yield _plot(sheet, kind, numbers, "stacked" if len(numbers) > 1 else "standard")
        case "line" | "scatter" | "doughnut":
            yield _plot(sheet, kind, numbers)
        case "pie":
            yield _plot(sheet, kind, numbers[:1])
        case "bar" | "stacked-bar" | "percent-bar":
            yield _plot(sheet, "bar", numbers, _grouping(kind))
        case "waterfall":
            yield _waterfall_plot(sheet)
        case "range" | "gantt":
            yield _range_plot(sheet)
        case "dumbbell":
            yield _beams(sheet)
            yield _plot(sheet, "line", numbers)
        case "bubble":
            yield _plot(sheet, kind, numbers)
        case "sparkline":
            yield _plot(sheet, "line", numbers)
        case "column" | "stacked-column" | "percent-column" | "histogram":
            yield _plot(sheet, "column", numbers, _grouping(kind))
        case _:
            assert_never(kind)


def _grouping(kind: str) -> Grouping:
    if kind.startswith("stacked"):
        return "stacked"
    return "percentStacked" if kind.startswith("percent") else "clustered"


def _plot(
    sheet: ChartCanvas,
    kind: PlotKind,
    numbers: Sequence[int],
    grouping: Grouping = "standard",
    secondary: bool = False,
) -> NativePlot:
    series = tuple(_series(sheet, kind, n) for n in numbers)
    gap = 0
    if kind in ("bar", "column"):
        gap = min(GAP if sheet.gap is None else sheet.gap, MOST_GAP)
    hole = HOLE if kind == "doughnut" else 0
    return NativePlot(kind, series, grouping, gap, hole, secondary)


def _series(sheet: ChartCanvas, kind: PlotKind, number: int) -> NativeSeries:
    look = sheet.look
    data = look.data
    row, color = data.series[number], token(series_color(look, number))
    scatter, line, bubble = kind == "scatter", kind == "line", kind == "bubble"
    target, dumbbell = row.kind == "target", data.kind == "dumbbell"
    marker = None
    if scatter:
        marker = MARKER_SIZE + 1
    elif dumbbell:
        marker = round(sheet.size * 2 * WEIGHT)
    elif data.kind == "sparkline":
        marker = None
    elif line and not target and len(data.categories) <= MOST_MARKERS:
        marker = MARKER_SIZE
    wide = 2 if scatter else 3 if bubble else 0
    return NativeSeries(
        column=wide * number + 1 if wide else number + 1,
        fill=None
        if kind in ("pie", "doughnut")
        else bubble_token(look, number)
        if bubble
        else color,
        stroke=None if dumbbell else color if line or bubble else None,
        stroke_width=TARGET_WIDTH if target else LINE_WIDTH if line else 0.0,
        dash=target,
        marker=marker,
        points=tuple(_points(look, kind)),
        labels=_labels(sheet, kind, number),
        x_column=wide * number if wide else None,
        size_column=3 * number + 2 if bubble else None,
        count=len(xs(row)) if wide else len(data.categories),
        number_format=look.number_format,
    )


def _waterfall_plot(sheet: ChartCanvas) -> NativePlot:
    """Return stacked columns: an unseen base, and a series for increases, decreases, totals."""
    code, names = sheet.look.label_format, [step.kind for step in steps_of(sheet.look.data)]
    count = len(names)
    over = tuple(
        ChartPoint(n, COLORS[step.kind])
        for n, step in enumerate(steps_of(sheet.look.data))
        if over_zero(step)
    )
    series = [NativeSeries(column=1, count=count, points=over)]
    signs: tuple[tuple[StepKind, str], ...] = (("up", "+"), ("down", MINUS), ("total", ""))
    for column, (kind, sign) in enumerate(signs, 2):
        if kind in names:
            shown = f'"{sign}"{code}' if sign else code
            texts = tuple(
                (n, step_label(step, sheet.number(step.value)))
                for n, step in enumerate(steps_of(sheet.look.data))
                if step.kind == kind and over_zero(step)
            )
            labels = DataLabels(shown, "background", place="ctr", texts=texts)
            series.append(NativeSeries(column, fill=COLORS[kind], labels=labels, count=count))
    return NativePlot("column", tuple(series), "stacked", min(sheet.gap or GAP, MOST_GAP))


def waterfall_rows(data: Chart) -> Iterator[tuple[SheetCell, ...]]:
    """Yield a waterfall's sheet: base, increase, decrease and total of each category."""
    yield (told(data.x_title), *WATERFALL)
    for name, step in zip(data.categories, steps_of(data), strict=False):
        low, high = sorted((step.start, step.end))
        if low >= 0:
            base, size = low, high - low
        elif high <= 0:
            base, size = high, low - high
        else:  # over zero: the base is seen, and is its lower part
            base, size = low, high
        yield (told(name), base, *(size if step.kind == kind else None for kind in ORDER))


WATERFALL = ("Base", "Increase", "Decrease", "Total")
ORDER: tuple[StepKind, ...] = ("up", "down", "total")


def _beams(sheet: ChartCanvas) -> NativePlot:
    """Return a dumbbell's beams: stacked columns, the lower ones unseen."""
    count = len(sheet.look.data.categories)
    series = (NativeSeries(3, count=count), NativeSeries(4, fill="rule", count=count))
    return NativePlot("column", series, "stacked", min(sheet.gap or MOST_GAP, MOST_GAP))


def _range_plot(sheet: ChartCanvas) -> NativePlot:
    """Return stacked bars: up to where they begin unseen, and the span."""
    count = len(sheet.look.data.categories)
    stressed = sheet.look.highlight if sheet.look.data.kind == "gantt" else None
    points = () if stressed is None else (ChartPoint(stressed, "accent-1"),)
    fill = "accent-1" if stressed is None else "accent-2"
    series = (
        NativeSeries(1, count=count),
        NativeSeries(3, fill=fill, points=points, count=count),
    )
    return NativePlot("bar", series, "stacked", min(sheet.gap or GAP, MOST_GAP))


def _points(look: ChartLook, kind: PlotKind) -> Iterator[ChartPoint]:
    """Yield the points that differ from their series."""
    data = look.data
    if data.kind == "sparkline":
        known = [n for n, v in enumerate(data.series[0].values) if v is not None]
        for last in known[-1:]:
            yield ChartPoint(last, "accent-1", MARKER_SIZE)
        return
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


def _labels(sheet: ChartCanvas, kind: PlotKind, number: int) -> DataLabels | None:
    look = sheet.look
    code = look.label_format
    if look.data.kind == "bubble":
        names = [told(c) for c in look.data.categories] if len(look.data.series) == 1 else []
        named = tuple((n, name) for n, name in enumerate(names) if name)
        place: LabelPlace = "r" if sheet.ends_named else "ctr"
        return DataLabels(code, "text", False, place, value=False, texts=named) if named else None
    if look.data.kind == "sparkline":
        known = [n for n, v in enumerate(look.data.series[0].values) if v is not None]
        ends = tuple((n, sheet.number(look.data.series[0].values[n] or 0.0)) for n in known[-1:])
        return DataLabels(code, "text", True, "r", value=False, texts=ends)
    if kind == "line" and sheet.ends_named:
        count = len(look.data.categories)
        color = readable(look, series_color(look, number))
        return DataLabels(
            code,
            color,
            False,
            "r",
            value=False,
            last_name=True,
            moves=_moves(sheet, {count - 1: (NUDGE, sheet.ends.get(number, 0.0))}),
        )
    if kind == "column" and sheet.end_shifts:
        shift = (sheet.end_shifts[number], sheet.ends.get(number, 0.0))
        last = len(look.data.categories) - 1
        color = readable(look, series_color(look, number))
        return DataLabels(
            code,
            color,
            False,
            "ctr",
            value=False,
            last_name=True,
            moves=_moves(sheet, {last: shift}),
        )
    if not look.labels:
        return None
    if kind == "doughnut" and not sheet.ends_named:
        count = len(look.data.categories)
        others = tuple((n, "text") for n in range(count) if label_token(look, n) != ON_SLICE)
        return DataLabels(code, ON_SLICE, colors=others)
    if kind == "doughnut":
        return DataLabels(code, category=True, moves=_moves(sheet, sheet.label_moves))
    return DataLabels(code, place="outEnd", category=kind == "pie" and sheet.ends_named)


NUDGE = 3.0
"""A name stands so far right of its line's end, in points."""


def _moves(
    sheet: ChartCanvas, moves: Mapping[int, tuple[float, float]]
) -> tuple[tuple[int, float, float], ...]:
    wide, tall = sheet.box.width, sheet.box.height
    return tuple((n, round(x / wide, 4), round(y / tall, 4)) for n, (x, y) in moves.items())


def _axes(sheet: ChartCanvas) -> Iterator[NativeAxis]:
    """Yield the level axis of categories or x values, then the value axis."""
    look = sheet.look
    kind = look.data.kind
    lying = kind.endswith("bar") or kind in ("range", "gantt")
    at = _title_place(sheet, lying)
    if kind == "sparkline":
        row = [v for v in look.data.series[0].values if v is not None]
        yield NativeAxis("category", "b", labels="none", line=False, deleted=True)
        low, high = (min(row), max(row)) if len(set(row)) > 1 else (None, None)
        yield NativeAxis(
            "value",
            "l",
            labels="none",
            line=False,
            deleted=True,
            between=False,
            low=low,
            high=high,
        )
        return
    if kind in ("scatter", "bubble"):
        across = sheet.level_ticks
        yield NativeAxis(
            "value",
            "b",
            look.x_title,
            between=False,
            title_at=at,
            low=across[0] if across else None,
            high=across[-1] if across else None,
            step=across[1] - across[0] if across else None,
        )
    else:
        side: Literal["l", "b"] = "l" if lying else "b"
        yield NativeAxis("category", side, look.x_title, labels="low", reverse=lying, title_at=at)
    hidden = look.hidden_axis
    ends = _value_ends(sheet)
    yield NativeAxis(
        "value",
        "b" if lying else "l",
        "",
        _axis_format(sheet),
        "none" if hidden else "nextTo",
        grid=not hidden,
        line=False,
        # Bars run downwards, so the last category is where the value axis belongs.
        crosses="max" if lying else "autoZero",
        between=kind not in ("area", "scatter", "bubble"),
        low=ends[0],
        high=ends[1],
        step=sheet.ticks[1] - sheet.ticks[0] if len(sheet.ticks) > 1 else None,
    )
    if sheet.right_ticks:
        yield NativeAxis("category", "b", labels="none", line=False, deleted=True)
        yield NativeAxis(
            "value",
            "r",
            told(look.data.y2_title) or _right_unit(look),
            sheet.right_format,
            line=False,
            crosses="max",
            step=sheet.right_ticks[1] - sheet.right_ticks[0],
            title_at=_right_title(sheet),
        )


def _value_ends(sheet: ChartCanvas) -> tuple[float | None, float | None]:
    """Return the ends of the value axis; None where Office's choice is ours.

    Where something stands on the chart, or charts share a scale, they are those of the art.
    """
    ticks, kind = sheet.ticks, sheet.look.data.kind
    if (sheet.marks or sheet.look.reach is not None) and sheet.value_ends is not None:
        low, high = sheet.value_ends
        return float(f"{low:.6g}"), float(f"{high:.6g}")
    if len(ticks) < 2:
        return None, None
    fixed = kind in ("gantt", "bubble")
    return ticks[0] if ticks[0] > 0 or fixed else None, ticks[-1] if fixed else None


def _right_title(sheet: ChartCanvas) -> tuple[float, float]:
    look = sheet.look
    title = told(look.data.y2_title) or _right_unit(look)
    return round(1 - sheet.width(title) / sheet.box.width, 4), 0.0


def _right_unit(look: ChartLook) -> str:
    """Return a long unit of the series at the right, which stands above their axis."""
    units = [told(look.data.series[n].unit) for n in right_series(look.data)]
    return next((u for u in units if len(u) > SHORT_UNIT), "")


def _axis_format(sheet: ChartCanvas) -> str:
    """Return the format of the value axis: with just the decimals that its ticks need."""
    if sheet.level_format:
        return sheet.level_format
    code = "0%" if sheet.look.percent else sheet.look.number_format
    if len(sheet.ticks) < 2:
        return code
    return step_format(code, sheet.ticks[1] - sheet.ticks[0])


def _title_place(sheet: ChartCanvas, lying: bool) -> tuple[float, float] | None:
    """Return where the title of the category axis stands: over lying bars, else below."""
    if sheet.plot is None or not sheet.look.x_title:
        return None
    box, line = sheet.box, sheet.line
    if lying:
        return 0.0, round(max(sheet.plot.y - line - 2, 0.0) / box.height, 4)
    middle = sheet.plot.x + (sheet.plot.width - sheet.width(sheet.look.x_title)) / 2
    return round(max(middle, 0.0) / box.width, 4), round(1 - line / box.height, 4)
