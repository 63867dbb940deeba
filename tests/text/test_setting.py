"""Setting paragraphs: widths are the font's own, lines never exceed theirs, no text is lost."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typeset_samples import THEME, drawn, inline

from docgen.layout.blocks import Inline, Span
from docgen.placed.items import TextPara
from docgen.placed.structure import Elem
from docgen.text.fonts import load_face
from docgen.text.paragraph import new_setter
from docgen.text.units import break_units
from docgen.theme.model import Medium, Style

WORDS = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCXYZäöüßéñαβγжщ0123456789 -/.,;:'’“”()%–—\u00a0"),
    min_size=1,
    max_size=200,
)


def advances(family: str, text: str) -> float:
    """What fontTools reads from the font file, in em."""
    face = load_face(family)
    assert face is not None
    font = TTFont(face.file.path)
    cmap, widths = font.getBestCmap(), font["hmtx"]
    return sum(widths[cmap[ord(c)]][0] for c in text) / font["head"].unitsPerEm


@pytest.mark.parametrize("family", ["Source Sans Pro", "Source Serif Pro", "Arial"])
def test_widths_are_the_fonts_own(family: str) -> None:
    text = "Hamburgefonstiv 0123 äöü, Wörter; (AVA) Ωж"
    face = load_face(family)
    assert face is not None
    assert face.set_width(text, 12, 0, False) == pytest.approx(advances(family, text) * 12)
    tracked = face.set_width(text, 12, 0.5, False)
    assert tracked == pytest.approx(advances(family, text) * 12 + 0.5 * len(text))


def test_kerning_is_measured_in_briefs_only() -> None:
    face = load_face("Source Serif Pro")
    assert face is not None
    assert face.set_width("AVAVA", 10, 0, True) < face.set_width("AVAVA", 10, 0, False)
    assert new_setter(THEME, "brief", "en").fonts.kern
    assert not new_setter(THEME, "deck", "en").fonts.kern


@example(text=":k:", width=30.0, size=30.0, align="l", medium="brief")
@settings(deadline=None, max_examples=150)
@given(
    text=WORDS,
    width=st.floats(30, 400),
    size=st.floats(7, 40),
    align=st.sampled_from("lrcj"),
    medium=st.sampled_from(["brief", "deck"]),
)
def test_no_line_is_wider_than_its_box(
    text: str, width: float, size: float, align: str, medium: str
) -> None:
    names = {"l": "left", "r": "right", "c": "center", "j": "justify"}
    style = Style("s", size=size, leading=size * 1.2, align=names[align], hyphenate=True)  # type: ignore[arg-type]
    para = new_setter(THEME, medium, "de").set(inline(text), style, width)  # type: ignore[arg-type]
    for line in para.lines:
        ends = [g.x + g.width for g in line.pieces]
        only = sum(len(g.text) for g in line.pieces) == 1
        assert only or max(ends, default=0) <= width + 0.01
        assert only or min((g.x for g in line.pieces), default=0) >= -0.01
    assert para.height == pytest.approx(len(para.lines) * style.leading)
    kept = "".join(
        drawn_line[:-1] if line.hyphen else drawn_line
        for line in para.lines
        for drawn_line in ["".join(g.text for g in line.pieces)]
    )
    assert kept.replace(" ", "") == text.replace(" ", "")


@given(WORDS)
def test_units_are_the_text(text: str) -> None:
    assert "".join(break_units(text)) == text


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("and/or not", ["and/or ", "not"]),
        ("well-known fact", ["well-", "known ", "fact"]),
        ("14\u00a0km away", ["14\u00a0km ", "away"]),
        ("a\u2014b", ["a", "\u2014", "b"]),
    ],
)
def test_where_lines_may_end(text: str, units: list[str]) -> None:
    assert break_units(text) == units


def test_lines_know_their_characters() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    para = setting(text, 90)
    assert para.lines[0].start == 0 and para.lines[-1].end == len(text)
    for before, after in zip(para.lines, para.lines[1:], strict=False):
        assert before.end == after.start
    assert [text[x.start : x.end].strip() for x in para.lines] == [
        "".join(g.text for g in x.pieces).strip() for x in para.lines
    ]


def setting(text: str, width: float) -> TextPara:
    return new_setter(THEME, "brief", "en").set(inline(text), THEME.style("brief", "body"), width)


def test_superscripts_are_smaller_and_raised() -> None:
    spans = (Span("Text"), Span("12", superscript=True))
    style = THEME.style("deck", "body")
    line = new_setter(THEME, "deck", "en").set(Inline(spans), style, 400).lines[0]
    assert line.pieces[1].size == pytest.approx(style.size * 2 / 3)
    assert line.pieces[1].rise > 0 and line.pieces[0].rise == 0


def test_a_word_wider_than_the_line_is_divided() -> None:
    para = setting("x" * 300, 100)
    assert len(para.lines) > 10 and drawn(para) == "x" * 300


def test_a_decks_links_stay_whole_and_stand_alone_when_too_long() -> None:
    link = Span("a link of several words that is wider than its line", href="https://example.org")
    spans = Inline((Span("See "), link, Span(" after")))
    para = new_setter(THEME, "deck", "en").set(spans, THEME.style("deck", "body"), 200)
    lines = ["".join(g.text for g in line.pieces).strip() for line in para.lines]
    assert lines[0] == "See" and lines[-1] == "after"


def test_decks_are_broken_early() -> None:
    text, style = "word " * 40, THEME.style("deck", "body")
    deck = new_setter(THEME, "deck", "en")
    assert deck.safety > 1
    para = deck.set(inline(text), style, 300)
    assert max(line.width for line in para.lines) <= 300 / deck.safety


@pytest.mark.parametrize("medium", ["brief", "deck"])
def test_what_a_setter_keeps_of_a_text_changes_nothing(medium: Medium) -> None:
    """Set again at other widths, a text's lines are those of a setter that never saw it."""
    style = Style("s", size=10, leading=12, hyphenate=True)
    text = Inline((Span("Donaudampfschifffahrtsgesellschaften 1,250,000 https://example.org/a/b"),))
    setter = new_setter(THEME, medium, "de")
    for width in (30.0, 300.0, 60.0, 30.0, 120.0):
        fresh = new_setter(THEME, medium, "de").set(text, style, width)
        assert setter.set(text, style, width).lines == fresh.lines


def test_each_setting_of_a_cited_text_has_structure_elements_of_its_own() -> None:
    style = Style("s", size=10, leading=12)
    text = Inline((Span("As told "), Span("[1]", cite="a")))
    setter = new_setter(THEME, "brief", "en")
    for elem in (Elem("P"), Elem("P")):
        pieces = setter.set(text, style, 200, elem).lines[0].pieces
        links = [one.elem for one in pieces if one.elem is not None and one.elem is not elem]
        assert [one.role for one in links] == ["Link"]
        reference = links[0].parent
        assert reference is not None and reference.role == "Reference"
        assert reference.parent is elem
