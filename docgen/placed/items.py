"""Placed things: every position and size known, nothing drawn.

Points, origin at the top left of the page, slide or enclosing box, y downwards. Both
writers read these and nothing else: the PDF writer paints them, the PPTX writer makes
native shapes of them. Colours are theme tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

from docgen.foundation.diagnostics import Diagnostic
from docgen.foundation.structs import Struct
from docgen.layout.blocks import ImageBlock
from docgen.layout.blocks import Inline as Inline  # noqa: PLC0414  (writers see `placed` only)
from docgen.layout.blocks import Span as Span  # noqa: PLC0414  (writers see `placed` only)
from docgen.placed.charts import NativeChart
from docgen.placed.structure import Elem
from docgen.theme.model import Style

BULLETS = ("\u2022", "\u2013", "\u2022", "\u2013", "\u2022")
"""Marks of the five list levels, in text and on the slide master."""


class Rect(Struct, frozen=True):
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


class Glyphs(Struct, frozen=True):
    """A piece of a line in one face: drawn at x (from the line's left) on the baseline."""

    text: str
    x: float
    width: float
    face: str
    """Key of the face in `docgen.text.fonts`."""
    size: float
    color: str
    rise: float = 0.0
    """Baseline shift, positive upwards (superscripts), negative downwards (subscripts)."""
    tracking: float = 0.0
    word_space: float = 0.0
    """Extra width of each space (justified lines)."""
    elem: Elem | None = None
    """Inline structure element (Link, Reference), None: the paragraph's own."""
    href: str | None = None
    field: Literal["page-number", "page-count"] | None = None
    rtl: bool = False
    """Drawn from right to left; `text` is in reading order."""
    lang: str = ""
    """BCP 47 tag that shaping follows."""
    strike: bool = False
    """Struck out."""
    apart: float = 0.0
    """Space at its end that no character stands for, in points: it is part of the width."""


class Line(Struct, frozen=True):
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
    cut: bool = False
    """Ends inside a word, without a hyphen: nothing else could be done."""

    def lifted(self, up: float) -> Line:
        """Return the line so many points higher in its paragraph."""
        return Line(
            self.pieces,
            self.baseline - up,
            self.height,
            self.width,
            self.hard,
            self.hyphen,
            self.start,
            self.end,
            self.cut,
        )


class Bullet(Struct, frozen=True):
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


class TextPara(Struct, frozen=True):
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
    rtl: bool = False
    """Begins at the right: indents and list markers too. ``style.align`` is as drawn."""


class TextItem(Struct, frozen=True):
    """A text box: paragraphs from the top down inside ``rect``."""

    rect: Rect
    paras: tuple[TextPara, ...]
    anchor: Literal["top", "middle", "bottom"] = "top"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right, bottom."""
    name: str = ""
    turn: float = 0.0
    """Turned about its middle, clockwise, in degrees: a watermark, which is an artifact."""


class Gradient(Struct, frozen=True):
    """Colours that run into one another, evenly spaced along a line.

    ``angle`` is in degrees: 0 runs to the right, 90 down. The first and the last colour are
    those of the box's corners (ECMA-376 Part 1, 20.1.8.41, unscaled).
    """

    tokens: tuple[str, ...]
    angle: float = 0.0


class ShapeItem(Struct, frozen=True):
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
    gradient: Gradient | None = None
    """Instead of the fill."""


class PathItem(Struct, frozen=True):
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
    gradient: Gradient | None = None
    alt: str = ""
    """What it shows; without it an ornament."""
    elem: Elem | None = None
    """Its Figure; None: an artifact."""
    upright: bool = False
    """It isn't turned round where text runs from right to left: an icon, a code."""


class Scrim(Struct, frozen=True):
    """A colour laid over a picture, so that text on it reads; `share` is its opacity."""

    rgb: tuple[int, int, int]
    share: float


class ImageItem(Struct, frozen=True):
    """A picture; ``crop`` is left, top, right, bottom in shares of the file's size."""

    rect: Rect
    block: ImageBlock
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    elem: Elem | None = None
    name: str = ""
    scrim: Scrim | None = None


class ChartItem(Struct, frozen=True):
    """A chart in its box: vector graphics in PDF, a native chart in a deck."""

    rect: Rect
    chart: NativeChart
    elem: Elem | None = None
    art: tuple[PlacedItem, ...] = ()
    """How it is drawn in PDF; relative to the top left of ``rect``."""
    data_elem: Elem | None = None
    """A Table element that holds the data for readers (PDF)."""
    name: str = ""
    findings: tuple[Diagnostic, ...] = ()
    """What of it isn't shown, for want of room."""


class PlacedCell(Struct, frozen=True):
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


class TableLook(Struct, frozen=True):
    """A table's rules and colours, the same for all tables of a document.

    Rules are a colour token and a width in points.
    """

    head_rule: tuple[str, float]
    """Under the header."""
    row_rule: tuple[str, float]
    """Between rows."""
    last_rule: tuple[str, float]
    """Under the last row."""
    head_color: str = "ink"
    """Of the header's text."""
    head_bold: bool = True
    color: str = "text"
    """Of other cells' text."""
    band: str = "surface"
    """Ground of every other row, where somebody asks for bands in PowerPoint."""


class TableRule(Struct, frozen=True):
    """A rule under row `row`, from column `first` up to, without, column `last`."""

    row: int
    first: int
    last: int
    rect: Rect
    """A line, relative to the table."""
    token: str
    width: float


class TableItem(Struct, frozen=True):
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
    rules: tuple[TableRule, ...] = ()
    rtl: bool = False
    """The first column stands at the right; ``widths`` are in reading order."""


class GroupItem(Struct, frozen=True):
    """Items that move together (a tile, a timeline); coordinates are the page's."""

    rect: Rect
    items: tuple[PlacedItem, ...]
    name: str = ""
    alt: str = ""
    kind: Literal["tile", "timeline", "people", "callout", "quote", "group"] = "group"


PlacedItem: TypeAlias = (
    TextItem | ShapeItem | PathItem | ImageItem | ChartItem | TableItem | GroupItem
)


def moved(item: PlacedItem, dx: float, dy: float) -> PlacedItem:
    """Return `item` shifted by dx, dy points."""
    if not dx and not dy:
        return item
    if isinstance(item, GroupItem):
        kids = tuple(moved(i, dx, dy) for i in item.items)
        return replace(item, rect=item.rect.moved(dx, dy), items=kids)
    rect = item.rect.moved(dx, dy)
    if isinstance(item, TextItem):  # most are: spelt out, `replace` takes twice as long
        return TextItem(rect, item.paras, item.anchor, item.insets, item.name, item.turn)
    return replace(item, rect=rect)
