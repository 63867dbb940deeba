"""Which unit a bare number has: told by a label, by free words, or by another number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from docgen.grounding.index import ArticleIndex
from docgen.language.lexicon import Lexicon
from docgen.language.quantity import Quantity
from docgen.language.tokens import tokenize
from docgen.language.units import read_scale, read_unit

_COUNTED = {"s", "min", "h", "day", "week", "month", "quarter", "year", "decade"}
_ENDS_CLAUSE = re.compile(r"\s*(?:[.,;:)](?!\w)|$)")
_YEAR = re.compile(r"[12]\d{3}")
Told: TypeAlias = frozenset[tuple[int, str]]


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
class UnitsNearby:
    """Units that the article tells away from the number itself."""

    index: ArticleIndex
    lex: Lexicon

    def fits(self, quantity: Quantity, claim: Quantity) -> bool:
        """Whether a number of the article without a unit has the claim's after all.

        Either free ("in million pounds"), or left out at the second of two numbers ("from 8.7
        million litres in 2021 to 7.2 million in 2024"), or at the end of a clause ("it cost
        410,000 euros, of which the city paid 290,000").
        """
        if quantity.unit or quantity.value not in (claim.value, claim.mantissa):
            return False
        words = self._free(self.index.article.sentence_index(quantity.start))
        scale_fits = quantity.value == claim.value or any(s == claim.scale for s, _ in words)
        is_free = claim.unit in self._shared and any(u == claim.unit for _, u in words)
        if scale_fits and is_free:
            return True
        if quantity.value != claim.value:
            return False
        return self._elided(quantity, claim.unit) or self._carried(quantity, claim.unit)

    @cached_property
    def _shared(self) -> frozenset[str]:
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

    def _carried(self, quantity: Quantity, unit: str) -> bool:
        """Whether a number that ends its clause has the unit of the last one before it.

        Only units of many numbers are carried, never to what may be a year.
        """
        article = self.index.article
        number = article.sentence_index(quantity.start)
        after = article.text[quantity.end : article.sentences[number].end]
        if unit not in self._shared or quantity.near or not _ENDS_CLAUSE.match(after):
            return False
        if quantity.hedged or _YEAR.fullmatch(quantity.raw):
            return False
        before = [
            q
            for q in self.index.numbers
            if q.start < quantity.start
            and article.sentence_index(q.start) == number
            and q.unit in self._shared
        ]
        last = max(before, key=lambda q: q.start, default=None)
        return last is not None and (last.unit, last.scale) == (unit, quantity.scale)

    def _free(self, sentence: int) -> Told:
        """Units that a sentence names away from any number: "in million pounds"."""
        if sentence not in self._units:
            span = self.index.article.sentences[sentence]
            inside = [
                (q.start - span.start, q.end - span.start)
                for q in self.index.numbers
                if span.start <= q.start < span.end
            ]
            text = self.index.article.text[span.start : span.end]
            self._units[sentence] = units_told(without(text, inside), self.index.lex)
        return self._units[sentence]

    @cached_property
    def _units(self) -> dict[int, Told]:
        return {}
