"""Tables that are too wide for their page or slide, even with their smallest type and hyphens.

A brief sets such a table on a landscape page. Where that isn't enough, or there is none (decks,
briefs of one page), its columns are divided over several tables, the first column repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.foundation import codes
from docgen.foundation.diagnostics import Location
from docgen.layout.blocks import Block, Fit, Inline, Keep, OwnPage, Span, TableBlock, TableCell
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.table import Slot, TableData, grid_slots

EVENING_STEPS = 8
"""Halvings of the width when columns are shared out evenly."""


def for_pages(
    blocks: Sequence[Block], context: Context, width: float, turned: float | None
) -> tuple[Block, ...]:
    """Return a brief's blocks with too wide tables turned, or divided by columns.

    `width` is that of the text area, `turned` that of a landscape page's, None without one.
    """
    made: list[Block] = []
    for block in blocks:
        wide = [t for t in _tables(block) if not _fits(t, context, width)]
        if not wide:
            made.append(block)
        elif turned is not None and all(_fits(t, context, turned) for t in _tables(block)):
            _tell(wide[0], context, codes.TABLE_TURNED, "it stands on a landscape page")
            made.append(OwnPage(blocks=(block,), floats=True, origin=block.origin))
        else:
            made += _narrowed(block, context, width)
    return tuple(made)


def for_slide(blocks: Sequence[Block], context: Context, width: float) -> tuple[Block, ...]:
    """Return a slide's blocks with too wide tables divided by columns."""
    return tuple(one for block in blocks for one in _narrowed(block, context, width))


def _tables(block: Block) -> list[TableBlock]:
    """Return the tables that have a block's whole width."""
    if isinstance(block, TableBlock):
        return [block]
    if isinstance(block, Keep | Fit):
        return [t for inner in block.blocks for t in _tables(inner)]
    return []


def _narrowed(block: Block, context: Context, width: float) -> tuple[Block, ...]:
    """Return a block with the tables in it that don't fit `width` divided."""
    if isinstance(block, TableBlock):
        parts = divided_by_columns(block, context, width)
        if len(parts) > 1:
            told = f"its columns stand in {len(parts)} tables, the first repeated"
            _tell(block, context, codes.TABLE_DIVIDED, told)
        return parts
    if isinstance(block, Keep | Fit):
        kept = tuple(one for inner in block.blocks for one in _narrowed(inner, context, width))
        if len(kept) == len(block.blocks):
            return (block,)
        return kept if isinstance(block, Keep) else (replace(block, blocks=kept),)
    return (block,)


def _tell(block: TableBlock, context: Context, code: str, told: str) -> None:
    texts = context.shared.summary.texts
    refs = [ref for row in block.rows for cell in row for ref in cell.inline.refs]
    at = next((texts[ref].location for ref in refs if ref < len(texts)), block.source)
    name = f' "{block.caption.words}"' if block.caption else ""
    context.shared.notice_once(
        code,
        f"the table{name} is too wide even at its smallest type: {told}",
        at or Location(context.shared.summary.path),
        "leave columns out, or round its figures",
    )


def _data(block: TableBlock, context: Context) -> TableData:
    slots, columns = grid_slots(block)
    pads = context.length("table-pad-x"), context.length("table-pad-y")
    return TableData(block, slots, columns, context, Elem("Artifact"), {}, *pads)


def _fits(block: TableBlock, context: Context, width: float) -> bool:
    return not block.rows or _data(block, context).fits(width)


def divided_by_columns(block: TableBlock, context: Context, width: float) -> tuple[TableBlock, ...]:
    """Return the fewest tables that hold a table's columns, the first one in each.

    The table itself, if it fits; also where even two columns don't.
    """
    if not block.rows:
        return (block,)
    data = _data(block, context)
    if data.columns < 3 or data.fits(width):
        return (block,)
    needs = data.needs_at(data.smallest).hyphenated
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
