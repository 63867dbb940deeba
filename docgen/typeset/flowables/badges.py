"""Badges of people: initials in a disc, beside what is said of somebody, or by them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace

from docgen.layout.blocks import Inline, Span
from docgen.placed.items import GroupItem, PlacedItem, Rect, ShapeItem
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Demand, Placement, shifted
from docgen.typeset.flowables.stack import divide, loosen, stack
from docgen.typeset.flowables.text import TextFlow


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [w for w in re.findall(r"\w+", name) if w[:1].isupper() or not w.isascii()]
    first = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(w[0] for w in first).upper()


class Monogram(BlockFlowable):
    """A round badge with somebody's initials, and blocks at its right."""

    def __init__(
        self, name: str, context: Context, blocks: Sequence[BlockFlowable], ground: str = "tint"
    ) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.side = context.theme.length(context.medium, "monogram")
        self.gap = context.length("tile-pad")
        self.letters = initials(name)
        self.ground, self.continued = ground, False
        style = context.on(ground).style("monogram")
        self.text = TextFlow(context.setter, Inline((Span(self.letters),)), style, None)

    @property
    def left(self) -> float:
        """How far the blocks are set in, in points."""
        return self.side + self.gap if self.letters else 0.0

    def layout(self, width: float) -> Placement:
        """Return the badge, read by nobody, and the blocks."""
        inner = stack(self.blocks, width - self.left)
        items: list[PlacedItem] = []
        shown = self.letters and not self.continued
        if shown:
            disc = Rect(0, 0, self.side, self.side)
            items.append(ShapeItem(disc, "ellipse", self.ground, name="Badge"))
            set_ = self.text.place(self.side)
            items += shifted(set_.items, 0, (self.side - set_.height) / 2)
        items += shifted(inner.items, self.left, 0)
        return Placement(tuple(items), max(inner.height, self.side if shown else 0.0))

    def _with(self, blocks: Sequence[BlockFlowable], continued: bool) -> Monogram:
        made = copy(self)
        made._placed, made.blocks, made.continued = {}, list(blocks), continued
        return made

    def demands(self) -> list[Demand]:
        """Return what the blocks ask, with the badge beside them."""
        found = [d for block in self.blocks for d in block.demands()]
        return [replace(d, padding=d.padding + self.left) for d in found]

    def rescaled(self, scales: Mapping[str, float]) -> BlockFlowable:
        """Return the badge beside smaller type."""
        return self._with([b.rescaled(scales) for b in self.blocks], self.continued)

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide the blocks; the badge stays with the first of them."""
        if not self.continued and height < self.side:
            return []
        head, rest = divide(self.blocks, width - self.left, height)
        if not head or not rest:
            return []
        return [self._with(head, self.continued), self._with(rest, True)]

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the badge with blocks that may be divided."""
        parts = loosen(self.blocks, width - self.left, height)
        return [self._with(parts, self.continued)] if parts else []


LEAST_BESIDE = 620.0
"""Narrower, the speaker stands under the words, in points."""
SPEAKER = 0.3
"""The speaker's box takes this share of a quotation's width."""


class Portrait(BlockFlowable):
    """A quotation at the right of a box with its speaker: a badge, the name, the role."""

    def __init__(
        self,
        name: str,
        words: Sequence[BlockFlowable],
        by: Sequence[BlockFlowable],
        context: Context,
    ) -> None:
        super().__init__()
        self.words, self.by = list(words), list(by)
        self.context = context
        self.side = context.theme.length(context.medium, "monogram") * 2
        self.pad, self.gap = context.length("callout-pad"), context.length("gutter")
        self.name, self.letters = name, initials(name)
        self.text = TextFlow(
            context.setter, Inline((Span(self.letters),)), context.style("portrait"), None
        )
        self.tall = 0.0

    def _parts(self, width: float) -> tuple[float, Placement, Placement]:
        left = width * SPEAKER
        by = stack(self.by, left - self.pad * 2)
        words = stack(self.words, width - left - self.gap)
        return left, by, words

    def layout(self, width: float) -> Placement:
        """Return the box, the badge and the name in its middle, and the words in theirs."""
        if width < LEAST_BESIDE:
            return self._stacked(width)
        left, by, words = self._parts(width)
        badge = self.side + self.pad if self.letters else 0.0
        tall = max(self.tall, words.height, badge + by.height + self.pad * 2)
        items: list[PlacedItem] = [ShapeItem(Rect(0, 0, left, tall), fill="tint", name="Ground")]
        y = (tall - badge - by.height) * 0.45
        if self.letters:
            disc = Rect(self.pad, y, self.side, self.side)
            items.append(ShapeItem(disc, "ellipse", fill="background", name="Badge"))
            set_ = self.text.place(self.side)
            items += shifted(set_.items, self.pad, y + (self.side - set_.height) / 2)
        items += shifted(words.items, left + self.gap, (tall - words.height) * 0.45)
        items += shifted(by.items, self.pad, y + badge)
        rect = Rect(0, 0, width, tall)
        return Placement((GroupItem(rect, tuple(items), "Quotation", kind="quote"),), tall)

    def _stacked(self, width: float) -> Placement:
        """Return the words over their speaker, in one box: where the width is small."""
        row = Monogram(self.name, self.context, self.by, "background")
        row.space_before = self.pad
        inner = stack([*self.words, row], width - self.pad * 2)
        tall = max(self.tall, inner.height + self.pad * 2)
        ground = ShapeItem(Rect(0, 0, width, tall), fill="tint", name="Ground")
        down = self.pad + (tall - inner.height - self.pad * 2) * 0.45
        items = (ground, *shifted(inner.items, self.pad, down))
        return Placement(
            (GroupItem(Rect(0, 0, width, tall), items, "Quotation", kind="quote"),), tall
        )

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the quotation `height` high."""
        made = copy(self)
        made._placed, made.tall = {}, height
        return made

    def most(self, width: float) -> float:
        """Return a height that no slide has: the box may take all there is."""
        return 10_000.0

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the words and the speaker, one under another."""
        return [*self.words, *self.by]
