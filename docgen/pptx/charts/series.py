"""Chart series: names, values with their cache, colours, labels (ECMA-376 Part 1, 21.2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from docgen.charts.look import (
    ON_SLICE,
    ChartLook,
    label_token,
    point_color,
    series_color,
    told,
)
from docgen.ooxml.colors import write_color
from docgen.ooxml.xml import XmlNode, emu, hundredths, sub
from docgen.pptx.charts.workbook import categories, cells, value_column
from docgen.pptx.formatting import write_fonts
from docgen.summary.model import Series
from docgen.theme.model import Color

ChartShape = Literal["bar", "line", "area", "round", "scatter"]
LINE_WIDTH = 2.25
MARKER_SIZE = 6
MOST_MARKERS = 16
"""Longer lines go without points."""


def write_series(plot: XmlNode, look: ChartLook, number: int, shape: ChartShape) -> None:
    """Append ``c:ser``: the order of its children is the schema's."""
    row = look.data.series[number]
    node = sub(plot, "c:ser")
    sub(node, "c:idx", val=number)
    sub(node, "c:order", val=number)
    column = value_column(look.data, number)
    name = sub(sub(node, "c:tx"), "c:strRef")
    sub(name, "c:f", text=cells(column, 1, 1))
    _strings(name, [told(row.name)])
    _series_paint(node, look, number, shape)
    if shape == "bar":
        sub(node, "c:invertIfNegative", val=False)
    if shape in ("line", "scatter"):
        _marker(node, look, number, shape)
    _points(node, look, shape)
    if look.labels:
        _labels(node, look)
    _data(node, look, row, column, shape)
    if shape in ("line", "scatter"):
        sub(node, "c:smooth", val=False)


def _series_paint(node: XmlNode, look: ChartLook, number: int, shape: ChartShape) -> None:
    if shape == "round":
        return
    color = series_color(look, number)
    paint = sub(node, "c:spPr")
    if shape == "line":
        stroke = sub(paint, "a:ln", w=emu(LINE_WIDTH), cap="rnd")
        write_color(sub(stroke, "a:solidFill"), color)
        sub(stroke, "a:round")
        return
    if shape == "scatter":
        sub(sub(paint, "a:ln", w=emu(LINE_WIDTH)), "a:noFill")
        return
    write_color(sub(paint, "a:solidFill"), color)


def _marker(node: XmlNode, look: ChartLook, number: int, shape: ChartShape) -> None:
    marker = sub(node, "c:marker")
    if shape == "line" and len(look.data.categories) > MOST_MARKERS:
        sub(marker, "c:symbol", val="none")
        return
    _dot(marker, series_color(look, number), MARKER_SIZE + (shape == "scatter"))


def _dot(marker: XmlNode, color: Color, size: int) -> None:
    sub(marker, "c:symbol", val="circle")
    sub(marker, "c:size", val=size)
    paint = sub(marker, "c:spPr")
    write_color(sub(paint, "a:solidFill"), color)
    sub(sub(paint, "a:ln"), "a:noFill")


def _points(node: XmlNode, look: ChartLook, shape: ChartShape) -> None:
    """Write the points that differ from their series."""
    data = look.data
    if shape == "round":
        for index in range(len(data.categories)):
            point = _point(node, index, False)
            paint = sub(point, "c:spPr")
            write_color(sub(paint, "a:solidFill"), point_color(look, index))
            gap = sub(paint, "a:ln", w=emu(1.5))
            write_color(sub(gap, "a:solidFill"), look.theme.color("background"))
        return
    if look.highlight is None or len(data.series) > 1:
        return
    color = point_color(look, look.highlight)
    if shape == "bar":
        point = _point(node, look.highlight, True)
        write_color(sub(sub(point, "c:spPr"), "a:solidFill"), color)
    elif shape == "line":
        point = sub(node, "c:dPt")
        sub(point, "c:idx", val=look.highlight)
        _dot(sub(point, "c:marker"), color, MARKER_SIZE + 4)
        sub(point, "c:bubble3D", val=False)


def _point(node: XmlNode, index: int, invert: bool) -> XmlNode:
    point = sub(node, "c:dPt")
    sub(point, "c:idx", val=index)
    if invert:
        sub(point, "c:invertIfNegative", val=False)
    sub(point, "c:bubble3D", val=False)
    return point


def _labels(node: XmlNode, look: ChartLook) -> None:
    labels = sub(node, "c:dLbls")
    ring = look.data.kind == "doughnut"
    for index in range(len(look.data.categories) if ring else 0):
        if label_token(look, index) != ON_SLICE:
            label = sub(labels, "c:dLbl")
            sub(label, "c:idx", val=index)
            _label_look(label, look, "text")
    _label_look(labels, look, ON_SLICE if ring else "text")
    if look.data.kind == "pie":
        sub(labels, "c:showLeaderLines", val=False)


def _label_look(labels: XmlNode, look: ChartLook, token: str) -> None:
    sub(labels, "c:numFmt", formatCode=look.number_format, sourceLinked=False)
    paint = sub(labels, "c:spPr")
    sub(paint, "a:noFill")
    sub(sub(paint, "a:ln"), "a:noFill")
    chart_text(labels, look, token, bold=True)
    if look.data.kind != "doughnut":
        sub(labels, "c:dLblPos", val="outEnd")
    pie = look.data.kind == "pie"
    shown = ("Val", "CatName") if pie else ("Val",)
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        sub(labels, f"c:show{name}", val=name in shown)
    if pie:
        sub(labels, "c:separator", text="\n")


def chart_text(parent: XmlNode, look: ChartLook, token: str = "muted", bold: bool = False) -> None:
    """Append ``c:txPr``: the size and colour of labels."""
    body = sub(parent, "c:txPr")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    para = sub(body, "a:p")
    text_defaults(sub(para, "a:pPr"), look, token, bold)
    sub(para, "a:endParaRPr", lang="en-US")


def text_defaults(
    props: XmlNode, look: ChartLook, token: str = "muted", bold: bool = False
) -> None:
    """Append ``a:defRPr`` with a chart's label type."""
    node = sub(props, "a:defRPr", sz=hundredths(look.label_size), b=bold)
    write_color(sub(node, "a:solidFill"), look.theme.color(token))
    write_fonts(node, "body", look.theme)


def _data(node: XmlNode, look: ChartLook, row: Series, column: int, shape: ChartShape) -> None:
    if shape == "scatter":
        xs: Sequence[float] = row.x if row.x is not None else range(1, len(row.values) + 1)
        _numbers(sub(node, "c:xVal"), cells(column - 1, 2, len(xs)), xs, "General")
        ref = cells(column, 2, len(row.values))
        _numbers(sub(node, "c:yVal"), ref, row.values, look.number_format)
        return
    names = categories(look.data)
    ref_node = sub(sub(node, "c:cat"), "c:strRef")
    sub(ref_node, "c:f", text=cells(0, 2, len(names)))
    _strings(ref_node, names)
    ref = cells(column, 2, len(row.values))
    _numbers(sub(node, "c:val"), ref, row.values, look.number_format)


def _strings(node: XmlNode, texts: Sequence[str]) -> None:
    cache = sub(node, "c:strCache")
    sub(cache, "c:ptCount", val=len(texts))
    for index, text in enumerate(texts):
        sub(sub(cache, "c:pt", idx=index), "c:v", text=text)


def _numbers(parent: XmlNode, ref: str, values: Sequence[float | None], code: str) -> None:
    node = sub(parent, "c:numRef")
    sub(node, "c:f", text=ref)
    cache = sub(node, "c:numCache")
    sub(cache, "c:formatCode", text=code)
    sub(cache, "c:ptCount", val=len(values))
    for index, value in enumerate(values):
        if value is not None:
            sub(sub(cache, "c:pt", idx=index), "c:v", text=repr(value))
