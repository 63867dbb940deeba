"""Line breaks in scripts that put no spaces between words: CJK, Thai, Lao, Khmer, Burmese.

Chinese and Japanese break between characters by UAX #14 in its strict form (small kana, closing
brackets and full stops begin no line), Korean at spaces, Thai between words (BudouX's model,
Apache-2.0), Lao, Khmer and Burmese between written syllables, as no free dictionary is small
enough. A zero-width space (U+200B) is a break in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from uniseg.linebreak import line_break, line_break_units

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
"""A character of a script that needs more than UAX #14's spaces."""
_THAI = re.compile("[\u0e00-\u0e7f\u200b]+")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_WORD_OF_HANGUL = re.compile("[\uac00-\ud7a3\\w.,!?%()·‘’“”~-]{1,16}[ \n\t]*")
_SYLLABLE = {
    "\u0e80": re.compile(
        "(?<=[\u0e81-\u0ebd\u0ec6-\u0edf])(?=[\u0ec0-\u0ec4])"
        "|(?<=[\u0eb0-\u0ebd\u0ec8-\u0ecd])(?=[\u0e81-\u0eae][\u0eb0-\u0ebd\u0ec8-\u0ecd])"
    ),
    "\u1000": re.compile(
        "(?<=[^\u1039\\s])(?=[\u1000-\u102a\u103f\u104e](?!\u103a|\u1039|[\u102b-\u103e]*\u103a))"
    ),
    "\u1780": re.compile(
        "(?<=[\u17b6-\u17d1\u17d3\u17dd])(?=[\u1780-\u17b3][\u17b6-\u17d3])"
        "|(?<=[\u17b6-\u17d1\u17d3\u17dd][\u1780-\u17b3])(?=[\u1780-\u17b3])"
        "|(?<=\u17d2[\u1780-\u17b3])(?=[\u1780-\u17b3][\u17b6-\u17d3])"
    ),
}
"""By the first character of a script's block: places between written syllables. Rather too few:
a final consonant stays with its syllable."""


def unspaced_units(word: str) -> tuple[str, ...]:
    """Split text without spaces into pieces that a line may end after."""
    if _HANGUL.search(word) and _WORD_OF_HANGUL.fullmatch(word):
        return (word,)
    units: list[str] = []
    for unit in cjk_units(word):
        for part in _parts(unit):
            if units and _together(units[-1], part):
                units[-1] += part
            else:
                units.append(part)
    return tuple(units)


_SQUARES = re.compile(
    "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff、。，．「」『』（）〔〕【】《》〈〉！？]{3,}"
)
"""Signs of which two decide alone whether a line may end between them (UAX #14, LB13 to LB31)."""
_NO_BEGIN = frozenset(("CL", "CP", "EX", "NS", "CJ"))


@lru_cache(maxsize=8192)
def _line_class(char: str) -> str:
    return str(line_break(char))


def cjk_units(text: str) -> list[str]:
    """Split text as UAX #14 does; runs of ideographs and kana without asking the library.

    It looks at all the text before each sign, which takes most of the time of a Japanese brief.
    """
    units: list[str] = []
    held = ""
    at = 0
    for run in _SQUARES.finditer(text):
        # what stands between two runs is split with the sign before it and the one after it
        for part in _between(text, at, run.start()):
            held += part[0]
            if part[1]:
                units.append(held)
                held = ""
        signs = run[0]
        for n, sign in enumerate(signs):
            held += sign
            last = n + 1 == len(signs)
            if (
                not last
                and _line_class(sign) != "OP"
                and _line_class(signs[n + 1]) not in _NO_BEGIN
            ):
                units.append(held)
                held = ""
        at = run.end()
        if at < len(text) and _breaks_after(text, at):
            units.append(held)
            held = ""
    for part in _between(text, at, len(text)):
        held += part[0]
        if part[1]:
            units.append(held)
            held = ""
    return [*units, held] if held else units


def _between(text: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of what is no run of squares, and whether a line may end after each."""
    if start == end:
        return
    low, high = max(start - 1, 0), min(end + 1, len(text))
    at = low
    for unit in map(str, line_break_units(text[low:high])):
        begin, stop = max(at, start), min(at + len(unit), end)
        if begin < stop:
            yield text[begin:stop], at + len(unit) <= end
        at += len(unit)


def _breaks_after(text: str, at: int) -> bool:
    """Say whether a line may end behind a run of squares that ends at a place."""
    end = next((m.start() for m in _SQUARES.finditer(text, at)), len(text))
    first = next(map(str, line_break_units(text[at - 1 : min(end + 1, len(text))])), "")
    return len(first) == 1


def _together(before: str, after: str) -> bool:
    """Say whether a number stays with the sign behind it ("2027年", "250本"), or one before it."""
    first, last = after[0], before[-1]
    if last.isdigit() and ("\u3400" <= first <= "\u9fff" or first in "%％"):
        return True
    return last in "第約$€£¥￥" and first.isdigit()


def _parts(unit: str) -> Iterator[str]:
    """Yield the words or written syllables of a piece that UAX #14 leaves whole."""
    if not any("\u0e00" <= c <= "\u17ff" for c in unit):
        yield unit
        return
    at = 0
    for match in _THAI.finditer(unit):
        if match.start() > at:
            yield from _syllables(unit[at : match.start()])
        yield from _thai_words(match[0])
        at = match.end()
    if at < len(unit):
        yield from _syllables(unit[at:])


def _syllables(text: str) -> Iterator[str]:
    for block, places in _SYLLABLE.items():
        if any(block <= c <= chr(ord(block) + 0x7F) for c in text):
            yield from (part for part in places.split(text) if part)
            return
    yield text


@lru_cache(maxsize=1)
def _thai_parser() -> Any:
    # Late: only Thai text needs the model.
    import budoux  # noqa: PLC0415

    return budoux.load_default_thai_parser()


@lru_cache(maxsize=8192)
def _thai_words(text: str) -> tuple[str, ...]:
    parts: list[str] = []
    for piece in re.split("(?<=\u200b)", text):
        for word in _thai_parser().parse(piece) if piece else ():
            # What can't begin a line: vowel signs and marks, repetition and abbreviation signs.
            if parts and word[0] in "\u0e2f\u0e30\u0e45\u0e46\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c":
                parts[-1] += word
            else:
                parts.append(word)
    return tuple(parts)
