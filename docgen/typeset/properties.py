"""What a document's file says of itself, and the date that slides show."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from docgen.placed.documents import Properties
from docgen.summary.model import Summary
from docgen.summary.richtext import plain_text
from docgen.summary.text import Text

MOST_SUBJECT = 500
"""Characters of the standfirst that become the file's subject."""


def properties_of(summary: Summary) -> Properties:
    """Return a file's properties in plain text."""
    return Properties(
        authors=tuple(filter(None, map(_plain, summary.authors))),
        subject=" ".join(_plain(summary.standfirst).split())[:MOST_SUBJECT],
        keywords=tuple(filter(None, (_plain(s.heading) for s in summary.sections))),
        category=_plain(summary.kicker),
        status=_plain(summary.classification),
        date=summary.date,
    )


def _plain(text: Text) -> str:
    return plain_text(text.source).strip()


def shown_date(summary: Summary, lang: str) -> str:
    """Return the summary's date as written in a language; empty if it has none."""
    if summary.date is None:
        return ""
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(format_date(summary.date, "long", locale=locale))
