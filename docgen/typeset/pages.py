"""Briefs: blocks flow over pages. Nothing is drawn, each page's items are placed.

What is kept with what is decided in one place (`stack.take`), for briefs and decks alike. A
page is filled from a queue, so that a document of any length takes time in proportion to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.foundation import codes
from docgen.foundation.diagnostics import Location
from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.blocks import Inline
from docgen.layout.document import BriefRoot
from docgen.placed.documents import Page
from docgen.placed.items import Bullet, PlacedItem, Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves, paras_of
from docgen.typeset.art import art_items
from docgen.typeset.context import Context
from docgen.typeset.fields import fill_fields
from docgen.typeset.flowables.base import BlockFlowable, Fixed, Placement, flows, shifted
from docgen.typeset.flowables.spacing import BreakFlow
from docgen.typeset.flowables.stack import (
    FUZZ,
    gap_between,
    height_of,
    loosen_first,
    stack,
    take,
)
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.logo import page_ground, page_logo
from docgen.typeset.markings import banner, watermark
from docgen.typeset.overflow import block_paras, shortened, text_of

NOTE_GAP, NOTE_RULE_GAP, NOTE_RULE = 8.0, 4.0, 60.0
"""Space over the rule above footnotes, between it and them, and its length, in points."""
MOST_BREAKS = 8
"""How often pages are broken to find the room that footnotes need."""
HEADER_GAP = 10.0
"""Least space between running header or footer and the text, in points."""


class TooTallError(Exception):
    """A block is higher than a page and can't be divided."""

    def __init__(self, block: BlockFlowable, width: float, room: float) -> None:
        super().__init__()
        self.block, self.width, self.room = block, width, room
        self.height = block.place(width).height


@dataclass(frozen=True, slots=True)
class PageArea:
    """The text area of a page: its upper left corner and its size, in points."""

    x: float
    y: float
    width: float
    height: float


MOST_EMPTY = 0.25
"""What is kept together comes apart where moving it whole would leave more of a page empty."""
LEAST_FULL = 0.6
"""A page that is filled to less, and isn't the last or ended by the layout, is told."""
LEAST_FIGURE = 0.65
"""A chart or picture is made so many times as high, not less, to fit on a page."""


@dataclass(frozen=True, slots=True)
class PageEnd:
    """Why a page ends where it does."""

    used: float
    """The height that its blocks take, in points..."""
    room: float
    """...and that they may take."""
    follows: Sequence[BlockFlowable]
    """What didn't fit any more, with what it is kept with; empty where the layout ends the page."""
    width: float


class PageBreaker:
    """Fills pages with blocks in order."""

    def __init__(
        self,
        blocks: Sequence[BlockFlowable],
        areas: Sequence[PageArea],
        reserved: Mapping[int, float] | None = None,
    ) -> None:
        """Take the areas of the first and of the later pages; `reserved` is what a page (from
        0) keeps free for its footnotes, in points.
        """
        self.runs: list[list[BlockFlowable]] = [[]]
        """The blocks between forced breaks."""
        for block in blocks:
            if isinstance(block, BreakFlow):
                self.runs.append([])
            else:
                self.runs[-1].append(block)
        self.queue: list[BlockFlowable] = []
        """The blocks of a run that aren't placed yet, the next one last."""
        self.first, self.later = areas
        self.reserved = reserved or {}
        self.ends: list[PageEnd] = []
        """Of the pages made so far."""

    def pages(self) -> list[list[PlacedItem]]:
        """Return the items of each page; raises `TooTallError` if a block fits no page."""
        pages: list[list[PlacedItem]] = []
        for run in self.runs:
            self.queue = run[::-1]
            while self.queue:
                area = self.later if pages else self.first
                kept = self.reserved.get(len(pages), 0.0)
                area = PageArea(area.x, area.y, area.width, area.height - kept)
                head = self._filled(area)
                placed = stack(head, area.width)
                pages.append(list(shifted(placed.items, area.x, area.y)))
                chain = self.queue[self._next_at() :][::-1] if self.queue else []
                self.ends.append(PageEnd(placed.height, area.height, chain, area.width))
        return pages or [[]]

    def _next_at(self) -> int:
        """Return the place in the queue of the next block that isn't kept with one after it."""
        at = len(self.queue) - 1
        while at > 0 and self.queue[at].keep_next:
            at -= 1
        return at

    def _filled(self, area: PageArea) -> list[BlockFlowable]:
        queue = self.queue
        head = take(queue, area.width, area.height)
        while not head:
            if area.height < self.later.height - FUZZ:
                return head  # a later page may hold it
            loose = loosen_first(queue[: -LOOKED_AT - 1 : -1], area.width, area.height)
            if not loose:
                block = queue[-1]
                raise TooTallError(block, area.width, area.height)
            queue[-LOOKED_AT:] = reversed(loose)
            head = take(queue, area.width, area.height)
        return self._without_gap(head, area)

    def _without_gap(self, head: list[BlockFlowable], area: PageArea) -> list[BlockFlowable]:
        """Take apart what is kept together if it left more than a quarter of the page empty."""
        while self.queue:
            used = height_of(head, area.width)
            if area.height - used <= area.height * MOST_EMPTY:
                return head
            at = self._next_at()
            parts = self.queue[at].taken_apart(area.width, area.height - used)
            if not parts:
                parts = self._lower_figure(at, head, area.width, area.height - used)
            if not parts:
                return head
            rest = self.queue[:at]
            trial = [*reversed(parts), *self.queue[at + 1 :], *reversed(head)]
            found = take(trial, area.width, area.height)
            if height_of(found, area.width) <= used + FUZZ:
                return head
            self.queue[:] = rest + trial
            head = found
        return head

    def _lower_figure(
        self, at: int, head: Sequence[BlockFlowable], width: float, room: float
    ) -> list[BlockFlowable]:
        """Return a block of free height made to fit `room`, if that isn't much lower."""
        block, above = self.queue[at], self.queue[at + 1 :][::-1]
        last = above[0] if above else block
        room -= height_of(above, width) + gap_between(head[-1] if head else None, last)
        room -= gap_between(above[-1] if above else None, block)
        tall = block.height_at(width)
        if not block.flexible or room < max(block.least(width), tall * LEAST_FIGURE):
            return []
        return [block.stretch(width, room - FUZZ)]


LOOKED_AT = 60
"""Blocks of the queue that may be kept with one another at the top of a page."""


def report_underfull(ends: Sequence[PageEnd], context: Context) -> None:
    """Tell of pages but the last that are less than 60% full, and why (DG423)."""
    for number, end in enumerate(ends[:-1], 1):
        if not end.follows or end.used >= end.room * LEAST_FULL:
            continue
        paras = block_paras(end.follows, end.width)
        texts = context.shared.summary.texts
        at = next((texts[r].location for p in paras for r in p.refs if r < len(texts)), None)
        begins = f'that begins "{shortened(text_of(paras[0]))}"' if paras else "without text"
        context.shared.diagnostics.notice(
            codes.UNDERFULL_PAGE,
            f"page {number} is {end.used / end.room:.0%} full: a block {begins} stays whole,"
            f" {height_of(end.follows, end.width):.0f} pt high, and {end.room - end.used:.0f} pt"
            " were left",
            at or Location(context.shared.summary.path),
            "put it elsewhere, or make it lower",
        )


class Footnotes:
    """The footnotes of a brief, set small under a short rule."""

    def __init__(self, notes: Sequence[Inline], context: Context) -> None:
        self.flows: list[TextFlow] = []
        style = context.style("footnote") if notes else None
        for number, inline in enumerate(notes, 1):
            assert style is not None
            face = context.setter.fonts.face(style.font, style.bold, style.italic)
            width = face.set_width(f"{len(notes)} ", style.size, 0, False) + style.size * 0.35
            elem = context.elem.add("Note", id=f"note-{number}")
            bullet = Bullet(
                str(number), "number", 0, 0.0, width, number, elem.add("Lbl"), color="muted"
            )
            self.flows.append(TextFlow(context.setter, inline, style, elem.add("P"), bullet))

    def __bool__(self) -> bool:
        return bool(self.flows)

    def by_page(self, pages: Sequence[Sequence[PlacedItem]]) -> dict[int, list[int]]:
        """Return for each page (from 0) the notes whose first mark stands on it."""
        seen: set[int] = set()
        found: dict[int, list[int]] = {}
        for number, items in enumerate(pages):
            for leaf in leaves(items):
                for para in paras_of(leaf):
                    for span in para.spans:
                        if span.note and span.note not in seen:
                            seen.add(span.note)
                            found.setdefault(number, []).append(span.note)
        return {page: sorted(numbers) for page, numbers in found.items()}

    def height(self, numbers: Sequence[int], width: float) -> float:
        """Return the height of notes with the rule and the space above them, in points."""
        placed = stack([self.flows[n - 1] for n in numbers], width)
        return placed.height + NOTE_GAP + NOTE_RULE_GAP

    def items(self, numbers: Sequence[int], width: float) -> tuple[PlacedItem, ...]:
        """Return the notes under their rule."""
        placed = stack([self.flows[n - 1] for n in numbers], width)
        line = ShapeItem(Rect(0, NOTE_GAP, NOTE_RULE, 0.4), fill="rule", name="Rule")
        return (line, *shifted(placed.items, 0, NOTE_GAP + NOTE_RULE_GAP))

    def at_end(self) -> list[BlockFlowable]:
        """Return the notes as blocks for the end of the document."""
        line = ShapeItem(Rect(0, NOTE_GAP, NOTE_RULE, 0.4), fill="rule", name="Rule")
        return [Fixed(Placement((line,), NOTE_GAP + NOTE_RULE_GAP)), *self.flows]


class BriefPages:
    """Breaks one brief into pages with running headers and footers."""

    def __init__(
        self,
        root: BriefRoot,
        context: Context,
        size: tuple[float, float],
        margins: tuple[float, float, float, float],
        draft: str = "",
    ) -> None:
        self.draft = draft
        self.root, self.context = root, context
        self.width, self.height = size
        self.margins = margins

    def make(self) -> list[Page]:
        """Return the pages; raises `TooTallError`."""
        root = self.root
        first_head = root.header if root.first_header is None else root.first_header
        first_foot = root.footer if root.first_footer is None else root.first_footer
        heads = [self._running(first_head), self._running(root.header)]
        feet = [self._running(first_foot), self._running(root.footer)]
        areas = [self._area(head[1], foot[1]) for head, foot in zip(heads, feet, strict=True)]
        self.context.shared.full_height = areas[1].height
        self.context.shared.bleed = (areas[0].x, areas[0].y, self.width)
        blocks = flows(root.blocks, self.context)
        notes = Footnotes(root.notes, self.context)
        theme = self.context.theme
        ground = page_ground(theme, self.width, self.height)
        found, ends = self._break(blocks, areas, notes)
        report_underfull(ends, self.context)
        setter, count, pages = self.context.setter, len(found), []
        for number, items in enumerate(found, 1):
            which = 0 if number == 1 else 1
            art = art_items(theme, "pages" if which else "first", self.width, self.height)
            marks = [
                *ground,
                *art,
                *self._watermark(),
                *self._top(heads[which]),
                *self._bottom(feet[which]),
            ]
            over = [*self._banner()]
            if number == 1:  # over the masthead, which may be a band
                over += page_logo(theme, self.width, self.margins, heads[0][1])
            pages.append(
                Page(
                    self.width,
                    self.height,
                    fill_fields(items, setter, number, count),
                    fill_fields(marks, setter, number, count),
                    over,
                )
            )
        return pages

    def _banner(self) -> tuple[PlacedItem, ...]:
        shared = self.context.shared
        return banner(shared.summary, shared.theme, "brief", shared.setter, self.width, self.height)

    def _watermark(self) -> tuple[PlacedItem, ...]:
        shared = self.context.shared
        ground = "background"
        return watermark(self.draft, shared.theme, shared.setter, self.width, self.height, ground)

    def _break(
        self, blocks: Sequence[BlockFlowable], areas: Sequence[PageArea], notes: Footnotes
    ) -> tuple[list[list[PlacedItem]], list[PageEnd]]:
        """Return each page's items, with its footnotes at the foot of the text area, and why it
        ends there.

        What notes take of a page is known once it is known which marks stand on it: pages are
        broken again with that much less room until the notes of each fit. Notes that would
        take half a page, and those of a search without end, stand at the document's end.
        """
        breaker = PageBreaker(blocks, areas)
        pages = breaker.pages()
        if not notes:
            return pages, breaker.ends
        reserved: dict[int, float] = {}
        width = areas[0].width
        for _ in range(MOST_BREAKS):
            there = notes.by_page(pages)
            tall = {page: notes.height(numbers, width) for page, numbers in there.items()}
            if max(tall.values(), default=0.0) > areas[0].height / 2:
                break
            if all(reserved.get(page, 0.0) >= up - FUZZ for page, up in tall.items()):
                for page, numbers in there.items():
                    area = areas[min(page, 1)]
                    top = area.y + area.height - notes.height(numbers, width)
                    pages[page] += shifted(notes.items(numbers, width), area.x, top)
                return pages, breaker.ends
            reserved |= {page: max(reserved.get(page, 0.0), up) for page, up in tall.items()}
            breaker = PageBreaker(blocks, areas, reserved)
            pages = breaker.pages()
        breaker = PageBreaker([*blocks, *notes.at_end()], areas)
        return breaker.pages(), breaker.ends

    def _running(self, blocks: tuple[LayoutBlock, ...]) -> tuple[tuple[PlacedItem, ...], float]:
        """Place a running header or footer: it is an artifact, so its elements are let go."""
        if not blocks:
            return (), 0.0
        loose = self.context.under(Elem("Artifact"))
        _, right, _, left = self.margins
        placed = stack(flows(blocks, loose), self.width - left - right)
        return placed.items, placed.height

    def _area(self, head: float, foot: float) -> PageArea:
        top, right, bottom, left = self.margins
        top = max(top, top * 0.5 + head + HEADER_GAP) if head else top
        bottom = max(bottom, bottom * 0.5 + foot + HEADER_GAP) if foot else bottom
        return PageArea(left, top, self.width - left - right, self.height - top - bottom)

    def _top(self, head: tuple[tuple[PlacedItem, ...], float]) -> tuple[PlacedItem, ...]:
        return shifted(head[0], self.margins[3], self.margins[0] * 0.5)

    def _bottom(self, foot: tuple[tuple[PlacedItem, ...], float]) -> tuple[PlacedItem, ...]:
        y = self.height - self.margins[2] * 0.5 - foot[1]
        return shifted(foot[0], self.margins[3], y)
