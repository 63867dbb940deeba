"""Rising or falling, from and to, now and before: told here as in the article?

No model of language: a direction is a word of rising or falling beside a number, an order is
"from A to B", "A instead of B", "A, against B last year" or two numbers with their years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from docgen.grounding.index import ArticleIndex
from docgen.language.dates import Date, scan_dates
from docgen.language.lexicon import Lexicon
from docgen.language.meanings import Meanings, meanings
from docgen.language.numbers import completed, scan_numbers
from docgen.language.quantity import CLOCK, ORDINAL, RATIO, VERSION, Quantity, in_base
from docgen.language.tokens import TextRange

_NEVER = (ORDINAL, RATIO, VERSION, CLOCK)
_CLAUSE = re.compile(
    r"[;:–—()|\n]|,(?=\s)|\s(?:and|but|while|whereas|though|und|aber|während|dagegen|et|mais|tandis"
    r"|alors|y|pero|mientras|e|ma|mentre)\s",
    re.IGNORECASE,
)
_SEPARABLE = (
    (re.compile("st(?:ie|ei)g", re.I), re.compile(r"\b(?:ein|aus|um|ab|zu)\b")),
    (re.compile("f(?:ie|ä)l", re.I), re.compile(r"\b(?:aus|auf|ein|leicht|schwer)\s*$")),
)
_BEFORE = 34
_AFTER = 16
"""Characters around a number in which a word tells its direction."""
_PAIR = 60
_RANGE = 16
"""Characters between a bare number and the one whose unit it has: "from 5 to 7%"."""
_YEAR = 26

Key = tuple[Decimal, str]
_T = TypeVar("_T", Quantity, Date)


@dataclass(frozen=True, slots=True)
class DirectionWord:
    """A change from one number to another, as a text tells it."""

    before: Key
    after: Key
    start: int
    end: int
    raw: tuple[str, str]


@dataclass(frozen=True)
class Telling:
    """Numbers of one sentence, and what its words say of their direction and order."""

    text: str
    numbers: Sequence[Quantity]
    dates: Sequence[Date]
    lex: Lexicon

    @cached_property
    def _words(self) -> Meanings | None:
        return meanings(self.lex.lang)

    def key(self, number: Quantity) -> Key:
        """Return a number's value and unit in the base of its dimension."""
        value, unit = in_base(*number.readings()[-1 if number.lent else 0], self.lex)
        return value, unit

    @cached_property
    def _marks(self) -> list[tuple[int, int, str]]:
        """Words of direction in order: start, end, "rise" or "fall"."""
        words = self._words
        if words is None:
            return []
        neutral = [(m.start(), m.end()) for m in words.find("neutral", self.text)]
        found = [
            (m.start(), m.end(), kind)
            for kind in ("rise", "fall")
            for m in words.find(kind, self.text)
            if not any(a <= m.start() < b or m.start() <= a < m.end() for a, b in neutral)
            and not self._is_separable(m)
        ]
        return sorted(found)

    def _is_separable(self, match: re.Match[str]) -> bool:
        """Whether a German verb has its prefix behind it: "85 Menschen stiegen ein" is no rise."""
        prefixes = next((p for verb, p in _SEPARABLE if verb.match(match[0])), None)
        if self.lex.lang != "de" or prefixes is None:
            return False
        clause = re.split(r"[,.;:]", self.text[match.end() :])[0]
        return bool(prefixes.search(clause))

    def direction(self, number: Quantity) -> str:
        """Return "rise" or "fall" where a word beside a number says so, else ""."""
        words = self._words
        if words is None:
            return ""
        tail = self.text[number.end : number.end + _AFTER]
        tail = _CLAUSE.split(tail)[0]
        for kind in ("rise", "fall"):
            after = words.find(f"{kind}-by", tail)
            if after and not re.search(r"\d", tail[: after[0].start()]):
                return kind
        clause = self._clause(number.start)
        reach = len(self.text) if number.role in ("from", "to") else _BEFORE
        low = max(clause[0], number.start - reach)
        near = [m for m in self._marks if low <= m[0] and m[1] <= number.start]
        if near:
            _, end, kind = near[-1]
            between = self.text[end : number.start]
            if number.role in ("from", "to") or not re.search(r"\d", between):
                return kind
        behind = [m for m in self._marks if number.end <= m[0] and m[1] <= clause[1]]
        if behind and behind[0][0] - number.end <= _AFTER:
            between = self.text[number.end : behind[0][0]]
            return "" if re.search(r"\d", between) else behind[0][2]
        return ""

    def _clause(self, offset: int) -> TextRange:
        edges = [0, *(m.end() for m in _CLAUSE.finditer(self.text)), len(self.text)]
        low = max(e for e in edges if e <= offset)
        high = min((e for e in edges if e > offset), default=len(self.text))
        return low, high

    @cached_property
    def _measures(self) -> list[Quantity]:
        return [q for q in self.numbers if q.unit not in _NEVER]

    @cached_property
    def changes(self) -> list[DirectionWord]:
        """The changes that the words tell, each pair of neighbouring numbers once."""
        found = []
        for place, one in enumerate(self._measures):
            for other in self._measures[place + 1 : place + 3]:
                if self._comparable(one, other):
                    order = self._order(one, other)
                    if order:
                        before, after = (one, other) if order == "forward" else (other, one)
                        found.append(
                            DirectionWord(
                                self.key(before),
                                self.key(after),
                                one.start,
                                other.end,
                                (before.raw, after.raw),
                            )
                        )
        return found

    def _comparable(self, one: Quantity, other: Quantity) -> bool:
        (a, unit), (b, second) = self.key(one), self.key(other)
        gap = other.start - one.end
        alike = unit == second or (not unit and gap <= _RANGE)
        return alike and a != b and gap <= _PAIR * 2

    def _order(self, one: Quantity, other: Quantity) -> str:
        """Return "forward" where the first number was before, "back" where the second was."""
        roles = one.role, other.role
        between = self.text[one.end : other.start]
        close = len(between) <= _PAIR
        if close and roles == ("from", "to"):
            return "forward"
        if close and roles == ("to", "from"):
            return "back"
        if close and self._compares(between):
            return "back"
        past = self._is_past(one), self._is_past(other)
        if past[0] != past[1]:
            return "forward" if past[0] else "back"
        years = self._year_of(one), self._year_of(other)
        if years[0] and years[1] and years[0] != years[1]:
            return "forward" if years[0] < years[1] else "back"
        return ""

    def _compares(self, between: str) -> bool:
        words = self._words
        if words is None or not words.has("comparators", between):
            return False
        lead = _BARE.sub(" ", between).strip().lower()
        return any(
            lead == phrase or lead.endswith(" " + phrase) or lead.startswith(phrase)
            for phrase in words.words["comparators"]
            if " " in phrase or phrase in _PLAIN
        )

    def _is_past(self, number: Quantity) -> bool:
        after = self.text[number.end : number.end + _YEAR * 2].lower()
        return any(
            0 <= after.find(phrase) <= _YEAR
            and not re.search(r"[\d,;:]", after[: after.find(phrase)])
            for phrase in self.lex.words["past-after"]
        )

    def _year_of(self, number: Quantity) -> int:
        """Return the year that stands beside a number in its clause, or 0."""
        found = []
        for date in self.dates:
            if not date.year:
                continue
            low, high = sorted(((date.start, date.end), (number.start, number.end)))
            between = self.text[low[1] : high[0]]
            if len(between) <= _YEAR and not re.search(r"\d|[;.]", between):
                found.append((len(between), date.year))
        return min(found)[1] if found else 0


_BARE = re.compile(r"[^\w\s]+")
_PLAIN = {
    "against",
    "statt",
    "gegen",
    "gegenüber",
    "contre",
    "contro",
    "versus",
    "anziché",
    "contra",
}


@dataclass(frozen=True)
class Directions:
    """Directions and orders of the article's numbers."""

    index: ArticleIndex

    @cached_property
    def tellings(self) -> list[Telling]:
        """Every sentence of the article that holds a number."""
        article, lex = self.index.article, self.index.lex
        numbers: dict[int, list[Quantity]] = {}
        for number in self.index.numbers:
            numbers.setdefault(article.sentence_index(number.start), []).append(number)
        dates: dict[int, list[Date]] = {}
        for date in self.index.dates:
            dates.setdefault(article.sentence_index(date.start), []).append(date)
        found = []
        for place, inside in sorted(numbers.items()):
            sentence = article.sentences[place]
            shift = sentence.start
            found.append(
                Telling(
                    article.text[sentence.start : sentence.end],
                    [_moved(q, shift) for q in inside],
                    [_moved(d, shift) for d in dates.get(place, ())],
                    lex,
                )
            )
        return found

    @cached_property
    def _starts(self) -> list[int]:
        article = self.index.article
        places = sorted({article.sentence_index(q.start) for q in self.index.numbers})
        return [article.sentences[place].start for place in places]

    @cached_property
    def changes(self) -> list[tuple[DirectionWord, int]]:
        """Every change that the article tells, with the offset of its sentence."""
        return [
            (change, start)
            for telling, start in zip(self.tellings, self._starts, strict=True)
            for change in telling.changes
        ]

    def reversed(self, before: Key, after: Key) -> tuple[DirectionWord, int] | None:
        """Return the article's change the other way round, unless it has this one too."""
        wrong = None
        for change, start in self.changes:
            if _like(change.before, before) and _like(change.after, after):
                return None
            if _like(change.before, after) and _like(change.after, before):
                wrong = wrong or (change, start)
        return wrong

    def sized(self, before: Key, after: Key) -> int | None:
        """Return the offset of the one sentence with both numbers whose verb contradicts them."""
        for telling, start in zip(self.tellings, self._starts, strict=True):
            keys = [telling.key(q) for q in telling.numbers]
            if any(_like(k, before) for k in keys) and any(_like(k, after) for k in keys):
                told = {telling.direction(q) for q in telling.numbers} - {""}
                if len(told) == 1 and (after[0] > before[0]) != (told == {"rise"}):
                    return start
        return None

    def opposite(self, key: Key, direction: str) -> int | None:
        """Return where the article gives a number the other direction, if nowhere this one."""
        found = None
        for start, telling, number, own in self._by_value.get(key[0], ()):
            if not _like(own, key):
                continue
            told = telling.direction(number)
            if told == direction:
                return None
            if told:
                found = start + number.start if found is None else found
        return found

    @cached_property
    def _by_value(self) -> dict[Decimal, list[tuple[int, Telling, Quantity, Key]]]:
        table: dict[Decimal, list[tuple[int, Telling, Quantity, Key]]] = {}
        for telling, start in zip(self.tellings, self._starts, strict=True):
            for number in telling.numbers:
                own = telling.key(number)
                table.setdefault(own[0], []).append((start, telling, number, own))
        return table


def _moved(item: _T, shift: int) -> _T:
    return replace(item, start=item.start - shift, end=item.end - shift)


def _like(one: Key, other: Key) -> bool:
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])


def telling_of(text: str, lex: Lexicon) -> Telling:
    """Return what a sentence of the summary tells of its numbers."""
    dates = scan_dates(text, lex)
    numbers = scan_numbers(text, lex, [(d.start, d.end) for d in dates if d.weekday is None])
    return Telling(text, completed(numbers, [0] * len(numbers)), dates, lex)


def contradicts(telling: Telling) -> Iterator[tuple[Quantity, DirectionWord, str]]:
    """Give the numbers whose own sentence contradicts itself: "rose from 7.9% to 5.2%"."""
    for change in telling.changes:
        first = next(q for q in telling.numbers if q.start == change.start)
        second = next(q for q in telling.numbers if q.end == change.end)
        if {first.role, second.role} != {"from", "to"} and first.role != "to":
            continue
        told = telling.direction(first) or telling.direction(second)
        if told and (change.after[0] > change.before[0]) != (told == "rise"):
            yield first, change, told
