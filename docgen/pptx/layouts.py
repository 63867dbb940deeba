"""Slide layouts: one part a role, with placeholders and fixed decorations."""

from __future__ import annotations

from collections.abc import Mapping

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.layout.document import SlideRole
from docgen.pptx.job import Canvas, Job
from docgen.pptx.oxml import root, to_bytes
from docgen.pptx.placeholders import TITLES, ph_attrs, place_looks, write_placeholder
from docgen.pptx.shapes.draw import draw
from docgen.pptx.tree import master_colors, shape_tree
from docgen.typeset.placed import SlideLayout

LAYOUT_TYPES: Mapping[SlideRole, str | None] = {
    "title": "title", "section": "secHead", "content": "obj", "two-content": "twoObj",
    "picture": "picTx", "quote": None, "chart": "chart", "table": "tbl", "blank": "blank",
}  # fmt: skip
"""Roles to ST_SlideLayoutType (ECMA-376 Part 1, 19.7.15); None: a custom layout."""


def layout_type(layout: SlideLayout) -> str | None:
    """Return the layout's ``type``; a blank layout with a title is ``titleOnly``."""
    if layout.role == "blank" and any(p.kind in TITLES for p in layout.placeholders):
        return "titleOnly"
    return LAYOUT_TYPES[layout.role]


def write_layout(job: Job, layout: SlideLayout, master: Part) -> Part:
    """Add the part of one layout."""
    part = job.package.add("/ppt/slideLayouts/slideLayout%d.xml", CT.PML_SLIDE_LAYOUT)
    part.relate_to(master, RT.SLIDE_MASTER)
    kind = layout_type(layout)
    attrs = {"type": kind, "preserve": True, "userDrawn": True}
    node = root("p:sldLayout", "a", "r", **attrs)
    ground = layout.background if layout.background != "background" else None
    canvas = Canvas(job, part, shape_tree(node, job.theme, ground, layout.name), drawn=True)
    for item in layout.decorations:
        draw(canvas, item)
    for place in layout.placeholders:
        write_placeholder(canvas, place, place_looks(layout, place, canvas), ph_attrs(place))
    master_colors(node)
    part.blob = to_bytes(node)
    return part
