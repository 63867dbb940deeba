"""Every text of a summary is placed, or told: what a layout leaves out, and what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout
from docgen.layout.layoutfile import read_layout
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset
from docgen.typeset.coverage import Coverage, cover, spoken

POINTS = "\n".join(f"  - Point {n} of a long list" for n in range(1, 16))
SUMMARY = f"""
title: A title of its own
lang: en
standfirst: What it is all about
key_points:
{POINTS}
sections:
  - heading: A part
    body: |
      The first sentence is short. The second one says more.

      - And a list
    points: [One short point]
    notes: What to say
charts: [{{id: c, title: A chart, alt: It rises, categories: [Spring, Autumn],
  series: [{{name: Rain, values: [1, 2]}}, {{name: Snow, values: [2, 1]}}]}}]
tables:
  - {{id: one, title: Table one, columns: [Town, Wall], rows: [[Ardmouth, "820"]]}}
  - {{id: two, title: Table two, columns: [Town, Wall], rows: [[Belhaven, "1240"]]}}
quotes: [{{text: We saw it come, by: Ada King}}]
"""


def covered(layout: str, folder: Path | None = None) -> tuple[Coverage, list[str]]:
    summary = parse_summary(SUMMARY)
    found = Diagnostics()
    chosen = find_layout(layout, Path()) if folder is None else read_layout(folder, "project")
    document = compose(summary, chosen, diagnostics=found)
    made = cover(document, typeset(document, found), found)
    return made, [f"{d.code} {d.message}" for d in found]


def test_policy_brief_places_all_that_it_does_not_omit() -> None:
    made, told = covered("policy-brief")
    assert made.left_out == made.shortened == made.lost == ()
    assert set(made.intended) == {"sections.0.points.0", "sections.0.notes"}
    assert told == []


def test_one_pager_tells_what_it_leaves_out() -> None:
    made, told = covered("one-pager")
    assert {"tables.0.title", "tables.1.rows.0.1", "quotes.0.text"} <= set(made.left_out)
    assert "sections.0.notes" in made.intended
    (line,) = told
    assert line.startswith("DG450 the layout one-pager leaves out key points 7 to 15")
    assert "tables (2)" in line
    assert "quotation (1)" in line


def test_deck_places_points_and_the_body_in_notes() -> None:
    made, _ = covered("briefing-deck")
    gone = {*made.left_out, *made.shortened, *made.intended, *made.lost}
    assert not {path for path in gone if path.startswith(("sections", "key_points", "tables"))}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "layout.toml").write_text('kind = "deck"\nomits = ["tables", "sections"]\n')
    (tmp_path / "template.xml.j2").write_text(
        '<deck><slide layout="content"><title>{{ title }}</title>'
        "<subtitle>{{ standfirst }}</subtitle>"
        '<chart ref="c" caption="{{ charts[0].title }}"/></slide></deck>'
    )
    return tmp_path


def test_what_a_layout_means_to_omit_is_not_told(mine: Path) -> None:
    made, told = covered("mine", mine)
    assert {"tables.0.title", "sections.0.body"} <= set(made.intended)
    assert not any("tables" in line or "section" in line for line in told)
    assert any("key points (15)" in line for line in told)


def test_a_text_that_found_no_place_is_an_error(mine: Path) -> None:
    made, told = covered("mine", mine)
    assert made.lost == ("standfirst",)
    assert any(line.startswith('DG451 "What it is all about" (standfirst)') for line in told)


@pytest.mark.parametrize("more", ["", '<slide layout="content"><title>{{ title }}</title></slide>'])
def test_a_footer_is_left_out_of_title_slides_only(more: str, tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text('kind = "deck"\n')
    (tmp_path / "template.xml.j2").write_text(
        "<deck><footer>{{ standfirst }}</footer>"
        f'<slide layout="title"><title>{{{{ title }}}}</title></slide>{more}</deck>'
    )
    made, told = covered("mine", tmp_path)
    assert made.lost == ()
    assert ("standfirst" in made.left_out) is not bool(more)
    assert any('"standfirst"' in line for line in told) is not bool(more)


def test_a_chart_shows_its_words_and_its_alternative_text(mine: Path) -> None:
    made, _ = covered("mine", mine)
    gone = {*made.left_out, *made.lost, *made.undrawn}
    assert not {path for path in gone if path.startswith("charts")}


def test_paths_are_spoken_from_one() -> None:
    assert spoken("sections.0.points.2") == "points 3 of section 1"
    assert spoken("standfirst") == "standfirst"


@pytest.mark.parametrize(
    ("marking", "left_out"), [("Confidential", ()), ("For the board", ("classification",))]
)
def test_a_classification_with_a_banner_is_shown_by_every_layout(
    tmp_path: Path, marking: str, left_out: tuple[str, ...]
) -> None:
    (tmp_path / "layout.toml").write_text('kind = "deck"\n')
    (tmp_path / "template.xml.j2").write_text('<deck><slide title="{{ title }}"/></deck>')
    summary = parse_summary(f"title: T\nlang: en\nclassification: {marking}\n")
    found = Diagnostics()
    document = compose(summary, read_layout(tmp_path, "project"), diagnostics=found)
    assert cover(document, typeset(document, found), found).left_out == left_out
