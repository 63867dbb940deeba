"""A page of each script: nothing is a box, the text can be copied, both validators are content."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf.own import own_faults
from pdf.validators import failures, require_validators
from tools import require_tool
from uniseg.linebreak import line_break_units

from docgen.layout import compose, find_layout
from docgen.layout.blocks import Inline, Span
from docgen.layout.catalog import find_theme
from docgen.pdf import write_pdf
from docgen.summary.loader import parse_summary
from docgen.text.font_findings import missing_glyphs
from docgen.text.fonts import font_book
from docgen.text.paragraph import new_setter
from docgen.text.unspaced import cjk_units
from docgen.theme.model import Style
from docgen.typeset import typeset
from scripts.samples import SAMPLES

ROOT = Path(__file__).parents[2]
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\ufffe"))
"""Soft hyphens, and the marks of direction that extraction adds."""


@lru_cache(maxsize=64)
def brief(lang: str, text: str) -> bytes:
    """A brief in a language whose body is `text`."""
    data = {"title": "T", "lang": lang, "sections": [{"heading": "H", "body": text}]}
    summary = parse_summary(yaml.safe_dump(data, allow_unicode=True), "s.yaml")
    placed = typeset(compose(summary, find_layout("policy-brief", ROOT)))
    sink = io.BytesIO()
    write_pdf(placed, sink)
    return sink.getvalue()


def squeezed(text: str) -> str:
    """Text in NFC without white space: lines break where they like."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text).translate(_UNSEEN))


@pytest.mark.parametrize("lang", SAMPLES)
def test_text_is_copied_as_written(lang: str) -> None:
    data = brief(lang, SAMPLES[lang])
    pages = pypdfium2.PdfDocument(data)
    told = "".join(page.get_textpage().get_text_range() for page in pages)
    assert squeezed(SAMPLES[lang]) in squeezed(told)
    run = subprocess.run(
        [require_tool("pdftotext"), "-enc", "UTF-8", "-", "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    assert squeezed(SAMPLES[lang]) in squeezed(run.stdout.decode())


@pytest.mark.parametrize("text", ["تغيّر", "معيّن حديثًا", "تغيّر الحال"])
def test_a_ligature_with_a_mark_keeps_its_letters(text: str) -> None:
    """The font sets two letters and the mark between them as one glyph and a mark."""
    data = brief("ar", f"**{text}**")
    told = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert _letters(text) in _letters(told)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if c.isalpha() and not unicodedata.combining(c))


@pytest.mark.parametrize("lang", SAMPLES)
def test_every_glyph_is_there(lang: str) -> None:
    assert own_faults(brief(lang, SAMPLES[lang])) == []


@pytest.mark.parametrize("lang", ["ar", "he", "fa", "hi", "bn", "ta", "th", "km", "my", "ja", "ko"])
def test_validators_are_content(lang: str) -> None:
    require_validators()
    assert failures(brief(lang, SAMPLES[lang])) == []


def test_what_no_font_has_is_told_with_what_to_install() -> None:
    theme_fonts = font_book(find_theme("slate", ROOT), "brief", "en")
    theme_fonts.split("A 𓀀", theme_fonts.face("body", False, False))
    finding = missing_glyphs(theme_fonts, parse_summary("title: A 𓀀\n", "s.yaml"))
    assert finding is not None and finding.code == "DG405"
    assert "U+13000" in finding.message and "fonts-noto" in finding.hint
    assert finding.location is not None and finding.location.line == 1


MIXED = "防衛費は2027年度までにGDP比2%に達し、約43兆円となる。NATOの基準はWebで公開。"


def test_ideographs_stand_apart_from_western_letters_and_are_copied_without_spaces() -> None:
    """A quarter of an em (JLREQ 3.2.6), which extraction doesn't take for a space."""
    setter = new_setter(find_theme("slate", ROOT), "brief", "ja")
    style = Style("s", size=12, leading=16)
    line = setter.set(Inline((Span("約43兆"),)), style, 400).lines[0]
    ends = [(g.text, round(g.x, 2), round(g.x + g.width - g.apart, 2)) for g in line.pieces]
    assert [text for text, _, _ in ends] == ["約", "43", "兆"]
    for (_, _, end), (_, start, _) in pairwise(ends):
        assert start - end == pytest.approx(3.0, abs=0.02)
    plain = setter.set(Inline((Span("約、兆"),)), style, 400).lines[0]
    assert all(g.apart == 0 for g in plain.pieces)
    deck = new_setter(find_theme("slate", ROOT), "deck", "ja")
    assert all(
        g.apart == 0 for g in deck.set(Inline((Span("約43兆"),)), style, 400).lines[0].pieces
    )
    data = brief("ja", MIXED)
    told = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    command = [require_tool("pdftotext"), "-enc", "UTF-8", "-", "-"]
    run = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    for found in (told, run):
        assert MIXED in re.sub(r"[\r\n]+", "", found.translate(_UNSEEN))


def test_spacing_beside_ideographs_ends_no_line() -> None:
    setter = new_setter(find_theme("slate", ROOT), "brief", "ja")
    style = Style("s", size=12, leading=16)
    for width in range(60, 200, 7):
        for line in setter.set(Inline((Span(MIXED * 2),)), style, width).lines:
            assert line.pieces[-1].apart == 0
            assert line.pieces[-1].x + line.pieces[-1].width <= width + 0.01


@settings(deadline=None, max_examples=300)
@given(
    st.text(
        alphabet="あっゃーアィ防衛費国、。「」（）！？・2027GDP%$a.-/—々〜 ％円€(x)",
        min_size=1,
        max_size=24,
    )
)
def test_ideographs_break_as_the_library_breaks_them(text: str) -> None:
    assert cjk_units(text) == [str(unit) for unit in line_break_units(text)]
