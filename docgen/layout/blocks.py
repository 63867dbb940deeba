"""The typed tree that a layout template gives: what to show, not yet how big or where.

Lengths are points unless said otherwise. ``origin`` is the element's place in the
template; ``source`` the place in the summary of the text it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from docgen.foundation.diagnostics import Location
from docgen.summary.model import Chart as ChartData
from docgen.summary.model import Event, EventStatus, Metric, Person

Overflow = Literal["split", "shrink", "refuse"]
ListKind = Literal["bullet", "number", "ruled", "steps"]
CalloutKind = Literal["key", "note", "warning", "card", "panel", "ask", "masthead", "running-head"]
QuoteLook = Literal["bar", "portrait"]
MetricsLook = Literal["tiles", "hero", "rows"]
TextAlign = Literal["left", "center", "right", "justify", "decimal"]


@dataclass(frozen=True, slots=True)
class Span:
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


@dataclass(frozen=True, slots=True)
class Inline:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBase:
    """What every block carries."""

    origin: Location | None = None
    source: Location | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(BlockBase):
    """A heading, level 1 to 6."""

    level: int
    inline: Inline
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Para(BlockBase):
    """A paragraph in a named style of the theme."""

    inline: Inline
    style: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem(BlockBase):
    """A list item: paragraphs and nested lists."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(BlockBase):
    """A bulleted or numbered list; ``ruled`` and ``steps`` (numbered) are rows with rules."""

    kind: ListKind = "bullet"
    items: tuple[ListItem, ...] = ()
    style: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell(BlockBase):
    """A cell; ``header`` cells are TH."""

    inline: Inline
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    fill: str | None = None
    """A colour token: the cell's ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock(BlockBase):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock(BlockBase):
    """A chart; ``data`` is complete (a data file has been read)."""

    data: ChartData
    caption: Inline = Inline()
    credit: Inline = Inline()
    alt: str = ""
    height: float | None = None
    reach: tuple[float, float] | None = None
    """Ends of the value axis that it shares with other charts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageBlock(BlockBase):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock(BlockBase):
    """A quotation with its speaker."""

    inline: Inline
    by: Inline = Inline()
    role: Inline = Inline()
    look: QuoteLook = "bar"
    """``portrait``: the speaker in a box at the left, with a badge of initials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(BlockBase):
    """A tinted box that holds blocks."""

    kind: CalloutKind = "key"
    title: Inline = Inline()
    icon: str = ""
    """The name of one over its title."""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricTile(BlockBase):
    """One figure: value with unit, label, and a line of context."""

    value: Inline
    unit: Inline = Inline()
    label: Inline = Inline()
    context: Inline = Inline()
    icon: str = ""
    data: Metric | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics(BlockBase):
    """A row (or rows) of metric tiles."""

    tiles: tuple[MetricTile, ...]
    columns: int | None = None
    look: MetricsLook = "tiles"
    """``hero``: figures as large as the room allows; ``rows``: figure left, label right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent(BlockBase):
    """A dated event; ``when`` is the date as shown in the summary's language."""

    when: str
    inline: Inline
    data: Event | None = None
    status: EventStatus | None = None
    tag: str = ""
    """What its status is called, where that is to be read: ``planned``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(BlockBase):
    """Events in order along a line; horizontal where the room and the medium suit."""

    events: tuple[TimelineEvent, ...]
    direction: Literal["auto", "horizontal", "vertical"] = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry(BlockBase):
    """A person with role and note."""

    name: Inline
    role: Inline = Inline()
    note: Inline = Inline()
    group: Inline = Inline()
    data: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class People(BlockBase):
    """People, in columns."""

    entries: tuple[PersonEntry, ...]
    columns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry(BlockBase):
    """A numbered source; ``id`` is the source's id, the target of citations."""

    number: int
    inline: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources(BlockBase):
    """The list of sources, numbered as cited."""

    entries: tuple[SourceEntry, ...]
    cited: bool = False
    """Only those that a mark of the document calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toc(BlockBase):
    """Table of contents down to a heading level."""

    depth: int = 2
    title: Inline = Inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(BlockBase):
    """A horizontal line."""

    color: str = "rule"
    thickness: float = 0.5
    width: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacer(BlockBase):
    """White space, in points."""

    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IconBlock(BlockBase):
    """An icon by name; one that says nothing (no ``alt``) is decorative."""

    name: str
    size: float | None = None
    """In points; None: the theme's."""
    color: str = "accent-1"
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBlock(BlockBase):
    """A QR code that leads to an address, which stands under it."""

    href: str
    size: float | None = None
    caption: Inline = Inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(BlockBase):
    """Go on at the next page (brief) or slide (deck)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage(BlockBase):
    """Blocks on pages of their own, upright or turned (briefs)."""

    blocks: tuple[Block, ...]
    landscape: bool = True
    floats: bool = False
    """What follows may fill the page before (a table that is too wide for it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(BlockBase):
    """Blocks side by side. ``widths`` are shares; ``balance`` flows one stream in columns."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...] = ()
    balance: bool = False
    equal: bool = False
    """What is in them is made as high as the highest."""
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(BlockBase):
    """Cells in rows of ``columns`` equal widths; rows have equal heights."""

    cells: tuple[tuple[Block, ...], ...]
    columns: int = 2
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep(BlockBase):
    """Blocks that stay on one page or slide."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit(BlockBase):
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
