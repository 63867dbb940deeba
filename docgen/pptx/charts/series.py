"""Chart series: names, values with their cache, colours, labels (ECMA-376 Part 1, 21.2.2)."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.ooxml.colors import write_color
from docgen.ooxml.xml import XmlNode, emu, hundredths, put, sub
from docgen.placed.charts import (
    ChartPoint,
    DataLabels,
    NativeChart,
    NativePlot,
    NativeSeries,
    SheetCell,
    SheetFormula,
)
from docgen.pptx.charts.text import chart_text
from docgen.pptx.charts.workbook import cells
from docgen.pptx.formatting import write_fonts
from docgen.theme.model import Theme

ROUND = ("pie", "doughnut")
BARS = ("bar", "column")
MARKED = ("line", "scatter")
GAP_WIDTH = 1.5
"""Of the line between slices, in points."""


def write_series(
    node: XmlNode,
    chart: NativeChart,
    plot: NativePlot,
    row: NativeSeries,
    number: int,
    theme: Theme,
) -> None:
    """Append ``c:ser``: the order of its children is the schema's."""
    node = sub(node, "c:ser")
    sub(node, "c:idx", val=number)
    sub(node, "c:order", val=number)
    name = sub(sub(node, "c:tx"), "c:strRef")
    sub(name, "c:f", text=cells(row.column, 1, 1))
    _strings(name, [str(chart.sheet[0][row.column] or "")])
    _series_paint(node, plot, row, theme)
    if plot.kind in BARS or plot.kind == "bubble":
        sub(node, "c:invertIfNegative", val=False)
    if plot.kind in MARKED:
        _marker(sub(node, "c:marker"), row.marker, row.fill, theme)
    for point in row.points:
        _point(node, plot, point, theme)
    if row.labels is not None:
        _labels(node, chart, plot, row, row.labels, theme)
    _data(node, chart, row)
    if plot.kind in MARKED:
        sub(node, "c:smooth", val=False)


def _series_paint(node: XmlNode, plot: NativePlot, row: NativeSeries, theme: Theme) -> None:
    if plot.kind in ROUND:
        return
    paint = sub(node, "c:spPr")
    if plot.kind in BARS or plot.kind == "area":
        if row.fill is not None:
            write_color(sub(paint, "a:solidFill"), theme.color(row.fill))
        else:
            sub(paint, "a:noFill")
        return
    if plot.kind == "bubble":
        write_color(sub(paint, "a:solidFill"), theme.color(row.fill or "accent-1"))
        edge = sub(paint, "a:ln", w=emu(0.75))
        write_color(sub(edge, "a:solidFill"), theme.color(row.stroke or "accent-1"))
        return
    if row.stroke is None:
        sub(sub(paint, "a:ln", w=emu(1.0)), "a:noFill")
        return
    stroke = sub(paint, "a:ln", w=emu(row.stroke_width), cap="rnd")
    write_color(sub(stroke, "a:solidFill"), theme.color(row.stroke))
    if row.dash:
        sub(stroke, "a:prstDash", val="dash")
    sub(stroke, "a:round")


def _marker(marker: XmlNode, size: int | None, token: str | None, theme: Theme) -> None:
    if size is None:
        sub(marker, "c:symbol", val="none")
        return
    sub(marker, "c:symbol", val="circle")
    sub(marker, "c:size", val=size)
    paint = sub(marker, "c:spPr")
    write_color(sub(paint, "a:solidFill"), theme.color(token or "text"))
    sub(sub(paint, "a:ln"), "a:noFill")


def _point(node: XmlNode, plot: NativePlot, point: ChartPoint, theme: Theme) -> None:
    """Append a point that differs from its series."""
    made = sub(node, "c:dPt")
    sub(made, "c:idx", val=point.index)
    if plot.kind in BARS:
        sub(made, "c:invertIfNegative", val=False)
    if point.marker is not None:
        _marker(sub(made, "c:marker"), point.marker, point.fill, theme)
    sub(made, "c:bubble3D", val=False)
    if point.marker is not None:
        return
    paint = sub(made, "c:spPr")
    write_color(sub(paint, "a:solidFill"), theme.color(point.fill))
    if plot.kind in ROUND:
        gap = sub(paint, "a:ln", w=emu(GAP_WIDTH))
        write_color(sub(gap, "a:solidFill"), theme.color("background"))


def _labels(
    node: XmlNode,
    chart: NativeChart,
    plot: NativePlot,
    row: NativeSeries,
    labels: DataLabels,
    theme: Theme,
) -> None:
    made = sub(node, "c:dLbls")
    moves = {index: (x, y) for index, x, y in labels.moves}
    colors = dict(labels.colors)
    texts = dict(labels.texts)
    own = {max(row.count - 1, 0)} if labels.last_name else {*moves, *colors, *texts}
    for index in sorted(own):
        label = sub(made, "c:dLbl")
        sub(label, "c:idx", val=index)
        if index in moves:
            manual = sub(sub(label, "c:layout"), "c:manualLayout")
            sub(manual, "c:x", val=f"{moves[index][0]:.4f}")
            sub(manual, "c:y", val=f"{moves[index][1]:.4f}")
        if index in texts:
            _own_text(label, texts[index], chart, labels, theme)
        _label_look(label, chart, labels, colors.get(index, labels.color), theme)
    if labels.last_name:
        for name in SHOWN:
            sub(made, f"c:show{name}", val=False)
        _without_leaders(made)
        return
    _label_look(made, chart, labels, labels.color, theme)
    if plot.kind in ROUND:
        sub(made, "c:showLeaderLines", val=False)


def _own_text(
    label: XmlNode, text: str, chart: NativeChart, labels: DataLabels, theme: Theme
) -> None:
    """Append a label's own text, in the type of the others."""
    body = sub(sub(label, "c:tx"), "c:rich")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    run = sub(sub(body, "a:p"), "a:r")
    look = sub(run, "a:rPr", lang="en-US", sz=hundredths(chart.label_size), b=labels.bold)
    write_color(sub(look, "a:solidFill"), theme.color(labels.color))
    write_fonts(look, "body", theme)
    sub(run, "a:t", text=text)


def _without_leaders(labels: XmlNode) -> None:
    """Say that no line leads from a point to its label (they stand close to each other)."""
    ext = sub(sub(labels, "c:extLst"), "c:ext", uri=LEADERS_URI)
    lines = ext.makeelement(f"{{{LEADERS_NS}}}showLeaderLines", {}, {"c15": LEADERS_NS})
    ext.append(put(lines, {"val": "0"}))


LEADERS_URI = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
LEADERS_NS = "http://schemas.microsoft.com/office/drawing/2012/chart"
SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def _label_look(
    node: XmlNode, chart: NativeChart, labels: DataLabels, token: str, theme: Theme
) -> None:
    sub(node, "c:numFmt", formatCode=labels.number_format, sourceLinked=False)
    paint = sub(node, "c:spPr")
    sub(paint, "a:noFill")
    sub(sub(paint, "a:ln"), "a:noFill")
    # Names that take several lines have line feeds; LibreOffice would break words.
    chart_text(node, chart.label_size, token, theme, labels.bold, wrapped=False)
    if labels.place is not None:
        sub(node, "c:dLblPos", val=labels.place)
    shown = {"Val": labels.value, "CatName": labels.category, "SerName": labels.last_name}
    for name in SHOWN:
        sub(node, f"c:show{name}", val=shown.get(name, False))
    if labels.category:
        sub(node, "c:separator", text="\n")


def _data(node: XmlNode, chart: NativeChart, row: NativeSeries) -> None:
    def column(number: int) -> list[SheetCell]:
        return [line[number] for line in chart.sheet[1 : row.count + 1]]

    ref, values = cells(row.column, 2, row.count), column(row.column)
    if row.x_column is not None:
        across = cells(row.x_column, 2, row.count)
        _numbers(sub(node, "c:xVal"), across, column(row.x_column), "General")
        _numbers(sub(node, "c:yVal"), ref, values, row.number_format)
        if row.size_column is not None:
            sizes = cells(row.size_column, 2, row.count)
            _numbers(sub(node, "c:bubbleSize"), sizes, column(row.size_column), "General")
            sub(node, "c:bubble3D", val=False)
        return
    ref_node = sub(sub(node, "c:cat"), "c:strRef")
    sub(ref_node, "c:f", text=cells(0, 2, row.count))
    _strings(ref_node, [str(name) for name in column(0)])
    _numbers(sub(node, "c:val"), ref, values, row.number_format)


def _strings(node: XmlNode, texts: Sequence[str]) -> None:
    cache = sub(node, "c:strCache")
    sub(cache, "c:ptCount", val=len(texts))
    for index, text in enumerate(texts):
        sub(sub(cache, "c:pt", idx=index), "c:v", text=text)


def _numbers(parent: XmlNode, ref: str, values: Sequence[SheetCell], code: str) -> None:
    node = sub(parent, "c:numRef")
    sub(node, "c:f", text=ref)
    cache = sub(node, "c:numCache")
    sub(cache, "c:formatCode", text=code)
    sub(cache, "c:ptCount", val=len(values))
    for index, value in enumerate(values):
        if isinstance(value, SheetFormula):
            value = value.value
        if value is not None:
            sub(sub(cache, "c:pt", idx=index), "c:v", text=repr(value))
