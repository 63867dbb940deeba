"""Colours of a template: its scheme, the master's colour map, and what any colour element means."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from PIL import ImageColor

from docgen.foundation.structs import Struct
from docgen.ooxml.xml import XmlNode, qname
from docgen.theme.model import SCHEME_SLOTS

RGB = tuple[float, float, float]
TOKENS: Mapping[str, str] = {slot: token for token, slot in SCHEME_SLOTS.items()}
"""Theme slot to our token."""
SHARE = 100_000
"""Percentages are written in thousandths of a percent."""
SYSTEM: Mapping[str, str] = {"windowText": "000000", "window": "FFFFFF"}
OFFICE: Mapping[str, str] = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
"""What stands for a slot that a theme leaves out."""


class Paint(Struct, frozen=True):
    """A colour: where it comes from (a theme slot, or none), its value, and how solid it is."""

    rgb: RGB
    slot: str | None = None
    changed: bool = False
    """The slot's colour with luminance or other changes."""
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """``RRGGBB``."""
        return "".join(f"{round(c * 255):02X}" for c in self.rgb)


def from_hex(value: str) -> RGB:
    """Return ``RRGGBB`` as shares; black if it isn't one."""
    try:
        number = int(value[:6], 16)
    except ValueError:
        return (0.0, 0.0, 0.0)
    return (number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255


class Scheme(Struct, frozen=True):
    """A theme's colours by slot, and a master's map from names (``tx1``) to slots."""

    slots: Mapping[str, RGB]
    names: Mapping[str, str]

    def slot(self, name: str) -> str:
        """Return the slot that a scheme colour's name means."""
        return self.names.get(name, name)

    def paint(self, node: XmlNode | None, placeholder: Paint | None = None) -> Paint | None:
        """Return the colour in a fill or colour list; None if there is none."""
        for kid in node if node is not None else ():
            found = self._one(kid, placeholder)
            if found is not None:
                return _changed(kid, found)
        return None

    def _one(self, kid: XmlNode, placeholder: Paint | None) -> Paint | None:
        value = kid.get("val", "")
        kind = local(kid)
        if kind == "srgbClr":
            return Paint(from_hex(value))
        if kind == "sysClr":
            return Paint(from_hex(kid.get("lastClr") or SYSTEM.get(value, "000000")))
        if kind == "schemeClr" and value == "phClr":
            return placeholder
        if kind == "schemeClr":
            slot = self.slot(value)
            return Paint(self.slots.get(slot, (0.0, 0.0, 0.0)), slot)
        if kind == "prstClr":
            return Paint(_preset(value))
        if kind in ("scrgbClr", "hslClr"):
            return Paint(_numbers(kid, kind))
        return None


def local(node: XmlNode) -> str:
    """Return a tag without namespace; empty for comments."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
"""Colours of a theme (ECMA-376 Part 1, 20.1.10.41)."""


def read_scheme(theme: XmlNode, color_map: XmlNode | None) -> Scheme:
    """Return the colours of a theme part under a colour map (ECMA-376 Part 1, 19.3.1.6)."""
    slots = {slot: from_hex(value) for slot, value in OFFICE.items()}
    found = theme.find(f".//{qname('a:clrScheme')}")
    bare = Scheme({}, {})
    for one in found if found is not None else ():
        paint = bare.paint(one)
        if paint is not None:
            slots[local(one)] = paint.rgb
    names = {str(k): str(v) for k, v in color_map.attrib.items()} if color_map is not None else {}
    for name, slot in names.items():
        if slot not in SLOTS:
            raise ValueError(f'its colour map has "{name}" stand for "{slot}", which is no colour')
    usual = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
    return Scheme(slots, {**usual, **names})


def _preset(name: str) -> RGB:
    wide = name.replace("dk", "dark").replace("lt", "light").replace("med", "medium")
    try:
        red, green, blue = ImageColor.getrgb(wide)[:3]
    except ValueError:
        return (0.0, 0.0, 0.0)
    return red / 255, green / 255, blue / 255


def _numbers(kid: XmlNode, kind: str) -> RGB:
    if kind == "scrgbClr":
        red, green, blue = (int(kid.get(k, "0").rstrip("%")) / SHARE for k in "rgb")
        return _clip(red), _clip(green), _clip(blue)
    hue = int(kid.get("hue", "0")) / 21_600_000
    sat, light = (int(kid.get(k, "0").rstrip("%")) / SHARE for k in ("sat", "lum"))
    return colorsys.hls_to_rgb(hue, _clip(light), _clip(sat))


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _changed(kid: XmlNode, paint: Paint) -> Paint:
    """Apply the changes that children of a colour ask for, the common ones."""
    rgb, alpha = paint.rgb, paint.alpha
    for one in kid:
        text = one.get("val", "")
        share = int(text) / SHARE if text.lstrip("-").isdigit() else 1.0
        kind = local(one)
        if kind == "alpha":
            alpha = _clip(share)
        elif kind in ("lumMod", "lumOff", "satMod"):
            hue, light, sat = colorsys.rgb_to_hls(*rgb)
            light = light * share if kind == "lumMod" else light + share * (kind == "lumOff")
            sat = sat * share if kind == "satMod" else sat
            rgb = colorsys.hls_to_rgb(hue, _clip(light), _clip(sat))
        elif kind in ("tint", "shade"):
            goal = 1.0 if kind == "tint" else 0.0
            rgb = tuple(goal + (c - goal) * share for c in rgb)  # type: ignore[assignment]
    changed = paint.changed or rgb != paint.rgb
    return Paint(rgb, paint.slot, changed, alpha)
