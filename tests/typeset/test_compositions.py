"""Composed slides: candidates are measured, the best is kept, type and space grow to the slide."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.layout.document import DeckRoot
from docgen.layout.layoutfile import read_layout
from docgen.placed.documents import Deck, Slide
from docgen.placed.items import GroupItem, PlacedItem, Rect, ShapeItem, TableItem, TextItem
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset
from docgen.typeset.compositions import MeasuredComposition, measure, score

ROOT = Path(__file__).parents[2]
GOOD = MeasuredComposition(area=0.9, smallest=20, balance=0.9, evidence=1.0)
SUMMARY = """
title: A title of its own
lang: en
date: 2026-03-14
key_points: [One thing to know., Another thing to know., A third thing to know.]
sections:
  - heading: A chart proves it
    body: The sentence of the body stands for itself. Another follows.
    points: [Rain rises, Snow falls]
    figures: [c]
  - heading: Two sides
    body: What was is told apart from what is.
    compare: [{label: Before, points: [Low]}, {label: After, points: [High]}]
  - heading: Words alone
    body: The first sentence says what no point says here.
    points: [A short point, A second point, A third point]
charts: [{id: c, title: A chart, alt: It rises, takeaway: It doubles., categories: [Spring, Autumn],
  series: [{name: Rain, values: [1, 2]}]}]
tables:
  - {id: t, title: A table, alt: Walls, columns: [Town, Wall], rows: [[Ardmouth, "820"],
     [Belhaven, "900"]], highlight: Belhaven}
timeline:
  - {date: 2020, event: It began}
  - {date: 2026-03-14, event: It is}
  - {date: 2027, event: It goes on}
  - {when: Later, event: It may end, status: possible}
people: [{name: Ada King, role: Mayor, group: In office}]
remember: [The wall holds.]
ask: [{text: Who pays?, ignore: A question}]
sources: [{id: s, title: A source}]
"""


def deck_of(text: str = SUMMARY, layout: str = "briefing-deck", **params: object) -> Deck:
    summary = parse_summary(text)
    made = typeset(compose(summary, find_layout(layout, ROOT), params=params), Diagnostics())
    assert isinstance(made, Deck)
    return made


def own(folder: Path, slides: str, text: str = "title: T\nlang: en\n") -> Deck:
    (folder / "layout.toml").write_text('kind = "deck"\n')
    (folder / "template.xml.j2").write_text(f"<deck>{slides}</deck>")
    made = typeset(compose(parse_summary(text), read_layout(folder, "project")), Diagnostics())
    assert isinstance(made, Deck)
    return made


def items_of(slide: Slide) -> list[PlacedItem]:
    return [one for item in slide.items for one in leaves([item.item])]


def words(slide: Slide) -> str:
    paras = [p for one in items_of(slide) for p in paras_of(one)]
    return " ".join("".join(s.text for s in p.spans) for p in paras)


def named(deck: Deck) -> dict[str, Slide]:
    return {s.composition: s for s in deck.slides if s.composition}


# ---- the score ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "worse",
    [
        MeasuredComposition(0.3, 20, 0.9, 1.0),
        MeasuredComposition(0.9, 12, 0.9, 1.0),
        MeasuredComposition(0.9, 20, 0.2, 1.0),
        MeasuredComposition(0.9, 20, 0.9, 0.0),
        MeasuredComposition(0.9, 20, 0.9, 1.0, parts=2),
    ],
)
def test_each_part_of_the_score_counts(worse: MeasuredComposition) -> None:
    assert score(GOOD, "cards", []) > score(worse, "cards", [])


def test_the_composition_of_the_slides_before_loses() -> None:
    fresh, once = score(GOOD, "cards", ["steps"]), score(GOOD, "cards", ["cards"])
    twice = score(GOOD, "cards", ["cards", "cards"])
    assert fresh > once > twice
    assert score(GOOD, "cards", ["cards", "steps"]) == fresh


def test_near_ties_go_to_the_first() -> None:
    assert score(GOOD, "a", [], 0) > score(GOOD, "b", [], 1)


def test_a_box_behind_little_text_is_not_area() -> None:
    region = Rect(0, 0, 800, 300)
    box = ShapeItem(Rect(0, 0, 800, 300), fill="tint")
    text = TextItem(Rect(0, 0, 80, 30), ())
    group = GroupItem(Rect(0, 0, 800, 300), (box, text))
    assert measure([group], region).area == pytest.approx(0.01)
    assert measure([TextItem(region, ())], region).area == 1.0


# ---- choosing -------------------------------------------------------------------------

TWO = (
    '<slide compose="{}"><title>T</title>'
    '<composition name="thin"><para>Word</para></composition>'
    '<composition name="full"><list kind="steps"><item>One</item><item>Two</item>'
    "<item>Three</item></list></composition></slide>"
)


def test_auto_keeps_the_better_of_two_and_a_name_that_one(tmp_path: Path) -> None:
    assert [s.composition for s in own(tmp_path, TWO.format("auto")).slides] == ["full"]
    assert [s.composition for s in own(tmp_path, TWO.format("thin")).slides] == ["thin"]


def test_an_unknown_composition_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        own(tmp_path, TWO.format("ful"))
    (found,) = caught.value.diagnostics
    assert found.code == "DG226" and "did you mean" in found.hint


def test_blocks_beside_compositions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        own(tmp_path, TWO.format("auto").replace("</slide>", "<para>More</para></slide>"))
    assert any("either <composition>s or blocks" in d.message for d in caught.value.diagnostics)


def test_what_was_tried_leaves_nothing_behind(tmp_path: Path) -> None:
    slides = TWO.format("auto").replace("<para>Word</para>", '<heading level="3">Word</heading>')
    deck = own(tmp_path, slides)
    (slide,) = deck.slides
    assert [kid.role for kid in slide.elem.kids] == ["H2", "L"]
    assert [mark.title for mark in deck.bookmarks] == ["T"]


def test_same_input_same_choice() -> None:
    first, second = deck_of(), deck_of()
    assert [s.composition for s in first.slides] == [s.composition for s in second.slides]
    assert first.candidates == second.candidates < 3 * len(first.slides)


def test_no_composition_comes_three_times_in_a_row() -> None:
    section = "  - {heading: H%d, body: Said %d., points: [Some point, Other point, Third point]}\n"
    text = "title: T\nlang: en\nsections:\n" + "".join(section % (n, n) for n in range(8))
    names = [s.composition for s in deck_of(text).slides if s.composition]
    assert len(names) == 8
    assert all(len(set(names[n : n + 3])) > 1 for n in range(len(names) - 2))


# ---- what the stock compositions show ---------------------------------------------------


def test_a_section_stands_beside_its_chart_and_what_that_proves() -> None:
    slide = next(s for s in deck_of().slides if s.title == "A chart proves it")
    assert slide.composition in ("chart-takeaway", "chart-left")
    assert "It doubles." in words(slide) and "Rain rises" in words(slide)


def test_sides_are_told_apart() -> None:
    slide = named(deck_of())["before-after"]
    assert "Before" in words(slide) and "After" in words(slide)


def test_the_highlighted_row_of_a_table_has_a_ground() -> None:
    slide = named(deck_of())["table-takeaway"]
    (table,) = [one for one in items_of(slide) if isinstance(one, TableItem)]
    assert {cell.row for cell in table.cells if cell.fill} == {2}


def test_past_today_planned_and_possible_are_told_apart() -> None:
    slide = named(deck_of())["timeline"]
    dots = [o for o in items_of(slide) if isinstance(o, ShapeItem) and o.name == "Dot"]
    assert [(d.fill, d.dash) for d in dots] == [
        ("accent-1", False),
        ("accent-1", False),
        ("background", False),
        ("background", True),
    ]
    assert "planned" in words(slide) and "possible" in words(slide)
    assert [o.name for o in items_of(slide) if o.name == "Ring"] == ["Ring"]


def test_sources_stand_under_the_closing_slide_if_they_are_few() -> None:
    text = SUMMARY.replace("[The wall holds.]", '["The wall holds. [@s]"]')
    assert [s.composition for s in deck_of(text).slides][-1] == "closing"
    many = "".join(f"  - {{id: s{n}, title: Source {n}}}\n" for n in range(9))
    cut = text.replace("sources: [{id: s, title: A source}]", f"sources:\n{many}")
    cut = cut.replace("[@s]", "[@s0]")
    assert [s.composition for s in deck_of(cut).slides][-2:] == ["closing", "sources"]


def test_a_lead_that_a_point_repeats_is_left_out() -> None:
    section = "title: T\nlang: en\nsections: [{heading: H, body: %s, points: [%s]}]\n"
    same = section % (
        "The wall of Ardmouth holds the sea back.",
        "The wall holds the sea back, A, B",
    )
    other = section % ("Nobody pays for its upkeep.", "The wall holds the sea back, A, B")
    assert "lead-points" not in offered(same)
    assert "lead-points" in offered(other)


def offered(text: str) -> set[str]:
    root = compose(parse_summary(text), find_layout("briefing-deck", ROOT)).root
    assert isinstance(root, DeckRoot)
    return {one.name for slide in root.slides for one in slide.compositions}


def test_every_body_slide_is_spoken_to_unless_asked_not() -> None:
    assert [s.title for s in deck_of().slides[1:] if not s.notes] == []
    assert [s.title for s in deck_of(notes="none").slides if s.notes] == []


# ---- growing ----------------------------------------------------------------------------


def test_a_sparse_slide_fills_its_height() -> None:
    text = "title: T\nlang: en\nkey_points: [One thing., Another thing., A third thing.]\n"
    slide = deck_of(text).slides[-1]
    region = slide.layout.region
    assert region is not None
    body = [i.item.rect for i in slide.items[1:]]
    assert max(r.bottom for r in body) - region.y > 0.7 * region.height


@pytest.mark.parametrize("points", [2, 3, 4, 5, 6])
@pytest.mark.parametrize("length", [3, 12, 20])
def test_running_text_keeps_within_four_points(points: int, length: int) -> None:
    point = " ".join(["word"] * length)
    listed = "".join(f"  - {point} {n}.\n" for n in range(points))
    deck = deck_of(f"title: T\nlang: en\nkey_points:\n{listed}")
    sizes = {
        p.style.size
        for s in deck.slides[1:]
        for one in items_of(s)
        for p in paras_of(one)
        if p.style.name == "body"
    }
    assert max(sizes) <= 22 and min(sizes) >= 18


def test_a_title_is_larger_than_all_running_text() -> None:
    for slide in deck_of().slides[1:]:
        paras = [p for one in items_of(slide) for p in paras_of(one)]
        title = max(p.style.size for p in paras if p.style.name in ("title", "closing-title"))
        running = [p.style.size for p in paras if p.style.name in ("body", "lead", "callout")]
        assert title > max(running, default=0)


def test_rows_and_tables_that_are_filled_twice_stay_filled() -> None:
    """What one block of a slide can't take goes to the others, in a second round."""
    rows = "key_points: [One thing., Another thing., A third thing.]"
    deck = deck_of(f"title: T\nlang: en\n{rows}\n", "reading-deck")
    slide = deck.slides[1]
    region = slide.layout.region
    assert region is not None
    found = [one.item.rect for one in slide.items if isinstance(one.item, GroupItem)]
    assert len(found) == 3
    assert found[-1].bottom - found[0].y > region.height * 0.75


def test_what_comes_next_leaves_out_what_is_past() -> None:
    shown = [p for p in _texts(deck_of(layout="executive-deck").slides) if "It " in p]
    assert not any("It began" in p for p in shown)
    assert [p for p in shown if "It goes on" in p] and [p for p in shown if "It is" in p]


def _texts(slides: list[Slide]) -> list[str]:
    items = [one.item for slide in slides for one in slide.items]
    return ["".join(s.text for s in p.spans) for one in leaves(items) for p in paras_of(one)]


def test_people_stand_in_rows_without_an_empty_cell() -> None:
    for count, names in ((3, {"people-cards"}), (4, {"people"}), (5, {"people-rows"})):
        people = ", ".join(f"{{name: Person {chr(65 + n)}, role: Member}}" for n in range(count))
        deck = deck_of(f"title: T\nlang: en\npeople: [{people}]\n")
        assert {s.composition for s in deck.slides[1:]} == names


LIGHT = """
title: T
lang: en
sections:
  - {heading: Heavy one, points: [A point., A second point., A third point.]}
  - {heading: Light one, points: [A side remark.], weight: 0.3}
  - {heading: Half one, points: [B point., B second point., B third point.], weight: 0.5}
"""


def test_a_light_section_is_told_in_the_notes_of_the_one_before() -> None:
    slides = deck_of(LIGHT).slides
    assert [s.title for s in slides] == ["T", "Heavy one", "Half one"]
    notes = ["".join(s.text for s in p.spans) for p in slides[1].notes]
    assert "Light one" in notes and "A side remark." in notes
    silent = deck_of(LIGHT, notes="none").slides
    assert [s.title for s in silent] == ["T", "Heavy one", "Light one", "Half one"]
