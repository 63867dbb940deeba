"""Dividing blocks: what comes out is what went in, and each part fits."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from typeset_samples import bullets, context, drawn, inline, para, paras_on, table

from docgen.layout.blocks import (
    Block,
    Callout,
    Columns,
    Heading,
    ImageBlock,
    Keep,
    Metrics,
    MetricTile,
    People,
    PersonEntry,
    QuoteBlock,
    TableBlock,
    TableCell,
    Timeline,
    TimelineEvent,
)
from docgen.placed.images import crop_to
from docgen.placed.items import TableItem
from docgen.placed.walk import leaves
from docgen.typeset.flowables.base import BlockFlowable as Flow
from docgen.typeset.flowables.base import flows
from docgen.typeset.flowables.figures import Figure
from docgen.typeset.flowables.stack import divide, height_of, loosen_first, stack
from docgen.typeset.flowables.text import TextFlow

LONG = "words of a paragraph that goes on for some lines "


def made(*blocks: Block) -> list[Flow]:
    return flows(blocks, context())


def text(blocks: list[Flow], width: float) -> str:
    return "".join(drawn(p) for p in paras_on(stack(blocks, width).items)).replace(" ", "")


def all_parts(blocks: list[Flow], width: float, height: float) -> list[list[Flow]]:
    parts: list[list[Flow]] = []
    rest = blocks
    while rest:
        head, rest = divide(rest, width, height)
        while not head:
            rest = loosen_first(rest, width, height)
            assert rest, "nothing to loosen"
            head, rest = divide(rest, width, height)
        parts.append(head)
        assert len(parts) < 200
    return parts


SAMPLES: dict[str, Block] = {
    "paragraph": para(LONG * 12),
    "list": bullets(*(LONG * (1 + n % 3) for n in range(12))),
    "callout": Callout(title=inline("Head"), blocks=(para(LONG * 8), bullets(LONG, LONG))),
    "quote": QuoteBlock(inline=inline(LONG * 9), by=inline("Somebody")),
    "columns": Columns(columns=((para(LONG * 9),), (bullets(LONG, LONG * 2, LONG),))),
    "balanced": Columns(columns=((para(LONG * 9), bullets(LONG, LONG)),), balance=True),
    "keep": Keep(blocks=(para(LONG * 6), para(LONG * 6))),
    "people": People(
        entries=tuple(PersonEntry(name=inline(f"P{n}"), note=inline(LONG * 3)) for n in range(7))
    ),
    "metrics": Metrics(
        tiles=tuple(MetricTile(value=inline(f"{n}"), label=inline(LONG * 3)) for n in range(9))
    ),
    "timeline": Timeline(
        events=tuple(TimelineEvent(when=f"20{n}", inline=inline(LONG * 2)) for n in range(10, 19))
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("height", [150.0, 230.0, 400.0])
def test_parts_fit_and_lose_nothing(name: str, height: float) -> None:
    blocks = made(SAMPLES[name])
    parts = all_parts(blocks, 420, height)
    for part in parts:
        assert height_of(part, 420) <= height + 0.02
    # columns are read across in each part, so only the letters can be compared
    assert sorted("".join(text(p, 420) for p in parts)) == sorted(text(blocks, 420))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=12), st.floats(80, 500), st.floats(120, 600)
)
def test_stacks_of_paragraphs(counts: list[int], height: float, width: float) -> None:
    blocks = made(*(para("word " * n) for n in counts))
    head, rest = divide(blocks, width, height)
    assert height_of(head, width) <= height + 0.02
    assert text(head, width) + text(rest, width) == text(blocks, width)
    for part in (head[-1:], rest[:1]):
        for block in part:
            assert isinstance(block, TextFlow)
            lines, whole = len(block.para(width).lines), block.part is None
            assert whole or lines >= 2


def test_a_stack_is_as_high_as_its_blocks_and_the_larger_spaces() -> None:
    blocks = made(para("one"), Heading(level=2, inline=inline("Head")), para("two"))
    spaces = [max(a.space_after, b.space_before) for a, b in itertools.pairwise(blocks)]
    total = sum(b.place(300).height for b in blocks) + sum(spaces)
    assert height_of(blocks, 300) == pytest.approx(total)
    assert stack(blocks, 300).height == pytest.approx(total)


def test_a_heading_is_never_left_alone() -> None:
    blocks = made(para(LONG * 3), Heading(level=2, inline=inline("Head")), para(LONG * 6))
    for height in range(30, 500, 7):
        head, rest = divide(blocks, 400, height)
        assert not (rest and head and head[-1].keep_next)


def test_a_divided_item_has_one_marker() -> None:
    blocks = made(bullets(LONG * 12))
    head, rest = divide(blocks, 300, 150)
    labels = [
        p.bullet.label for b in (head, rest) for p in paras_on(stack(b, 300).items) if p.bullet
    ]
    assert len(labels) == 2 and labels[0] and not labels[1]


@pytest.mark.parametrize("height", [120.0, 200.0, 333.0])
def test_tables_repeat_their_header_and_keep_rows_whole(height: float) -> None:
    blocks = made(table(30, 4, LONG))
    parts = all_parts(blocks, 500, height * 2)
    rows = []
    for part in parts:
        items = [i for i in leaves(stack(part, 500).items) if isinstance(i, TableItem)]
        for item in items:
            assert item.header_rows == 1
            assert next(drawn(c.paras[0]) for c in item.cells if c.row == 0) == "Head 0"
            rows += [c for c in item.cells if c.row > 0 and c.column == 0]
    assert len(rows) == 30


def test_rows_tied_by_a_span_stay_together() -> None:
    cell = TableCell(inline=inline("x"))
    tied = TableCell(inline=inline("tied"), rowspan=3)
    rows = [(cell, cell)] + [r for _ in range(6) for r in ((tied, cell), (cell,), (cell,))]
    blocks = made(TableBlock(rows=tuple(rows)))
    for part in all_parts(blocks, 300, 170):
        for item in leaves(stack(part, 300).items):
            assert isinstance(item, TableItem)
            assert (len(item.heights) - 1) % 3 == 0


def test_columns_of_a_balanced_stream_are_even() -> None:
    blocks = made(Columns(columns=((bullets(*[LONG] * 8),),), balance=True))
    items = stack(blocks, 500).items
    lowest: dict[float, float] = {}
    for leaf in leaves(items):
        lowest[leaf.rect.x] = max(lowest.get(leaf.rect.x, 0.0), leaf.rect.bottom)
    low, high = min(lowest.values()), max(lowest.values())
    assert len(lowest) == 2 and high - low < 90


def test_a_figure_is_not_parted_from_its_caption(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    Image.new("RGB", (400, 300)).save(path)
    blocks = made(
        para(LONG), ImageBlock(path=str(path), caption=inline("Cap"), credit=inline("Credit"))
    )
    assert isinstance(blocks[1], Figure)
    assert divide(blocks, 400, blocks[0].place(400).height + 100)[0] == blocks[:1]


@given(
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.floats(0.05, 20),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_crop_has_the_ratio_and_stays_in_the_picture(
    width: int, height: int, ratio: float, x: float, y: float
) -> None:
    left, top, right, bottom = crop_to((width, height), ratio, (x, y))
    assert min(left, top, right, bottom) >= -1e-9
    wide, high = width * (1 - left - right), height * (1 - top - bottom)
    assert wide / high == pytest.approx(ratio, rel=1e-6)
    assert (left == right == 0) or (top == bottom == 0) or ratio == pytest.approx(width / height)
    inside = left - 1e-9 <= x <= 1 - right + 1e-9 and top - 1e-9 <= y <= 1 - bottom + 1e-9
    assert inside
