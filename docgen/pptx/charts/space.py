"""The chart part: plots by kind in one plot area (ECMA-376 Part 1, 21.2.2.29 chartSpace)."""

from __future__ import annotations

from docgen.charts.look import ChartLook
from docgen.ooxml.xml import XmlNode, root, sub, to_bytes
from docgen.pptx.charts.axes import axis_ids, write_axes
from docgen.pptx.charts.series import ChartShape, chart_text, write_series

GAP = {"bar": 45, "column": 60}
"""Between categories, in percent of a bar's width."""
HOLE = 62


def chart_xml(look: ChartLook, workbook_id: str, lang: str, rtl: bool = False) -> bytes:
    """Return a chart part that refers to its workbook by `workbook_id`.

    `rtl`: what runs across runs from right to left.
    """
    space = root("c:chartSpace", "a", "r")
    sub(space, "c:date1904", val=False)
    sub(space, "c:lang", val=lang)
    sub(space, "c:roundedCorners", val=False)
    chart = sub(space, "c:chart")
    sub(chart, "c:autoTitleDeleted", val=True)
    area = sub(chart, "c:plotArea")
    sub(area, "c:layout")
    _plots(area, look)
    if not look.round:
        write_axes(area, look, lang, rtl)
    sub(sub(area, "c:spPr"), "a:noFill")
    if look.legend:
        legend = sub(chart, "c:legend")
        sub(legend, "c:legendPos", val=look.legend)
        sub(legend, "c:overlay", val=False)
        chart_text(legend, look, "text")
    sub(chart, "c:plotVisOnly", val=True)
    sub(chart, "c:dispBlanksAs", val="gap")
    paint = sub(space, "c:spPr")
    sub(paint, "a:noFill")
    sub(sub(paint, "a:ln"), "a:noFill")
    chart_text(space, look)
    link = sub(space, "c:externalData", {"r:id": workbook_id})
    sub(link, "c:autoUpdate", val=False)
    return to_bytes(space)


def _plots(area: XmlNode, look: ChartLook) -> None:
    kind, numbers = look.data.kind, range(len(look.data.series))
    if kind == "combo":
        lines = [n for n in numbers if look.data.series[n].kind == "line"]
        columns = [n for n in numbers if n not in lines]
        if columns:
            _bars(area, look, columns, "column")
        if lines:
            _plot(area, look, lines, "c:lineChart", "line", "standard")
    elif kind == "line":
        _plot(area, look, list(numbers), "c:lineChart", "line", "standard")
    elif kind == "area":
        grouping = "stacked" if len(numbers) > 1 else "standard"
        _plot(area, look, list(numbers), "c:areaChart", "area", grouping)
    elif kind == "scatter":
        plot = sub(area, "c:scatterChart")
        sub(plot, "c:scatterStyle", val="lineMarker")
        _series(plot, look, list(numbers), "scatter")
        axis_ids(plot)
    elif look.round:
        _round(area, look)
    else:
        _bars(area, look, list(numbers), kind)


def _series(plot: XmlNode, look: ChartLook, numbers: list[int], shape: ChartShape) -> None:
    sub(plot, "c:varyColors", val=shape == "round")
    for number in numbers:
        write_series(plot, look, number, shape)


def _plot(
    area: XmlNode, look: ChartLook, numbers: list[int], name: str, shape: ChartShape, grouping: str
) -> None:
    plot = sub(area, name)
    sub(plot, "c:grouping", val=grouping)
    _series(plot, look, numbers, shape)
    if shape == "line":
        sub(plot, "c:marker", val=True)
    axis_ids(plot)


def _bars(area: XmlNode, look: ChartLook, numbers: list[int], kind: str) -> None:
    grouping = {"stacked": "stacked", "percent": "percentStacked"}.get(
        kind.partition("-")[0], "clustered"
    )
    direction = "bar" if kind.endswith("bar") else "column"
    plot = sub(area, "c:barChart")
    sub(plot, "c:barDir", val="bar" if direction == "bar" else "col")
    sub(plot, "c:grouping", val=grouping)
    _series(plot, look, numbers, "bar")
    sub(plot, "c:gapWidth", val=GAP[direction])
    if grouping != "clustered":
        sub(plot, "c:overlap", val=100)
    axis_ids(plot)


def _round(area: XmlNode, look: ChartLook) -> None:
    """A pie shows one series; a doughnut has a ring for each."""
    ring = look.data.kind == "doughnut"
    plot = sub(area, "c:doughnutChart" if ring else "c:pieChart")
    count = len(look.data.series) if ring else 1
    _series(plot, look, list(range(count)), "round")
    sub(plot, "c:firstSliceAng", val=0)
    if ring:
        sub(plot, "c:holeSize", val=HOLE)
