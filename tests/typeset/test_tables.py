"""Tables: what columns get, what shrinks or is hyphenated first, where rows part."""

from __future__ import annotations

import pytest
from typeset_samples import context, inline

from docgen.layout.blocks import TableBlock, TableCell
from docgen.placed.items import TableItem
from docgen.placed.structure import Elem
from docgen.typeset.flowables.table import (
    TableFlow,
    grid_slots,
    make_table,
    row_groups,
    share_widths,
)


def block(rows: list[list[str]], header_rows: int = 1, **more: object) -> TableBlock:
    made = tuple(
        tuple(TableCell(inline=inline(t), header=n < header_rows) for t in row)
        for n, row in enumerate(rows)
    )
    return TableBlock(rows=made, header_rows=header_rows, **more)  # type: ignore[arg-type]


def flow(rows: list[list[str]], header_rows: int = 1, **more: object) -> TableFlow:
    return make_table(block(rows, header_rows, **more), context("brief"), Elem("Table"))


def item(made: TableFlow, width: float) -> TableItem:
    (found,) = made.place(width).items
    assert isinstance(found, TableItem)
    return found


@pytest.mark.parametrize(
    ("least", "most", "shares", "width", "widths"),
    [
        ([10, 20], [30, 60], [], 90, [30, 60]),
        ([10, 20], [30, 60], [], 180, [60, 120]),
        ([10, 20], [30, 60], [], 60, [20, 40]),
        ([40, 60], [80, 90], [], 50, [20, 30]),
        ([10, 10], [50, 50], [1, 3], 100, [25, 75]),
        ([40, 10], [50, 50], [1, 3], 100, [40, 60]),
        ([10, 10, 10], [50, 50, 50], [1, None, 1], 90, [30, 30, 30]),
    ],
)
def test_widths_are_shared(
    least: list[float],
    most: list[float],
    shares: list[float | None],
    width: float,
    widths: list[float],
) -> None:
    assert share_widths(least, most, shares, width) == pytest.approx(widths)


NUMBERS = [["Region", *map(str, range(2010, 2021))], ["Nordrhein", *["12,345.6"] * 11]]


def test_type_is_set_smaller_before_a_number_is_cut() -> None:
    made = flow(NUMBERS)
    wide, narrow = item(made, 900), item(flow(NUMBERS), 480)
    sizes = [one.cells[-1].paras[0].style.size for one in (wide, narrow)]
    assert sizes[1] < sizes[0] and sizes[1] >= made.data.style(made.data.slots[-1]).min_size
    for one in (wide, narrow):
        assert sum(one.widths) == pytest.approx(one.rect.width)
        for cell in one.cells[13:]:
            assert len(cell.paras[0].lines) == 1 and not cell.paras[0].lines[0].cut
    assert made.data.fits(480) and not made.data.fits(120)


def test_words_are_hyphenated_only_where_smaller_type_does_not_do() -> None:
    rows = [["Measure", "Responsibility"] * 3, ["Telecommunications", "infrastructure"] * 3]
    for width, hyphens in ((600, False), (420, False), (250, True)):
        lines = [x for c in item(flow(rows), width).cells for p in c.paras for x in p.lines]
        assert any(x.hyphen for x in lines) == hyphens and not any(x.cut for x in lines)


def test_rows_tied_by_spans_stay_together() -> None:
    span = TableCell(inline=inline("two"), rowspan=2)
    one = TableCell(inline=inline("one"))
    rows = ((one, one), (span, one), (one,), (one, one), (one, one))
    made = make_table(TableBlock(rows=rows, header_rows=1), context("brief"), Elem("Table"))
    slots, columns = grid_slots(made.data.block)
    assert columns == 2 and row_groups(slots, 5) == [0, 1, 1, 3, 4]
    tops = made.data.measure(300).tops
    assert made.divide(300, tops[2] + 1) == []  # only half of the tied rows would fit
    first, second = made.divide(300, tops[4] + 0.001)
    assert (first.start, first.end, second.start, second.end) == (1, 4, 4, 5)  # type: ignore[attr-defined]
    assert first.height_at(300) == pytest.approx(tops[4])
    assert second.height_at(300) == pytest.approx(tops[1] + tops[5] - tops[4])
    assert made.divide(300, tops[5]) == [] and made.divide(300, tops[1]) == []


def test_heights_are_those_of_what_is_placed() -> None:
    made = flow([["A", "B"], *[[f"{n}", "words of a cell " * (n % 4 + 1)] for n in range(30)]])
    left: list[TableFlow] = [made]
    rows = 0
    while left:
        one = left.pop()
        parts = one.divide(200, 150)
        if parts:
            left += reversed(parts)  # type: ignore[arg-type]
            continue
        placed = item(one, 200)
        assert (
            placed.rect.height == pytest.approx(one.height_at(200)) and placed.rect.height <= 150.02
        )
        assert placed.continued == (one.start > 1)
        rows += len(placed.heights) - 1
    assert rows == 30


def test_alignment_is_the_columns() -> None:
    cells = item(
        flow([["A", "B", "C"], ["1", "2", "3"]], align=("left", "decimal", "center")), 300
    ).cells
    assert [c.paras[0].style.align for c in cells[3:]] == ["left", "right", "center"]
    assert [c.align for c in cells[3:]] == ["left", "decimal", "center"]


def test_the_stressed_row_or_column_has_a_ground() -> None:
    rows = [["A", "B"], ["1", "2"], ["3", "4"]]
    for more, stressed in (
        ({"highlight_rows": (2,)}, {(2, 0), (2, 1)}),
        ({"highlight_columns": (1,)}, {(0, 1), (1, 1), (2, 1)}),
        ({"highlight_rows": (1,), "highlight_columns": (0,)}, {(0, 0), (1, 0), (1, 1), (2, 0)}),
        ({}, set()),
    ):
        cells = item(flow(rows, **more), 300).cells  # type: ignore[arg-type]
        assert {(c.row, c.column) for c in cells if c.fill} == stressed


def test_filling_adds_to_each_row_and_no_more_than_looks_well() -> None:
    made = flow([["A"], ["1"], ["2"], ["3"]])
    tall = made.height_at(200)
    for more, got in ((20.0, 20.0), (1000.0, made.most(200) - tall), (-5.0, 0.0)):
        filled = made.fill(200, tall + more)
        assert filled.height_at(200) == pytest.approx(tall + got)
        assert filled.place(200).height == pytest.approx(tall + got)
