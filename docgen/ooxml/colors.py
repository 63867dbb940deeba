"""Colours: always a slot of the theme with luminance changes, so the Design tab recolours all."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.ooxml.xml import XmlNode, emu, sub, thousandths
from docgen.theme.model import SCHEME_SLOTS, Color, Theme

MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""Slots that slides name through the master's colour map (ECMA-376 Part 1, 19.3.1.6)."""
GROUND_TEXT = {"ink": "on-ink", "accent-1": "on-accent"}
"""Colour of all text on a layout with a dark background, as typeset sets it."""


def write_color(parent: XmlNode, color: Color) -> None:
    """Append ``schemeClr`` with ``lumMod`` and ``lumOff``; RGB only for a colour of no slot."""
    slot = SCHEME_SLOTS.get(color.base, color.base)
    if slot not in SCHEME_SLOTS.values():
        sub(parent, "a:srgbClr", val=color.hex)
        return
    node = sub(parent, "a:schemeClr", val=MAPPED.get(slot, slot))
    if color.lum_mod != 1.0:
        sub(node, "a:lumMod", val=thousandths(color.lum_mod))
    if color.lum_off:
        sub(node, "a:lumOff", val=thousandths(color.lum_off))


def solid(parent: XmlNode, theme: Theme, token: str) -> None:
    """Append a solid fill."""
    write_color(sub(parent, "a:solidFill"), theme.color(token))


def shaded(parent: XmlNode, theme: Theme, tokens: Sequence[str], angle: float) -> None:
    """Append a linear gradient of colours evenly spaced; `angle` in degrees clockwise."""
    node = sub(parent, "a:gradFill", rotWithShape=True)
    stops = sub(node, "a:gsLst")
    for number, token in enumerate(tokens):
        stop = sub(stops, "a:gs", pos=thousandths(number / (len(tokens) - 1)))
        write_color(stop, theme.color(token))
    sub(node, "a:lin", ang=round(angle % 360 * 60_000), scaled=False)


def line(
    parent: XmlNode, theme: Theme, token: str, width: float, dash: bool = False, name: str = "a:ln"
) -> XmlNode:
    """Append a line; `width` in points."""
    node = sub(parent, name, w=emu(width))
    solid(node, theme, token)
    if dash:
        sub(node, "a:prstDash", val="dash")
    return node
