"""The theme part: palette, fonts and a plain format scheme (ECMA-376 Part 1, 20.1.6)."""

from __future__ import annotations

from docgen.layout.theme import SCHEME_SLOTS, Theme
from docgen.pptx.oxml import Node, root, sub, to_bytes

SLOT_ORDER = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip


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


def _colors(scheme: Node, theme: Theme) -> None:
    tokens = {slot: token for token, slot in SCHEME_SLOTS.items()}
    for slot in SLOT_ORDER:
        sub(sub(scheme, f"a:{slot}"), "a:srgbClr", val=theme.color(tokens[slot]).hex)


def _fonts(scheme: Node, theme: Theme) -> None:
    for name, role in (("a:majorFont", "heading"), ("a:minorFont", "body")):
        font = sub(scheme, name)
        sub(font, "a:latin", typeface=theme.family("deck", role))
        sub(font, "a:ea", typeface="")
        sub(font, "a:cs", typeface="")


def _formats(scheme: Node) -> None:
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


def _phase(parent: Node, tint: int | None) -> None:
    color = sub(sub(parent, "a:solidFill"), "a:schemeClr", val="phClr")
    if tint:
        sub(color, "a:tint", val=tint)
