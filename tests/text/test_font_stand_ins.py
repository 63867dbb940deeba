"""Which font measures which, and what is said of it."""

from __future__ import annotations

import pytest

from docgen.foundation.diagnostics import Diagnostics, Severity
from docgen.summary.loader import parse_summary
from docgen.text.font_findings import check_fonts, missing_glyphs
from docgen.text.fonts import STAND_INS, FontBook, face_of, load_face

SUMMARY = parse_summary("title: A 𓀀𓀁 title\n", "s.yaml")


@pytest.mark.parametrize(
    ("office", "per_em"),
    [
        ("Arial", 0.556),
        ("Calibri", 0.525),
        ("Cambria", 0.558),
        ("Times New Roman", 0.5),
        ("Courier New", 0.6),
    ],
)
def test_metric_twins_have_the_office_fonts_advances(office: str, per_em: float) -> None:
    face = load_face(office)
    assert face is not None and face.file.exact
    assert face.advance("n") == pytest.approx(per_em, abs=0.004)


@pytest.mark.parametrize("family", sorted(n for n, s in STAND_INS.items() if not s.exact))
def test_others_are_measured_on_the_safe_side_and_said(family: str) -> None:
    book, found = FontBook({"body": family}, kern=False), Diagnostics()
    book.face("body", False, False)
    check_fonts(book, "deck", SUMMARY, "theme.toml", found)
    assert [(d.code, d.severity) for d in found] == [("DG409", Severity.NOTICE)]
    assert family in found.found[0].message


def test_unknown_families_are_errors_in_a_brief_and_warnings_in_a_deck() -> None:
    for medium, code in (("brief", "DG407"), ("deck", "DG408")):
        book, found = FontBook({"body": "Corporate Sans"}, kern=False), Diagnostics()
        book.face("body", False, False)
        check_fonts(book, medium, SUMMARY, "theme.toml", found)  # type: ignore[arg-type]
        assert [d.code for d in found] == [code]


def test_missing_glyphs_are_named_with_their_place() -> None:
    book = FontBook({"body": "Source Sans Pro"}, kern=True)
    pieces = book.split("A 𓀀𓀁 title", book.face("body", False, False))
    assert "".join(text for text, _ in pieces) == "A 𓀀𓀁 title"
    finding = missing_glyphs(book, SUMMARY)
    assert finding is not None and finding.code == "DG405"
    assert "U+13000" in finding.message and finding.location is not None
    assert finding.location.line == 1


def test_fallbacks_draw_what_the_font_lacks() -> None:
    book = FontBook({"body": "Source Serif Pro"}, kern=True)
    face = book.face("body", True, False)
    lacking = next(c for c in "ʒəɣ√∂ﬀשא≥" if not face.has(c) and load_face("Arimo").has(c))  # type: ignore[union-attr]
    assert [f.family for _, f in book.split(f"a{lacking}b", face)][1] in book.fallbacks


def test_faces_are_found_again_by_key() -> None:
    for family, bold, italic in (("Arial", True, False), ("Source Sans Pro", False, True)):
        face = load_face(family, bold, italic)
        assert face is not None and face_of(face.key) is face
