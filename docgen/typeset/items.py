"""Placed things: every position and size known, nothing drawn.

Points, origin at the top left of the page, slide or enclosing box, y downwards. Both
writers read these and nothing else: the PDF writer paints them, the PPTX writer makes
native shapes of them. Colours are theme tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from docgen.diagnostics import Diagnostic
from docgen.layout.blocks import (
    ChartBlock,
    ImageBlock,
    LayoutInfo,
    SlideRole,
    Span,
)
from docgen.layout.theme import Style, Theme
from docgen.summary.model import Summary
from docgen.typeset.structure import Elem


@dataclass(frozen=True, slots=True)
class Rect:
    """x, y of the top left corner, width and height, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge (y grows downwards)."""
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Rect:
        """Return the same box elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def inset(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """Return the box without its margins."""
        return Rect(
            self.x + left, self.y + top, self.width - left - right, self.height - top - bottom
        )


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A piece of a line in one face: drawn at x (from the line's left) on the baseline."""

    text: str
    x: float
    width: float
    face: str
    """Key of the face in `docgen.typeset.fonts`."""
    size: float
    color: str
    rise: float = 0.0
    """Baseline shift, positive upwards (superscripts)."""
    tracking: float = 0.0
    word_space: float = 0.0
    """Extra width of each space (justified lines)."""
    elem: Elem | None = None
    """Inline structure element (Link, Reference), None: the paragraph's own."""
    href: str | None = None
    field: Literal["page-number", "page-count"] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A set line. ``baseline`` is measured down from the paragraph's top."""

    pieces: tuple[Glyphs, ...]
    baseline: float
    height: float
    width: float
    """Natural width of the text."""
    hard: bool = False
    """Ends at a forced break or at the paragraph's end."""
    hyphen: bool = False
    """Ends with a hyphen that is not in the text (drawn as soft hyphen)."""
    start: int = 0
    """First character of the line in the paragraph's plain text."""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Bullet:
    """A list marker: drawn left of the first line; ``label`` is what is read."""

    label: str
    kind: Literal["bullet", "number"]
    level: int
    indent: float
    """From the paragraph's left to the marker."""
    width: float
    """From the marker's left to the text's left."""
    start: int = 1
    elem: Elem | None = None
    color: str = "accent-1"
    href: str | None = None
    """``#cite-ID``: a source's number leads back to where it is first cited."""


@dataclass(frozen=True, slots=True)
class TextPara:
    """A measured paragraph: its runs (for PPTX) and its lines (for PDF)."""

    spans: tuple[Span, ...]
    style: Style
    lines: tuple[Line, ...]
    width: float
    height: float
    """Of the lines, without space before and after."""
    elem: Elem | None
    """P, H1, LBody, TD...; None draws as artifact."""
    bullet: Bullet | None = None
    space_before: float = 0.0
    """Already 0 at the top of a box."""
    space_after: float = 0.0
    refs: tuple[int, ...] = ()
    continued: bool = False
    """The rest of a paragraph begun on the page before."""


@dataclass(frozen=True, slots=True)
class TextItem:
    """A text box: paragraphs from the top down inside ``rect``."""

    rect: Rect
    paras: tuple[TextPara, ...]
    anchor: Literal["top", "middle", "bottom"] = "top"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right, bottom."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ShapeItem:
    """A drawn ornament: an artifact to a reader, a native shape in a deck."""

    rect: Rect
    kind: Literal["rect", "round-rect", "ellipse", "line", "arrow"] = "rect"
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.75
    radius: float = 0.0
    """Of the corners, in points."""
    dash: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class PathItem:
    """A drawn path. ``ops`` are relative to the top left of ``rect``: ``("M", x, y)``,
    ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)``, ``("Z",)``.
    """

    rect: Rect
    ops: tuple[tuple[str | float, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.75
    dash: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class ImageItem:
    """A picture; ``crop`` is left, top, right, bottom in shares of the file's size."""

    rect: Rect
    block: ImageBlock
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    elem: Elem | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class ChartItem:
    """A chart in its box: vector graphics in PDF, a native chart in a deck."""

    rect: Rect
    block: ChartBlock
    label_size: float
    elem: Elem | None = None
    art: tuple[Item, ...] = ()
    """How it is drawn in PDF; relative to the top left of ``rect``."""
    data_elem: Elem | None = None
    """A Table element that holds the data for readers (PDF)."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A table cell: its place in the grid, its box (relative to the table), its text."""

    row: int
    column: int
    colspan: int
    rowspan: int
    rect: Rect
    paras: tuple[TextPara, ...]
    header: bool = False
    fill: str | None = None
    align: str = "left"
    elem: Elem | None = None


@dataclass(frozen=True, slots=True)
class TableItem:
    """A table part on one page or slide. ``insets``: left, top, right, bottom of cells."""

    rect: Rect
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[PlacedCell, ...]
    header_rows: int
    insets: tuple[float, float, float, float] = (4.0, 3.0, 4.0, 3.0)
    elem: Elem | None = None
    alt: str = ""
    name: str = ""
    continued: bool = False
    """Header rows repeat those of an earlier part: artifacts."""


@dataclass(frozen=True, slots=True)
class GroupItem:
    """Items that move together (a tile, a timeline); coordinates are the page's."""

    rect: Rect
    items: tuple[Item, ...]
    name: str = ""
    alt: str = ""
    kind: Literal["tile", "timeline", "people", "callout", "quote", "group"] = "group"


Item: TypeAlias = TextItem | ShapeItem | PathItem | ImageItem | ChartItem | TableItem | GroupItem


def moved(item: Item, dx: float, dy: float) -> Item:
    """Return `item` shifted by dx, dy points."""
    if isinstance(item, GroupItem):
        kids = tuple(moved(i, dx, dy) for i in item.items)
        return replace(item, rect=item.rect.moved(dx, dy), items=kids)
    return replace(item, rect=item.rect.moved(dx, dy))


# ---- brief -------------------------------------------------------------------------


@dataclass(slots=True)
class Page:
    """A page of a brief (or a handout): ``items`` in reading order, then running ``marks``."""

    width: float
    height: float
    items: list[Item] = field(default_factory=list)
    marks: list[Item] = field(default_factory=list)
    """Header, footer, backgrounds: artifacts, drawn first."""


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


# ---- deck --------------------------------------------------------------------------

PlaceholderKind = Literal[
    "title", "center-title", "subtitle", "body", "object", "picture", "chart", "table",
    "footer", "date", "slide-number",
]  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """One layout of the slide master: role, placeholders, and fixed decorations."""

    role: SlideRole
    name: str
    placeholders: tuple[Placeholder, ...]
    decorations: tuple[Item, ...] = ()
    background: str = "background"
    region: Rect | None = None
    """Where blocks go; None: the body placeholder's box."""
    part: str = ""
    """Name of its part in a company's file."""
    text: str | None = None
    """Colour of blocks' text where the background isn't the deck's (a company's file)."""
    align: Literal["left", "center", "right", "justify"] | None = None
    """How blocks' paragraphs are aligned, where the layout wants another way."""

    def placeholder(self, key: str) -> Placeholder | None:
        """Return the placeholder with this key, if the layout has it."""
        return next((p for p in self.placeholders if p.key == key), None)


@dataclass(frozen=True, slots=True)
class Master:
    """The slide master: size in points, and a layout for each role."""

    width: float
    height: float
    layouts: tuple[SlideLayout, ...]
    template: str | None = None
    """A company's file, whose parts the PPTX writer keeps."""

    def layout(self, role: SlideRole) -> SlideLayout:
        """Return the layout for a role; KeyError if the master has none."""
        for one in self.layouts:
            if one.role == role:
                return one
        raise KeyError(role)


@dataclass(frozen=True, slots=True)
class SlideItem:
    """An item on a slide, and the placeholder that it fills, if any."""

    item: Item
    placeholder: Placeholder | None = None


@dataclass(slots=True)
class Slide:
    """A placed slide: ``items`` in reading order, the title first."""

    layout: SlideLayout
    title: str
    items: list[SlideItem]
    elem: Elem
    """The slide's Sect in the structure."""
    notes: tuple[TextPara, ...] = ()
    section: str | None = None
    hidden: bool = False
    number: int = 0
    part: tuple[int, int] = (1, 1)
    """(2, 3): second of three continuation slides."""


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
    undrawable: Diagnostic | None = None
    """Why it can't be drawn as PDF: characters that no font has."""
