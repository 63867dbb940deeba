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
    """A language's words by what they do; ``opposites`` pairs patterns of two sides.

    ``degrees`` does so with superlatives and ordinals ("largest" and "smallest").
    """

    lang: str
    words: Mapping[str, tuple[str, ...]]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    degrees: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]

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

    def plain(self, text: str) -> str:
        """Return a text without phrases that only look like a denial: "not only", "no later"."""
        pattern = self._patterns.get("no-denial")
        return pattern.sub(" ", text) if pattern else text

    def denies(self, text: str) -> bool:
        """Whether a clause says no: it has a negation, or a verb like "refuse", but not both."""
        return self.has("not", text) != (len(self.find("deny", text)) % 2 == 1)

    def is_polar(self, word: str) -> bool:
        """Whether a word denies or is one of two opposites, so that it is compared by itself."""
        if word not in self._polar:
            sides = [side for pair in (*self.opposites, *self.degrees) for side in pair]
            kinds = [self._patterns[k] for k in ("not", "deny", "soft") if k in self._patterns]
            self._polar[word] = any(p.fullmatch(word) for p in (*kinds, *sides))
        return self._polar[word]

    @cached_property
    def _polar(self) -> dict[str, bool]:
        return {}


@lru_cache(maxsize=8)
def meanings(lang: str) -> Meanings | None:
    """Return the words of a language; None where it isn't covered."""
    base = lang.partition("-")[0].lower()
    if base not in LANGUAGES:
        return None
    text = files("docgen.language").joinpath("meanings", f"{base}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    opposites, degrees = (_pairs(data.pop(kind)) for kind in ("opposites", "degrees"))
    words = {kind: tuple(words) for kind, words in data.items()}
    return Meanings(base, words, opposites, degrees)


def _pairs(pairs: list[list[str]]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_pattern(p[0].split("|")), _pattern("|".join(p[1:]).split("|"))) for p in pairs)


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
