"""Negations, universals, superlatives, opposites, and who did it to whom.

Each sentence of the summary is compared with the article's sentence that it rests on. The tests
are narrow: a finding needs a word that both sides share beside what differs. Warnings only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from docgen.grounding.clauses import Clauses
from docgen.grounding.context import Word, words_of
from docgen.grounding.index import ArticleIndex
from docgen.language.fold import stem
from docgen.language.lexicon import Lexicon
from docgen.language.meanings import Meanings, meanings
from docgen.language.numbers import scan_numbers
from docgen.language.quantity import FRACTION

_COVERED = 0.4
_CLOSELY = 0.5
_SHARED = 2
_SHORT = 12
_RESTS = 3
"""Passages that a sentence may rest on, the likeliest first."""
_Found = tuple[str, int, int, str]
"""A kind of difference, the span here, the article's words."""
_UNKNOWN = 0.6
_REACH = 4
"""Words behind a negation of which the first shared one is what it denies."""
_HEAD = 3
_CUT = re.compile(
    r"[;:–—()|]|,\s|\s(?:and|but|while|whereas|und|aber|et|mais|y|pero|e|ma|o|or|que|dass|that|which|who)\s",
    re.I,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class PolarityDifference:
    """What differs: its kind, its span in the summary's sentence, both wordings, the place."""

    kind: str
    start: int
    end: int
    said: str
    told: str
    place: int
    is_sure: bool = False


@dataclass(frozen=True)
class Polarity:
    """Compares sentences of one summary with one article of the same language."""

    index: ArticleIndex
    lex: Lexicon

    @cached_property
    def words(self) -> Meanings | None:
        """Words that turn a meaning round; None where the languages differ or aren't covered."""
        same = self.lex.lang == self.index.lex.lang
        return meanings(self.lex.lang) if same else None

    def differences(
        self, sentence: str, evidence: tuple[int, int] | None = None, *, heading: bool = False
    ) -> Iterator[PolarityDifference]:
        """Give what turns a sentence's meaning away from the passage that it rests on, if any.

        ``heading``: too short to compare what it denies or how many it is about.
        """
        if self.words is None or len(sentence) < _SHORT:
            return
        for place, (number, score) in enumerate(self.resting(sentence, evidence)):
            start, told = self._sentence(number)
            found = None
            if not heading and not self._is_explained(sentence, told):
                found = self._negation(sentence, told, number)
            if not heading and found is None:
                found = self._quantifier(sentence, told)
            if found is None and place == 0:
                found = self._superlative(sentence, told) or self._subject(sentence, told)
                if found is None and score >= _CLOSELY and not self._counts_others(sentence, told):
                    found = self._opposite(sentence, told)
            if found is not None:
                kind, low, high, theirs = found
                yield PolarityDifference(kind, low, high, sentence[low:high], theirs, start)
                return
        turned = self.clauses.difference(sentence, heading=heading) if self.clauses else None
        if turned is not None:
            low, high = turned.start, turned.end
            yield PolarityDifference(
                turned.kind,
                low,
                high,
                sentence[low:high],
                turned.told,
                turned.place,
                turned.is_sure,
            )

    def _is_explained(self, mine: str, theirs: str) -> bool:
        """Whether a denial on one side may be the other's meaning, or is about other ones.

        "None opposed" and "all accepted"; "four of six didn't" and "two of six did"; a question.
        """
        assert self.words is not None
        if theirs.rstrip().endswith("?"):
            return True
        for left, right in self.words.opposites:
            for here, there in ((left, right), (right, left)):
                if here.search(mine) and there.search(theirs) and not here.search(theirs):
                    return True
        sides = self.words.has("not", mine), self.words.has("not", theirs)
        if sides[0] != sides[1] and any(self.words.has("deny", t) for t in (mine, theirs)):
            return True
        return self._counts_others(mine, theirs)

    def _counts_others(self, mine: str, theirs: str) -> bool:
        """Whether both sides count, but not the same: "turned down two", "accepts seven"."""
        counts = [
            {q.value for q in scan_numbers(t, self.lex) if q.is_bare or q.unit == FRACTION}
            for t in (mine, theirs)
        ]
        return bool(counts[0] and counts[1] and not counts[0] <= counts[1])

    @cached_property
    def clauses(self) -> Clauses | None:
        """The article's clauses; None where the languages differ or aren't covered."""
        return None if self.words is None else Clauses(self.index, self.lex, self.words)

    def resting(
        self, sentence: str, evidence: tuple[int, int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the article's sentences that hold most of a sentence's words, best first."""
        mine = {w.stem for w in words_of(sentence, self.lex)}
        weights = {s: self.index.rarity.get(s, _UNKNOWN) for s in mine}
        total = sum(weights.values())
        if not total:
            return []
        shared: dict[int, list[str]] = {}
        for word in mine:
            for number in self.index.holders.get(word, ()):
                shared.setdefault(number, []).append(word)
        found = []
        for number, stems in sorted(shared.items()):
            if len(stems) >= _SHARED and self._is_prose[number]:
                score = sum(weights[s] for s in stems) / total
                if evidence and evidence[0] <= self._sentence(number)[0] < evidence[1]:
                    score += 1
                if score >= _COVERED:
                    found.append((number, score))
        return sorted(found, key=lambda f: -f[1])[:_RESTS]

    @cached_property
    def _is_prose(self) -> list[bool]:
        blocks = self.index.article.blocks
        return [
            blocks[sentence.block].kind in ("para", "item", "quote")
            for sentence in self.index.article.sentences
        ]

    def _sentence(self, number: int) -> tuple[int, str]:
        sentence = self.index.article.sentences[number]
        return sentence.start, self.index.article.text[sentence.start : sentence.end]

    # Negation

    def _negation(self, mine: str, theirs: str, number: int) -> _Found | None:
        """Find a shared word that one side denies and the other doesn't."""
        denied = self._denied(theirs, mine)
        for word in self._content(mine):
            if word.stem in denied and self._affirms(mine, theirs, word):
                return "negation", word.start, word.end, denied[word.stem]
        own = self._denied(mine, theirs)
        if not own or self._goes_on_denying(number):
            return None
        for word in self._content(theirs):
            if word.stem in own and self._affirms(theirs, mine, word):
                at = next(w for w in self._content(mine) if w.stem == word.stem)
                return "negation", at.start, at.end, theirs[word.start : word.end]
        return None

    def _affirms(self, text: str, denying: str, word: Word) -> bool:
        """Whether a text says plainly what the other denies, in clauses alike."""
        clause = self._clause(text, word.start)
        there = next((w for w in self._content(denying) if w.stem == word.stem), None)
        other = self._clause(denying, there.start) if there else denying
        return not self._is_negative(clause, other) and self._same_clause(text, denying, word.stem)

    def _goes_on_denying(self, number: int) -> bool:
        """Whether the sentence after one denies something: "41,000 objects. Hardly any ..."."""
        following = number + 1
        if following >= len(self.index.article.sentences):
            return False
        return self._is_negative(self._sentence(following)[1])

    def _same_clause(self, one: str, other: str, shared: str) -> bool:
        """Whether the clauses around a shared word share another one, or are both whole."""
        first = next((w for w in self._content(one) if w.stem == shared), None)
        second = next((w for w in self._content(other) if w.stem == shared), None)
        if first is None or second is None:
            return False
        a = {w.stem for w in self._content(self._clause(one, first.start))}
        b = {w.stem for w in self._content(self._clause(other, second.start))}
        return len(a & b) >= _SHARED

    def _denied(self, text: str, other: str) -> dict[str, str]:
        """Return the stems that a negation of a text denies, with its words.

        That is the word behind it; of two the second ("not pay a fine") where the ``other``
        text has a form of the first ("paid"). German sets its "nicht" behind the verb, before
        an infinitive or at the end.
        """
        assert self.words is not None
        found: dict[str, str] = {}
        content = self._content(text)
        for match in self.words.find("not", text):
            low, high = self._clause_span(text, match.start())
            after = [w for w in content if match.end() <= w.start < high][:_REACH]
            before = [w for w in content if low <= w.start and w.end <= match.start()]
            near = after[:1] or before[-1:]
            if self.lex.lang == "de":
                near = [*after[:2], *before[-1:]]
            elif near and len(after) > 1:
                size = 2 if len(near[0].stem) < 5 else 3
                begins = {w.stem[:size] for w in self._content(other)}
                near = after[:2] if near[0].stem[:size] in begins else near
            for word in near:
                span = min(match.start(), word.start), max(match.end(), word.end)
                found.setdefault(word.stem, text[slice(*span)])
        return found

    def _is_negative(self, text: str, other: str = "") -> bool:
        """Whether a text denies, or has a negative word ("refused") that the other hasn't."""
        assert self.words is not None
        if self.words.has("not", text):
            return True
        theirs = {m[0].lower()[:5] for m in self.words.find("negative", other)}
        return any(m[0].lower()[:5] not in theirs for m in self.words.find("negative", text))

    # Universals

    def _quantifier(self, mine: str, theirs: str) -> _Found | None:
        """Find "all engineers" against "most engineers": another quantifier of one noun."""
        assert self.words is not None
        own, other = self._quantified(mine), self._quantified(theirs)
        for noun, (kind, low, high) in own.items():
            told = other.get(noun)
            if told is not None and told[0] != kind and not self.words.has(kind, theirs):
                return "quantifier", low, high, theirs[told[1] : told[2]]
        return None

    def _quantified(self, text: str) -> dict[str, tuple[str, int, int]]:
        """Return quantified nouns: the quantifier's class and the span of both."""
        assert self.words is not None
        found: dict[str, tuple[str, int, int]] = {}
        content = self._content(text)
        for kind in ("none", "some", "most", "all"):
            for match in self.words.find(kind, text):
                low, high = self._clause_span(text, match.start())
                nouns = [w for w in content if match.end() <= w.start < high][:_HEAD]
                before = [w for w in content if low <= w.start and w.end <= match.start()]
                for word in nouns or before[-1:]:
                    if kind != "some" or not re.search(r"\d", text[match.end() : word.start]):
                        span = min(match.start(), word.start), max(match.end(), word.end)
                        found[word.stem] = kind, *span
        return found

    # Superlatives

    def _superlative(self, mine: str, theirs: str) -> _Found | None:
        """Find another superlative, or one without the article's "second"."""
        own, other = self._superlatives(mine), self._superlatives(theirs)
        shared = {w.stem for w in self._content(mine)} & {w.stem for w in self._content(theirs)}
        if not own or not other or len(shared) < _SHARED:
            return None
        for form, low, high, ranked in own:
            alike = [o for o in other if o[0] == form]
            if alike and all(o[3] != ranked for o in alike):
                _, start, end, _ = alike[0]
                return "superlative", low, high, theirs[max(0, start - 8) : end].strip()
        return None

    def _superlatives(self, text: str) -> list[tuple[str, int, int, bool]]:
        """Return the superlatives of a text, and whether each is "second" or the like."""
        assert self.words is not None
        found = []
        ending = r"[nrsm]{0,2}" if self.lex.lang == "de" else r"e?s?"
        for form in self.words.words["superlatives"]:
            for match in re.finditer(rf"\b{form}{ending}\b", text, re.IGNORECASE):
                before = (
                    text[max(0, match.start() - 14) : match.start()]
                    .lower()
                    .replace("-", " ")
                    .split()
                )
                ranked = any(self.lex.ordinals.get(w, 0) > 1 for w in before[-2:])
                found.append((form, match.start(), match.end(), ranked))
        return sorted(found, key=lambda f: f[1])

    # Opposites

    def _opposite(self, mine: str, theirs: str) -> _Found | None:
        """Find a word whose opposite stands in the article's sentence, and not it itself."""
        assert self.words is not None
        for sides in self.words.opposites:
            for here, there in (sides, sides[::-1]):
                one, other = here.search(mine), there.search(theirs)
                if one is None or other is None or there.search(mine) or here.search(theirs):
                    continue
                clauses = self._clause(mine, one.start()), self._clause(theirs, other.start())
                rests = (c.replace(m[0], " ") for c, m in zip(clauses, (one, other), strict=True))
                if any(map(self._is_negative, rests)):
                    continue
                a, b = ({w.stem for w in self._content(c)} for c in clauses)
                if len(a & b) >= _SHARED or self._beside(mine, one) & self._beside(theirs, other):
                    return "opposite", one.start(), one.end(), other[0]
        return None

    def _beside(self, text: str, match: re.Match[str]) -> set[str]:
        """Return the stems of the content words straight before and behind a match."""
        before = re.search(r"([^\W\d_]+)\s+$", text[: match.start()])
        after = re.match(r"\s+([^\W\d_]+)", text[match.end() :])
        near = [m[1] for m in (before, after) if m]
        return {stem(w) for w in near if not self.lex.has("stopwords", w.lower())}

    # Subject and object

    def _subject(self, mine: str, theirs: str) -> _Found | None:
        """Find two names on the other sides of one verb: "A sued B" for "B sued A"."""
        if self.lex.lang == "de":
            return None  # where an object may come first
        own, other = self._actors(mine), self._actors(theirs)
        for verb, (first, second, low, high) in own.items():
            if verb in other and other[verb][:2] == (second, first):
                return "subject", low, high, theirs[other[verb][2] : other[verb][3]]
        return None

    def _actors(self, text: str) -> dict[str, tuple[str, str, int, int]]:
        """Return verbs between two names: the surnames before and after, and the span."""
        found: dict[str, tuple[str, str, int, int]] = {}
        for one, other in pairwise(_NAMED.finditer(text)):
            between = text[one.end() : other.start()]
            verbs = _TOKEN.findall(between)
            if not verbs or len(verbs) > 4 or re.search(r"[,;:.()]", between):
                continue
            if not one[0] or stem(one[0].split()[-1]) == stem(other[0].split()[-1]):
                continue
            words = [v.lower() for v in verbs]
            assert self.words is not None
            passive = set(self.words.words["passive"])
            if passive & set(words) or not verbs[0].islower():
                continue
            verb = next((w for w in words if w not in self.lex.words["stopwords"]), "")
            if verb:
                found[stem(verb)] = (
                    stem(one[0].split()[-1]),
                    stem(other[0].split()[-1]),
                    one.start(),
                    other.end(),
                )
        return found

    def _content(self, text: str) -> list[Word]:
        if text not in self._contents:
            self._contents[text] = [w for w in words_of(text, self.lex) if not w.stem[0].isdigit()]
        return self._contents[text]

    @cached_property
    def _contents(self) -> dict[str, list[Word]]:
        return {}

    def _clause_span(self, text: str, offset: int) -> tuple[int, int]:
        edges = [0, *(m.end() for m in _CUT.finditer(text)), len(text)]
        low = max(e for e in edges if e <= offset)
        return low, min((e for e in edges if e > offset), default=len(text))

    def _clause(self, text: str, offset: int) -> str:
        low, high = self._clause_span(text, offset)
        return text[low:high]


_NAMED = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]+)(?: (?:of |de |du |di |del |della )?[A-ZÀ-Þ][\w’'-]+)*")
