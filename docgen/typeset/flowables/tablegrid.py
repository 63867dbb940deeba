"""The arithmetic of tables: which cell covers which slot, and how wide columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.layout.blocks import TableBlock, TableCell


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
    wish = [m - one for m, one in zip(most, least, strict=True)]
    spare = (width - low) / sum(wish)
    return [one + w * spare for one, w in zip(least, wish, strict=True)]


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
