"""Fitting blocks into a slide's region: make room, split, shrink, refuse, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.foundation.structs import Struct
from docgen.layout.document import SlideBlock
from docgen.placed.items import PlacedItem, Rect
from docgen.typeset.context import Context, Squeeze
from docgen.typeset.flowables.base import BlockFlowable, shifted
from docgen.typeset.flowables.fit_region import STEPS, MakeBlocks
from docgen.typeset.flowables.spacing import BreakFlow
from docgen.typeset.flowables.stack import (
    FUZZ,
    divide,
    fill,
    least_height,
    loosen_first,
    stack,
)
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.overflow import refuse_slide

GROWN = (1.5, 1.35, 1.22, 1.12, 1.06)
"""Factors on the type of a slide that has room, the largest that fits is taken."""
GUESSES = 2
"""So many of them are tried, from the first that may fit."""
GROWTH = 1.6
"""Height of text grows with its size to this power: lines are higher, and hold less."""
MOST_SPACE = 1.35
"""Spaces grow by no more than this factor."""
OPTICAL = 0.38
"""What is free on a slide is so far above its blocks: the optical middle..."""
MOST_DOWN = 0.1
"""...but no more than this share of the region: a slide's text stands under its title."""
FIGURE = 190.0
"""A composition's chart isn't made lower than this for the sake of larger type, in points."""
TIGHTER = (
    Squeeze(0.75, 1.0, FIGURE),
    Squeeze(0.7, 0.95, FIGURE),
    Squeeze(0.6, 0.9, FIGURE),
    Squeeze(0.6, 0.8, FIGURE),
    Squeeze(0.6, 0.9),
)
"""Spaces and type of a composition, before it is split over slides: body type of 20 points
stays at 18 or more, so that a deck's slides keep one size within 4 points."""
MOST_PARTS = 60
"""Continuation slides one slide may become."""
GENTLE = 0.8
"""On a company's layout, type is made so much smaller before a slide is split."""
MOST_LOOSENED = 400
"""Blocks of one slide that are taken apart: each gives at least two smaller ones."""
BALANCE_STEPS = 6
"""Halvings between the emptiest and the full slide when parts are evened out."""
EMPTIEST = 0.4
"""Parts are not made emptier than this share of a slide to even them out."""


class Cut(Struct, frozen=True):
    """The blocks of each part; or the block (and what is kept with it) that no slide holds."""

    pieces: list[list[BlockFlowable]]
    stuck: Sequence[BlockFlowable] = ()


def cut(
    blocks: Sequence[BlockFlowable],
    width: float,
    height: float,
    loose: bool = False,
    least: float | None = None,
) -> Cut:
    """Cut `blocks` into parts at most `height` high, each of `least` height where it can be.

    `loose`: what fits no part is divided although it should stay together.
    """
    target = height if least is None else least
    pieces: list[list[BlockFlowable]] = []
    rest = list(blocks)
    loosened = 0
    while rest:
        if target == height and least_height(rest, width) <= height + FUZZ:
            pieces.append(rest)
            break
        head, rest = _whole_paragraphs(rest, *divide(rest, width, target), width, height)
        if not head:
            head, rest = _one(rest, width, height)
        if not head and loose and loosened < MOST_LOOSENED:
            loosened += 1
            parts = loosen_first(rest, width, height)
            if parts:
                rest = parts
                continue
        if not head or len(pieces) >= MOST_PARTS:
            return Cut(pieces, _chain(rest) or blocks[-1:])
        pieces.append(head)
    return Cut(_without_widow(pieces, width, height))


def _whole_paragraphs(
    blocks: Sequence[BlockFlowable],
    head: list[BlockFlowable],
    rest: list[BlockFlowable],
    width: float,
    height: float,
) -> tuple[list[BlockFlowable], list[BlockFlowable]]:
    """Return a division that cuts no paragraph which the next slide could hold whole."""
    at = len(head) - 1
    last = head[-1] if head else None
    if at < 1 or not isinstance(last, TextFlow) or last is blocks[at]:
        return head, rest
    if blocks[at].height_at(width) > height + FUZZ:
        return head, rest
    while at and blocks[at - 1].keep_next:
        at -= 1
    return (list(blocks[:at]), list(blocks[at:])) if at else (head, rest)


def _one(
    rest: list[BlockFlowable], width: float, height: float
) -> tuple[list[BlockFlowable], list[BlockFlowable]]:
    """Take one block (and what is kept with it) that fits, or can do with less height."""
    first = _chain(rest)
    if least_height(first, width) <= height + FUZZ:
        return first, rest[len(first) :]
    return divide(rest, width, height)


def _chain(rest: list[BlockFlowable]) -> list[BlockFlowable]:
    """Return the first block, with those after it that it is kept with."""
    take = 1
    while take < len(rest) and rest[take - 1].keep_next:
        take += 1
    return rest[:take]


def _without_widow(
    pieces: list[list[BlockFlowable]], width: float, height: float
) -> list[list[BlockFlowable]]:
    """Give a last part of a single paragraph or item the one before it too."""
    if len(pieces) < 2 or len(pieces[-1]) > 1 or not isinstance(pieces[-1][0], TextFlow):
        return pieces
    before, last = pieces[-2], pieces[-1]
    if len(before) < 3 or not isinstance(before[-1], TextFlow) or before[-2].keep_next:
        return pieces
    joined = [before[-1], *last]
    if least_height(joined, width) > height + FUZZ:
        return pieces
    return [*pieces[:-2], before[:-1], joined]


def balanced(
    blocks: Sequence[BlockFlowable], found: Cut, width: float, height: float, loose: bool = False
) -> Cut:
    """Even out the parts: the least height that needs no more of them."""
    low, high = height * EMPTIEST, height
    best = found
    for _ in range(BALANCE_STEPS):
        middle = (low + high) / 2
        made = cut(blocks, width, height, loose, middle)
        if not made.stuck and len(made.pieces) <= len(found.pieces):
            best, high = made, middle
        else:
            low = middle
    return best


class FittedPart(Struct, frozen=True):
    """The items of one slide, at their places on it."""

    items: tuple[PlacedItem, ...]


class Fitter:
    """Fits the blocks of one slide into its region."""

    def __init__(
        self,
        slide: SlideBlock,
        region: Rect,
        context: Context,
        composed: bool = False,
        gentle: bool = False,
    ) -> None:
        """Take a slide's blocks; `composed`: set a little tighter before they are split.

        `gentle`: rather a little smaller than a slide more with little on it.
        """
        self.slide, self.region, self.composed = slide, region, composed
        self.gentle = gentle
        self.context = replace(context, floor=slide.min_size or 0.0)
        self.tried: list[str] = []
        self.stuck: list[BlockFlowable] = []
        """The blocks that couldn't be placed, as set last."""
        shared = context.shared
        self._begun = len(context.elem.kids), len(shared.bookmarks), shared.headings

    def fit(self, make: MakeBlocks) -> list[FittedPart]:
        """Return the parts, at least one; raises DocgenError if all remedies fail."""
        overflow = self.slide.overflow or "split"
        start = Squeeze(figure=FIGURE) if self.composed else Squeeze()
        blocks = self._set(make, start)
        if not blocks:
            return [FittedPart(())]
        may_split = overflow == "split"
        if self._fits(blocks) and len(_runs(blocks)) == 1:
            return [self._part(self._grown(blocks, make))]
        if self.composed and (tight := self._tighter(make)):
            return [self._part(tight)]
        if self.composed:
            blocks = self._afresh(make, STEPS[0])
        found = self._placed(blocks, may_split)
        self.tried = ["splitting"] if may_split else []
        if found is not None and len(found) > 1 and self.gentle:
            found = self._fewer(make, found) or self._placed(self._afresh(make, STEPS[0]), True)
        if found is None and overflow != "refuse":
            found = self._shrink(make, may_split)
            self.tried.append("shrinking")
        if found is None and may_split:
            found = self._last_resort(make)
        if found is None:
            raise refuse_slide(self.slide, self.context, self.stuck, self.region, self.tried)
        return found

    def _fewer(self, make: MakeBlocks, found: list[FittedPart]) -> list[FittedPart] | None:
        """Return a slide less, at a size not much smaller, if the parts together fill it."""
        for step in [s for s in STEPS[1:] if s >= GENTLE]:
            made = self._placed(self._afresh(make, step), True)
            if made is not None and len(made) < len(found):
                return made
        return None

    def _tighter(self, make: MakeBlocks) -> list[BlockFlowable]:
        """Return the blocks a little tighter, where that lets them fit on one slide."""
        for squeeze in TIGHTER:
            blocks = self._set(make, squeeze)
            if len(_runs(blocks)) == 1 and self._fits(blocks):
                return blocks
        return []

    def _grown(self, blocks: Sequence[BlockFlowable], make: MakeBlocks) -> Sequence[BlockFlowable]:
        """Return the blocks as large as the region and their styles allow.

        Text that is set larger by a factor takes more than its square of the height for a
        line's end that moves; the first guess allows for that.
        """
        needed = least_height(blocks, self.region.width)
        room = self.region.height
        guesses = [g for g in GROWN if needed * g**GROWTH <= room] if needed else []
        shared, elem = self.context.shared, self.context.elem
        kids, marks, met = list(elem.kids), list(shared.bookmarks), shared.headings
        for step in guesses[:GUESSES]:
            larger = self._set(make, Squeeze(min(step, MOST_SPACE), step, FIGURE))
            if self._fits(larger):
                return larger
        elem.kids[:], shared.bookmarks[:], shared.headings = kids, marks, met
        return blocks

    def _last_resort(self, make: MakeBlocks) -> list[FittedPart] | None:
        """Divide what should stay together, as designed or as small as may be."""
        for step in (STEPS[0], STEPS[-1]):
            found = self._placed(self._afresh(make, step), True, loose=True)
            if found is not None:
                return found
        return None

    def _afresh(self, make: MakeBlocks, step: float) -> list[BlockFlowable]:
        """Make the blocks again, tighter; the structure made before is dropped."""
        return self._set(make, Squeeze(step, step))

    def _set(self, make: MakeBlocks, squeeze: Squeeze) -> list[BlockFlowable]:
        shared = self.context.shared
        kids, bookmarks, shared.headings = self._begun
        del self.context.elem.kids[kids:], shared.bookmarks[bookmarks:]
        return make(self.context.squeezed(squeeze))

    def _shrink(self, make: MakeBlocks, may_split: bool) -> list[FittedPart] | None:
        for step in STEPS[1:]:
            found = self._placed(self._afresh(make, step), may_split)
            if found is not None:
                return found
        return None

    # -- one slide, or several ---------------------------------------------------------

    def _placed(
        self, blocks: Sequence[BlockFlowable], may_split: bool, loose: bool = False
    ) -> list[FittedPart] | None:
        """Return the blocks placed on one slide or, if they may be split, on several."""
        if not may_split:
            if self._fits(blocks):
                return [self._part(blocks)]
            self.stuck = list(blocks)
            return None
        size = (self.region.width, self.region.height)
        pieces: list[list[BlockFlowable]] = []
        for run in _runs(blocks):
            if self._fits(run):
                pieces.append(run)
                continue
            found = cut(run, *size, loose)
            if found.stuck:
                self.stuck = list(found.stuck)
                return None
            pieces += balanced(run, found, *size, loose).pieces
        return [self._part(piece) for piece in pieces]

    def _fits(self, blocks: Sequence[BlockFlowable]) -> bool:
        return least_height(blocks, self.region.width) <= self.region.height + FUZZ

    def _part(self, blocks: Sequence[BlockFlowable]) -> FittedPart:
        """Place one slide: blocks with a height of choice share the room there is."""
        width, room = self.region.width, self.region.height
        placed = stack(fill(blocks, width, room), width)
        down = min(max(room - placed.height, 0.0) * OPTICAL, room * MOST_DOWN)
        return FittedPart(shifted(placed.items, self.region.x, self.region.y + down))


def _runs(blocks: Sequence[BlockFlowable]) -> list[list[BlockFlowable]]:
    """Divide at forced breaks."""
    runs: list[list[BlockFlowable]] = [[]]
    for block in blocks:
        if isinstance(block, BreakFlow):
            runs.append([])
        else:
            runs[-1].append(block)
    return [r for r in runs if r] or [[]]
