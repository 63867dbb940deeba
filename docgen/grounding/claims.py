"""What a passage claims: its dates, numbers, quotations and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.grounding.passages import Passage, PassageKind
from docgen.language.dates import Date, parse_iso, scan_dates
from docgen.language.lexicon import Lexicon
from docgen.language.names import Name, is_title_case, scan_names
from docgen.language.numbers import completed, scan_numbers
from docgen.language.places import country_of
from docgen.language.quantity import Quantity
from docgen.language.quotations import Quotation, scan_quotations

_WITHOUT_DATES = {PassageKind.QUOTE, PassageKind.PERSON}
_LONG_QUOTE = 3
"""Words from which a quotation's own numbers and names are covered by its being verbatim."""


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """What was found in one passage, each list in the text's order."""

    dates: Sequence[Date] = ()
    numbers: Sequence[Quantity] = ()
    quotations: Sequence[Quotation] = ()
    names: Sequence[Name] = ()


def find_claims(passage: Passage, lex: Lexicon) -> FoundClaim:
    """Return what a passage claims, by what kind of passage it is."""
    text, kind = passage.text, passage.kind
    if kind is PassageKind.DATE:
        return FoundClaim(dates=[parse_iso(passage.date, text)])
    if kind is PassageKind.QUOTE:
        return FoundClaim(quotations=[Quotation(0, len(text), text)])
    if kind is PassageKind.PERSON:
        return FoundClaim(names=[Name(0, len(text), text, tuple(text.split()), "person", True)])
    quotations = [] if kind is PassageKind.VALUE else scan_quotations(text)
    covered = [(q.start, q.end) for q in quotations if len(q.text.split()) >= _LONG_QUOTE]
    is_series = kind is PassageKind.VALUE and passage.place is not None
    dates = [] if is_series else scan_dates(text, lex)
    spans = [(d.start, d.end) for d in dates]
    numbers = scan_numbers(text, lex, [(d.start, d.end) for d in dates if d.weekday is None])
    numbers = completed(numbers, [0] * len(numbers))
    measures = [(n.start, n.end) for n in numbers]  # "8 MW" and "EUR 5" name nobody
    names = [] if kind is PassageKind.VALUE else _names(text, kind, lex, spans)
    return FoundClaim(
        dates=[d for d in dates if not _inside(d.start, covered)],
        numbers=[n for n in numbers if not _inside(n.start, covered)],
        quotations=quotations,
        names=[n for n in names if not _inside(n.start, [*covered, *measures])],
    )


def _names(
    text: str, kind: PassageKind, lex: Lexicon, spans: Sequence[tuple[int, int]]
) -> list[Name]:
    """In Title Case and in German a capital tells little: of single words only countries count."""
    if text.isupper() and len(text) > 6:
        return []
    names = scan_names(text, lex, skip=spans)
    countries = [n for n in names if country_of(n.raw, lex.lang)]
    if is_title_case(text, lex) and kind not in (
        PassageKind.BY,
        PassageKind.ROLE,
        PassageKind.CELL,
    ):
        return [n for n in names if n.kind != "name" or n in countries]
    if lex.lang == "de":
        return [n for n in names if not n.is_single or n in countries or _is_called(text, n)]
    return [n for n in names if not (n.is_single and n.initial) or n in countries]


_CALLED = re.compile(r"\b(?:heiß(?:t|en)|hieß(?:en)?|namens|genannt|Herrn?|Frau)\s+$")


def _is_called(text: str, name: Name) -> bool:
    """Whether a German word is told to be a name: "heißt Müller"."""
    return bool(_CALLED.search(text[: name.start]))


def _inside(start: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= start < b for a, b in spans)
