"""Blocks one under another: measuring, placing and dividing a column of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import pairwise

from docgen.placed.items import PlacedItem
from docgen.typeset.flowables.base import BlockFlowable, Demand, Placement, shifted

FUZZ = 0.01
"""Points of overflow that are rounding, not text."""


def gap_between(above: BlockFlowable | None, below: BlockFlowable) -> float:
    """Return the space between two blocks: the larger of after and before, as in Platypus."""
    return 0.0 if above is None else max(above.space_after, below.space_before)


def stack(blocks: Sequence[BlockFlowable], width: float) -> Placement:
    """Place `blocks` from the top down at `width` points."""
    items: list[PlacedItem] = []
    y = 0.0
    above: BlockFlowable | None = None
    for block in blocks:
        y += gap_between(above, block)
        placed = block.place(width)
        items += shifted(placed.items, 0, y)
        y += placed.height
        above = block
    return Placement(tuple(items), y)


def height_of(blocks: Sequence[BlockFlowable], width: float) -> float:
    """Return the height of `blocks` stacked at `width` points."""
    total, above = 0.0, None
    for block in blocks:
        total += gap_between(above, block) + block.height_at(width)
        above = block
    return total


def least_height(blocks: Sequence[BlockFlowable], width: float) -> float:
    """Return the height of `blocks` with every block of free height at its least."""
    return height_of(blocks, width) - sum(
        b.height_at(width) - b.least(width) for b in blocks if b.flexible
    )


def stretch(blocks: Sequence[BlockFlowable], width: float, room: float) -> list[BlockFlowable]:
    """Give (or take) what `room` leaves over to the blocks whose height is free."""
    return _shared_out(blocks, width, room, full=False)


def _shared_out(
    blocks: Sequence[BlockFlowable], width: float, room: float, full: bool
) -> list[BlockFlowable]:
    free = sum(1 for b in blocks if b.flexible)
    spare = room - height_of(blocks, width)
    made = list(blocks)
    for n, block in enumerate(made):
        if block.flexible:
            tall = max(block.height_at(width) + spare / free, block.least(width))
            spare -= tall - block.height_at(width)
            free -= 1
            made[n] = block.fill(width, tall) if full else block.stretch(width, tall)
    return made


MOST_GAP = 30.0
"""Composing sets blocks no further apart, in points..."""
MOST_AIR = 2.6
"""...and no gap wider than so many times what was designed."""


def fill(blocks: Sequence[BlockFlowable], width: float, room: float) -> list[BlockFlowable]:
    """Return `blocks` that use `room` points of height as far as that looks well.

    Charts and pictures take what is free; else boxes, tables and timelines share it by their
    height; what they leave sets the blocks apart.
    """
    made = _shared_out(blocks, width, room, full=True)
    spare = room - height_of(made, width)
    for _ in range(2):  # what one can't take goes to the others
        wishes = [max(b.most(width) - b.height_at(width), 0.0) for b in made]
        if spare < 1.0 or not any(wishes):
            break
        total = sum(b.height_at(width) for b, w in zip(made, wishes, strict=True) if w)
        for n, wish in enumerate(wishes):
            if wish:
                tall = made[n].height_at(width)
                made[n] = made[n].fill(width, tall + min(wish, spare * tall / max(total, 1.0)))
        spare = room - height_of(made, width)
    return spread(made, spare)


def spread(blocks: Sequence[BlockFlowable], spare: float) -> list[BlockFlowable]:
    """Return `blocks` set further apart, by `spare` points in all or as far as looks well."""
    gaps = [gap_between(above, below) for above, below in pairwise(blocks)]
    open_ = [n for n, gap in enumerate(gaps) if gap > 0 and not blocks[n].keep_next]
    if spare < 1.0 or not open_:
        return list(blocks)
    made = [copy(b) for b in blocks]
    for n in open_:
        most = max(min(gaps[n] * MOST_AIR, max(MOST_GAP, gaps[n])), gaps[n])
        gap = min(gaps[n] + spare / len(open_), most)
        made[n].space_after = made[n + 1].space_before = gap
    return made


def higher(blocks: Iterable[BlockFlowable], width: float, limit: float) -> bool:
    """Say whether `blocks` stacked are higher than `limit`, measuring no more than needed."""
    total, above = 0.0, None
    for block in blocks:
        total += gap_between(above, block)
        if block.higher(width, limit - total):
            return True
        total += block.height_at(width)
        above = block
    return total > limit


def divide(
    blocks: Sequence[BlockFlowable], width: float, height: float
) -> tuple[list[BlockFlowable], list[BlockFlowable]]:
    """Divide a stack so that the first part is at most `height` high.

    A block that keeps with the next is never last in the first part. The first part is
    empty if not even one block (or part of it) fits.
    """
    queue = list(reversed(blocks))
    head = take(queue, width, height)
    return head, queue[::-1]


def take(queue: list[BlockFlowable], width: float, height: float) -> list[BlockFlowable]:
    """Take from the end of `queue` (blocks in reverse order) what fits `height`; see `divide`.

    Looks at no more blocks than it takes, but one: pages are filled in linear time.
    """
    head: list[BlockFlowable] = []
    y = 0.0
    while queue:
        block = queue[-1]
        gap = gap_between(head[-1] if head else None, block)
        if not block.higher(width, height - y - gap + FUZZ):
            head.append(queue.pop())
            y += gap + block.height_at(width)
            continue
        parts = block.divide(width, height - y - gap)
        if parts:
            queue.pop()
            head.append(parts[0])
            queue += reversed(parts[1:])
        break
    while queue and head and head[-1].keep_next:
        queue.append(head.pop())
    if queue and not head and queue[-1].keep_next:
        return _within_first(queue, width, height)
    return head


def _within_first(queue: list[BlockFlowable], width: float, height: float) -> list[BlockFlowable]:
    """Divide a long text that would fill the height alone, so that its end stays with the next."""
    most = min(height, queue[-1].height_at(width) - 2 * FUZZ)
    parts = queue[-1].divide(width, most)
    if len(parts) != 2:
        return []
    queue[-1] = parts[1]
    return [parts[0]]


def loosen(blocks: Sequence[BlockFlowable], width: float, height: float) -> list[BlockFlowable]:
    """Return `blocks` with the first that is too high for `height` loosened; empty if none can."""
    for n, block in enumerate(blocks):
        if block.least(width) > height + FUZZ:
            parts = block.loosened(width, height)
            if parts:
                return [*blocks[:n], *parts, *blocks[n + 1 :]]
    return []


def loosen_first(
    blocks: Sequence[BlockFlowable], width: float, height: float
) -> list[BlockFlowable]:
    """Return `blocks` with the first (and what is kept with it) loosened; empty if it can't be.

    For when not even that fits `height`.
    """
    above = 0.0
    for n, block in enumerate(blocks):
        above += gap_between(blocks[n - 1] if n else None, block)
        parts: list[BlockFlowable] = []
        if above + block.least(width) > height + FUZZ:
            parts = block.loosened(width, height - above)
        elif above + block.height_at(width) > height + FUZZ:
            parts = [block.stretch(width, height - above)]
        if parts:
            return [*blocks[:n], *parts, *blocks[n + 1 :]]
        if not block.keep_next:
            break
        above += block.least(width)
    first = blocks[0]
    parts = first.loosened(width, first.least(width) - 2 * FUZZ) if first.keep_next else []
    return [*parts, *blocks[1:]] if parts else []


class Stack(BlockFlowable):
    """A column of blocks as one block."""

    def __init__(self, blocks: Sequence[BlockFlowable], keep: bool = False) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.keep = keep
        self.space_before = self.blocks[0].space_before if self.blocks else 0.0
        self.space_after = self.blocks[-1].space_after if self.blocks else 0.0
        self.keep_next = bool(self.blocks) and self.blocks[-1].keep_next

    def layout(self, width: float) -> Placement:
        """Return the blocks one under another."""
        return stack(self.blocks, width)

    def height_at(self, width: float) -> float:
        """Return the height, added up as `stack` does."""
        y, above = 0.0, None
        for block in self.blocks:
            y += gap_between(above, block)
            y += block.height_at(width)
            above = block
        return y

    def higher(self, width: float, limit: float) -> bool:
        """Say whether the blocks are higher than `limit`."""
        return higher(self.blocks, width, limit)

    def demands(self) -> list[Demand]:
        """Return what its blocks ask."""
        return [d for block in self.blocks for d in block.demands()]

    def rescaled(self, scales: Mapping[str, float]) -> BlockFlowable:
        """Return the stack with smaller type."""
        made = Stack([b.rescaled(scales) for b in self.blocks], self.keep)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    @property
    def flexible(self) -> bool:  # type: ignore[override]
        """Say whether a block in it has a free height."""
        return any(b.flexible for b in self.blocks)

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return the stack with its free blocks sharing `height`."""
        made = Stack(stretch(self.blocks, width, height), self.keep)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least height."""
        return least_height(self.blocks, width)

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the stack with its blocks filling `height`."""
        made = Stack(fill(self.blocks, width, height), self.keep)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def most(self, width: float) -> float:
        """Return the height of all with each as high as it may be."""
        return self.height_at(width) + sum(b.most(width) - b.height_at(width) for b in self.blocks)

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between or within blocks, unless they are kept together."""
        if self.keep:
            return []
        head, rest = divide(self.blocks, width, height)
        return [Stack(head), Stack(rest)] if head and rest else []

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the blocks, no longer kept together."""
        return list(self.blocks)

    def taken_apart(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the blocks, if they are kept together, or hold what comes apart."""
        if self.keep:
            return list(self.blocks)
        parts = self.blocks[0].taken_apart(width, height) if self.blocks else []
        return [*parts, *self.blocks[1:]] if parts else []
