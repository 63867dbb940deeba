"""Extract title, standfirst, key points and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.article.model import Article
from docgen.grounding.index import ArticleIndex
from docgen.language.tokens import count_words

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
    r"dies\w*|doch|aber|und|il|elle|ils|elles|ce|cette|ces|mais|et|él|ella|esto|este|esta|pero|y"
    r"|however|instead|still|then|also|meanwhile|moreover|furthermore|for example|for instance|in fact|similarly|additionally|as a result|in contrast|what['’]s more|after that|after all|either way|of course"
    r"|allerdings|jedoch|dagegen|zudem|außerdem|dabei|dadurch|deshalb|daher|dazu|cependant|toutefois|en revanche|ainsi|par ailleurs|sin embargo|además|por eso|asimismo|tuttavia|inoltre|invece|però)\b",
    re.I,
)
"""Sentences that begin so lean on the one before them."""
_REFERS = re.compile(
    r"(?:this|these|that|those|such|dies\w*|ce|cette|ces|esta|este|esto|questo|questa)\b", re.I
)


_LEAST_WORDS = 6
_ASIDE = re.compile(
    r"(?::\s*\d+\.$|\bas follows:|\bmain image\b|\bphotography\)|\bphoto(?:graph)?:|\bfoto:|\bcrédit photo\b"
    r"|\bin this photo\b|\bcontributed to this (?:report|story|article)\b|\bis an? (?:reporter|writer|staff writer|columnist|editor|correspondent) (?:for|at)\b|\bclick here\b|\bsubscribe\b|\bnewsletter\b|\bsign up\b|\bread more\b|\bthis (?:post|article|story) (?:was|has been)\b"
    r"|\blire aussi\b|\blesen sie\b|\blea también\b|\bleggi anche\b|@\w+\.(?:com|org)\b)",
    re.I,
)
"""Captions, calls and lists that begin: not what an article says."""
_PERSONAL = re.compile(
    r"\b(?:I|I['’](?:ve|m|d|ll)|my|me|you|your|you['’](?:re|ll|ve))\b|\b(?:ich|mein|meine|je|j['’]|mon|yo|io)\b"
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
            is_prose = (
                (len(text) > 60 or count_words(text) > 10)
                and text.endswith(_ENDS)
                and not is_byline(text)
            )
            if block.kind == "para" and is_prose:
                found = [n for n in self._sentences([number]) if self._tells(n)][:2]
                if found and (_REFERS.match(self.text(found[0])) or leans(self.text(found[0]))):
                    continue  # "This significant shift", "But a new report": after what?
                if len(" ".join(map(self.text, found))) > 420:
                    found = found[:1]
                if not found:
                    continue
                self.used |= set(found)
                return " ".join(map(self.text, found))
        return ""

    def _tells(self, number: int) -> bool:
        """Whether a sentence is one: no dateline, and not the title already."""
        return number not in self.used and count_words(self.text(number)) >= _SENTENCE

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
        """Return unused sentences of some blocks, the most salient, in order; none twice."""
        fit = [n for n in self._sentences(blocks) if n not in self.used and self._stands(n)]
        told = {_letters(self.text(n)) for n in self.used}
        told.add(_letters(self.article.title))
        top: list[int] = []
        for number in sorted(fit, key=lambda n: (self._is_personal(n), -self.ranks[n], n)):
            letters = _letters(self.text(number))
            if not any(letters in other or (other and other in letters) for other in told):
                told.add(letters)
                top.append(number)
            if len(top) == count:
                break
        self.used |= set(top)
        return sorted(top)

    def _stands(self, number: int) -> bool:
        """Whether a sentence is whole and understood by itself."""
        text = self.text(number)
        return (
            len(text) <= MAX_POINT
            and count_words(text) >= _LEAST_WORDS
            and text.endswith(_ENDS)
            and not text.endswith("...")
            and text[:1] not in "…^_"
            and not leans(text)
            and not is_byline(text)
            and not _ASIDE.search(text)
        )

    def _is_personal(self, number: int) -> bool:
        """Whether the author speaks of himself, or to the reader: such sentences come last."""
        return bool(_PERSONAL.search(self.text(number)))

    def parts(self) -> list[ProsePart]:
        """Return the article's sections; without headings one, named by the title."""
        found: list[ProsePart] = []
        heading, blocks = "", list[int]()
        for number, block in enumerate(self.article.blocks):
            if block.kind == "heading":
                if heading and blocks:
                    found.append(ProsePart(heading, tuple(blocks)))
                heading, blocks = self._headline(_plain(self.article.block_text(number))), []
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


def leans(text: str) -> bool:
    """Whether a sentence leans on the one before it: "This shift", "However, he said"."""
    return bool(_LEANS.match(text))


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


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
