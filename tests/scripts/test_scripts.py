"""A page of each script: nothing is a box, the text can be copied, both validators are content."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest
import yaml
from pdf.own import own_faults
from pdf.validators import failures, require_validators
from tools import require_tool

from docgen.layout import compose, find_layout
from docgen.layout.catalog import find_theme
from docgen.pdf import write_pdf
from docgen.summary.loader import parse_summary
from docgen.text.font_findings import missing_glyphs
from docgen.text.fonts import font_book
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
