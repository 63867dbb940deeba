"""A slide: its layout's placeholders filled, everything else as shapes, the title first."""

from __future__ import annotations

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.xml import XmlNode, qname, root, sub, to_bytes
from docgen.placed.documents import Deck, Placeholder, Slide, SlideItem
from docgen.placed.items import ChartItem, ImageItem, Rect, TableItem, TextItem
from docgen.pptx.base import DeckBase
from docgen.pptx.canvas import Canvas, DeckContext, master_colors, shape_tree
from docgen.pptx.formatting import ALIGN, run_look, write_run_look
from docgen.pptx.images import ground_part
from docgen.pptx.placeholders import (
    NUMBER_FIELD,
    TITLES,
    inherited_rect,
    placeholder_frame,
    slide_attrs,
    write_xfrm,
)
from docgen.pptx.shapes.draw import draw
from docgen.pptx.shapes.textbox import filled_placeholder
from docgen.pptx.timing import write_timing
from docgen.pptx_template.file import tree
from docgen.theme.model import Style

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
    ground = slide.ground
    token = ground.token if ground is not None and ground.picture is None else None
    if ground is not None and ground.picture is not None:
        node.set("showMasterSp", "0")
    canvas = Canvas(job, part, shape_tree(node, job.theme, token), number, layout=slide.layout)
    if ground is not None and ground.picture is not None:
        _picture_ground(node, part, ground_part(job, ground.picture))
    filled: set[str] = set()
    order = sorted(range(len(slide.items)), key=lambda n: not _is_title(slide.items[n]))
    if not any(_is_title(slide.items[n]) for n in order[:1]):
        _spare_title(canvas, slide, deck)
        filled.add("title")
    shapes: dict[int, int] = {}
    for n in order:
        before = len(canvas.tree)
        _write_item(canvas, slide.items[n], slide, filled)
        if len(canvas.tree) > before:
            names = next(canvas.tree[-1].iter(qname("p:cNvPr")))
            shapes[n] = int(names.get("id", "0"))
    _write_marks(canvas, slide)
    _colors(node, base.layout(slide.layout))
    write_timing(node, slide.steps, shapes)
    part.blob = to_bytes(node)


def _picture_ground(node: XmlNode, part: Part, picture: Part) -> None:
    """Make a picture the slide's background (ECMA-376 Part 1, 19.3.1.2)."""
    slide = node.find(qname("p:cSld"))
    assert slide is not None
    ground = sub(slide, "p:bg")
    slide.insert(0, ground)
    props = sub(ground, "p:bgPr")
    fill = sub(props, "a:blipFill", dpi=0, rotWithShape=True)
    sub(fill, "a:blip", {"r:embed": part.relate_to(picture, RT.IMAGE)})
    sub(fill, "a:srcRect")
    sub(sub(fill, "a:stretch"), "a:fillRect")
    sub(props, "a:effectLst")


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


def _write_marks(canvas: Canvas, slide: Slide) -> None:
    """Append footer, date and number; on our own layouts they look as the layout says."""
    for mark in slide.marks:
        place, item = mark.placeholder, mark.item
        assert place is not None and isinstance(item, TextItem)
        para = item.paras[0]
        text = "".join(span.text for span in para.spans)
        shape = placeholder_frame(canvas, place, slide_attrs(canvas, slide.layout, place))
        sub(shape, "p:spPr")
        if place.kind == "slide-number":
            run = sub(sub(_body(shape), "a:p"), "a:fld", id=NUMBER_FIELD, type="slidenum")
            text = str(canvas.number)
        else:
            run = sub(sub(_body(shape), "a:p"), "a:r")
        sub(run, "a:rPr", lang=canvas.job.lang)
        sub(run, "a:t", text=text)
        if slide.layout.part or slide.ground is not None:
            _as_meant(canvas, run, para.style)


def _body(shape: XmlNode) -> XmlNode:
    body = sub(shape, "p:txBody")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    return body


def _as_meant(canvas: Canvas, run: XmlNode, style: Style) -> None:
    """Write a company's look of footers: LibreOffice doesn't inherit it, or has it on prompts."""
    theme = canvas.job.theme
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
