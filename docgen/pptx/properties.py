"""Document properties: title, authors, dates, and the counts that Office shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.pptx.job import Job
from docgen.pptx.oxml import Node, root, sub, to_bytes
from docgen.summary.richtext import plain_text
from docgen.summary.text import Text
from docgen.typeset.placed import Deck

FALLBACK_YEAR = 2000
STANDARD_RATIO, WIDE_RATIO = 4 / 3, 16 / 9


def deck_timestamp(deck: Deck) -> datetime:
    """Return the summary's date, else 2000-01-01, at midnight UTC."""
    date = deck.summary.date
    if date is None:
        return datetime(FALLBACK_YEAR, 1, 1, tzinfo=UTC)
    return datetime(date.year, date.month, date.day, tzinfo=UTC)


def deck_date(deck: Deck) -> str:
    """Return the summary's date as written in the deck's language; empty if it has none."""
    date = deck.summary.date
    if date is None:
        return ""
    try:
        locale = Locale.parse(deck.lang, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(format_date(date, "long", locale=locale))


def write_properties(job: Job, deck: Deck) -> None:
    """Add ``docProps/core.xml`` and ``docProps/app.xml``."""
    core = job.package.add("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core(job, deck))
    app = job.package.add("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _app(deck))
    job.package.relate_to(core, RT.CORE_PROPERTIES)
    job.package.relate_to(app, RT.EXTENDED_PROPERTIES)


def _plain(text: Text) -> str:
    return plain_text(text.source).strip()


def _core(job: Job, deck: Deck) -> bytes:
    summary = deck.summary
    node = root("cp:coreProperties", "dc", "dcterms", "xsi")
    authors = "; ".join(filter(None, map(_plain, summary.authors)))
    moment = job.timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name, text in (
        ("dc:title", deck.title),
        ("dc:subject", _plain(summary.standfirst)),
        ("dc:creator", authors or "docgen"),
        ("cp:keywords", ", ".join(filter(None, (_plain(s.heading) for s in summary.sections)))),
        ("cp:category", _plain(summary.kicker)),
        ("cp:contentStatus", _plain(summary.classification)),
        ("dc:language", deck.lang),
        ("cp:lastModifiedBy", authors or "docgen"),
        ("cp:revision", "1"),
    ):
        if text:
            sub(node, name, text=text)
    for name in ("dcterms:created", "dcterms:modified"):
        sub(node, name, {"xsi:type": "dcterms:W3CDTF"}, text=moment)
    return to_bytes(node)


def _app(deck: Deck) -> bytes:
    node = root("ap:Properties", "vt")
    slides = list(deck.slides)
    ratio = deck.master.width / deck.master.height
    shape = "Custom"
    if abs(ratio - WIDE_RATIO) < 0.01:
        shape = "Widescreen"
    elif abs(ratio - STANDARD_RATIO) < 0.01:
        shape = "On-screen Show (4:3)"
    for name, value in (
        ("TotalTime", "0"),
        ("Application", "docgen"),
        ("PresentationFormat", shape),
        ("Slides", str(len(slides))),
        ("Notes", str(sum(1 for s in slides if s.notes))),
        ("HiddenSlides", str(sum(1 for s in slides if s.hidden))),
    ):
        sub(node, f"ap:{name}", text=value)
    if slides:
        _titles(node, [s.title for s in slides])
    sub(node, "ap:AppVersion", text="16.0000")
    return to_bytes(node)


def _titles(node: Node, titles: Sequence[str]) -> None:
    pairs = sub(sub(node, "ap:HeadingPairs"), "vt:vector", size=2, baseType="variant")
    sub(sub(pairs, "vt:variant"), "vt:lpstr", text="Slide Titles")
    sub(sub(pairs, "vt:variant"), "vt:i4", text=str(len(titles)))
    listed = sub(sub(node, "ap:TitlesOfParts"), "vt:vector", size=len(titles), baseType="lpstr")
    for title in titles:
        sub(listed, "vt:lpstr", text=title)
