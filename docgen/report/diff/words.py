"""Changes of a text word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "old", "new"]
_TOKEN = re.compile(r"\s+|\w+(?:[.,]\w+)*|\W")


def marked_words(old: str, new: str) -> Iterator[tuple[Mark, str]]:
    """Give the pieces of a changed text: kept, taken out, put in, in reading order."""
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(was[a:b])
            continue
        if b > a:
            yield "old", "".join(was[a:b])
        if d > c:
            yield "new", "".join(now[c:d])


def shortened(text: str, most: int = 160) -> str:
    """Return a text of at most `most` characters, cut at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def around(pieces: list[tuple[Mark, str]], reach: int = 60) -> list[tuple[Mark, str]]:
    """Return the pieces with long stretches of what was kept cut to their ends."""
    cut: list[tuple[Mark, str]] = []
    for index, (mark, text) in enumerate(pieces):
        if mark != "same" or len(text) <= 2 * reach:
            cut.append((mark, text))
            continue
        head = "" if index == 0 else text[:reach].rsplit(" ", 1)[0] + " "
        tail = "" if index == len(pieces) - 1 else " " + text[-reach:].split(" ", 1)[-1]
        cut.append((mark, f"{head}…{tail}"))
    return cut
