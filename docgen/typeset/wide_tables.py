"""Tables that are too wide for their place, even with their smallest type and hyphens.

In a column, a grid or a box beside others, such a table stands across the page or slide instead.
What is too wide for the page as well has a landscape page of a brief. Where that isn't enough, or
there is none (decks, briefs of one page), its columns are divided over several tables, the first
column repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.foundation import codes
from docgen.foundation.diagnostics import Location
from docgen.layout.blocks import (
    Block,
    Callout,
    Columns,
    Fit,
    Grid,
    Heading,
    Inline,
    Keep,
    OwnPage,
    Span,
    TableBlock,
    TableCell,
)
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.boxes import callout_insets
from docgen.typeset.flowables.columns import shares
from docgen.typeset.flowables.table import Slot, TableData, grid_slots

EVENING_STEPS = 8
"""Halvings of the width when columns are shared out evenly."""


def for_pages(
    blocks: Sequence[Block], context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return a brief's blocks with too wide tables across the page, turned, or divided.

    `width` is that of the text area, `turned` that of a landscape page's, None without one.
    """
    return tuple(one for block in blocks for one in _suited(block, context, width, turned))


def for_slide(blocks: Sequence[Block], context: Context, width: float) -> tuple[Block, ...]:
    """Return a slide's blocks with too wide tables across the slide, or divided by columns."""
    return for_pages(blocks, context, width, None)


def _suited(
    block: Block, context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return what stands for a block at a width: the block itself if its tables fit."""
    if turned is not None and (table := _to_turn(block, context, width, turned)):
        _tell(table, context, codes.TABLE_TURNED, "it stands on a landscape page")
        return (OwnPage(blocks=(block,), floats=True, origin=block.origin),)
    if _misfit(block, context, width) is None:
        if isinstance(block, OwnPage) and (turned is not None or not block.landscape):
            room = turned if block.landscape and turned is not None else width
            return (replace(block, blocks=for_pages(block.blocks, context, room, None)),)
        return (block,)
    if isinstance(block, Columns) and block.balance:
        return _stream_around(block, context, width, turned)
    if isinstance(block, Columns | Grid):
        return _cells_before(block, context, width, turned)
    return _narrowed(block, context, width, turned)


def _to_turn(block: Block, context: Context, width: float, turned: float) -> TableBlock | None:
    """Return the first table that a landscape page is for: all of a block's fit there, and one of
    the page's width doesn't here, or many of its words are divided here and not there.
    """
    whole = [table for table, room in _tables(block, context, width) if room == width]
    for wide in (_crowded, _misfitting):
        found = [table for table in whole if wide(table, context, width)]
        if found and not any(wide(table, context, turned) for table in whole):
            return found[0]
    return None


def _tables(block: Block, context: Context, width: float) -> Iterator[tuple[TableBlock, float]]:
    """Yield the tables in a block of a width, and the width that each has, in points."""
    if isinstance(block, TableBlock):
        yield block, width
    elif isinstance(block, Keep | Fit):
        for inner in block.blocks:
            yield from _tables(inner, context, width)
    elif isinstance(block, Callout):
        for inner in block.blocks:
            yield from _tables(inner, context, width - callout_insets(block, context))
    elif isinstance(block, Columns | Grid):
        for cell, room in zip(*_cells(block, context, width), strict=True):
            for inner in cell:
                yield from _tables(inner, context, room)


def _cells(
    block: Columns | Grid, context: Context, width: float
) -> tuple[tuple[tuple[Block, ...], ...], list[float]]:
    """Return the streams of blocks that stand beside one another, and the width of each."""
    gap = block.gap if block.gap is not None else context.length("gutter")
    if isinstance(block, Grid):
        room = shares((), block.columns, width, gap)[0]
        return block.cells, [room] * len(block.cells)
    if block.balance:
        stream = tuple(one for column in block.columns for one in column)
        count = len(block.columns) if len(block.columns) > 1 else max(len(block.widths), 2)
        return (stream,), [(width - gap * (count - 1)) / count]
    return block.columns, shares(block.widths, len(block.columns), width, gap)


def _misfit(block: Block, context: Context, width: float) -> TableBlock | None:
    """Return the first table in a block that doesn't fit where it stands."""
    tables = _tables(block, context, width)
    return next((table for table, room in tables if _misfitting(table, context, room)), None)


def _across(
    block: Block, table: TableBlock, context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return a block that leaves its column because of a table, at the full width."""
    found = _suited(block, context, width, turned)
    if found == (block,):
        place = "slide" if context.medium == "deck" else "page"
        _tell(table, context, codes.TABLE_ACROSS, f"it stands across the {place}", "its column")
    return found


def _stream_around(
    block: Columns, context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return balanced columns that end before each wide table and go on behind it."""
    (stream,), (room,) = _cells(block, context, width)
    count = len(block.columns) if len(block.columns) > 1 else max(len(block.widths), 2)
    made: list[Block] = []
    held: list[Block] = []

    def flush() -> None:
        if held:
            columns = (tuple(held), *((),) * (count - 1))
            made.append(replace(block, columns=columns, id=None if made else block.id))
            held.clear()

    for one in stream:
        table = _misfit(one, context, room)
        if table is None:
            held.append(one)
            continue
        heads: list[Block] = []
        while held and isinstance(held[-1], Heading):
            heads.insert(0, held.pop())
        flush()
        made += [*heads, *_across(one, table, context, width, turned)]
    flush()
    return tuple(made)


def _cells_before(
    block: Columns | Grid, context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return columns or a grid without their wide tables, and those after it.

    A grid has fewer columns rather, where that is enough. A heading goes with the table that is
    all it heads.
    """
    if isinstance(block, Grid):
        for count in range(block.columns - 1, 1, -1):
            fewer = replace(block, columns=count)
            if _misfit(fewer, context, width) is None:
                return (fewer,)
    cells, rooms = _cells(block, context, width)
    left: list[tuple[Block, ...]] = []
    after: list[Block] = []
    for cell, room in zip(cells, rooms, strict=True):
        stay: list[Block] = []
        for n, one in enumerate(cell):
            table = _misfit(one, context, room)
            if table is None:
                stay.append(one)
                continue
            if n + 1 == len(cell) or isinstance(cell[n + 1], Heading):
                head = len(stay)
                while head and isinstance(stay[head - 1], Heading):
                    head -= 1
                after += stay[head:]
                del stay[head:]
            after += _across(one, table, context, width, turned)
        left.append(tuple(stay))
    filled = [cell for cell in left if cell]
    if len(filled) < 2:
        return (*(one for cell in filled for one in cell), *after)
    if isinstance(block, Grid):
        columns = min(block.columns, len(filled))
        return (replace(block, cells=tuple(filled), columns=columns), *after)
    return (replace(block, columns=tuple(left)), *after)


def _narrowed(
    block: Block, context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return a block with the tables in it that don't fit `width` divided."""
    if isinstance(block, TableBlock):
        parts = divided_by_columns(block, context, width)
        if len(parts) > 1:
            told = f"its columns stand in {len(parts)} tables, the first repeated"
            _tell(block, context, codes.TABLE_DIVIDED, told)
        return parts
    if isinstance(block, Keep):
        kept = for_pages(block.blocks, context, width, turned)
        return (replace(block, blocks=kept),) if len(kept) == len(block.blocks) else kept
    if isinstance(block, Fit):
        return (replace(block, blocks=for_pages(block.blocks, context, width, None)),)
    if isinstance(block, Callout):
        inner = width - callout_insets(block, context)
        return (replace(block, blocks=for_pages(block.blocks, context, inner, None)),)
    return (block,)


def _tell(
    block: TableBlock, context: Context, code: str, told: str, place: str = "its place"
) -> None:
    texts = context.shared.summary.texts
    refs = [ref for row in block.rows for cell in row for ref in cell.inline.refs]
    at = next((texts[ref].location for ref in refs if ref < len(texts)), block.source)
    name = f' "{block.caption.words}"' if block.caption else ""
    context.shared.notice_once(
        code,
        f"the table{name} is too wide for {place} even at its smallest type: {told}",
        at or Location(context.shared.summary.path),
        "leave columns out, or round its figures",
    )


def _data(block: TableBlock, context: Context) -> TableData:
    slots, columns = grid_slots(block)
    pads = context.length("table-pad-x"), context.length("table-pad-y")
    return TableData(block, slots, columns, context, Elem("Artifact"), {}, *pads)


def _misfitting(block: TableBlock, context: Context, width: float) -> bool:
    return bool(block.rows) and not _data(block, context).fits(width)


def _crowded(block: TableBlock, context: Context, width: float) -> bool:
    return bool(block.rows) and _data(block, context).crowded(width)


def divided_by_columns(block: TableBlock, context: Context, width: float) -> tuple[TableBlock, ...]:
    """Return the fewest tables that hold a table's columns, the first one in each.

    The table itself, if it fits; also where even two columns don't.
    """
    if not block.rows:
        return (block,)
    data = _data(block, context)
    if data.columns < 3 or data.fits(width):
        return (block,)
    measured = data.needs_at(data.smallest)
    needs = measured.hyphenated if context.setter.hyphenates else measured.whole
    room = width - needs[0]
    runs = _runs(data.slots, data.columns, needs, room)
    groups = _shared(runs, needs, room)
    low, high = 0.0, room
    for _ in range(EVENING_STEPS):
        middle = (low + high) / 2
        even = _shared(runs, needs, middle)
        if len(even) <= len(groups):
            groups, high = even, middle
        else:
            low = middle
    if len(groups) < 2:
        return (block,)
    return tuple(
        _part(block, data, (0, *columns), number, len(groups))
        for number, columns in enumerate(groups, 1)
    )


def _runs(
    slots: Sequence[Slot], columns: int, needs: Sequence[float], room: float
) -> list[list[int]]:
    """Return the columns but the first, those under one header together where they fit."""
    tied = {
        column
        for slot in slots
        for column in range(slot.column + 1, slot.column + slot.cell.colspan)
    }
    runs: list[list[int]] = []
    for column in range(1, columns):
        together = runs and column in tied
        if together and sum(needs[c] for c in (*runs[-1], column)) <= room:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _shared(runs: Sequence[Sequence[int]], needs: Sequence[float], room: float) -> list[list[int]]:
    groups: list[list[int]] = []
    used = 0.0
    for run in runs:
        wide = sum(needs[c] for c in run)
        if groups and used + wide <= room + 0.01:
            groups[-1] += run
            used += wide
        else:
            groups.append(list(run))
            used = wide
    return groups


def _part(
    block: TableBlock, data: TableData, columns: Sequence[int], number: int, of: int
) -> TableBlock:
    """Return a table of some columns; its caption says which part it is."""
    rows: list[list[TableCell]] = [[] for _ in block.rows]
    for slot in data.slots:
        last = slot.column + slot.cell.colspan
        span = sum(slot.column <= column < last for column in columns)
        if span:
            rows[slot.row].append(replace(slot.cell, colspan=span))
    stressed = [c for c in block.highlight_columns if c in columns]
    caption = block.caption
    if caption:
        caption = Inline((*caption.spans, Span(f" ({number}/{of})")), caption.refs)
    return replace(
        block,
        rows=tuple(tuple(row) for row in rows),
        align=tuple(data.align(column) for column in columns),
        widths=tuple(block.widths[c] if c < len(block.widths) else None for c in columns)
        if any(block.widths)
        else (),
        caption=caption,
        credit=block.credit if number == of else Inline(),
        id=block.id if number == 1 else None,
        highlight_columns=tuple(columns.index(c) for c in stressed),
    )
