"""Scales, units and currencies beside a number, read directly."""

from __future__ import annotations

import pytest

from docgen.language.lexicon import lexicon
from docgen.language.tokens import tokenize
from docgen.language.units import (
    is_glued,
    money_before,
    near_unit,
    read_scale,
    read_unit,
    unit_beginnings,
)

EN, DE = lexicon("en"), lexicon("de")


@pytest.mark.parametrize(
    ("text", "money", "scale"),
    [
        ("5 million", False, (6, 2)),
        ("5 thousand million", False, (9, 3)),
        ("5-million", False, (6, 3)),
        ("5 - million", False, (0, 1)),
        ("5m", True, (6, 2)),
        ("5 m", True, (6, 2)),
        ("5 m", False, (0, 1)),
        ("5bn", False, (9, 2)),
        ("5B", False, (9, 2)),
        ("5M", False, (6, 2)),
        ("5K", False, (3, 2)),
        ("5 K", False, (0, 1)),
        ("5 k", True, (3, 2)),
        ("5 b", True, (9, 2)),
        ("5 people", False, (0, 1)),
        ("5", False, (0, 1)),
    ],
)
def test_scales(text: str, money: bool, scale: tuple[int, int]) -> None:
    assert read_scale(tokenize(text, EN), 1, EN, money=money) == scale


def test_an_abbreviated_scale_takes_its_dot() -> None:
    tokens = tokenize("5 Mio. Euro", DE)
    power, after = read_scale(tokens, 1, DE, money=False)
    assert (power, tokens[after].text) == (6, "Euro")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 km", ("km", 2)),
        ("5 percentage points", ("pp", 3)),
        ("5%", ("%", 2)),
        ("5 of euros", ("EUR", 3)),
        ("5-minute", ("min", 3)),
        ("5 dogs", ("", 1)),
        ("5 7", ("", 1)),
        ("5", ("", 1)),
        ("44.8 $33,200", ("", 1)),
        ("5 $", ("USD", 2)),
    ],
)
def test_units(text: str, unit: tuple[str, int]) -> None:
    found, after = read_unit(tokenize(text, EN), 1, EN)
    assert (found, after) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("30 additional minutes", "min"),
        ("30 long additional minutes", "min"),
        ("30 very long additional minutes", ""),
        ("2,900 tests per minute", ""),
        ("30, additional minutes", ""),
        ("30 additional", ""),
    ],
)
def test_units_near_by(text: str, unit: str) -> None:
    assert near_unit(tokenize(text, EN), 1, EN) == unit


@pytest.mark.parametrize(
    ("text", "place", "currency"),
    [
        ("$5", 1, "USD"),
        ("EUR 5", 1, "EUR"),
        ("eur 5", 1, ""),
        ("EU 5", 1, ""),
        ("5", 0, ""),
        ("in 5", 1, ""),
        ("€5", 1, "EUR"),
    ],
)
def test_money_in_front(text: str, place: int, currency: str) -> None:
    assert money_before(tokenize(text, EN), place, EN) == currency


def test_glued() -> None:
    tokens = tokenize("5km 6 km", EN)
    assert [is_glued(tokens, n) for n in range(len(tokens) + 1)] == [
        False,
        True,
        False,
        False,
        False,
    ]
    assert "percentage" in unit_beginnings(EN)
    assert "points" in unit_beginnings(EN)
