"""Text: boxes of our own, and the text placeholders of a slide's layout."""

from __future__ import annotations

from docgen.ooxml.xml import XmlNode, emu, put, sub
from docgen.placed.documents import Placeholder, SlideLayout
from docgen.placed.items import Rect, TextItem
from docgen.pptx.canvas import Canvas
from docgen.pptx.placeholders import (
    ANCHORS,
    inherited_rect,
    insets_attrs,
    place_looks,
    slide_attrs,
    write_xfrm,
)
from docgen.pptx.shapes.frame import details, identify, preset
from docgen.pptx.text import write_paras


def text_box(canvas: Canvas, item: TextItem) -> None:
    """Append a text box of exactly the measured size: wrapped, never resized."""
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    identify(names, canvas, item.name, "Text")
    sub(names, "p:cNvSpPr", txBox=True)
    details(names, canvas)
    geometry = sub(shape, "p:spPr")
    frame = write_xfrm(geometry, item.rect)
    if item.turn:
        frame.set("rot", str(round(item.turn % 360 * 60_000)))
    preset(geometry, "rect")
    sub(geometry, "a:noFill")
    body = sub(shape, "p:txBody")
    frame = sub(body, "a:bodyPr", {"wrap": "square", **insets_attrs(item.insets)})
    put(frame, {"rtlCol": False, "anchor": ANCHORS[item.anchor]})
    _fit(frame, item, canvas)
    sub(body, "a:lstStyle")
    write_paras(body, item.paras, canvas, (canvas.job.inherited.plain,))


def _fit(frame: XmlNode, item: TextItem, canvas: Canvas) -> None:
    """Write that text keeps its size; text of a family that was measured with another font
    shrinks where its box is too small for what a program draws instead.
    """
    estimated, theme = canvas.job.estimated, canvas.job.theme
    shrinks = estimated and any(
        theme.family("deck", para.style.font) in estimated for para in item.paras
    )
    sub(frame, "a:normAutofit" if shrinks else "a:noAutofit")


def filled_placeholder(
    canvas: Canvas, item: TextItem, place: Placeholder, layout: SlideLayout
) -> None:
    """Append a placeholder with its text; what equals the layout's is not repeated."""
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    identify(names, canvas, item.name or place.name, "Text")
    sub(sub(names, "p:cNvSpPr"), "a:spLocks", noGrp=True)
    sub(sub(names, "p:nvPr"), "p:ph", slide_attrs(canvas, layout, place))
    geometry = sub(shape, "p:spPr")
    inherited = inherited_rect(canvas, layout, place)
    own = inherited is None or not same_box(item.rect, inherited)
    if own:
        write_xfrm(geometry, item.rect)
    if place.unfilled:
        sub(geometry, "a:noFill")
    body = sub(shape, "p:txBody")
    _frame(body, item, place, own and bool(layout.part), canvas)
    sub(body, "a:lstStyle")
    write_paras(body, item.paras, canvas, place_looks(layout, place, canvas))


def _frame(body: XmlNode, item: TextItem, place: Placeholder, whole: bool, canvas: Canvas) -> None:
    frame = sub(body, "a:bodyPr")
    if whole or item.insets != place.insets:
        put(frame, insets_attrs(item.insets))
    if whole or item.anchor != place.anchor:
        put(frame, {"anchor": ANCHORS[item.anchor]})
    _fit(frame, item, canvas)


def same_box(one: Rect, two: Rect) -> bool:
    """Say whether two boxes are the same in EMU."""
    return all(
        emu(a) == emu(b)
        for a, b in (
            (one.x, two.x),
            (one.y, two.y),
            (one.width, two.width),
            (one.height, two.height),
        )
    )
