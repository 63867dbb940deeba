"""Placeholders of a layout, with what they inherit from the master (ECMA-376 Part 1, 19.3.1.36)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docgen.ooxml.xml import EMU_PER_POINT, XmlNode, qname
from docgen.placed.items import Rect
from docgen.pptx_template.colors import local
from docgen.pptx_template.file import LayoutIn
from docgen.pptx_template.geometry import Frame, find_xfrm, group_frame, read_xfrm

TITLE_TYPES = ("title", "ctrTitle")
TEXT_TYPES = ("body", "obj", "subTitle")
FOOTER_TYPES = ("dt", "ftr", "sldNum")
MASTER_TYPES = {
    "ctrTitle": "title",
    "title": "title",
    "dt": "dt",
    "ftr": "ftr",
    "sldNum": "sldNum",
}
"""Which of the master's placeholders a layout's inherits from; others from ``body``."""
ANCHORS: dict[str, Literal["top", "middle", "bottom"]] = {
    "t": "top",
    "ctr": "middle",
    "b": "bottom",
    "just": "top",
    "dist": "top",
}
INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
"""Where nobody says (ECMA-376 Part 1, 21.1.2.1.1 bodyPr)."""


@dataclass(frozen=True, eq=False)
class TemplatePlaceholder:
    """A placeholder as it stands on a layout."""

    type: str
    idx: int
    number: int
    """Which of the layout's placeholders it is, from 1; shape ids aren't unique everywhere."""
    name: str
    rect: Rect
    insets: tuple[float, float, float, float]
    anchor: Literal["top", "middle", "bottom"]
    upright: bool
    """Its text runs across, not down."""
    node: XmlNode
    parent: XmlNode | None
    """The master's placeholder that it inherits from."""
    alone: bool = True
    """No other of the layout has its type and index, so a slide's inherits from it for sure."""
    grows: bool = False
    """Its box is made as high as its text."""

    @property
    def area(self) -> float:
        """Square points."""
        return max(self.rect.width, 0.0) * max(self.rect.height, 0.0)


def shapes(node: XmlNode) -> Iterator[tuple[XmlNode, Frame]]:
    """Yield all shapes of a slide, layout or master in drawing order, groups opened."""
    found = node.find(f"{qname('p:cSld')}/{qname('p:spTree')}")
    if found is not None:
        yield from _inside(found, Frame())


def _inside(parent: XmlNode, frame: Frame) -> Iterator[tuple[XmlNode, Frame]]:
    for kid in parent:
        kind = local(kid)
        if kind == "grpSp":
            yield from _inside(kid, group_frame(kid, frame))
        elif kind in ("sp", "pic", "cxnSp", "graphicFrame"):
            yield kid, frame
        elif kind == "AlternateContent":
            chosen = kid.find("{*}Fallback")
            if chosen is not None:
                yield from _inside(chosen, frame)


def ph_of(shape: XmlNode) -> XmlNode | None:
    """Return the ``p:ph`` of a shape, if it is a placeholder."""
    for kid in shape:
        if local(kid).startswith("nv"):
            return kid.find(f"{qname('p:nvPr')}/{qname('p:ph')}")
    return None


def name_of(shape: XmlNode) -> str:
    """Return a shape's name."""
    for kid in shape:
        if local(kid).startswith("nv"):
            props = kid.find(qname("p:cNvPr"))
            return props.get("name", "") if props is not None else ""
    return ""


def master_places(node: XmlNode) -> dict[str, XmlNode]:
    """Return a master's placeholders by type, the first of each."""
    found: dict[str, XmlNode] = {}
    for shape, _ in shapes(node):
        ph = ph_of(shape)
        if ph is not None:
            found.setdefault(ph.get("type", "obj"), shape)
    return found


def read_places(layout: LayoutIn) -> list[TemplatePlaceholder]:
    """Return a layout's placeholders that have a box, in drawing order."""
    parents = master_places(layout.master.node)
    found: list[TemplatePlaceholder] = []
    seen: dict[tuple[str, int], int] = {}
    listed = [(s, f, ph) for s, f in shapes(layout.node) if (ph := ph_of(s)) is not None]
    for _, _, ph in listed:
        seen[_key(ph)] = seen.get(_key(ph), 0) + 1
    for number, (shape, frame, ph) in enumerate(listed, 1):
        kind = ph.get("type", "obj")
        parent = parents.get(MASTER_TYPES.get(kind, "body"))
        box = read_xfrm(find_xfrm(shape))
        rect = frame.rect(box) if box is not None else None
        if rect is None and parent is not None:
            rect = read_xfrm(find_xfrm(parent))
        if rect is None or rect.width <= 0 or rect.height <= 0:
            continue
        name = name_of(shape)
        found.append(
            TemplatePlaceholder(
                kind,
                _key(ph)[1],
                number,
                name,
                rect,
                _insets(shape, parent),
                ANCHORS.get(_body_value(shape, parent, "anchor") or "t", "top"),
                (_body_value(shape, parent, "vert") or "horz") == "horz",
                shape,
                parent,
                seen[_key(ph)] == 1,
                _grows(shape, parent),
            )
        )
    return found


def _key(ph: XmlNode) -> tuple[str, int]:
    idx = ph.get("idx", "0")
    kind = ph.get("type", "obj")
    # A body without idx has 0, like titles: programs take one for the other.
    family = kind if kind in FOOTER_TYPES else "content"
    return family, int(idx) if idx.isdigit() else 0


def _body_value(shape: XmlNode, parent: XmlNode | None, name: str) -> str | None:
    for one in (shape, parent):
        props = one.find(f"{qname('p:txBody')}/{qname('a:bodyPr')}") if one is not None else None
        if props is not None and props.get(name) is not None:
            return props.get(name)
    return None


def _grows(shape: XmlNode, parent: XmlNode | None) -> bool:
    """Say whether a shape grows with its text (``a:spAutoFit``); a master's word counts last."""
    for one in (shape, parent):
        props = one.find(f"{qname('p:txBody')}/{qname('a:bodyPr')}") if one is not None else None
        for kind in props if props is not None else ():
            if local(kind) in ("spAutoFit", "noAutofit", "normAutofit"):
                return local(kind) == "spAutoFit"
    return False


def _insets(shape: XmlNode, parent: XmlNode | None) -> tuple[float, float, float, float]:
    found = []
    for name, default in INSETS.items():
        text = _body_value(shape, parent, name)
        value = int(text) if text and text.lstrip("-").isdigit() else default
        found.append(max(value, 0) / EMU_PER_POINT)
    return found[0], found[1], found[2], found[3]
