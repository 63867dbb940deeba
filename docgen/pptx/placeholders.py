"""Placeholders as shapes: on the master, on layouts, and cloned on slides."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.ooxml.colors import GROUND_TEXT
from docgen.ooxml.xml import XmlNode, emu, put, sub
from docgen.placed.documents import Placeholder, PlaceholderKind, SlideLayout
from docgen.placed.items import Rect
from docgen.pptx.canvas import Canvas
from docgen.pptx.formatting import (
    NOTHING,
    Attrs,
    RunFormatting,
    list_looks,
    placeholder_looks,
    write_level,
)

TYPES: Mapping[PlaceholderKind, str | None] = {
    "title": "title",
    "center-title": "ctrTitle",
    "subtitle": "subTitle",
    "body": "body",
    "object": None,
    "picture": "pic",
    "chart": "chart",
    "table": "tbl",
    "footer": "ftr",
    "date": "dt",
    "slide-number": "sldNum",
}
"""Our kinds to ST_PlaceholderType (ECMA-376 Part 1, 19.7.10); None is its default, ``obj``."""
FOOTERS: tuple[PlaceholderKind, ...] = ("date", "footer", "slide-number")
TITLES: tuple[PlaceholderKind, ...] = ("title", "center-title")
SIZES = {"footer": "quarter", "date": "half", "slide-number": "quarter", "picture": "half"}
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
PROMPTS = {
    "title": "Click to edit the title",
    "center-title": "Click to edit the title",
    "picture": "Click the icon to add a picture",
    "chart": "Click the icon to add a chart",
    "table": "Click the icon to add a table",
}
LEVELS = ("Click to edit the text", "Second level", "Third level", "Fourth level", "Fifth level")
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def ph_attrs(place: Placeholder) -> dict[str, str | int | None]:
    """Return the attributes of ``p:ph``."""
    return {
        "type": TYPES[place.kind],
        "sz": SIZES.get(place.kind),
        "idx": None if place.kind in TITLES else place.idx,
    }


def slide_attrs(canvas: Canvas, layout: SlideLayout, place: Placeholder) -> Attrs:
    """Return the attributes of ``p:ph`` on a slide: a company's layout says its own."""
    given = canvas.job.inherited.of(layout, place)
    return given.attrs if given is not None else ph_attrs(place)


def inherited_rect(canvas: Canvas, layout: SlideLayout, place: Placeholder) -> Rect | None:
    """Return the box that a slide's placeholder has if none is written."""
    if not layout.part:
        return place.rect
    given = canvas.job.inherited.of(layout, place)
    return given.rect if given is not None else None


def write_xfrm(parent: XmlNode, rect: Rect, name: str = "a:xfrm") -> XmlNode:
    """Append a position and size."""
    node = sub(parent, name)
    sub(node, "a:off", x=emu(rect.x), y=emu(rect.y))
    sub(node, "a:ext", cx=max(emu(rect.width), 0), cy=max(emu(rect.height), 0))
    return node


def insets_attrs(insets: tuple[float, float, float, float]) -> dict[str, int]:
    """Return the insets of ``a:bodyPr``."""
    return {
        name: emu(value)
        for name, value in zip(("lIns", "tIns", "rIns", "bIns"), insets, strict=True)
    }


def placeholder_frame(
    canvas: Canvas, place: Placeholder, attrs: Mapping[str, str | int | None]
) -> XmlNode:
    """Append ``p:sp`` of a placeholder with its names."""
    shape = sub(canvas.tree, "p:sp")
    names = sub(shape, "p:nvSpPr")
    sub(names, "p:cNvPr", id=canvas.next_id(), name=place.name or place.key.title())
    sub(sub(names, "p:cNvSpPr"), "a:spLocks", noGrp=True)
    sub(sub(names, "p:nvPr"), "p:ph", attrs)
    return shape


def place_looks(
    layout: SlideLayout, place: Placeholder, canvas: Canvas
) -> tuple[RunFormatting, ...]:
    """Return what the five levels of a layout's placeholder look like."""
    if layout.part:
        given = canvas.job.inherited.of(layout, place)
        return given.looks if given else (NOTHING,)
    color, known = place.color or GROUND_TEXT.get(layout.background), canvas.job.looks
    if (place.style, color) not in known:
        known[place.style, color] = placeholder_looks(place, canvas.job.theme, color)
    return known[place.style, color]


def write_placeholder(
    canvas: Canvas,
    place: Placeholder,
    looks: tuple[RunFormatting, ...],
    attrs: Mapping[str, str | int | None],
) -> None:
    """Append a placeholder of a layout or the master, with its own list style."""
    shape = placeholder_frame(canvas, place, attrs)
    geometry = sub(shape, "p:spPr")
    write_xfrm(geometry, place.rect)
    sub(sub(geometry, "a:prstGeom", prst="rect"), "a:avLst")
    body = sub(shape, "p:txBody")
    frame = sub(body, "a:bodyPr", {"vert": "horz", "wrap": "square", **insets_attrs(place.insets)})
    put(frame, {"rtlCol": False, "anchor": ANCHORS[place.anchor]})
    sub(frame, "a:noAutofit")
    _levels(sub(body, "a:lstStyle"), place, looks, canvas)
    _prompt(body, place, canvas)


def _levels(
    node: XmlNode, place: Placeholder, looks: tuple[RunFormatting, ...], canvas: Canvas
) -> None:
    """Write the levels that differ from the master's."""
    theme = canvas.job.theme
    if place.kind in TITLES or place.kind in FOOTERS:
        write_level(node, "a:lvl1pPr", looks[0], theme)
        return
    inherited = list_looks(theme)
    for number, (look, old) in enumerate(zip(looks, inherited, strict=True), 1):
        if look != old:
            write_level(node, f"a:lvl{number}pPr", look, theme)


def _prompt(body: XmlNode, place: Placeholder, canvas: Canvas) -> None:
    lang = canvas.job.lang
    if place.kind == "slide-number":
        para = sub(body, "a:p")
        field = sub(para, "a:fld", id=NUMBER_FIELD, type="slidenum")
        sub(field, "a:rPr", lang=lang)
        sub(field, "a:t", text="\u2039#\u203a")
        return
    texts = [PROMPTS.get(place.kind, LEVELS[0])]
    if place.kind in ("body", "object") and place.style == "body":
        texts = list(LEVELS)
    if place.kind in ("footer", "date"):
        texts = [canvas.job.footer if place.kind == "footer" else canvas.job.date]
    for level, text in enumerate(texts):
        para = sub(body, "a:p")
        if level:
            sub(para, "a:pPr", lvl=level)
        if text:
            run = sub(para, "a:r")
            sub(run, "a:rPr", lang=lang if place.kind in FOOTERS else "en-US")
            sub(run, "a:t", text=text)
        else:
            sub(para, "a:endParaRPr", lang=lang)
