"""The first slide of every theme: long texts are made smaller, and stay on one slide."""

from __future__ import annotations

from itertools import pairwise

import pytest

from docgen.layout import compose, find_layout, find_theme, list_themes
from docgen.placed.documents import Deck
from docgen.placed.items import TextItem
from docgen.summary.model import Summary
from docgen.typeset import typeset
from docgen.typeset.text_boxes import text_bottom

THEMES = [theme.name for theme in list_themes(None) if theme.name != "base"]
LONG = Summary.from_data(
    {
        "title": "The council's programme for the river holds back one flood in a hundred years",
        "kicker": "Coastal protection and the city's finances",
        "standfirst": "Five years of building cost less than one flood would have; two gates are "
        "still missing, the upkeep of those that stand is paid by nobody, and the pumps that were "
        "borrowed for two winters have to be given back before the third one begins.",
        "lang": "en",
        "date": "2026-03-05",
        "authors": ["Ada King", "Ben Okri"],
        "addressee": "the council's committee for finances",
        "classification": "Internal",
        "key_points": ["One point."],
    }
)
SHORT = Summary.from_data({"title": "Tides", "lang": "en", "key_points": ["One point."]})


@pytest.mark.parametrize("layout", ["briefing-deck", "pitch"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_long_cover_stays_one_slide(theme: str, layout: str) -> None:
    for size in ("16:9", "4:3"):
        found = find_layout(layout, None)
        deck = typeset(compose(LONG, found, find_theme(theme, None), {"slide": size}))
        assert isinstance(deck, Deck)
        first = deck.slides[0]
        assert first.part == (1, 1), size
        texts = [one.item for one in first.items if isinstance(one.item, TextItem)]
        by_height = sorted(texts, key=lambda item: item.rect.y)
        for above, below in pairwise(by_height):
            assert text_bottom(above) <= below.rect.bottom + 0.01
        assert max(item.rect.bottom for item in texts) <= deck.master.height


@pytest.mark.parametrize("theme", THEMES)
def test_a_short_cover_is_as_large_as_designed(theme: str) -> None:
    style = find_theme(theme, None).style("deck", "center-title")
    deck = typeset(compose(SHORT, find_layout("briefing-deck", None), find_theme(theme, None)))
    assert isinstance(deck, Deck)
    title = deck.slides[0].items[0].item
    assert isinstance(title, TextItem) and title.paras[0].style.size == style.size
