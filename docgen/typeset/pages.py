"""Briefs: blocks flow over pages. Nothing is drawn, each page's items are placed.

What is kept with what is decided in one place (`stack.take`), for briefs and decks alike. A
page is filled from a queue, so that a document of any length takes time in proportion to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.document import BriefRoot
from docgen.placed.documents import Page
from docgen.placed.items import PlacedItem
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.fields import fill_fields
from docgen.typeset.flowables.base import BlockFlowable, flows, shifted
from docgen.typeset.flowables.spacing import BreakFlow
from docgen.typeset.flowables.stack import FUZZ, height_of, loosen_first, stack, take

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


class PageBreaker:
    """Fills pages with blocks in order."""

    def __init__(self, blocks: Sequence[BlockFlowable], first: PageArea, later: PageArea) -> None:
        self.runs: list[list[BlockFlowable]] = [[]]
        """The blocks between forced breaks."""
        for block in blocks:
            if isinstance(block, BreakFlow):
                self.runs.append([])
            else:
                self.runs[-1].append(block)
        self.queue: list[BlockFlowable] = []
        """The blocks of a run that aren't placed yet, the next one last."""
        self.first, self.later = first, later

    def pages(self) -> list[list[PlacedItem]]:
        """Return the items of each page; raises `TooTallError` if a block fits no page."""
        pages: list[list[PlacedItem]] = []
        for run in self.runs:
            self.queue = run[::-1]
            while self.queue:
                area = self.later if pages else self.first
                head = self._filled(area)
                pages.append(list(shifted(stack(head, area.width).items, area.x, area.y)))
        return pages or [[]]

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
            at = len(self.queue) - 1
            while at > 0 and self.queue[at].keep_next:
                at -= 1
            parts = self.queue[at].taken_apart(area.width, area.height - used)
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


LOOKED_AT = 60
"""Blocks of the queue that may be kept with one another at the top of a page."""


class BriefPages:
    """Breaks one brief into pages with running headers and footers."""

    def __init__(
        self,
        root: BriefRoot,
        context: Context,
        size: tuple[float, float],
        margins: tuple[float, float, float, float],
    ) -> None:
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
        blocks = flows(root.blocks, self.context)
        found = PageBreaker(blocks, *areas).pages()
        setter, count, pages = self.context.setter, len(found), []
        for number, items in enumerate(found, 1):
            which = 0 if number == 1 else 1
            marks = [*self._top(heads[which]), *self._bottom(feet[which])]
            pages.append(
                Page(
                    self.width,
                    self.height,
                    fill_fields(items, setter, number, count),
                    fill_fields(marks, setter, number, count),
                )
            )
        return pages

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
