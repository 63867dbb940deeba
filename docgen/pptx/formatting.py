"""The look of a paragraph and of a run as Office sees it, and writing what differs.

A look is compared with what the place inherits (layout, master, presentation) and only the
difference is written, so that a deck can be restyled from its master.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from docgen.foundation.structs import Struct, field
from docgen.ooxml.colors import solid, write_color
from docgen.ooxml.xml import XmlNode, emu, hundredths, qname, sub
from docgen.placed.documents import Placeholder, SlideLayout
from docgen.placed.items import BULLETS, Rect
from docgen.theme.model import Style, Theme

BULLET_FONT = "Arial"
ALIGN = {
    "left": "l",
    "center": "ctr",
    "right": "r",
    "justify": "just",
    "decimal": "r",
}
SUPERSCRIPT, SUBSCRIPT = 30000, -25000
"""Thousandths of a percent of the size (ECMA-376 Part 1, 21.1.2.3.9)."""


class Marker(Struct, frozen=True):
    """A list marker: a character, or a number by level, or none."""

    kind: Literal["none", "char", "number", "own"] = "none"
    """``own``: a company's bullet, which takes the place of ours."""
    char: str = ""
    start: int = 1
    scheme: str = "arabicPeriod"
    color: str = "accent-1"


class ParaLook(Struct, frozen=True):
    """Lengths in points; ``left`` is the text's left, ``hanging`` how far the marker hangs out.

    A leading under 0 equals nothing and is not written: lines as high as the font wants.
    """

    align: str = "left"
    left: float = 0.0
    hanging: float = 0.0
    leading: float = -1.0
    before: float = 0.0
    after: float = 0.0
    marker: Marker = Marker()
    rtl: bool = False
    """From right to left."""


class RunLook(Struct, frozen=True):
    """Of a run. A size of -1 equals nothing, so it is always written."""

    font: str = "body"
    size: float = -1.0
    color: str = "text"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking: float = 0.0
    raised: bool = False


class RunFormatting(Struct, frozen=True):
    """What a place gives to a paragraph in it."""

    para: ParaLook = ParaLook()
    run: RunLook = RunLook()


PLAIN = RunFormatting()
"""What a text box inherits: `default_text_style` of the presentation."""


def run_look(style: Style) -> RunLook:
    """Return the look of a style's runs."""
    return RunLook(
        style.font, style.size, style.color, style.bold, style.italic, style.caps, style.tracking
    )


def style_look(style: Style) -> RunFormatting:
    """Return the look of a paragraph without marker."""
    para = ParaLook(
        style.align,
        style.indent,
        0.0,
        style.leading,
        style.space_before,
        style.space_after,
        rtl=style.rtl,
    )
    return RunFormatting(para, run_look(style))


def list_looks(theme: Theme) -> tuple[RunFormatting, ...]:
    """Return the looks of the body's five list levels."""
    step = theme.length("deck", "list-indent")
    found = []
    for level, char in enumerate(BULLETS):
        look = style_look(theme.style("deck", "body" if not level else f"body-{level + 1}"))
        para = replace(
            look.para, left=step * (level + 1), hanging=step, marker=Marker("char", char)
        )
        found.append(RunFormatting(para, look.run))
    return tuple(found)


def placeholder_looks(
    place: Placeholder, theme: Theme, color: str | None
) -> tuple[RunFormatting, ...]:
    """Return the looks of the five levels of a placeholder; `color` replaces the style's."""
    levels = list_looks(theme)
    if place.style != "body":
        levels = (style_look(theme.style("deck", place.style)), *levels[1:])
    if color is None:
        return levels
    return tuple(RunFormatting(x.para, replace(x.run, color=color)) for x in levels)


def write_para_look(node: XmlNode, look: ParaLook, base: ParaLook | None, theme: Theme) -> None:
    """Write what differs from `base` into ``a:pPr`` or ``a:lvlNpPr``; None writes all."""
    if base is None or (look.left, look.hanging) != (base.left, base.hanging):
        node.set("marL", str(emu(look.left)))
        node.set("indent", str(-emu(look.hanging)))
    if base is None or ALIGN[look.align] != ALIGN.get(base.align):
        node.set("algn", ALIGN[look.align])
    if base is not None and look.rtl != base.rtl:
        node.set("rtl", str(int(look.rtl)))
    old = base or ParaLook(before=-1.0, after=-1.0)
    for name, value, inherited in (
        ("a:lnSpc", look.leading, old.leading),
        ("a:spcBef", look.before, old.before),
        ("a:spcAft", look.after, old.after),
    ):
        if value >= 0 and hundredths(value) != hundredths(inherited):
            sub(sub(node, name), "a:spcPts", val=hundredths(value))
    own = base is not None and base.marker.kind == "own" and look.marker.kind == "char"
    if base is None or (look.marker != base.marker and not own):
        _write_marker(node, look.marker, theme)


def _write_marker(node: XmlNode, marker: Marker, theme: Theme) -> None:
    if marker.kind == "none":
        sub(node, "a:buNone")
        return
    write_color(sub(node, "a:buClr"), theme.color(marker.color))
    if marker.kind == "number":
        sub(node, "a:buFont", typeface="+mn-lt")
        start = marker.start if marker.start != 1 else None
        sub(node, "a:buAutoNum", type=marker.scheme, startAt=start)
        return
    sub(node, "a:buFont", typeface=BULLET_FONT)
    sub(node, "a:buChar", char=marker.char)


def write_run_look(node: XmlNode, look: RunLook, base: RunLook | None, theme: Theme) -> None:
    """Write what differs from `base` into ``a:rPr`` or ``a:defRPr``; None writes all."""
    if base is None or look.size != base.size:
        node.set("sz", str(hundredths(look.size)))
    if base is None or look.bold != base.bold:
        node.set("b", str(int(look.bold)))
    if base is None or look.italic != base.italic:
        node.set("i", str(int(look.italic)))
    if look.caps != (base is not None and base.caps):
        node.set("cap", "all" if look.caps else "none")
    if look.tracking != (base.tracking if base else 0.0):
        node.set("spc", str(hundredths(look.tracking)))
    if look.raised:
        node.set("baseline", str(SUPERSCRIPT))
    if base is None or look.color != base.color:
        solid(node, theme, look.color)
    if base is None or look.font != base.font:
        write_fonts(node, look.font, theme)


def write_fonts(node: XmlNode, role: str, theme: Theme) -> None:
    """Write theme fonts for headings and body; other roles name their family."""
    if role in ("heading", "body"):
        prefix = "+mj" if role == "heading" else "+mn"
        sub(node, "a:latin", typeface=f"{prefix}-lt")
        sub(node, "a:ea", typeface=f"{prefix}-ea")
        sub(node, "a:cs", typeface=f"{prefix}-cs")
        return
    family = theme.family("deck", role)
    sub(node, "a:latin", typeface=family)
    sub(node, "a:cs", typeface=family)


_SLOTS = ("latin", "ea", "cs", "sym")
"""In the order of the schema (ECMA-376 Part 1, 21.1.2.3, CT_TextCharacterProperties)."""


def write_typefaces(node: XmlNode, typefaces: Sequence[tuple[str, str]]) -> None:
    """Name the families that draw what a run's own lacks: East Asian, complex, symbols."""
    for slot, family in sorted(typefaces, key=lambda pair: _SLOTS.index(pair[0])):
        for old in node.findall(qname(f"a:{slot}")):
            node.remove(old)
        after = [n for n in _SLOTS if _SLOTS.index(n) > _SLOTS.index(slot)]
        new = node.makeelement(qname(f"a:{slot}"), {"typeface": family})
        later = [child for child in node if child.tag in {qname(f"a:{n}") for n in after}]
        if later:
            later[0].addprevious(new)
        else:
            node.append(new)


def write_level(parent: XmlNode, name: str, look: RunFormatting, theme: Theme) -> None:
    """Append one level of a list style (``a:lvl1pPr``) with everything in it."""
    node = sub(parent, name)
    write_para_look(node, look.para, None, theme)
    for attr, value in (("defTabSz", "914400"), ("rtl", str(int(look.para.rtl))), ("eaLnBrk", "1")):
        node.set(attr, value)
    write_run_look(sub(node, "a:defRPr", kern=0), look.run, None, theme)


Attrs = Mapping[str, str | int | None]
NOTHING = RunFormatting(ParaLook(before=-1.0, after=-1.0, align=""), RunLook(font="", color=""))
"""What text inherits where we can't know: everything is written."""


class Given(Struct, frozen=True):
    """Of a company's placeholder: its attributes, its box and its looks by level."""

    attrs: Attrs
    rect: Rect | None
    """None: another placeholder has the same name, so the box has to be written."""
    looks: tuple[RunFormatting, ...]


class Inherited(Struct, frozen=True):
    """All placeholders of a company's layouts, by part name and number."""

    places: Mapping[tuple[str, int], Given] = field(default_factory=dict)
    plain: RunFormatting = PLAIN
    """What text boxes start from."""

    def of(self, layout: SlideLayout, place: Placeholder) -> Given | None:
        """Return what a company's layout gives; None on a layout of our own."""
        return self.places.get((layout.part, place.shape)) if place.shape else None
