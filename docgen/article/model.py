"""`Article`: plain text in blocks and sentences, every character with its place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from docgen.foundation.diagnostics import Location

BlockKind = Literal["title", "heading", "para", "item", "quote", "row", "code"]


@dataclass(frozen=True, slots=True)
class ArticleBlock:
    """A paragraph, heading, list item, quotation, table row or listing: ``text[start:end]``."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, ``text[start:end]``, and the index of its block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the article."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, order=True)
class ArticlePlace:
    """Line and column from 1; of a PDF also the page, and the line on that page."""

    line: int
    column: int
    page: int | None = None

    def __str__(self) -> str:
        if self.page is not None:
            return f"page {self.page}, line {self.line}"
        return f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From ``offset`` on, text runs on from this place of the file."""

    offset: int
    place: ArticlePlace


@dataclass(frozen=True)
class Article:
    """An article as plain text. ``name`` is its path as the user gave it.

    ``is_thin``: of a page little text was found that looks like an article's.
    Blocks are separated by blank lines in ``text``; offsets count its characters from 0.
    """

    name: str
    text: str
    blocks: tuple[ArticleBlock, ...]
    sentences: tuple[Sentence, ...]
    sha256: str
    lang: str
    title: str = ""
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    is_thin: bool = False

    @cached_property
    def _offsets(self) -> list[int]:
        return [anchor.offset for anchor in self.anchors]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def place(self, offset: int) -> ArticlePlace:
        """Return where a character of ``text`` stands in the file."""
        index = bisect_right(self._offsets, offset) - 1
        if index < 0:
            return ArticlePlace(1, 1)
        anchor = self.anchors[index]
        place, ahead = anchor.place, offset - anchor.offset
        return ArticlePlace(place.line, place.column + ahead, place.page)

    def locate(self, offset: int) -> Location:
        """Return a character's place as a `Location`."""
        place = self.place(offset)
        return Location(self.name, place.line, place.column)

    def sentence_index(self, offset: int) -> int:
        """Return the index of the sentence that holds a character, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_text(self, index: int) -> str:
        """Return a sentence's text."""
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]

    def block_text(self, index: int) -> str:
        """Return a block's text."""
        block = self.blocks[index]
        return self.text[block.start : block.end]
