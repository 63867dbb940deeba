"""Ranges and lists lend a scale and a unit to their bare numbers: "3 to 5 million euros"."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.summary.grounding.quantity import (
    CLOCK,
    FRACTION,
    ORDINAL,
    RATIO,
    VERSION,
    Quantity,
)  # fmt: skip
from docgen.summary.lexicon import Lexicon

_LONELY = {CLOCK, FRACTION, ORDINAL, RATIO, VERSION}
_BETWEEN = re.compile(r"[\s,;/–—-]*(?:([^\W\d_]+)[\s,;]*)?")


def lend(text: str, found: list[Quantity], lex: Lexicon) -> list[Quantity]:
    """Return the numbers, bare ones with what a neighbour in a range or list lends."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        one, after = result[index], result[index + 1]
        source = (after.scale, after.unit) if not after.is_bare else after.lent
        if source and _lacks(one, source) and _joined(text[one.end : after.start], one, lex):
            result[index] = replace(one, lent=source)
    for index in range(1, len(result)):
        one, before = result[index], result[index - 1]
        source = (before.scale, before.unit) if not before.is_bare else before.lent
        is_money = source is not None and source[1] in lex.currencies.values()
        if is_money and one.is_bare and not one.lent:  # noqa: SIM102
            if _joined(text[before.end : one.start], one, lex):
                result[index] = replace(one, lent=source)
    return result


def _lacks(one: Quantity, source: tuple[int, str]) -> bool:
    scale, unit = source
    if one.unit in _LONELY or unit in _LONELY or (one.unit and one.unit != unit):
        return False
    return (not one.scale and bool(scale)) or (not one.unit and bool(unit))


def _joined(between: str, one: Quantity, lex: Lexicon) -> bool:
    match = _BETWEEN.fullmatch(between)
    if match is None:
        return False
    word = (match[1] or "").lower()
    if not word:
        return bool(between.strip()) and (one.is_bare or "," not in between)
    return any(lex.has(kind, word) for kind in ("range", "pairs", "connectors"))
