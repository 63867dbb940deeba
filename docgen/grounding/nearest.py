"""The passages of an article that come nearest to words that it doesn't hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from docgen.grounding.context import words_of
from docgen.grounding.index import ArticleIndex
from docgen.grounding.report import Closest

_SHORTLIST = 8
_SHOWN = 160


@dataclass(frozen=True)
class Finder:
    """Finds close passages: first by shared rare words, then by likeness of letters."""

    index: ArticleIndex

    def near(
        self, text: str, hints: Mapping[int, float] | None = None, count: int = 2
    ) -> tuple[Closest, ...]:
        """Return up to ``count`` sentences; ``hints`` favours sentences by their index."""
        index = self.index
        stems = {w.stem for w in words_of(text, index.lex)}
        scores: list[tuple[float, int]] = []
        for number, words in enumerate(index.words):
            shared = {w.stem for w in words} & stems
            score = sum(index.rarity[s] for s in shared) + (hints or {}).get(number, 0.0)
            if score > 0:
                scores.append((-score, number))
        best = [number for _, number in sorted(scores)[:_SHORTLIST]]
        top = {number: -score for score, number in scores}
        ranked = sorted(best, key=lambda n: (-top[n] * (0.5 + self._ratio(text, n)), n))
        return tuple(self._closest(number) for number in ranked[:count])

    def at(self, offset: int) -> Closest:
        """Return the sentence at a place."""
        return self._closest(self.index.article.sentence_index(offset))

    def _ratio(self, text: str, number: int) -> float:
        sentence = self.index.article.sentence_text(number)[:400]
        return SequenceMatcher(
            None, text[:400].lower(), sentence.lower(), autojunk=False
        ).quick_ratio()

    def _closest(self, number: int) -> Closest:
        article = self.index.article
        text = " ".join(article.sentence_text(number).split())
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
        return Closest(article.place(article.sentences[number].start), shown, text)
