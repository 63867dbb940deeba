"""Without notes of its own a section's body is said aloud, with the sources that it cites."""

from __future__ import annotations

import io
from pathlib import Path

from pptx import Presentation

from docgen.layout import compose, find_layout, find_theme
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

SUMMARY = """
title: Notes
date: 2026-01-01
lang: en
sections:
  - heading: Told
    body: The harbour was dredged [@log]. It took a year.
    points: [Dredged]
sources:
  - {id: log, title: Harbour log, publisher: Port office, url: "https://example.org/log"}
"""


def test_body_and_its_sources(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SUMMARY, "utf-8")
    summary = load_summary(path)
    deck = typeset(compose(summary, find_layout("briefing-deck", None), find_theme("slate", None)))
    assert isinstance(deck, Deck)
    sink = io.BytesIO()
    write_pptx(deck, sink)
    slides = {s.shapes.title.text_frame.text: s for s in Presentation(sink).slides}
    text = slides["Told"].notes_slide.notes_text_frame.text
    assert "It took a year." in text
    assert text.endswith("1. Harbour log. Port office. https://example.org/log")
