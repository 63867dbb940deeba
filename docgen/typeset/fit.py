"""Fitting blocks into a slide's region: make room, split, shrink, refuse, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docgen.diagnostics import DocgenError
from docgen.layout.blocks import SlideBlock
from docgen.typeset.context import Context, Squeeze
from docgen.typeset.flowables.base import Block, shifted
from docgen.typeset.flowables.simple import BreakFlow
from docgen.typeset.flowables.stack import FUZZ, divide, least_height, stack, stretch
from docgen.typeset.items import Item, Rect
from docgen.typeset.overflow import refuse_slide

MOST_PARTS = 60
"""Continuation slides one slide may become."""
STEPS = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""Sizes tried when shrinking; styles stop at their own ``min_size``."""
BALANCE_STEPS = 7

Make = Callable[[Context], list[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one slide, at their places on it."""

    items: tuple[Item, ...]


class Fitter:
    """Fits the blocks of one slide into its region."""

    def __init__(self, slide: SlideBlock, region: Rect, context: Context) -> None:
        self.slide, self.region, self.context = slide, region, context
        self.tried: list[str] = []
        shared = context.shared
        self._begun = len(context.elem.kids), len(shared.bookmarks), shared.headings

    def fit(self, make: Make) -> list[Part]:
        """Return the parts; raises DocgenError if all remedies fail."""
        overflow = self.slide.overflow or "split"
        blocks = make(self.context)
        if overflow == "split":
            parts = self._split(blocks)
            if parts is not None:
                return parts
            self.tried.append("splitting")
        elif self._fits(blocks):
            return [self._part(blocks)]
        if overflow != "refuse":
            shrunk = self._shrink(make, overflow == "split")
            if shrunk is not None:
                return shrunk
            self.tried.append("shrinking")
        raise self._refusal(make, blocks)

    def _refusal(self, make: Make, blocks: Sequence[Block]) -> DocgenError:
        return refuse_slide(
            self.slide, self.context, self._smallest(make, blocks), self.region, self.tried
        )

    def _smallest(self, make: Make, blocks: Sequence[Block]) -> Sequence[Block]:
        if "shrinking" not in self.tried:
            return blocks
        return self._afresh(make, Squeeze(STEPS[-1], STEPS[-1]))

    def _afresh(self, make: Make, squeeze: Squeeze) -> list[Block]:
        """Make the blocks again, tighter; the structure made before is dropped."""
        shared = self.context.shared
        kids, bookmarks, shared.headings = self._begun
        del self.context.elem.kids[kids:], shared.bookmarks[bookmarks:]
        return make(self.context.squeezed(squeeze))

    # -- room --------------------------------------------------------------------------

    def _fits(self, blocks: Sequence[Block]) -> bool:
        return self._least(blocks) <= self.region.height + FUZZ

    def _least(self, blocks: Sequence[Block]) -> float:
        return least_height(blocks, self.region.width)

    def _part(self, blocks: Sequence[Block]) -> Part:
        """Place one slide: blocks with a height of choice share the room there is."""
        width, room = self.region.width, self.region.height
        placed = stack(stretch(blocks, width, room), width)
        return Part(shifted(placed.items, self.region.x, self.region.y))

    # -- split -------------------------------------------------------------------------

    def _split(self, blocks: Sequence[Block]) -> list[Part] | None:
        parts: list[Part] = []
        for run in _runs(blocks):
            if self._fits(run):
                parts.append(self._part(run))
                continue
            pieces = self._pieces(run, self.region.height)
            if pieces is None:
                return None
            parts += [self._part(p) for p in self._balanced(run, pieces)]
        return parts

    def _pieces(self, blocks: Sequence[Block], height: float) -> list[list[Block]] | None:
        pieces: list[list[Block]] = []
        rest = list(blocks)
        while rest:
            if self._fits(rest) and height == self.region.height:
                pieces.append(rest)
                break
            head, rest = divide(rest, self.region.width, height)
            if not head:
                head, rest = self._one(rest)
            if not head or len(pieces) >= MOST_PARTS:
                return None
            pieces.append(head)
        return pieces

    def _one(self, rest: list[Block]) -> tuple[list[Block], list[Block]]:
        """Take one block that is too high as designed but can do with less."""
        take = 1
        while take < len(rest) and rest[take - 1].keep_next:
            take += 1
        return (rest[:take], rest[take:]) if self._fits(rest[:take]) else ([], rest)

    def _balanced(self, blocks: Sequence[Block], pieces: list[list[Block]]) -> list[list[Block]]:
        """Even out the parts: the least height that needs no more of them."""
        low, high = self.region.height * 0.4, self.region.height
        best = pieces
        for _ in range(BALANCE_STEPS):
            middle = (low + high) / 2
            found = self._pieces(blocks, middle)
            if found is not None and len(found) <= len(pieces):
                best, high = found, middle
            else:
                low = middle
        return best

    # -- shrink ------------------------------------------------------------------------

    def _shrink(self, make: Make, may_split: bool) -> list[Part] | None:
        floor = self.slide.min_size
        body = self.context.theme.style("deck", "body").size
        for step in STEPS:
            if floor is not None and body * step < floor:
                break
            blocks = self._afresh(make, Squeeze(max(step, 0.5), step))
            if self._fits(blocks):
                return [self._part(blocks)]
            if may_split:
                parts = self._split(blocks)
                if parts is not None:
                    return parts
        return None


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Divide at forced breaks."""
    runs: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, BreakFlow):
            runs.append([])
        else:
            runs[-1].append(block)
    return [r for r in runs if r] or [[]]
