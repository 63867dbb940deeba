"""The language of a field or a run: its tags, its direction, its hyphenation."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pptx import Presentation

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import compose, find_layout
from docgen.pdf import write_pdf
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.summary.loader import parse_summary
from docgen.summary.richtext import parse_inline, plain_text
from docgen.typeset import typeset

ROOT = Path(__file__).parents[2]
SUMMARY = """
title: Words
lang: en
key_points:
  - The [raison d’être]{lang=fr} of it, **and** more.
  - {text: النص بالعربية, lang: ar}
"""


def test_a_run_has_a_language_of_its_own() -> None:
    runs = parse_inline("a [mot juste]{lang=fr} and [x](https://example.org)")
    assert [(r.text, r.lang) for r in runs][:3] == [
        ("a ", None),
        ("mot juste", "fr"),
        (" and ", None),
    ]
    assert plain_text("a [mot]{lang=fr}.") == "a mot."
    assert plain_text("`[mot]{lang=fr}`") == "[mot]{lang=fr}"


def test_tags_say_the_language() -> None:
    summary = parse_summary(SUMMARY, "s.yaml")
    brief = typeset(compose(summary, find_layout("policy-brief", ROOT)))
    sink = io.BytesIO()
    write_pdf(brief, sink)
    with pikepdf.open(sink) as pdf:
        told = {
            str(one.Lang)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary)
            and one.get("/Type") == pikepdf.Name.StructElem
            and "/Lang" in one
        }
    assert {"en", "fr", "ar"} <= told
    deck = typeset(compose(summary, find_layout("briefing-deck", ROOT)))
    assert isinstance(deck, Deck)
    sink = io.BytesIO()
    write_pptx(deck, sink)
    sink.seek(0)
    xml = "".join(slide.element.xml for slide in Presentation(sink).slides)
    assert 'lang="fr"' in xml and 'lang="ar"' in xml and 'rtl="1"' in xml


def test_a_wrong_tag_is_told() -> None:
    with pytest.raises(DocgenError) as error:
        parse_summary("title: {text: T, lang: not a language}\n", "s.yaml")
    assert error.value.diagnostics[0].code == "DG104"
