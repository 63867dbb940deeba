"""Tables: columns by content, rows never cut, header rows repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docgen.layout.blocks import Inline, TableBlock, TableCell
from docgen.placed.items import PlacedCell, Rect, TableItem, TableLook, TableRule, TextPara
from docgen.placed.structure import Elem
from docgen.text.scripts import is_rtl
from docgen.text.units import break_units
from docgen.theme.model import Medium, Style, Theme
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow
from docgen.typeset.flowables.figures import captioned


def table_look(theme: Theme, medium: Medium) -> TableLook:
    """Return how the theme draws tables; the header's text is its style ``table-head``."""
    head, cell = theme.style(medium, "table-head"), theme.style(medium, "table-cell")
    return TableLook(
        head_rule=("ink", 0.9),
        row_rule=("rule", 0.5),
        last_rule=("ink", 0.9),
        head_color=head.color,
        head_bold=head.bold,
        color=cell.color,
    )


def table_rules(
    cells: Sequence[PlacedCell],
    lefts: Sequence[float],
    tops: Sequence[float],
    header_rows: int,
    look: TableLook,
) -> Iterator[TableRule]:
    """Yield the rules under a table's rows, where no row span crosses them.

    Between rows of the header there is none. `lefts` and `tops` are the edges of columns
    and rows, in points from the table's corner.
    """
    count, columns = len(tops) - 1, len(lefts) - 1
    for row in range(max(header_rows - 1, 0), count):
        token, width = look.row_rule
        if row == header_rows - 1:
            token, width = look.head_rule
        if row == count - 1:
            token, width = look.last_rule
        crossed = {
            column
            for cell in cells
            if cell.row <= row < cell.row + cell.rowspan - 1
            for column in range(cell.column, cell.column + cell.colspan)
        }
        for first, last in _runs([c for c in range(columns) if c not in crossed]):
            rect = Rect(lefts[first], tops[row + 1], lefts[last] - lefts[first], 0.0)
            yield TableRule(row, first, last, rect, token, width)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first, and one past the last, of each run of consecutive numbers."""
    start = 0
    for n in range(1, len(numbers) + 1):
        if n == len(numbers) or numbers[n] != numbers[n - 1] + 1:
            yield numbers[start], numbers[n - 1] + 1
            start = n


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell and where its top left corner stands in the grid."""

    row: int
    column: int
    cell: TableCell


def grid_slots(block: TableBlock) -> tuple[list[Slot], int]:
    """Return the cells with their grid places, and the number of columns.

    Cells fill the first free slot of their row, as in HTML (forming a table).
    """
    taken: set[tuple[int, int]] = set()
    slots: list[Slot] = []
    count = 0
    for row, cells in enumerate(block.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            slots.append(Slot(row, column, cell))
            rows = min(cell.rowspan, len(block.rows) - row)
            for down in range(rows):
                for across in range(cell.colspan):
                    taken.add((row + down, column + across))
            column += cell.colspan
            count = max(count, column)
    return slots, count


def share_widths(
    least: Sequence[float], most: Sequence[float], shares: Sequence[float | None], width: float
) -> list[float]:
    """Return column widths in points that add up to `width`.

    As CSS 2.1, 17.5.2.2 (automatic table layout): every column gets its least width (the
    longest word), the rest goes in proportion to what it would like more. Given shares are
    kept, unless a word would be cut.
    """
    count = len(least)
    if any(shares):
        given = [s or 0.0 for s in shares] + [0.0] * (count - len(shares))
        mean = sum(given) / max(sum(1 for g in given if g), 1)
        parts = [g or mean for g in given[:count]]
        return _at_least([width * p / sum(parts) for p in parts], least, width)
    low, high = sum(least), sum(most)
    if low >= width:
        return [width * one / low for one in least]
    if high <= width:
        return [m * width / high for m in most]
    request = [m - one for m, one in zip(most, least, strict=True)]
    spare = (width - low) / sum(request)
    return [one + w * spare for one, w in zip(least, request, strict=True)]


def _at_least(widths: list[float], least: Sequence[float], width: float) -> list[float]:
    lack = sum(max(need - w, 0.0) for w, need in zip(widths, least, strict=True))
    if not lack or sum(least) > width:
        return widths
    spare = [max(w - need, 0.0) for w, need in zip(widths, least, strict=True)]
    scale = lack / sum(spare)
    return [
        need if w < need else w - s * scale for w, need, s in zip(widths, least, spare, strict=True)
    ]


def row_groups(slots: Sequence[Slot], rows: int) -> list[int]:
    """Return for each row the first row it is tied to by row spans."""
    first = list(range(rows))
    for slot in slots:
        for down in range(1, min(slot.cell.rowspan, rows - slot.row)):
            first[slot.row + down] = min(first[slot.row + down], first[slot.row])
    for row in range(1, rows):
        if first[row] < row:
            first[row] = first[first[row]]
    return first


@dataclass(slots=True)
class TableData:
    """What all parts of a table share: grid, styles and structure elements."""

    block: TableBlock
    slots: list[Slot]
    columns: int
    context: Context
    elem: Elem
    cells: dict[tuple[int, int], Elem]
    pad_x: float
    pad_y: float
    measured: dict[float, tuple[list[float], list[float], dict[int, TextPara]]] = field(
        default_factory=dict
    )
    """By width: columns' widths, rows' heights, cells' text."""

    def style(self, slot: Slot) -> Style:
        """Return a cell's style with its column's alignment."""
        style = self.context.style("table-head" if slot.cell.header else "table-cell")
        align = self.align(slot.column)
        if align in ("right", "decimal"):
            # Figures stand on the right also where lines begin there.
            turned = is_rtl(self.context.shared.lang)
            return replace(style, align="left" if turned else "right")
        return replace(style, align="center") if align == "center" else style

    def align(self, column: int) -> str:
        """Return the alignment of a column."""
        return self.block.align[column] if column < len(self.block.align) else "left"

    def text_width(self, text: str, style: Style) -> float:
        """Return the width in points at which a cell's text stands on a line."""
        return self.context.setter.width(text, style)

    def widths(self, width: float) -> list[float]:
        """Return the column widths for a table of `width` points."""
        pad = self.pad_x * 2
        least, most = [pad + 4.0] * self.columns, [pad + 4.0] * self.columns
        for slot in self.slots:
            if slot.cell.colspan > 1:
                continue
            style, text = self.style(slot), slot.cell.inline.plain
            units = (u.rstrip() for u in break_units(text))
            word = max((self.text_width(u, style) for u in units), default=0.0)
            whole = self.text_width(text, style)
            column = slot.column
            least[column] = max(least[column], min(word, width * 0.4) + pad + 0.5)
            most[column] = max(most[column], whole + pad + 0.5)
        return share_widths(least, most, self.block.widths, width)


MOST_EXTRA = 26.0
"""Composing adds no more to a row's height, in points."""


class TableFlow(BlockFlowable):
    """A table, or some rows of it under its repeated header."""

    def __init__(self, data: TableData, start: int | None = None, end: int | None = None) -> None:
        super().__init__()
        self.data = data
        self.head = min(data.block.header_rows, len(data.block.rows))
        self.start = self.head if start is None else start
        self.end = len(data.block.rows) if end is None else end
        self.extra = 0.0
        """Added to each row's height, in points: cells' text stands in the middle."""

    def _measure(self, width: float) -> tuple[list[float], list[float], dict[int, TextPara]]:
        data = self.data
        found = data.measured.get(width)
        if found is None:
            widths = data.widths(width)
            paras = {
                n: data.context.setter.set(
                    slot.cell.inline,
                    data.style(slot),
                    sum(widths[slot.column : slot.column + slot.cell.colspan]) - data.pad_x * 2,
                    data.cells[slot.row, slot.column],
                )
                for n, slot in enumerate(data.slots)
            }
            found = data.measured[width] = (widths, self._heights(paras), paras)
        return found

    def _heights(self, paras: dict[int, TextPara]) -> list[float]:
        data, pad = self.data, self.data.pad_y * 2
        heights = [pad] * len(data.block.rows)
        tall = [(n, s) for n, s in enumerate(data.slots) if s.cell.rowspan > 1]
        for n, slot in enumerate(data.slots):
            if slot.cell.rowspan == 1:
                heights[slot.row] = max(heights[slot.row], paras[n].height + pad)
        for n, slot in tall:
            last = min(slot.row + slot.cell.rowspan, len(heights))
            lack = paras[n].height + pad - sum(heights[slot.row : last])
            if lack > 0:
                heights[last - 1] += lack
        return heights

    def _rows(self) -> list[int]:
        return [*range(self.head), *range(self.start, self.end)]

    def layout(self, width: float) -> Placement:
        """Return the header and this part's rows as one table item."""
        widths, heights, paras = self._measure(width)
        heights = [h + self.extra for h in heights]
        rows = self._rows()
        number = {row: n for n, row in enumerate(rows)}
        tops = _running([heights[r] for r in rows])
        lefts = _running(widths)
        cells = [
            self._cell(slot, paras[n], number, tops, lefts)
            for n, slot in enumerate(self.data.slots)
            if slot.row in number
        ]
        rect = Rect(0, 0, lefts[-1], tops[-1])
        pad_x, pad_y = self.data.pad_x, self.data.pad_y + self.extra / 2
        item = TableItem(
            rect,
            tuple(widths),
            tuple(heights[r] for r in rows),
            tuple(cells),
            self.head,
            (pad_x, pad_y, pad_x, pad_y),
            self.data.elem,
            self.data.block.alt,
            f"Table: {self.data.block.caption.plain}"[:80],
            self.start > self.head,
            tuple(
                table_rules(
                    cells,
                    lefts,
                    tops,
                    self.head,
                    table_look(self.data.context.theme, self.data.context.medium),
                )
            ),
        )
        return Placement((item,), rect.height)

    def _cell(
        self,
        slot: Slot,
        para: TextPara,
        number: dict[int, int],
        tops: list[float],
        lefts: list[float],
    ) -> PlacedCell:
        row = number[slot.row]
        last = min(row + slot.cell.rowspan, len(tops) - 1)
        right = min(slot.column + slot.cell.colspan, len(lefts) - 1)
        rect = Rect(
            lefts[slot.column],
            tops[row],
            lefts[right] - lefts[slot.column],
            tops[last] - tops[row],
        )
        return PlacedCell(
            row,
            slot.column,
            right - slot.column,
            last - row,
            rect,
            (para,) if slot.cell.inline else (),
            slot.cell.header,
            self._ground(slot),
            self.data.align(slot.column),
            para.elem,
        )

    def _ground(self, slot: Slot) -> str | None:
        """Return the ground of the row or column that is stressed."""
        block = self.data.block
        if block.highlight_row is not None and block.highlight_row == slot.row:
            return "tint"
        return "tint" if block.highlight_column == slot.column else None

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the table with higher rows."""
        made = TableFlow(self.data, self.start, self.end)
        made.space_before, made.space_after = self.space_before, self.space_after
        rows = max(len(self._rows()), 1)
        made.extra = min(max((height - self.height_at(width)) / rows, 0.0), MOST_EXTRA)
        return made

    def most(self, width: float) -> float:
        """Return the height with the highest rows that look well."""
        return self.height_at(width) + MOST_EXTRA * len(self._rows())

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between rows that no row span ties; at least one row on either side."""
        _, heights, _ = self._measure(width)
        first = row_groups(self.data.slots, len(heights))
        used = sum(heights[: self.head])
        best = None
        for row in range(self.start, self.end):
            if row > self.start and first[row] == row:
                best = row
            used += heights[row]
            if used > height + 0.01:
                break
        else:
            return []
        if best is None or used - heights[row] == 0:
            return []
        if first[row] == row and row > self.start:
            best = row
        made = [
            TableFlow(self.data, self.start, best),
            TableFlow(self.data, best, self.end),
        ]
        made[0].space_before, made[1].space_after = self.space_before, self.space_after
        return list(made)


def _running(values: Sequence[float]) -> list[float]:
    total = [0.0]
    for value in values:
        total.append(total[-1] + value)
    return total


def _structure(
    block: TableBlock, slots: Sequence[Slot], table: Elem
) -> dict[tuple[int, int], Elem]:
    whole = block.header_rows >= len(block.rows)  # a THead may not stand alone
    head = table.add("THead") if block.header_rows and not whole else None
    body = table.add("TBody")
    rows: dict[int, Elem] = {}
    cells: dict[tuple[int, int], Elem] = {}
    for slot in slots:
        in_head = head is not None and slot.row < block.header_rows
        group = head if in_head and head is not None else body
        if slot.row not in rows:
            rows[slot.row] = group.add("TR")
        cell = slot.cell
        cells[slot.row, slot.column] = rows[slot.row].add(
            "TH" if cell.header else "TD",
            scope=_scope(slot, block),
            colspan=cell.colspan,
            rowspan=min(cell.rowspan, len(block.rows) - slot.row),
        )
    return cells


def _scope(slot: Slot, block: TableBlock) -> str | None:
    """Return what a header cell heads, None for a cell of data."""
    if not slot.cell.header:
        return None
    return "Column" if slot.row < block.header_rows else "Row"


def make_table(block: TableBlock, context: Context, elem: Elem) -> TableFlow:
    """Return the table without caption or credit."""
    slots, columns = grid_slots(block)
    data = TableData(
        block,
        slots,
        columns,
        context,
        elem,
        _structure(block, slots, elem),
        context.length("table-pad-x"),
        context.length("table-pad-y"),
    )
    return TableFlow(data)


@flow.register(TableBlock)
def table(block: TableBlock, context: Context) -> list[BlockFlowable]:
    """Return caption, table and credit."""
    if not block.rows:
        return []
    elem = Elem("Table", id=block.id, alt=block.alt or None, title=block.caption.plain or None)
    return captioned(
        block.caption,
        Inline(),
        block.credit,
        context,
        elem,
        lambda _, __: make_table(block, context, elem),
    )
