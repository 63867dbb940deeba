"""Halves, ages, hedges, conversions and other scripts, as found in texts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.language.dates import scan_dates
from docgen.language.lexicon import guess_language, lexicon
from docgen.language.numbers import scan_numbers
from docgen.language.places import country_of, places_in
from docgen.language.quantity import approximates, in_base


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit"),
    [
        ("en", "half a million euros", 500_000, "EUR"),
        ("en", "half a decade", 0.5, "decade"),
        ("en", "6 ½ minutes", 6.5, "min"),
        ("en", "six and a half minutes", 6.5, "min"),
        ("en", "two and a half years", 2.5, "year"),
        ("en", "a fortnight", 1, "fortnight"),
        ("en", "20 g/kg", 20, "g/kg"),
        ("en", "TT$100 million", 1e8, "TT$"),
        ("en", "3 lakh rupees", 300_000, "INR"),
        ("de", "anderthalb Stunden", 1.5, "h"),
        ("de", "zweieinhalb Jahre", 2.5, "year"),
        ("de", "ein halbes Jahr", 0.5, "year"),
        ("fr", "deux ans et demi", 2.5, "year"),
        ("es", "medio millón de euros", 500_000, "EUR"),
        ("it", "38 miliardi di euro", 38e9, "EUR"),
        ("it", "10 per cento", 10, "%"),
        ("ja", "3.2億円", 3.2e8, "JPY"),
        ("zh", "收入为3.2亿元", 3.2e8, "CNY"),
    ],
)
def test_one_quantity(lang: str, text: str, value: float, unit: str) -> None:
    (found,) = scan_numbers(text, lexicon(lang))
    assert (float(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("half a year", "six months"),
        ("half a decade", "five years"),
        ("a fortnight", "two weeks"),
        ("two and a half years", "thirty months"),
        ("a quarter", "25%"),
        ("one in five", "20%"),
        ("8 MW", "eight megawatts"),
    ],
)
def test_two_ways_to_say_it(one: str, other: str) -> None:
    lex = lexicon("en")
    ((a,), (b,)) = (scan_numbers(text, lex) for text in (one, other))
    assert in_base(a.value, a.unit, lex) == in_base(b.value, b.unit, lex)


@pytest.mark.parametrize(
    ("text", "near"),
    [("Lena Sund, 47, is mayor", "year"), ("aged 47", "year"), ("In 2024, 47, or more", "")],
)
def test_ages(text: str, near: str) -> None:
    found = scan_numbers(text, lexicon("en"), [(3, 7)] if "2024" in text else [])
    assert [q.near for q in found if q.value == 47] == [near]


@pytest.mark.parametrize(
    ("text", "exact", "holds"),
    [
        ("nearly half", "0.45", True),
        ("nearly half", "0.52", False),
        ("over 400", "412", True),
        ("over 400", "398", False),
        ("over 400", "530", False),
        ("about 1.2 million", "1187000", True),
        ("about 1.2 million", "1450000", False),
        ("about 400,900", "400000", False),
        ("400", "412", False),
    ],
)
def test_hedges(text: str, exact: str, holds: bool) -> None:
    (claim,) = scan_numbers(text, lexicon("en"))
    assert approximates(claim, Decimal(exact), claim.value) is holds


@pytest.mark.parametrize(
    ("lang", "text", "iso"),
    [
        ("en", "in Q3", "--Q3"),
        ("en", "the third quarter", "--Q3"),
        ("en", "the second half of 2026", "2026-H2"),
        ("en", "in '98", "1998"),
        ("en", "filed on (Nov. 7)", "--11-07"),
        ("ja", "2017年3月9日", "2017-03-09"),
        ("ru", "12 июля 2019 года", "2019-07-12"),
        ("ar", "يوم 19 ديسمبر 2018", "2018-12-19"),
    ],
)
def test_dates(lang: str, text: str, iso: str) -> None:
    assert [d.iso for d in scan_dates(text, lexicon(lang))] == [iso]


def test_a_half_of_a_year_holds_its_months() -> None:
    lex = lexicon("en")
    (half,) = scan_dates("the first half of 2026", lex)
    (march,), (august,) = scan_dates("March 2026", lex), scan_dates("August 2026", lex)
    assert march.says(half)
    assert not august.says(half)


@pytest.mark.parametrize(
    ("text", "lang", "code", "named"),
    [
        ("He works in Austria.", "en", "AT", True),
        ("He works in Australia.", "en", "AT", False),
        ("Ein Deutscher aus Kanada", "de", "DE", True),
        ("A Dutch firm", "en", "NL", True),
        ("Nigeria wins", "en", "NE", False),
    ],
)
def test_places(text: str, lang: str, code: str, named: bool) -> None:
    assert (code in places_in(text, lang)) is named


def test_a_country_in_each_language() -> None:
    assert {country_of(n, lang) for n, lang in (("Kanada", "de"), ("Canadá", "es"))} == {"CA"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "La fabbrica di ceramica riapre lunedì con molti operai, contro i molti di prima. " * 2,
            "it",
        ),
        ("公司总裁王伟说，去年的收入比前年增长了很多，公司准备推出新产品。", "zh"),
        ("De fabriek gaat maandag weer open met veel nieuwe mensen, zegt de directeur. " * 2, "nl"),
        ("Lund", "en"),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert guess_language(text) == lang
