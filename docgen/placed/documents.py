"""Documents of placed things: a brief's pages, a deck's slides and their master.

Points, origin at the top left of the page or slide, y downwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, Literal

from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.layout.document import COMPANY, LayoutInfo
from docgen.layout.document import SlideRole as SlideRole  # noqa: PLC0414  (writers see `placed` only)
from docgen.placed.items import ImageItem, PlacedItem, Rect, TableLook, TextPara
from docgen.placed.structure import Elem
from docgen.summary.model import Summary
from docgen.theme.model import Theme


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself, in plain text."""

    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    category: str = ""
    status: str = ""
    """The classification."""
    date: datetime.date | None = None


# ---- brief -------------------------------------------------------------------------


GROUND_COLORS = {"ink": "on-ink", "accent-1": "on-accent"}
"""The text colour on a slide's background, both by token."""


@dataclass(slots=True)
class Page:
    """A page of a brief (or a handout): ``items`` in reading order, then running ``marks``."""

    width: float
    height: float
    items: list[PlacedItem] = field(default_factory=list)
    marks: list[PlacedItem] = field(default_factory=list)
    """Header, footer, backgrounds: artifacts, drawn first."""
    over: list[PlacedItem] = field(default_factory=list)
    """Logo and banners: artifacts, drawn last."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline entry: level from 1, and the element it jumps to."""

    level: int
    title: str
    elem: Elem


@dataclass(slots=True)
class Brief:
    """A typeset brief: pages, and the structure of the whole."""

    pages: list[Page]
    structure: Elem
    bookmarks: list[Bookmark]
    theme: Theme
    layout: LayoutInfo
    summary: Summary
    title: str
    lang: str
    properties: Properties = Properties()


# ---- deck --------------------------------------------------------------------------

PlaceholderKind = Literal[
    "title",
    "center-title",
    "subtitle",
    "body",
    "object",
    "picture",
    "chart",
    "table",
    "footer",
    "date",
    "slide-number",
]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place on a slide layout: its kind, its index in the layout, its box and style."""

    key: str
    """Our name: ``title``, ``kicker``, ``body``, ``body-2``, ``subtitle``, ``footer``..."""
    kind: PlaceholderKind
    idx: int
    rect: Rect
    style: str = "body"
    """Name of the deck style its text starts from."""
    anchor: Literal["top", "middle", "bottom"] = "top"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    name: str = ""
    shape: int = 0
    """Which placeholder of a company's layout it is, from 1; 0: none, a text box of ours."""
    calm: float = inf
    """How high its box may grow before its text leaves the ground it reads on, in points."""
    unfilled: bool = False
    """A company's own fill of the place is taken off: its text stands on the slide's ground."""
    color: str | None = None
    """Its text's colour, instead of its ground's or its style's."""


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """One layout of the slide master: role, placeholders, and fixed decorations."""

    role: SlideRole
    name: str
    placeholders: tuple[Placeholder, ...]
    decorations: tuple[PlacedItem, ...] = ()
    background: str = "background"
    region: Rect | None = None
    """Where blocks go; None: the body placeholder's box."""
    part: str = ""
    """Name of its part in a company's file."""
    text: str | None = None
    """Colour of blocks' text where the background isn't the deck's (a company's file)."""
    align: Literal["left", "center", "right", "justify"] | None = None
    """How blocks' paragraphs are aligned, where the layout wants another way."""
    company: str = ""
    """The name by which a slide asked for this layout of a company's file; ``role`` is then
    what it serves best."""

    @property
    def key(self) -> str:
        """What the layout is found by: its role, or the company's name for it."""
        return layout_key(self.role, self.company)

    def placeholder(self, key: str) -> Placeholder | None:
        """Return the placeholder with this key, if the layout has it."""
        return next((p for p in self.placeholders if p.key == key), None)


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A company's file, or a deck to be inserted, as it was read: once, for all that need it."""

    path: str
    data: bytes = field(repr=False)


def layout_key(role: SlideRole, company: str) -> str:
    """Return what a layout is found by: its role, or ``company:`` and the company's name."""
    return f"{COMPANY}{company}" if company else role


class SlideRefusedError(DocgenError):
    """A slide's content doesn't fit its layout; ``key`` is the layout's."""

    def __init__(self, diagnostics: Iterable[Diagnostic] | Diagnostic, key: str) -> None:
        super().__init__(diagnostics)
        self.key = key

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.diagnostics, self.key)


@dataclass(frozen=True, slots=True)
class Master:
    """The slide master: size in points, and a layout for each role."""

    width: float
    height: float
    layouts: tuple[SlideLayout, ...]
    template: CompanyFile | None = None
    """A company's file, whose parts the PPTX writer keeps."""
    keep: tuple[int, ...] = ()
    """Sample slides of the company's file that stay, by number from 1."""

    def layout(self, key: str) -> SlideLayout:
        """Return the layout for a role or ``company:NAME``; KeyError if the master has none."""
        for one in self.layouts:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class InsertedSlide:
    """A slide of another deck, by number from 1."""

    file: CompanyFile
    number: int
    notes: bool = True
    """Whether its speaker notes come with it."""


@dataclass(frozen=True, slots=True)
class SlideItem:
    """An item on a slide, and the placeholder that it fills, if any."""

    item: PlacedItem
    placeholder: Placeholder | None = None


@dataclass(frozen=True, slots=True)
class SlideGround:
    """What one slide stands on, instead of its layout's ground."""

    token: str
    """Its colour; under a picture, that of the scrim."""
    text: str
    """The colour of what stands on it."""
    picture: ImageItem | None = None
    """Fills the slide; the layout's decorations don't show on it."""


@dataclass(frozen=True, slots=True)
class SlideStep:
    """What appears with a click: an item of the slide, or some of its paragraphs."""

    item: int
    """Its place among the slide's items."""
    paras: tuple[int, int] | None = None
    """The first and the last of its paragraphs; None: all of it."""


@dataclass(slots=True)
class Slide:
    """A placed slide: ``items`` in reading order, the title first."""

    layout: SlideLayout
    title: str
    items: list[SlideItem]
    elem: Elem
    """The slide's Sect in the structure."""
    marks: tuple[SlideItem, ...] = ()
    """Footer, date and slide number: artifacts."""
    notes: tuple[TextPara, ...] = ()
    section: str | None = None
    hidden: bool = False
    number: int = 0
    part: tuple[int, int] = (1, 1)
    """(2, 3): second of three continuation slides."""
    composition: str = ""
    """Name of the composition that was chosen, empty if the layout gave but one."""
    inserted: InsertedSlide | None = None
    """Another deck's slide, which a PPTX has as it is; ``items`` tell its words, for PDFs."""
    ground: SlideGround | None = None
    steps: tuple[SlideStep, ...] = ()
    """What appears with each click, in order; the rest is there from the start."""


FontSlot = Literal["regular", "bold", "italic", "boldItalic"]


@dataclass(frozen=True, slots=True)
class OfficeFont:
    """A face that a .pptx brings along, as Office embeds it."""

    typeface: str
    slot: FontSlot
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Deck:
    """A typeset deck."""

    slides: Sequence[Slide]
    master: Master
    structure: Elem
    bookmarks: list[Bookmark]
    theme: Theme
    layout: LayoutInfo
    summary: Summary
    title: str
    lang: str
    footer: str = ""
    """On every slide but titles, and on the slide master."""
    date: str = ""
    """The date as the slides show it."""
    properties: Properties = Properties()
    tables: TableLook = field(kw_only=True)
    candidates: int = field(default=0, kw_only=True)
    """Compositions that were typeset to choose from."""
    fonts: tuple[OfficeFont, ...] = ()
    """To be embedded in a .pptx."""
    estimated: frozenset[str] = frozenset()
    """Families whose text was measured with another font: where they aren't installed, a program
    draws them with a font of its own, which may be wider."""
    undrawable: Diagnostic | None = None
    """Why it can't be drawn as PDF: characters that no font has."""


# ---- sheets ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layer:
    """Items drawn one after another, `scale` times as large, from x, y of the sheet."""

    items: tuple[PlacedItem, ...]
    told: bool = True
    """False: artifacts, that no reader is told of."""
    height: float = 0.0
    """Of the page or slide that the items stand on, in points."""
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    starts: Elem | None = None
    """An element that begins at the layer's top, if nothing of it is drawn."""


@dataclass(slots=True)
class Sheet:
    """A sheet of paper: layers from the ground up; sizes in points."""

    width: float
    height: float
    layers: list[Layer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Handout:
    """A deck on paper, several slides on a sheet."""

    deck: Deck
    sheets: tuple[Sheet, ...]
