"""Figures in a text, and which of them changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from docgen.report.diff.model import NumberChange

_NUMBER = re.compile(
    r"""(?<![\w.,])[-\u2212]?[$\u20ac\u00a3\u00a5]?\s?
        \d+(?:[.,\u2019'\u00a0\u202f]\d+)*
        (?:\s?(?:%|\u2030|percent|per\ cent|million|billion|trillion|thousand|bn|tn|m|k)(?!\w))?
    """,
    re.X,
)


def numbers_in(text: str) -> list[str]:
    """Return the figures of a text with their sign, currency, scale or per cent."""
    return [match[0].strip() for match in _NUMBER.finditer(text)]


def changed_numbers(old: str, new: str) -> tuple[NumberChange, ...]:
    """Return the figures that differ, each with the one in its place."""
    was, now = numbers_in(old), numbers_in(new)
    found: list[NumberChange] = []
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _paired(was[a:b], now[c:d])
    return tuple(found)


def _paired(was: Sequence[str], now: Sequence[str]) -> list[NumberChange]:
    longest = max(len(was), len(now))
    olds = [*was, *[""] * (longest - len(was))]
    news = [*now, *[""] * (longest - len(now))]
    return [NumberChange(old, new) for old, new in zip(olds, news, strict=True)]
