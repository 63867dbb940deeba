"""Text: boxes of our own, and the text placeholders of a slide's layout."""

from __future__ import annotations

from docgen.pptx.job import Canvas
from docgen.pptx.oxml import Node, emu, put, sub
from docgen.pptx.placeholders import ANCHORS, insets_attrs, place_looks, write_xfrm
from docgen.pptx.shapes.frame import details, identify, preset
from docgen.pptx.text import write_paras
from docgen.typeset.items import Placeholder, Rect, SlideLayout, TextItem


def text_box(canvas: Canvas, item: TextItem) -> None:
    """Append a text box of exactly the measured size: wrapped, never resized."""
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    identify(names, canvas, item.name, "Text")
    sub(names, "p:cNvSpPr", txBox=True)
    details(names, canvas)
    geometry = sub(shape, "p:spPr")
    write_xfrm(geometry, item.rect)
    preset(geometry, "rect")
    sub(geometry, "a:noFill")
    body = sub(shape, "p:txBody")
    frame = sub(body, "a:bodyPr", {"wrap": "square", **insets_attrs(item.insets)})
    put(frame, {"rtlCol": False, "anchor": ANCHORS[item.anchor]})
    sub(frame, "a:noAutofit")
    sub(body, "a:lstStyle")
    write_paras(body, item.paras, canvas)


def filled_placeholder(
    canvas: Canvas, item: TextItem, place: Placeholder, layout: SlideLayout
) -> None:
    """Append a placeholder with its text; what equals the layout's is not repeated."""
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    identify(names, canvas, item.name or place.name, "Text")
    sub(sub(names, "p:cNvSpPr"), "a:spLocks", noGrp=True)
    details(names, canvas, place)
    geometry = sub(shape, "p:spPr")
    if not same_box(item.rect, place.rect):
        write_xfrm(geometry, item.rect)
    body = sub(shape, "p:txBody")
    _frame(body, item, place)
    sub(body, "a:lstStyle")
    write_paras(body, item.paras, canvas, place_looks(layout, place, canvas))


def _frame(body: Node, item: TextItem, place: Placeholder) -> None:
    frame = sub(body, "a:bodyPr")
    if item.insets != place.insets:
        put(frame, insets_attrs(item.insets))
    if item.anchor != place.anchor:
        put(frame, {"anchor": ANCHORS[item.anchor]})
    sub(frame, "a:noAutofit")


def same_box(one: Rect, two: Rect) -> bool:
    """Say whether two boxes are the same in EMU."""
    return all(
        emu(a) == emu(b)
        for a, b in (
            (one.x, two.x), (one.y, two.y), (one.width, two.width), (one.height, two.height),
        )
    )  # fmt: skip
