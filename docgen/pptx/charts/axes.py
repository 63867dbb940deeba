"""Chart axes: gridlines, titles, and ids that the schema allows (UInt32)."""

from __future__ import annotations

from docgen.ooxml.colors import line
from docgen.ooxml.xml import XmlNode, sub
from docgen.placed.charts import NativeAxis, NativeChart
from docgen.pptx.charts.text import chart_text, text_defaults
from docgen.theme.model import Theme

FIRST_AXIS = 100000001
LEVEL = 0
RULE = 0.75
"""Width of gridlines and axis lines, in points."""


def axis_ids(plot: XmlNode, secondary: bool = False) -> None:
    """Append the ids of the two axes that a plot uses."""
    first = FIRST_AXIS + (2 if secondary else 0)
    sub(plot, "c:axId", val=first)
    sub(plot, "c:axId", val=first + 1)


def write_axes(area: XmlNode, chart: NativeChart, theme: Theme, lang: str) -> None:
    """Append the axes of a chart, two by two: categories (or x values) and values."""
    for n, axis in enumerate(chart.axes):
        other = n + 1 if n % 2 == 0 else n - 1
        _axis(area, chart, axis, (FIRST_AXIS + n, FIRST_AXIS + other), theme, lang)


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
    for name, value in (("c:max", axis.high), ("c:min", axis.low)):
        if value is not None:
            sub(scaling, name, val=f"{value:.15g}")
    sub(node, "c:delete", val=axis.deleted)
    sub(node, "c:axPos", val=axis.side)
    if axis.grid:
        line(sub(sub(node, "c:majorGridlines"), "c:spPr"), theme, "rule", RULE)
    if axis.title:
        write_title(node, chart, axis.title, axis.title_at, theme, lang)
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
    # LibreOffice leaves labels out that overlap, unless their angle is exactly 0.
    angle = LEVEL if axis.label_step == 1 else 1
    color = axis.color or chart.label_color
    chart_text(node, chart.label_size, color, theme, angle=angle)
    sub(node, "c:crossAx", val=ids[1])
    sub(node, "c:crosses", val=axis.crosses)
    if axis.kind == "value":
        sub(node, "c:crossBetween", val="between" if axis.between else "midCat")
        if axis.step is not None:
            sub(node, "c:majorUnit", val=f"{axis.step:.15g}")
        return
    sub(node, "c:auto", val=False)
    sub(node, "c:lblAlgn", val="ctr")
    sub(node, "c:lblOffset", val=100)
    if axis.label_step > 1:
        sub(node, "c:tickLblSkip", val=axis.label_step)
        sub(node, "c:tickMarkSkip", val=axis.label_step)
    sub(node, "c:noMultiLvlLbl", val=True)


def write_title(
    parent: XmlNode,
    chart: NativeChart,
    title: str,
    at: tuple[float, float] | None,
    theme: Theme,
    lang: str,
) -> None:
    """Append a title of the chart or an axis, never turned; `at`: its left and top."""
    node = sub(parent, "c:title")
    body = sub(sub(node, "c:tx"), "c:rich")
    sub(body, "a:bodyPr", rot=0, vert="horz", lIns=0, tIns=0, rIns=0, bIns=0)
    sub(body, "a:lstStyle")
    para = sub(body, "a:p")
    text_defaults(sub(para, "a:pPr"), chart.label_size, chart.label_color, theme)
    run = sub(para, "a:r")
    sub(run, "a:rPr", lang=lang)
    sub(run, "a:t", text=title)
    if at is not None:
        manual = sub(sub(node, "c:layout"), "c:manualLayout")
        sub(manual, "c:xMode", val="edge")
        sub(manual, "c:yMode", val="edge")
        sub(manual, "c:x", val=f"{at[0]:.4f}")
        sub(manual, "c:y", val=f"{at[1]:.4f}")
    sub(node, "c:overlay", val=at is not None)
