"""Order of writing: by UAX #9 in a line, and turned round on pages and slides."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation
from typeset_samples import THEME

from docgen.layout import compose, find_layout
from docgen.layout.blocks import Inline, Span
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import Rect, TextItem
from docgen.placed.mirror import mirrored, mirrored_rect
from docgen.placed.walk import leaves
from docgen.pptx import write_pptx
from docgen.summary.loader import parse_summary
from docgen.text.bidi import levels_of, visual_order
from docgen.text.paragraph import new_setter
from docgen.theme.model import Style
from docgen.typeset import typeset

ROOT = Path(__file__).parents[2]
ARABIC = "title: العنوان\nlang: ar\nkey_points: [النقطة الأولى, النقطة الثانية]\n" + (
    "tables: [{id: t, title: جدول, columns: [أول, ثان], rows: [[واحد, اثنان]]}]\n"
    "charts: [{id: c, title: رسم, alt: وصف, kind: column, categories: [أ, ب],"
    " series: [{name: س, values: [1, 2]}]}]\n"
    "sections: [{heading: قسم, body: نص القسم., points: [نقطة, أخرى]}]\n"
)


def placed(layout: str, text: str = ARABIC) -> Brief | Deck:
    return typeset(compose(parse_summary(text, "s.yaml"), find_layout(layout, ROOT)))


@pytest.mark.parametrize(
    ("text", "rtl", "shown"),
    [  # brackets are mirrored when they are drawn
        ("abc", False, "abc"),
        ("אבג", True, "גבא"),
        ("abc אבג def", False, "abc גבא def"),
        ("אבג 12 דה", True, "הד 12 גבא"),
        ("אב (cd) הו", True, "וה )cd( בא"),
        ("אב 2% GDP", True, "GDP 2% בא"),
    ],
)
def test_order_on_a_line(text: str, rtl: bool, shown: str) -> None:
    assert "".join(visual_order(text, levels_of(text, rtl))) == shown


def test_levels_cover_joiners_and_marks_of_direction() -> None:
    for text in ("می\u200cآیند", "a\u200fב", "\u2067אב\u2069 x", "اب\u064bج"):
        assert len(levels_of(text, True)) == len(text)


def test_pieces_stand_from_right_to_left() -> None:
    setter = new_setter(THEME, "brief", "ar")
    style = Style("body", size=10, leading=14)
    para = setter.set(Inline((Span("اليابان GDP بلد"),)), style, 300)
    first, last = para.lines[0].pieces[0], para.lines[0].pieces[-1]
    assert first.x > last.x and para.rtl and para.style.align == "right"
    assert max(p.x + p.width for p in para.lines[0].pieces) == pytest.approx(300, abs=0.01)
    latin = new_setter(THEME, "brief", "en").set(Inline((Span("a b"),)), style, 300)
    assert latin.lines[0].pieces[0].x == 0 and not latin.rtl


def test_a_brief_is_turned_round() -> None:
    turned = placed("policy-brief")
    plain = placed("policy-brief", ARABIC.replace("lang: ar", "lang: en"))
    assert isinstance(turned, Brief) and isinstance(plain, Brief)
    page = turned.pages[0]
    texts = [leaf for leaf in leaves(page.items) if isinstance(leaf, TextItem)]
    title = texts[1]
    assert title.paras[0].style.align == "right"
    assert title.rect.right == pytest.approx(page.width - texts[1].rect.x, abs=200)
    bullets = [p for t in texts for p in t.paras if p.bullet and p.bullet.label]
    assert bullets and all(p.rtl for p in bullets)


def test_mirroring_twice_changes_nothing() -> None:
    deck = placed("briefing-deck", ARABIC.replace("lang: ar", "lang: en"))
    assert isinstance(deck, Deck)
    for slide in deck.slides:
        for one in slide.items:
            twice = mirrored(mirrored(one.item, 960.0), 960.0)
            assert twice.rect.x == pytest.approx(one.item.rect.x)
    assert mirrored_rect(Rect(10, 0, 30, 5), 100) == Rect(60, 0, 30, 5)


def test_a_deck_says_its_direction_and_typefaces() -> None:
    deck = placed("briefing-deck")
    assert isinstance(deck, Deck)
    sink = io.BytesIO()
    write_pptx(deck, sink)
    sink.seek(0)
    xml = [shape.element.xml for slide in Presentation(sink).slides for shape in slide.shapes]
    told = "".join(xml)
    assert 'lang="ar"' in told and "<a:cs " in told
    master = Presentation(sink).slide_masters[0].element.xml
    assert 'rtl="1"' in master and 'algn="r"' in master
    charts = [s for s in Presentation(sink).slides for sh in s.shapes if sh.has_chart for s in [sh]]
    assert charts and 'orientation val="maxMin"' in charts[0].chart._chartSpace.xml
    tables = [sh for s in Presentation(sink).slides for sh in s.shapes if sh.has_table]
    assert tables and 'rtl="1"' in tables[0].element.xml


def test_a_deck_in_english_says_none_of_it() -> None:
    deck = placed("briefing-deck", "title: Plain\nkey_points: [One, Two]\n")
    assert isinstance(deck, Deck)
    sink = io.BytesIO()
    write_pptx(deck, sink)
    sink.seek(0)
    told = "".join(s.element.xml for s in Presentation(sink).slides)
    assert 'rtl="1"' not in told
