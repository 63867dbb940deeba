"""Where words may be hyphenated: by the patterns of LibreOffice's dictionaries (Pyphen).

Dictionaries of two levels (German, Croatian and others) hold patterns for the joints of compound
words, and patterns for their parts; Pyphen reads both as one, which gives "Laste-n-aus-gleich".
Here they are applied as Hunspell's hyphenator does: the joints first, then each part on its own.
Turkish, Azerbaijani and Finnish have no dictionary, and rules for their syllables.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pyphen

from docgen.foundation.memo import cached, keeps

LEFT_LEAST = 2
"""Fewest letters of a word before a hyphen..."""
RIGHT_LEAST = 3
"""...and after it."""
SHORTEST = 5
"""Shorter words aren't hyphenated."""
JOINT_LEAST = 2
"""Fewest letters of a compound word's part on either side of a hyphen in it."""
LONG_WORD, LEAST_PART = 10, 4
"""In narrow cells words of so many letters are hyphenated, into parts of so many."""
HyphenPoints = Callable[[str, str], tuple[int, ...]]
"""Of a word and its language: behind how many characters it may be hyphenated."""
VOWELS = {
    "tr": "aeıioöuüâîû",
    "az": "aıoueəiöü",
    "fi": "aeiouyäöå",
}
"""Of languages without a dictionary whose syllables begin with the consonant before a vowel
(Turkish: Yazım Kılavuzu, "Hece yapısı"; Finnish: Kielitoimiston ohjepankki, "Tavutus")."""
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_A_WORD = re.compile(r"\d|[@/\\_=&#]|\.\w")
_GERMAN_JOINT = re.compile("(?<=tz)(?=(?:aus|auf|ein|ent|über|unter|um|an|ab)[a-zäöüß]{3})")
"""A joint that the German patterns miss: "Schutz-ausschuss", "Netz-entgelt"."""


@lru_cache(maxsize=65536)
def hyphen_points(word: str, lang: str) -> tuple[int, ...]:
    """Return where a word may be hyphenated: each letter sequence of it on its own.

    Nothing that holds a figure, an address or an abbreviation. "l'environnement" is hyphenated
    as "environnement" is; a hyphen in the word isn't one of the points.
    """
    if len(word) < SHORTEST or _NOT_A_WORD.search(word):
        return ()
    found: list[int] = []
    for part in _LETTERS.finditer(word):
        letters = part[0]
        if len(letters) < SHORTEST or letters.isupper():
            continue
        last = len(letters) - RIGHT_LEAST
        found += [part.start() + at for at in _points(letters, lang) if LEFT_LEAST <= at <= last]
    return tuple(found)


def sparing_points(word: str, lang: str) -> tuple[int, ...]:
    """Return where a word of a narrow cell may be hyphenated and still reads well.

    Long words only, into parts of some letters each: "Telecommu-nications", not "ex-ternal".
    """
    found: list[int] = []
    points = set(hyphen_points(word, lang))
    for part in _LETTERS.finditer(word):
        start, end = part.span()
        if end - start < LONG_WORD:
            continue
        last = start
        for at in range(start + LEAST_PART, end - LEAST_PART + 1):
            if at in points and at - last >= LEAST_PART:
                found.append(at)
                last = at
    return tuple(found)


def _points(letters: str, lang: str) -> list[int]:
    """Return the points of a sequence of letters, least lengths aside."""
    base = lang.partition("-")[0].lower()
    low = letters.replace("İ", "i").lower()
    if len(low) != len(letters):
        return []
    if vowels := VOWELS.get(base):
        return _before_open_syllables(low, vowels)
    levels = _levels(lang)
    if not levels:
        return []
    joints = {int(at) for at in levels[0].positions(low)}
    if base == "de":
        joints.update(m.start() for m in _GERMAN_JOINT.finditer(low))
    found = {0, *joints, len(low)}
    if len(levels) > 1:
        edges = sorted(found)
        for start, end in pairwise(edges):
            inner = levels[-1].positions(low[start:end])
            found.update(
                start + int(at)
                for at in inner
                if JOINT_LEAST <= int(at) <= end - start - JOINT_LEAST
            )
    return _without_single_letters(sorted(found))


def _without_single_letters(edges: list[int]) -> list[int]:
    """Return the points between `edges` (the word's ends included) without parts of one letter."""
    kept = edges[:1]
    for at in edges[1:-1]:
        if at - kept[-1] > 1:
            kept.append(at)
    return kept[1:]


def _before_open_syllables(letters: str, vowels: str) -> list[int]:
    """Return where a word may be divided: before each last consonant that precedes a vowel.

    Between vowels nowhere, though Finnish divides some: those that make no diphthong.
    """
    return [
        n
        for n in range(1, len(letters) - 1)
        if letters[n] not in vowels
        and letters[n + 1] in vowels
        and any(letter in vowels for letter in letters[:n])
    ]


@lru_cache(maxsize=32)
def _levels(lang: str) -> tuple[Any, ...]:
    """Return a language's patterns, those for compound words first if it has some."""
    lang = {"no": "nb"}.get(lang, lang)
    name = pyphen.language_fallback(lang.replace("-", "_"))
    if not name:
        return ()
    path = Path(str(pyphen.LANGUAGES[name]))
    raw = path.read_bytes()
    if not keeps():
        return _parsed(path, raw)

    def make() -> bytes:
        """Parsing thousands of patterns takes longer than to set a page."""
        return msgspec.msgpack.encode([_plain(level.patterns) for level in _parsed(path, raw)])

    data = cached(f"hyphenation\n{sha256(raw).hexdigest()}", make)
    return tuple(_KeptPatterns(one) for one in msgspec.msgpack.decode(data, type=list[_Patterns]))


def _parsed(path: Path, raw: bytes) -> tuple[Any, ...]:
    encoding = raw.split(b"\n", 1)[0].decode().strip()
    if b"\nNEXTLEVEL" not in raw:
        return (pyphen.HyphDict(path),)
    encoding = "cp1251" if encoding.lower() == "microsoft-cp1251" else encoding
    parts = raw.decode(encoding).split("\nNEXTLEVEL")
    found = (_Part(f"{'' if n == 0 else encoding}{part}") for n, part in enumerate(parts))
    return tuple(pyphen.HyphDict(part) for part in found if part.has_patterns)


_Patterns = dict[str, tuple[int, tuple[int, ...]]]
"""By their letters: where in them the first value stands, and the values."""


def _plain(patterns: Mapping[str, tuple[int, Iterable[int]]]) -> _Patterns:
    return {key: (start, tuple(map(int, values))) for key, (start, values) in patterns.items()}


class _KeptPatterns(pyphen.HyphDict):  # type: ignore[misc]
    """A dictionary's patterns that were parsed before."""

    def __init__(self, patterns: _Patterns) -> None:
        self.patterns = patterns
        self.cache: dict[str, list[int]] = {}
        self.maxlen = max(map(len, patterns))


class _Part:
    """A part of a dictionary's file, as Pyphen reads files: the first line names an encoding."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def has_patterns(self) -> bool:
        """Whether there is any line but settings and comments."""
        lines = (line.strip() for line in self.text.split("\n")[1:])
        return any(line and line[0] not in "%#" and not line[:4].isupper() for line in lines)

    def open(self, _mode: str) -> io.BytesIO:
        """Return the first line, which is all that Pyphen reads so."""
        return io.BytesIO(b"UTF-8\n")

    def read_text(self, _encoding: str) -> str:
        """Return all of it."""
        return self.text
