"""Speaker notes: the notes master with our theme, and a notes page a slide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.xml import XmlNode, root, sub, to_bytes
from docgen.placed.items import Rect, TextPara
from docgen.pptx.canvas import Canvas, DeckContext, master_colors, shape_tree
from docgen.pptx.formatting import RunFormatting, style_look, write_level
from docgen.pptx.master import COLOR_MAP, theme_xml
from docgen.pptx.placeholders import NUMBER_FIELD, write_xfrm
from docgen.pptx.shapes.frame import preset
from docgen.pptx.text import write_paras
from docgen.theme.model import Theme

WIDTH, HEIGHT = 540.0, 720.0
"""Notes pages are 7.5 x 10 in."""
MARGIN = 36.0
BULLET_STEP = 14.0
NUMBER_NAME = "Slide Number Placeholder"
NUMBER_PH: Mapping[str, str | int] = {"type": "sldNum", "sz": "quarter", "idx": 5}


def notes_looks(theme: Theme) -> tuple[RunFormatting, ...]:
    """Return what the levels of a notes page look like."""
    look = style_look(theme.style("deck", "notes"))
    return tuple(replace(look, para=replace(look.para, left=BULLET_STEP * n)) for n in range(5))


def write_notes_master(job: DeckContext) -> Part:
    """Add the notes master and its theme."""
    part = job.package.add("/ppt/notesMasters/notesMaster%d.xml", CT.PML_NOTES_MASTER)
    theme = job.package.add("/ppt/theme/theme%d.xml", CT.OFC_THEME, theme_xml(job.theme))
    part.relate_to(theme, RT.THEME)
    node = root("p:notesMaster", "a", "r")
    canvas = Canvas(job, part, shape_tree(node, job.theme, "background"))
    wide = WIDTH - 2 * MARGIN
    _image(canvas, Rect(MARGIN, 48, wide, wide * 9 / 16))
    attrs: Mapping[str, str | int] = {"type": "body", "sz": "quarter", "idx": 3}
    body = _text(canvas, "Notes Placeholder", attrs, Rect(MARGIN, 340, wide, 324))
    para = sub(body, "a:p")
    run = sub(para, "a:r")
    sub(run, "a:rPr", lang="en-US")
    sub(run, "a:t", text="Click to edit the notes")
    number = _text(canvas, NUMBER_NAME, NUMBER_PH, Rect(WIDTH - MARGIN - 72, 680, 72, 20))
    _number(number, "\u2039#\u203a", job.lang)
    sub(node, "p:clrMap", {**COLOR_MAP})
    sub(node, "p:hf", hdr=False, ftr=False, dt=False)
    style = sub(node, "p:notesStyle")
    looks = notes_looks(job.theme)
    for level in range(1, 10):
        write_level(style, f"a:lvl{level}pPr", looks[min(level, 5) - 1], job.theme)
    part.blob = to_bytes(node)
    return part


def write_notes(
    job: DeckContext, master: Part, slide: Part, paras: Sequence[TextPara], number: int
) -> None:
    """Add the notes page of a slide."""
    part = job.package.add("/ppt/notesSlides/notesSlide%d.xml", CT.PML_NOTES_SLIDE)
    part.relate_to(master, RT.NOTES_MASTER)
    part.relate_to(slide, RT.SLIDE)
    slide.relate_to(part, RT.NOTES_SLIDE)
    node = root("p:notes", "a", "r")
    canvas = Canvas(job, part, shape_tree(node, job.theme, None), number)
    _image(canvas, None)
    body = _text(canvas, "Notes Placeholder", {"type": "body", "idx": 1}, None)
    write_paras(body, paras, canvas, notes_looks(job.theme))
    _number(_text(canvas, NUMBER_NAME, NUMBER_PH, None), str(number), job.lang)
    master_colors(node)
    part.blob = to_bytes(node)


def _image(canvas: Canvas, rect: Rect | None) -> None:
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    sub(names, "p:cNvPr", id=canvas.next_id(), name="Slide Image Placeholder")
    locks = {"noGrp": True, "noRot": True, "noChangeAspect": True}
    sub(sub(names, "p:cNvSpPr"), "a:spLocks", {**locks})
    sub(sub(names, "p:nvPr"), "p:ph", type="sldImg", idx=2 if rect else None)
    geometry = sub(shape, "p:spPr")
    if rect is not None:
        write_xfrm(geometry, rect)
        preset(geometry, "rect")
        sub(geometry, "a:noFill")
        border = sub(geometry, "a:ln", w=9525)
        sub(sub(border, "a:solidFill"), "a:schemeClr", val="tx1")


def _text(canvas: Canvas, name: str, attrs: Mapping[str, str | int], rect: Rect | None) -> XmlNode:
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    sub(names, "p:cNvPr", id=canvas.next_id(), name=name)
    sub(sub(names, "p:cNvSpPr"), "a:spLocks", noGrp=True)
    sub(sub(names, "p:nvPr"), "p:ph", {**attrs})
    geometry = sub(shape, "p:spPr")
    if rect is not None:
        write_xfrm(geometry, rect)
        preset(geometry, "rect")
    body = sub(shape, "p:txBody")
    sub(body, "a:bodyPr")
    levels = sub(body, "a:lstStyle")
    if rect is not None and attrs["type"] == "sldNum":
        look = style_look(canvas.job.theme.style("deck", "slide-number"))
        write_level(levels, "a:lvl1pPr", look, canvas.job.theme)
    return body


def _number(body: XmlNode, text: str, lang: str) -> None:
    field = sub(sub(body, "a:p"), "a:fld", id=NUMBER_FIELD, type="slidenum")
    sub(field, "a:rPr", lang=lang)
    sub(field, "a:t", text=text)
