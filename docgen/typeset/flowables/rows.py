"""Lists as rows between rules, numbered or not: few items that share a column's height."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from docgen.layout.blocks import Inline, ListBlock, Para, Span
from docgen.placed.items import GroupItem, PlacedItem, Rect, ShapeItem
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import (
    BlockFlowable,
    Placement,
    flow,
    shifted,
    without_edges,
)
from docgen.typeset.flowables.stack import height_of, stack
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.text_boxes import smaller

MOST_ROW, MOST_OF_FEW = 60.0, 110.0
"""Composing adds no more to a row's height, in points: to one of many, to one of two."""
LABEL_WIDTH = 1.7
"""Of the column of numbers, in sizes of its type."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item: its number, if it has one, and its blocks."""

    label: TextFlow | None
    blocks: Sequence[BlockFlowable]


def ruled_rows(block: ListBlock, context: Context) -> list[BlockFlowable]:
    """Return the items as rows, each under a rule; ``steps`` are numbered."""
    steps = block.kind == "steps"
    top = context.elem.add("L", numbering="Decimal" if steps else "None", id=block.id)
    style = context.style("step-number")
    rows: list[Row] = []
    for number, item in enumerate(block.items, 1):
        entry = top.add("LI")
        label = None
        if steps:
            text = Inline((Span(str(number)),))
            label = TextFlow(context.setter, text, style, entry.add("Lbl"))
        body = context.under(entry.add("LBody"))
        inner: list[BlockFlowable] = []
        for part in item.blocks:
            if isinstance(part, Para):
                elem = body.elem.add("P")
                set_ = TextFlow(context.setter, part.inline, context.style(part.style), elem)
                inner.append(set_)
            else:
                inner += flow(part, body)
        rows.append(Row(label, without_edges(inner)))
    wide = style.size * LABEL_WIDTH if steps else 0.0
    made = RowsOfText(rows, wide, context.length("row-pad"), context.color)
    made.space_before = made.space_after = context.length("block-gap")
    return [made]


class RowsOfText(BlockFlowable):
    """Rows of equal spare height, a rule over each."""

    def __init__(
        self, rows: Sequence[Row], label_width: float, pad: float, color: str | None = None
    ) -> None:
        super().__init__()
        self.rows, self.label_width, self.pad, self.color = list(rows), label_width, pad, color
        self.extra = 0.0
        """Added to each row's height, in points."""

    def _fitted(self, width: float) -> RowsOfText:
        """Return the rows with smaller labels (figures), where else the text beside them had no
        room for its longest word.
        """
        needed = [d.widest for r in self.rows for b in r.blocks for d in b.demands()]
        room = width - max(needed, default=0.0)
        if self.label_width <= max(room + 0.01, width * NARROW_LABEL):
            return self
        scale = max(room / self.label_width, SMALLEST_LABEL)
        made = copy(self)
        made._placed = {}
        made.rows = [
            Row(_smaller_label(r.label, scale) if r.label else None, r.blocks) for r in self.rows
        ]
        made.label_width = self.label_width * scale
        return made

    def _heights(self, width: float) -> list[float]:
        wide = width - self.label_width
        return [
            max(
                height_of(r.blocks, wide),
                r.label.height_at(self.label_width) if r.label else 0.0,
            )
            + self.pad * 2
            + self.extra
            for r in self.rows
        ]

    def layout(self, width: float) -> Placement:
        """Return each row as a group: its rule, its number, its text in the middle."""
        return self._fitted(width)._set(width)

    def _set(self, width: float) -> Placement:
        items: list[PlacedItem] = []
        y = 0.0
        for n, (row, tall) in enumerate(zip(self.rows, self._heights(width), strict=True), 1):
            placed = stack(row.blocks, width - self.label_width)
            rule = Rect(0, 0, width, 0.0)
            line = self.color or "rule"
            inner: list[PlacedItem] = [
                ShapeItem(rule, "line", stroke=line, stroke_width=0.75, name="Rule")
            ]
            down = (tall - placed.height) / 2
            if row.label is not None:
                label = row.label.place(self.label_width)
                inner += shifted(label.items, 0, self._label_top(row, tall, down))
            inner += shifted(placed.items, self.label_width, down)
            rect = Rect(0, 0, width, tall)
            group = GroupItem(rect, tuple(inner), name=f"Row {n}", kind="group")
            items += shifted([group], 0, y)
            y += tall
        return Placement(tuple(items), y)

    def height_at(self, width: float) -> float:
        """Return the height, added up without placing anything."""
        return sum(self._fitted(width)._heights(width))

    def _label_top(self, row: Row, tall: float, down: float) -> float:
        """Return where a row's label starts: on its text's first line, or in the middle."""
        assert row.label is not None
        label = row.label.height_at(self.label_width)
        first = row.blocks[0] if row.blocks else None
        if not isinstance(first, TextFlow) or label > row.label.style.leading + 0.01:
            return (tall - label) / 2
        if row.label.style.size > first.style.size * 1.6:
            return (tall - label) / 2
        return max(down + (first.style.leading - row.label.style.leading) / 2, 2.0)

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the rows higher."""
        made = copy(self)
        made._placed = {}
        spare = (height - self.height_at(width)) / max(len(self.rows), 1)
        made.extra = min(max(self.extra + spare, 0.0), self._most_extra())
        return made

    def most(self, width: float) -> float:
        """Return the height with the highest rows that look well."""
        return self.height_at(width) + (self._most_extra() - self.extra) * len(self.rows)

    def _most_extra(self) -> float:
        return MOST_OF_FEW if len(self.rows) <= 2 else MOST_ROW

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between rows."""
        used, fit = 0.0, 0
        for tall in self._fitted(width)._heights(width):
            if used + tall > height + 0.01:
                break
            used += tall
            fit += 1
        if fit in (0, len(self.rows)):
            return []
        parts = []
        for rows in (self.rows[:fit], self.rows[fit:]):
            part = RowsOfText(rows, self.label_width, self.pad, self.color)
            part.space_before, part.space_after = self.space_before, self.space_after
            parts.append(part)
        return list(parts)

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the first row's number and blocks as they are, and the rows after it."""
        first, rest = self.rows[0], self.rows[1:]
        parts: list[BlockFlowable] = [first.label] if first.label else []
        parts += first.blocks
        return [*parts, RowsOfText(rest, self.label_width, self.pad, self.color)] if rest else parts


SMALLEST_LABEL = 0.5
"""Labels of rows aren't set smaller than this share of their size."""
NARROW_LABEL = 0.25
"""Nor those that take less than this share of the width (numbers of steps)."""


def _smaller_label(label: TextFlow, scale: float) -> TextFlow:
    made = copy(label)
    made._placed = {}
    made.style = smaller(label.style, label.style.size * scale)
    return made
