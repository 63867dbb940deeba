"""A panel: blocks in a padded box with an ornament, grouped in a deck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docgen.layout.blocks import Callout, CalloutKind, IconBlock, Inline, QuoteBlock, Span
from docgen.placed.items import GroupItem, PlacedItem, Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.badges import Portrait
from docgen.typeset.flowables.base import (
    BlockFlowable,
    Demand,
    Placement,
    flow,
    flows,
    shifted,
    without_edges,
)
from docgen.typeset.flowables.drawings import icon_flow
from docgen.typeset.flowables.stack import (
    divide,
    fill,
    height_of,
    higher,
    loosen,
    loosen_first,
    stack,
)
from docgen.typeset.flowables.text import TextFlow

BoxKind = Literal["tile", "timeline", "people", "callout", "quote", "group"]


@dataclass(frozen=True, slots=True)
class Ornament:
    """What is drawn behind a panel: a fill, and a bar at its left or top (points)."""

    fill: str | None = None
    bar: str | None = None
    bar_width: float = 3.0
    top: str | None = None
    top_width: float = 1.0


MOST_PANEL = 4.0
"""A panel is made so many times as high as its content, not more."""


class Panel(BlockFlowable):
    """Blocks inside padding (left, top, right, bottom), over an ornament."""

    def __init__(
        self,
        blocks: Sequence[BlockFlowable],
        padding: tuple[float, float, float, float],
        ornament: Ornament,
        kind: BoxKind,
        name: str,
        divisible: bool = False,
    ) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.padding, self.ornament = padding, ornament
        self.kind, self.name, self.divisible = kind, name, divisible
        self.tall: float | None = None
        self.centred = False
        """Its content stands in the optical middle of a box that is higher."""

    def layout(self, width: float) -> Placement:
        """Return the ornament and the blocks as one group."""
        left, top, right, bottom = self.padding
        inner = stack(self.blocks, width - left - right)
        needed = top + inner.height + bottom
        height = max(needed, self.tall or 0.0)
        down = (height - needed) * 0.45 if self.centred else 0.0
        items = [*self._ornaments(width, height), *shifted(inner.items, left, top + down)]
        rect = Rect(0, 0, width, height)
        return Placement((GroupItem(rect, tuple(items), name=self.name, kind=self.kind),), height)

    def height_at(self, width: float) -> float:
        """Return the height, without placing anything."""
        left, top, right, bottom = self.padding
        return max(top + height_of(self.blocks, width - left - right) + bottom, self.tall or 0.0)

    def higher(self, width: float, limit: float) -> bool:
        """Say whether it is higher than `limit`."""
        if (self.tall or 0.0) > limit:
            return True
        left, top, right, bottom = self.padding
        return higher(self.blocks, width - left - right, limit - top - bottom)

    def demands(self) -> list[Demand]:
        """Return what its blocks ask, with the padding."""
        padding = self.padding[0] + self.padding[2]
        found = [d for block in self.blocks for d in block.demands()]
        return [replace(d, padding=d.padding + padding) for d in found]

    def rescaled(self, scales: Mapping[str, float]) -> BlockFlowable:
        """Return the panel with smaller type."""
        return self._with([b.rescaled(scales) for b in self.blocks])

    def _ornaments(self, width: float, height: float) -> list[PlacedItem]:
        look, shapes = self.ornament, list[PlacedItem]()
        if look.fill:
            shapes.append(ShapeItem(Rect(0, 0, width, height), fill=look.fill, name="Ground"))
        if look.bar:
            bar = Rect(0, 0, look.bar_width, height)
            shapes.append(ShapeItem(bar, fill=look.bar, name="Bar"))
        if look.top:
            line = Rect(0, 0, width, look.top_width)
            shapes.append(ShapeItem(line, fill=look.top, name="Rule"))
        return shapes

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return the panel at least `height` high."""
        if self.tall is not None and self.tall >= height:
            return self
        copy = self._with(self.blocks)
        copy.tall = height
        return copy

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the panel `height` high, its content filling it."""
        left, top, right, bottom = self.padding
        inner = fill(self.blocks, width - left - right, height - top - bottom)
        made = self._with(inner)
        made.tall = height
        return made

    def most(self, width: float) -> float:
        """Return the height at which the content still holds the box; a quotation's is its own."""
        return self.height_at(width) * (1.0 if self.kind == "quote" else MOST_PANEL)

    def _with(self, blocks: Sequence[BlockFlowable]) -> Panel:
        copy = Panel(blocks, self.padding, self.ornament, self.kind, self.name, self.divisible)
        copy.centred = self.centred
        copy.space_before, copy.space_after = self.space_before, self.space_after
        return copy

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the panel as one that may be divided, or with its content loosened."""
        left, top, right, bottom = self.padding
        inner = (width - left - right, height - top - bottom)
        parts = loosen(self.blocks, *inner)
        if not parts and self.divisible:
            parts = loosen_first(self.blocks, *inner)
        if not parts and self.divisible:
            return []
        made = self._with(parts or self.blocks)
        made.divisible = True
        return [made]

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide the content; both parts get the ornament."""
        if not self.divisible:
            return []
        left, top, right, bottom = self.padding
        head, rest = divide(self.blocks, width - left - right, height - top - bottom)
        if not head or not rest:
            return []
        first, second = self._with(head), self._with(rest)
        first.space_after = second.space_before = 0.0
        return [first, second]


LEAST_PAD = 0.7
"""A box's text stands no nearer to its edge, in sizes of its type."""
LOOKS: Mapping[CalloutKind, Ornament] = {
    "key": Ornament(fill="tint", bar="accent-1"),
    "note": Ornament(fill="tint", bar="muted"),
    "warning": Ornament(fill="tint", bar="negative"),
    "card": Ornament(fill="surface", top="accent-1", top_width=3.0),
    "panel": Ornament(fill="surface"),
    "ask": Ornament(fill="ink"),
}
ON_DARK: Mapping[str, str] = {"ink": "on-ink"}
"""The text colour on a box's fill, where it isn't the page's."""


def _callout_pad(context: Context) -> float:
    return max(context.length("callout-pad"), LEAST_PAD * context.style("callout").size)


def callout_insets(block: Callout, context: Context) -> float:
    """Return by how much the inside of a callout is narrower than the callout, in points."""
    look = LOOKS.get(block.kind)
    if look is None:
        return 0.0
    return 2 * _callout_pad(context) + (look.bar_width if look.bar else 0.0)


@flow.register(Callout)
def callout(block: Callout, context: Context) -> list[BlockFlowable]:
    """Return the callout as a panel that may go on over pages."""
    if block.kind in ("masthead", "running-head"):
        from docgen.typeset.flowables.masthead import head  # noqa: PLC0415  (it imports panels)

        return head(block, context)
    elem = context.elem.add("Div", id=block.id)
    inner: list[BlockFlowable] = []
    look = LOOKS[block.kind]
    context = context.on(look.fill)
    context = replace(context, color=ON_DARK.get(look.fill or "") or context.color)
    if block.icon:
        inner.append(icon_flow(IconBlock(name=block.icon), context))
    if block.title:
        style = context.style("callout-title")
        title = TextFlow(context.setter, block.title, style, elem.add("P"), keep_next=True)
        inner.append(title)
    inner += flows(block.blocks, context.under(elem))
    if not inner:
        return []
    pad = _callout_pad(context)
    panel = Panel(
        without_edges(inner),
        (pad + (look.bar_width if look.bar else 0.0), pad + (4.0 if look.top else 0.0), pad, pad),
        look,
        "callout",
        block.title.words[:80] or "Callout",
        divisible=True,
    )
    panel.centred = block.kind not in ("card", "ask") and not block.title and not block.icon
    panel.space_before = panel.space_after = context.length("block-gap")
    return [panel]


@flow.register(QuoteBlock)
def quote(block: QuoteBlock, context: Context) -> list[BlockFlowable]:
    """Return the quotation as a panel."""
    elem = context.elem.add("BlockQuote", id=block.id)
    if block.look == "portrait" and block.by:
        context = context.on("tint")
    words = TextFlow(
        context.setter, block.inline, context.style("quote"), elem.add("P"), keep_next=True
    )
    lines: list[BlockFlowable] = [words]
    if block.look == "portrait" and block.by:
        return [_portrait(block, words, context, elem)]
    by = _speaker(block)
    if by:
        lines.append(TextFlow(context.setter, by, context.style("quote-by"), elem.add("P")))
    pad = context.length("callout-pad")
    panel = Panel(
        without_edges(lines),
        (pad, 0.0, 0.0, 0.0),
        Ornament(bar="accent-1", bar_width=2.0),
        "quote",
        "Quotation",
        divisible=True,
    )
    panel.space_before = panel.space_after = context.length("block-gap")
    return [panel]


def _portrait(
    block: QuoteBlock, words: BlockFlowable, context: Context, elem: Elem
) -> BlockFlowable:
    parts = ((block.by, "person-name"), (block.role, "person-role"))
    by: list[BlockFlowable] = [
        TextFlow(context.setter, inline, context.style(style), elem.add("P"))
        for inline, style in parts
        if inline
    ]
    made = Portrait(block.by.words, [words], without_edges(by), context)
    made.space_before = made.space_after = context.length("block-gap")
    return made


def _speaker(block: QuoteBlock) -> Inline:
    bold = tuple(Span(s.text, bold=True, href=s.href, lang=s.lang) for s in block.by.spans)
    comma = (Span(", "),) if block.by and block.role else ()
    return Inline(bold + comma + block.role.spans, block.by.refs + block.role.refs)
