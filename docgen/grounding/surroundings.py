"""What surrounds a claim in the summary: its own sentence, and the labels it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from docgen.grounding.context import Word, likeness, vector, with_context, words_of
from docgen.grounding.index import ArticleIndex
from docgen.grounding.passages import Passage, PassageKind
from docgen.grounding.report import Rank
from docgen.language.lexicon import Lexicon
from docgen.language.sentences import sentence_spans
from docgen.language.tokens import TextRange

_LABEL_SHARE = 0.5
_ONLY_LABEL_SHARE = 0.8
_TEXTS = (PassageKind.PROSE, PassageKind.HEADING, PassageKind.SOURCE)
_IN_EVIDENCE = 1000.0


@dataclass(frozen=True)
class Around:
    """Surroundings of claims, each text split once."""

    index: ArticleIndex
    lex: Lexicon

    @cached_property
    def _words(self) -> dict[str, list[Word]]:
        return {}

    @cached_property
    def _spans(self) -> dict[str, list[TextRange]]:
        return {}

    def words(self, text: str) -> list[Word]:
        """Return the content words of a text."""
        if text not in self._words:
            self._words[text] = words_of(text, self.lex)
        return self._words[text]

    def sentence(self, text: str, offset: int) -> TextRange:
        """Return the span of the sentence that holds a character."""
        if text not in self._spans:
            self._spans[text] = sentence_spans(text, self.lex.lang)
        holding = [s for s in self._spans[text] if s[0] <= offset]
        return holding[-1] if holding else (0, len(text))

    def of(self, passage: Passage, start: int, end: int) -> dict[str, float]:
        """Return the stems around a claim, weighed by nearness; labels count half."""
        low, high = self.sentence(passage.text, start)
        inside = [w for w in self.words(passage.text) if low <= w.start < high]
        weights = vector(inside, start, end)
        share = _LABEL_SHARE if passage.kind in _TEXTS else _ONLY_LABEL_SHARE
        return with_context(weights, self.words(passage.context), share)

    def rank(self, passage: Passage, span: TextRange, evidence: TextRange | None) -> Rank:
        """Return what ranks places of the article: likeness; the evidence before all else."""
        around = self.of(passage, *span)

        def rank(low: int, high: int) -> float:
            score = likeness(around, self.index.surroundings(low, high), self.index.rarity)
            if evidence and evidence[0] <= low and high <= evidence[1]:
                score += _IN_EVIDENCE
            return score

        return rank
