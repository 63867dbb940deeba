"""Every stretch of a summary that may hold claims, with its place and what belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from docgen.foundation.diagnostics import Location
from docgen.language.lexicon import lexicon
from docgen.summary.dates import format_partial
from docgen.summary.model import Cell, Chart, Column, Summary, Table
from docgen.summary.richtext import Run, flat, notes, parse_blocks, parse_inline
from docgen.summary.sourcemap import SourceMap, locate
from docgen.summary.text import Body, Text

_UNSEEN = re.compile(r"\]\([^)\s]*\)|\[@[^\]\n]*\]")


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text; ``offset`` maps an offset of it to one of ``text.source``."""

    text: str
    _plain: tuple[int, ...]
    _source: tuple[int, ...]

    def offset(self, index: int) -> int:
        """Return the source's offset of a character of the plain text."""
        nth = bisect_right(self._plain, index) - 1
        if nth < 0:
            return 0
        return self._source[nth] + index - self._plain[nth]


def plain(text: Text) -> Plain:
    """Return a text without markup and citations; blocks are joined by newlines."""
    source = _UNSEEN.sub(lambda m: "\x00" * len(m[0]), text.source)
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = here = 0
    for runs in _paragraphs(text):
        if parts:
            parts.append("\n")
            length += 1
        for run in runs:
            for word in re.findall(r"\s+|\S+", run.text) if run.cite is None else ():
                if not word.isspace():
                    index = source.find(word, here)
                    here = index + len(word) if index >= 0 else here
                    starts.append(length)
                    places.append(max(index, 0) if index >= 0 else here)
                shown = re.sub(r"\s+", " ", word)
                parts.append(shown)
                length += len(shown)
    return Plain("".join(parts), tuple(starts), tuple(places))


def _paragraphs(text: Text) -> Iterator[Sequence[Run]]:
    if isinstance(text, Body):
        yield from (part.runs for part in flat(parse_blocks(text.source)))
    else:
        yield parse_inline(text.source)
    yield from notes(text.source, block=isinstance(text, Body))


class PassageKind(StrEnum):
    """What a passage is, which tells what may be claimed there."""

    PROSE = "prose"
    HEADING = "heading"
    VALUE = "value"
    CELL = "cell"
    PERSON = "person"
    ROLE = "role"
    QUOTE = "quote"
    BY = "by"
    DATE = "date"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class PassagePart:
    """A text that a passage is made of, from ``start`` on."""

    start: int
    text: Text
    plain: Plain


@dataclass(frozen=True, slots=True)
class Passage:
    """Plain text to search for claims.

    ``context`` holds words that belong to it (a metric's label, a table's heading), ``told``
    words that may tell its unit, ``group`` what it may be confused with (the rows of one
    table). ``place`` is set where no text has one; ``title`` is that of the chart or table
    that the text stands in: its ``ignore`` goes for all that it holds.
    """

    text: str
    kind: PassageKind
    path: str
    parts: tuple[PassagePart, ...] = ()
    context: str = ""
    told: str = ""
    group: str = ""
    place: Location | None = None
    date: str = ""
    title: Text | None = None

    @property
    def backing(self) -> Text | None:
        """The text whose ``evidence``, ``derived`` and ``ignore`` count."""
        for part in self.parts:
            if part.text.evidence or part.text.derived or part.text.ignore is not None:
                return part.text
        if self.title is not None and self.title.ignore is not None:
            return self.title
        return self.parts[0].text if self.parts else None

    def where(self, summary: Summary, offset: int) -> Location | None:
        """Return where a character stands in the summary's file."""
        if self.place is not None or not self.parts:
            return self.place
        part = next(p for p in reversed(self.parts) if p.start <= offset or p.start == 0)
        return locate(summary, part.text, part.plain.offset(max(0, offset - part.start)))


def passages(summary: Summary) -> list[Passage]:
    """Return the passages of a summary; authors, markings and credits aren't claims."""
    return list(_Walk(summary).all())


@dataclass(slots=True)
class _Walk:
    summary: Summary
    places: SourceMap | None = field(init=False)
    decimal: str = field(init=False)

    def __post_init__(self) -> None:
        found = self.summary._locations
        self.places = found if isinstance(found, SourceMap) else None
        self.decimal = lexicon(self.summary.lang).decimal

    def all(self) -> Iterator[Passage]:
        summary = self.summary
        yield from self.one(summary.title, PassageKind.HEADING)
        yield from self.one(summary.kicker, PassageKind.HEADING)
        yield from self.one(summary.standfirst, PassageKind.PROSE)
        for text in (*summary.key_points, *summary.remember, *summary.ask):
            yield from self.one(text, PassageKind.PROSE)
        yield from self.sections()
        yield from self.metrics()
        for number, chart in enumerate(summary.charts):
            yield from self.chart(chart, number)
        for number, table in enumerate(summary.tables):
            yield from self.table(table, number)
        yield from self.timeline()
        yield from self.people()
        for image in summary.images:
            yield from self.one(image.title, PassageKind.HEADING)
            yield from self.one(image.caption, PassageKind.PROSE)
            yield from self.one(image.alt, PassageKind.PROSE)
        yield from self.sources()
        for name in type(summary.headings).model_fields:
            yield from self.one(getattr(summary.headings, name), PassageKind.HEADING)

    def one(self, text: Text, kind: PassageKind, **more: str | Text) -> Iterator[Passage]:
        if text:
            made = plain(text)
            yield Passage(made.text, kind, text.path, (PassagePart(0, text, made),), **more)  # type: ignore[arg-type]

    def joined(self, texts: list[Text], kind: PassageKind, **more: str) -> Iterator[Passage]:
        """A value and its unit read as one."""
        parts: list[PassagePart] = []
        whole = ""
        for text in texts:
            if text:
                whole += " " if whole else ""
                made = plain(text)
                parts.append(PassagePart(len(whole), text, made))
                whole += made.text
        if parts:
            yield Passage(whole, kind, parts[0].text.path, tuple(parts), **more)  # type: ignore[arg-type]

    def sections(self) -> Iterator[Passage]:
        for section in self.summary.sections:
            heading = plain(section.heading).text
            yield from self.one(section.heading, PassageKind.HEADING)
            yield from self.one(section.body, PassageKind.PROSE, context=heading)
            for point in section.points:
                yield from self.one(point, PassageKind.PROSE, context=heading)
            for side in section.compare:
                label = plain(side.label).text
                yield from self.one(side.label, PassageKind.HEADING)
                for point in side.points:
                    yield from self.one(point, PassageKind.PROSE, context=f"{heading} {label}")
            yield from self.one(section.notes, PassageKind.PROSE, context=heading)

    def metrics(self) -> Iterator[Passage]:
        for metric in self.summary.metrics:
            label = plain(metric.label).text
            told = f"{label} {metric.unit}"
            yield from self.one(metric.label, PassageKind.PROSE, context=str(metric.value))
            yield from self.joined(
                [metric.value, metric.unit],
                PassageKind.VALUE,
                context=f"{label} {metric.was}",
                told=told,
                group="metrics",
            )
            has_unit = any(c.isalpha() or c in "%€$£¥" for c in str(metric.was))
            was = [metric.was] if has_unit else [metric.was, metric.unit]
            if metric.was:
                yield from self.joined(
                    was,
                    PassageKind.VALUE,
                    context=f"{label} {metric.value}",
                    told=told,
                    group="metrics",
                )
            yield from self.one(metric.by, PassageKind.PROSE, context=label)

    def chart(self, chart: Chart, number: int) -> Iterator[Passage]:
        title = plain(chart.title).text
        yield from self.one(chart.title, PassageKind.HEADING)
        yield from self.one(
            chart.alt, PassageKind.PROSE, told=f"{chart.unit} {chart.y_title} {title}"
        )
        yield from self.one(chart.takeaway, PassageKind.PROSE, told=f"{chart.unit} {title}")
        for text in (chart.x_title, chart.y_title):
            yield from self.one(text, PassageKind.CELL, context=title)
        for index, text in enumerate(chart.categories):
            if text.path:
                column = [s.values[index] for s in chart.series if s.values[index] is not None]
                shown = " ".join(_shown(v, None, self.decimal) for v in column if v is not None)
                yield from self.one(
                    text,
                    PassageKind.CELL,
                    context=f"{title} {shown}",
                    group=f"charts.{number}.categories",
                    title=chart.title,
                )
        unit = plain(chart.unit).text
        for row, series in enumerate(chart.series):
            if series.name.path:
                yield from self.one(series.name, PassageKind.CELL, context=title, title=chart.title)
            for index, value in enumerate(series.values):
                if value is None:
                    continue
                path = ("charts", number, "series", row, "values", index)
                named = str(chart.categories[index]) if index < len(chart.categories) else ""
                shown = _shown(value, chart.number_format, self.decimal)
                yield Passage(
                    self.measured(shown, plain(series.unit).text or unit),
                    PassageKind.VALUE,
                    ".".join(map(str, path)),
                    context=f"{named} {series.name}",
                    told=f"{unit} {chart.y_title} {series.name} {title}",
                    group=f"charts.{number}",
                    place=self.place(path),
                    title=chart.title,
                )

        for index, target in enumerate(chart.targets):
            where = ("charts", number, "targets", index, "value")
            yield from self.one(target.label, PassageKind.CELL, context=title, title=chart.title)
            yield Passage(
                self.measured(_shown(target.value, chart.number_format, self.decimal), unit),
                PassageKind.VALUE,
                ".".join(map(str, where)),
                context=str(target.label),
                told=f"{unit} {chart.y_title} {target.label} {title}",
                group=f"charts.{number}",
                place=self.place(where),
                title=chart.title,
            )

    def measured(self, shown: str, unit: str) -> str:
        """Join number and unit as one writes them: "£12 million", "12 km"."""
        first, _, rest = unit.partition(" ")
        if first in lexicon(self.summary.lang).currencies and not first.isalpha():
            return f"{first}{shown} {rest}".strip()
        return f"{shown} {unit}".strip()

    def place(self, path: tuple[str | int, ...]) -> Location | None:
        if self.places is None:
            return None
        return self.places.value(path)

    def table(self, table: Table, number: int) -> Iterator[Passage]:
        title = plain(table.title).text
        yield from self.one(table.title, PassageKind.HEADING)
        yield from self.one(table.alt, PassageKind.PROSE)
        yield from self.one(table.takeaway, PassageKind.PROSE, told=title)
        labels = [c.label if isinstance(c, Column) else c for c in table.columns]
        for heading in labels:
            yield from self.one(heading, PassageKind.CELL, context=title, title=table.title)
        for row in table.rows:
            texts = [c.text if isinstance(c, Cell) else c for c in row]
            for index, text in enumerate(texts):
                if text is None:
                    continue
                label = str(labels[index]) if len(texts) == len(labels) else ""
                others = " ".join(str(t) for t in texts if t is not None and t is not text)
                yield from self.one(
                    text,
                    PassageKind.CELL,
                    context=f"{others} {label}",
                    told=f"{label} {title}",
                    group=f"tables.{number}",
                    title=table.title,
                )

    def timeline(self) -> Iterator[Passage]:
        for number, event in enumerate(self.summary.timeline):
            what = plain(event.event).text
            if event.date:
                path = ("timeline", number, "date")
                shown = format_partial(event.date, self.summary.lang)
                yield Passage(
                    shown,
                    PassageKind.DATE,
                    ".".join(map(str, path)),
                    context=what,
                    group="timeline",
                    place=self.place(path),
                    date=event.date,
                )
            if event.until:
                path = ("timeline", number, "until")
                yield Passage(
                    format_partial(event.until, self.summary.lang),
                    PassageKind.DATE,
                    ".".join(map(str, path)),
                    context=what,
                    group="timeline",
                    place=self.place(path),
                    date=event.until,
                )
            yield from self.one(event.when, PassageKind.PROSE, context=what)
            when = format_partial(event.date, self.summary.lang) if event.date else str(event.when)
            yield from self.one(event.event, PassageKind.PROSE, context=when)

    def people(self) -> Iterator[Passage]:
        for person in self.summary.people:
            name = str(person.name)
            yield from self.one(person.name, PassageKind.PERSON)
            yield from self.one(person.role, PassageKind.ROLE, context=name)
            yield from self.one(person.note, PassageKind.PROSE, context=name)
            yield from self.one(person.group, PassageKind.HEADING)
        for quote in self.summary.quotes:
            yield from self.one(quote.text, PassageKind.QUOTE, context=str(quote.by))
            yield from self.one(quote.by, PassageKind.BY)
            yield from self.one(quote.role, PassageKind.ROLE, context=str(quote.by))

    def sources(self) -> Iterator[Passage]:
        for source in self.summary.sources:
            yield from self.one(source.title, PassageKind.SOURCE)
            yield from self.one(source.publisher, PassageKind.SOURCE)
        if self.summary.article:
            yield from self.one(self.summary.article.title, PassageKind.SOURCE)


def _shown(value: float, number_format: str | None, decimal: str) -> str:
    """Write a chart's number as a numeral; a percent format shows hundredths."""
    number = Decimal(str(value))
    if number_format and "%" in re.sub(r'"[^"]*"|\\.', "", number_format):
        return f"{(number * 100).normalize():f}%".replace(".", decimal)
    return f"{number:f}".removesuffix(".0").replace(".", decimal)
