"""Grids of tiles: no figure is cut, columns share the width, rows are even, no tile is alone."""

from __future__ import annotations

import pytest
from typeset_samples import context, inline, paras_on

from docgen.layout.blocks import Metrics, MetricTile
from docgen.typeset.flowables.base import flows
from docgen.typeset.flowables.columns import RowsFlow


def tiles(*values: str) -> RowsFlow:
    block = Metrics(tiles=tuple(MetricTile(value=inline(v), label=inline("Label")) for v in values))
    (found,) = flows([block], context("brief"))
    assert isinstance(found, RowsFlow)
    return found


@pytest.mark.parametrize(
    ("values", "width", "rows"),
    [
        (["1,250,000,000", "12", "7", "3"], 430, [4]),
        (["1,250,000,000"] * 4, 430, [2, 2]),
        (["1,250,000,000"] * 4, 125, [1, 1, 1, 1]),
        (["12"] * 5, 430, [3, 2]),
    ],
)
def test_as_many_tiles_a_row_as_cut_nothing(
    values: list[str], width: float, rows: list[int]
) -> None:
    grid = tiles(*values)._grid(width)
    assert [len(grid.row(n)) for n in range(grid.rows)] == rows
    assert sum(grid.widths) + grid.gap * (grid.count - 1) == pytest.approx(width)
    for para in paras_on(tiles(*values).place(width).items):
        assert len(para.lines) == 1 and not para.lines[0].cut


def test_a_last_row_that_is_not_full_takes_the_one_before_it_along() -> None:
    grid = tiles(*["12"] * 11)
    rows = grid._grid(430).rows
    tall = grid.height_at(430)
    first, second = grid.divide(430, tall - 1)
    assert rows == 3 and isinstance(second, RowsFlow) and second.start == rows - 2
    assert first.height_at(430) + second.height_at(430) + grid.gap == pytest.approx(tall)
    assert not grid.divide(430, 5)
