"""Runs become units: looks, faces, elements, widths, and what is divided where."""

from __future__ import annotations

import pytest
from typeset_samples import THEME

from docgen.layout.blocks import Inline, Span
from docgen.placed.structure import Elem
from docgen.text.paragraph import new_setter
from docgen.text.units import LineUnit, break_units, target_of
from docgen.theme.model import Style

STYLE = Style("s", size=10, leading=12, color="ink")


def units(
    *spans: Span, medium: str = "brief", style: Style = STYLE, elem: Elem | None = None
) -> list[LineUnit]:
    return new_setter(THEME, medium, "en").maker.units(Inline(spans), style, elem)  # type: ignore[arg-type]


def test_links_have_the_links_colour_and_marks_the_texts() -> None:
    looks = [
        u.pieces[0].look
        for u in units(
            Span("a ", href="https://example.org"),
            Span("b "),
            Span("[1] ", cite="s", superscript=True),
            Span("(1)", note=1, href="#note-1", superscript=True),
        )
    ]
    assert [x.color for x in looks] == ["link", "ink", "ink", "ink"]
    assert [x.href for x in looks] == ["https://example.org", None, "#source-s", "#note-1"]
    assert [round(x.size, 2) for x in looks] == [10, 10, 6.67, 6.67]
    assert [x.rise for x in looks] == [0, 0, 3.0, 3.0]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_faces_are_those_of_span_or_style(bold: bool, italic: bool) -> None:
    for of_style in (False, True):
        style = Style("s", bold=bold and of_style, italic=italic and of_style)
        span = Span("word", bold=bold and not of_style, italic=italic and not of_style)
        face = units(span, style=style)[0].pieces[0].look.face
        assert (face.bold, face.italic) == (bold, italic)
    assert units(Span("x", code=True))[0].pieces[0].look.face.family == THEME.family(
        "brief", "mono"
    )


def test_units_know_their_width_and_the_space_behind() -> None:
    first, second = units(Span("one "), Span("two"))
    whole = units(Span("one"))[0].width
    assert first.width == pytest.approx(whole) and first.space > 0 and first.chars == 4
    assert second.space == 0 and second.chars == 3 and not second.newline
    mixed = units(Span("on"), Span("e  ", bold=True), Span("x"))
    assert [u.text for u in mixed] == ["one  ", "x"] and len(mixed[0].pieces) == 2
    assert mixed[0].width + mixed[0].space == pytest.approx(sum(p.width for p in mixed[0].pieces))
    assert units(Span("a"), Span("", field="break"), Span("b"))[0].newline


def test_tracking_widens_each_character() -> None:
    plain, tracked = (
        units(Span("word"), style=Style("s", size=10, tracking=t))[0].width for t in (0.0, 1.0)
    )
    assert tracked == pytest.approx(plain + 4, abs=0.3)


def test_a_unit_is_divided_over_its_pieces() -> None:
    maker = new_setter(THEME, "brief", "en").maker
    (unit,) = units(Span("foot"), Span("ball ", bold=True))
    for at, head, tail in ((2, "fo", "otball "), (4, "foot", "ball "), (6, "footba", "ll ")):
        first, rest = maker.split(unit, at, STYLE)
        assert (first.text, rest.text, first.chars) == (head, tail, at) and not first.hyphen
        assert rest.space == pytest.approx(unit.space) and first.space == 0
        hyphened, _ = maker.split(unit, at, STYLE, "-")
        assert hyphened.text == head + "-" and hyphened.hyphen and hyphened.width > first.width


def test_addresses_stay_whole_in_decks() -> None:
    text = "see https://example.org/a/b now"
    assert "https://example.org/a/b " in break_units(text, "en", whole_addresses=True)
    assert "https://example.org/a/b " not in break_units(text, "en")
    assert any(u.text == "https://example.org/a/b " for u in units(Span(text), medium="deck"))
    assert break_units("https://example.org/a", "en", whole_addresses=True) == [
        "https://example.org/a"
    ]
    assert break_units("well-known", "en", whole_addresses=True) == ["well-", "known"]


def test_inline_elements_are_made_once_a_run() -> None:
    top = Elem("P")
    href = "https://example.org"
    made = units(Span("two words ", href=href), Span("bold", bold=True, href=href), elem=top)
    elems = {id(u.pieces[0].look.elem) for u in made}
    assert len(elems) == 1 and made[0].pieces[0].look.elem.role == "Link"  # type: ignore[union-attr]
    assert units(Span("plain"), elem=top)[0].pieces[0].look.elem is None
    cite = units(Span("[1]", cite="s"), elem=top)[0].pieces[0].look.elem
    assert cite is not None and cite.role == "Link" and cite.parent is not None
    assert cite.parent.role == "Reference" and cite.parent.id == "s"
    assert target_of(Span("x")) is None and target_of(Span("x", cite="s")) == "#source-s"
    link = Elem("Link", href=href)
    assert units(Span("x", href=href), elem=link)[0].pieces[0].look.elem is link


@pytest.mark.parametrize(
    ("color", "shown"), [("text", "link"), ("on-ink", "on-ink"), ("on-accent", "on-accent")]
)
def test_links_on_dark_grounds_keep_the_colour_of_their_text(color: str, shown: str) -> None:
    style = Style("s", size=10, color=color)
    (unit,) = units(Span("report", href="https://example.org"), style=style)
    assert [piece.look.color for piece in unit.pieces] == [shown]
