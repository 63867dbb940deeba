"""Trace a number: the same value and unit, in this form or another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.index import ArticleIndex
from docgen.grounding.inherited_units import Told, UnitsNearby
from docgen.grounding.report import MISSING, ClaimProblem, Match, Rank, TraceStatus
from docgen.language.fold import fold, stem
from docgen.language.lexicon import Lexicon
from docgen.language.quantity import (
    FRACTION,
    ORDINAL,
    RATIO,
    VERSION,
    Quantity,
    in_base,
    rounds_to,
)


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
        return self._ratio(claim, rank) or self._as_date(claim) or self._listed(claim, rank)

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
                if near > 1:
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

    @cached_property
    def _lists(self) -> list[tuple[int, int, int]]:
        """Lists of the article: the end of the line above (where it is named) and the length."""
        found: list[tuple[int, int, int]] = []
        blocks = self.index.article.blocks
        start = 0
        for number, block in enumerate(blocks):
            if block.kind == "item":
                continue
            if number - start > 1 and start:
                above = blocks[start - 1]
                found.append((above.end - 1, above.end, number - start))
            start = number + 1
        if len(blocks) - start > 1 and start:
            found.append((blocks[start - 1].end - 1, blocks[start - 1].end, len(blocks) - start))
        return found


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

    def trace(self, claim: Quantity, told: Told, rank: Rank, *, lenient: bool) -> Match:
        """Return the best match. ``lenient``: a bare number may have its unit elsewhere."""
        same = self.same(claim)
        if same:
            return self._found(claim, same, rank)
        return (
            self._told(claim, told, rank)
            or self._kindred(claim, rank)
            or self.implied.trace(claim, rank)
            or self._rounded(claim, rank)
            or self._other_unit(claim, rank, lenient)
            or MISSING
        )

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
        for quantity in self._same_digits(claim):
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
        return best_of([q for q in self._same_digits(claim) if self.units.fits(q, claim)], rank)

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
                if q.unit == "%" and rounds_to(claim.value * 100, q.value)
            ]
            return best_of(fits, rank)
        return None

    def _rounded(self, claim: Quantity, rank: Rank) -> Match | None:
        value, unit = in_base(claim.value, claim.unit, self.lex)
        fits = [
            quantity
            for quantity in self.index.numbers
            if quantity.unit not in (ORDINAL, RATIO)
            and any(
                other == unit and rounds_to(exact, value)
                for exact, other in (in_base(*r, self.lex) for r in quantity.readings())
            )
        ]
        match = best_of([q for q in fits if rank(q.start, q.end) > _RELATED], rank)
        if match is None or (claim.hedged and not claim.bound):
            return match
        message = f'"{claim.raw}" is rounded: the article says "{match.form}"'
        problem = ClaimProblem(
            codes.NUMBER_ROUNDED, message, 'write "about", or the exact number', Severity.WARNING
        )
        return Match(TraceStatus.FORM, match.start, match.end, match.form, problem)

    def _other_unit(self, claim: Quantity, rank: Rank, lenient: bool) -> Match | None:
        """The same digits with another unit: an error; with a unit left out: a warning."""
        fits = self._same_digits(claim)
        if not fits:
            return None
        best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
        says = f'the article says "{best.raw}"'
        left_out = claim.is_bare and best.unit not in (ORDINAL, RATIO)
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
        if best.is_bare and not claim.scale and self._counts(claim, best):
            return Match(TraceStatus.FORM, best.start, best.end, best.raw)
        if {claim.unit, best.unit} & {ORDINAL, RATIO, FRACTION, VERSION}:
            return None
        problem = ClaimProblem(
            codes.UNIT_CHANGED, f'"{claim.raw}" has another unit: {says}', "take its unit"
        )
        return Match(TraceStatus.MISSING, best.start, best.end, best.raw, problem)

    def _counts(self, claim: Quantity, best: Quantity) -> bool:
        """Whether the words behind the article's number name the claim's unit."""
        after = self.index.article.text[best.end : best.end + 40]
        names = {stem(n) for n, u in self.lex.units.items() if u == claim.unit and len(n) > 2}
        return any(stem(w) in names for w in after.split()[:4])

    def _same_digits(self, claim: Quantity) -> list[Quantity]:
        return [
            q
            for q in self.index.numbers
            if q.unit not in (ORDINAL, RATIO, VERSION)
            and claim.unit not in (ORDINAL, RATIO, VERSION)
            and (q.mantissa == claim.mantissa or q.value == claim.value)
        ]


def _shape(raw: str) -> str:
    return fold(raw).text.lower().replace(" ", "").replace("-", "")
