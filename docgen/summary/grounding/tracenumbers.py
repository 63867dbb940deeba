"""Trace a number: the same value and unit, in this form or another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.diagnostics import Severity
from docgen.summary.grounding.fold import fold, stem
from docgen.summary.grounding.index import ArticleIndex
from docgen.summary.grounding.match import MISSING, Match, Problem
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
from docgen.summary.grounding.tokens import tokenize
from docgen.summary.grounding.units import read_scale, read_unit
from docgen.summary.lexicon import Lexicon

_RELATED = 0.5
"""How like surroundings must be for a number to be taken for another, rounded."""
_COUNTED = {"s", "min", "h", "day", "week", "month", "quarter", "year", "decade"}
Told = frozenset[tuple[int, str]]
Rank = Callable[[int, int], float]


def units_told(text: str, lex: Lexicon) -> Told:
    """Return scales and units that words around a bare number name: "Cost, £ million"."""
    tokens = tokenize(text, lex)
    found: set[tuple[int, str]] = set()
    for index, token in enumerate(tokens):
        money = lex.currencies.get(token.text, "")
        scale, end = read_scale(tokens, index + 1 if money else index, lex, money=bool(money))
        unit, after = read_unit(tokens, end, lex)
        named = unit if after > end and len(tokens[after - 1].text) + bool(scale) > 1 else ""
        named = named or (unit if unit == "%" else "")
        if scale or named or money:
            found |= {(scale, money or named), (scale, ""), (0, money or named)}
    return frozenset(found - {(0, "")})


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with some spans blanked out."""
    for start, end in spans:
        text = text[:start] + "#" * (end - start) + text[end:]
    return text


@dataclass(frozen=True)
class NumberTracer:
    """Finds numbers of a summary in an article."""

    index: ArticleIndex
    lex: Lexicon

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
        attempts = (
            self._told, self._kindred, self._ratio, self._as_date, self._listed, self._rounded,
        )  # fmt: skip
        for attempt in attempts:
            match = attempt(claim, told, rank)
            if match:
                return match
        return self._other_unit(claim, rank, lenient) or MISSING

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
        return self._form(fits, rank)

    def _unit_apart(self, claim: Quantity, rank: Rank) -> Match | None:
        """The article tells the unit in the same sentence, away from the number.

        Either free ("in million pounds") or left out at the second of two numbers ("from 8.7
        million litres in 2021 to 7.2 million in 2024").
        """
        fits = []
        article = self.index.article
        for quantity in self._same_digits(claim):
            if quantity.unit or quantity.value not in (claim.value, claim.mantissa):
                continue
            sentence = article.sentence_index(quantity.start)
            words = self._free_units(sentence)
            scale_fits = quantity.value == claim.value or any(s == claim.scale for s, _ in words)
            is_told = (
                scale_fits
                and claim.unit in self._shared_units
                and any(u == claim.unit for _, u in words)
            )
            if is_told or (quantity.value == claim.value and self._elided(quantity, claim.unit)):
                fits.append(quantity)
        return self._form(fits, rank)

    @cached_property
    def _shared_units(self) -> frozenset[str]:
        """Units told once for many numbers: "in million pounds", "in percent"."""
        return frozenset({*self.lex.currencies.values(), "%", *self.lex.dimensions} - _COUNTED)

    def _elided(self, quantity: Quantity, unit: str) -> bool:
        """Whether a number may share the unit of another one in its sentence."""
        if not quantity.role or quantity.hedged:
            return False
        article = self.index.article
        sentence = article.sentence_index(quantity.start)
        return any(
            q.unit == unit and q.scale == quantity.scale
            for q in self.index.numbers
            if article.sentence_index(q.start) == sentence
        )

    def _free_units(self, sentence: int) -> Told:
        """Units that a sentence names away from any number: "in million pounds"."""
        if sentence not in self._units:
            span = self.index.article.sentences[sentence]
            inside = [
                (q.start - span.start, q.end - span.start) for q in self.index.numbers
                if span.start <= q.start < span.end
            ]  # fmt: skip
            text = self.index.article.text[span.start : span.end]
            self._units[sentence] = units_told(without(text, inside), self.index.lex)
        return self._units[sentence]

    @cached_property
    def _units(self) -> dict[int, Told]:
        return {}

    def _kindred(self, claim: Quantity, told: Told, rank: Rank) -> Match | None:
        """Third gate of three gates; half and 50%."""
        if claim.unit == ORDINAL or (claim.is_bare and claim.value < 100):
            other = "" if claim.unit == ORDINAL else ORDINAL
            fits = self._by_value.get((claim.value, other), [])
            return self._form(fits, rank)
        if claim.unit == FRACTION:
            fits = [
                q for q in self.index.numbers
                if q.unit == "%" and rounds_to(claim.value * 100, q.value)
            ]  # fmt: skip
            return self._form(fits, rank)
        return None

    def _ratio(self, claim: Quantity, told: Told, rank: Rank) -> Match | None:
        """Doubling: the article has another word for it, or 1% and 2% side by side."""
        if claim.unit not in (RATIO, "times"):
            return None
        named = [
            q for q in self.index.numbers
            if q.unit in (RATIO, "times", FRACTION) and q.value in (claim.value, 1 / claim.value)
        ]  # fmt: skip
        if named:
            return self._form(named, rank)
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
                    best = score, Match(Status.FORM, low.start, high.end, form)
        return best[1] if best else None

    def _as_date(self, claim: Quantity, told: Told, rank: Rank) -> Match | None:
        if claim.scale or claim.unit:
            return None
        for date in self.index.dates:
            if date.year == claim.value and not date.month:
                return Match(Status.FORM, date.start, date.end, date.raw)
        return None

    def _listed(self, claim: Quantity, told: Told, rank: Rank) -> Match | None:
        """Four initiatives: the article has a list of four, named so by what stands above."""
        if claim.scale or claim.unit not in ("", ORDINAL) or not 2 <= claim.value <= 20:
            return None
        fits: tuple[float, Match] | None = None
        for start, end, count in self._lists:
            is_long_enough = count == claim.value or (claim.unit == ORDINAL and count > claim.value)
            score = rank(start, end)
            if is_long_enough and score > 0 and (fits is None or score > fits[0]):
                fits = score, Match(Status.FORM, start, end, f"a list of {count}")
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

    def _rounded(self, claim: Quantity, told: Told, rank: Rank) -> Match | None:
        fits = [
            q for q in self.index.numbers
            if any(
                in_base(*r, self.lex)[1] == in_base(claim.value, claim.unit, self.lex)[1]
                and rounds_to(in_base(*r, self.lex)[0], in_base(claim.value, claim.unit, self.lex)[0])  # noqa: E501
                for r in q.readings()
            ) and q.unit not in (ORDINAL, RATIO)
        ]  # fmt: skip
        match = self._form([q for q in fits if rank(q.start, q.end) > _RELATED], rank)
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

    def _form(self, fits: Sequence[Quantity], rank: Rank) -> Match | None:
        if not fits:
            return None
        best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
        return Match(Status.FORM, best.start, best.end, best.raw)


def _shape(raw: str) -> str:
    return fold(raw).text.lower().replace(" ", "").replace("-", "")
