"""Tables: columns by content, rows never cut, header rows repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from docgen.layout.blocks import Inline, TableBlock, TableCell
from docgen.placed.items import PlacedCell, Rect, TableItem, TextPara
from docgen.placed.structure import Elem
from docgen.text.units import break_units
from docgen.theme.model import Style
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow
from docgen.typeset.flowables.figures import captioned


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
            return replace(style, align="right")
        return replace(style, align="center") if align == "center" else style

    def align(self, column: int) -> str:
        """Return the alignment of a column."""
        return self.block.align[column] if column < len(self.block.align) else "left"

    def text_width(self, text: str, style: Style) -> float:
        """Return the natural width of a cell's text in points."""
        face = self.context.setter.fonts.face(style.font, style.bold, style.italic)
        shown = text.upper() if style.caps else text
        setter = self.context.setter
        return face.set_width(shown, style.size, style.tracking, False) * setter.safety

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
            whole = max((self.text_width(t, style) for t in text.split("\n")), default=0.0)
            column = slot.column
            least[column] = max(least[column], min(word, width * 0.4) + pad + 0.5)
            most[column] = max(most[column], whole + pad + 0.5)
        return share_widths(least, most, self.block.widths, width)


class TableFlow(BlockFlowable):
    """A table, or some rows of it under its repeated header."""

    def __init__(self, data: TableData, start: int | None = None, end: int | None = None) -> None:
        super().__init__()
        self.data = data
        self.head = min(data.block.header_rows, len(data.block.rows))
        self.start = self.head if start is None else start
        self.end = len(data.block.rows) if end is None else end

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
        pad_x, pad_y = self.data.pad_x, self.data.pad_y
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
            None,
            self.data.align(slot.column),
            para.elem,
        )

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
