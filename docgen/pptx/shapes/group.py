"""Groups: tiles, timelines, callouts; their parts move together and stay editable."""

from __future__ import annotations

from collections.abc import Callable

from docgen.pptx.job import Canvas
from docgen.pptx.oxml import emu, sub
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify
from docgen.typeset.items import GroupItem, Item


def group(canvas: Canvas, item: GroupItem, draw: Callable[[Canvas, Item], None]) -> None:
    """Append ``p:grpSp``; its children keep the slide's coordinates."""
    if not item.items:
        return
    node = sub(canvas.tree, "p:grpSp")
    names = sub(node, "p:nvGrpSpPr")
    identify(names, canvas, item.name, item.kind.title(), item.alt)
    sub(names, "p:cNvGrpSpPr")
    details(names, canvas)
    frame = write_xfrm(sub(node, "p:grpSpPr"), item.rect)
    sub(frame, "a:chOff", x=emu(item.rect.x), y=emu(item.rect.y))
    sub(frame, "a:chExt", cx=emu(item.rect.width), cy=emu(item.rect.height))
    inside = canvas.inside(node)
    for kid in item.items:
        draw(inside, kid)
