"""Briefs: blocks flow over pages. Platypus does the breaking; nothing is drawn.

A `BaseDocTemplate` with one frame a page runs over our flowables with a canvas that records
placed items, so that page count and contents are known before the PDF is written. Blocks
between two forced breaks are one flowable, which Platypus splits at each frame's end: so what
is kept with what is decided in one place (`stack.divide`), for briefs and decks alike.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.blocks import Inline
from docgen.layout.document import BriefRoot
from docgen.placed.documents import Page
from docgen.placed.items import Bullet, PlacedItem, Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves, paras_of
from docgen.typeset.context import Context
from docgen.typeset.fields import fill_fields
from docgen.typeset.flowables.base import BlockFlowable, Fixed, Placement, flows, shifted
from docgen.typeset.flowables.spacing import BreakFlow
from docgen.typeset.flowables.stack import FUZZ, divide, height_of, loosen_first, stack
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.logo import page_ground, page_logo

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
    reserved: Mapping[int, float] | None = None,
) -> list[list[PlacedItem]]:
    """Return the items of each page.

    `frames` are x, y (from the bottom), width and height of the text area of the first and
    of the later pages, in points; `reserved` is what footnotes take of a page's (from 0).
    Raises `TooTallError` if a block fits no page.
    """
    kept = reserved or {}
    document = BaseDocTemplate(io.BytesIO(), pagesize=size, _pageBreakQuick=1)
    last = max(kept, default=0) + 1  # pages from here on are alike
    for number in range(last + 1):
        x, y, width, height = frames[min(number, 1)]
        up = kept.get(number, 0.0)
        frame = Frame(x, y + up, width, height - up, 0, 0, 0, 0, id="text")
        following = f"page-{min(number + 1, last)}"
        document.addPageTemplates(
            PageTemplate(f"page-{number}", [frame], pagesize=size, autoNextPageTemplate=following)
        )
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
        notes = Footnotes(root.notes, self.context)
        theme = self.context.theme
        ground = page_ground(theme, self.width, self.height)
        found = self._break(blocks, frames, notes)
        setter, count, pages = self.context.setter, len(found), []
        for number, items in enumerate(found, 1):
            which = 0 if number == 1 else 1
            marks = [*ground, *self._top(heads[which]), *self._bottom(feet[which])]
            if number == 1:
                marks += page_logo(theme, self.width, self.margins, heads[0][1])
            pages.append(
                Page(
                    self.width,
                    self.height,
                    fill_fields(items, setter, number, count),
                    fill_fields(marks, setter, number, count),
                )
            )
        return pages

    def _break(
        self,
        blocks: Sequence[BlockFlowable],
        frames: tuple[tuple[float, float, float, float], tuple[float, float, float, float]],
        notes: Footnotes,
    ) -> list[list[PlacedItem]]:
        """Return each page's items, with its footnotes at the foot of the text area.

        What notes take of a page is known once it is known which marks stand on it: pages are
        broken again with that much less room until the notes of each fit. Notes that would
        take half a page, and those of a search without end, stand at the document's end.
        """
        size = (self.width, self.height)
        pages = break_pages(blocks, size, frames)
        if not notes:
            return pages
        reserved: dict[int, float] = {}
        width = frames[0][2]
        for _ in range(MOST_BREAKS):
            there = notes.by_page(pages)
            tall = {page: notes.height(numbers, width) for page, numbers in there.items()}
            if max(tall.values(), default=0.0) > frames[0][3] / 2:
                break
            if all(reserved.get(page, 0.0) >= up - FUZZ for page, up in tall.items()):
                for page, numbers in there.items():
                    x, y, _, _ = frames[min(page, 1)]
                    top = self.height - y - notes.height(numbers, width)
                    pages[page] += shifted(notes.items(numbers, width), x, top)
                return pages
            reserved |= {page: max(reserved.get(page, 0.0), up) for page, up in tall.items()}
            pages = break_pages(blocks, size, frames, reserved)
        return break_pages([*blocks, *notes.at_end()], size, frames)

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
