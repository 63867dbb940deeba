"""A deck's PowerPoint and the PDF of the same deck: the same rules, date, footer and sizes.

Compared with the placed data, and with what a renderer makes of both files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pypdfium2 import raw

from docgen.layout import compose, find_layout, find_theme
from docgen.pdf import write_pdf
from docgen.placed.documents import Deck, Slide
from docgen.placed.items import ChartItem, Rect, TableItem, TextItem
from docgen.placed.walk import leaves
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.theme.model import Theme
from docgen.typeset import typeset
from tests.proof.office import convert
from tests.tools import require_tool

ROOT = Path(__file__).parents[2]
SCALE = 3
"""Pixels a point."""
SUMMARY = """
title: Harbour walls
lang: en-GB
date: 2026-03-04
classification: For internal use
sections: [{heading: What is built, body: Two walls of stone., points: [One, Two]}]
tables:
  - id: walls
    title: The walls
    columns: [Wall, {label: Height, align: right}]
    rows: [[North, 4], [South, 5], [West, 6]]
charts:
  - id: cost
    title: What they cost
    kind: column
    unit: million euros
    categories: [North wall, South wall]
    series: [{name: Cost, values: [40, 55]}]
"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    path = tmp_path_factory.mktemp("agree") / "walls.yaml"
    path.write_text(SUMMARY)
    layout = find_layout("briefing-deck", ROOT)
    placed = typeset(compose(load_summary(path), layout, find_theme("slate", ROOT)))
    assert isinstance(placed, Deck)
    return placed


@pytest.fixture(scope="module")
def pages(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pypdfium2.PdfDocument]:
    """Our PDF, and LibreOffice's of our PowerPoint file."""
    folder = tmp_path_factory.mktemp("agree-files")
    own, native = io.BytesIO(), folder / "deck.pptx"
    write_pdf(deck, own)
    with native.open("wb") as sink:
        write_pptx(deck, sink)
    drawn = convert(require_tool("soffice"), [native], folder / "pdf", folder / "profile")
    return {"pdf": pypdfium2.PdfDocument(own), "pptx": pypdfium2.PdfDocument(drawn[0])}


def marks(slide: Slide) -> Iterator[tuple[str, Rect, str, float]]:
    for mark in slide.marks:
        assert mark.placeholder is not None and isinstance(mark.item, TextItem)
        para = mark.item.paras[0]
        text = "".join(span.text for span in para.spans)
        yield mark.placeholder.kind, mark.item.rect, text, para.style.size


def test_every_slide_but_the_title_has_footer_date_and_number(deck: Deck) -> None:
    assert not deck.slides[0].marks
    for slide in deck.slides[1:]:
        told = {kind: text for kind, _, text, _ in marks(slide)}
        assert told["date"] == "4 March 2026"
        assert told["slide-number"] == str(slide.number)
        assert "internal use" in told["footer"]


def characters(page: pypdfium2.PdfPage, rect: Rect) -> Iterator[tuple[str, float]]:
    """The characters in a box, each with its type size."""
    text, height = page.get_textpage(), page.get_height()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        x, y = (left + right) / 2, height - (top + bottom) / 2
        if rect.x <= x <= rect.right and rect.y <= y <= rect.bottom:
            yield text.get_text_range(index, 1), raw.FPDFText_GetFontSize(text, index)


@pytest.mark.parametrize("form", ["pdf", "pptx"])
def test_footers_are_drawn_as_placed(
    deck: Deck, pages: dict[str, pypdfium2.PdfDocument], form: str
) -> None:
    checked = 0
    for slide, page in zip(deck.slides, pages[form], strict=True):
        for kind, rect, text, size in marks(slide):
            found = list(characters(page, rect))
            assert "".join(c for c, _ in found).split() == text.split(), (form, kind)
            assert all(abs(s - size) < 0.11 for c, s in found if c.strip()), (form, kind, found)
            checked += 1
    assert checked == 3 * (len(deck.slides) - 1)


def rules(deck: Deck) -> Iterator[tuple[int, float, Rect, str, float]]:
    """Slide, height of the page, place, colour and width of every table rule."""
    for number, slide in enumerate(deck.slides):
        for leaf in leaves(one.item for one in slide.items):
            if isinstance(leaf, TableItem):
                for rule in leaf.rules:
                    at = rule.rect.moved(leaf.rect.x, leaf.rect.y)
                    yield number, deck.master.height, at, rule.token, rule.width


def picture(page: pypdfium2.PdfPage) -> np.ndarray:
    return np.asarray(page.render(scale=SCALE).to_numpy()[:, :, :3], dtype=float)[:, :, ::-1]


def ink(image: np.ndarray, rect: Rect, theme: Theme, token: str) -> tuple[float, float]:
    """How near a rule comes to its colour, and its width in points."""
    wanted = np.array(theme.color(token).rgb) * 255
    y, x = round(rect.y * SCALE), round((rect.x + rect.width * 0.97) * SCALE)
    column = image[y - 6 : y + 7, x]
    away = float(np.abs(column - wanted).max(axis=1).min())
    paper = np.array([255.0, 255.0, 255.0])
    full = np.abs(paper - wanted).sum()
    wide = float((np.abs(paper - column).sum(axis=1) / full).sum()) / SCALE
    return away, wide


@pytest.mark.parametrize("form", ["pdf", "pptx"])
def test_rules_of_tables_are_drawn_as_placed(
    deck: Deck, pages: dict[str, pypdfium2.PdfDocument], form: str
) -> None:
    found = list(rules(deck))
    assert len(found) == 4  # header, two between rows, the last
    assert found[0][3:] == found[-1][3:] != found[1][3:]
    for number, _, rect, token, width in found:
        away, wide = ink(picture(pages[form][number]), rect, deck.theme, token)
        assert away < 60, (form, token, away)
        assert wide == pytest.approx(width, abs=0.35), (form, token)


@pytest.mark.parametrize("form", ["pdf", "pptx"])
def test_every_label_of_a_chart_is_drawn(
    deck: Deck, pages: dict[str, pypdfium2.PdfDocument], form: str
) -> None:
    number, item = next(
        (n, leaf)
        for n, slide in enumerate(deck.slides)
        for leaf in leaves(one.item for one in slide.items)
        if isinstance(leaf, ChartItem)
    )
    assert item.findings == ()
    said = pages[form][number].get_textpage().get_text_range().split()
    for label in ("North", "wall", "South", "million", "euros", "40", "55"):
        assert label in said, (form, label)
