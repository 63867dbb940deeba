"""What a template's root gives: a brief or a deck of blocks, with all that typesetting needs.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from docgen.foundation.diagnostics import Location
from docgen.foundation.structs import Struct, field
from docgen.layout.blocks import Block, BlockBase, ImageBlock, Inline, Overflow
from docgen.summary.model import Summary
from docgen.theme.model import Theme

NONE = Inline()
"""No text."""
SlideRole = Literal[
    "title",
    "section",
    "content",
    "two-content",
    "picture",
    "quote",
    "chart",
    "table",
    "blank",
    "closing",
]
SLIDE_ROLES: tuple[SlideRole, ...] = (
    "title",
    "section",
    "content",
    "two-content",
    "picture",
    "quote",
    "chart",
    "table",
    "blank",
    "closing",
)

COMPANY = "company:"
"""Before the name of a company's own layout: ``company:Key message``."""


class Composition(BlockBase, frozen=True, kw_only=True):
    """One way to arrange a slide: its name, its role in the master, and its blocks."""

    name: str
    layout: SlideRole
    blocks: tuple[Block, ...]
    picture: ImageBlock | None = None
    """Fills the slide."""


class InsertedDeck(Struct, frozen=True):
    """Slides of another deck, by number from 1; none: all."""

    path: str
    slides: tuple[int, ...] = ()
    notes: bool = True
    """Whether their speaker notes come with them."""


class SlideBlock(BlockBase, frozen=True, kw_only=True):
    """One slide as the template asks for it; fitting may make several of it.

    With ``compositions`` typesetting chooses among them; ``blocks`` and ``layout`` are those
    of the first until then, and all show the same texts.
    """

    layout: SlideRole
    company: str = ""
    """Name of a layout of the company's file, which then goes before the role's."""
    company_at: Location | None = None
    """Where it is named."""
    title: Inline = NONE
    subtitle: Inline = NONE
    kicker: Inline = NONE
    blocks: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    section: str | None = None
    hidden: bool = False
    steps: bool | None = None
    """Its points appear one after the other; None: as the layout's parameter says."""
    overflow: Overflow | None = None
    min_size: float | None = None
    compositions: tuple[Composition, ...] = ()
    background: str | None = None
    """A colour token, instead of the layout's ground."""
    picture: ImageBlock | None = None
    """Fills the slide, under a scrim that lets its text be read."""
    insert: InsertedDeck | None = None
    """In place of a slide of ours: another deck's slides."""


class BriefRoot(BlockBase, frozen=True, kw_only=True):
    """A brief: one flow over pages, with running header and footer."""

    blocks: tuple[Block, ...]
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()
    first_header: tuple[Block, ...] | None = None
    """Header of page 1 (``<first-page>``); None: the same as the others."""
    first_footer: tuple[Block, ...] | None = None
    notes: tuple[Inline, ...] = ()
    """Footnotes; the first has the number 1."""


class DeckRoot(BlockBase, frozen=True, kw_only=True):
    """A deck: slides in order, and one footer line."""

    slides: tuple[SlideBlock, ...]
    footer: Inline = NONE
    notes: tuple[Inline, ...] = ()
    """Footnotes; the first has the number 1."""


class LayoutInfo(Struct, frozen=True, kw_only=True):
    """What ``layout.toml`` says, after parameters were resolved."""

    name: str
    kind: Literal["brief", "deck"]
    folder: str
    width: float
    height: float
    margins: tuple[float, float, float, float] = (54, 54, 54, 54)
    """Top, right, bottom, left."""
    theme: str = "slate"
    max_pages: int | None = None
    params: Mapping[str, object] = field(default_factory=dict)
    trace: bool = False
    omits: tuple[str, ...] = ()
    """Fields of the summary that it means to leave out: ``tables``, ``sections.points``."""


class Document(Struct, frozen=True, kw_only=True):
    """All that typesetting needs: blocks, theme, page, and the summary they came from."""

    root: BriefRoot | DeckRoot
    layout: LayoutInfo
    theme: Theme
    summary: Summary
    lang: str
    title: str
    draft: str = ""
    """The word that marks every page or slide as a draft."""
    date: str = ""
    """The summary's date as the project writes dates; empty if it has none."""


def company_layouts(document: Document) -> dict[str, Location]:
    """Return the names of a company's own layouts that slides ask for, each with its place."""
    if not isinstance(document.root, DeckRoot):
        return {}
    found: dict[str, Location] = {}
    for slide in document.root.slides:
        if slide.company and slide.company_at is not None:
            found.setdefault(slide.company, slide.company_at)
    return found
