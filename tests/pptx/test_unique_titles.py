"""No two slides of a deck have one title."""

from __future__ import annotations

from docgen.layout.blocks import Inline, Span
from docgen.layout.document import SlideBlock
from docgen.typeset.slides import unique_titles


def test_repeated_titles_are_numbered() -> None:
    titles = ["Voices", "People", "Voices", "", "Voices", ""]
    slides = [SlideBlock(layout="content", title=Inline((Span(t),) if t else ())) for t in titles]
    made = [s.title.plain for s in unique_titles(slides, "Deck")]
    assert made == ["Voices", "People", "Voices (2)", "", "Voices (3)", "Deck (2)"]
