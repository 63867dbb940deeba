"""A text's plain words, each with its offset in the source's Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.summary.richtext import Paragraph, RichBlock, Run, parse_blocks, parse_inline
from docgen.summary.text import Body, Text

_UNSEEN = re.compile(r"\]\([^)\s]*\)|\[@[^\]\n]*\]")


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text; ``offset`` maps an offset of it to one of ``text.source``."""

    text: str
    _plain: tuple[int, ...]
    _source: tuple[int, ...]

    def offset(self, index: int) -> int:
        """Return the source's offset of a character of the plain text."""
        nth = bisect_right(self._plain, index) - 1
        if nth < 0:
            return 0
        return self._source[nth] + index - self._plain[nth]


def plain(text: Text) -> Plain:
    """Return a text without markup and citations; blocks are joined by newlines."""
    source = _UNSEEN.sub(lambda m: "\x00" * len(m[0]), text.source)
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = here = 0
    for runs in _paragraphs(text):
        if parts:
            parts.append("\n")
            length += 1
        for run in runs:
            for word in re.findall(r"\s+|\S+", run.text) if run.cite is None else ():
                if not word.isspace():
                    index = source.find(word, here)
                    here = index + len(word) if index >= 0 else here
                    starts.append(length)
                    places.append(max(index, 0) if index >= 0 else here)
                shown = re.sub(r"\s+", " ", word)
                parts.append(shown)
                length += len(shown)
    return Plain("".join(parts), tuple(starts), tuple(places))


def _paragraphs(text: Text) -> Iterator[Sequence[Run]]:
    if isinstance(text, Body):
        yield from _runs(parse_blocks(text.source))
    else:
        yield parse_inline(text.source)


def _runs(blocks: Sequence[RichBlock]) -> Iterator[Sequence[Run]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        else:
            for item in block.items:
                yield from _runs(item)
