"""Sentences end where a reader of the language ends them."""

from __future__ import annotations

import pytest

from docgen.language.sentences import sentences_of

TEXTS = {
    "en": [
        ["Mrs. Ade of the U.N. Dept. of Peace came on Feb. 9.", "She spoke."],
        ["It opened at 6 a.m. on Oct. 12 (cf. p. 7).", "All came."],
        ["It shut at 6 p.m.", "The doors stayed closed."],
        ["They sold it to Brown & Co.", "The price was low."],
        ["She said “Why us? Why now?” and sat down.", "Nobody answered."],
        ["“We won. We lost.”", "He left."],
        ["See https://example.net/a.b/c.html for it.", "It helps."],
        ["It rose by 3.5 per cent (2.1 before).", "That was all."],
        ["It grew, e.g. by 4 vs. 3, i.e. No. 1 of vol. 2.", "Really?", "Yes!"],
        ["The count was 12.", "3 were lost."],
    ],
    "de": [
        ["Am 3. Juni 2027 galt lt. Art. 7 Abs. 3 GG u. a. Nr. 4.", "So war es."],
        ["Prof. Dr. A. Berg vom 2. Senat kam, z. B. am 1. Mai, d. h. ca. 9 Uhr.", "Gut."],
        ["„Wer kommt? Wer geht?“ rief sie.", "Keiner antwortete."],
        ["Im 20. Jahrhundert wuchs es um 1,5 Mio. Tonnen.", "Dann nicht mehr."],
        ["Er blieb bis zum 30.", "Die Stadt zahlte."],
    ],
    "fr": [
        ["M. Roy a dit « Non. Jamais. » à Mme Le Goff.", "Puis il part."],
        ["Voir l’art. 5, p. 12 (cf. fig. 3).", "C’est tout."],
    ],
    "es": [["El Sr. Gil pagó 3,5 millones (pág. 4).", "¿Cuándo?", "Ayer."]],
    "ja": [["これは文です。", "次の文です。"]],
}


@pytest.mark.parametrize(("lang", "parts"), [(lang, p) for lang in TEXTS for p in TEXTS[lang]])
def test_sentences(lang: str, parts: list[str]) -> None:
    text = ("" if lang == "ja" else " ").join(parts)
    assert [text[a:b] for a, b in sentences_of(text, 0, len(text), lang)] == parts


def test_a_quotation_that_is_never_closed_is_divided() -> None:
    text = "He said “one thing. Then he said another. And a third."
    assert len(sentences_of(text, 0, len(text), "en")) == 3
