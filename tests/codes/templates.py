"""Company templates for the registry: python-pptx's own with one fault each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Opened
from pptx.util import Emu

FULL_SLIDE = (Emu(0), Emu(0), Emu(9144000), Emu(6858000))


def template(change: Callable[[Opened], None] | None = None) -> bytes:
    made = Presentation()
    if change:
        change(made)
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def bodiless(made: Opened) -> None:
    """No layout has more than a title."""
    for layout in made.slide_layouts:
        for one in layout.placeholders:
            if one.placeholder_format.idx not in (0, 10, 11, 12):
                one._element.getparent().remove(one._element)


def zebra(made: Opened) -> None:
    """Black and white stripes behind everything: no colour reads on both."""
    stripes = Image.new("L", (64, 64))
    stripes.putdata([255 * (n // 64 // 4 % 2) for n in range(64 * 64)])
    sink = io.BytesIO()
    stripes.resize((640, 640), Image.Resampling.NEAREST).save(sink, "PNG")
    for layout in made.slide_layouts:
        part, link = layout.part.get_or_add_image_part(io.BytesIO(sink.getvalue()))
        del part
        tree = layout.shapes._spTree
        picture = tree.add_pic(90, "Stripes", "", link, *FULL_SLIDE)
        tree.insert(2, picture)


def vector(made: Opened) -> None:
    """A picture on every layout that isn't of pixels."""
    sink = io.BytesIO()
    Image.new("RGB", (8, 8)).save(sink, "PNG")
    for layout in made.slide_layouts:
        part, link = layout.part.get_or_add_image_part(io.BytesIO(sink.getvalue()))
        part._blob = b"\x01\x00\x00\x00 an enhanced metafile"
        layout.shapes._spTree.add_pic(
            90, "Logo", "", link, Emu(0), Emu(0), Emu(914400), Emu(914400)
        )


def barred(made: Opened) -> None:
    """A black bar through the upper half of the content layout's body."""
    for layout in made.slide_layouts:
        helper = made.slides.add_slide(layout).shapes
        bar = helper.add_shape(1, Emu(0), Emu(1700000), Emu(9144000), Emu(1800000))
        bar.fill.solid()
        bar.fill.fore_color.rgb = RGBColor(0, 0, 0)
        layout.shapes._spTree.insert(2, bar._element)


def squat(made: Opened) -> None:
    """A slide so low that a title and the line above it find no room apart."""
    made.slide_width, made.slide_height = Emu(9144000), Emu(914400)
    for layout in made.slide_layouts:
        for one in layout.placeholders:
            if one.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                one.left, one.top, one.width, one.height = 0, 0, made.slide_width, Emu(914400)


LOW_BODY = (Emu(457200), Emu(4900000), Emu(4400000), Emu(1450000))


def thin_columns(made: Opened) -> None:
    """Two columns of an inch and a half, on the layout that is made for two; one is no higher."""
    for layout in made.slide_layouts:
        if layout.name == "Title and Content":
            body = next(one for one in layout.placeholders if one.placeholder_format.idx == 1)
            body.left, body.top, body.width, body.height = LOW_BODY
        if layout.name == "Two Content":
            for one in layout.placeholders:
                if one.placeholder_format.idx in (1, 2):
                    one.width, one.height = Emu(2100000), Emu(1450000)
                    one.top = Emu(4900000)


def tiny(made: Opened) -> None:
    """A slide of two inches."""
    made.slide_width, made.slide_height = Emu(1828800), Emu(1371600)


def linked(made: Opened) -> None:
    """The master's theme of pictures: one is loaded from elsewhere."""
    made.slide_masters[0].part.rels.get_or_add_ext_rel(RT.IMAGE, "https://example.org/seen.png")


def with_entities() -> bytes:
    """A template whose main part declares an entity."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            blob = old.read(name)
            if name == "ppt/presentation.xml":
                blob = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
            new.writestr(name, blob)
    return sink.getvalue()


def one_slide(made: Opened) -> None:
    """A slide of words, 4:3."""
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "Legal notice"


def commented(made: Opened) -> None:
    """The same, with a comment."""
    one_slide(made)
    slide = made.slides[0].part
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    blob = b'<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
    part = Part(PackURI("/ppt/comments/comment1.xml"), kind, slide.package, blob)
    slide.relate_to(part, f"{RT.SLIDE.rpartition('/')[0]}/comments")
