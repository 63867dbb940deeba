"""What every shape has: an id, a name, a description, and geometry (ECMA-376 Part 1, 20.1.2.2)."""

from __future__ import annotations

from docgen.ooxml.xml import XmlNode, sub
from docgen.placed.documents import Placeholder
from docgen.pptx.canvas import Canvas
from docgen.pptx.placeholders import ph_attrs, slide_attrs

DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
LONGEST_NAME = 250


def identify(
    parent: XmlNode,
    canvas: Canvas,
    name: str,
    fallback: str,
    alt: str = "",
    decorative: bool = False,
) -> XmlNode:
    """Append ``p:cNvPr``: id, name, and alternative text or the mark of an ornament."""
    number = canvas.next_id()
    shown = name[:LONGEST_NAME] or f"{fallback} {number}"
    node = sub(parent, "p:cNvPr", id=number, name=shown, descr=alt or None)
    if decorative:
        ext = sub(sub(node, "a:extLst"), "a:ext", uri=DECORATIVE_URI)
        sub(ext, "adec:decorative", val=True)
    return node


def details(parent: XmlNode, canvas: Canvas, place: Placeholder | None = None) -> None:
    """Append ``p:nvPr``, naming the placeholder that is filled."""
    node = sub(parent, "p:nvPr", userDrawn=True if canvas.drawn else None)
    if place is not None:
        layout = canvas.layout
        sub(node, "p:ph", slide_attrs(canvas, layout, place) if layout else ph_attrs(place))


def preset(parent: XmlNode, name: str, adjust: int | None = None) -> None:
    """Append a preset geometry with at most one adjustment."""
    values = sub(sub(parent, "a:prstGeom", prst=name), "a:avLst")
    if adjust is not None:
        sub(values, "a:gd", name="adj", fmla=f"val {adjust}")
