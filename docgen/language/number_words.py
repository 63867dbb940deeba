"""Number words to values: "two hundred and fifty", "zweihundertfünfzig", "quatre-vingt-dix"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docgen.language.lexicon import Lexicon, lexicon
from docgen.language.tokens import Token

_GERMAN = re.compile(
    r"(?:(?P<thousand>.*?)tausend)?(?:und)?(?:(?P<hundred>.*?)hundert)?(?P<rest>.*)"
)
_TEENS = re.compile(r"(?P<one>.+?)und(?P<ten>.+)")


def word_value(word: str, lex: Lexicon) -> int | None:
    """Return the value of one number word below 1,000 (German: compounds too)."""
    value = lex.numbers.get(word)
    if value is None and lex.lang == "de" and len(word) > 7:
        return _german(word)
    return value


@lru_cache(maxsize=4096)
def _german(word: str) -> int | None:
    """Take a German compound apart: ``dreitausendzweihundertfünfundvierzig``."""
    numbers = lexicon("de").numbers
    match = _GERMAN.fullmatch(word)
    if match is None:
        return None
    total = 0
    for part, factor in ((match["thousand"], 1000), (match["hundred"], 100)):
        if part is None:
            continue
        value = 1 if not part else numbers.get(part, _tens(part))
        if value is None:
            value = _german(part) if factor == 1000 else None
        if value is None:
            return None
        total += value * factor
    rest = match["rest"].removeprefix("und")
    if not rest:
        return total or None
    value = numbers.get(rest, _tens(rest))
    return None if value is None else total + value


def _tens(word: str) -> int | None:
    numbers = lexicon("de").numbers
    match = _TEENS.fullmatch(word)
    if match is None or match["ten"] not in numbers:
        return None
    one = numbers.get(match["one"])
    return None if one is None else one + numbers[match["ten"]]


def read_words(tokens: Sequence[Token], start: int, lex: Lexicon) -> tuple[int, int] | None:
    """Read number words from ``tokens[start]``: the value and the index after them.

    Thousands are taken only where more number words follow; a scale at the end is left for
    the caller, who sees it behind numerals too. None where no number word stands.
    """
    total, current = 0, _first(tokens[start], lex)
    if current is None and lex.lang != "en" and lex.scales.get(tokens[start].low) == 3:
        total, current = 1000, 0  # "mil", "mille", "tausend" stand alone
    if current is None:
        return None
    index = start + 1
    while index < len(tokens):
        step = _skip(tokens, index, lex)
        low = tokens[step].low if step < len(tokens) else ""
        value = word_value(low, lex) if low else None
        if value is not None:
            joined = _join(current, value, lex)
            if joined is None:
                break
            current, index = joined, step + 1
        elif step == index and lex.scales.get(low) == 3 and _goes_on(tokens, step + 1, lex):
            total += max(current, 1) * 1000
            current, index = 0, step + 1
        else:
            break
    return total + current, index


def _first(token: Token, lex: Lexicon) -> int | None:
    return word_value(token.low, lex) if token.kind == "word" else None


def _skip(tokens: Sequence[Token], index: int, lex: Lexicon) -> int:
    """Step over a glued hyphen or an "and" in front of another number word."""
    token = tokens[index]
    is_glued = token.text in "-‐‑" and token.start == tokens[index - 1].end
    if is_glued or lex.has("connectors", token.low):
        return index + 1
    return index


def _goes_on(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    if index >= len(tokens):
        return False
    step = _skip(tokens, index, lex)
    return step < len(tokens) and _first(tokens[step], lex) is not None


def _join(current: int, value: int, lex: Lexicon) -> int | None:
    """Add a number word to those before it, if language allows it there."""
    if value == 100 and 0 < current < 100:
        return current * 100
    if lex.lang == "fr" and value == 20 and current % 100 == 4:
        return current - 4 + 80
    tail = current % 100
    if current and tail == 0 and value < 100:
        return current + value
    if tail in (20, 30, 40, 50, 60, 70, 80, 90) and value < 10:
        return current + value
    if lex.lang == "fr" and tail in (60, 80) and value < 20:
        return current + value
    return current + value if current == 0 else None
