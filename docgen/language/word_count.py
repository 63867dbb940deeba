"""How many words a text has, in scripts with and without spaces between words."""

from __future__ import annotations

import re

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""A character of a script without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
CHARACTERS = 2
"""So many of these count as one word: about what a word of Japanese or Chinese text has."""


def word_count(text: str) -> int:
    """Return the number of words: what stands between spaces, and pairs of characters without."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + -(-unspaced // CHARACTERS)
