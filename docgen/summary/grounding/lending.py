"""Ranges and lists lend a scale and a unit to their bare numbers: "3 to 5 million euros"."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.summary.grounding.lexicon import Lexicon
from docgen.summary.grounding.quantity import (
    CLOCK, FRACTION, ORDINAL, RATIO, VERSION, Quantity,
)  # fmt: skip

_LONELY = {CLOCK, FRACTION, ORDINAL, RATIO, VERSION}
_BETWEEN = re.compile(r"[\s,;/–—-]*(?:([^\W\d_]+)[\s,;]*)?")


def lend(text: str, found: list[Quantity], lex: Lexicon) -> list[Quantity]:
    """Return the numbers, bare ones with what a neighbour in a range or list lends."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        one, after = result[index], result[index + 1]
        source = (after.scale, after.unit) if not after.is_bare else after.lent
        if source and _lacks(one, source) and _joined(text[one.end : after.start], lex):
            result[index] = replace(one, lent=source)
    for index in range(1, len(result)):
        one, before = result[index], result[index - 1]
        is_money = before.unit in lex.currencies.values() and before.unit
        if is_money and not one.unit and one.unit not in _LONELY and not one.lent:
            if _joined(text[before.end : one.start], lex):
                result[index] = replace(one, lent=(one.scale, before.unit))
    return result


def _lacks(one: Quantity, source: tuple[int, str]) -> bool:
    if one.unit in _LONELY or source[1] in _LONELY:
        return False
    return (not one.scale and bool(source[0])) or (not one.unit and bool(source[1]))


def _joined(between: str, lex: Lexicon) -> bool:
    match = _BETWEEN.fullmatch(between)
    if match is None:
        return False
    word = (match[1] or "").lower()
    if not word:
        return bool(between.strip())
    return any(lex.has(kind, word) for kind in ("range", "pairs", "connectors"))
