"""Text as tokens: numerals, words and signs, each with its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from docgen.language.lexicon import Lexicon

TextRange = tuple[int, int]
"""Start and end of a piece of a text, in characters."""


class Token(NamedTuple):
    """A piece of text; ``low`` is its lower case, ``kind`` one of num, word, sign."""

    text: str
    low: str
    start: int
    end: int
    kind: str


_THIN = "\u00a0\u202f\u2009"
_SYMBOLS = r"(?<![A-Z])[A-Z]{1,3}\$|°[CF]?|[%％‰$€£¥₹₩₽₺]|[½¼¾⅓⅔⅕⅛]"
_SIGNS = "千万萬亿億兆"
_CJK = rf"(?<=[\d{_SIGNS}])[{_SIGNS}円元年月日人岁歳]"
"""Signs of scale and unit that Chinese and Japanese set straight behind a number."""
_WORD = (
    r"(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Jj]usqu)['’](?=[^\W\d_])|(?:[^\W\d_]\.){2,}"
    r"|km/h|[mkh]?m[²³23](?![^\W_])|[^\W\d_]+(?:['’][^\W\d_]+)*"
)


@lru_cache(maxsize=16)
def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    point, comma = re.escape(decimal), re.escape(group)
    groups = rf"[{_THIN}'’{comma}]" if group.strip() else rf"[ {_THIN}']"
    number = rf"\d{{1,3}}(?:{groups}\d{{3}})+(?!\d)(?:{point}\d+)?|\d+(?:\.\d+){{2,}}"
    # ISO 80000-1 sets a space between groups: "61 000"; a list of numbers has no group of zeros
    number += rf"|(?<![\d.,] )(?<![\d.,])\d{{1,3}}(?: \d{{3}})*(?: \d00)(?! ?\d)(?:{point}\d+)?"
    number += rf"|\d+{point}\d+|\d+" if decimal == "." else rf"|\d+{point}\d+|\d+\.\d+|\d+"
    return re.compile(rf"(?P<sign>{_SYMBOLS})|(?P<num>{number})|(?P<word>{_CJK}|{_WORD})|[^\w\s]|_")


def tokenize(text: str, lex: Lexicon) -> list[Token]:
    """Return the tokens of a text; white space is left out."""
    found = []
    for match in _pattern(lex.decimal, lex.group).finditer(text):
        piece = match[0]
        found.append(
            Token(piece, piece.lower(), match.start(), match.end(), match.lastgroup or "sign")
        )
    return found


_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that set no spaces between words: Thai, Lao, Han, kana."""


def count_words(text: str) -> int:
    """Return how many words a text has; of scripts without spaces two letters count as one."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2
