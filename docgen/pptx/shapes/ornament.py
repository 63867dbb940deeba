"""Drawn shapes: native autoshapes, connectors and freeforms, marked as decorative."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.ooxml.colors import line, shaded, solid
from docgen.ooxml.xml import XmlNode, emu, sub
from docgen.placed.items import PathItem, Rect, ShapeItem
from docgen.pptx.canvas import Canvas
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify, preset

PRESETS: Mapping[str, str] = {"rect": "rect", "round-rect": "roundRect", "ellipse": "ellipse"}
COMMANDS = {"M": "a:moveTo", "L": "a:lnTo", "C": "a:cubicBezTo"}


def ornament(canvas: Canvas, item: ShapeItem) -> None:
    """Append an autoshape or, for lines and arrows, a connector."""
    if item.kind in ("line", "arrow"):
        _connector(canvas, item)
        return
    shape, geometry = _shape(canvas, item.name, item.rect)
    adjust = None
    if item.kind == "round-rect":
        least = max(min(item.rect.width, item.rect.height), 0.01)
        adjust = min(round(item.radius / least * 100_000), 50_000)
    preset(geometry, PRESETS[item.kind], adjust)
    _paint(geometry, canvas, item)
    _no_text(shape, canvas)


def path(canvas: Canvas, item: PathItem) -> None:
    """Append a freeform (ECMA-376 Part 1, 20.1.9.8 custGeom)."""
    shape, geometry = _shape(canvas, item.name, item.rect, item.alt)
    custom = sub(geometry, "a:custGeom")
    for name in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"):
        sub(custom, name)
    sub(custom, "a:rect", l="0", t="0", r="r", b="b")
    size = {"w": max(emu(item.rect.width), 1), "h": max(emu(item.rect.height), 1)}
    drawn = sub(sub(custom, "a:pathLst"), "a:path", {**size})
    for command, *numbers in item.ops:
        if command == "Z":
            sub(drawn, "a:close")
            continue
        step = sub(drawn, COMMANDS[str(command)])
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            sub(step, "a:pt", x=emu(float(x)), y=emu(float(y)))
    _paint(geometry, canvas, item)
    _no_text(shape, canvas)


def _shape(canvas: Canvas, name: str, rect: Rect, alt: str = "") -> tuple[XmlNode, XmlNode]:
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    identify(names, canvas, name, "Shape", alt, decorative=not alt)
    sub(names, "p:cNvSpPr")
    details(names, canvas)
    geometry = sub(shape, "p:spPr")
    write_xfrm(geometry, rect)
    return shape, geometry


def _paint(geometry: XmlNode, canvas: Canvas, item: ShapeItem | PathItem) -> None:
    theme = canvas.job.theme
    if item.gradient:
        shaded(geometry, theme, item.gradient.tokens, item.gradient.angle)
    elif item.fill:
        solid(geometry, theme, item.fill)
    else:
        sub(geometry, "a:noFill")
    if item.stroke:
        line(geometry, theme, item.stroke, item.stroke_width, item.dash)
    else:
        sub(sub(geometry, "a:ln"), "a:noFill")


def _no_text(shape: XmlNode, canvas: Canvas) -> None:
    body = sub(shape, "p:txBody")
    sub(body, "a:bodyPr", rtlCol=False, anchor="ctr")
    sub(body, "a:lstStyle")
    sub(sub(body, "a:p"), "a:endParaRPr", lang=canvas.job.lang)


def _connector(canvas: Canvas, item: ShapeItem) -> None:
    shape = sub(canvas.tree, "p:cxnSp")
    names = sub(shape, "p:nvCxnSpPr")
    identify(names, canvas, item.name, "Line", decorative=True)
    sub(names, "p:cNvCxnSpPr")
    details(names, canvas)
    geometry = sub(shape, "p:spPr")
    frame = write_xfrm(geometry, _upright(item.rect))
    if item.rect.width < 0:
        frame.set("flipH", "1")
    if item.rect.height < 0:
        frame.set("flipV", "1")
    preset(geometry, "line" if item.kind == "line" else "straightConnector1")
    token = item.stroke or item.fill or "rule"
    drawn = line(geometry, canvas.job.theme, token, item.stroke_width, item.dash)
    if item.kind == "arrow":
        sub(drawn, "a:tailEnd", type="triangle")


def _upright(rect: Rect) -> Rect:
    """Return the box of a line that may run leftwards or upwards."""
    x, y = min(rect.x, rect.right), min(rect.y, rect.bottom)
    return Rect(x, y, abs(rect.width), abs(rect.height))
