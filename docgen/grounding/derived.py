"""Recognise a number that was computed from two of the article: a sum, difference, share, ratio."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.context import words_of
from docgen.grounding.index import ArticleIndex
from docgen.grounding.inherited_units import Told
from docgen.grounding.report import ClaimProblem, Match, Rank, TraceStatus
from docgen.language.dates import Date
from docgen.language.lexicon import Lexicon
from docgen.language.meanings import meanings
from docgen.language.quantity import (
    CLOCK,
    FRACTION,
    ORDINAL,
    RATIO,
    VERSION,
    Quantity,
    approximates,
    digits,
    in_base,
    rounds_to,
)
from docgen.language.tokens import TextRange

_APART = 2
"""Sentences between two numbers that are computed with."""
_NEIGHBOURS = 8
_LOW, _HIGH = Decimal("0.85"), Decimal("1.25")
"""How far a result may lie from a hedged claim, see `approximates`."""
_NEAR = 36
"""Characters around a number in which a word tells that it was computed."""
_BY = re.compile(r"\b(?:by|um|de|di|del|d[’'])\s+(?:[^\W\d_]+\s+)?$", re.IGNORECASE)
_LEAST = 0.1
_TOLD = 0.03
"""How like the surroundings must be, and where the sentence says that it computes."""
_NEVER = (ORDINAL, VERSION, CLOCK)
_POINTS = ("pp", "point")
"""Units of differences between percentages."""


@dataclass(frozen=True, slots=True)
class _Result:
    value: Decimal
    unit: str
    kind: str
    form: str
    start: int
    end: int
    operands: tuple[Decimal, Decimal]
    places: tuple[TextRange, ...] = ()

    def likeness(self, rank: Rank) -> float:
        """Return how like a claim's surroundings those of either number are."""
        return max(rank(*place) for place in self.places or ((self.start, self.end),))


@dataclass(frozen=True)
class Derivations:
    """Computes with neighbouring numbers of one article."""

    index: ArticleIndex
    lex: Lexicon

    def trace(
        self,
        claim: Quantity,
        rank: Rank,
        sentence: str,
        offset: int,
        beside: Sequence[Quantity],
        units: Told = frozenset(),
    ) -> Match | None:
        """Return the computation that a number is the result of, or None.

        It counts as derived where the sentence says so ("less", "in total", "grew by") or
        holds what it was computed from (``beside``), or where it can hardly be chance; else
        with a warning, as any number is some difference of two others. ``units``: what labels
        tell of a bare number.
        """
        if claim.unit in _NEVER or not claim.value:
            return None
        told = self._told(claim, sentence, offset)
        results = [*self._near(claim, beside, units), *self._durations(claim)]
        if "difference" in told:
            results += self._far(claim)
        words = {w.stem for w in words_of(sentence, self.lex) if not w.stem[0].isdigit()}
        fits = [(max(r.likeness(rank), self._shared(words, r)), r) for r in results]
        known = {q.value for q in beside} | {q.mantissa for q in beside}
        own = is_own(claim)
        sure = [
            f
            for f in fits
            if set(f[1].operands) <= known
            or (f[0] > _TOLD and f[1].kind in told)
            or (f[0] > _LEAST and self._is_telling(claim, f[1]))
        ]
        fits = [f for f in fits if f[0] > (0 if own else _LEAST)]
        if not sure:
            sure = [
                (0.0, r)
                for r in self._own(claim, beside)
                for value, dimension, factor in self._readings(claim, beside)
                if dimension == r.unit and self._comes_out(claim, r, value, factor)
            ]
        if not fits and not sure:
            return None
        _, best = max(sure or fits, key=lambda f: (f[0], -f[1].start))
        if sure:
            return Match(TraceStatus.DERIVED, best.start, best.end, best.form)
        message = f'"{claim.raw}" is not in the article, though {best.form} gives it'
        hint = f'if it was computed so, say it: derived: "{best.form}"'
        problem = ClaimProblem(codes.NUMBER_DERIVED, message, hint, Severity.WARNING)
        return Match(TraceStatus.DERIVED, best.start, best.end, best.form, problem)

    def _shared(self, words: set[str], result: _Result) -> float:
        """Return how much the sentences of a result's numbers share with the claim's."""
        place, found = self.index.article.sentence_index, 0.0
        for start, _ in result.places or ((result.start, result.end),):
            stems = {w.stem for w in self.index.words[place(start)]} & words
            found = max(found, sum(self.index.rarity.get(s, 0.0) for s in stems))
        return found * _OF_SENTENCE

    def _is_telling(self, claim: Quantity, result: _Result) -> bool:
        """Whether a result like the claim is hardly chance: a share in words, an exact difference."""
        if result.kind == "duration":
            return is_own(claim) or bool(claim.approx)
        if claim.unit in (FRACTION, RATIO, "times"):
            return result.kind in ("share", "change")
        if result.kind == "quotient":
            return not claim.is_bare  # "31 million euros for 240 flats": so much each
        if claim.is_bare:
            return False  # "212 votes against it" isn't the majority of 212
        if digits(claim.mantissa) > 2 or (claim.unit == "%" and result.kind == "share"):
            return True
        article = self.index.article
        together = article.sentence_index(result.start) == article.sentence_index(result.end - 1)
        if result.kind != "difference" or not together:
            return False
        return is_own(claim) or digits(claim.mantissa) > 1

    def _told(self, claim: Quantity, sentence: str, offset: int) -> frozenset[str]:
        """Return which computations the words around a number tell of.

        "24 less", "a further 3 remain", "grew by 270 million" tell of a difference, "12 in
        total" of a sum.
        """
        words = meanings(self.lex.lang)
        if words is None:
            return frozenset()
        end = offset + len(claim.raw)
        before, after = sentence[max(0, offset - _NEAR) : offset], sentence[end : end + _NEAR]
        told = {"difference"} if claim.unit in _POINTS else set()
        near = f"{before} # {after}"
        by = _BY.search(before) and (words.has("rise", sentence) or words.has("fall", sentence))
        if by or any(words.has(kind, near) for kind in ("rise-by", "fall-by", "remainder")):
            told |= {"difference", "change"}
        low = re.findall(r"[^\W\d_]+", near.lower())
        if any(self.lex.has("totals", word) for word in low):
            told.add("sum")
        return frozenset(told)

    def _readings(
        self, claim: Quantity, beside: Sequence[Quantity]
    ) -> Iterator[tuple[Decimal, str, Decimal]]:
        """Give what a claim may mean: value, dimension and the factor from one to the other."""
        readings = list(claim.readings())
        if not claim.unit:  # "of which 29 million from the state and 15 from the town"
            readings += [
                (claim.mantissa.scaleb(claim.scale or q.scale), q.unit) for q in beside if q.unit
            ]
        for value, unit in dict.fromkeys(readings):
            if unit in (RATIO, "times"):
                yield value, "ratio", Decimal(1)
            elif unit in _POINTS:
                yield value, "share", Decimal("0.01")
            elif unit in ("cent", "penny"):
                for money in {q.unit for q in self.index.numbers} & _MONEY:
                    yield value, money, Decimal("0.01")
                yield value, unit, Decimal(1)
            elif unit in self.lex.dimensions:
                dimension, factor = self.lex.dimensions[unit]
                yield value, dimension, factor
            else:
                yield value, unit, Decimal(1)

    def _near(
        self, claim: Quantity, beside: Sequence[Quantity], units: Told = frozenset()
    ) -> list[_Result]:
        """Return the results that a claim may be."""
        found: list[_Result] = []
        readings = list(self._readings(claim, beside))
        if claim.is_bare and (0, "%") in units:
            readings.append((claim.value, "share", Decimal("0.01")))
        for value, dimension, factor in readings:
            values, results = self._by_dimension.get(dimension, ([], []))
            base = value * factor
            low, high = sorted((base * _LOW, base * _HIGH))
            for place in range(bisect_left(values, low), bisect_right(values, high)):
                if self._comes_out(claim, results[place], value, factor):
                    found.append(results[place])
        if claim.scale:  # a table whose head tells "million pounds"
            found += [
                r
                for r in self._by_dimension.get("", ([], []))[1]
                if r.kind == "difference" and r.value == claim.mantissa and self._in_row(r)
            ]
        return found

    def _in_row(self, result: _Result) -> bool:
        article = self.index.article
        block = article.sentences[article.sentence_index(result.start)].block
        return article.blocks[block].kind == "row"

    @cached_property
    def _by_dimension(self) -> dict[str, tuple[list[Decimal], list[_Result]]]:
        """The results by dimension, sorted by their values."""
        table: dict[str, list[_Result]] = {}
        for result in self._results:
            table.setdefault(result.unit, []).append(result)
        found = {}
        for unit, results in table.items():
            results.sort(key=lambda r: r.value)
            found[unit] = [r.value for r in results], results
        return found

    def _comes_out(self, claim: Quantity, result: _Result, value: Decimal, factor: Decimal) -> bool:
        exact = result.value / factor
        if claim.unit == FRACTION and abs(exact - value) <= _OF_SHARE:
            return not claim.approx or approximates(claim, exact, value)
        if claim.unit in (RATIO, "times") and claim.approx and value >= 1:
            gap = exact - value
            if claim.approx == "above" and 0 <= gap < 1:
                return True
            if claim.approx == "below" and -1 < 2 * gap <= 0:
                return True
        if exact == value or approximates(claim, exact, value):
            return True
        if result.kind == "quotient":
            return rounds_to(exact, value) and digits(claim.mantissa) > 1
        return result.kind in ("share", "change", "product") and rounds_to(exact, value)

    def _own(self, claim: Quantity, beside: Sequence[Quantity]) -> Iterator[_Result]:
        """Compute with numbers that the sentence itself gives, wherever the article has them."""
        places = self._first_of
        own = [
            replace(q, start=places[q.value].start, end=places[q.value].end)
            for q in beside
            if q is not claim and q.value in places and q.unit not in _NEVER and q.value > 0
        ]
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                yield from self._pair(one, other, together=True)

    @cached_property
    def _first_of(self) -> dict[Decimal, Quantity]:
        """The article's first number of each value."""
        return {q.value: q for q in reversed(self.index.numbers)}

    @cached_property
    def _results(self) -> list[_Result]:
        found: list[_Result] = []
        numbers = [q for q in self.index.numbers if q.unit not in _NEVER and q.value > 0]
        article = self.index.article
        places = [article.sentence_index(q.start) for q in numbers]
        for first, one in enumerate(numbers):
            block = article.blocks[article.sentences[places[first]].block]
            reach = 0 if block.kind == "row" else _APART
            for second in range(first + 1, min(len(numbers), first + 1 + _NEIGHBOURS)):
                if places[second] - places[first] > reach:
                    break
                found += self._pair(one, numbers[second], places[first] == places[second])
        return [*found, *self._totals(numbers, places), *self._columns()]

    def _columns(self) -> Iterator[_Result]:
        """Give sums and differences of neighbouring rows, in one column of a table."""
        article = self.index.article
        rows: dict[int, list[Quantity]] = {}
        for number in self.index.numbers:
            block = article.sentences[article.sentence_index(number.start)].block
            if article.blocks[block].kind == "row" and number.unit not in _NEVER:
                rows.setdefault(block, []).append(number)
        for block, numbers in rows.items():
            for below in range(block + 1, block + _NEIGHBOURS):
                if len(rows.get(below, ())) != len(numbers):
                    break
                for one, other in zip(numbers, rows[below], strict=True):
                    if one.value > 0 and other.value > 0 and one.unit == other.unit:
                        yield from self._pair(one, other, together=False)

    def _far(self, claim: Quantity) -> Iterator[_Result]:
        """Give differences of two numbers of one unit that stand some sentences apart."""
        if not claim.unit:
            return
        article = self.index.article
        numbers = [q for q in self.index.numbers if q.unit == claim.unit and q.value > 0]
        for first, one in enumerate(numbers):
            for other in numbers[first + 1 : first + 1 + _NEIGHBOURS]:
                apart = article.sentence_index(other.start) - article.sentence_index(one.start)
                if _APART < apart <= _FAR_APART:
                    for result in self._pair(one, other, together=False):
                        value, _ = in_base(*claim.readings()[0], self.lex)
                        if result.kind == "difference" and result.value == value:
                            yield result

    def _totals(self, numbers: Sequence[Quantity], places: Sequence[int]) -> Iterator[_Result]:
        """Give the sums of three numbers and more that follow each other in one sentence."""
        for first, one in enumerate(numbers):
            total, unit = in_base(*one.readings()[-1], self.lex)
            if unit == RATIO:
                continue
            for last in range(first + 1, min(len(numbers), first + _NEIGHBOURS)):
                other = numbers[last]
                value, second = in_base(*other.readings()[-1], self.lex)
                if places[last] != places[first] or second != unit:
                    break
                total += value
                if unit == "share" and last - first > 1 and 0 < total < 1:
                    form = " - ".join(["100%", *(q.raw for q in numbers[first : last + 1])])
                    spans = tuple((q.start, q.end) for q in numbers[first : last + 1])
                    pair = one.value, other.value
                    rest = 1 - total
                    yield _Result(rest, unit, "difference", form, one.start, other.end, pair, spans)
                if last - first > 1:
                    form = " + ".join(_digits(q.value) for q in numbers[first : last + 1])
                    spans = tuple((q.start, q.end) for q in numbers[first : last + 1])
                    pair = one.value, other.value
                    yield _Result(total, unit, "sum", form, one.start, other.end, pair, spans)

    def _pair(self, one: Quantity, other: Quantity, together: bool) -> Iterator[_Result]:
        """Give what two numbers give; a bare one beside another has its unit."""
        a, unit = in_base(*one.readings()[-1], self.lex)
        b, second = in_base(*other.readings()[-1], self.lex)
        span = one.start, other.end
        if RATIO in (unit, second):
            if unit != second:
                sides = [(a, unit), (b, second)]
                (times, _), (base, kind) = sides if unit == RATIO else sides[::-1]
                form = f"{_digits(times)} * {_digits(base)}"
                yield _Result(times * base, kind, "product", form, *span, (one.value, other.value))
            return
        shares = [(a, unit), (b, second)]
        for (part, dimension), (whole, of) in (shares, shares[::-1]):
            if dimension == "share" and of != "share" and 0 < part < 1:
                form = f"{_digits(part)} * {_digits(whole)}"
                yield _Result(part * whole, of, "product", form, *span, (one.value, other.value))
        if together and bool(unit) != bool(second) and "share" not in (unit, second):
            (whole, kind), (count, _) = (
                ((a, unit), (b, second)) if unit else ((b, second), (a, unit))
            )
            if count > 1 and not (one.lent or other.lent):
                form = f"{_digits(whole)} / {_digits(count)}"
                spans = (one.start, one.end), (other.start, other.end)
                each = whole / count
                yield _Result(each, kind, "quotient", form, *span, (one.value, other.value), spans)
        if unit != second:
            scaled = one.scale == other.scale and one.scale
            if not (together or scaled) or (unit and second):
                return
            if one.is_bare and not one.lent:
                a, unit = in_base(one.value, other.unit, self.lex)
            else:
                b, second = in_base(other.value, one.unit, self.lex)
            if unit != second:
                return
        high, low = max(a, b), min(a, b)
        upper, lower = (one, other) if a >= b else (other, one)
        operands = one.value, other.value
        places = (one.start, one.end), (other.start, other.end)
        names = _digits(upper.value), _digits(lower.value)
        if high != low:
            yield _Result(
                high - low, unit, "difference", f"{names[0]} - {names[1]}", *span, operands, places
            )
        yield _Result(high + low, unit, "sum", f"{names[0]} + {names[1]}", *span, operands, places)
        if unit == "share" and low > 0:
            form = f"{names[0]} / {names[1]}"
            yield _Result(high / low, "ratio", "share", form, *span, operands, places)
        if unit == "share":
            rest = 1 - high - low
            if 0 < rest < 1:
                yield _Result(
                    rest,
                    unit,
                    "difference",
                    f"100% - {upper.raw} - {lower.raw}",
                    *span,
                    operands,
                    places,
                )
            return
        yield _Result(
            low / high, "share", "share", f"{names[1]} / {names[0]}", *span, operands, places
        )
        yield _Result(
            high / low, "ratio", "share", f"{names[0]} / {names[1]}", *span, operands, places
        )
        for start in (high, low):
            change = (high - low) / start
            form = f"({names[0]} - {names[1]}) / {_digits(start)}"
            if change <= 3:
                yield _Result(change, "share", "change", form, *span, operands, places)

    def _durations(self, claim: Quantity) -> Iterator[_Result]:
        """Give the time between two dates of the article: "ten years", "half a year later"."""
        span, dimension = in_base(claim.value, claim.unit, self.lex)
        if claim.unit == "decade":
            span, dimension = claim.value * 120, "months"
        if dimension not in ("months", "time") or (dimension == "time" and span < _DAY):
            return
        for one, other, first, second in self._dated_pairs:
            exact: Decimal | None = None
            if dimension == "months":
                months = _months(first) - _months(second)
                exact = Decimal(abs(months))
                if not (first.month and second.month) or span % 12 == 0:
                    exact = Decimal(abs(_year(first) - _year(second)) * 12)
                    whole = Decimal(abs(months)) if first.month and second.month else exact
                    exact = exact if exact == span else whole
            elif first.day and second.day and first.month and second.month:
                exact = Decimal(abs(_days(first) - _days(second)) * _DAY)
            if not exact:
                continue
            if exact == span or approximates(claim, exact, span):
                form = " - ".join(sorted((first.iso, second.iso), reverse=True))
                if first.year != second.year:
                    years = sorted((_year(first), _year(second)), reverse=True)
                    form = f"{years[0]} - {years[1]}"
                operands = Decimal(_year(first)), Decimal(_year(second))
                places = (one.start, one.end), (other.start, other.end)
                unit, start = claim.unit, one.start
                yield _Result(span, unit, "duration", form, start, one.end, operands, places)

    @cached_property
    def _dated_pairs(self) -> list[tuple[Date, Date, Date, Date]]:
        """Two dates of the article, then both with their years, also that of writing."""
        dates = [d for d in self.index.dates if d.weekday is None and not d.part]
        written = next((d.year for d in dates if d.year and d.day), None)
        place = self.index.article.sentence_index
        full = []
        for number, date in enumerate(dates):
            near = [
                d.year
                for d in dates[max(0, number - 1) : number + 2]
                if d.year and abs(place(d.start) - place(date.start)) <= 1
            ]
            year = date.year or next(iter(near), written)
            if year:
                full.append((date, replace(date, year=year)))
        unique = list({(d.year, d.month, d.day): (o, d) for o, d in reversed(full)}.values())
        unique = unique[-_DATES:]
        return [
            (one, other, first, second)
            for place, (one, first) in enumerate(unique)
            for other, second in unique[place + 1 :]
        ]


def is_own(claim: Quantity) -> bool:
    """Whether a number may be the summary's own: a small count, share or multiple in words."""
    if any(c.isdigit() for c in claim.raw):
        return False
    return claim.unit in (FRACTION, RATIO, "times") or (not claim.scale and claim.value <= _SMALL)


_MONEY = frozenset({"EUR", "USD", "GBP", "CHF", "CAD", "AUD"})
_OF_SENTENCE = 0.12
"""What a rare word shared by two sentences counts beside likeness of what stands near."""
_OF_SHARE = Decimal("0.02")
"""How far a share in words may lie from what is computed: "a third" for 33.4%."""
_SMALL = 30
_DATES = 40
_FAR_APART = 6
_DAY = 86400


def _year(date: Date) -> int:
    assert date.year is not None
    return date.year


def _months(date: Date) -> int:
    return _year(date) * 12 + (date.month or 1)


def _days(date: Date) -> int:
    try:
        return dt.date(_year(date), date.month or 1, date.day or 1).toordinal()
    except ValueError:
        return 0


def _digits(value: Decimal) -> str:
    """Return a number as `evidence.compute` reads it."""
    return f"{value.normalize():f}"
