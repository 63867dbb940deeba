"""What people compute, count and word for themselves passes; the same with a mistake doesn't."""

from __future__ import annotations

import pytest

from docgen.article import parse_article
from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.grounding import ground
from docgen.language.dates import scan_dates
from docgen.language.lexicon import lexicon
from docgen.summary.loader import parse_summary

CASES = [
    ("en", "The library opened in 2024.", "It opened in 2024.", "It cost 2024 euros."),
    ("it", "Il museo ha aperto nel 2018.", "Ha aperto nel 2018.", "È costato 2018 euro."),
    (
        "en",
        "The works used 290,000 bolts.",
        "They used 290,000 bolts.",
        "The works cost 290,000 euros.",
    ),
    (
        "en",
        "The wing was due in May 2026. It will not open before November 2026.",
        "The wing is half a year late.",
        "The wing is 9 months late.",
    ),
    (
        "es",
        "La ciudad compró 240 pisos por 31,2 millones de euros.",
        "Cada piso costó 130.000 euros.",
        "Cada piso costó 180.000 euros.",
    ),
    (
        "de",
        "Es gab 46 Risse. Jeder siebte Pfeiler war beschädigt.",
        "Rund 14 Prozent der Pfeiler waren beschädigt.",
        "Rund 41 Prozent der Pfeiler waren beschädigt.",
    ),
    (
        "en",
        "Debt stands at 118% of gross domestic product.",
        "Debt is 118% of GDP.",
        "Debt is 118% of GNP.",
    ),
    (
        "en",
        "Published 3 May 2025. The race will start earlier next year.",
        "The race starts earlier in 2026.",
        "The race starts earlier in 2028.",
    ),
    (
        "de",
        "Sonntags bleibt das Parken gratis.",
        "Am Sonntag ist das Parken gratis.",
        "Am Montag ist das Parken gratis.",
    ),
    (
        "fr",
        "La société n'a pas payé l'amende.",
        "La société n'a pas réglé l'amende.",
        "La société a payé l'amende.",
    ),
    (
        "it",
        "Il sindacato ha accettato l'offerta della fabbrica.",
        "Il sindacato ha accettato l'offerta della fabbrica.",
        "Il sindacato ha rifiutato l'offerta della fabbrica.",
    ),
    (
        "de",
        "Es ist der größte See in Orland.",
        "Es ist der größte See in Orland.",
        "Es ist der kleinste See in Orland.",
    ),
    (
        "en",
        "Not one of the five councils opposed the cap on flights.",
        "All five councils accepted the cap on flights.",
        "All six councils accepted the cap on flights.",
    ),
]


def told(lang: str, article: str, text: str) -> list[Diagnostic]:
    summary = parse_summary(f"title: X\nlang: {lang}\nkey_points: [{text!r}]\n", "summary.yaml")
    found = ground(summary, parse_article(article, "a.md", lang)).diagnostics
    return [d for d in found if d.severity is not Severity.NOTICE]


@pytest.mark.parametrize(("lang", "article", "right", "wrong"), CASES)
def test_the_true_one_passes_and_the_false_one_does_not(
    lang: str, article: str, right: str, wrong: str
) -> None:
    assert told(lang, article, right) == []
    assert told(lang, article, wrong)


def test_a_year_with_a_unit_is_no_date_and_without_one_is() -> None:
    lex = lexicon("en")
    assert scan_dates("It cost 2024 euros", lex) == []
    assert [d.year for d in scan_dates("In 2024 prices rose", lex)] == [2024]


def test_a_small_count_in_words_is_a_warning_unless_the_article_counts_the_same() -> None:
    article = "The mill lost two ovens in the fire, and the council gave it money."
    own = told("en", article, "Three weeks later the council gave the mill money.")
    same = told("en", article, "The mill lost three ovens in the fire.")
    assert [d.severity for d in own] == [Severity.WARNING]
    assert Severity.ERROR in [d.severity for d in same]


def test_where_people_get_in_no_number_rises() -> None:
    article = "Im Schnitt stiegen zuletzt 85 Menschen am Tag ein und aus, 2015 waren es noch 240."
    yaml = "title: X\nlang: de\nmetrics: [{label: Menschen am Tag, value: '85', was: '240'}]\n"
    summary = parse_summary(yaml, "summary.yaml")
    found = ground(summary, parse_article(article, "a.md", "de")).diagnostics
    assert [d.code for d in found] == []
