"""The slide master: theme part, text styles, placeholders, guides (ECMA-376 Part 1, 19.3.1.42)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.package import relate_all
from docgen.ooxml.xml import XmlNode, root, sub, to_bytes
from docgen.placed.documents import (
    Master,
    Placeholder,
    PlaceholderKind,
    SlideLayout,
    SlideRole,
)
from docgen.placed.items import Rect
from docgen.pptx.canvas import Canvas, DeckContext, master_colors, shape_tree
from docgen.pptx.formatting import (
    RunFormatting,
    list_looks,
    placeholder_looks,
    style_look,
    write_level,
)
from docgen.pptx.placeholders import FOOTERS, TITLES, ph_attrs, place_looks, write_placeholder
from docgen.pptx.shapes.draw import draw
from docgen.theme.model import SCHEME_SLOTS, Theme

LAYOUT_TYPES: Mapping[SlideRole, str | None] = {
    "title": "title",
    "section": "secHead",
    "content": "obj",
    "two-content": "twoObj",
    "picture": "picTx",
    "quote": None,
    "chart": "chart",
    "table": "tbl",
    "blank": "blank",
    "closing": None,
}
"""Roles to ST_SlideLayoutType (ECMA-376 Part 1, 19.7.15); None: a custom layout."""


def layout_type(layout: SlideLayout) -> str | None:
    """Return the layout's ``type``; a blank layout with a title is ``titleOnly``."""
    if layout.role == "blank" and any(p.kind in TITLES for p in layout.placeholders):
        return "titleOnly"
    return LAYOUT_TYPES[layout.role]


def write_layout(job: DeckContext, layout: SlideLayout, master: Part) -> Part:
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


SLOT_ORDER = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)


def theme_xml(theme: Theme) -> bytes:
    """Return the theme part for a docgen theme."""
    name = f"docgen {theme.name}"
    node = root("a:theme", name=name)
    elements = sub(node, "a:themeElements")
    _colors(sub(elements, "a:clrScheme", name=name), theme)
    _fonts(sub(elements, "a:fontScheme", name=name), theme)
    _formats(sub(elements, "a:fmtScheme", name=name))
    sub(node, "a:objectDefaults")
    sub(node, "a:extraClrSchemeLst")
    return to_bytes(node)


def _colors(scheme: XmlNode, theme: Theme) -> None:
    tokens = {slot: token for token, slot in SCHEME_SLOTS.items()}
    for slot in SLOT_ORDER:
        sub(sub(scheme, f"a:{slot}"), "a:srgbClr", val=theme.color(tokens[slot]).hex)


def _fonts(scheme: XmlNode, theme: Theme) -> None:
    for name, role in (("a:majorFont", "heading"), ("a:minorFont", "body")):
        font = sub(scheme, name)
        sub(font, "a:latin", typeface=theme.family("deck", role))
        sub(font, "a:ea", typeface="")
        sub(font, "a:cs", typeface="")


def _formats(scheme: XmlNode) -> None:
    fills = sub(scheme, "a:fillStyleLst")
    for tint in (None, 40000, None):
        _phase(fills, tint)
    lines = sub(scheme, "a:lnStyleLst")
    for width in (6350, 12700, 19050):
        line = sub(lines, "a:ln", w=width, cap="flat", cmpd="sng", algn="ctr")
        _phase(line, None)
        sub(line, "a:prstDash", val="solid")
        sub(line, "a:miter", lim=800000)
    effects = sub(scheme, "a:effectStyleLst")
    for _ in range(3):
        sub(sub(effects, "a:effectStyle"), "a:effectLst")
    grounds = sub(scheme, "a:bgFillStyleLst")
    for tint in (None, 95000, 90000):
        _phase(grounds, tint)


def _phase(parent: XmlNode, tint: int | None) -> None:
    color = sub(sub(parent, "a:solidFill"), "a:schemeClr", val="phClr")
    if tint:
        sub(color, "a:tint", val=tint)


COLOR_MAP = {
    "bg1": "lt1",
    "tx1": "dk1",
    "bg2": "lt2",
    "tx2": "dk2",
    "accent1": "accent1",
    "accent2": "accent2",
    "accent3": "accent3",
    "accent4": "accent4",
    "accent5": "accent5",
    "accent6": "accent6",
    "hlink": "hlink",
    "folHlink": "folHlink",
}
MASTER_ID = 2147483648
"""Least id of masters and layouts (ST_SlideMasterId, ECMA-376 Part 1, 19.7.12)."""
GUIDES_URI = "{27BBF7A9-308A-43DC-89C8-2F10F3537804}"
GUIDE_UNITS = 8
"""Guides are placed in eighths of a point."""
MASTER_IDX = {"body": 1, "date": 2, "footer": 3, "slide-number": 4}


def write_master(job: DeckContext, master: Master) -> tuple[Part, list[Part]]:
    """Add the theme, the master and its layouts; return master and layouts (as `master` has)."""
    part = job.package.add("/ppt/slideMasters/slideMaster%d.xml", CT.PML_SLIDE_MASTER)
    layouts = [write_layout(job, one, part) for one in master.layouts]
    theme = job.package.add("/ppt/theme/theme%d.xml", CT.OFC_THEME, theme_xml(job.theme))
    ids = relate_all(part, [*((RT.SLIDE_LAYOUT, one) for one in layouts), (RT.THEME, theme)])
    node = root("p:sldMaster", "a", "r")
    canvas = Canvas(job, part, shape_tree(node, job.theme, "background"))
    kinds = [_write_place(canvas, p) for p in _places(master)]
    sub(node, "p:clrMap", {**COLOR_MAP})
    listed = sub(node, "p:sldLayoutIdLst")
    for number, rid in enumerate(ids[:-1], 1):
        sub(listed, "p:sldLayoutId", {"id": MASTER_ID + number, "r:id": rid})
    off = {"date": "dt", "footer": "ftr", "slide-number": "sldNum"}
    missing = {name: False for kind, name in off.items() if kind not in kinds}
    sub(node, "p:hf", {"hdr": False, **missing})
    _text_styles(sub(node, "p:txStyles"), job.theme)
    _guides(sub(node, "p:extLst"), master)
    part.blob = to_bytes(node)
    return part, layouts


def _write_place(canvas: Canvas, place: Placeholder) -> PlaceholderKind:
    looks = placeholder_looks(place, canvas.job.theme, None)
    kind = place.kind
    types = {"date": "dt", "footer": "ftr", "slide-number": "sldNum", "title": "title"}
    sizes = {"date": "half", "footer": "quarter", "slide-number": "quarter"}
    attrs = {"type": types.get(kind, "body"), "sz": sizes.get(kind), "idx": MASTER_IDX.get(kind)}
    if kind in ("title", "body"):
        looks = list_looks(canvas.job.theme) if kind == "body" else looks
    write_placeholder(canvas, place, looks, attrs)
    return kind


def _home(master: Master) -> SlideLayout:
    """Return the layout whose places the master repeats."""
    return next((x for x in master.layouts if x.role == "content"), master.layouts[0])


def _places(master: Master) -> list[Placeholder]:
    """Return the master's own placeholders: title, body, date, footer, slide number."""
    home = _home(master)
    pool = [p for one in (home, *master.layouts) for p in one.placeholders]
    margin, wide = master.width * 0.06, master.width * 0.88
    title = next((p for p in pool if p.kind in TITLES), None) or Placeholder(
        "title", "title", 0, Rect(margin, margin, wide, master.height * 0.13), "title"
    )
    body = next((p for p in pool if p.key == "body" and p.style == "body"), None) or Placeholder(
        "body", "body", 1, Rect(margin, master.height * 0.25, wide, master.height * 0.6), "body"
    )
    found = [
        replace(title, kind="title", style="title", name="Title Placeholder"),
        replace(body, kind="body", style="body", name="Text Placeholder"),
    ]
    for kind in FOOTERS:
        one = next((p for p in pool if p.kind == kind), None)
        if one is not None:
            found.append(one)
    return found


def _text_styles(node: XmlNode, theme: Theme) -> None:
    write_level(
        sub(node, "p:titleStyle"), "a:lvl1pPr", style_look(theme.style("deck", "title")), theme
    )
    body = sub(node, "p:bodyStyle")
    levels = list_looks(theme)
    for number in range(1, 10):
        write_level(body, f"a:lvl{number}pPr", levels[min(number, 5) - 1], theme)
    other = sub(node, "p:otherStyle")
    write_other_levels(other, theme)


def write_other_levels(node: XmlNode, theme: Theme) -> None:
    """Write what text boxes start from (also the presentation's default text style)."""
    default = sub(sub(node, "a:defPPr"), "a:defRPr")
    default.set("lang", "en-US")
    look = style_look(theme.style("deck", "body"))
    plain = RunFormatting(replace(look.para, leading=-1.0, after=0.0, before=0.0), look.run)
    for number in range(1, 10):
        write_level(node, f"a:lvl{number}pPr", plain, theme)


def _guides(extensions: XmlNode, master: Master) -> None:
    """Write guides at the margins, the title's and the body's edges, and the column gap."""
    across, down = guide_places(master)
    node = sub(sub(extensions, "p:ext", uri=GUIDES_URI), "p15:sldGuideLst")
    number = 0
    for orient, places in (("horz", down), (None, across)):
        for at in places:
            number += 1
            guide = sub(node, "p15:guide", id=number, orient=orient, pos=round(at * GUIDE_UNITS))
            guide.set("userDrawn", "1")
            sub(sub(guide, "p15:clr"), "a:srgbClr", val="A4A3A4")


def guide_places(master: Master) -> tuple[list[float], list[float]]:
    """Return where guides stand: x of the vertical and y of the horizontal ones, in points."""
    kinds = ("body", "object", "chart", "table")
    boxes = [
        p.rect
        for one in master.layouts
        if one.role in ("content", "two-content")
        for p in one.placeholders
        if (p.kind in kinds and p.key.startswith("body")) or p.kind in TITLES
    ]
    across = {round(x, 2) for r in boxes for x in (r.x, r.right)}
    down = {round(y, 2) for r in boxes for y in (r.y, r.bottom)}
    return sorted(across), sorted(down)
