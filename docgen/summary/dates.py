"""Dates as a reader of the summary's language expects them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel.dates import format_date, format_skeleton

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
    first = _FIRST_DAYS.get(lang.lower()) or _FIRST_DAYS.get(lang.partition("-")[0].lower())
    if first and day.day == 1 and form in ("full", "long"):
        shown = re.sub(r"(?<!\d)1(?=\s)", first, shown, count=1)
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


def format_when(event: Event, lang: str) -> str:
    """Return an event's date in words, or its free label without markup."""
    return format_partial(event.date, lang) if event.date else plain_text(event.when.source)
