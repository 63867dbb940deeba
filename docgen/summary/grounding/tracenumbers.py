"""Trace a number: the same value and unit, in this form or another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.diagnostics import Severity
from docgen.summary.grounding.fold import fold, stem
from docgen.summary.grounding.implied import Implied, best_of
from docgen.summary.grounding.index import ArticleIndex
from docgen.summary.grounding.match import MISSING, Match, Problem, Rank
from docgen.summary.grounding.quantity import (
    FRACTION,
    ORDINAL,
    RATIO,
    VERSION,
    Quantity,
    in_base,
    rounds_to,
)  # fmt: skip
from docgen.summary.grounding.report import Status
from docgen.summary.grounding.toldunits import Told, UnitsNearby
from docgen.summary.lexicon import Lexicon

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
                q for q in self.index.numbers
                if q.unit == VERSION and q.raw.lstrip("v") == claim.raw.lstrip("v")
            ]  # fmt: skip
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
        return Match(Status.FOUND if is_same else Status.FORM, best.start, best.end, form)

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
                q for q in self.index.numbers
                if q.unit == "%" and rounds_to(claim.value * 100, q.value)
            ]  # fmt: skip
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
        problem = Problem("DG512", message, 'write "about", or the exact number', Severity.WARNING)
        return Match(Status.FORM, match.start, match.end, match.form, problem)

    def _other_unit(self, claim: Quantity, rank: Rank, lenient: bool) -> Match | None:
        """The same digits with another unit: an error; with a unit left out: a warning."""
        fits = self._same_digits(claim)
        if not fits:
            return None
        best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
        says = f'the article says "{best.raw}"'
        left_out = claim.is_bare and best.unit not in (ORDINAL, RATIO)
        if left_out and lenient:
            return Match(Status.FORM, best.start, best.end, best.raw)
        if left_out:
            problem = Problem(
                "DG513", f'"{claim.raw}" leaves out the unit: {says}',
                "write the unit beside the number", Severity.WARNING,
            )  # fmt: skip
            return Match(Status.FORM, best.start, best.end, best.raw, problem)
        if best.is_bare and not claim.scale and self._counts(claim, best):
            return Match(Status.FORM, best.start, best.end, best.raw)
        if {claim.unit, best.unit} & {ORDINAL, RATIO, FRACTION, VERSION}:
            return None
        problem = Problem("DG511", f'"{claim.raw}" has another unit: {says}', "take its unit")
        return Match(Status.MISSING, best.start, best.end, best.raw, problem)

    def _counts(self, claim: Quantity, best: Quantity) -> bool:
        """Whether the words behind the article's number name the claim's unit."""
        after = self.index.article.text[best.end : best.end + 40]
        names = {stem(n) for n, u in self.lex.units.items() if u == claim.unit and len(n) > 2}
        return any(stem(w) in names for w in after.split()[:4])

    def _same_digits(self, claim: Quantity) -> list[Quantity]:
        return [
            q for q in self.index.numbers
            if q.unit not in (ORDINAL, RATIO, VERSION)
            and claim.unit not in (ORDINAL, RATIO, VERSION)
            and (q.mantissa == claim.mantissa or q.value == claim.value)
        ]  # fmt: skip


def _shape(raw: str) -> str:
    return fold(raw).text.lower().replace(" ", "").replace("-", "")
