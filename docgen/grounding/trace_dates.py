"""Trace a date: said as precisely or more so somewhere in the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from docgen.grounding.index import ArticleIndex
from docgen.grounding.report import MISSING, Match, Rank, TraceStatus
from docgen.language.dates import Date

_RELATIVE = {
    -1: r"last year|the year before|a year (?:ago|earlier)|(?:im )?(?:vergangenen|letzten|vorigen) Jahre?s?"
    r"|Vorjahre?s?|l[’']an(?:née)? (?:dernier|dernière|passée?)|(?:el )?año pasado|hace un año|l[’']anno scorso|un anno fa",
    0: r"this year|(?:in )?diese[sm] Jahre?s?|heuer|cette année|este año|quest[’']anno",
    1: r"next year|(?:im )?(?:nächsten|kommenden) Jahre?s?|l[’']an(?:née)? prochaine?|(?:el )?(?:próximo año|año (?:próximo|que viene))"
    r"|l[’']anno prossimo|il prossimo anno",
}
_RELATIVE_YEARS = {
    step: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for step, words in _RELATIVE.items()
}
"""Years told from the day of writing."""
_LISTED = 25
"""Characters to a later date that may give its year: "in May and early June 2024"."""


@dataclass(frozen=True)
class DateTracer:
    """Finds dates of a summary in an article."""

    index: ArticleIndex

    def same(self, claim: Date) -> list[Date]:
        """Return the article's dates that say what the claim says."""
        held = self.index.dates if claim.year is None else self._by_year.get(claim.year, ())
        return [d for d in held if d.says(claim)]

    @cached_property
    def _by_year(self) -> dict[int, list[Date]]:
        table: dict[int, list[Date]] = {}
        for date in self.index.dates:
            if date.year is not None:
                table.setdefault(date.year, []).append(date)
        return table

    def trace(self, claim: Date, rank: Rank) -> Match:
        """Return the best match."""
        same = self.same(claim)
        if same:
            return self._best(claim, same, rank)
        if claim.part == "s" and claim.year:
            decade = range(claim.year, claim.year + 10)
            inside = [d for d in self.index.dates if d.year in decade]
            return self._best(claim, inside, rank) if inside else MISSING
        if claim.part:
            return MISSING
        return (
            self._without_year(claim, rank)
            or self._as_number(claim, rank)
            or self._relative_year(claim)
            or MISSING
        )

    def is_relative(self, claim: Date) -> bool:
        """Whether the article speaks of a year as "last year" or the like."""
        return claim.year is not None and self._relative_year(claim).is_found

    def _relative_year(self, claim: Date) -> Match:
        """The article says "last year" or "next year", and when it was written."""
        written = next((d.year for d in self.index.dates if d.year and d.day), None)
        if written is None or claim.year is None or claim.key[1:] != (None, None, ""):
            return MISSING
        pattern = _RELATIVE_YEARS.get(claim.year - written)
        match = pattern.search(self.index.article.text) if pattern else None
        return Match(TraceStatus.FORM, match.start(), match.end(), match[0]) if match else MISSING

    def _best(self, claim: Date, same: list[Date], rank: Rank) -> Match:
        best = max(same, key=lambda d: (rank(d.start, d.end), -d.start))
        is_same = best.raw.lower() == claim.raw.lower()
        form = "" if is_same else best.raw
        return Match(TraceStatus.FOUND if is_same else TraceStatus.FORM, best.start, best.end, form)

    def _without_year(self, claim: Date, rank: Rank) -> Match | None:
        """The article gives day or month at one place and the year at another."""
        if claim.month is None or claim.year is None:
            return None
        short = replace(claim, year=None)
        same = [
            d
            for d in self.index.dates
            if d.year is None and d.says(short) and claim.year in self._years_for(d)
        ]
        if not same:
            return None
        match = self._best(claim, same, rank)
        return Match(
            TraceStatus.FORM, match.start, match.end, f"{match.form or claim.raw}, year apart"
        )

    def _years_for(self, date: Date) -> set[int]:
        """Years that a date without one may mean: its sentence's, else that of writing."""
        article = self.index.article
        sentence = article.sentence_index(date.start)
        years = {
            d.year
            for d in self.index.dates
            if d.year
            and article.sentence_index(d.start) == sentence
            and (d.end <= date.start or d.start - date.end < _LISTED)
        }
        written = next((d.year for d in self.index.dates if d.year and d.day), None)
        if written is None:
            return years or set(self.index.years)
        return years | {written, written + 1}

    def _as_number(self, claim: Date, rank: Rank) -> Match | None:
        if claim.key[1:] != (None, None, ""):
            return None
        for quantity in self.index.numbers:
            if quantity.value == claim.year:
                return Match(TraceStatus.FORM, quantity.start, quantity.end, quantity.raw)
        return None

    def span(self) -> str:
        """Return the years that the article's dates span: "2019 to 2100"."""
        years = sorted(self.index.years)
        if not years:
            return "no year"
        return str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
