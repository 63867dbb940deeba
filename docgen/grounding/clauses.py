"""Clauses of a summary against the article's clauses of the same words: denied or turned round?

A clause is compared with the clause of the article that shares most of its words, weighed by
rarity. Both sides are asked whether they deny ("not", "refused") and which of two opposites they
hold. One denial more on one side, or the other opposite with as many denials, is a difference;
both together is the same said otherwise ("none opposed it" for "all accepted it").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from docgen.grounding.context import words_of
from docgen.grounding.index import ArticleIndex
from docgen.language.lexicon import Lexicon
from docgen.language.meanings import Meanings
from docgen.language.numbers import scan_numbers

_CUT = re.compile(
    r"[;:–—()|\n]|,\s|[.!?](?=\s|$)"
    r"|\s(?:and|but|while|whereas|although|though|und|aber|sondern|doch|während|et|mais|tandis|alors"
    r"|y|e|pero|aunque|mientras|sino|ed|ma|mentre|benché|o|or|oder|ou)\s",
    re.IGNORECASE,
)
_COVERED = 0.34
"""How much of a clause's words, weighed by rarity, the article's clause must hold."""
_SURE = 0.8
"""How much of either clause's words the other holds where both say the same but for one word."""
_RESTS = 0.5
_BARELY = 0.34
_SHORT = 3
_SCOPE = 3
"""Content words on either side of a negation of which one is what it denies."""
_UNKNOWN = 0.6
_CANDIDATES = 3
_LEAST_STEMS = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its span, content stems, whether it denies, and its numbers."""

    start: int
    end: int
    text: str
    stems: frozenset[str]
    denies: bool
    hedged: bool
    around_hedged: bool
    denied: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """What differs, with the span in the summary's sentence and the article's clause."""

    kind: str
    start: int
    end: int
    told: str
    place: int
    is_sure: bool


@dataclass(frozen=True)
class Clauses:
    """The clauses of one article, in one language that both sides are written in."""

    index: ArticleIndex
    lex: Lexicon
    words: Meanings

    def difference(self, sentence: str, *, heading: bool = False) -> ClauseDifference | None:
        """Return what a sentence turns round against the clauses that it rests on, or None."""
        for clause in self.split(sentence):
            found = self._compared(clause, heading=heading)
            if found is not None:
                return found
        return None

    def _compared(self, clause: Clause, *, heading: bool) -> ClauseDifference | None:
        for other, score in self._alike(clause):
            if other.numbers and clause.numbers and not other.numbers & clause.numbers:
                continue  # "four of six didn't" beside "two of six did"
            shared = clause.stems & other.stems
            back = sum(map(self._weight, shared)) / sum(map(self._weight, other.stems))
            sure = len(shared) >= _SHORT and min(score, back) >= _SURE
            turned = self._opposite(clause, other)
            if turned is not None:
                kind, start, end, told = turned
                if clause.denies or other.denies or min(score, back) < _COVERED:
                    return None
                return ClauseDifference(kind, start, end, told, other.start, sure)
            if clause.denies != other.denies:
                if heading or not self._is_denied(clause, other, score, back):
                    continue
                told = other.text.strip()
                return ClauseDifference(
                    "negation", clause.start, clause.end, told, other.start, sure
                )
            if score >= _SURE or self._shares_polar(clause, other):
                return None  # the article says the same
        return None

    def _is_denied(self, one: Clause, other: Clause, score: float, back: float) -> bool:
        """Whether one clause plainly denies what the other says, with no other "no" about."""
        if max(score, back) < _RESTS or min(score, back) < _BARELY:
            return False
        plain, denying = (other, one) if one.denies else (one, other)
        if plain.hedged or denying.hedged or plain.around_hedged:
            return False
        shared = one.stems & other.stems
        return bool(denying.denied & shared)

    def _shares_polar(self, one: Clause, other: Clause) -> bool:
        """Whether both clauses hold the same side of two opposites."""
        for left, right in self.words.opposites:
            for side in (left, right):
                if side.search(one.text) and side.search(other.text):
                    return True
        return False

    def _weight(self, stem: str) -> float:
        return self.index.rarity.get(stem, _UNKNOWN)

    def _alike(self, clause: Clause) -> list[tuple[Clause, float]]:
        """Return the article's clauses that share enough of a clause's words, best first."""
        total = sum(self._weight(s) for s in clause.stems)
        found: list[tuple[float, int]] = []
        shared: dict[int, set[str]] = {}
        for stem in clause.stems:
            for number in self._holders.get(stem, ()):
                shared.setdefault(number, set()).add(stem)
        for number, stems in sorted(shared.items()):
            score = sum(self._weight(s) for s in stems) / total
            is_anchor = len(clause.stems) <= _SHORT and any(self._is_unique(s) for s in stems)
            names = all(s in self._names for s in stems)
            if score >= _COVERED and (len(stems) >= _LEAST_STEMS or is_anchor) and not names:
                found.append((score, number))
        found.sort(key=lambda f: (-f[0], f[1]))
        clauses = self._of_article
        return [(clauses[number], score) for score, number in found[:_CANDIDATES]]

    @cached_property
    def _names(self) -> frozenset[str]:
        """Stems of names of several words: two of them alone tell nothing of what is said."""
        names = (n for n in self.index.names if len(n.words) > 1 or self.lex.lang != "de")
        return frozenset(w.stem for n in names for w in words_of(n.raw, self.lex))

    def _is_unique(self, stem: str) -> bool:
        return len(self.index.holders.get(stem, ())) == 1

    def _opposite(self, mine: Clause, theirs: Clause) -> tuple[str, int, int, str] | None:
        for kind, pairs in (
            ("opposite", self.words.opposites),
            ("superlative", self.words.degrees),
        ):
            for sides in pairs:
                for here, there in (sides, sides[::-1]):
                    one, other = here.search(mine.text), there.search(theirs.text)
                    if one is None or other is None:
                        continue
                    if there.search(mine.text) or here.search(theirs.text):
                        continue
                    start = mine.start + one.start()
                    return kind, start, start + len(one[0]), other[0]
        return None

    @cached_property
    def _of_article(self) -> list[Clause]:
        article, found = self.index.article, []
        for sentence in self.index.article.sentences:
            if article.blocks[sentence.block].kind not in ("para", "item", "quote"):
                continue
            text = article.text[sentence.start : sentence.end]
            asks = text.rstrip(' \n*_”"»').endswith("?")
            if not asks:
                found += list(self.split(text, sentence.start))
        return found

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = {}
        for number, clause in enumerate(self._of_article):
            for stem in clause.stems:
                table.setdefault(stem, []).append(number)
        return table

    def split(self, text: str, shift: int = 0) -> Iterator[Clause]:
        """Give the clauses of a sentence; one without two content words joins the one before."""
        edges = [0, *(m.end() for m in _CUT.finditer(text)), len(text)]
        spans: list[tuple[int, int]] = []
        for low, high in pairwise(edges):
            content = len(self._stems(text[low:high]))
            if spans and (content < _LEAST_STEMS or len(self._stems(text[slice(*spans[-1])])) < 2):
                spans[-1] = (spans[-1][0], high)
            elif content:
                spans.append((low, high))
        no_plain = any(self.words.has(kind, text) for kind in ("soft", "deny", "negative"))
        for low, high in spans:
            yield self._clause(text[low:high], low + shift, no_plain)

    def _clause(self, text: str, start: int, around: bool) -> Clause:
        plain = self.words.plain(text)
        numbers = frozenset(
            str(q.value) for q in scan_numbers(text, self.lex) if not q.unit or q.unit == "%"
        )
        return Clause(
            start,
            start + len(text),
            text,
            self._stems(text),
            self.words.has("not", plain),
            any(self.words.has(kind, plain) for kind in ("soft", "deny", "negative")),
            around,
            self._denied(plain),
            numbers,
        )

    def _denied(self, text: str) -> frozenset[str]:
        """Return the stems of the words next to a negation."""
        content = [
            w for w in words_of(text, self.lex) if not self.words.is_polar(text[w.start : w.end])
        ]
        found: set[str] = set()
        for match in self.words.find("not", text):
            before = [w.stem for w in content if w.end <= match.start()]
            after = [w.stem for w in content if w.start >= match.end()]
            found.update(before[-_SCOPE:])
            found.update(after[:_SCOPE])
        return frozenset(found)

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(
            w.stem
            for w in words_of(text, self.lex)
            if not w.stem[0].isdigit()
            and not self.words.is_polar(text[w.start : w.end])
            and not self._is_measure(text[w.start : w.end].lower())
        )

    def _is_measure(self, word: str) -> bool:
        return word in self.lex.units or word in self.lex.scales
