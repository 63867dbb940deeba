"""Dates as a reader of the summary's language expects them."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date, format_skeleton

from docgen.language.locale import locale_of
from docgen.summary.model import Event
from docgen.summary.richtext import plain_text


def format_day(day: dt.date, lang: str) -> str:
    """Return a day in words ("5 March 2026", "March 5, 2026", "5. März 2026")."""
    return format_date(day, format="long", locale=locale_of(lang))


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
