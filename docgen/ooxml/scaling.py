"""Slides of one size for a presentation of another: everything on them scaled alike.

As PowerPoint's "Ensure fit": one factor for both directions, and the rest of the room is left
free on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docgen.foundation.structs import Struct
from docgen.ooxml.xml import XmlNode, qname

_LENGTHS: Mapping[str, tuple[str, ...]] = {
    "a:ln": ("w",),
    "a:bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    "a:gridCol": ("w",),
    "a:tr": ("h",),
    "a:tcPr": ("marL", "marR", "marT", "marB"),
    "a:tab": ("pos",),
    "a:spcPts": ("val",),
    "a:rPr": ("sz", "spc"),
    "a:endParaRPr": ("sz", "spc"),
    "a:defRPr": ("sz", "spc"),
    "a:outerShdw": ("blurRad", "dist"),
    "a:innerShdw": ("blurRad", "dist"),
    "a:pPr": ("marL", "marR", "indent", "defTabSz"),
    "a:defPPr": ("marL", "marR", "indent", "defTabSz"),
    **{f"a:lvl{n}pPr": ("marL", "marR", "indent", "defTabSz") for n in range(1, 10)},
}
"""Attributes that are lengths or sizes of type, by element (DrawingML)."""
LEAST_SIZE = 100
"""Of type, in hundredths of a point (ST_TextFontSize, ECMA-376 Part 1, 20.1.10.72)."""


class Scaling(Struct, frozen=True):
    """A factor, and how far the result is moved, in EMU."""

    factor: float
    right: int
    down: int

    def apply(self, slide: XmlNode) -> None:
        """Scale a slide, a layout or a master in place.

        What stands in a group follows its group's box; type, lines and margins do not.
        """
        for name, attrs in _LENGTHS.items():
            for node in slide.iter(qname(name)):
                self._attributes(node, attrs, LEAST_SIZE if "sz" in attrs else None)
        shapes = slide.find(f"{qname('p:cSld')}/{qname('p:spTree')}")
        for frame in _frames(shapes) if shapes is not None else ():
            place, size = frame.find(qname("a:off")), frame.find(qname("a:ext"))
            if place is not None:
                self._attributes(place, ("x", "y"))
                place.set("x", str(int(place.get("x", "0")) + self.right))
                place.set("y", str(int(place.get("y", "0")) + self.down))
            if size is not None:
                self._attributes(size, ("cx", "cy"))

    def _attributes(self, node: XmlNode, names: Iterable[str], least: int | None = None) -> None:
        for name in names:
            value = node.get(name)
            if value is None or not value.lstrip("-").isdigit():
                continue
            made = round(int(value) * self.factor)
            node.set(name, str(max(made, least) if least is not None and name == "sz" else made))


def _frames(shapes: XmlNode) -> Iterable[XmlNode]:
    """Yield the boxes (``xfrm``) of shapes that stand in no group."""
    for shape in shapes:
        if shape.tag == qname("p:grpSpPr"):
            continue  # the tree's own
        holders: tuple[XmlNode, ...] = (shape,)
        if str(shape.tag).endswith("}AlternateContent"):
            holders = tuple(one for branch in shape for one in branch)
        for one in holders:
            for path in ("p:spPr/a:xfrm", "p:grpSpPr/a:xfrm", "p:xfrm"):
                found = one.find("/".join(qname(step) for step in path.split("/")))
                if found is not None:
                    yield found
                    break


def fitting(
    width: float, height: float, target_width: float, target_height: float, emu: int = 12_700
) -> Scaling | None:
    """Return how slides of one size (points) fit another; None if they are alike."""
    if abs(width - target_width) <= 0.5 and abs(height - target_height) <= 0.5:
        return None
    factor = min(target_width / width, target_height / height)
    right = round((target_width - width * factor) / 2 * emu)
    down = round((target_height - height * factor) / 2 * emu)
    return Scaling(factor, right, down)
