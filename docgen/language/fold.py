"""Fold away what typesetting changes: quotes, dashes, spaces, ellipses; and stem words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from docgen.foundation.structs import Struct

DOUBLE = '"“”„‟«»‹›″'
SINGLE = "'‘’‚‛′´`"
_SINGLES = re.compile(
    r"\s*—\s*|\s+[–―]\s+|\s+--?\s+|--|[\u00ad\u200b-\u200d\u2060\ufeff]|(?P<tight>\s+(?=[!?;:»])|(?<=«)\s+)"
    r"|\s*(?:…|\. ?\. ?\.)|[" + re.escape(DOUBLE + SINGLE) + r"‐‑‒–―−]|\s+|[ﬀ-ﬆ]"
)
_DASHES = "‐‑‒–―−"
_CUT = 6
"""Letters of a stem: enough to tell words apart, few enough to join their inflections."""


class Folded(Struct, frozen=True):
    """Folded text, and where each stretch of it began in the original."""

    text: str
    _folded: tuple[int, ...]
    _original: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Return the original's offset for an offset of the folded text."""
        index = bisect_right(self._folded, offset) - 1
        return self._original[index] + (offset - self._folded[index])


def fold(text: str) -> Folded:
    """Return text with plain quotes, dashes and single spaces; see `Folded`."""
    pieces: list[str] = []
    folded, original = [0], [0]
    length = last = 0
    for match in _SINGLES.finditer(text):
        pieces.append(text[last : match.start()])
        length += match.start() - last
        new = "" if match["tight"] else _replacement(match[0])
        pieces.append(new)
        length += len(new)
        last = match.end()
        if len(new) != len(match[0]):
            folded.append(length)
            original.append(last)
    pieces.append(text[last:])
    return Folded("".join(pieces), tuple(folded), tuple(original))


def _replacement(found: str) -> str:
    if "…" in found or found.lstrip().startswith("."):
        return "…"
    core = found.strip()
    if not core:
        return " " if found and (len(found) > 1 or found in " \t\n\u00a0\u2009\u202f") else found
    if "—" in core or core == "--" or (core != found and core[0] in "–―-"):
        return " - "
    if core in DOUBLE:
        return '"'
    if core in SINGLE:
        return "'"
    if core in _DASHES:
        return "-"
    if core in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
        return ""
    return unicodedata.normalize("NFKC", core)


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


@lru_cache(maxsize=32768)
def plain_letters(text: str) -> str:
    """Return a text in lower case without diacritics: "Sørensen" as "sorensen"."""
    split = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(c for c in split if not unicodedata.combining(c)).translate(_LETTERS)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Return a word's first letters in lower case, without accents and plural ending.

    Cutting is crude, and alike in every language: it serves to compare, not to show.
    """
    plain = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").removesuffix("'")
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain[:_CUT]
