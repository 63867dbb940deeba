"""Briefs: blocks flow over pages. Platypus does the breaking; nothing is drawn.

A `BaseDocTemplate` with one frame a page runs over our flowables with a canvas that records
placed items, so that page count and contents are known before the PDF is written. Blocks
between two forced breaks are one flowable, which Platypus splits at each frame's end: so what
is kept with what is decided in one place (`stack.divide`), for briefs and decks alike.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.document import BriefRoot
from docgen.placed.documents import Page
from docgen.placed.items import PlacedItem
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.fields import fill_fields
from docgen.typeset.flowables.base import BlockFlowable, Placement, flows, shifted
from docgen.typeset.flowables.spacing import BreakFlow
from docgen.typeset.flowables.stack import FUZZ, divide, height_of, loosen_first, stack

HEADER_GAP = 10.0
"""Least space between running header or footer and the text, in points."""


class TooTallError(Exception):
    """A block is higher than a page and can't be divided."""

    def __init__(self, block: BlockFlowable, width: float, room: float) -> None:
        super().__init__()
        self.block, self.width, self.room = block, width, room
        self.height = block.place(width).height


class Flow(BlockFlowable):
    """Blocks between two forced breaks, in order down the pages.

    `whole` is the height of a page's text area: what doesn't fit even there is loosened.
    """

    def __init__(self, blocks: Sequence[BlockFlowable], whole: float) -> None:
        super().__init__()
        self.blocks, self.whole = list(blocks), whole

    def layout(self, width: float) -> Placement:
        """Return the blocks one under another."""
        return stack(self.blocks, width)

    def wrap(self, aw: float, ah: float) -> tuple[float, float]:
        """Measure for Platypus, without placing anything."""
        self.width, self.height = aw, height_of(self.blocks, aw)
        return self.width, self.height

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between or within blocks."""
        head, rest = divide(self.blocks, width, height)
        while not head and height > self.whole - FUZZ:
            rest = loosen_first(rest, width, height)
            if not rest:
                return []
            head, rest = divide(rest, width, height)
        return [Flow(head, self.whole), *([Flow(rest, self.whole)] if rest else [])] if head else []


class RecordingCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which flowables leave their placed items, page by page."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.recorded: list[list[PlacedItem]] = [[]]

    def record(self, items: Sequence[PlacedItem], x: float, bottom: float, height: float) -> None:
        """Keep `items`; x and `bottom` are PDF coordinates of their box's lower left."""
        top = float(self._pagesize[1]) - bottom - height
        self.recorded[-1] += shifted(items, x, top)

    def showPage(self) -> None:  # noqa: N802
        """Begin the next page."""
        self.recorded.append([])
        self._pageNumber += 1

    def save(self) -> None:
        """Write nothing."""


def break_pages(
    blocks: Sequence[BlockFlowable],
    size: tuple[float, float],
    frames: tuple[tuple[float, float, float, float], tuple[float, float, float, float]],
) -> list[list[PlacedItem]]:
    """Return the items of each page.

    `frames` are x, y (from the bottom), width and height of the text area of the first and
    of the later pages, in points. Raises `TooTallError` if a block fits no page.
    """
    document = BaseDocTemplate(io.BytesIO(), pagesize=size, _pageBreakQuick=1)
    first, later = (
        PageTemplate(
            id=name,
            pagesize=size,
            frames=[Frame(*box, 0, 0, 0, 0, id="text")],
            autoNextPageTemplate="later",
        )
        for name, box in zip(("first", "later"), frames, strict=True)
    )
    document.addPageTemplates([first, later])
    story = _story(blocks, frames[1][3])
    canvas: list[RecordingCanvas] = []

    def make(*args: object, **kwargs: object) -> RecordingCanvas:
        canvas.append(RecordingCanvas(*args, **kwargs))
        return canvas[0]

    try:
        document.build(story, canvasmaker=make)
    except LayoutError as error:
        raise _too_tall(blocks, frames) from error
    pages = canvas[0].recorded
    while len(pages) > 1 and not pages[-1]:
        pages.pop()
    return pages


def _story(blocks: Sequence[BlockFlowable], whole: float) -> list[Flowable]:
    story: list[Flowable] = []
    held: list[BlockFlowable] = []
    for block in [*blocks, None]:
        if block is not None and not isinstance(block, BreakFlow):
            held.append(block)
            continue
        if held:
            story.append(Flow(held, whole))
        held = []
        if block is not None:
            story.append(PageBreak())
    return story


def _too_tall(
    blocks: Sequence[BlockFlowable],
    frames: tuple[tuple[float, float, float, float], tuple[float, float, float, float]],
) -> TooTallError:
    width, room = frames[1][2], frames[1][3]
    tall = [b for b in blocks if b.place(width).height > room and not b.divide(width, room)]
    tall = tall or sorted(blocks, key=lambda b: -b.place(width).height)
    return TooTallError(tall[0], width, room)


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
        frames = (self._frame(heads[0][1], feet[0][1]), self._frame(heads[1][1], feet[1][1]))
        blocks = flows(root.blocks, self.context)
        found = break_pages(blocks, (self.width, self.height), frames)
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

    def _frame(self, head: float, foot: float) -> tuple[float, float, float, float]:
        top, right, bottom, left = self.margins
        top = max(top, top * 0.5 + head + HEADER_GAP) if head else top
        bottom = max(bottom, bottom * 0.5 + foot + HEADER_GAP) if foot else bottom
        return (left, bottom, self.width - left - right, self.height - top - bottom)

    def _top(self, head: tuple[tuple[PlacedItem, ...], float]) -> tuple[PlacedItem, ...]:
        return shifted(head[0], self.margins[3], self.margins[0] * 0.5)

    def _bottom(self, foot: tuple[tuple[PlacedItem, ...], float]) -> tuple[PlacedItem, ...]:
        y = self.height - self.margins[2] * 0.5 - foot[1]
        return shifted(foot[0], self.margins[3], y)
