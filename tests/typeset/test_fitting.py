"""The remedies: room, splitting, shrinking, refusing; air for sparse slides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from typeset_samples import (
    THEME,
    body_paras,
    bullets,
    deck_of,
    drawn,
    inline,
    para,
    paras_on,
    set_deck,
    sizes,
    slide,
    table,
)

from docgen.foundation.diagnostics import Diagnostics, DocgenError, Severity
from docgen.layout import compose, find_layout
from docgen.layout.blocks import Columns, Fit, Heading, ImageBlock, Keep
from docgen.layout.document import SlideBlock
from docgen.placed.documents import Deck
from docgen.placed.items import ImageItem, TableItem
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset
from docgen.typeset.flowables.stack import MOST_GAP
from docgen.typeset.master import stock_master

LONG = (
    "A point that takes most of a line of a slide, and a good many words more, "
    "so that it is surely set on two lines, not on one. "
)


def refusal(*slides: SlideBlock) -> str:
    with pytest.raises(DocgenError) as caught:
        set_deck(deck_of(*slides))
    (finding,) = caught.value.diagnostics
    assert finding.severity is Severity.ERROR and finding.location is not None and finding.hint
    return str(finding)


def test_a_list_is_split_and_the_title_counts() -> None:
    deck = set_deck(deck_of(slide(bullets(*[LONG] * 17), notes=(para("spoken"),))))
    parts = len(deck.slides)
    assert parts > 1
    assert [s.title for s in deck.slides] == [f"Title ({n}/{parts})" for n in range(1, parts + 1)]
    assert [bool(s.notes) for s in deck.slides] == [True] + [False] * (parts - 1)
    assert set(sizes(deck)) == {THEME.style("deck", "body").size}
    shown = "".join(drawn(p) for n in range(parts) for p in body_paras(deck, n)).replace(" ", "")
    assert shown == (LONG * 17).replace(" ", "")


def test_no_single_item_is_left_for_the_last_slide() -> None:
    for count in range(6, 40):
        deck = set_deck(deck_of(slide(bullets(*["Short item"] * count))))
        assert len(deck.slides) == 1 or len(body_paras(deck, len(deck.slides) - 1)) > 1


def test_parts_are_even() -> None:
    deck = set_deck(deck_of(slide(bullets(*["Short item"] * 13))))
    counts = [len(body_paras(deck, n)) for n in range(len(deck.slides))]
    assert max(counts) - min(counts) <= 2


def test_a_table_goes_on_under_its_header() -> None:
    deck = set_deck(deck_of(slide(table(40, 3))))
    tables = [
        leaf
        for s in deck.slides
        for i in s.items
        for leaf in leaves([i.item])
        if isinstance(leaf, TableItem)
    ]
    assert len(tables) == len(deck.slides) > 1
    assert [t.continued for t in tables] == [False] + [True] * (len(tables) - 1)


def test_shrinking_stays_on_one_slide_and_above_the_floor() -> None:
    deck = set_deck(deck_of(slide(bullets(*[LONG] * 9), overflow="shrink")))
    assert len(deck.slides) == 1
    assert 12 <= min(sizes(deck)) < THEME.style("deck", "body").size


def test_min_size_of_a_slide_is_its_floor() -> None:
    deck = set_deck(deck_of(slide(bullets(*[LONG] * 7), overflow="shrink", min_size=17)))
    assert min(sizes(deck)) >= 17
    message = refusal(slide(bullets(*[LONG] * 14), overflow="shrink", min_size=17))
    assert "tried room and shrinking" in message


def test_a_region_shrinks_alone() -> None:
    region = Fit(blocks=(bullets(*[LONG] * 8),), overflow="shrink")
    deck = set_deck(deck_of(slide(para("Outside"), region)))
    assert len(deck.slides) == 1
    outside, *inside = body_paras(deck, 0)
    assert outside.style.size >= THEME.style("deck", "body").size
    assert {p.style.size for p in inside} == {min(sizes(deck))}
    assert min(sizes(deck)) < outside.style.size
    lists = [kid.role for kid in deck.slides[0].elem.kids]
    assert lists == ["H2", "P", "L"]


def test_regions_in_columns_shrink_each_to_its_need() -> None:
    small = Fit(blocks=(bullets(*[LONG] * 8),), overflow="shrink")
    large = Fit(blocks=(bullets("One", "Two"),), overflow="shrink")
    deck = set_deck(deck_of(slide(Columns(columns=((small,), (large,))))))
    assert len(deck.slides) == 1
    found = {drawn(p)[:3]: p.style.size for p in body_paras(deck, 0)}
    assert found["One"] >= THEME.style("deck", "body").size > found["A p"]


def test_min_size_of_a_region_is_its_floor() -> None:
    region = Fit(blocks=(bullets(*[LONG] * 7),), overflow="shrink", min_size=18)
    assert min(sizes(set_deck(deck_of(slide(region))))) >= 18
    region = Fit(blocks=(bullets(*[LONG] * 30),), overflow="shrink", min_size=18)
    assert "DG404" in refusal(slide(region))


def test_headings_in_a_region_are_bookmarked_once() -> None:
    heads = Heading(level=3, inline=inline("Head"))
    region = Fit(blocks=(heads, bullets(*[LONG] * 8)), overflow="shrink")
    deck = set_deck(deck_of(slide(region)))
    assert [b.title for b in deck.bookmarks] == ["Title", "Head"]

    def roles(elem: object) -> list[str]:
        return [elem.role, *(r for k in elem.kids for r in roles(k))]  # type: ignore[attr-defined]

    assert roles(deck.structure).count("H3") == 1
    assert deck.bookmarks[1].elem.parent is not None


def test_refuse_refuses() -> None:
    message = refusal(slide(bullets(*[LONG] * 12), overflow="refuse"))
    assert message.startswith("s.yaml:1:8: error DG404")
    assert "about" in message and "lines or about" in message and "says refuse" in message
    assert "cut about" in message
    region = Fit(blocks=(bullets(*[LONG] * 12),), overflow="refuse")
    assert "DG404" in refusal(slide(region))


def test_what_should_stay_together_comes_apart_before_refusing() -> None:
    deck = set_deck(deck_of(slide(Keep(blocks=(bullets(*[LONG] * 30),)))))
    assert len(deck.slides) > 1


def test_a_long_title_takes_room_from_the_blocks() -> None:
    long = SlideBlock(layout="content", title=inline("word " * 60), blocks=(para("Text"),))
    short = slide(para("Text"))
    one, two = set_deck(deck_of(short, long)).slides
    tops = [s.items[1].item.rect.y for s in (one, two)]
    assert tops[1] > tops[0]
    assert two.items[1].item.rect.y >= two.items[0].item.rect.bottom


def test_a_title_without_end_is_refused() -> None:
    message = refusal(SlideBlock(layout="content", title=inline("word " * 300)))
    assert "DG403" in message and "lines" in message and "cut about" in message


def test_the_number_of_the_part_is_room_the_title_needs() -> None:
    for words in range(8, 16):
        title = inline("wordy " * words)
        deck = set_deck(
            deck_of(SlideBlock(layout="content", title=title, blocks=(bullets(*[LONG] * 14),)))
        )
        for one in deck.slides:
            title_item, body = one.items[0].item, one.items[1].item
            assert title_item.rect.bottom <= body.rect.y


def test_empty_slides_have_a_title() -> None:
    deck = set_deck(deck_of(SlideBlock(layout="content", title=inline("Alone"))))
    assert [s.title for s in deck.slides] == ["Alone"]


def test_sparse_slides_grow_and_full_ones_do_not() -> None:
    body = THEME.style("deck", "body")
    few = body_paras(set_deck(deck_of(slide(bullets("One", "Two", "Three")))), 0)
    assert {p.style.size for p in few} == {body.max_size}
    assert body.space_after < few[1].space_before <= MOST_GAP + 0.01
    many = body_paras(set_deck(deck_of(slide(bullets(*["Item"] * 9)))), 0)
    assert many[1].space_before == pytest.approx(body.space_after, abs=6)
    assert {p.style.size for p in many} == {body.size}


@pytest.mark.parametrize("size", [(960.0, 540.0), (720.0, 540.0), (500.0, 700.0), (1920.0, 1080.0)])
def test_all_places_are_on_the_slide(size: tuple[float, float]) -> None:
    master = stock_master(THEME, *size)
    for layout in master.layouts:
        for place in layout.placeholders:
            rect = place.rect
            assert rect.x >= 0 and rect.y >= 0 and rect.width > 0 and rect.height > 0
            assert rect.right <= size[0] and rect.bottom <= size[1]
        assert layout.region is not None and layout.region.height > 20
        kinds = [p.idx for p in layout.placeholders]
        assert len(kinds) == len(set(kinds))


def picture(path: Path, size: tuple[int, int], mode: str = "fit") -> ImageBlock:
    Image.new("L", size).save(path)
    return ImageBlock(path=str(path), alt="Grey", mode=mode)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(3000, 2000), (1, 1), (10000, 100), (100, 6000)])
def test_pictures_keep_their_shape(tmp_path: Path, size: tuple[int, int]) -> None:
    found = Diagnostics()
    deck = set_deck(deck_of(slide(picture(tmp_path / "p.png", size))), found)
    (image,) = [
        leaf
        for i in deck.slides[0].items
        for leaf in leaves([i.item])
        if isinstance(leaf, ImageItem)
    ]
    assert image.rect.width / image.rect.height == pytest.approx(size[0] / size[1], rel=0.02)
    low = size[0] * 72 / image.rect.width < 149
    assert [d.code for d in found] == (["DG411"] if low else [])


def test_a_damaged_picture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    message = refusal_of_picture(tmp_path / "p.png")
    assert "DG412" in message and "is no picture of a known kind" in message


def test_an_enormous_picture_is_an_error(tmp_path: Path) -> None:
    Image.new("1", (9100, 9000)).save(tmp_path / "p.png")
    message = refusal_of_picture(tmp_path / "p.png")
    assert "DG412" in message and "more than 80 million pixels" in message


def refusal_of_picture(path: Path) -> str:
    with pytest.raises(DocgenError) as caught:
        set_deck(deck_of(slide(ImageBlock(path=str(path), alt="x"))))
    return str(caught.value)


def test_footers_are_cut_to_a_line() -> None:
    document = deck_of(slide(para("x")))
    root = replace(document.root, footer=inline("A footer that is much too long " * 9))
    document = replace(document, root=root)
    deck = set_deck(document)
    assert deck.footer.endswith("\u2026") and len(deck.footer) < 200
    assert paras_on([deck.slides[0].items[0].item])


def test_a_kicker_of_two_lines_pushes_the_title_down() -> None:
    kicker = inline("a running label that is very much longer than the line it has " * 3)
    one = SlideBlock(layout="content", title=inline("T"), kicker=kicker, blocks=(para("x"),))
    (made,) = set_deck(deck_of(one)).slides
    title, label, body = (i.item.rect for i in made.items)
    assert label.bottom <= title.y and title.bottom <= body.y


def test_figures_in_rows_leave_room_for_the_words_beside_them() -> None:
    text = "title: T\nlang: fr\nmetrics:\n" + "".join(
        f'  - {{label: {label}, value: "{value}"}}\n'
        for label, value in (
            ("Dépenses", "1 234 567 890 €"),
            ("Population", "67 413 000 habitants"),
            ("Échéance", "1er septembre 2027"),
            ("Ratio", "1:250 000"),
            ("Téléphone", "+33 1 23 45 67 89"),
        )
    )
    found = Diagnostics()
    summary = parse_summary(text, "s.yaml")
    deck = typeset(compose(summary, find_layout("briefing-deck", Path())), found)
    assert isinstance(deck, Deck)
    lines = [
        line
        for slide in deck.slides
        for one in slide.items
        for leaf in leaves([one.item])
        for para in paras_of(leaf)
        for line in para.lines
    ]
    shown = {"".join(g.text for g in line.pieces) for line in lines}
    assert {"Population", "Échéance", "Téléphone"} <= shown
    assert not any(line.cut or line.hyphen for line in lines)
    assert not {d.code for d in found} & {"DG420", "DG421", "DG429"}


def test_words_beside_figures_may_be_wider_than_any_room_left() -> None:
    text = "title: T\nlang: de\nmetrics:\n" + "".join(
        f'  - {{label: Grundstücksverkehrsgenehmigungszuständigkeit {n}, value: "{n},234,567,890,123"}}\n'
        for n in range(1, 7)
    )
    summary = parse_summary(text, "s.yaml")
    deck = typeset(compose(summary, find_layout("briefing-deck", Path())), Diagnostics())
    assert isinstance(deck, Deck) and len(deck.slides) > 1
