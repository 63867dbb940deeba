"""The chart part: plots by kind in one plot area (ECMA-376 Part 1, 21.2.2.29 chartSpace)."""

from __future__ import annotations

from typing import assert_never

from docgen.ooxml.xml import XmlNode, root, sub, to_bytes
from docgen.placed.charts import NativeChart, NativePlot, Share
from docgen.pptx.charts.axes import axis_ids, write_axes, write_title
from docgen.pptx.charts.series import ROUND, write_series
from docgen.pptx.charts.text import chart_text
from docgen.theme.model import Theme


def chart_xml(
    chart: NativeChart, workbook_id: str, theme: Theme, lang: str, shapes_id: str | None = None
) -> bytes:
    """Return a chart part that refers to its workbook, and to its shapes if it has any."""
    space = root("c:chartSpace", "a", "r")
    sub(space, "c:date1904", val=False)
    sub(space, "c:lang", val=lang)
    sub(space, "c:roundedCorners", val=False)
    node = sub(space, "c:chart")
    if chart.heading:
        write_title(node, chart, chart.heading, (0.0, 0.0), theme, lang)
    sub(node, "c:autoTitleDeleted", val=not chart.heading)
    area = sub(node, "c:plotArea")
    _layout(area, chart.plot_area, "inner")
    number = 0
    for plot in chart.plots:
        _plot(area, chart, plot, number, theme)
        number += len(plot.series)
    write_axes(area, chart, theme, lang)
    sub(sub(area, "c:spPr"), "a:noFill")
    if chart.legend:
        legend = sub(node, "c:legend")
        sub(legend, "c:legendPos", val=chart.legend)
        _layout(legend, chart.legend_area)
        sub(legend, "c:overlay", val=False)
        chart_text(legend, chart.label_size, "text", theme)
    sub(node, "c:plotVisOnly", val=True)
    sub(node, "c:dispBlanksAs", val="gap")
    paint = sub(space, "c:spPr")
    sub(paint, "a:noFill")
    sub(sub(paint, "a:ln"), "a:noFill")
    chart_text(space, chart.label_size, chart.label_color, theme)
    link = sub(space, "c:externalData", {"r:id": workbook_id})
    sub(link, "c:autoUpdate", val=False)
    if shapes_id is not None:
        sub(space, "c:userShapes", {"r:id": shapes_id})
    return to_bytes(space)


def _layout(parent: XmlNode, share: Share | None, target: str = "") -> None:
    """Append ``c:layout`` (ECMA-376 Part 1, 21.2.2.88); None leaves it to Office."""
    node = sub(parent, "c:layout")
    if share is None:
        return
    manual = sub(node, "c:manualLayout")
    if target:
        sub(manual, "c:layoutTarget", val=target)
    sub(manual, "c:xMode", val="edge")
    sub(manual, "c:yMode", val="edge")
    for name, value in zip("xywh", (share.x, share.y, share.width, share.height), strict=True):
        sub(manual, f"c:{name}", val=f"{value:.4f}")


def _plot(area: XmlNode, chart: NativeChart, plot: NativePlot, first: int, theme: Theme) -> None:
    """Append a plot; its series are numbered from `first`."""
    match plot.kind:
        case "bar" | "column":
            node = sub(area, "c:barChart")
            sub(node, "c:barDir", val="bar" if plot.kind == "bar" else "col")
            sub(node, "c:grouping", val=plot.grouping)
        case "line" | "area":
            node = sub(area, "c:lineChart" if plot.kind == "line" else "c:areaChart")
            sub(node, "c:grouping", val=plot.grouping)
        case "scatter":
            node = sub(area, "c:scatterChart")
            sub(node, "c:scatterStyle", val="lineMarker")
        case "bubble":
            node = sub(area, "c:bubbleChart")
        case "pie":
            node = sub(area, "c:pieChart")
        case "doughnut":
            node = sub(area, "c:doughnutChart")
        case _:
            assert_never(plot.kind)
    sub(node, "c:varyColors", val=plot.kind in ROUND)
    for number, row in enumerate(plot.series, first):
        write_series(node, chart, plot, row, number, theme)
    if plot.kind == "line":
        sub(node, "c:marker", val=True)
    if plot.kind in ROUND:
        sub(node, "c:firstSliceAng", val=0)
        if plot.hole:
            sub(node, "c:holeSize", val=plot.hole)
        return
    if plot.kind in ("bar", "column"):
        sub(node, "c:gapWidth", val=plot.gap)
        if plot.grouping != "clustered":
            sub(node, "c:overlap", val=100)
    if plot.kind == "bubble":
        sub(node, "c:bubbleScale", val=chart.bubble_scale)
        sub(node, "c:showNegBubbles", val=False)
        sub(node, "c:sizeRepresents", val="area")
    axis_ids(node, plot.secondary)
