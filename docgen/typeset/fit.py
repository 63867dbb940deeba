"""Fitting blocks into a slide's region: make room, split, shrink, refuse, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from docgen.layout.document import SlideBlock
from docgen.typeset.air import aired
from docgen.typeset.context import Context, Squeeze
from docgen.typeset.flowables.base import Block, shifted
from docgen.typeset.flowables.fitted import STEPS
from docgen.typeset.flowables.simple import BreakFlow
from docgen.typeset.flowables.stack import FUZZ, least_height, stack, stretch
from docgen.typeset.items import Item, Rect
from docgen.typeset.overflow import refuse_slide
from docgen.typeset.parts import balanced, cut

Make = Callable[[Context], list[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one slide, at their places on it."""

    items: tuple[Item, ...]


class Fitter:
    """Fits the blocks of one slide into its region."""

    def __init__(self, slide: SlideBlock, region: Rect, context: Context) -> None:
        self.slide, self.region = slide, region
        self.context = replace(context, floor=slide.min_size or 0.0)
        self.tried: list[str] = []
        self.stuck: list[Block] = []
        """The blocks that couldn't be placed, as set last."""
        shared = context.shared
        self._begun = len(context.elem.kids), len(shared.bookmarks), shared.headings

    def fit(self, make: Make) -> list[Part]:
        """Return the parts, at least one; raises DocgenError if all remedies fail."""
        overflow = self.slide.overflow or "split"
        blocks = self._afresh(make, STEPS[0])
        if not blocks:
            return [Part(())]
        may_split = overflow == "split"
        found = self._placed(blocks, may_split)
        self.tried = ["splitting"] if may_split else []
        if found is None and overflow != "refuse":
            found = self._shrink(make, may_split)
            self.tried.append("shrinking")
        if found is None and may_split:
            found = self._last_resort(make)
        if found is None:
            raise refuse_slide(self.slide, self.context, self.stuck, self.region, self.tried)
        return found

    def _last_resort(self, make: Make) -> list[Part] | None:
        """Divide what should stay together, as designed or as small as may be."""
        for step in (STEPS[0], STEPS[-1]):
            found = self._placed(self._afresh(make, step), True, loose=True)
            if found is not None:
                return found
        return None

    def _afresh(self, make: Make, step: float) -> list[Block]:
        """Make the blocks again, tighter; the structure made before is dropped."""
        shared = self.context.shared
        kids, bookmarks, shared.headings = self._begun
        del self.context.elem.kids[kids:], shared.bookmarks[bookmarks:]
        return make(self.context.squeezed(Squeeze(step, step)))

    def _shrink(self, make: Make, may_split: bool) -> list[Part] | None:
        for step in STEPS[1:]:
            found = self._placed(self._afresh(make, step), may_split)
            if found is not None:
                return found
        return None

    # -- one slide, or several ---------------------------------------------------------

    def _placed(
        self, blocks: Sequence[Block], may_split: bool, loose: bool = False
    ) -> list[Part] | None:
        """Return the blocks placed on one slide or, if they may be split, on several."""
        if not may_split:
            if self._fits(blocks):
                return [self._part(blocks)]
            self.stuck = list(blocks)
            return None
        size = (self.region.width, self.region.height)
        pieces: list[list[Block]] = []
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

    def _fits(self, blocks: Sequence[Block]) -> bool:
        return least_height(blocks, self.region.width) <= self.region.height + FUZZ

    def _part(self, blocks: Sequence[Block]) -> Part:
        """Place one slide: blocks with a height of choice share the room there is."""
        width, room = self.region.width, self.region.height
        placed = stack(aired(stretch(blocks, width, room), width, room), width)
        return Part(shifted(placed.items, self.region.x, self.region.y))


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Divide at forced breaks."""
    runs: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, BreakFlow):
            runs.append([])
        else:
            runs[-1].append(block)
    return [r for r in runs if r] or [[]]
