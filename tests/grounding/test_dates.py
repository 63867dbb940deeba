"""Dates as found in texts of four languages."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.language.dates import parse_iso, scan_dates
from docgen.language.lexicon import lexicon
from docgen.summary.dates import format_day, format_partial


def read(text: str, lang: str = "en") -> list[str]:
    return [d.iso for d in scan_dates(text, lexicon(lang))]


@pytest.mark.parametrize(
    ("lang", "text", "isos"),
    [
        ("en", "on 12 March 2026 and March 5, 2026", ["2026-03-12", "2026-03-05"]),
        ("en", "2026-03-12, Q3 2025, third quarter of 2024", ["2026-03-12", "2025-Q3", "2024-Q3"]),
        ("en", "the 1990s, 2021-24, 2029/30", ["1990s", "2021", "2024", "2029", "2030"]),
        ("en", "12–14 March 2026", ["2026-03-12", "2026-03-14"]),
        ("en", "the 12th of March 2026; Sept. 2027", ["2026-03-12", "2027-09"]),
        ("en", "in May it may; 3 February; on Thursday", ["--05", "--02-03", "weekday 4"]),
        ("en", "post-2027 and $2027 and 2,027 and 2000 km", ["2027"]),
        ("de", "am 12. März 2026, im Mai, 12.03.2026", ["2026-03-12", "--05", "2026-03-12"]),
        ("de", "in den 1990er Jahren, Ende 2025", ["1990s", "2025"]),
        ("fr", "le 1er mars 2026, en mars 2025", ["2026-03-01", "2025-03"]),
        ("es", "el 12 de marzo de 2026, marzo de 2025", ["2026-03-12", "2025-03"]),
        ("pl", "12 marca 2026", ["2026-03-12"]),
    ],
)
def test_forms(lang: str, text: str, isos: list[str]) -> None:
    assert read(text, lang) == isos


def test_american_order() -> None:
    (date,) = scan_dates("3/12/2026", lexicon("en-US"), month_first=True)
    assert date.iso == "2026-03-12"


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["en-US", "en-GB", "de", "fr", "es"]),
)
def test_days_are_read_back_as_we_write_them(day: dt.date, lang: str) -> None:
    assert read(f"x {format_day(day, lang)}.", lang) == [day.isoformat()]


@given(st.integers(1900, 2099), st.integers(1, 12), st.sampled_from(["en", "de", "fr", "es"]))
def test_months_are_read_back_as_we_write_them(year: int, month: int, lang: str) -> None:
    iso = f"{year}-{month:02}"
    assert read(f"x {format_partial(iso, lang)}.", lang) == [iso]


@pytest.mark.parametrize(
    ("article", "claim", "is_said"),
    [
        ("2026-03-12", "2026-03-12", True),
        ("2026-03-12", "2026-03", True),
        ("2026-03-12", "2026", True),
        ("2026-03", "2026-03-12", False),
        ("2026-03-12", "2026-04", False),
        ("2025-03-12", "2026", False),
    ],
)
def test_a_date_says_its_coarser_forms(article: str, claim: str, is_said: bool) -> None:
    assert parse_iso(article).says(parse_iso(claim)) is is_said


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "es"]))
def test_dates_never_overlap(text: str, lang: str) -> None:
    found = scan_dates(text, lexicon(lang))
    assert all(a.end <= b.start for a, b in pairwise(found))
