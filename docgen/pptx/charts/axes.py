"""Chart axes: gridlines, titles, and ids that the schema allows (UInt32)."""

from __future__ import annotations

from docgen.ooxml.colors import line
from docgen.ooxml.xml import XmlNode, sub
from docgen.placed.charts import NativeAxis, NativeChart
from docgen.pptx.charts.text import chart_text, text_defaults
from docgen.theme.model import Theme

FIRST_AXIS = 100000001
RULE = 0.75
"""Width of gridlines and axis lines, in points."""


def axis_ids(plot: XmlNode) -> None:
    """Append the ids of the two axes that a plot uses."""
    sub(plot, "c:axId", val=FIRST_AXIS)
    sub(plot, "c:axId", val=FIRST_AXIS + 1)


def write_axes(area: XmlNode, chart: NativeChart, theme: Theme, lang: str) -> None:
    """Append the axes of a chart: categories and values, or two of values."""
    for n, axis in enumerate(chart.axes):
        _axis(area, chart, axis, (FIRST_AXIS + n, FIRST_AXIS + 1 - n), theme, lang)


def _axis(
    area: XmlNode,
    chart: NativeChart,
    axis: NativeAxis,
    ids: tuple[int, int],
    theme: Theme,
    lang: str,
) -> None:
    """Append one axis; `ids` are its own and that of the axis that it crosses."""
    node = sub(area, "c:catAx" if axis.kind == "category" else "c:valAx")
    sub(node, "c:axId", val=ids[0])
    scaling = sub(node, "c:scaling")
    sub(scaling, "c:orientation", val="maxMin" if axis.reverse else "minMax")
    sub(node, "c:delete", val=False)
    sub(node, "c:axPos", val=axis.side)
    if axis.grid:
        line(sub(sub(node, "c:majorGridlines"), "c:spPr"), theme, "rule", RULE)
    if axis.title:
        _title(node, chart, axis.title, theme, lang)
    sub(node, "c:numFmt", formatCode=axis.number_format, sourceLinked=False)
    sub(node, "c:majorTickMark", val="none")
    sub(node, "c:minorTickMark", val="none")
    sub(node, "c:tickLblPos", val=axis.labels)
    paint = sub(node, "c:spPr")
    sub(paint, "a:noFill")
    if axis.line:
        line(paint, theme, "faint", RULE)
    else:
        sub(sub(paint, "a:ln"), "a:noFill")
    chart_text(node, chart.label_size, chart.label_color, theme)
    sub(node, "c:crossAx", val=ids[1])
    sub(node, "c:crosses", val=axis.crosses)
    if axis.kind == "value":
        sub(node, "c:crossBetween", val="between" if axis.between else "midCat")
        return
    sub(node, "c:auto", val=False)
    sub(node, "c:lblAlgn", val="ctr")
    sub(node, "c:lblOffset", val=100)
    sub(node, "c:noMultiLvlLbl", val=True)


def _title(axis: XmlNode, chart: NativeChart, title: str, theme: Theme, lang: str) -> None:
    node = sub(axis, "c:title")
    body = sub(sub(node, "c:tx"), "c:rich")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    para = sub(body, "a:p")
    text_defaults(sub(para, "a:pPr"), chart.label_size, chart.label_color, theme)
    run = sub(para, "a:r")
    sub(run, "a:rPr", lang=lang)
    sub(run, "a:t", text=title)
    sub(node, "c:overlay", val=False)
