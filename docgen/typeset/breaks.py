"""Where a line may end: Unicode line breaking (UAX #14), narrowed to what Office does.

Only opportunities that PowerPoint and LibreOffice take too are offered, so that they never
need more lines than were measured.
"""

from __future__ import annotations

import re
from functools import lru_cache

from uniseg.linebreak import line_break_units

_WORDS = re.compile(r"[^ \n\t]*[ \n\t]*")
_SIMPLE = re.compile(r"[A-Za-z0-9\u00c0-\u058f.,;:!?'\"()\[\]’‘“”„«»%$€£&…+*=§°_]*[ ]*")
_GLUED = ("/", "|", "?", "&", "=", "%", "+")


@lru_cache(maxsize=65536)
def word_units(word: str) -> tuple[str, ...]:
    """Split a word (with the spaces behind it) into pieces a line may end after."""
    if _SIMPLE.fullmatch(word):
        return (word,)
    units: list[str] = []
    for unit in line_break_units(word):
        if units and units[-1].endswith(_GLUED):
            units[-1] += unit
        else:
            units.append(unit)
    return tuple(units)


def break_units(text: str) -> list[str]:
    """Split `text` into the pieces that line breaking keeps whole, spaces at their ends."""
    return [unit for word in _WORDS.findall(text) if word for unit in word_units(word)]
