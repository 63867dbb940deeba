"""Check what a summary says beyond its figures and names: direction, order, labels, polarity."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.claims import find_claims
from docgen.grounding.context import words_of
from docgen.grounding.direction import Directions, Telling, contradicts, telling_of
from docgen.grounding.exchanged import Exchanges, Labelled
from docgen.grounding.passages import Passage, PassageKind
from docgen.grounding.polarity import Polarity
from docgen.grounding.report import ClaimKind, ClaimProblem, Match, TraceStatus
from docgen.grounding.tracer import Traced, Tracer
from docgen.language.dates import Date, parse_iso
from docgen.language.meanings import meanings
from docgen.language.sentences import sentence_spans
from docgen.summary.model import Cell, Chart, Summary, Table

_KINDS = {
    "negation": (codes.NEGATION_DIFFERS, "one of the two denies it"),
    "quantifier": (codes.QUANTIFIER_DIFFERS, "how many is told differently"),
    "superlative": (codes.SUPERLATIVE_DIFFERS, "the degree is told differently"),
    "opposite": (codes.OPPOSITE_SAID, "one is the opposite of the other"),
    "subject": (codes.ACTORS_EXCHANGED, "who did it to whom is told differently"),
}


@dataclass(frozen=True)
class Statements:
    """The statements of one summary against one article; ``tracer`` has traced its claims."""

    summary: Summary
    tracer: Tracer
    passages: Sequence[Passage]

    @cached_property
    def directions(self) -> Directions:
        """Directions and orders of the article's numbers."""
        return Directions(self.tracer.index)

    @cached_property
    def exchanges(self) -> Exchanges:
        """Labels of the article's figures."""
        return Exchanges(self.tracer.index)

    @cached_property
    def polarity(self) -> Polarity:
        """Negations, universals, superlatives and opposites of the article."""
        return Polarity(self.tracer.index, self.tracer.lex)

    @cached_property
    def _by_path(self) -> Mapping[str, Passage]:
        return {passage.path: passage for passage in self.passages}

    def check(self) -> Iterator[Traced]:
        """Give a trace with a finding for each statement that the article contradicts."""
        for passage in self.passages:
            backing = passage.backing
            if backing is not None and backing.ignore is not None:
                continue
            if passage.kind in (PassageKind.PROSE, PassageKind.HEADING):
                yield from self._prose(passage)
        yield from self._metrics()
        for number, chart in enumerate(self.summary.charts):
            yield from self._chart(chart, number)
        for number, table in enumerate(self.summary.tables):
            yield from self._table(table, number)
        yield from self._timeline()

    def _prose(self, passage: Passage) -> Iterator[Traced]:
        evidence = self._evidence(passage)
        for start, end in sentence_spans(passage.text, self.tracer.lex.lang):
            sentence = passage.text[start:end]
            telling = telling_of(sentence, self.tracer.lex)
            yield from self._dated(passage, telling, start)
            turned = list(self._turned(passage, telling, start))
            yield from turned
            if turned:
                continue
            if passage.path.endswith((".alt", ".label", ".by")):
                continue
            for one in self.polarity.differences(
                sentence,
                evidence,
                heading=passage.kind is PassageKind.HEADING or passage.path.startswith("timeline."),
            ):
                code, why = _KINDS[one.kind]
                told = " ".join(one.told.split())
                message = f'"{one.said}" stands against "{told}" in the article: {why}'
                hint = f'say it as the article does; here: "{" ".join(sentence.split())}"'
                severity = Severity.ERROR if one.is_sure else Severity.WARNING
                problem = ClaimProblem(code, message, hint, severity)
                yield self._told(passage, one.said, start + one.start, one.place, problem)

    def _dated(self, passage: Passage, telling: Telling, shift: int) -> Iterator[Traced]:
        """A sentence with one date, whose words the article has beside another."""
        dates = [d for d in telling.dates if d.year]
        if len(dates) != 1 or len(telling.dates) != 1 or passage.kind is not PassageKind.PROSE:
            return
        claim, index = dates[0], self.tracer.index
        if self.tracer.dates.is_relative(claim):
            return  # "last year": its own words tell which sentences are of it
        places = [(d.start, d.end) for d in self.tracer.dates.same(claim)]
        dated = [(d.start, d.end) for d in index.dates if d.year and d.year != claim.year]
        words = telling.text[: claim.start] + telling.text[claim.end :]
        other = self.exchanges.other_event(words, self.tracer.lex, places, dated)
        if other is not None:
            theirs = index.article.text[other[0] : other[1]]
            message = f'"{claim.raw}" is in the article, but these words fit "{theirs}" better'
            hint = "check which date is meant"
            problem = ClaimProblem(codes.DATE_MISPLACED, message, hint, Severity.WARNING)
            yield self._told(passage, claim.raw, claim.start + shift, other[0], problem)

    def _evidence(self, passage: Passage) -> tuple[int, int] | None:
        backing = passage.backing
        if backing is None or not backing.evidence:
            return None
        match = self.tracer.quotes.trace(backing.evidence)
        return (match.start, match.end) if match.is_found else None

    def _turned(self, passage: Passage, telling: Telling, shift: int) -> Iterator[Traced]:
        """A rise told as a fall, or from and to exchanged."""
        seen: set[int] = set()
        for number, change, told in contradicts(telling):
            said = "rises" if told == "rise" else "falls"
            message = f'what {said} can\'t go from "{change.raw[0]}" to "{change.raw[1]}"'
            problem = ClaimProblem(
                codes.DIRECTION_REVERSED, message, "turn the verb or the numbers round"
            )
            place = self._place_of(passage, number.start + shift)
            yield self._told(passage, number.raw, number.start + shift, place, problem)
            seen |= {q.start for q in telling.numbers}
        for change in telling.changes:
            wrong = self.directions.reversed(change.before, change.after)
            if wrong and not seen & {change.start}:
                told_change, at = wrong
                message = (
                    f'the article goes from "{told_change.raw[0]}" to "{told_change.raw[1]}",'
                    " not the other way"
                )
                problem = ClaimProblem(codes.ORDER_REVERSED, message, "exchange the two numbers")
                yield self._told(passage, change.raw[0], change.start + shift, at, problem)
                seen |= {q.start for q in telling.numbers}
        for number in telling.numbers:
            direction = telling.direction(number)
            if not direction or number.start in seen:
                continue
            opposed = self.directions.opposite(telling.key(number), direction)
            if opposed is not None:
                ways = ("rise", "fall") if direction == "rise" else ("fall", "rise")
                message = f'"{number.raw}" is a {ways[0]} here and a {ways[1]} in the article'
                problem = ClaimProblem(codes.DIRECTION_REVERSED, message, "check which way it went")
                yield self._told(passage, number.raw, number.start + shift, opposed, problem)

    def _place_of(self, passage: Passage, offset: int) -> int:
        match = self.tracer.matches.get((passage.path, offset))
        return match.start if match is not None else -1

    def _metrics(self) -> Iterator[Traced]:
        """What is now against what was."""
        for metric in self.summary.metrics:
            now, was = self._by_path.get(metric.value.path), self._by_path.get(metric.was.path)
            if now is None or was is None:
                continue
            numbers = [find_claims(p, self.tracer.lex).numbers for p in (was, now)]
            if not all(numbers):
                continue
            keys = [Telling("", (), (), self.tracer.lex).key(found[0]) for found in numbers]
            wrong = self.directions.reversed(keys[0], keys[1])
            at = wrong[1] if wrong else None
            if wrong is None and not self._in_order(keys[0], keys[1]):
                at = self.directions.sized(keys[0], keys[1])
            if at is not None:
                message = (
                    f'"{metric.value}" was before and "{metric.was}" came after in the article'
                )
                problem = ClaimProblem(codes.ORDER_REVERSED, message, "exchange value and was")
                yield self._told(now, numbers[1][0].raw, 0, at, problem)

    def _in_order(self, before: tuple[object, str], after: tuple[object, str]) -> bool:
        return any(
            change.before[0] == before[0] and change.after[0] == after[0]
            for change, _ in self.directions.changes
        )

    def _chart(self, chart: Chart, number: int) -> Iterator[Traced]:
        """Points under another category's label, and an alt text against the data."""
        for row, series in enumerate(chart.series):
            items, held = [], []
            for index, value in enumerate(series.values):
                path = f"charts.{number}.series.{row}.values.{index}"
                passage = self._by_path.get(path)
                if value is not None and passage is not None and index < len(chart.categories):
                    items.append((str(chart.categories[index]), passage))
                    held.append(passage)
            yield from self._labels(items)
        alt = self._by_path.get(chart.alt.path) if chart.alt else None
        words = meanings(self.tracer.lex.lang)
        if alt is None or words is None or len(chart.series) != 1:
            return
        values = [v for v in chart.series[0].values if v is not None]
        told = {k for k in ("rise", "fall") if words.has(k, alt.text)}
        is_time = all(str(c)[-4:].isdigit() for c in chart.categories) and len(values) > 1
        if is_time and len(told) == 1 and len(values) == len(chart.categories):
            up = values[-1] > values[0]
            if (
                values[-1] != values[0]
                and up != (told == {"rise"})
                and not any(c.isdigit() for c in alt.text)
            ):
                message = f"the alternative text tells of a {told.pop()}, the data don't"
                problem = ClaimProblem(codes.DIRECTION_REVERSED, message, "describe the data")
                yield self._told(alt, alt.text, 0, -1, problem)
        yield from self._signed(alt, chart)

    def _signed(self, alt: Passage, chart: Chart) -> Iterator[Traced]:
        """Categories that an alt text lets rise where their value is below zero, and back."""
        values = chart.series[0].values
        if not any(v is not None and v < 0 for v in values):
            return
        words = meanings(self.tracer.lex.lang)
        assert words is not None
        clauses = [c for c in _clauses(alt.text) if c.strip()]
        for category, value in zip(chart.categories, values, strict=False):
            for clause in clauses:
                told = {k for k in ("rise", "fall") if words.has(k, clause)}
                if value and str(category).lower() in clause.lower() and len(told) == 1:
                    way = told.pop()
                    if (value > 0) != (way == "rise"):
                        message = f'"{category}" has {value:g}, which is no {way}'
                        problem = ClaimProblem(
                            codes.DIRECTION_REVERSED, message, "describe the data"
                        )
                        yield self._told(alt, str(category), alt.text.find(clause), -1, problem)

    def _table(self, table: Table, number: int) -> Iterator[Traced]:
        """Cells under another row's label."""
        columns = max((len(row) for row in table.rows), default=0)
        for column in range(1, columns):
            items = []
            for row in table.rows:
                texts = [c.text if isinstance(c, Cell) else c for c in row]
                if len(texts) <= column or texts[0] is None or texts[column] is None:
                    continue
                passage = self._by_path.get(texts[column].path)  # type: ignore[union-attr]
                if passage is not None:
                    items.append((str(texts[0]), passage))
            yield from self._labels(items)

    def _labels(self, items: Sequence[tuple[str, Passage]]) -> Iterator[Traced]:
        labelled, raws = [], {}
        for ref, (label, passage) in enumerate(items):
            numbers = find_claims(passage, self.tracer.lex).numbers
            if len(numbers) != 1:
                continue
            match = self.tracer.matches.get((passage.path, numbers[0].start))
            if match is None or not match.is_found or match.status is TraceStatus.DERIVED:
                continue
            traced = next((q for q in self.tracer.index.numbers if q.start == match.start), None)
            places = tuple(
                (q.start, q.end)
                for q in self.tracer.index.numbers
                if traced is not None and q.value == traced.value and q.unit == traced.unit
            ) or ((match.start, match.end),)
            stems = frozenset(w.stem for w in words_of(label, self.tracer.lex))
            labelled.append(Labelled(ref, stems, places))
            raws[ref] = numbers[0].raw
        for ref, place in self.exchanges.pairs(labelled).items():
            label, passage = items[ref]
            article = self.tracer.index.article
            theirs = article.text[place[0] : place[1]]
            message = f'of "{label}" the article says "{theirs}", not "{raws[ref]}"'
            problem = ClaimProblem(
                codes.LABEL_EXCHANGED, message, "put each figure under its label"
            )
            yield self._told(passage, raws[ref], 0, place[0], problem)

    def _timeline(self) -> Iterator[Traced]:
        """Events under another event's date."""
        index = self.tracer.index
        for number, event in enumerate(self.summary.timeline):
            passage = self._by_path.get(f"timeline.{number}.date")
            if passage is None or not event.date:
                continue
            claim = parse_iso(event.date)
            places = [(d.start, d.end) for d in self.tracer.dates.same(claim)]
            same = frozenset(places)
            dated = [
                (d.start, d.end) for d in index.dates if d.year and (d.start, d.end) not in same
            ]
            other = self.exchanges.other_event(
                passage.context, self.tracer.lex, places, dated, _weekday(claim)
            )
            if other is not None:
                theirs = index.article.text[other[0] : other[1]]
                message = f'the article dates this event "{theirs}", not "{passage.text}"'
                problem = ClaimProblem(codes.EVENT_DATE, message, "give each event its date")
                yield self._told(passage, passage.text, 0, other[0], problem)

    def _told(
        self, passage: Passage, text: str, start: int, place: int, problem: ClaimProblem
    ) -> Traced:
        match = Match(
            TraceStatus.CONTRADICTED, place, place + 1 if place >= 0 else -1, problem=problem
        )
        return self.tracer.traced(passage, ClaimKind.STATEMENT, text, start, match)


def _clauses(text: str) -> list[str]:
    return re.split(r"[,;.]", text)


def _weekday(date: Date) -> int | None:
    """Return the day of the week of a whole date, Monday 0."""
    if not (date.year and date.month and date.day):
        return None
    try:
        return dt.date(date.year, date.month, date.day).weekday()
    except ValueError:
        return None
