"""The frame of slides, layouts and masters: ``p:cSld`` with background and shape tree."""

from __future__ import annotations

from docgen.layout.theme import Theme
from docgen.pptx.colors import solid
from docgen.pptx.oxml import Node, sub


def shape_tree(parent: Node, theme: Theme, background: str | None, name: str | None = None) -> Node:
    """Append ``p:cSld`` and return its empty ``p:spTree``."""
    slide = sub(parent, "p:cSld", name=name)
    if background is not None:
        ground = sub(sub(slide, "p:bg"), "p:bgPr")
        solid(ground, theme, background)
        sub(ground, "a:effectLst")
    tree = sub(slide, "p:spTree")
    names = sub(tree, "p:nvGrpSpPr")
    sub(names, "p:cNvPr", id=1, name="")
    sub(names, "p:cNvGrpSpPr")
    sub(names, "p:nvPr")
    frame = sub(sub(tree, "p:grpSpPr"), "a:xfrm")
    sub(frame, "a:off", x=0, y=0)
    sub(frame, "a:ext", cx=0, cy=0)
    sub(frame, "a:chOff", x=0, y=0)
    sub(frame, "a:chExt", cx=0, cy=0)
    return tree


def master_colors(parent: Node) -> None:
    """Append ``p:clrMapOvr``: colours mapped as on the master."""
    sub(sub(parent, "p:clrMapOvr"), "a:masterClrMapping")
