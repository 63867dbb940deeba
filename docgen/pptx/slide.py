"""A slide: its layout's placeholders filled, everything else as shapes, the title first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.xml import XmlNode, qname, root, sub, to_bytes
from docgen.placed.documents import Deck, Placeholder, Slide, SlideItem
from docgen.placed.items import ChartItem, ImageItem, Rect, TableItem, TextItem
from docgen.pptx.base import DeckBase
from docgen.pptx.canvas import Canvas, DeckContext, master_colors, shape_tree
from docgen.pptx.formatting import ALIGN, run_look, write_run_look
from docgen.pptx.placeholders import (
    FOOTERS,
    NUMBER_FIELD,
    TITLES,
    inherited_rect,
    placeholder_frame,
    slide_attrs,
    write_xfrm,
)
from docgen.pptx.shapes.draw import draw
from docgen.pptx.shapes.textbox import filled_placeholder
from docgen.pptx_template.file import tree
from docgen.text.fonts import face_of, load_face
from docgen.theme.model import Style, Theme

LEAST, STEP = 7.0, 0.5


def footer_size(theme: Theme, style: Style, place: Placeholder, text: str) -> float:
    """Return the size in points that lets a footer stand on one line, or as many as fit."""
    face = load_face(theme.family("deck", style.font), style.bold, style.italic)
    face = face or face_of("Verdana|")
    size = style.size
    room = place.rect.inset(*place.insets)
    while size > LEAST:
        lines = max(int(room.height / (size * 1.2)), 1)
        needed = face.set_width(text, size, style.tracking, False)
        if needed * (1.02 if lines == 1 else 1.15) <= room.width * lines:
            break
        size -= STEP
    return size


TEXT_KINDS = ("title", "center-title", "subtitle", "body", "object", "footer", "date")
NATIVE: dict[type, tuple[str, ...]] = {
    ChartItem: ("chart", "object"),
    TableItem: ("table", "object"),
    ImageItem: ("picture", "object"),
}
"""Which placeholders a native object may fill."""


def write_slide(
    job: DeckContext, base: DeckBase, deck: Deck, slide: Slide, part: Part, number: int
) -> None:
    """Fill a slide's part."""
    part.relate_to(base.layout(slide.layout), RT.SLIDE_LAYOUT)
    node = root("p:sld", "a", "r", show=False if slide.hidden else None)
    canvas = Canvas(job, part, shape_tree(node, job.theme, None), number, layout=slide.layout)
    filled: set[str] = set()
    items = sorted(slide.items, key=lambda i: not _is_title(i))
    if not any(_is_title(i) for i in items[:1]):
        _spare_title(canvas, slide, deck)
        filled.add("title")
    for one in items:
        _write_item(canvas, one, slide, filled)
    _write_footers(canvas, slide, filled)
    _colors(node, base.layout(slide.layout))
    part.blob = to_bytes(node)


def _colors(node: XmlNode, layout: Part) -> None:
    """Map colours as the layout does: a slide doesn't inherit a layout's own map."""
    if b"overrideClrMapping" in layout.blob:
        changed = tree(layout).find(f"{qname('p:clrMapOvr')}/{qname('a:overrideClrMapping')}")
        if changed is not None:
            names = {str(k): str(v) for k, v in changed.attrib.items()}
            sub(sub(node, "p:clrMapOvr"), "a:overrideClrMapping", names)
            return
    master_colors(node)


def _is_title(one: SlideItem) -> bool:
    place = one.placeholder
    return place is not None and place.kind in TITLES and isinstance(one.item, TextItem)


def _write_item(canvas: Canvas, one: SlideItem, slide: Slide, filled: set[str]) -> None:
    """Fill a placeholder if it is still free and of the item's kind, else draw a shape."""
    item, place = one.item, one.placeholder
    if place is None or place.key in filled or _our_own(place, slide):
        draw(canvas, item)
    elif isinstance(item, TextItem) and place.kind in TEXT_KINDS:
        filled.add(place.key)
        filled_placeholder(canvas, item, place, slide.layout)
    elif place.kind in NATIVE.get(type(item), ()):
        filled.add(place.key)
        draw(canvas, item, place)
    else:
        draw(canvas, item)


def _our_own(place: Placeholder, slide: Slide) -> bool:
    """Say whether a company's layout lacks the place; a title stays one all the same."""
    return bool(slide.layout.part) and not place.shape and place.kind not in TITLES


def _spare_title(canvas: Canvas, slide: Slide, deck: Deck) -> None:
    """Give a slide without a shown title one: in its place, else above the slide's edge."""
    place = next((p for p in slide.layout.placeholders if p.kind in TITLES), None)
    outside = Rect(0.0, -60.0, deck.master.width, 40.0)
    used = place or Placeholder("title", "title", 0, outside, "title", name="Title")
    shape = placeholder_frame(canvas, used, slide_attrs(canvas, slide.layout, used))
    geometry = sub(shape, "p:spPr")
    if place is None or inherited_rect(canvas, slide.layout, place) is None:
        write_xfrm(geometry, used.rect)
    _simple_text(shape, slide.title, canvas.job.lang)


def _write_footers(canvas: Canvas, slide: Slide, filled: set[str]) -> None:
    """Repeat footer, date and number of the layout; title slides have none."""
    if slide.layout.role == "title":
        return
    for place in _footer_places(slide.layout.placeholders, filled):
        if place.kind == "slide-number":
            shape = _footer_shape(canvas, place, slide)
            body = _body(shape)
            field = sub(sub(body, "a:p"), "a:fld", id=NUMBER_FIELD, type="slidenum")
            sub(field, "a:rPr", lang=canvas.job.lang)
            sub(field, "a:t", text=str(canvas.number))
            if slide.layout.part:
                _as_meant(canvas, field, place, str(canvas.number))
            continue
        text = canvas.job.footer if place.kind == "footer" else canvas.job.date
        if text:
            shape = _footer_shape(canvas, place, slide)
            run = _simple_text(shape, text, canvas.job.lang)
            if slide.layout.part:
                _as_meant(canvas, run, place, text)


def _footer_places(places: Iterable[Placeholder], filled: set[str]) -> list[Placeholder]:
    return [p for p in places if p.kind in FOOTERS and p.key not in filled]


def _footer_shape(canvas: Canvas, place: Placeholder, slide: Slide) -> XmlNode:
    shape = placeholder_frame(canvas, place, slide_attrs(canvas, slide.layout, place))
    sub(shape, "p:spPr")
    return shape


def _body(shape: XmlNode) -> XmlNode:
    body = sub(shape, "p:txBody")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    return body


def _as_meant(canvas: Canvas, run: XmlNode, place: Placeholder, text: str) -> None:
    """Write a company's look of footers: LibreOffice doesn't inherit it, or has it on prompts."""
    theme = canvas.job.theme
    style = theme.style("deck", place.style)
    style = replace(style, size=footer_size(theme, style, place, text))
    props, para = run[0], run.getparent()
    assert para is not None
    write_run_look(props, run_look(style), None, theme)
    if para.find(qname("a:pPr")) is None:
        node = sub(para, "a:pPr", algn=ALIGN[style.align])
        para.insert(0, node)


def _simple_text(shape: XmlNode, text: str, lang: str) -> XmlNode:
    run = sub(sub(_body(shape), "a:p"), "a:r")
    sub(run, "a:rPr", lang=lang)
    sub(run, "a:t", text=text)
    return run
