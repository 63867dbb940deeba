"""Scales, units and currencies around a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from docgen.language.lexicon import Lexicon
from docgen.language.tokens import Token

_ABBREVIATED = {"mio", "mrd", "tsd", "md", "mds", "mln"}
_GLUED_SCALES = {"k": 3, "K": 3, "M": 6, "B": 9, "b": 9}
_MAX_WORDS = 3


def is_glued(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token follows the one before it without a space."""
    return 0 < index < len(tokens) and tokens[index].start == tokens[index - 1].end


def read_scale(
    tokens: Sequence[Token], index: int, lex: Lexicon, *, money: bool
) -> tuple[int, int]:
    """Return the power of ten told from ``tokens[index]`` on, and the index after it.

    ``money``: a currency stands in front, so that a bare ``m`` is a million, not a metre.
    """
    power = 0
    while index < len(tokens):
        token = tokens[index]
        step = index + 1
        if token.text in "-‐‑" and is_glued(tokens, index) and step < len(tokens):
            token, step = tokens[step], step + 1
        found = _scale(tokens, step - 1, token, lex, money)
        if not found:
            break
        power += found
        if step < len(tokens) and tokens[step].text == "." and token.low in _ABBREVIATED:
            step += 1
        index = step
    return power, index


def _scale(tokens: Sequence[Token], index: int, token: Token, lex: Lexicon, money: bool) -> int:
    if token.text in lex.signs:
        return lex.signs[token.text] if is_glued(tokens, index) else 0
    glued = is_glued(tokens, index) and tokens[index - 1].kind == "num"
    if glued and token.text in _GLUED_SCALES:
        return _GLUED_SCALES[token.text]
    if token.low in ("k", "b", "m"):
        return {"m": 6, "b": 9, "k": 3}[token.low] if money else 0
    return lex.scales.get(token.low, 0) if token.kind == "word" else 0


def read_unit(tokens: Sequence[Token], index: int, lex: Lexicon) -> tuple[str, int]:
    """Return the unit or currency told from ``tokens[index]`` on, and the index after it."""
    start = index
    if (index < len(tokens) and lex.has("of", tokens[index].low)) or (
        index < len(tokens) and tokens[index].text in "-‐‑" and is_glued(tokens, index)
    ):
        start = index + 1
    if start >= len(tokens):
        return "", index
    token = tokens[start]
    if token.text in lex.currencies and token.text.upper() == token.text:
        after = start + 1
        if token.kind == "sign" and after < len(tokens) and tokens[after].kind == "num":  # noqa: SIM102
            if is_glued(tokens, after) and not is_glued(tokens, start):
                return "", index  # "44.8 $33,200": the sign belongs to what follows
        return lex.currencies[token.text], after
    if token.kind == "num" or (
        token.low not in unit_beginnings(lex) and token.text not in lex.units
    ):
        return "", index
    for count in range(_MAX_WORDS, 0, -1):
        words = tokens[start : start + count]
        if len(words) < count:
            continue
        phrase = " ".join(w.low for w in words)
        if phrase in lex.units and (len(phrase) > 2 or words[0].text in lex.units):
            return lex.units[phrase], start + count
    unit = lex.units.get(token.text, "")
    return (unit, start + 1) if unit else ("", index)


@lru_cache(maxsize=16)
def unit_beginnings(lex: Lexicon) -> frozenset[str]:
    """Return the first words of all units."""
    return frozenset(name.partition(" ")[0].lower() for name in lex.units)


def near_unit(tokens: Sequence[Token], index: int, lex: Lexicon) -> str:
    """Return a unit that follows after one or two other words: "30 additional minutes"."""
    for step in (1, 2):
        if index + step >= len(tokens) or tokens[index + step - 1].kind != "word":
            break
        if lex.has("stopwords", tokens[index + step - 1].low):
            break  # "2,900 tests per minute" is no time
        unit, end = read_unit(tokens, index + step, lex)
        if unit and end > index + step and len(tokens[index + step].text) > 2:
            return unit
    return ""


def money_before(tokens: Sequence[Token], index: int, lex: Lexicon) -> str:
    """Return the currency that stands in front of ``tokens[index]``, ``TT$`` as it is written."""
    if index == 0:
        return ""
    before = tokens[index - 1]
    is_code = before.kind == "word" and before.text.isupper() and len(before.text) == 3
    if before.kind == "sign" or is_code:
        own = before.text if before.text[-1:] == "$" else ""  # "TT$": a dollar of its own
        return lex.currencies.get(before.text, own)
    return ""
