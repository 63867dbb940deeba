"""Trace numbers that an article implies: doublings, lengths of lists, years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.summary.grounding.index import ArticleIndex
from docgen.summary.grounding.match import Match, Rank
from docgen.summary.grounding.quantity import FRACTION, ORDINAL, RATIO, VERSION, Quantity
from docgen.summary.grounding.report import Status


def best_of(fits: Sequence[Quantity], rank: Rank) -> Match | None:
    """Return the number whose surroundings are most like the claim's, as another form."""
    if not fits:
        return None
    best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
    return Match(Status.FORM, best.start, best.end, best.raw)


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
            q for q in self.index.numbers
            if q.unit in (RATIO, "times", FRACTION) and q.value in (claim.value, 1 / claim.value)
        ]  # fmt: skip
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
                    best = score, Match(Status.FORM, low.start, high.end, form)
        return best[1] if best else None

    def _as_date(self, claim: Quantity) -> Match | None:
        if claim.scale or claim.unit:
            return None
        for date in self.index.dates:
            if date.year == claim.value and not date.month:
                return Match(Status.FORM, date.start, date.end, date.raw)
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
