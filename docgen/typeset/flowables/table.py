"""Tables: columns by content, no number or word cut, header rows repeated.

Where the widest words and numbers of all columns need more than the width there is, the type is
set smaller, down to the styles' least size; then words are hyphenated. What is still too wide
has a landscape page, or its columns on parts of their own (see `docgen.typeset.wide_tables`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docgen.foundation import codes
from docgen.layout.blocks import Inline, TableBlock, TableCell, TextAlign
from docgen.placed.items import PlacedCell, Rect, TableItem, TableLook, TableRule, TextPara
from docgen.placed.structure import Elem
from docgen.text.paragraph import Extents
from docgen.text.scripts import is_rtl
from docgen.theme.model import Medium, Style, Theme, contrast
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow
from docgen.typeset.flowables.figures import captioned
from docgen.typeset.flowables.text import lines_of

TALL_ROW = 0.5
"""A row higher than this share of a page is divided rather than moved."""
LEAST_LINES = 2
"""Fewest lines of a cell on either side of a divided row."""


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
    spanning = [cell for cell in cells if cell.rowspan > 1]
    for row in range(max(header_rows - 1, 0), count):
        token, width = look.row_rule
        if row == header_rows - 1:
            token, width = look.head_rule
        if row == count - 1:
            token, width = look.last_rule
        crossed = {
            column
            for cell in spanning
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
    kept, unless a word would be cut; a column without one has the share 1.
    """
    count = len(least)
    if any(shares):
        given = [s or 0.0 for s in shares] + [0.0] * (count - len(shares))
        parts = [g or 1.0 for g in given[:count]]
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


@dataclass(frozen=True, slots=True)
class Needs:
    """What the columns need at one size of type, in points, padding included."""

    whole: list[float]
    """With every word whole."""
    hyphenated: list[float]
    """With long words hyphenated: see `hyphenation.sparing_points`."""
    divided: list[float]
    """With all words hyphenated wherever the language allows."""
    most: list[float]
    """With every cell on one line."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A table at one width: sizes of its grid, and every cell's text."""

    widths: list[float]
    heights: list[float]
    tops: list[float]
    """Running sum of the heights: where each row begins under the rows before it."""
    paras: dict[int, TextPara]
    pad_x: float


MOST_NARROW = 0.25
"""Of its columns, so many may be too narrow for their longest words."""
ON_FILLS = ("text", "on-ink", "on-accent", "background", "ink")
"""Colours of text on a cell's ground, the first that reads is taken."""
LEAST_CONTRAST = 4.5
STEP = 0.02
"""Sizes that are tried differ by such a share."""


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
    by_row: list[list[int]] = field(default_factory=list)
    """The numbers of the slots that begin in each row."""
    tied: list[int] = field(default_factory=list)
    """For each row the first row that row spans tie it to."""
    measured: dict[float, Measured] = field(default_factory=dict)
    """By width."""
    needs: dict[float, Needs] = field(default_factory=dict)
    """By scale of the type."""
    styles: dict[tuple[bool, int, float, str], Style] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_row = [[] for _ in self.block.rows]
        for n, slot in enumerate(self.slots):
            self.by_row[slot.row].append(n)
        self.tied = row_groups(self.slots, len(self.block.rows))
        shared, key = self.context.shared, (id(self.block), self.context.squeeze)
        self.needs = shared.table_needs.setdefault(key, (self.block, self.needs))[1]

    def style(self, slot: Slot, scale: float = 1.0) -> Style:
        """Return a cell's style with its column's alignment, set smaller by `scale`."""
        ground = self.ground(slot)
        key = (slot.cell.header, slot.column, scale, ground or "")
        found = self.styles.get(key)
        if found is None:
            found = self.context.style("table-head" if slot.cell.header else "table-cell")
            if scale < 1.0:
                size = round(max(found.size * scale, found.min_size or found.size), 2)
                leading = round(found.leading * size / found.size, 2)
                found = replace(found, size=size, leading=leading)
            align = self.align(slot.column)
            if align in ("right", "decimal"):
                # Figures stand on the right also where lines begin there.
                turned = is_rtl(self.context.shared.lang)
                found = replace(found, align="left" if turned else "right")
            elif align == "center":
                found = replace(found, align="center")
            if ground is not None:
                found = self._readable(found, ground)
            self.styles[key] = found
        return found

    def ground(self, slot: Slot) -> str | None:
        """Return a cell's own ground, or that of the row or column that is stressed."""
        if slot.cell.fill is not None:
            return slot.cell.fill
        block = self.block
        across = any(
            column in block.highlight_columns
            for column in range(slot.column, slot.column + slot.cell.colspan)
        )
        return "tint" if across or slot.row in block.highlight_rows else None

    def _readable(self, style: Style, ground: str) -> Style:
        """Return a cell's style in a colour that reads on its ground (WCAG 2.2, 1.4.3)."""
        theme = self.context.shared.theme
        back = theme.color(ground).rgb
        choices = (style.color, *(t for t in ON_FILLS if t in theme.palette))
        for token in choices:
            if contrast(theme.color(token).rgb, back) >= LEAST_CONTRAST:
                return replace(style, color=token) if token != style.color else style
        best = max(choices, key=lambda t: contrast(theme.color(t).rgb, back))
        reached = contrast(theme.color(best).rgb, back)
        self.context.shared.warn_once(
            codes.CELL_CONTRAST,
            f'no text reads on a cell of "{ground}": "{best}" has {reached:.1f}:1,'
            f" needs {LEAST_CONTRAST:g}:1",
            self.block.origin,
            "choose a lighter or a darker token",
        )
        return replace(style, color=best)

    def align(self, column: int) -> TextAlign:
        """Return the alignment of a column."""
        return self.block.align[column] if column < len(self.block.align) else "left"

    @property
    def smallest(self) -> float:
        """The share of its size to which the type may be set smaller."""
        styles = [self.context.style(name) for name in ("table-head", "table-cell")]
        return min(min(s.min_size or s.size, s.size) / s.size for s in styles)

    def needs_at(self, scale: float) -> Needs:
        """Return what the columns need with the type at a share of its size."""
        found = self.needs.get(scale)
        if found is None:
            found = self.needs[scale] = self._measure_needs(scale)
        return found

    def _measure_needs(self, scale: float) -> Needs:
        pad = self.pad_x * 2 * max(scale, 0.6)
        found = Needs(*([pad + 4.0] * self.columns for _ in range(4)))
        kinds = (found.whole, found.hyphenated, found.divided, found.most)
        spanning: list[tuple[Slot, Extents]] = []
        for slot in self.slots:
            if not slot.cell.inline:
                continue
            style = self.style(slot, scale)
            needed = self.context.setter.extents(slot.cell.inline, style)
            if slot.cell.colspan > 1:
                spanning.append((slot, needed))
                continue
            for columns, need in zip(kinds, needed, strict=True):
                columns[slot.column] = max(columns[slot.column], need + pad + 0.5)
        for slot, needed in spanning:
            last = min(slot.column + slot.cell.colspan, self.columns)
            for columns, need in zip(kinds[:-1], needed[:-1], strict=True):
                lack = need + pad + 0.5 - sum(columns[slot.column : last])
                for column in range(slot.column, last):
                    columns[column] += max(lack, 0.0) / (last - slot.column)
        for column, least in enumerate(found.whole):
            found.most[column] = max(found.most[column], least)
        return found

    def sized(self, width: float) -> tuple[float, list[float], bool]:
        """Return the share of its size the type has at `width`, the columns' least widths, and
        whether they fit well: whole words before hyphenated ones, larger type before smaller.

        What fits with short words divided alone doesn't fit well; nor, in decks, what fits with
        hyphens: LibreOffice draws none.
        """
        least = self.smallest
        for hyphenated in (False, True) if self.context.setter.hyphenates else (False,):
            scale = 1.0
            while True:
                needs = self.needs_at(scale)
                wanted = needs.hyphenated if hyphenated else needs.whole
                if sum(wanted) <= width + 0.01:
                    return scale, wanted, True
                if scale <= least:
                    break
                guess = scale * width / sum(wanted)
                scale = max(min(guess - guess % STEP, scale - STEP), least)
        needs = self.needs_at(least)
        long_ones = sum(needs.hyphenated) <= width + 0.01
        return least, needs.hyphenated if long_ones else needs.divided, False

    def fits(self, width: float) -> bool:
        """Say whether the table can be set to `width` without cutting a number or a word."""
        return self.sized(width)[2]

    def crowded(self, width: float) -> bool:
        """Say whether many columns are so narrow at `width` that words in them are hyphenated."""
        scale, least, fits = self.sized(width)
        needs = self.needs_at(scale)
        widths = share_widths(least, needs.most, self.block.widths, width)
        narrow = sum(w < n - 0.01 for w, n in zip(widths, needs.whole, strict=True))
        return not fits or narrow > max(self.columns * MOST_NARROW, 1)

    def measure(self, width: float) -> Measured:
        """Return the table set to `width`."""
        found = self.measured.get(width)
        if found is None:
            found = self.measured[width] = self._measure(width)
        return found

    def _measure(self, width: float) -> Measured:
        scale, least, _ = self.sized(width)
        widths = share_widths(least, self.needs_at(scale).most, self.block.widths, width)
        pad_x = self.pad_x * max(scale, 0.6) if scale < 1.0 else self.pad_x
        paras = {
            n: self.context.setter.set(
                slot.cell.inline,
                self.style(slot, scale),
                sum(widths[slot.column : slot.column + slot.cell.colspan]) - pad_x * 2,
                self.cells[slot.row, slot.column],
            )
            for n, slot in enumerate(self.slots)
        }
        heights = self._heights(paras)
        return Measured(widths, heights, _running(heights), paras, pad_x)

    def _heights(self, paras: dict[int, TextPara]) -> list[float]:
        pad = self.pad_y * 2
        heights = [pad] * len(self.block.rows)
        tall = [(n, s) for n, s in enumerate(self.slots) if s.cell.rowspan > 1]
        for n, slot in enumerate(self.slots):
            if slot.cell.rowspan == 1:
                heights[slot.row] = max(heights[slot.row], paras[n].height + pad)
        for n, slot in tall:
            last = min(slot.row + slot.cell.rowspan, len(heights))
            lack = paras[n].height + pad - sum(heights[slot.row : last])
            if lack > 0:
                heights[last - 1] += lack
        return heights


@dataclass(frozen=True, slots=True)
class RowPart:
    """Some lines of a row that is divided: the cells' text (by slot), and its height."""

    paras: Mapping[int, TextPara]
    height: float


MOST_EXTRA = 26.0
"""Composing adds no more to a row's height, in points."""


class TableFlow(BlockFlowable):
    """A table, or some rows of it under its repeated header."""

    def __init__(
        self,
        data: TableData,
        start: int | None = None,
        end: int | None = None,
        parts: Mapping[int, RowPart] | None = None,
    ) -> None:
        super().__init__()
        self.data = data
        self.head = min(data.block.header_rows, len(data.block.rows))
        self.start = self.head if start is None else start
        self.end = len(data.block.rows) if end is None else end
        self.parts = parts or {}
        """Rows of which this holds some lines only (its first, its last)."""
        self.extra = 0.0
        """Added to each row's height, in points: cells' text stands in the middle."""

    @property
    def _count(self) -> int:
        return self.head + self.end - self.start

    def _heights(self, width: float) -> list[float]:
        measured = self.data.measure(width)
        return [
            (self.parts[row].height if row in self.parts else measured.heights[row]) + self.extra
            for row in (*range(self.head), *range(self.start, self.end))
        ]

    def height_at(self, width: float) -> float:
        """Return the height of header and rows."""
        measured = self.data.measure(width)
        tops, total = measured.tops, measured.tops[self.head]
        total += tops[self.end] - tops[self.start] + self.extra * self._count
        return total + sum(part.height - measured.heights[r] for r, part in self.parts.items())

    def layout(self, width: float) -> Placement:
        """Return the header and this part's rows as one table item."""
        data, measured = self.data, self.data.measure(width)
        rows = (*range(self.head), *range(self.start, self.end))
        heights = self._heights(width)
        tops, lefts = _running(heights), _running(measured.widths)
        cells = [
            self._cell(data.slots[n], self._para(n, measured), number, tops, lefts)
            for number, row in enumerate(rows)
            for n in data.by_row[row]
        ]
        rect = Rect(0, 0, lefts[-1], tops[-1])
        pad_x, pad_y = measured.pad_x, data.pad_y + self.extra / 2
        item = TableItem(
            rect,
            tuple(measured.widths),
            tuple(heights),
            tuple(cells),
            self.head,
            (pad_x, pad_y, pad_x, pad_y),
            data.elem,
            data.block.alt,
            f"Table: {data.block.caption.words}"[:80],
            self.start > self.head or self._continues_row,
            tuple(
                table_rules(
                    cells,
                    lefts,
                    tops,
                    self.head,
                    table_look(data.context.theme, data.context.medium),
                )
            ),
        )
        return Placement((item,), rect.height)

    @property
    def _continues_row(self) -> bool:
        part = self.parts.get(self.start)
        return part is not None and any(p.continued for p in part.paras.values())

    def _para(self, slot: int, measured: Measured) -> TextPara:
        part = self.parts.get(self.data.slots[slot].row)
        return measured.paras[slot] if part is None else part.paras[slot]

    def _cell(
        self, slot: Slot, para: TextPara, row: int, tops: list[float], lefts: list[float]
    ) -> PlacedCell:
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
            (para,) if slot.cell.inline and para.lines else (),
            slot.cell.header,
            self._ground(slot),
            self.data.align(slot.column),
            para.elem,
        )

    def _ground(self, slot: Slot) -> str | None:
        """Return a cell's own ground, or that of the row or column that is stressed."""
        return self.data.ground(slot)

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the table with higher rows."""
        made = TableFlow(self.data, self.start, self.end, self.parts)
        made.space_before, made.space_after = self.space_before, self.space_after
        spare = (height - self.height_at(width)) / max(self._count, 1)
        made.extra = min(max(self.extra + spare, 0.0), MOST_EXTRA)
        return made

    def most(self, width: float) -> float:
        """Return the height with the highest rows that look well."""
        return self.height_at(width) + (MOST_EXTRA - self.extra) * self._count

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between rows that no row span ties; at least one row on either side.

        A row higher than half a page is divided between its lines.
        """
        measured, tied = self.data.measure(width), self.data.tied
        if self.height_at(width) <= height + 0.01:
            return []
        room = height - measured.tops[self.head]
        first = self.parts.get(self.start)
        more = first.height - measured.heights[self.start] if first else 0.0
        wanted = measured.tops[self.start] + room - more + 0.01
        # the first row that doesn't fit; the last row may be shorter than measured
        row = min(max(bisect_right(measured.tops, wanted) - 1, self.start), self.end - 1)
        best = row
        while best > self.start and tied[best] < best:
            best -= 1
        used = measured.tops[best] - measured.tops[self.start] + (more if best > self.start else 0)
        if best == row and (parts := self._row_parts(best, width, room - used)):
            return self._halves(best, parts)
        return self._halves(best) if best > self.start else []

    def _halves(
        self, row: int, parts: tuple[RowPart, RowPart] | None = None
    ) -> list[BlockFlowable]:
        """Return the rows before `row` and those from it on; or both with a part of it."""
        head, rest = dict(self.parts), dict(self.parts)
        if parts:
            head[row], rest[row] = parts
        end = row + 1 if parts else row
        made = [
            TableFlow(self.data, self.start, end, {r: p for r, p in head.items() if r < end}),
            TableFlow(self.data, row, self.end, {r: p for r, p in rest.items() if r >= row}),
        ]
        made[0].space_before, made[1].space_after = self.space_before, self.space_after
        return list(made)

    def _row_parts(
        self, row: int, width: float, room: float, always: bool = False
    ) -> tuple[RowPart, RowPart] | None:
        """Divide a row between lines so that its beginning fits `room`, if it is very high."""
        data, measured = self.data, self.data.measure(width)
        own = self.parts.get(row)
        tall = own.height if own else measured.heights[row]
        page = data.context.shared.full_height
        if not always and not (page and tall > page * TALL_ROW):
            return None
        slots = data.by_row[row]
        if any(data.slots[n].cell.rowspan > 1 for n in slots) or data.tied[row] != row:
            return None
        pad = data.pad_y * 2
        above: dict[int, TextPara] = {}
        below: dict[int, TextPara] = {}
        for n in slots:
            para = self._para(n, measured)
            fit = int((room - pad + 0.01) // para.style.leading)
            if fit < min(LEAST_LINES, len(para.lines)):
                return None
            if len(para.lines) - fit < LEAST_LINES and fit < len(para.lines):
                fit = max(len(para.lines) - LEAST_LINES, 1)
            above[n] = lines_of(para, 0, fit) if fit < len(para.lines) else para
            below[n] = (
                lines_of(para, fit, len(para.lines))
                if fit < len(para.lines)
                else replace(para, lines=(), height=0.0, spans=(), continued=True)
            )
        if not any(p.lines for p in below.values()):
            return None
        return (
            RowPart(above, max(p.height for p in above.values()) + pad),
            RowPart(below, max(p.height for p in below.values()) + pad),
        )

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the table with its first row divided, if that doesn't fit."""
        room = height - self.data.measure(width).tops[self.head]
        parts = self._row_parts(self.start, width, room, always=True)
        return self._halves(self.start, parts) if parts else []


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
    elem = Elem("Table", id=block.id, alt=block.alt or None, title=block.caption.words or None)
    return captioned(
        block.caption,
        Inline(),
        block.credit,
        context,
        elem,
        lambda _: make_table(block, context, elem),
    )
