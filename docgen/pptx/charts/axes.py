"""Chart axes: light gridlines, titles, and ids that the schema allows (UInt32)."""

from __future__ import annotations

from docgen.charts.look import ChartLook
from docgen.ooxml.colors import line
from docgen.ooxml.xml import XmlNode, sub
from docgen.pptx.charts.series import chart_text, text_defaults

CATEGORY_AXIS, VALUE_AXIS = 100000001, 100000002
RULE = 0.75
"""Width of gridlines and axis lines, in points."""


def axis_ids(plot: XmlNode) -> None:
    """Append the ids of the two axes that a plot uses."""
    sub(plot, "c:axId", val=CATEGORY_AXIS)
    sub(plot, "c:axId", val=VALUE_AXIS)


def write_axes(area: XmlNode, look: ChartLook, lang: str, rtl: bool = False) -> None:
    """Append the axes of a chart: categories and values, or two of values.

    `rtl`: what runs across runs from right to left.
    """
    sideways = look.data.kind.endswith("bar")
    side = "r" if rtl else "l"
    if look.data.kind == "scatter":
        x = _start(area, "c:valAx", CATEGORY_AXIS, "b", rtl)
        _middle(x, look, look.x_title, lang, "General", False, "nextTo")
        _end(x, VALUE_AXIS, "autoZero")
        sub(x, "c:crossBetween", val="midCat")
    else:
        x = _start(area, "c:catAx", CATEGORY_AXIS, side if sideways else "b", sideways or rtl)
        _middle(x, look, look.x_title, lang, "General", False, "low")
        _end(x, VALUE_AXIS, "autoZero")
        sub(x, "c:auto", val=False)
        sub(x, "c:lblAlgn", val="ctr")
        sub(x, "c:lblOffset", val=100)
        sub(x, "c:noMultiLvlLbl", val=True)
    _value_axis(area, look, lang, sideways, rtl)


def _value_axis(area: XmlNode, look: ChartLook, lang: str, sideways: bool, rtl: bool) -> None:
    code = "0%" if look.percent else look.number_format
    side = "r" if rtl else "l"
    axis = _start(area, "c:valAx", VALUE_AXIS, "b" if sideways else side, sideways and rtl)
    quiet = look.hidden_axis
    _middle(axis, look, look.y_title, lang, code, not quiet, "none" if quiet else "nextTo", False)
    # Bars run downwards, so the last category is where the value axis belongs.
    _end(axis, CATEGORY_AXIS, "max" if sideways else "autoZero")
    sub(
        axis, "c:crossBetween", val="midCat" if look.data.kind in ("area", "scatter") else "between"
    )


def _start(area: XmlNode, name: str, number: int, position: str, reverse: bool) -> XmlNode:
    axis = sub(area, name)
    sub(axis, "c:axId", val=number)
    sub(sub(axis, "c:scaling"), "c:orientation", val="maxMin" if reverse else "minMax")
    sub(axis, "c:delete", val=False)
    sub(axis, "c:axPos", val=position)
    return axis


def _middle(
    axis: XmlNode,
    look: ChartLook,
    title: str,
    lang: str,
    code: str,
    grid: bool,
    labels: str,
    drawn: bool = True,
) -> None:
    if grid:
        paint = sub(sub(axis, "c:majorGridlines"), "c:spPr")
        line(paint, look.theme, "rule", RULE)
    if title:
        _title(axis, look, title, lang)
    sub(axis, "c:numFmt", formatCode=code, sourceLinked=False)
    sub(axis, "c:majorTickMark", val="none")
    sub(axis, "c:minorTickMark", val="none")
    sub(axis, "c:tickLblPos", val=labels)
    paint = sub(axis, "c:spPr")
    sub(paint, "a:noFill")
    if drawn:
        line(paint, look.theme, "faint", RULE)
    else:
        sub(sub(paint, "a:ln"), "a:noFill")
    chart_text(axis, look)


def _end(axis: XmlNode, other: int, crosses: str) -> None:
    sub(axis, "c:crossAx", val=other)
    sub(axis, "c:crosses", val=crosses)


def _title(axis: XmlNode, look: ChartLook, title: str, lang: str) -> None:
    node = sub(axis, "c:title")
    body = sub(sub(node, "c:tx"), "c:rich")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    para = sub(body, "a:p")
    text_defaults(sub(para, "a:pPr"), look)
    run = sub(para, "a:r")
    sub(run, "a:rPr", lang=lang)
    sub(run, "a:t", text=title)
    sub(node, "c:overlay", val=False)
