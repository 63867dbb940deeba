"""How a placeholder's text looks: what slides inherit, and what the designer shows.

PowerPoint hands styles down from the master's text styles over list styles to slides
(ECMA-376 Part 1, 19.3.1.52 and 21.1.2.4.12). LibreOffice writes them on the prompt texts
only ("Click to edit"), where nothing inherits them: there the prompts are what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from docgen.foundation.structs import Struct
from docgen.ooxml.xml import EMU_PER_POINT, XmlNode, qname
from docgen.pptx_template.background import scheme_of
from docgen.pptx_template.colors import SHARE, Paint, Scheme, local
from docgen.pptx_template.file import Company, LayoutIn
from docgen.pptx_template.placeholders import FOOTER_TYPES, TITLE_TYPES, TemplatePlaceholder

LEVELS = 5
LINE = 1.2
"""Height of a single-spaced line, in sizes."""
ALIGNS = {"l": "left", "ctr": "center", "r": "right", "just": "justify", "dist": "justify"}
BULLETS = {"buNone": "none", "buChar": "char", "buAutoNum": "number", "buBlip": "picture"}


class TextLook(Struct, frozen=True):
    """Of one level. Lengths in points; ``paint`` None means nobody says (black)."""

    size: float = 18.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking: float = 0.0
    paint: Paint | None = None
    font: str = "+mn-lt"
    align: Literal["left", "center", "right", "justify"] = "left"
    left: float = 0.0
    indent: float = 0.0
    line: float = 1.0
    """Lines, as a share of single; or, if `exact`, in points."""
    exact: bool = False
    before: float = 0.0
    after: float = 0.0
    bullet: str = "none"
    char: str = ""
    rtl: bool = False

    @property
    def leading(self) -> float:
        """Line to line, in points."""
        return self.line if self.exact else self.line * LINE * self.size


def inherited(place: TemplatePlaceholder, layout: LayoutIn) -> tuple[TextLook, ...]:
    """Return what a slide's paragraphs get from a placeholder, by level."""
    scheme = scheme_of(layout)
    found = []
    for level in range(1, LEVELS + 1):
        look = TextLook(font="+mj-lt" if place.type in TITLE_TYPES else "+mn-lt")
        for node in _chain(place, layout, level):
            look = _with(look, node, node.find(qname("a:defRPr")), scheme)
        found.append(look)
    return tuple(found)


def shown(place: TemplatePlaceholder, layout: LayoutIn) -> tuple[TextLook, ...]:
    """Return the looks that the design shows: inherited, else those of the prompts."""
    looks = inherited(place, layout)
    if says_sizes(place, layout):
        return looks
    scheme = scheme_of(layout)
    found = list(looks)
    for shape in (place.parent, place.node):
        for level, para in _prompts(shape):
            if level < LEVELS:
                run = next(
                    (p for kid in para if (p := _run_props(kid)) is not None),
                    para.find(qname("a:endParaRPr")),
                )
                found[level] = _with(found[level], para.find(qname("a:pPr")), run, scheme)
    return tuple(found)


def _chain(place: TemplatePlaceholder, layout: LayoutIn, level: int) -> Iterator[XmlNode]:
    """Yield the properties of a level from the most general to the nearest."""
    styles = layout.master.node.find(qname("p:txStyles"))
    name = "p:bodyStyle"
    if place.type in TITLE_TYPES:
        name = "p:titleStyle"
    elif place.type in FOOTER_TYPES:
        name = "p:otherStyle"
    lists = [styles.find(qname(name)) if styles is not None else None]
    for shape in (place.parent, place.node):
        body = shape.find(qname("p:txBody")) if shape is not None else None
        lists.append(body.find(qname("a:lstStyle")) if body is not None else None)
    for one in lists:
        found = one.find(qname(f"a:lvl{level}pPr")) if one is not None else None
        if found is not None:
            yield found


def defaults(company: Company) -> TextLook:
    """Return the look of text boxes: the presentation's defaults, then the theme's for text boxes."""
    scheme = company.masters[0].scheme
    look = TextLook()
    lists = [company.node.find(qname("p:defaultTextStyle"))]
    for master in company.masters:
        path = f".//{qname('a:objectDefaults')}/{qname('a:txDef')}/{qname('a:lstStyle')}"
        lists.append(master.theme.find(path))
    for one in lists:
        for name in ("a:defPPr", "a:lvl1pPr"):
            node = one.find(qname(name)) if one is not None else None
            if node is not None:
                look = _with(look, node, node.find(qname("a:defRPr")), scheme)
    return look


def says_sizes(place: TemplatePlaceholder, layout: LayoutIn) -> bool:
    """Say whether styles give sizes, so that slides inherit them."""
    runs = (node.find(qname("a:defRPr")) for node in _chain(place, layout, 1))
    return any(run is not None and run.get("sz") for run in runs)


def _prompts(shape: XmlNode | None) -> Iterator[tuple[int, XmlNode]]:
    body = shape.find(qname("p:txBody")) if shape is not None else None
    seen: set[int] = set()
    for para in body.findall(qname("a:p")) if body is not None else ():
        props = para.find(qname("a:pPr"))
        level = int(props.get("lvl", "0")) if props is not None else 0
        if level not in seen:
            seen.add(level)
            yield level, para


def _run_props(kid: XmlNode) -> XmlNode | None:
    return kid.find(qname("a:rPr")) if local(kid) in ("r", "fld") else None


def _with(look: TextLook, para: XmlNode | None, run: XmlNode | None, scheme: Scheme) -> TextLook:
    if para is not None:
        look = _with_para(look, para)
    return _with_run(look, run, scheme) if run is not None else look


def _with_para(look: TextLook, node: XmlNode) -> TextLook:
    align = ALIGNS.get(node.get("algn", ""), look.align)
    look = replace(
        look,
        align=align,  # type: ignore[arg-type]
        left=_points(node.get("marL"), look.left),
        indent=_points(node.get("indent"), look.indent),
        rtl=_flag(node, "rtl", look.rtl),
    )
    for kid in node:
        kind = local(kid)
        if kind in BULLETS:
            look = replace(look, bullet=BULLETS[kind], char=kid.get("char", ""))
        elif kind == "lnSpc":
            exact, value = _spacing(kid)
            look = replace(look, line=value or look.line, exact=exact)
        elif kind in ("spcBef", "spcAft"):
            exact, value = _spacing(kid)
            value = value if exact else value * look.size * LINE
            before = kind == "spcBef"
            look = replace(look, before=value) if before else replace(look, after=value)
    return look


def _spacing(node: XmlNode) -> tuple[bool, float]:
    """Return whether a spacing is in points, and points or a share of lines."""
    for kid in node:
        text = kid.get("val", "0").rstrip("%")
        value = float(text) if text.lstrip("-").replace(".", "", 1).isdigit() else 0.0
        if local(kid) == "spcPts":
            return True, value / 100
        return False, value / (SHARE if "%" not in kid.get("val", "") else 100)
    return False, 0.0


def _points(text: str | None, default: float) -> float:
    if text is None or not text.lstrip("-").isdigit():
        return default
    return int(text) / EMU_PER_POINT


def _flag(node: XmlNode, name: str, default: bool) -> bool:
    text = node.get(name)
    return default if text is None else text in ("1", "true", "on")


def _with_run(look: TextLook, node: XmlNode, scheme: Scheme) -> TextLook:
    size = node.get("sz", "")
    paint = scheme.paint(node.find(qname("a:solidFill")))
    latin = node.find(qname("a:latin"))
    caps = node.get("cap")
    spacing = node.get("spc", "")
    return replace(
        look,
        size=int(size) / 100 if size.isdigit() else look.size,
        bold=_flag(node, "b", look.bold),
        italic=_flag(node, "i", look.italic),
        caps=caps == "all" if caps is not None else look.caps,
        tracking=int(spacing) / 100 if spacing.lstrip("-").isdigit() else look.tracking,
        paint=paint or look.paint,
        font=(latin.get("typeface") if latin is not None else None) or look.font,
    )
