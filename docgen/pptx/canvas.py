"""What all slides of one deck share while they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pptx.opc.package import Part

from docgen.ooxml.colors import solid
from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import XmlNode, sub
from docgen.placed.documents import SlideLayout
from docgen.placed.items import TableLook
from docgen.pptx.formatting import Inherited, RunFormatting
from docgen.theme.model import Theme


def shape_tree(
    parent: XmlNode, theme: Theme, background: str | None, name: str | None = None
) -> XmlNode:
    """Append ``p:cSld`` and return its empty ``p:spTree``."""
    slide = sub(parent, "p:cSld", name=name)
    if background is not None:
        ground = sub(sub(slide, "p:bg"), "p:bgPr")
        solid(ground, theme, background)
        sub(ground, "a:effectLst")
    tree = sub(slide, "p:spTree")
    names = sub(tree, "p:nvGrpSpPr")
    sub(names, "p:cNvPr", id=1, name="")
    sub(names, "p:cNvGrpSpPr")
    sub(names, "p:nvPr")
    frame = sub(sub(tree, "p:grpSpPr"), "a:xfrm")
    sub(frame, "a:off", x=0, y=0)
    sub(frame, "a:ext", cx=0, cy=0)
    sub(frame, "a:chOff", x=0, y=0)
    sub(frame, "a:chExt", cx=0, cy=0)
    return tree


def master_colors(parent: XmlNode) -> None:
    """Append ``p:clrMapOvr``: colours mapped as on the master."""
    sub(sub(parent, "p:clrMapOvr"), "a:masterClrMapping")


@dataclass(slots=True)
class DeckContext:
    """One deck being written: package, theme, language, and where links lead."""

    package: DeckPackage
    theme: Theme
    lang: str
    timestamp: datetime
    slide_count: int = 0
    footer: str = ""
    """Text of the footer; on the master too, as "Apply to All" writes it."""
    date: str = ""
    """The date as shown."""
    targets: Mapping[str, Part] = field(default_factory=dict)
    """Element id to the slide that it is on."""
    media: dict[bytes, Part] = field(default_factory=dict)
    """Digest of a picture's bytes to its part."""
    inherited: Inherited = field(default_factory=Inherited)
    """What a company's layouts give."""
    looks: dict[tuple[str, str | None], tuple[RunFormatting, ...]] = field(default_factory=dict)
    """What the theme gives to placeholders, by style and colour."""
    tables: TableLook = field(kw_only=True)
    """Rules and colours of tables."""
    estimated: frozenset[str] = frozenset()
    """Families whose text shrinks where a program draws it wider than it was measured."""


@dataclass(slots=True)
class Canvas:
    """A shape tree being filled: of a slide, a layout, a master, or a group in one of them."""

    job: DeckContext
    part: Part
    tree: XmlNode
    number: int = 0
    """Of the slide, for fields."""
    ids: list[int] = field(default_factory=lambda: [1])
    """The last shape id, shared by the groups of a slide (1 is the tree itself)."""
    drawn: bool = False
    """Shapes of a layout (``userDrawn``)."""
    layout: SlideLayout | None = None
    """Of the slide."""

    def next_id(self) -> int:
        """Return a shape id that is free on this slide (ECMA-376 Part 1, 20.1.2.2.8)."""
        self.ids[0] += 1
        return self.ids[0]

    def inside(self, tree: XmlNode) -> Canvas:
        """Return the same canvas, writing into a group."""
        return Canvas(self.job, self.part, tree, self.number, self.ids, self.drawn, self.layout)
