"""What became what: blocks, slides, figures."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.report.diff.align import (
    around,
    block_changes,
    changed_numbers,
    marked_words,
    numbers_in,
    slide_changes,
    slide_pairs,
)
from docgen.report.diff.model import DiffBlock, DocumentPart, NumberChange

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text("abc de.", max_size=20)
blocks = st.lists(st.builds(DiffBlock, st.sampled_from(["text", "heading"]), words), max_size=8)


def placed(*texts: str) -> list[tuple[int, DiffBlock]]:
    return [(1, DiffBlock("text", text)) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs £418 million, or 55%.", ["£418 million", "55%"]),
        ("1,234.5 km and 1.234,5 km", ["1,234.5", "1.234,5"]),
        ("between 3 and 4 per cent", ["3", "4 per cent"]),
        ("\u22122 degrees, -3 more", ["\u22122", "-3"]),
        ("COVID-19 and G7, 3-4 times", ["3", "4"]),
        ("1 in 120 in 2032.", ["1", "120", "2032"]),
        ("$3.2bn for 12m people", ["$3.2bn", "12m"]),
        ("no figures", []),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    assert numbers_in(text) == expected


def test_numbers_are_paired_where_they_stand() -> None:
    assert changed_numbers("2 of 5 in 2027", "2 of 6 in 2027") == (NumberChange("5", "6"),)
    assert changed_numbers("", "12 days") == (NumberChange("", "12"),)
    assert changed_numbers("12 to 13", "12") == (NumberChange("13", ""),)
    assert changed_numbers("3 million", "3 billion") == (NumberChange("3 million", "3 billion"),)


def test_a_changed_word_is_a_change_not_a_removal() -> None:
    found = block_changes(
        placed("one", "The wall is high", "x"), placed("one", "The wall is low", "x")
    )
    assert [(c.kind, c.old, c.new) for c in found] == [
        ("changed", "The wall is high", "The wall is low")
    ]


def test_a_block_that_stands_elsewhere_moved() -> None:
    found = block_changes(
        placed("a long one", "b two", "c three"), placed("b two", "c three", "a long one")
    )
    assert [(c.kind, c.new) for c in found] == [("moved", "a long one")]


def test_nothing_alike_was_added_and_removed() -> None:
    found = block_changes(placed("quite another text"), placed("1 2 3 4 5"))
    assert sorted(c.kind for c in found) == ["added", "removed"]


@relaxed
@given(blocks)
def test_same_is_no_change(some: list[DiffBlock]) -> None:
    assert block_changes([(1, b) for b in some], [(2, b) for b in some]) == []


@relaxed
@given(blocks, blocks)
def test_changes_account_for_every_block(old: list[DiffBlock], new: list[DiffBlock]) -> None:
    """Old blocks, without the removed and changed, with the added and changed, are the new."""
    found = block_changes([(1, b) for b in old], [(1, b) for b in new])
    texts = sorted((b.role, b.text) for b in old)
    for change in found:
        if change.kind in ("changed", "removed"):
            texts.remove((change.role, change.old))
        if change.kind in ("changed", "added"):
            texts.append((change.role, change.new))
    assert sorted(texts) == sorted((b.role, b.text) for b in new)


@relaxed
@given(words, words)
def test_marked_words_hold_both_texts(old: str, new: str) -> None:
    pieces = list(marked_words(old, new))
    assert "".join(text for mark, text in pieces if mark != "new") == old
    assert "".join(text for mark, text in pieces if mark != "old") == new


def test_around_keeps_what_changed() -> None:
    long = "word " * 100
    cut = around([("same", long), ("old", "5"), ("new", "6"), ("same", long)])
    assert ("old", "5") in cut
    assert ("new", "6") in cut
    assert sum(len(text) for _, text in cut) < 200


def slides(*titles: str) -> list[DocumentPart]:
    return [
        DocumentPart(n, (DiffBlock("title", t), DiffBlock("text", f"{t} one, {t} two, {t} three")))
        for n, t in enumerate(titles, 1)
    ]


def test_slides_that_came_went_and_moved() -> None:
    old = slides("Aims", "Costs", "Dates", "People")
    new = slides("Dates", "Aims", "Ferries", "People")
    told = {(c.kind, c.title, c.old, c.new) for c in slide_changes(slide_pairs(old, new), old, new)}
    moved = {("moved", "Aims", 1, 2), ("moved", "Dates", 3, 1)}
    assert told - moved == {("added", "Ferries", None, 3), ("removed", "Costs", 2, None)}
    assert len(told & moved) == 1, "one of them kept its place, the other moved"


def test_an_added_slide_moves_no_other() -> None:
    old, new = slides("Aims", "Costs"), slides("Aims", "Ferries", "Costs")
    found = slide_changes(slide_pairs(old, new), old, new)
    assert [(c.kind, c.title) for c in found] == [("added", "Ferries")]
    assert found[0].said == ("Ferries one, Ferries two, Ferries three",)
