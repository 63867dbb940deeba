"""Trace a number: the same value and unit, in this form or another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.context import words_of
from docgen.grounding.derived import Derivations, is_own
from docgen.grounding.index import ArticleIndex
from docgen.grounding.inherited_units import Told, UnitsNearby
from docgen.grounding.report import MISSING, ClaimProblem, Match, Rank, TraceStatus
from docgen.language.fold import fold, stem
from docgen.language.lexicon import Lexicon
from docgen.language.quantity import (
    FRACTION,
    ONE_IN,
    ORDINAL,
    RATIO,
    VERSION,
    Quantity,
    approximates,
    in_base,
    rounds_to,
)
from docgen.language.quotations import plain_marks


def best_of(fits: Sequence[Quantity], rank: Rank) -> Match | None:
    """Return the number whose surroundings are most like the claim's, as another form."""
    if not fits:
        return None
    best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
    return Match(TraceStatus.FORM, best.start, best.end, best.raw)


@dataclass(frozen=True)
class Implied:
    """What an article says without the number itself."""

    index: ArticleIndex

    def trace(self, claim: Quantity, rank: Rank) -> Match | None:
        """Return what implies a number, or None."""
        return (
            self._ratio(claim, rank)
            or self._as_date(claim)
            or self._listed(claim, rank)
            or self._decade(claim)
        )

    def _decade(self, claim: Quantity) -> Match | None:
        """Ten years: the article speaks of "the decade", a hundred of "the century"."""
        units = {("year", 10): "decade", ("year", 100): "century"}
        unit = units.get((claim.unit, int(claim.value))) if claim.unit == "year" else None
        if unit is None:
            return None
        lex = self.index.lex
        words = [w for w, u in lex.units.items() if u == unit]
        found = words and re.search(
            rf"\b(?:{'|'.join(words)})\b", self.index.article.text, re.IGNORECASE
        )
        if not found:
            return None
        return Match(TraceStatus.FORM, found.start(), found.end(), found[0])

    def _ratio(self, claim: Quantity, rank: Rank) -> Match | None:
        """Doubling: the article has another word for it, or 1% and 2% side by side."""
        if claim.unit not in (RATIO, "times"):
            return None
        named = [
            q
            for q in self.index.numbers
            if q.unit in (RATIO, "times", FRACTION) and q.value in (claim.value, 1 / claim.value)
        ]
        if named:
            return best_of(named, rank)
        return self._pair(claim, rank)

    def _pair(self, claim: Quantity, rank: Rank) -> Match | None:
        article, factor = self.index.article, max(claim.value, 1 / claim.value)
        slack = Decimal("0.15") if claim.hedged else Decimal("0.04")
        best: tuple[float, Match] | None = None
        numbers = [
            q for q in self.index.numbers if q.value > 0 and q.unit not in (ORDINAL, VERSION)
        ]
        for place, low in enumerate(numbers):
            for high in numbers[place + 1 : place + 9]:
                near = article.sentence_index(high.start) - article.sentence_index(low.start)
                if near > 2:
                    break
                (a, unit), (b, other) = low.readings()[-1], high.readings()[-1]
                if unit != other or abs(max(a, b) / min(a, b) / factor - 1) > slack:
                    continue
                score = rank(low.start, high.end)
                if best is None or score > best[0]:
                    form = f"{low.raw} and {high.raw}"
                    best = score, Match(TraceStatus.FORM, low.start, high.end, form)
        return best[1] if best else None

    def _as_date(self, claim: Quantity) -> Match | None:
        if claim.scale or claim.unit:
            return None
        for date in self.index.dates:
            if date.year == claim.value and not date.month:
                return Match(TraceStatus.FORM, date.start, date.end, date.raw)
        return None

    def _listed(self, claim: Quantity, rank: Rank) -> Match | None:
        """Four initiatives: the article has a list of four, named so by what stands above."""
        if claim.scale or claim.unit not in ("", ORDINAL) or not 2 <= claim.value <= 20:
            return None
        fits: tuple[float, Match] | None = None
        for start, end, count in self._lists:
            is_long_enough = count == claim.value or (claim.unit == ORDINAL and count > claim.value)
            score = rank(start, end)
            if is_long_enough and score > 0 and (fits is None or score > fits[0]):
                fits = score, Match(TraceStatus.FORM, start, end, f"a list of {count}")
        return fits[1] if fits else None

    def _count(self, found: list[tuple[int, int, int]], start: int, end: int) -> None:
        """Add the list or table of the blocks from ``start`` on, with and without a head row."""
        blocks = self.index.article.blocks
        if end - start > 1 and start:
            above = blocks[start - 1]
            found.append((above.end - 1, above.end, end - start))
            if blocks[start].kind == "row":
                found.append((above.end - 1, above.end, end - start - 1))

    @cached_property
    def _lists(self) -> list[tuple[int, int, int]]:
        """Lists of the article: the end of the line above (where it is named) and the length."""
        found: list[tuple[int, int, int]] = []
        blocks = self.index.article.blocks
        start = 0
        for number, block in enumerate(blocks):
            if block.kind in ("item", "row"):
                continue
            self._count(found, start, number)
            start = number + 1
        self._count(found, start, len(blocks))
        return found


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a number: its sentence, its offset there, the sentence's numbers."""

    sentence: str = ""
    offset: int = 0
    numbers: Sequence[Quantity] = ()


_FEW = 20
_MONEY_REACH = 3
"""Sentences for which a currency stays the one that is meant."""
_LENT_REACH = 12
"""Characters from a number to a bare one that has its unit."""
_SHARE_SLACK = Decimal("1.5")
"""Points that a percentage may lie from a fraction in words: "a third" for 34%."""
_CLOSE = Decimal("0.02")
"""So near a rounded number lies to its exact one that no likeness of words is needed."""
_SMALLEST, _LARGEST = Decimal("0.4"), Decimal("1.6")
"""How far an exact number may lie from a rounded one, as a share of it."""
_RELATED = 0.15
"""How like surroundings must be for a number to be taken for another, rounded."""


@dataclass(frozen=True)
class NumberTracer:
    """Finds numbers of a summary in an article."""

    index: ArticleIndex
    lex: Lexicon

    @cached_property
    def units(self) -> UnitsNearby:
        """Units told away from numbers."""
        return UnitsNearby(self.index, self.lex)

    @cached_property
    def implied(self) -> Implied:
        """Numbers that the article implies."""
        return Implied(self.index)

    @cached_property
    def derivations(self) -> Derivations:
        """Numbers computed from two of the article."""
        return Derivations(self.index, self.lex)

    @cached_property
    def _by_value(self) -> Mapping[tuple[Decimal, str], list[Quantity]]:
        table: dict[tuple[Decimal, str], list[Quantity]] = {}
        for quantity in self.index.numbers:
            for value, unit in dict.fromkeys(
                in_base(v, u, self.lex) for v, u in quantity.readings()
            ):
                table.setdefault((value, unit), []).append(quantity)
        return table

    def same(self, claim: Quantity) -> list[Quantity]:
        """Return the article's numbers of the same value and unit."""
        if claim.unit == VERSION:
            return [
                q
                for q in self.index.numbers
                if q.unit == VERSION and q.raw.lstrip("v") == claim.raw.lstrip("v")
            ]
        found: list[Quantity] = []
        for value, unit in claim.readings():
            found += self._by_value.get(in_base(value, unit, self.lex), [])
        return list(dict.fromkeys(found))

    def trace(
        self, claim: Quantity, told: Told, rank: Rank, beside: Beside, *, lenient: bool
    ) -> Match:
        """Return the best match. ``lenient``: a bare number may have its unit elsewhere."""
        same = self.same(claim)
        if same:
            return self._found(claim, same, rank)
        found = (
            self._told(claim, told, rank)
            or self._kindred(claim, rank)
            or self._hedged(claim, rank)
            or self.implied.trace(claim, rank)
        )
        if found:
            return found
        derived = self.derivations.trace(
            claim, rank, beside.sentence, beside.offset, beside.numbers, told
        )
        if derived and derived.problem is None:
            return derived
        return (
            self._verbatim(claim, beside)
            or self._rounded(claim, rank)
            or (derived if is_own(claim) else None)
            or self._other_unit(claim, rank, lenient)
            or derived
            or self._one_of(claim, beside, rank)
            or MISSING
        )

    def is_own(self, claim: Quantity, beside: Beside, rank: Rank) -> bool:
        """Whether a number that isn't found may be the summary's own count or computation.

        Not where the article counts the same things, or gives a number of the unit, right there.
        """
        if not is_own(claim):
            return False
        if self._is_told_otherwise(claim, beside):
            return False
        noun = _noun_after(beside.sentence, beside.offset + len(claim.raw), self.lex)
        text = self.index.article.text
        for other in self.index.numbers:
            if other.unit in (ORDINAL, VERSION) or other.value == claim.value:
                continue
            if other.unit == claim.unit and claim.unit:
                if rank(other.start, other.end) > _SAME_PLACE:
                    return False
            elif noun and not claim.unit and _noun_after(text, other.end, self.lex) == noun:
                return False
        return True

    def _is_told_otherwise(self, claim: Quantity, beside: Beside) -> bool:
        """Whether the passage that a sentence rests on has figures that a share would be of."""
        share = _share_of(claim, beside)
        if claim.unit not in (FRACTION, RATIO, "times") and share is None:
            return False
        words = {w.stem for w in words_of(beside.sentence, self.lex) if not w.stem[0].isdigit()}
        weights = {s: self.index.rarity.get(s, _UNKNOWN) for s in words}
        total = sum(weights.values())
        scores: dict[int, float] = {}
        for word, weight in weights.items() if total else ():
            for number in self.index.holders.get(word, ()):
                scores[number] = scores.get(number, 0.0) + weight / total
        place = self.index.article.sentence_index
        for number, score in scores.items():
            if score < _COVERED:
                continue
            held = [q for q in self.index.numbers if place(q.start) == number]
            shares = [q for q in held if q.unit in ("%", FRACTION, ONE_IN) or self._in_words(q)]
            if shares or len([q for q in held if q.unit not in _NO_SHARE]) > 1:
                return True
        return False

    def _one_of(self, claim: Quantity, beside: Beside, rank: Rank) -> Match | None:
        """Read "six in ten" as the share that it stands for: 60%, or two numbers of that ratio."""
        share = _share_of(claim, beside)
        if share is None:
            return None
        above = any(q.approx == "above" for q in beside.numbers)
        most = _SHARE_SLACK * (6 if above else 2)
        near = [
            q
            for q in self.index.numbers
            if q.unit == "%" and -_SHARE_SLACK * 2 <= q.value - share * 100 <= most
        ]
        found = best_of(near, rank)
        if found is not None:
            return found
        low, high = share * 100 - _SHARE_SLACK, share * 100 + _SHARE_SLACK
        for one, other in pairwise(self.index.numbers):
            small, large = sorted((one.value, other.value))
            if large > 0 and one.unit not in _NO_SHARE and low <= small / large * 100 <= high:
                return Match(TraceStatus.DERIVED, one.start, other.end, f"{one.raw} / {other.raw}")
        return None

    def _verbatim(self, claim: Quantity, beside: Beside) -> Match | None:
        """Find a number with the word beside it as they stand: "2.1 Public Employee"."""
        text, end = beside.sentence, beside.offset + len(claim.raw)
        after = re.match(r"[\s\u00a0]*[^\W\d_]{3,}", text[end:])
        before = re.search(r"[^\W\d_]{3,}[\s\u00a0]*$", text[: beside.offset])
        for words in (after and claim.raw + after[0], before and before[0] + claim.raw):
            if words:
                needle = plain_marks(fold(words).text)
                at = self.index.find(needle)
                if at >= 0:
                    origin = self.index.folded.origin
                    return Match(TraceStatus.FOUND, origin(at), origin(at + len(needle) - 1) + 1)
        return None

    def _found(self, claim: Quantity, same: Sequence[Quantity], rank: Rank) -> Match:
        best = max(same, key=lambda q: (rank(q.start, q.end), -q.start))
        is_same = _shape(best.raw) == _shape(claim.raw)
        form = "" if is_same else best.raw
        return Match(TraceStatus.FOUND if is_same else TraceStatus.FORM, best.start, best.end, form)

    def _told(self, claim: Quantity, told: Told, rank: Rank) -> Match | None:
        """A bare number whose unit a heading or a label tells."""
        if not claim.is_bare:
            return self._unit_apart(claim, rank)
        fits = []
        for quantity in self.same_digits(claim):
            own = (quantity.scale, quantity.unit)
            lent = quantity.lent or own
            if (
                own in told
                or lent in told
                or (quantity.value == claim.value and (0, own[1]) in told)
            ):
                fits.append(quantity)
        return best_of(fits, rank)

    def _unit_apart(self, claim: Quantity, rank: Rank) -> Match | None:
        """The article tells the unit away from the number."""
        return best_of([q for q in self.same_digits(claim) if self.units.fits(q, claim)], rank)

    def _kindred(self, claim: Quantity, rank: Rank) -> Match | None:
        """Third gate of three gates; half and 50%."""
        if claim.unit == ORDINAL or (claim.is_bare and claim.value < 100):
            other = "" if claim.unit == ORDINAL else ORDINAL
            fits = self._by_value.get((claim.value, other), [])
            return best_of(fits, rank)
        if claim.unit == FRACTION:
            fits = [
                q
                for q in self.index.numbers
                if self._in_words(q) == claim.value
                or (q.unit == "%" and self._is_about(claim, q.value))
            ]
            return best_of(fits, rank)
        if claim.unit == "%":
            fits = [q for q in self.index.numbers if self._is_percent(q, claim)]
            return best_of(fits, rank)
        return None

    def _is_percent(self, found: Quantity, claim: Quantity) -> bool:
        """Whether a share told in words is a percentage, or rounds to it."""
        share = self._in_words(found)
        if share is None:
            return False
        return share == claim.value / 100 or rounds_to(round(share * 100, 4), claim.value)

    def _is_about(self, claim: Quantity, percent: Decimal) -> bool:
        """Whether a percentage is a fraction, rounded or, said without a hedge, nearly."""
        share = claim.value * 100
        is_near = not claim.approx and abs(share - percent) <= _SHARE_SLACK
        return rounds_to(share, percent) or is_near

    def _in_words(self, found: Quantity) -> Decimal | None:
        """Return the share that the article's number ends: "two in five", "un sur quatre"."""
        if found.value not in self._shares_told:
            return None
        return self._shares_told[found.value].get(found.start)

    @cached_property
    def _shares_told(self) -> dict[Decimal, dict[int, Decimal]]:
        """Shares told as two whole numbers, by the second of them and its place."""
        table: dict[Decimal, dict[int, Decimal]] = {}
        text, before = self.index.article.text, None
        for found in self.index.numbers:
            if found.unit == ORDINAL and found.value > 2:
                if _EVERY.search(text[max(0, found.start - 12) : found.start]):
                    table.setdefault(found.value, {})[found.start] = 1 / found.value
                continue
            if found.unit not in ("", ONE_IN) or found.value <= 1:
                before = found
                continue
            between = text[before.end : found.start] if before is not None else ""
            is_pair = before is not None and before.unit == "" and _IN_TEN.fullmatch(between)
            if before is not None and is_pair and 0 < before.value < found.value:
                table.setdefault(found.value, {})[found.start] = before.value / found.value
            if _ONE.search(text[max(0, found.start - 40) : found.start]):
                table.setdefault(found.value, {})[found.start] = 1 / found.value
            before = found
        return table

    def _exact(self, claim: Quantity) -> Iterator[tuple[Quantity, Decimal, Decimal]]:
        """Give the article's numbers of a claim's kind and size, in its unit, with its value."""
        for value, unit in dict.fromkeys(claim.readings()):
            base, dimension = in_base(value, unit, self.lex)
            if not value or not base:
                continue
            bases, numbers = self._by_size.get(dimension, ([], []))
            low, high = sorted((base * _SMALLEST, base * _LARGEST))
            for place in range(bisect_left(bases, low), bisect_right(bases, high)):
                yield numbers[place], bases[place] * value / base, value

    @cached_property
    def _by_size(self) -> dict[str, tuple[list[Decimal], list[Quantity]]]:
        """The article's numbers by dimension, sorted by their size."""
        table: dict[str, list[tuple[Decimal, int, Quantity]]] = {}
        for quantity in self.index.numbers:
            if quantity.unit in (ORDINAL, RATIO):
                continue
            for base, dimension in dict.fromkeys(
                in_base(*r, self.lex) for r in quantity.readings()
            ):
                table.setdefault(dimension, []).append((base, quantity.start, quantity))
        found = {}
        for dimension, items in table.items():
            items.sort(key=lambda item: item[:2])
            found[dimension] = [i[0] for i in items], [i[2] for i in items]
        return found

    def _hedged(self, claim: Quantity, rank: Rank) -> Match | None:
        """Find the exact number that "nearly half" or "over 400" stands for."""
        if not claim.approx:
            return None
        found = [f for f in self._exact(claim) if approximates(claim, f[1], f[2])]
        fits = [
            q
            for q, exact, value in found
            if rank(q.start, q.end) > _RELATED or abs(exact / value - 1) < _CLOSE
        ]
        if not fits and len({q.value for q, _, _ in found}) == 1 and claim.value > _FEW:
            fits = [q for q, _, _ in found]  # the only number that it can stand for
        elif (
            not fits and len({q.value for q, _, _ in found}) == 1 and claim.unit in ("%", FRACTION)
        ):
            fits = [q for q, _, _ in found]
        return best_of(fits, rank)

    def _rounded(self, claim: Quantity, rank: Rank) -> Match | None:
        """A number with fewer digits: as "miles" for kilometres, else with a warning."""
        fits = [q for q, exact, value in self._exact(claim) if rounds_to(exact, value)]
        match = best_of([q for q in fits if rank(q.start, q.end) > _RELATED], rank)
        if match is None:
            return None
        found = next(q for q in fits if q.start == match.start)
        converted = claim.unit != found.unit and claim.unit and found.unit
        if converted and not claim.approx:
            return match
        message = f'"{claim.raw}" is rounded: the article says "{match.form}"'
        hint = 'write "about", or the exact number'
        if claim.approx in ("above", "below"):
            side = "less" if claim.approx == "above" else "more"
            message = (
                f'"{claim.raw}" is given as a bound, but the article has {side}: "{match.form}"'
            )
            hint = "turn the bound round, or give the exact number"
        elif claim.approx:
            return match
        problem = ClaimProblem(codes.NUMBER_ROUNDED, message, hint, Severity.WARNING)
        return Match(TraceStatus.FORM, match.start, match.end, match.form, problem)

    def _other_unit(self, claim: Quantity, rank: Rank, lenient: bool) -> Match | None:
        """The same digits with another unit: an error; with a unit left out: a warning."""
        fits = self.same_digits(claim)
        if not fits:
            return None
        best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
        if {claim.unit, best.unit} in _DEGREES:
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        if self._lends(claim, best):
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        if is_own(claim) and best.is_bare and not claim.is_bare:
            return None  # "three days" isn't the "three" of "three nights"
        says = f'the article says "{best.raw}"'
        left_out = claim.is_bare and best.unit not in (ORDINAL, RATIO)
        if left_out and best.unit == "times":
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        if left_out and lenient:
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        if left_out:
            problem = ClaimProblem(
                codes.UNIT_LEFT_OUT,
                f'"{claim.raw}" leaves out the unit: {says}',
                "write the unit beside the number",
                Severity.WARNING,
            )
            return Match(TraceStatus.FORM, best.start, best.end, best.raw, problem)
        if best.is_bare and not claim.scale and (self._counts(claim, best) or self._in_row(best)):
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        if {claim.unit, best.unit} & {ORDINAL, RATIO, FRACTION, VERSION}:
            return None
        if self._lacks_unit(claim, best) or self._has_money(claim, best):
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        problem = ClaimProblem(
            codes.UNIT_CHANGED, f'"{claim.raw}" has another unit: {says}', "take its unit"
        )
        return Match(TraceStatus.MISSING, best.start, best.end, best.raw, problem)

    def _lacks_unit(self, claim: Quantity, best: Quantity) -> bool:
        """Whether only the unit is left out beside a magnitude: "870 million, not 2.3 billion euros"."""
        return not claim.unit and bool(claim.scale) and claim.value == best.value

    def _has_money(self, claim: Quantity, best: Quantity) -> bool:
        """Whether the article leaves out a currency that it has just named: "2.9 billion, up from 2.4"."""
        if claim.unit not in self.lex.currencies.values() or best.unit or claim.scale != best.scale:
            return False
        after = self.index.article.text[best.end : best.end + 24]
        if not best.scale or not re.match(r"\s*(?:[.,;:)]|$)", after):
            return False
        place = self.index.article.sentence_index
        return any(
            q.unit == claim.unit and 0 <= place(best.start) - place(q.start) <= _MONEY_REACH
            for q in self.index.numbers
            if q.end <= best.start
        )

    def _lends(self, claim: Quantity, best: Quantity) -> bool:
        """Whether the number before a bare one has its unit: "312 million euros, of 890 granted"."""
        if not best.is_bare or best.mantissa != claim.mantissa:
            return False
        article = self.index.article
        sentence = article.sentence_index(best.start)
        before = [q for q in self.index.numbers if q.end <= best.start][-1:]
        return any(
            (q.scale, q.unit) == (claim.scale, claim.unit)
            and article.sentence_index(q.start) == sentence
            and best.start - q.end <= _LENT_REACH
            for q in before
        )

    def _counts(self, claim: Quantity, best: Quantity) -> bool:
        """Whether the words behind the article's number name the claim's unit."""
        after = self.index.article.text[best.end : best.end + 40]
        names = {stem(n) for n, u in self.lex.units.items() if u == claim.unit and len(n) > 2}
        return any(stem(w) in names for w in after.split()[:4])

    def _in_row(self, best: Quantity) -> bool:
        """Whether a number stands in a row of figures, whose head tells the unit."""
        article = self.index.article
        sentence = article.sentences[article.sentence_index(best.start)]
        if article.blocks[sentence.block].kind == "row":
            return True
        words = re.findall(r"[^\W\d_]{2,}", article.text[sentence.start : sentence.end])
        figures = re.findall(r"\d[\d.,]*", article.text[sentence.start : sentence.end])
        return len(figures) >= 3 and len(figures) > len(words)

    def same_digits(self, claim: Quantity) -> list[Quantity]:
        """Return the article's numbers of the same digits, whatever their scale and unit."""
        if claim.unit in (ORDINAL, RATIO, VERSION):
            return []
        found = [
            *self._by_digits.get(("mantissa", claim.mantissa), ()),
            *self._by_digits.get(("value", claim.value), ()),
        ]
        return sorted(dict.fromkeys(found), key=lambda q: q.start)

    @cached_property
    def _by_digits(self) -> dict[tuple[str, Decimal], list[Quantity]]:
        table: dict[tuple[str, Decimal], list[Quantity]] = {}
        for quantity in self.index.numbers:
            if quantity.unit not in (ORDINAL, RATIO, VERSION):
                table.setdefault(("mantissa", quantity.mantissa), []).append(quantity)
                table.setdefault(("value", quantity.value), []).append(quantity)
        return table


_DEGREES = ({"°", "°C"}, {"°", "°F"})


def _noun_after(text: str, end: int, lex: Lexicon) -> str:
    """Return the stem of the word that a number counts, or ""."""
    match = re.match(r"[\s\u00a0]+(?:[^\W\d_]+\s+)??([^\W\d_]{4,})", text[end : end + 40])
    word = match[1].lower() if match else ""
    return "" if not word or lex.has("stopwords", word) else stem(word)


_UNKNOWN = 0.6
_COVERED = 0.5
"""How much of a sentence's words a passage must hold for the sentence to rest on it."""
_SAME_PLACE = 0.3
"""How like surroundings must be for another number of one unit to be the one that is meant."""
_NO_SHARE = (ORDINAL, RATIO, VERSION, "%")
_IN_TEN = re.compile(
    r"\s+(?:[^\W\d_]+\s+)?(?:in|of|out of|in every|von|von je|su|sur|de|de cada|ogni)\s+$",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:jede[rsnm]?|every|ogni)\s+$", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:one|ein(?:e[rsmn]?)?|une?|uno|una)\s+(?:[^\W\d_]+\s+)?(?:in|of|out of|von|su|sur|de cada|ogni)\s+$",
    re.IGNORECASE,
)


def _share_of(claim: Quantity, beside: Beside) -> Decimal | None:
    """Return the share of "six in ten" or "one cable in six", of which a claim is one number."""
    shift = claim.start - beside.offset
    numbers = [q for q in beside.numbers if q.mantissa == q.mantissa.to_integral_value()]
    for one, other in pairwise(numbers):
        between = beside.sentence[max(one.end - shift, 0) : max(other.start - shift, 0)]
        if claim in (one, other) and 0 < one.mantissa < other.mantissa and _IN_TEN.match(between):
            return one.mantissa / other.mantissa
    if claim.mantissa > 1 and _ONE.search(beside.sentence[: beside.offset]):
        return 1 / claim.mantissa
    return None


def _shape(raw: str) -> str:
    return fold(raw).text.lower().replace(" ", "").replace("-", "")
