"""Claims and the article's own figures as families of things that can be mistaken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from docgen.grounding.attribution import Voices, surname
from docgen.grounding.index import ArticleIndex
from docgen.grounding.misattribution import Mention
from docgen.grounding.report import Match
from docgen.language.dates import Date
from docgen.language.lexicon import Lexicon
from docgen.language.names import Name
from docgen.language.quantity import CLOCK, ORDINAL, RATIO, VERSION, Quantity, in_base
from docgen.language.tokens import TextRange

_T = TypeVar("_T", Quantity, Date, Name)
_APART = {ORDINAL, RATIO, VERSION, CLOCK}
Values = dict[object, dict[object, tuple[TextRange, ...]]]


@dataclass(frozen=True)
class Families:
    """Families: numbers of one unit, dates of one precision, names."""

    index: ArticleIndex
    lex: Lexicon
    voices: Voices

    @cached_property
    def _dated(self) -> dict[object, tuple[TextRange, ...]]:
        """The places that say as much as a date, by what it says: filled as it is asked for."""
        return {}

    @cached_property
    def values(self) -> Values:
        """The article's places by family and value."""
        found: Values = {}
        _gather(found, self.index.numbers, self._number_key, self.lex)
        _gather(found, self.index.dates, _date_key, self.lex)
        _gather(found, self.index.names, self._name_key, self.lex)
        return found

    @cached_property
    def roles(self) -> dict[TextRange, str]:
        """Whether a number of the article is what was ("from") or what is ("to")."""
        return {(q.start, q.end): q.role for q in self.index.numbers if q.role}

    def of_number(self, claim: Quantity, match: Match) -> Mention | None:
        """Return a number as a mention, by the article's number that it was traced to."""
        found = self.index.number_at(match.start, match.end)
        if found is None or claim.unit in _APART or found.unit in _APART:
            return None
        return self._mention(self._number_key(found), claim.role)

    def of_date(self, claim: Date, match: Match) -> Mention | None:
        """Return a date as a mention: with all places that say as much."""
        if not match.is_found or claim.weekday is not None:
            return None
        family = _date_key(claim)[0]
        if claim.key not in self._dated:
            said = tuple((d.start, d.end) for d in self.index.dates if d.says(claim))
            self._dated[claim.key] = said
        places = self._dated[claim.key]
        return Mention(0, claim.key, family, None, {}, places or ((match.start, match.end),))

    def of_name(self, claim: Name, match: Match) -> Mention | None:
        """Return a name as a mention, with every place that calls it by its last word."""
        if not match.is_found or claim.kind in ("acronym", "code") or _is_pair(claim):
            return None
        key = self._family_of(surname(claim.words, self.lex))
        if key[1] not in self.values.get(key[0], {}):
            return None
        return self._mention(key, "")

    def _mention(self, key: tuple[object, object], role: str) -> Mention:
        family, value = key
        places = self.values.get(family, {}).get(value, ())
        return Mention(0, value, family, None, {}, places, role)

    def _number_key(self, quantity: Quantity) -> tuple[object, object]:
        readings = quantity.readings()
        value, unit = in_base(*readings[1 if quantity.lent or quantity.near else 0], self.lex)
        return (None if quantity.unit in _APART else ("number", unit)), value

    def _name_key(self, name: Name) -> tuple[object, object]:
        if name.kind != "name" or (name.is_single and name.initial) or _is_pair(name):
            return None, None
        return self._family_of(surname(name.words, self.lex))

    def _family_of(self, last: str) -> tuple[object, object]:
        """People are mistaken for people, all else for all else."""
        return ("person" if last in self.voices.people else "name"), last


def _is_pair(name: Name) -> bool:
    """Whether a name joins two: "U.S.-Japan" is said wherever either is."""
    parts = name.words[-1].split("-")
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)


def _date_key(date: Date) -> tuple[object, object]:
    if date.weekday is not None:
        return None, None
    parts = tuple(part is not None for part in date.key[:3])
    return ("date", parts, bool(date.part)), date.key


def _gather(
    found: Values, items: Iterable[_T], key: Callable[[_T], tuple[object, object]], lex: Lexicon
) -> None:
    spans: dict[tuple[object, object], list[TextRange]] = {}
    family: object
    value: object
    more: list[TextRange]
    for item in items:
        family, value = key(item)
        if family is not None:
            # of a name only the last word is the mention: titles and first names surround it
            span = core_span(item, lex) if isinstance(item, Name) else (item.start, item.end)
            spans.setdefault((family, value), []).append(span)
    for (family, value), more in spans.items():
        values: dict[object, tuple[TextRange, ...]] = found.setdefault(family, {})
        values[value] = (*values.get(value, ()), *more)


def core_span(name: Name, lex: Lexicon) -> TextRange:
    """Return the span of a name without its titles, which tell what somebody is."""
    last = surname(name.words, lex)
    end = name.start + max(name.raw.rfind(last), 0) + len(last)
    start = name.start
    for word in name.words:
        if not lex.is_title(word):
            break
        start = min(start + len(word) + 1, end - len(last))
    return start, end
