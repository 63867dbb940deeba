"""Words of direction, degree and negation: what turns a sentence's meaning round.

One TOML file a language in ``meanings/``. A word is written as the beginning that its forms
share (``increas`` for "increases", "increasing"), or with ``=`` behind it where only the whole
word counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from docgen.language.lexicon import LANGUAGES

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, eq=False)
class Meanings:
    """A language's words by what they do; ``opposites`` pairs patterns of two sides."""

    lang: str
    words: Mapping[str, tuple[str, ...]]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {kind: _pattern(words) for kind, words in self.words.items()}

    def find(self, kind: str, text: str) -> list[re.Match[str]]:
        """Return the words of a kind in a text: ``rise``, ``fall``, ``not``, ``all`` ..."""
        pattern = self._patterns.get(kind)
        return list(pattern.finditer(text)) if pattern else []

    def has(self, kind: str, text: str) -> bool:
        """Whether a text holds a word of a kind."""
        pattern = self._patterns.get(kind)
        return bool(pattern and pattern.search(text))


@lru_cache(maxsize=8)
def meanings(lang: str) -> Meanings | None:
    """Return the words of a language; None where it isn't covered."""
    base = lang.partition("-")[0].lower()
    if base not in LANGUAGES:
        return None
    text = files("docgen.language").joinpath("meanings", f"{base}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    pairs = data.pop("opposites")
    sides = [
        tuple(_pattern(word for word in side.split("|")) for side in (pair[0], "|".join(pair[1:])))
        for pair in pairs
    ]
    return Meanings(
        base,
        {kind: tuple(words) for kind, words in data.items()},
        tuple((one, other) for one, other in sides),
    )


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    pieces = []
    for word in words:
        stem = re.escape(word.removesuffix("=")).replace(r"\ ", r"\s+")
        whole = word.endswith("=") or " " in word
        before = (
            "" if word[:1] in "n" and word[1:2] in "'’" and word[2:3] == "t" else r"(?<![^\W\d_])"
        )
        end = "" if word[-1:] in "'’" else (r"(?![^\W\d_])" if whole else r"[^\W\d_]*")
        pieces.append(f"{before}{stem}{end}")
    return re.compile("|".join(pieces) or "(?!)", re.IGNORECASE)
