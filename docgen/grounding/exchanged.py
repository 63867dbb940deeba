"""Figures under another's label: rows of a table, points of a chart, dates of a timeline.

A figure belongs to the label that stands nearest to it in the article's sentence. Two figures
are exchanged where each stands nearer to the other's label than to its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.grounding.context import Word, words_of
from docgen.grounding.index import ArticleIndex
from docgen.language.lexicon import Lexicon
from docgen.language.tokens import TextRange

_CROSSED = 6.0
"""What another figure between a label and a figure adds to their distance, in words."""
_FAR = 14.0
_CLEARLY = 1.5
_COVERED = 0.5
_STRANGE = 0.2
"""A sentence that holds less of an event's words is about something else."""
_UNKNOWN = 0.6


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure of the summary: its label's stems, and the places that have the figure."""

    ref: int
    label: frozenset[str]
    places: tuple[TextRange, ...]


@dataclass(frozen=True)
class Exchanges:
    """Finds exchanged figures in one article."""

    index: ArticleIndex

    def pairs(self, items: Sequence[Labelled]) -> dict[int, TextRange]:
        """Return the figures that stand under each other's label: where the article has them."""
        found: dict[int, TextRange] = {}
        for place, one in enumerate(items):
            for other in items[place + 1 :]:
                # what both labels share tells them not apart
                mine, theirs = one.label - other.label, other.label - one.label
                if not mine or not theirs:
                    continue
                own = self._distance(mine, one, other), self._distance(theirs, other, one)
                swapped = self._distance(mine, other, one), self._distance(theirs, one, other)
                if max(swapped) >= _FAR:
                    continue
                if sum(swapped) + _CLEARLY < sum(own) and max(swapped) < max(own):
                    found.setdefault(one.ref, other.places[0])
                    found.setdefault(other.ref, one.places[0])
        return found

    def _distance(self, label: frozenset[str], figure: Labelled, other: Labelled) -> float:
        """Return the words between a label and a figure where they stand nearest."""
        best = _FAR * 2
        for low, high in figure.places:
            number = self.index.article.sentence_index(low)
            words = self.index.words[number]
            at = _at(words, low, high)
            for word in words:
                if word.stem not in label:
                    continue
                distance = abs(word.at - at)
                first, last = sorted((word.start, low))
                crossed = any(first < place[0] < last for place in other.places)
                best = min(best, distance + (_CROSSED if crossed else 0.0))
        return best

    def coverages(self, words: Sequence[Word]) -> Mapping[int, float]:
        """Return how much of some words, weighed by rarity, each sentence of the article holds.

        Sentences that hold none are left out.
        """
        weights = {w.stem: self.index.rarity.get(w.stem, _UNKNOWN) for w in words}
        total = sum(weights.values())
        found: dict[int, float] = {}
        for stem, weight in weights.items() if total else ():
            for number in self.index.holders.get(stem, ()):
                found[number] = found.get(number, 0.0) + weight / total
        return found

    def _is_day(self, sentence: int, weekday: int | None) -> bool:
        """Whether a sentence names a day of the week."""
        return weekday is not None and (sentence, weekday) in self._weekdays

    @cached_property
    def _weekdays(self) -> frozenset[tuple[int, int]]:
        place = self.index.article.sentence_index
        return frozenset(
            (place(d.start), d.weekday) for d in self.index.dates if d.weekday is not None
        )

    @cached_property
    def _date_sentences(self) -> dict[int, int]:
        """The sentence of each date of the article, by where the date begins."""
        return {d.start: self.index.article.sentence_index(d.start) for d in self.index.dates}

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """The stems of each sentence of the article."""
        return [frozenset(w.stem for w in words) for words in self.index.words]

    def other_event(
        self,
        event: str,
        lex: Lexicon,
        places: Sequence[TextRange],
        dated: Sequence[TextRange],
        weekday: int | None = None,
    ) -> TextRange | None:
        """Return the date that the article gives an event, where it isn't one of ``places``.

        ``dated``: every date of the article as precise as the one claimed. ``weekday``: the day
        of the one claimed; a sentence that names it ("on Monday") is of that date. The event's words
        must cover the sentence of that date far better than the claimed date's.
        """
        words = words_of(event, lex)
        article = self.index.article
        if len({w.stem for w in words}) < 2 or not places:
            return None
        covered = self.coverages(words)
        own = max(covered.get(article.sentence_index(start), 0.0) for start, _ in places)
        best: tuple[float, TextRange | None] = (0.0, None)
        for place in dated:
            sentence = self._date_sentences[place[0]]
            score = covered.get(sentence, 0.0)
            if score <= best[0] or place in places or self._is_day(sentence, weekday):
                continue
            best = score, place
        if best[1] is not None and best[0] >= _COVERED and own < min(best[0] / 2, _STRANGE):
            sentence = article.sentence_index(best[1][0])
            if all(article.sentence_index(start) != sentence for start, _ in places):
                return best[1]
        return None


def _at(words: Sequence[Word], low: int, high: int) -> float:
    inside = [w.at for w in words if w.start < high and low < w.end]
    if inside:
        return sum(inside) / len(inside)
    before = max((w.at for w in words if w.end <= low), default=0.0)
    after = min((w.at for w in words if w.start >= high), default=before + 1)
    return (before + after) / 2
