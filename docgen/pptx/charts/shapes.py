"""Shapes that stand on a chart (ECMA-376 Part 1, 21.3.2 chart drawings): the chart's userShapes.

They move and scale with the chart, and are edited like any shape.
"""

from __future__ import annotations

from docgen.ooxml.colors import write_color
from docgen.ooxml.xml import XmlNode, emu, hundredths, root, sub, to_bytes
from docgen.placed.charts import ChartMark, NativeChart
from docgen.placed.items import Rect
from docgen.pptx.formatting import write_fonts
from docgen.theme.model import Theme

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes"
LINE, EDGE = 0.9, 0.75
"""Widths of lines and of a figure's box, in points."""
BAND_ALPHA = 14000
"""How much of a band is seen, in thousandths of a percent: the data lie behind it."""
NAMES = {
    "line": "Line",
    "head": "Arrowhead",
    "band": "Region",
    "pill": "Difference",
    "text": "Remark",
}


def user_shapes(chart: NativeChart, rect: Rect, theme: Theme, lang: str) -> bytes:
    """Return the drawing part of a chart that lies in `rect`."""
    space = root("c:userShapes", "a", "cdr")
    for number, mark in enumerate(chart.marks, 1):
        _anchor(space, mark, number, chart, rect, theme, lang)
    return to_bytes(space)


def _anchor(
    space: XmlNode,
    mark: ChartMark,
    number: int,
    chart: NativeChart,
    rect: Rect,
    theme: Theme,
    lang: str,
) -> None:
    (x1, x2), (y1, y2) = sorted((mark.x1, mark.x2)), sorted((mark.y1, mark.y2))
    anchor = sub(space, "cdr:relSizeAnchor")
    for name, x, y in (("from", x1, y1), ("to", x2, y2)):
        corner = sub(anchor, f"cdr:{name}")
        sub(corner, "cdr:x", text=f"{x:.4f}")
        sub(corner, "cdr:y", text=f"{y:.4f}")
    straight = mark.kind == "line"
    shape = sub(anchor, "cdr:cxnSp" if straight else "cdr:sp", macro="")
    if not straight:
        shape.set("textlink", "")
    names = sub(shape, "cdr:nvCxnSpPr" if straight else "cdr:nvSpPr")
    text = " ".join(mark.text)
    sub(names, "cdr:cNvPr", id=number + 1, name=f"{NAMES[mark.kind]} {number}", descr=text or None)
    sub(names, "cdr:cNvCxnSpPr" if straight else "cdr:cNvSpPr")
    paint = sub(shape, "cdr:spPr")
    frame = sub(paint, "a:xfrm")
    if mark.x2 < mark.x1:
        frame.set("flipH", "1")
    if mark.y2 < mark.y1 or mark.kind == "head":
        frame.set("flipV", "1")
    sub(frame, "a:off", x=emu(x1 * rect.width), y=emu(y1 * rect.height))
    sub(frame, "a:ext", cx=emu((x2 - x1) * rect.width), cy=emu((y2 - y1) * rect.height))
    shapes = {"pill": "roundRect", "band": "rect", "text": "rect", "head": "triangle"}
    geometry = sub(paint, "a:prstGeom", prst=shapes.get(mark.kind, "line"))
    guides = sub(geometry, "a:avLst")
    if mark.kind == "pill":
        sub(guides, "a:gd", name="adj", fmla="val 50000")
    _look(paint, mark, theme)
    if not straight:
        _text(shape, mark, chart, theme, lang)


def _look(paint: XmlNode, mark: ChartMark, theme: Theme) -> None:
    if mark.kind == "band":
        fill = sub(paint, "a:solidFill")
        write_color(fill, theme.color(mark.color))
        sub(fill[0], "a:alpha", val=BAND_ALPHA)
    elif mark.kind == "pill":
        write_color(sub(paint, "a:solidFill"), theme.color("background"))
    elif mark.kind == "head":
        write_color(sub(paint, "a:solidFill"), theme.color(mark.color))
    elif mark.kind == "text":
        sub(paint, "a:noFill")
    if mark.kind in ("band", "text", "head"):
        sub(sub(paint, "a:ln"), "a:noFill")
        return
    edge = sub(paint, "a:ln", w=emu(EDGE if mark.kind == "pill" else LINE))
    write_color(sub(edge, "a:solidFill"), theme.color(mark.color))


def _text(shape: XmlNode, mark: ChartMark, chart: NativeChart, theme: Theme, lang: str) -> None:
    body = sub(shape, "cdr:txBody")
    sub(
        body,
        "a:bodyPr",
        {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0, "anchor": "ctr", "wrap": "none"},
    )
    sub(body, "a:lstStyle")
    for line in mark.text or ("",):
        para = sub(body, "a:p")
        sub(para, "a:pPr", algn="ctr")
        if not line:
            continue
        run = sub(para, "a:r")
        look = sub(run, "a:rPr", lang=lang, sz=hundredths(chart.label_size), b=mark.bold)
        write_color(sub(look, "a:solidFill"), theme.color("text"))
        write_fonts(look, "body", theme)
        sub(run, "a:t", text=line)
