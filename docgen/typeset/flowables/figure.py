"""Figures: what a caption above and a credit below belong to, kept together."""

from __future__ import annotations

from collections.abc import Callable

from docgen.layout.blocks import Inline
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.stack import Stack
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.structure import Elem


class Figure(Stack):
    """Caption, body and credit as one; only a body that divides (a table) is divided."""

    def __init__(self, parts: list[Block], body: Block) -> None:
        super().__init__(parts, keep=True)
        self.body = body

    @property
    def flexible(self) -> bool:  # type: ignore[override]
        """Say whether the body's height is free."""
        return self.body.flexible

    def stretch(self, width: float, height: float) -> Block:
        """Give the body what the height leaves beside caption and credit."""
        others = self.height_at(width) - self.body.height_at(width)
        body = self.body.stretch(width, height - others)
        made = Figure([body if p is self.body else p for p in self.blocks], body)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least height: the body's, with caption and credit."""
        others = self.height_at(width) - self.body.height_at(width)
        return others + self.body.least(width)

    def aired(self, factor: float) -> Block:
        """Return the figure as it is: caption and credit stay close to it."""
        return self

    def divide(self, width: float, height: float) -> list[Block]:
        """Divide the body: the caption stays with its first part, the credit with its last."""
        at = self.blocks.index(self.body)
        above = Stack(self.blocks[:at]).height_at(width) if at else 0.0
        above += self.body.space_before if at else 0.0
        parts = self.body.divide(width, height - above)
        if len(parts) != 2:
            return []
        first = Figure([*self.blocks[:at], parts[0]], parts[0])
        second = Figure([parts[1], *self.blocks[at + 1 :]], parts[1])
        first.space_before, second.space_after = self.space_before, self.space_after
        first.space_after = second.space_before = 0.0
        return [first, second]


def captioned(
    caption: Inline,
    subtitle: Inline,
    credit: Inline,
    context: Context,
    elem: Elem,
    make: Callable[[Elem, Elem], Block],
) -> list[Block]:
    """Return a figure: `make` gives the body from its element `elem` and the one around it.

    A table's Caption is its first kid (ISO 32000-1, table 337); a Figure's stands before it
    in a Div of theirs, for readers tell of a Figure nothing but its Alt.
    """
    parts: list[Block] = []
    around = context.elem.add("Div")
    elem.parent = around
    head = elem if elem.role == "Table" else around
    for inline, style in ((caption, "caption"), (subtitle, "credit")):
        if inline:
            kid = head.add("Caption") if style == "caption" else around.add("P")
            parts.append(
                TextFlow(context.setter, inline, context.style(style), kid, keep_next=True)
            )
    around.kids.append(elem)
    body = make(elem, around)
    gap = context.length("figure-gap")
    body.space_before = body.space_after = gap
    parts.append(body)
    if credit:
        kid = around.add("P")
        parts.append(TextFlow(context.setter, credit, context.style("credit"), kid))
    made = Figure(parts, body)
    made.space_before = made.space_after = context.length("block-gap")
    return [made]
