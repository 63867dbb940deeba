"""What words stand near a number or a name, and how near: to tell what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docgen.language.fold import stem
from docgen.language.lexicon import Lexicon

_WORD = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,\u00a0\u202f]\d+)*|[,;:()–—|]|\.(?=\s)|\n"
)
_STOPS = {
    ",": 1.0,
    ";": 3.0,
    ":": 2.0,
    "(": 1.5,
    ")": 1.5,
    "–": 2.0,
    "—": 2.0,
    "|": 2.0,
    ".": 6.0,
    "\n": 8.0,
}
_NO_SIGNS = str.maketrans("", "", ".,\u00a0\u202f")
_REACH = 40.0
_NEAR = 3.0
_BESIDE = 2.0

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word's stem, its offset, and its distance from the text's start in words."""

    stem: str
    start: int
    end: int
    at: float


def words_of(text: str, lex: Lexicon) -> list[Word]:
    """Return a text's content words; function words count as distance only."""
    found = []
    at = 0.0
    for match in _WORD.finditer(text):
        piece = match[0]
        if piece in _STOPS:
            at += _STOPS[piece]
            continue
        low = piece.lower()
        at += 1.0
        if low[0].isdigit():
            low = low.translate(_NO_SIGNS)
            found.append(Word(low, match.start(), match.end(), at))
        elif low not in lex.words["stopwords"] and len(low) > 1:
            found.append(Word(stem(low), match.start(), match.end(), at))
    return found


def vector(words: Iterable[Word], start: int, end: int) -> dict[str, float]:
    """Return the stems around ``start:end`` (not inside it), weighed by nearness."""
    words = list(words)
    left = max((w.at for w in words if w.end <= start), default=0.0)
    right = min((w.at for w in words if w.start >= end), default=left + 1)
    middle = (left + right) / 2
    weights: dict[str, float] = {}
    follower = next((w for w in words if w.start >= end), None)
    if follower is not None and follower.at - left <= _BESIDE + 1:
        weights[">" + follower.stem] = 1.0  # what is counted: "11 harpoons"
    for word in words:
        if word.start < end and start < word.end:
            continue
        distance = abs(word.at - middle)
        if distance <= _REACH:
            weight = _NEAR / (_NEAR + distance)
            weights[word.stem] = max(weights.get(word.stem, 0.0), weight)
    return weights


def with_context(
    weights: Mapping[str, float], extra: Iterable[Word], share: float
) -> dict[str, float]:
    """Add words that belong to a mention without standing beside it (a label, a heading)."""
    joined = dict(weights)
    for word in extra:
        joined[word.stem] = max(joined.get(word.stem, 0.0), share)
    return joined


def likeness(one: Vector, other: Vector, rarity: Mapping[str, float]) -> float:
    """Return how much two surroundings share: near and rare words count most."""
    if len(one) > len(other):
        one, other = other, one
    return sum(
        weight * other[word] * rarity.get(word, 0.0)
        for word, weight in one.items()
        if word in other
    )
