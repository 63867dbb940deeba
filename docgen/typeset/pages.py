"""Briefs: blocks flow over pages. Nothing is drawn, each page's items are placed.

What is kept with what is decided in one place (`stack.take`), for briefs and decks alike. A
page is filled from a queue, so that a document of any length takes time in proportion to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.foundation import codes
from docgen.foundation.diagnostics import Location
from docgen.foundation.structs import Struct, field
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
from docgen.typeset.flowables.spacing import BreakFlow, OwnPageFlow
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
from docgen.typeset.wide_tables import for_pages

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


class PageArea(Struct, frozen=True):
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


class PageEnd(Struct, frozen=True):
    """How a page is filled, and why it ends where it does."""

    area: PageArea
    room: float
    """The height that its blocks may take, in points..."""
    used: float
    """...and that they take."""
    follows: Sequence[BlockFlowable]
    """What didn't fit any more, with what it is kept with; empty where the layout ends the page."""
    landscape: bool = False
    turns: bool = False
    """A page of the other orientation follows."""


class Areas(Struct, frozen=True):
    """The text areas of a document's first page and of all later ones."""

    first: PageArea
    later: PageArea


class _Run(Struct):
    """Blocks between forced breaks, upright or turned."""

    landscape: bool = False
    blocks: list[BlockFlowable] = field(default_factory=list)
    floats: list[tuple[int, OwnPageFlow]] = field(default_factory=list)
    """What stands on pages of its own once so many of the blocks are placed."""


def _runs(blocks: Sequence[BlockFlowable]) -> list[_Run]:
    """Return the blocks between forced breaks. A heading goes with what floats after it."""
    runs = [_Run()]
    for block in blocks:
        if isinstance(block, BreakFlow):
            runs.append(_Run())
        elif isinstance(block, OwnPageFlow) and block.floats:
            here = runs[-1]
            kept: list[BlockFlowable] = []
            while here.blocks and here.blocks[-1].keep_next:
                kept.insert(0, here.blocks.pop())
            own = OwnPageFlow([*kept, *block.blocks], block.landscape, True)
            here.floats.append((len(here.blocks), own))
        elif isinstance(block, OwnPageFlow):
            runs += [_Run(block.landscape, list(block.blocks)), _Run()]
        else:
            runs[-1].blocks.append(block)
    return runs


class PageBreaker:
    """Fills pages with blocks in order."""

    def __init__(
        self,
        blocks: Sequence[BlockFlowable],
        areas: Mapping[bool, Areas],
        reserved: Mapping[int, float] | None = None,
    ) -> None:
        """Take the areas of upright (False) and landscape pages (True); `reserved` is what a
        page (from 0) keeps free for its footnotes, in points.
        """
        self.runs = _runs(blocks)
        self.queue: list[BlockFlowable] = []
        """The blocks of a run that aren't placed yet, the next one last."""
        self.areas = areas
        self.later = areas[False].later
        self.reserved = reserved or {}
        self.done: list[list[PlacedItem]] = []
        self.ends: list[PageEnd] = []
        """Of the pages made so far."""

    def pages(self) -> list[list[PlacedItem]]:
        """Return the items of each page; raises `TooTallError` if a block fits no page."""
        for run in self.runs:
            self.queue = run.blocks[::-1]
            floats = [(len(run.blocks) - placed, own) for placed, own in run.floats]
            self._place_floats(floats)
            while self.queue:
                self._place_page(run.landscape, floats)
                self._place_floats(floats)
        return self.done or [[]]

    def _place_floats(self, floats: list[tuple[int, OwnPageFlow]]) -> None:
        """Place what floats once no more than what follows it is left of the run."""
        while floats and len(self.queue) <= floats[0][0]:
            own, waiting = floats.pop(0)[1], self.queue
            self.queue = own.blocks[::-1]
            while self.queue:
                self._place_page(own.landscape, [])
            self.queue = waiting

    def _place_page(self, landscape: bool, floats: Sequence[tuple[int, OwnPageFlow]]) -> None:
        areas = self.areas[landscape]
        self.later = areas.later
        whole = areas.later if self.done else areas.first
        kept = self.reserved.get(len(self.done), 0.0)
        area = PageArea(whole.x, whole.y, whole.width, whole.height - kept)
        head = self._filled(area)
        placed = stack(head, area.width)
        self.done.append(list(shifted(placed.items, area.x, area.y)))
        chain = self.queue[self._next_at() :][::-1] if self.queue else []
        turns = not chain and bool(floats)
        if turns:
            chain = floats[0][1].blocks
        self.ends.append(PageEnd(whole, area.height, placed.height, chain, landscape, turns))

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


LONG_BRIEF = 24
"""A brief of more pages isn't set anew for the sake of its last one, but balanced."""
LEAST_END = 0.15
"""A last page that is filled to less than this share is joined by what was before it..."""
ENDS = (0.1, 0.16, 0.22)
"""...so much of the page before, in shares of it."""


def _with_fuller_end(
    breaker: PageBreaker, blocks: Sequence[BlockFlowable], areas: Mapping[bool, Areas]
) -> PageBreaker:
    """Return pages of which the last has more on it, and the one before less; or those given."""
    ends = breaker.ends
    if len(ends) < 2 or not ends[-2].follows or ends[-1].landscape != ends[-2].landscape:
        return breaker
    for share in ENDS:
        if ends[-1].used >= ends[-1].room * LEAST_END:
            break
        kept = {len(ends) - 2: ends[-2].room * share}
        made = PageBreaker(blocks, areas, kept)
        made.pages()
        last = made.ends[-1]
        if len(made.ends) == len(ends) and last.used >= last.room * LEAST_END:
            return made
    return breaker


LOOKED_AT = 60
"""Blocks of the queue that may be kept with one another at the top of a page."""


def report_underfull(ends: Sequence[PageEnd], context: Context) -> None:
    """Tell of pages but the last that are less than 60% full, and why (DG423)."""
    for number, end in enumerate(ends[:-1], 1):
        if not end.follows or end.used >= end.room * LEAST_FULL:
            continue
        paras = block_paras(end.follows, end.area.width)
        texts = context.shared.summary.texts
        at = next((texts[r].location for p in paras for r in p.refs if r < len(texts)), None)
        begins = f'that begins "{shortened(text_of(paras[0]))}"' if paras else "without text"
        left = end.room - end.used
        why = f"stays whole, {height_of(end.follows, end.area.width):.0f} pt high, and {left:.0f} pt were left"
        if end.turns:
            why = "stands on a landscape page, and nothing else follows"
        context.shared.diagnostics.notice(
            codes.UNDERFULL_PAGE,
            f"page {number} is {end.used / end.room:.0%} full: a block {begins} {why}",
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


Running = tuple[tuple[PlacedItem, ...], float]
"""A running header or footer placed, and its height in points."""


class _Form(Struct, frozen=True):
    """Pages of one orientation: size, running headers and footers (first and later), areas."""

    width: float
    height: float
    heads: Sequence[Running]
    feet: Sequence[Running]
    areas: Areas


class BriefPages:
    """Breaks one brief into pages with running headers and footers."""

    def __init__(
        self,
        root: BriefRoot,
        context: Context,
        size: tuple[float, float],
        margins: tuple[float, float, float, float],
        balance: bool = False,
        draft: str = "",
    ) -> None:
        """Take a brief; `balance`: little on its last page is joined by what was before it.

        `draft` is the word of its watermark, if it is one.
        """
        self.draft = draft
        self.root, self.context = root, context
        self.balance = balance
        self.width, self.height = size
        self.margins = margins

    def make(self) -> list[Page]:
        """Return the pages; raises `TooTallError`."""
        root, context = self.root, self.context
        upright = self._form(landscape=False)
        context.shared.full_height = upright.areas.later.height
        first = upright.areas.first
        context.shared.bleed = (first.x, first.y, upright.width)
        most = context.shared.most_pages
        turned = None if most == 1 else self._form(landscape=True)
        width = upright.areas.later.width
        wide = turned.areas.later.width if turned and turned.areas.later.width > width else None
        blocks = flows(for_pages(root.blocks, context, width, wide), context)
        notes = Footnotes(root.notes, context)
        forms = {False: upright, True: turned or self._form(landscape=True)}
        found, ends = self._break(blocks, {k: form.areas for k, form in forms.items()}, notes)
        report_underfull(ends, context)
        setter, count, pages = context.setter, len(found), []
        for number, items in enumerate(found, 1):
            form = forms[bool(ends) and ends[number - 1].landscape]
            which = 0 if number == 1 else 1
            marks = [
                *page_ground(context.theme, form.width, form.height),
                *art_items(context.theme, "pages" if which else "first", form.width, form.height),
                *self._watermark(form),
                *self._top(form.heads[which]),
                *self._bottom(form.feet[which], form.height),
            ]
            over = [*self._banner(form)]
            if number == 1:  # over the masthead, which may be a band
                over += page_logo(context.theme, form.width, self.margins, form.heads[0][1])
            pages.append(
                Page(
                    form.width,
                    form.height,
                    fill_fields(items, setter, number, count),
                    fill_fields(marks, setter, number, count),
                    over,
                )
            )
        return pages

    def _banner(self, form: _Form) -> tuple[PlacedItem, ...]:
        shared = self.context.shared
        return banner(shared.summary, shared.theme, "brief", shared.setter, form.width, form.height)

    def _watermark(self, form: _Form) -> tuple[PlacedItem, ...]:
        shared = self.context.shared
        return watermark(
            self.draft, shared.theme, shared.setter, form.width, form.height, "background"
        )

    def _form(self, landscape: bool) -> _Form:
        """Return what pages of one orientation are like; paper that is wide already stays so."""
        root = self.root
        width, height = self.width, self.height
        if landscape:
            width, height = max(width, height), min(width, height)
        first_head = root.header if root.first_header is None else root.first_header
        first_foot = root.footer if root.first_footer is None else root.first_footer
        heads = [self._running(one, width) for one in (first_head, root.header)]
        feet = [self._running(one, width) for one in (first_foot, root.footer)]
        size = (width, height)
        first, later = (self._area(h[1], f[1], size) for h, f in zip(heads, feet, strict=True))
        return _Form(width, height, heads, feet, Areas(first, later))

    def _break(
        self, blocks: Sequence[BlockFlowable], areas: Mapping[bool, Areas], notes: Footnotes
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
            if self.balance or len(pages) > LONG_BRIEF:
                breaker = _with_fuller_end(breaker, blocks, areas)
            return breaker.done or [[]], breaker.ends
        reserved: dict[int, float] = {}
        for _ in range(MOST_BREAKS):
            there, ends = notes.by_page(pages), breaker.ends
            tall = {n: notes.height(numbers, ends[n].area.width) for n, numbers in there.items()}
            if any(up > ends[n].area.height / 2 for n, up in tall.items()):
                break
            if all(reserved.get(page, 0.0) >= up - FUZZ for page, up in tall.items()):
                for page, numbers in there.items():
                    area = ends[page].area
                    top = area.y + area.height - tall[page]
                    pages[page] += shifted(notes.items(numbers, area.width), area.x, top)
                return pages, ends
            reserved |= {page: max(reserved.get(page, 0.0), up) for page, up in tall.items()}
            breaker = PageBreaker(blocks, areas, reserved)
            pages = breaker.pages()
        breaker = PageBreaker([*blocks, *notes.at_end()], areas)
        return breaker.pages(), breaker.ends

    def _running(self, blocks: tuple[LayoutBlock, ...], width: float) -> Running:
        """Place a running header or footer: it is an artifact, so its elements are let go."""
        if not blocks:
            return (), 0.0
        loose = self.context.under(Elem("Artifact"))
        _, right, _, left = self.margins
        placed = stack(flows(blocks, loose), width - left - right)
        return placed.items, placed.height

    def _area(self, head: float, foot: float, size: tuple[float, float]) -> PageArea:
        top, right, bottom, left = self.margins
        top = max(top, top * 0.5 + head + HEADER_GAP) if head else top
        bottom = max(bottom, bottom * 0.5 + foot + HEADER_GAP) if foot else bottom
        return PageArea(left, top, size[0] - left - right, size[1] - top - bottom)

    def _top(self, head: Running) -> tuple[PlacedItem, ...]:
        return shifted(head[0], self.margins[3], self.margins[0] * 0.5)

    def _bottom(self, foot: Running, height: float) -> tuple[PlacedItem, ...]:
        y = height - self.margins[2] * 0.5 - foot[1]
        return shifted(foot[0], self.margins[3], y)
