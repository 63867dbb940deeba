"""`ArticleIndex`: everything in an article that a claim may be traced to."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from docgen.article.model import Article
from docgen.grounding.context import Word, vector, with_context, words_of
from docgen.language.dates import Date, scan_dates
from docgen.language.fold import Folded, fold, stem
from docgen.language.lexicon import Lexicon, lexicon
from docgen.language.names import Name, scan_names
from docgen.language.numbers import completed, scan_numbers
from docgen.language.quantity import Quantity
from docgen.language.quotations import Quotation, plain_marks, scan_quotations

_HEADING_SHARE = 0.1
_BEFORE_SHARE = 0.18


@dataclass(frozen=True)
class ArticleIndex:
    """An article, searched once; all else is computed when first asked for."""

    article: Article
    lex: Lexicon

    @cached_property
    def folded(self) -> Folded:
        """The text with plain quotes, dashes and spaces."""
        return fold(self.article.text)

    @cached_property
    def verbatim(self) -> str:
        """The folded text with single and double quotation marks alike."""
        return plain_marks(self.folded.text)

    @cached_property
    def dates(self) -> list[Date]:
        """The dates of the article."""
        return scan_dates(self.article.text, self.lex)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the article names."""
        return frozenset(d.year for d in self.dates if d.year)

    @cached_property
    def numbers(self) -> list[Quantity]:
        """The numbers of the article; those in dates left out."""
        spans = [(d.start, d.end) for d in self.dates if d.weekday is None]
        found = scan_numbers(self.article.text, self.lex, spans)
        return completed(found, [self.article.sentence_index(q.start) for q in found])

    def number_at(self, start: int, end: int) -> Quantity | None:
        """Return the number that stands exactly there, if one does."""
        return self._numbers_by_span.get((start, end))

    @cached_property
    def _numbers_by_span(self) -> dict[tuple[int, int], Quantity]:
        return {(q.start, q.end): q for q in reversed(self.numbers)}

    @cached_property
    def names(self) -> list[Name]:
        """The names of the article, those in headings too."""
        starts = [s.start for s in self.article.sentences]
        spans = [(d.start, d.end) for d in self.dates]
        return scan_names(self.article.text, self.lex, starts, spans)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """What the article puts in quotation marks."""
        return scan_quotations(self.article.text)

    @cached_property
    def low_words(self) -> frozenset[str]:
        """Every word that the article writes in lower case."""
        return frozenset(re.findall(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]*", self.article.text))

    @cached_property
    def low_stems(self) -> frozenset[str]:
        """Stems of `low_words`."""
        return frozenset(stem(word) for word in self.low_words)

    @cached_property
    def proper_words(self) -> frozenset[str]:
        """Every word that the article writes with a capital, also at sentences' starts."""
        return frozenset(word for name in self.names for word in _parts(name))

    @cached_property
    def words(self) -> list[list[Word]]:
        """Content words of each sentence, offsets counted from the article's start."""
        found = []
        for sentence in self.article.sentences:
            text = self.article.text[sentence.start : sentence.end]
            found.append(
                [
                    Word(w.stem, w.start + sentence.start, w.end + sentence.start, w.at)
                    for w in words_of(text, self.lex)
                ]
            )
        return found

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a stem tells: from 0 to 1, the fewer sentences hold it."""
        counts = Counter(s for words in self.words for s in {w.stem for w in words})
        total = len(self.words)
        most = math.log(1 + total)
        found = {s: math.log(1 + total / n) / most for s, n in counts.items()}
        return found | {">" + s: value for s, value in found.items()}

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """The sentences that hold each stem."""
        table: dict[str, list[int]] = {}
        for number, words in enumerate(self.words):
            for held in {w.stem for w in words}:
                table.setdefault(held, []).append(number)
        return table

    def gains(self, around: Mapping[str, float]) -> dict[int, float]:
        """Return how much each sentence's own words can give to a likeness, at the most."""
        scores: dict[int, float] = {}
        for word, weight in around.items():
            bare = word.removeprefix(">")
            gain = weight * self.rarity.get(word, 0.0)
            for number in self.holders.get(bare, ()) if gain else ():
                scores[number] = scores.get(number, 0.0) + gain
        return scores

    def promising(self, gains: Mapping[int, float], least: float) -> list[int] | None:
        """Return the sentences with places whose likeness may reach ``least``; None: any may.

        A place's surroundings are its sentence, a share of the one before and of the heading.
        """
        above = max((gains.get(n, 0.0) for n in self._heading_sentences), default=0.0)
        need = least - above * _HEADING_SHARE
        if need <= 0:
            return None
        before = max(gains.values(), default=0.0) * _BEFORE_SHARE
        found = [
            number
            for number, gain in gains.items()
            if gain + before >= need and gain + gains.get(number - 1, 0.0) * _BEFORE_SHARE >= need
        ]
        if before >= need:
            after = (number + 1 for number, gain in gains.items() if gain * _BEFORE_SHARE >= need)
            found += [number for number in after if number not in gains]
        return found

    def surroundings(self, start: int, end: int) -> dict[str, float]:
        """Return the words around a span: of its sentence, faintly of the one before."""
        key = (start, end)
        if key not in self._vectors:
            self._vectors[key] = self._surroundings(start, end)
        return self._vectors[key]

    @cached_property
    def _vectors(self) -> dict[tuple[int, int], dict[str, float]]:
        return {}

    def _surroundings(self, start: int, end: int) -> dict[str, float]:
        article = self.article
        index = article.sentence_index(start)
        weights = vector(self.words[index], start, end)
        sentence = article.sentences[index]
        if index and article.sentences[index - 1].block == sentence.block:
            weights = with_context(weights, self.words[index - 1], _BEFORE_SHARE)
        heading = self.heading_of(sentence.block)
        if heading is not None:
            weights = with_context(weights, self.words[heading], _HEADING_SHARE)
        return weights

    def heading_of(self, block: int) -> int | None:
        """Return the index of the heading's sentence above a block."""
        return self._headings[block]

    @cached_property
    def _heading_sentences(self) -> frozenset[int]:
        return frozenset(number for number in self._headings if number is not None)

    @cached_property
    def _headings(self) -> list[int | None]:
        first: dict[int, int] = {}
        for index, sentence in enumerate(self.article.sentences):
            first.setdefault(sentence.block, index)
        found: list[int | None] = []
        heading: int | None = None
        for number, block in enumerate(self.article.blocks):
            if block.kind == "heading":
                heading = first[number]
            found.append(heading)
        return found

    def find(self, needle: str, start: int = 0) -> int:
        """Return where folded words stand in the folded text, at word boundaries, or -1."""
        index = self.verbatim.find(needle, start)
        while index >= 0:
            end = index + len(needle)
            before = self.verbatim[index - 1 : index]
            after = self.verbatim[end : end + 1]
            if not (before.isalnum() and needle[0].isalnum()) and not (
                after.isalnum() and needle[-1].isalnum()
            ):
                return index
            index = self.verbatim.find(needle, index + 1)
        return -1

    def find_all(self, needle: str) -> list[int]:
        """Return every place of `find`, as offsets of the article's own text."""
        found = []
        index = self.find(needle)
        while index >= 0:
            found.append(self.folded.origin(index))
            index = self.find(needle, index + len(needle))
        return found


def _parts(name: Name) -> list[str]:
    return [p for word in name.words for p in (word, *word.split("-")) if p[:1].isupper()]


MOST_INDEXES = 8
_INDEXES: dict[tuple[str, str, str], ArticleIndex] = {}


def index_article(article: Article) -> ArticleIndex:
    """Return the index of an article; nothing is searched before it is asked for.

    The last few are kept: many summaries may name one article, and a server checks one summary
    against the same article again and again.
    """
    key = (article.sha256, article.name, article.lang)
    known = _INDEXES.get(key)
    if known is None or known.article != article:
        known = _INDEXES[key] = ArticleIndex(article, lexicon(article.lang))
        if len(_INDEXES) > MOST_INDEXES:
            with suppress(KeyError, RuntimeError):  # another thread may have been quicker
                del _INDEXES[next(iter(_INDEXES))]
    return known
