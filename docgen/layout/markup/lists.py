"""Readers of metrics, timeline, people and sources: slices of the summary's lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from docgen.layout.blocks import (
    Block,
    Inline,
    Metrics,
    MetricTile,
    People,
    PersonEntry,
    SourceEntry,
    Sources,
    Span,
    Timeline,
    TimelineEvent,
)
from docgen.layout.markup.drawings import known_icon
from docgen.layout.markup.nodes import MarkupNode
from docgen.layout.markup.reader import Reader
from docgen.layout.runs import citation, tidy
from docgen.summary.dates import format_partial, format_when
from docgen.summary.events import event_status
from docgen.summary.model import (
    PARTIAL_DATE,
    Event,
    Metric,
    Person,
    Source,
)
from docgen.summary.text import Text

T = TypeVar("T")
_GLUED = re.compile(r"^(%|‰|°[CF]?|×|x(?=\s|$))\s*")
"""Beginnings of a unit that stand right after the figure."""


def _slice(node: MarkupNode, items: Sequence[T]) -> Sequence[T]:
    start = node.get("from", 1) - 1
    count = node.get("first")
    return items[start:] if count is None else items[start : start + count]


# ---- metrics -----------------------------------------------------------------------


def read_metrics(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<metrics first from columns>``."""
    metrics: Sequence[Metric] = reader.summary.metrics
    if node.get("order") == "weight":
        metrics = sorted(metrics, key=lambda m: -m.weight)
    tiles = tuple(_tile(reader, metric, node) for metric in _slice(node, metrics))
    if not tiles:
        return ()
    look, columns = node.get("look", "tiles"), node.get("columns")
    return (Metrics(tiles=tiles, columns=columns, look=look, **reader.base(node)),)


def _tile(reader: Reader, metric: Metric, node: MarkupNode) -> MetricTile:
    value, unit = _glue(reader.text(metric.value), reader.text(metric.unit))
    label = reader.text(metric.label)
    if metric.source and metric.source in reader.numbers:
        cite = citation(reader.numbers[metric.source], metric.source)
        label = tidy((*label.spans, cite), label.refs)
    return MetricTile(
        value=value,
        unit=unit,
        label=label,
        context=_context(reader, metric),
        icon=metric.icon if metric.icon and _icon(reader, metric) else "",
        data=metric,
        id=metric.id,
        origin=node.at,
        source=metric.value.location,
    )


def _icon(reader: Reader, metric: Metric) -> bool:
    places = reader.summary._locations
    at = metric.label.location
    number = next((n for n, one in enumerate(reader.summary.metrics) if one is metric), None)
    if places is not None and number is not None:
        at = places.value(("metrics", number, "icon"))
    return known_icon(reader, metric.icon, at)


def _glue(value: Inline, unit: Inline) -> tuple[Inline, Inline]:
    """Move a leading ``%`` from the unit to the value: "2" and "% of GDP" read as 2%."""
    first = unit.spans[0] if unit.spans else Span("")
    hit = _GLUED.match(first.text)
    if hit is None or not value.spans:
        return value, unit
    sign = Span(hit[1]) if not value.plain.endswith(hit[1]) else Span("")
    rest = replace(first, text=first.text[hit.end() :])
    return (
        tidy((*value.spans, sign), (*value.refs, *unit.refs)),
        tidy((rest, *unit.spans[1:]), unit.refs),
    )


def _context(reader: Reader, metric: Metric) -> Inline:
    """Return "was 1%, by 2027" in the summary's language."""
    spans: list[Span] = []
    refs: list[int] = []
    for label, text in (("was {value}", metric.was), ("by {value}", metric.by)):
        if not text:
            continue
        shown = reader.text(text)
        if label.startswith("was"):
            shown, _ = _glue_again(shown, metric, reader)
        elif re.match(PARTIAL_DATE, text.source.strip()):
            shown = replace(shown, spans=(Span(_date(text, reader)),))
        before, _, after = reader.labels(label).partition("{value}")
        spans += [Span(", ")] if spans else []
        spans += [Span(before), *shown.spans, Span(after)]
        refs += shown.refs
    return tidy(spans, refs)


def _glue_again(shown: Inline, metric: Metric, reader: Reader) -> tuple[Inline, Inline]:
    """Give a bare earlier figure the sign that the figure has ("was 1%")."""
    if not re.fullmatch(r"[-+−]?[\d.,]+", shown.plain):
        return shown, Inline()
    unit = reader.text(metric.unit)
    return _glue(shown, replace(unit, refs=()))


def _date(text: Text, reader: Reader) -> str:
    try:
        return format_partial(text.source.strip(), reader.summary.lang)
    except ValueError:
        return text.source


# ---- timeline, people --------------------------------------------------------------


def read_timeline(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<timeline first from direction show>``."""
    summary = reader.summary
    ahead = node.get("show", "all") == "ahead"
    shown = [e for e in summary.timeline if not ahead or event_status(e, summary) != "past"]
    events = tuple(_event(reader, event, node) for event in _slice(node, shown))
    if not events:
        return ()
    direction = node.get("direction", "auto")
    return (Timeline(events=events, direction=direction, **reader.base(node)),)


def _event(reader: Reader, event: Event, node: MarkupNode) -> TimelineEvent:
    inline = reader.text(event.event)
    if event.when and event.when.ref >= 0:
        inline = replace(inline, refs=(event.when.ref, *inline.refs))
    if event.source and event.source in reader.numbers:
        cite = citation(reader.numbers[event.source], event.source)
        inline = tidy((*inline.spans, cite), inline.refs)
    status = event_status(event, reader.summary)
    return TimelineEvent(
        when=format_when(event, reader.summary.lang),
        inline=inline,
        data=event,
        status=status,
        tag=reader.labels(status) if status in ("planned", "possible") else "",
        origin=node.at,
        source=event.event.location,
    )


def read_people(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<people first from columns>``."""
    entries = tuple(_person(reader, one, node) for one in _slice(node, reader.summary.people))
    if not entries:
        return ()
    return (People(entries=entries, columns=node.get("columns"), **reader.base(node)),)


def _person(reader: Reader, person: Person, node: MarkupNode) -> PersonEntry:
    return PersonEntry(
        name=reader.text(person.name),
        role=reader.text(person.role),
        note=reader.text(person.note),
        group=reader.text(person.group),
        data=person,
        origin=node.at,
        source=person.name.location,
    )


# ---- sources -----------------------------------------------------------------------


def read_sources(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<sources show>``: cited ones by number, then (``all``) the others."""
    cited = reader.summary.citations
    every = node.get("show", "all") == "all" or not cited
    chosen = [s for s in reader.summary.sources if every or s.id in cited]
    chosen.sort(key=lambda s: reader.numbers[s.id])
    only = node.get("show", "all") == "cited" and bool(cited)
    if only:
        chosen = [s for s in chosen if s.id not in reader.references.uncalled]
    entries = tuple(_entry(reader, source, node) for source in chosen)
    return (Sources(entries=entries, cited=only, **reader.base(node)),) if entries else ()


def _entry(reader: Reader, source: Source, node: MarkupNode) -> SourceEntry:
    """Publisher, title (the link), date."""
    publisher, title = reader.text(source.publisher), reader.text(source.title)
    linked = [s if s.href else replace(s, href=source.url) for s in title.spans]
    spans = [*publisher.spans, *([Span(", ")] if publisher else []), *linked]
    if source.date:
        spans.append(Span(f", {format_partial(source.date, reader.summary.lang)}"))
    return SourceEntry(
        number=reader.numbers[source.id],
        inline=tidy(spans, (*publisher.refs, *title.refs)),
        id=source.id,
        origin=node.at,
        source=source.title.location,
    )
