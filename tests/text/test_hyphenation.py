"""Kept patterns divide words as freshly parsed ones do."""

from __future__ import annotations

import pytest

from docgen.foundation.memo import MakeBytes, caching
from docgen.text import hyphenation

WORDS = {
    "en": ("hyphenation", "international", "understanding", "Government’s", "table"),
    "de": ("Donaudampfschifffahrt", "Verteidigungsausgaben", "Bundeswehr"),
    "fr": ("l'environnement", "gouvernement", "développement"),
    "hu": ("asszonnyal", "kormányzat", "legfelsőbb"),
    "cs": ("zahraniční", "bezpečnostní", "ministerstvo"),
}


@pytest.fixture(autouse=True)
def fresh() -> None:
    hyphenation._levels.cache_clear()
    hyphenation.hyphen_points.cache_clear()


@pytest.mark.parametrize("lang", WORDS)
def test_kept_patterns_are_those_of_the_file(lang: str) -> None:
    stored: dict[str, bytes] = {}
    made: list[str] = []

    def backend(key: str, make: MakeBytes) -> bytes:
        if key not in stored:
            made.append(key)
            stored[key] = make()
        return stored[key]

    parsed = [hyphenation.hyphen_points(word, lang) for word in WORDS[lang]]
    assert any(parsed)
    for _ in range(2):
        hyphenation._levels.cache_clear()
        hyphenation.hyphen_points.cache_clear()
        with caching(backend):
            assert [hyphenation.hyphen_points(word, lang) for word in WORDS[lang]] == parsed
    assert len(made) == 1


def test_what_is_no_word_or_has_no_patterns_is_kept_whole() -> None:
    whole = ("ship", "covid-19", "a@example.org", "example.org", "PARLIAMENT")
    assert [hyphenation.hyphen_points(word, "en") for word in whole] == [()] * len(whole)
    assert hyphenation.hyphen_points("international", "xx") == ()
