"""Extract title, standfirst, key points and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.article.model import Article
from docgen.grounding.index import ArticleIndex

MAX_POINT = 240
_POINTS = 5
_MAX_ITEM = 300
_TITLE = 100
_SENTENCE = 5
"""Words: "LINDFORD, 29 October 2025." is none."""
_ENDS = tuple('.!?…。！？”"»')
_BYLINE = re.compile(r"(?:by|von|par|por|published|publié)\b", re.I)
_LEANS = re.compile(
    r"[\"“„«»‘'(]|(?:such|both|another|the (?:move|decision|plan|change|shift|result|company|group|two)|he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|er|sie|es|"
    r"dies\w*|doch|aber|und|il|elle|ils|elles|ce|cette|ces|mais|et|él|ella|esto|este|esta|pero|y)\b",
    re.I,
)
"""Sentences that begin so lean on the one before them."""
_REFERS = re.compile(
    r"(?:this|these|that|those|such|dies\w*|ce|cette|ces|esta|este|esto|questo|questa)\b", re.I
)


@dataclass(frozen=True, slots=True)
class ProsePart:
    """A section of the article: its heading, and the indices of its blocks."""

    heading: str
    blocks: tuple[int, ...]


class Prose:
    """Picks sentences by salience; none is used twice."""

    def __init__(self, index: ArticleIndex, ranks: Sequence[float]) -> None:
        self.index, self.article, self.ranks = index, index.article, ranks
        self.used: set[int] = set()

    def title(self, fallback: str) -> str:
        """Return the article's title, else its first sentence, cut."""
        if self.article.title:
            return _plain(self.article.title)
        for number in self._sentences(range(len(self.article.blocks))):
            self.used.add(number)  # not again as the standfirst
            return self._headline(self.text(number))
        return fallback

    def standfirst(self) -> str:
        """Return the first one or two sentences of the first paragraph."""
        for number, block in enumerate(self.article.blocks):
            text = _plain(self.article.block_text(number))
            is_prose = len(text) > 60 and text.endswith(_ENDS) and not is_byline(text)
            if block.kind == "para" and is_prose:
                found = [n for n in self._sentences([number]) if self._tells(n)][:2]
                if found and _REFERS.match(self.text(found[0])):
                    continue  # "This significant shift": of what?
                if len(" ".join(map(self.text, found))) > 420:
                    found = found[:1]
                if not found:
                    continue
                self.used |= set(found)
                return " ".join(map(self.text, found))
        return ""

    def _tells(self, number: int) -> bool:
        """Whether a sentence is one: no dateline, and not the title already."""
        return number not in self.used and len(self.text(number).split()) >= _SENTENCE

    def _headline(self, text: str) -> str:
        """Cut a sentence to a title: where a clause ends, never after an "and"."""
        whole = text.rstrip(".")
        if len(whole) <= _TITLE:
            return whole
        clause = re.match(rf"(.{{25,{_TITLE}}})(?=[,;:–—(])", whole)
        if clause:
            return clause[1].rstrip()
        words = _cut(whole, _TITLE).split()
        while len(words) > 1 and words[-1].lower() in self.index.lex.words["stopwords"]:
            words.pop()
        return " ".join(words)

    def key_points(self) -> list[str]:
        """Return the most salient sentences that stand for themselves, in article order."""
        chosen = self.best(range(len(self.article.blocks)), _POINTS)
        return [self.text(number) for number in chosen]

    def best(self, blocks: Sequence[int] | range, count: int) -> list[int]:
        """Return unused sentences of some blocks, the most salient, in order."""
        fit = [
            n
            for n in self._sentences(blocks)
            if n not in self.used
            and len(self.text(n)) <= MAX_POINT
            and len(self.text(n).split()) >= 6
            and self.text(n).endswith(_ENDS)
            and not _LEANS.match(self.text(n))
            and not is_byline(self.text(n))
        ]
        top = sorted(fit, key=lambda n: (-self.ranks[n], n))[:count]
        self.used |= set(top)
        return sorted(top)

    def parts(self) -> list[ProsePart]:
        """Return the article's sections; without headings one, named by the title."""
        found: list[ProsePart] = []
        heading, blocks = "", list[int]()
        for number, block in enumerate(self.article.blocks):
            if block.kind == "heading":
                if heading and blocks:
                    found.append(ProsePart(heading, tuple(blocks)))
                heading, blocks = _plain(self.article.block_text(number)), []
            elif block.kind != "title":
                blocks.append(number)
        if heading and blocks:
            found.append(ProsePart(heading, tuple(blocks)))
        if not found:
            everything = range(len(self.article.blocks))
            return [ProsePart(self.title("Summary"), tuple(everything))]
        return found

    def lists(self, part: ProsePart) -> list[str]:
        """Return the list items of a section as they stand."""
        items = [b for b in part.blocks if self.article.blocks[b].kind == "item"]
        return [_cut(_plain(self.article.block_text(b)), _MAX_ITEM) for b in items][:12]

    def text(self, number: int) -> str:
        """Return a sentence on one line."""
        return _plain(self.article.sentence_text(number))

    def _sentences(self, blocks: Sequence[int] | range) -> Iterator[int]:
        wanted = set(blocks)
        for number, sentence in enumerate(self.article.sentences):
            kind = self.article.blocks[sentence.block].kind
            if sentence.block in wanted and kind in ("para", "quote"):
                yield number


def _plain(text: str) -> str:
    return " ".join(text.split())


def is_byline(text: str) -> bool:
    """Whether a text says who wrote the article, and when."""
    return len(text) < 120 and bool(_BYLINE.match(text.lstrip("*_ ")))


def _cut(text: str, most: int) -> str:
    """Cut at a word's end."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:")


def title_of(article: Article) -> str:
    """Return the article's own title on one line, or ""."""
    return _plain(article.title)
