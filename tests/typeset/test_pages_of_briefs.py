"""Briefs: pages, the search for `max_pages`, what is kept together, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typeset_samples import brief_of, bullets, drawn, inline, para, paras_on, set_brief, table

from docgen.foundation.diagnostics import DocgenError
from docgen.layout.blocks import (
    Block,
    Callout,
    Columns,
    Fit,
    Heading,
    Keep,
    PageBreak,
    TableBlock,
    TableCell,
    Toc,
)
from docgen.placed.documents import Brief
from docgen.placed.items import TableItem
from docgen.placed.walk import leaves
from docgen.typeset import brief as briefs

LONG = "words of a paragraph that goes on for some lines of the page, one after another "


def sections(count: int, words: int = 6) -> list[Block]:
    made: list[Block] = []
    for n in range(count):
        made += [Heading(level=2, inline=inline(f"Head {n}")), para(LONG * words)]
    return made


def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The layouts that are made from now on."""
    made: list[object] = []
    run = briefs._run

    def counting(*args: object, **kwargs: object) -> object:
        made.append(args)
        return run(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(briefs, "_run", counting)
    return made


@pytest.mark.parametrize("contents", [False, True])
@pytest.mark.parametrize("words", [3, 7, 8, 9, 10, 11])
def test_one_page_costs_at_most_six_layouts(
    words: int, contents: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = counted(monkeypatch)
    blocks = [*([Toc()] if contents else []), *sections(6, words)]
    try:
        brief = set_brief(brief_of(*blocks, max_pages=1))
    except DocgenError as error:
        assert [d.code for d in error.diagnostics] == ["DG402"]
    else:
        assert len(brief.pages) == 1
        sizes = [p.style.size for p in paras_on(brief.pages[0].items)]
        assert min(sizes) >= 8.5
    assert 1 <= len(layouts) <= 6


def test_space_goes_before_type() -> None:
    def body_sizes(words: int) -> set[float]:
        brief = set_brief(brief_of(*sections(6, words), max_pages=1))
        return {p.style.size for p in paras_on(brief.pages[0].items) if p.style.name == "body"}

    designed = body_sizes(3)
    tight = [body_sizes(w) for w in (7, 8)]
    assert all(max(size) <= max(designed) for size in tight)
    assert max(designed) == 9.6


def test_too_much_is_refused_with_words_and_section() -> None:
    with pytest.raises(DocgenError) as caught:
        set_brief(brief_of(*sections(20, 9), max_pages=1))
    message = str(caught.value)
    assert message.startswith("s.yaml:1:8: error DG402")
    assert "allows 1 page" in message and "words too many" in message and "cut about" in message


def no_heading_last(brief: Brief) -> None:
    for page in brief.pages[:-1]:
        assert not paras_on(page.items)[-1].style.name.startswith("h")


@pytest.mark.parametrize("words", range(1, 12))
def test_no_heading_at_the_foot_and_no_line_alone(words: int) -> None:
    brief = set_brief(brief_of(*sections(30, words)))
    no_heading_last(brief)
    for page in brief.pages:
        for item in (paras_on(page.items)[0], paras_on(page.items)[-1]):
            assert len(item.lines) >= 2 or (not item.continued and drawn(item))


def test_no_text_is_lost_over_pages() -> None:
    blocks = [*sections(12), bullets(*[LONG * 2] * 30), Columns(columns=(tuple(sections(9)),))]
    brief = set_brief(brief_of(*blocks))
    shown = "".join(drawn(p) for page in brief.pages for p in paras_on(page.items))
    wanted = "".join(f"Head {n}{LONG * 6}" for n in range(12)) + LONG * 60
    wanted += "".join(f"Head {n}{LONG * 6}" for n in range(9))
    assert shown.replace(" ", "") == wanted.replace(" ", "")


def test_forced_breaks() -> None:
    brief = set_brief(brief_of(para("one"), PageBreak(), para("two"), PageBreak(), para("three")))
    assert [drawn(p) for page in brief.pages for p in paras_on(page.items)] == [
        "one",
        "two",
        "three",
    ]
    assert len(brief.pages) == 3


def test_kept_blocks_stay_together_unless_no_page_holds_them() -> None:
    for before in range(0, 40, 3):
        kept = Keep(blocks=(para("first"), para(LONG * 20), para("last")))
        brief = set_brief(brief_of(*[para(LONG)] * before, kept))
        pages = [
            n
            for n, page in enumerate(brief.pages)
            for p in paras_on(page.items)
            if drawn(p) in ("first", "last")
        ]
        assert pages[0] == pages[1]
    brief = set_brief(brief_of(Keep(blocks=tuple(para(LONG * 9) for _ in range(30)))))
    assert len(brief.pages) > 1


def test_a_fitted_region_is_set_smaller_when_a_page_is_too_small() -> None:
    region = Fit(blocks=tuple(para(LONG * 8) for _ in range(9)), overflow="shrink")
    brief = set_brief(brief_of(Heading(level=2, inline=inline("Head")), region))
    assert len(brief.pages) <= 2
    assert min(p.style.size for p in paras_on(brief.pages[-1].items)) >= 8.5


def test_a_table_row_is_never_cut() -> None:
    brief = set_brief(brief_of(table(90, 3, LONG)))
    rows = 0
    for page in brief.pages:
        for leaf in leaves(page.items):
            assert isinstance(leaf, TableItem)
            assert leaf.rect.bottom <= page.height
            rows += len(leaf.heights) - leaf.header_rows
    assert rows == 90 and len(brief.pages) > 1


def test_a_row_that_no_page_holds_is_refused_where_it_cannot_be_divided() -> None:
    cell = TableCell(inline=inline(LONG * 200), rowspan=2)
    huge = TableBlock(
        rows=((cell, TableCell(inline=inline("a"))), (TableCell(inline=inline("b")),))
    )
    with pytest.raises(DocgenError) as caught:
        set_brief(brief_of(replace(huge, header_rows=0)))
    message = str(caught.value)
    assert "DG401" in message and "lines or about" in message and message.startswith("s.yaml:1:8")


def test_a_row_higher_than_half_a_page_goes_on_over_pages_and_loses_nothing() -> None:
    words = " ".join(f"w{n}" for n in range(1700))
    row = (TableCell(inline=inline("Item")), TableCell(inline=inline(words)))
    head = tuple(TableCell(inline=inline(t), header=True) for t in ("A", "B"))
    brief = set_brief(brief_of(TableBlock(rows=(head, row))))
    assert len(brief.pages) == 2
    cells = [
        cell
        for page in brief.pages
        for leaf in leaves(page.items)
        for cell in leaf.cells  # type: ignore[union-attr]
        if cell.row == 1 and cell.column == 1
    ]
    lines = [line for c in cells for p in c.paras for line in p.lines]
    shown = " ".join("".join(g.text for g in line.pieces) for line in lines)
    assert shown.split() == words.split()
    assert cells[0].elem is not None and len({id(c.elem or cells[0].elem) for c in cells}) == 1
    assert [i.continued for p in brief.pages for i in leaves(p.items)] == [False, True]  # type: ignore[union-attr]


def test_a_callout_goes_on_over_pages() -> None:
    callout = Callout(title=inline("Head"), blocks=(bullets(*[LONG * 3] * 60),))
    brief = set_brief(brief_of(callout))
    assert len(brief.pages) > 1
    for page in brief.pages:
        assert all(leaf.rect.bottom <= page.height - 50 for leaf in leaves(page.items))


def test_contents_give_the_pages() -> None:
    brief = set_brief(brief_of(Toc(), PageBreak(), *sections(30)))
    numbers = [drawn(p) for p in paras_on(brief.pages[0].items) if drawn(p).isdigit()]
    assert numbers == sorted(numbers, key=int) and numbers[0] == "2"
    assert int(numbers[-1]) == len(brief.pages)
