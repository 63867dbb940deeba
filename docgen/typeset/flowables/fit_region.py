"""Regions with a remedy of their own: kept whole, or set smaller until they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from docgen.foundation.structs import Struct
from docgen.placed.documents import Bookmark
from docgen.placed.structure import Elem
from docgen.typeset.context import Context, Squeeze
from docgen.typeset.flowables.base import BlockFlowable, Placement
from docgen.typeset.flowables.stack import FUZZ, Stack, least_height, stack, stretch

STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""Shares of the designed size that are tried; styles stop at their own ``min_size``."""

MakeBlocks = Callable[[Context], list[BlockFlowable]]


class Whole(Stack):
    """Blocks that stay on one page or slide, or are refused."""

    def __init__(self, blocks: Sequence[BlockFlowable]) -> None:
        super().__init__(blocks, keep=True)

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return nothing: it is to be refused."""
        return []

    def taken_apart(self, width: float, height: float) -> list[BlockFlowable]:
        """Return nothing: it stays whole."""
        return []


class _Version(Struct, frozen=True):
    """The region's blocks at one size, with the structure and bookmarks made for them."""

    blocks: list[BlockFlowable]
    kids: list[Elem]
    bookmarks: list[Bookmark]


class FitFlow(BlockFlowable):
    """A region that shrinks: set anew, smaller, until it fits the height it is given.

    Each version has a structure of its own; only that of the version in use hangs in the
    document's, at the region's place.
    """

    flexible = True

    def __init__(self, make: MakeBlocks, context: Context) -> None:
        super().__init__()
        self.make, self.context = make, context
        shared = context.shared
        self._headings, self._bookmarks = shared.headings, len(shared.bookmarks)
        self._versions: dict[float, _Version] = {}
        first = self._version(1.0)
        context.elem.kids += first.kids
        shared.bookmarks += first.bookmarks
        shared.headings = self._headings + len(first.bookmarks)
        self._current = first
        self.blocks = first.blocks
        if self.blocks:
            self.space_before = self.blocks[0].space_before
            self.space_after = self.blocks[-1].space_after

    def _version(self, step: float) -> _Version:
        if step not in self._versions:
            shared, parent = self.context.shared, self.context.elem
            holder = Elem(parent.role, parent=parent.parent)
            count, held = shared.headings, len(shared.bookmarks)
            shared.headings = self._headings
            squeeze = self.context.squeeze
            tighter = Squeeze(squeeze.space * step, squeeze.type * step)
            blocks = self.make(replace(self.context, elem=holder, squeeze=tighter))
            made = shared.bookmarks[held:]
            del shared.bookmarks[held:]
            shared.headings = count
            for kid in holder.kids:
                kid.parent = parent
            self._versions[step] = _Version(blocks, holder.kids, made)
        return self._versions[step]

    def layout(self, width: float) -> Placement:
        """Return the blocks as they are now."""
        return stack(self.blocks, width)

    def least(self, width: float) -> float:
        """Return the height at the smallest size."""
        return min(least_height(self._version(s).blocks, width) for s in (STEPS[0], STEPS[-1]))

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return the region at the largest size that fits `height`."""
        for step in STEPS:
            version = self._version(step)
            if least_height(version.blocks, width) <= height + FUZZ:
                break
        self._use(version)
        blocks = stretch(version.blocks, width, height)
        made = Whole(blocks)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the region at the largest size that fits, filling `height`."""
        return self.stretch(width, height).fill(width, height)

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the region set smaller, if that fits."""
        return [self.stretch(width, height)] if self.least(width) <= height + FUZZ else []

    def _use(self, version: _Version) -> None:
        """Hang the version's structure where the present one's is."""
        old, self._current = self._current, version
        if old is version:
            return
        kids, shared = self.context.elem.kids, self.context.shared
        if old.kids:
            at = next(n for n, kid in enumerate(kids) if kid is old.kids[0])
            kids[at : at + len(old.kids)] = version.kids
        first = self._bookmarks
        shared.bookmarks[first : first + len(old.bookmarks)] = version.bookmarks
