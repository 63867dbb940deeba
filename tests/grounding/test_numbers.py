"""Numbers as found in texts of four languages."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.language.lexicon import lexicon
from docgen.language.numbers import scan_numbers


def read(text: str, lang: str = "en") -> list[tuple[Decimal, str]]:
    return [(q.value, q.unit) for q in scan_numbers(text, lexicon(lang))]


def one(text: str, lang: str = "en") -> tuple[float, str]:
    ((value, unit),) = read(text, lang)
    return float(value), unit


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit"),
    [
        ("en", "2%", 2, "%"),
        ("en", "two percent", 2, "%"),
        ("en", "2 per cent", 2, "%"),
        ("en", "$3.2bn", 3.2e9, "USD"),
        ("en", "US$4 billion", 4e9, "USD"),
        ("en", "5 million euros", 5e6, "EUR"),
        ("en", "€5m", 5e6, "EUR"),
        ("en", "5 m", 5, "m"),
        ("en", "1,234.5", 1234.5, ""),
        ("en", "200k", 2e5, ""),
        ("en", "a dozen", 12, ""),
        ("en", "two hundred and fifty-three", 253, ""),
        ("en", "a million", 1e6, ""),
        ("en", "five thousand two hundred", 5200, ""),
        ("en", "half", 0.5, "fraction"),
        ("en", "two-thirds", 2 / 3, "fraction"),
        ("en", "one in five", 5, "one-in"),
        ("en", "1 in 120", 120, "one-in"),
        ("en", "doubled", 2, "ratio"),
        ("en", "21st", 21, "ordinal"),
        ("en", "the second gate", 2, "ordinal"),
        ("en", "09:30", 570, "clock"),
        ("en", "five-year plan", 5, "year"),
        ("en", "0.5 percentage points", 0.5, "pp"),
        ("en", "14 basis points", 14, "bp"),
        ("en", "1,200 cubic metres a second", 1200, "m3"),
        ("en", "90 km/h", 90, "km/h"),
        ("de", "1,5 Prozent", 1.5, "%"),
        ("de", "1.234,5 km", 1234.5, "km"),
        ("de", "3,2 Milliarden Euro", 3.2e9, "EUR"),
        ("de", "12 Mio. €", 12e6, "EUR"),
        ("de", "41.300", 41300, ""),
        ("de", "zweihundertfünfzig", 250, ""),
        ("de", "einundzwanzig", 21, ""),
        ("de", "dreitausendzweihundert", 3200, ""),
        ("de", "ein Drittel", 1 / 3, "fraction"),
        ("de", "das 3. Gleis", 3, "ordinal"),
        ("fr", "1 250,5 euros", 1250.5, "EUR"),
        ("fr", "68 500", 68500, ""),
        ("fr", "3,2 milliards d’euros", 3.2e9, "EUR"),
        ("fr", "17\u00a0%", 17, "%"),
        ("fr", "quatre-vingt-dix-sept", 97, ""),
        ("fr", "soixante et onze", 71, ""),
        ("es", "2.500 millones de euros", 2.5e9, "EUR"),
        ("es", "dos mil millones", 2e9, ""),
        ("es", "treinta y cinco por ciento", 35, "%"),
        ("es", "mil doscientos", 1200, ""),
        ("es-MX", "1,234.5", 1234.5, ""),
        ("sv", "1,5 %", 1.5, "%"),
    ],
)
def test_forms(lang: str, text: str, value: float, unit: str) -> None:
    found, told = one(text, lang)
    assert found == pytest.approx(value)
    assert told == unit


@pytest.mark.parametrize(
    "text", ["F-35", "the G7", "5G", "COVID-19", "one gate", "a second", "H1N1"]
)
def test_what_is_no_number(text: str) -> None:
    assert read(text) == []


def test_a_version_is_no_quantity() -> None:
    quantities = scan_numbers("since 3.6.0, and Python 3.10", lexicon("en"))
    assert [(q.raw, q.unit) for q in quantities] == [("3.6.0", "version"), ("3.10", "version")]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("3 to 5 million euros", [(3e6, "EUR"), (5e6, "EUR")]),
        ("between 10 and 20%", [(10, "%"), (20, "%")]),
        ("10–20 km", [(10, "km"), (20, "km")]),
        ("£12 million, 28 and 41", [(12e6, "GBP"), (28e6, "GBP"), (41e6, "GBP")]),
    ],
)
def test_ranges_and_lists_lend_their_unit(text: str, readings: list[tuple[float, str]]) -> None:
    found = [q.readings()[-1] for q in scan_numbers(text, lexicon("en"))]
    assert [(float(v), u) for v, u in found] == readings


def test_nobody_lends_across_other_words() -> None:
    first, *_ = scan_numbers("one million, one year", lexicon("en"))
    assert first.readings() == ((Decimal(1_000_000), ""),)


def test_roles_and_hedges() -> None:
    found = scan_numbers("from 9,400 to about 6,100, more than 5", lexicon("en"))
    assert [(q.role, q.hedged, q.bound) for q in found] == [
        ("from", False, False),
        ("to", True, False),
        ("from", True, True),
    ]


@given(st.integers(0, 999_999_999), st.sampled_from(["en", "de", "fr", "es"]))
def test_grouped_numerals_are_read_back(number: int, lang: str) -> None:
    lex = lexicon(lang)
    text = f"{number:,}".replace(",", lex.group)
    assert read(text, lang) == [(Decimal(number), "")]


@given(
    st.decimals(0, 9999, places=2),
    st.sampled_from(["en", "de", "fr", "es"]),
    st.sampled_from([("%", "%"), (" km", "km"), (" €", "EUR")]),
)
def test_decimals_with_units_are_read_back(
    number: Decimal, lang: str, unit: tuple[str, str]
) -> None:
    shown, told = unit
    text = f"{number:.2f}".replace(".", lexicon(lang).decimal) + shown
    assert read(f"x {text} y", lang) == [(number, told)]


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "es", "pl"]))
def test_any_text_is_scanned_in_order(text: str, lang: str) -> None:
    found = scan_numbers(text, lexicon(lang))
    assert all(text[q.start : q.end] == q.raw for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    if number < 20:
        return ENGLISH[number]
    if number < 100:
        tail = f"-{ENGLISH[number % 10]}" if number % 10 else ""
        return TENS[number // 10] + tail
    if number < 1000:
        tail = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{ENGLISH[number // 100]} hundred{tail}"
    tail = f" {spelled(number % 1000)}" if number % 1000 else ""
    return f"{spelled(number // 1000)} thousand{tail}"


@given(st.integers(2, 999_999))
def test_number_words_are_read_back(number: int) -> None:
    assert read(f"there were {spelled(number)} of them") == [(Decimal(number), "")]
