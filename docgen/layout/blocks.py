"""The typed tree that a layout template gives: what to show, not yet how big or where.

Lengths are points unless said otherwise. ``origin`` is the element's place in the
template; ``source`` the place in the summary of the text it shows.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from docgen.foundation.diagnostics import Location
from docgen.foundation.structs import Struct
from docgen.summary.model import Chart as ChartData
from docgen.summary.model import Event, EventStatus, Metric, Person

Overflow = Literal["split", "shrink", "refuse"]
ListKind = Literal["bullet", "number", "ruled", "steps"]
CalloutKind = Literal["key", "note", "warning", "card", "panel", "ask", "masthead", "running-head"]
QuoteLook = Literal["bar", "portrait"]
MetricsLook = Literal["tiles", "hero", "rows"]
TextAlign = Literal["left", "center", "right", "justify", "decimal"]


class Span(Struct, frozen=True):
    """A run of text with one look. ``field`` is a value known only when pages are."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    strike: bool = False
    """Struck out."""
    note: int | None = None
    """The number of the footnote whose mark this is."""
    href: str | None = None
    """``https:``, ``http:``, ``mailto:``, or ``#id`` for a place in the document."""
    cite: str | None = None
    """The id of the source whose number is `text`."""
    lang: str | None = None
    field: Literal["page-number", "page-count", "break"] | None = None
    typefaces: tuple[tuple[str, str], ...] = ()
    """Families by Office's slot (``ea``, ``cs``, ``sym``), for characters that the style's own
    family lacks; typesetting fills it in."""


class Inline(Struct, frozen=True):
    """Runs in order, and the index in `Summary.texts` of the texts they came from."""

    spans: tuple[Span, ...] = ()
    refs: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(s.text.strip() or s.field for s in self.spans)

    @property
    def plain(self) -> str:
        """The text without its look."""
        return "".join("\n" if s.field == "break" else s.text for s in self.spans)

    @property
    def words(self) -> str:
        """The text without its look, on one line, and without marks of citations and notes.

        For names, bookmarks, alternative texts and document properties.
        """
        shown = (s for s in self.spans if not (s.cite or s.note))
        return " ".join("".join(" " if s.field == "break" else s.text for s in shown).split())


class BlockBase(Struct, frozen=True, kw_only=True):
    """What every block carries."""

    origin: Location | None = None
    source: Location | None = None
    id: str | None = None


class Heading(BlockBase, frozen=True, kw_only=True):
    """A heading, level 1 to 6."""

    level: int
    inline: Inline
    style: str | None = None


class Para(BlockBase, frozen=True, kw_only=True):
    """A paragraph in a named style of the theme."""

    inline: Inline
    style: str = "body"


class ListItem(BlockBase, frozen=True, kw_only=True):
    """A list item: paragraphs and nested lists."""

    blocks: tuple[Block, ...]


class ListBlock(BlockBase, frozen=True, kw_only=True):
    """A bulleted or numbered list; ``ruled`` and ``steps`` (numbered) are rows with rules."""

    kind: ListKind = "bullet"
    items: tuple[ListItem, ...] = ()
    style: str = "body"


class TableCell(BlockBase, frozen=True, kw_only=True):
    """A cell; ``header`` cells are TH."""

    inline: Inline
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    fill: str | None = None
    """A colour token: the cell's ground."""


class TableBlock(BlockBase, frozen=True, kw_only=True):
    """A table: the first ``header_rows`` rows repeat on each page or slide."""

    rows: tuple[tuple[TableCell, ...], ...]
    header_rows: int = 1
    align: tuple[TextAlign, ...] = ()
    widths: tuple[float | None, ...] = ()
    caption: Inline = Inline()
    credit: Inline = Inline()
    alt: str = ""
    highlight_rows: tuple[int, ...] = ()
    """The rows to stress, from 0, header rows counted."""
    highlight_columns: tuple[int, ...] = ()


class ChartBlock(BlockBase, frozen=True, kw_only=True):
    """A chart; ``data`` is complete (a data file has been read)."""

    data: ChartData
    caption: Inline = Inline()
    credit: Inline = Inline()
    alt: str = ""
    height: float | None = None
    reach: tuple[float, float] | None = None
    """Ends of the value axis that it shares with other charts."""


class ImageBlock(BlockBase, frozen=True, kw_only=True):
    """A picture; ``path`` is absolute and inside the project."""

    path: str
    alt: str = ""
    decorative: bool = False
    caption: Inline = Inline()
    credit: Inline = Inline()
    focus: tuple[float, float] = (0.5, 0.5)
    mode: Literal["fit", "crop"] = "fit"
    height: float | None = None
    video: str = ""
    """The film whose poster it is: an address, or a file's absolute path."""


class QuoteBlock(BlockBase, frozen=True, kw_only=True):
    """A quotation with its speaker."""

    inline: Inline
    by: Inline = Inline()
    role: Inline = Inline()
    look: QuoteLook = "bar"
    """``portrait``: the speaker in a box at the left, with a badge of initials."""


class Callout(BlockBase, frozen=True, kw_only=True):
    """A tinted box that holds blocks."""

    kind: CalloutKind = "key"
    title: Inline = Inline()
    icon: str = ""
    """The name of one over its title."""
    blocks: tuple[Block, ...] = ()


class MetricTile(BlockBase, frozen=True, kw_only=True):
    """One figure: value with unit, label, and a line of context."""

    value: Inline
    unit: Inline = Inline()
    label: Inline = Inline()
    context: Inline = Inline()
    icon: str = ""
    data: Metric | None = None


class Metrics(BlockBase, frozen=True, kw_only=True):
    """A row (or rows) of metric tiles."""

    tiles: tuple[MetricTile, ...]
    columns: int | None = None
    look: MetricsLook = "tiles"
    """``hero``: figures as large as the room allows; ``rows``: figure left, label right."""


class TimelineEvent(BlockBase, frozen=True, kw_only=True):
    """A dated event; ``when`` is the date as shown in the summary's language."""

    when: str
    inline: Inline
    data: Event | None = None
    status: EventStatus | None = None
    tag: str = ""
    """What its status is called, where that is to be read: ``planned``."""


class Timeline(BlockBase, frozen=True, kw_only=True):
    """Events in order along a line; horizontal where the room and the medium suit."""

    events: tuple[TimelineEvent, ...]
    direction: Literal["auto", "horizontal", "vertical"] = "auto"


class PersonEntry(BlockBase, frozen=True, kw_only=True):
    """A person with role and note."""

    name: Inline
    role: Inline = Inline()
    note: Inline = Inline()
    group: Inline = Inline()
    data: Person | None = None


class People(BlockBase, frozen=True, kw_only=True):
    """People, in columns."""

    entries: tuple[PersonEntry, ...]
    columns: int | None = None


class SourceEntry(BlockBase, frozen=True, kw_only=True):
    """A numbered source; ``id`` is the source's id, the target of citations."""

    number: int
    inline: Inline


class Sources(BlockBase, frozen=True, kw_only=True):
    """The list of sources, numbered as cited."""

    entries: tuple[SourceEntry, ...]
    cited: bool = False
    """Only those that a mark of the document calls."""


class Toc(BlockBase, frozen=True, kw_only=True):
    """Table of contents down to a heading level."""

    depth: int = 2
    title: Inline = Inline()


class Rule(BlockBase, frozen=True, kw_only=True):
    """A horizontal line."""

    color: str = "rule"
    thickness: float = 0.5
    width: float | None = None


class Spacer(BlockBase, frozen=True, kw_only=True):
    """White space, in points."""

    height: float


class IconBlock(BlockBase, frozen=True, kw_only=True):
    """An icon by name; one that says nothing (no ``alt``) is decorative."""

    name: str
    size: float | None = None
    """In points; None: the theme's."""
    color: str = "accent-1"
    alt: str = ""


class QrBlock(BlockBase, frozen=True, kw_only=True):
    """A QR code that leads to an address, which stands under it."""

    href: str
    size: float | None = None
    caption: Inline = Inline()


class PageBreak(BlockBase, frozen=True, kw_only=True):
    """Go on at the next page (brief) or slide (deck)."""


class OwnPage(BlockBase, frozen=True, kw_only=True):
    """Blocks on pages of their own, upright or turned (briefs)."""

    blocks: tuple[Block, ...]
    landscape: bool = True
    floats: bool = False
    """What follows may fill the page before (a table that is too wide for it)."""


class Columns(BlockBase, frozen=True, kw_only=True):
    """Blocks side by side. ``widths`` are shares; ``balance`` flows one stream in columns."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...] = ()
    balance: bool = False
    equal: bool = False
    """What is in them is made as high as the highest."""
    gap: float | None = None


class Grid(BlockBase, frozen=True, kw_only=True):
    """Cells in rows of ``columns`` equal widths; rows have equal heights."""

    cells: tuple[tuple[Block, ...], ...]
    columns: int = 2
    gap: float | None = None


class Keep(BlockBase, frozen=True, kw_only=True):
    """Blocks that stay on one page or slide."""

    blocks: tuple[Block, ...]


class Fit(BlockBase, frozen=True, kw_only=True):
    """Blocks with their own remedy for too much text; ``min_size`` in points."""

    blocks: tuple[Block, ...]
    overflow: Overflow = "split"
    min_size: float | None = None


LeafBlock: TypeAlias = (
    Heading
    | Para
    | TableBlock
    | ChartBlock
    | ImageBlock
    | QuoteBlock
    | Metrics
    | Timeline
    | People
    | Sources
    | Toc
    | Rule
    | Spacer
    | IconBlock
    | QrBlock
    | PageBreak
)
"""Blocks that hold no others."""
Block: TypeAlias = LeafBlock | ListBlock | Callout | OwnPage | Columns | Grid | Keep | Fit
