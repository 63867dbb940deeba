"""Markup of texts on paper: footnotes at the page's foot, references, code, struck-out text."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import TextPara
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset
from docgen.typeset.coverage import cover

LONG = "A paragraph that fills its lines with words. " * 40
SUMMARY = f"""
title: Markup
lang: en
key_points:
  - Water is H~2~O.^[Said once.]
  - It was ~~310~~ 42, see [@fig:cost], [@tab:gates] and [the gates](#gates).
sections:
  - heading: All kinds
    body: |
      A claim.[^1]

      ### A sub-heading

      > Said by somebody.

      Gate
      : A wall that opens.

      | Town | Metres |
      |------|-------:|
      | Ardmouth | 820 |

      ```
      def cost(m):
          return m
      ```

      {LONG}

      {LONG}

      {LONG}

      {LONG}

      {LONG}

      {LONG}

      {LONG}

      {LONG}

      On the last page.[^2]

      [^1]: What the claim rests on.
      [^2]: The last note of all.
  - {{id: gates, heading: Gates, body: Two gates.}}
charts:
  - {{id: cost, title: Cost, alt: It fell, categories: [a, b], series: [{{name: n, values: [2, 1]}}]}}
tables: [{{id: gates2, title: G, columns: [Gate], rows: [[North]]}},
  {{id: gates, title: Gates built, columns: [Gate], rows: [[South]]}}]
""".replace("id: gates2", "id: other")


def made(layout: str) -> tuple[Brief | Deck, list[str]]:
    summary = parse_summary(SUMMARY.replace("{id: gates, heading", "{id: part, heading"))
    found = Diagnostics()
    document = compose(summary, find_layout(layout, Path()), diagnostics=found)
    placed = typeset(document, found)
    cover(document, placed, found)
    return placed, [f"{d.code} {d.message}" for d in found]


@pytest.fixture(scope="module")
def brief() -> Brief:
    placed, told = made("policy-brief")
    assert told == []
    assert isinstance(placed, Brief)
    return placed


def paras(brief: Brief, page: int) -> list[tuple[float, TextPara]]:
    leaf_items = leaves(brief.pages[page].items)
    return [(leaf.rect.y, para) for leaf in leaf_items for para in paras_of(leaf)]


def said(para: TextPara) -> str:
    return "".join(span.text for span in para.spans)


def test_notes_stand_at_the_foot_of_the_page_of_their_marks(brief: Brief) -> None:
    first, last = paras(brief, 0), paras(brief, len(brief.pages) - 1)
    marks = [s.text for _, p in first for s in p.spans if s.note]
    assert marks == ["(1)", "(2)"]
    feet = {
        said(p): y for y, p in first if p.elem and p.elem.parent and p.elem.parent.role == "Note"
    }
    assert set(feet) == {"Said once.", "What the claim rests on."}
    assert any(said(p) == "The last note of all." for _, p in last)
    assert not any(said(p) == "The last note of all." for _, p in first)


def test_nothing_stands_where_the_notes_do(brief: Brief) -> None:
    for page in brief.pages:
        boxes = [(leaf, paras_of(leaf)) for leaf in leaves(page.items) if paras_of(leaf)]
        notes = [
            leaf.rect
            for leaf, inside in boxes
            if inside[0].elem and inside[0].elem.parent and inside[0].elem.parent.role == "Note"
        ]
        top = min((rect.y for rect in notes), default=page.height)
        for leaf, _ in boxes:
            assert leaf.rect in notes or leaf.rect.bottom <= top + 0.01


def test_figures_and_tables_are_numbered_as_they_are_shown(brief: Brief) -> None:
    shown = " ".join(said(p) for n in range(len(brief.pages)) for _, p in paras(brief, n))
    assert "see Figure\u00a01, Table\u00a02 and the gates." in shown
    assert "Figure\u00a01. Cost" in shown
    assert "Table\u00a01. G" in shown
    assert "Table\u00a02. Gates built" in shown


def test_looks_and_blocks_arrive(brief: Brief) -> None:
    spans = [s for n in range(len(brief.pages)) for _, p in paras(brief, n) for s in p.spans]
    assert [s.text for s in spans if s.strike] == ["310"]
    assert [s.text for s in spans if s.subscript] == ["2"]
    assert [s.text for s in spans if s.code] == ["def cost(m):", "\u00a0" * 4 + "return m"]
    links = {s.text: s.href for s in spans if s.href and not s.note}
    assert links["the gates"] == "#gates"


def test_a_deck_tells_footnotes_in_its_notes() -> None:
    placed, told = made("briefing-deck")
    assert not [line for line in told if line.startswith(("DG451", "DG452"))]
    assert isinstance(placed, Deck)
    notes = [said(p) for slide in placed.slides for p in slide.notes]
    assert any("What the claim rests on." in line for line in notes)


def test_a_slide_shows_the_footnotes_whose_marks_it_has() -> None:
    placed, _ = made("briefing-deck")
    assert isinstance(placed, Deck)
    marks: set[str] = set()
    marked = 0
    for slide in placed.slides:
        shown = [p for one in leaves(i.item for i in slide.items) for p in paras_of(one)]
        marks |= {f"({s.note})" for p in shown for s in p.spans if s.note}
        told = {said(p).partition(" ")[0] for p in shown if p.style.name == "source"}
        if slide.part[0] == slide.part[1]:  # those of a slide that goes on stand on its last part
            assert marks <= told
            marked += len(marks)
            marks = set()
    assert marked, "a slide has a mark"
