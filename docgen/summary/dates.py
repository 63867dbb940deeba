"""Dates as a reader of the summary's language expects them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel.dates import format_date, format_interval, format_skeleton

from docgen.language.locale import locale_of
from docgen.summary.model import Event
from docgen.summary.richtext import plain_text

WIDTHS = ("full", "long", "medium", "short")
"""CLDR's date formats by length."""
_FIRST_DAYS = {"fr": "1er", "it": "1º", "pt-br": "1º", "ca": "1r", "oc": "1èr"}
"""How the first day of a month is written where Babel (CLDR) has a plain 1."""
_FORMAT: ContextVar[str] = ContextVar("docgen_date_format", default="long")


@contextmanager
def dates_as(form: str) -> Iterator[None]:
    """Write days in another form meanwhile: a length of `WIDTHS`, ``iso``, or a CLDR pattern."""
    token = _FORMAT.set(form or "long")
    try:
        yield
    finally:
        _FORMAT.reset(token)


def format_day(day: dt.date, lang: str) -> str:
    """Return a day in words ("5 March 2026", "March 5, 2026", "5. März 2026", "1er mars 2026")."""
    form = _FORMAT.get()
    if form == "iso":
        return day.isoformat()
    shown: str = format_date(day, format=form, locale=locale_of(lang))
    return _with_first(shown, day, lang) if form in ("full", "long") else shown


def _with_first(shown: str, day: dt.date, lang: str) -> str:
    """Return a date with the first day of its month as the language has it."""
    first = _FIRST_DAYS.get(lang.lower()) or _FIRST_DAYS.get(lang.partition("-")[0].lower())
    if first and day.day == 1:
        return re.sub(r"(?<!\d)1(?=\s|–)", first, shown, count=1)
    return shown


def format_partial(date: str, lang: str) -> str:
    """Return a year, month or day (ISO 8601) in words: "2027", "March 2026", "5 March 2026".

    Raises ValueError for a day that doesn't exist.
    """
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return date
    day = dt.date(*[*parts, 1][:3])
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=locale_of(lang))
    return format_day(day, lang)


def format_range(first: str, last: str, lang: str) -> str:
    """Return two years, months or days as a range: "2027–2029", "3–5 March 2027", "3.–5. März 2027".

    The language's own form (CLDR, interval formats), with months in full as single days have
    them; dates of unlike precision, and days in another form than ``long``, with a dash between.
    """
    parts = [[int(part) for part in date.split("-")] for date in (first, last)]
    form = _FORMAT.get()
    days = [dt.date(*[*part, 1, 1][:3]) for part in parts]
    if len(parts[0]) != len(parts[1]) or (len(parts[0]) == 3 and form not in ("full", "long")):
        mark = "/" if form == "iso" else "\u00a0– "
        return mark.join(format_partial(one, lang) for one in (first, last))
    locale = locale_of(lang)
    if len(parts[0]) < 3:
        skeleton = ("y", "yMMMM")[len(parts[0]) - 1]
        return _with_dash(str(format_interval(days[0], days[1], skeleton, locale=locale)))
    differing = next((k for k, a, b in zip("yMd", *parts, strict=True) if a != b), "d")
    known = locale.interval_formats
    patterns = (known.get("yMMMMd") or known.get("yMMMd") or {}).get(differing)
    if first == last or not patterns or len(patterns) != 2:
        if first == last:
            return format_day(days[0], lang)
        return "\u00a0– ".join(format_day(day, lang) for day in days)
    shown = ""
    for day, pattern in zip(days, patterns, strict=True):
        full = re.sub(r"(?<!M)MMM(?!M)", "MMMM", re.sub(r"(?<!d)dd(?!d)", "d", pattern))
        part = str(format_date(day, format=full, locale=locale))
        shown += _with_first(part, day, lang)
    return _with_dash(shown)


def _with_dash(shown: str) -> str:
    """Return a range that breaks after its dash, if at all: thin spaces break on both sides."""
    return re.sub("[ \u2009]–[ \u2009]", "\u00a0– ", shown)


def format_when(event: Event, lang: str) -> str:
    """Return an event's date in words, or its free label without markup."""
    if event.date and event.until:
        return format_range(event.date, event.until, lang)
    return format_partial(event.date, lang) if event.date else plain_text(event.when.source)
