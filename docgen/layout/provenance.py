"""Where each figure comes from: a brief's last page, the notes of a deck's slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.article import ArticlePlace
from docgen.foundation.structs import Struct
from docgen.grounding import ClaimKind, GroundingReport, Trace, TraceStatus
from docgen.layout.blocks import (
    Block,
    ChartBlock,
    Heading,
    Inline,
    PageBreak,
    Para,
    Span,
    TableBlock,
    TableCell,
    Timeline,
)
from docgen.layout.document import BriefRoot, Document, SlideBlock
from docgen.layout.labels import Labels
from docgen.layout.walk import inlines, walk
from docgen.summary.model import Summary

_TITLE = "Where each figure comes from"
_KINDS = (ClaimKind.NUMBER, ClaimKind.DATE, ClaimKind.QUOTATION)
"""Figures and words: names stand in most sentences and would fill pages."""
_PASSAGE, _CLAIM = 240, 90
_WIDTHS = (3.4, 8.6, 1.5)


class TraceRow(Struct, frozen=True):
    """Claims that come from one passage, the passage, and where it stands."""

    claims: tuple[str, ...]
    passage: str
    where: str


def with_trace(document: Document, report: GroundingReport, labels: Labels) -> Document:
    """Return a document that tells where the figures which it shows come from."""
    root, summary = document.root, document.summary
    if isinstance(root, BriefRoot):
        shown = _Shown.of(root.blocks, (), summary)
        rows = _rows(filter(shown.has, report.traces), labels)
        if not rows:
            return document
        page = _page(rows, _told(summary, report, labels), labels)
        return replace(document, root=replace(root, blocks=(*root.blocks, *page)))
    slides = tuple(_noted(slide, summary, report, labels) for slide in root.slides)
    return replace(document, root=replace(root, slides=slides))


class _Shown(Struct, frozen=True):
    """What blocks show: texts of the summary, charts and events, and the very words."""

    refs: frozenset[int]
    paths: frozenset[str]
    words: str

    @staticmethod
    def of(blocks: Iterable[Block], others: Iterable[Inline], summary: Summary) -> _Shown:
        """Gather what is shown by blocks, and by a slide's titles."""
        every = list(walk(blocks))
        texts = [*others, *(inline for block in every for inline in inlines(block))]
        return _Shown(
            frozenset(ref for text in texts for ref in text.refs),
            frozenset(path for block in every for path in _paths(block, summary)),
            _one_line(" ".join(text.plain for text in texts)),
        )

    def has(self, trace: Trace) -> bool:
        """Whether a claim is shown. Of a long text often only a part is."""
        claim = trace.claim
        if claim.ref < 0:
            return any(claim.path.startswith(path) for path in self.paths)
        is_long = claim.path.endswith(".body")
        return claim.ref in self.refs and (not is_long or _one_line(claim.text) in self.words)


def _paths(block: Block, summary: Summary) -> Iterator[str]:
    """Give the summary's paths of figures that a block draws and that are no texts."""
    if isinstance(block, ChartBlock):
        ids = [str(chart.id) for chart in summary.charts]
        if str(block.data.id) in ids:
            yield f"charts.{ids.index(str(block.data.id))}."
    elif isinstance(block, Timeline):
        yield "timeline."


def _rows(traces: Iterable[Trace], labels: Labels) -> list[TraceRow]:
    """Join the claims of one passage, in the order in which the summary makes them."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for trace in traces:
        if trace.claim.kind in _KINDS:
            claims = found.setdefault(_origin(trace, labels), {})
            claims[_claimed(trace, labels)] = None
    return [TraceRow(_distinct(claims), *origin) for origin, claims in found.items()]


def _claimed(trace: Trace, labels: Labels) -> str:
    text = _short(trace.claim.text, _CLAIM)
    is_said = trace.claim.kind is ClaimKind.QUOTATION
    return labels("quote-open") + text + labels("quote-close") if is_said else text


def _distinct(claims: Iterable[str]) -> tuple[str, ...]:
    """Leave out claims that another says too: 9400 beside 9,400, a month beside its day."""
    keys = {claim: "".join(filter(str.isalnum, claim.casefold())) for claim in claims}
    kept: list[str] = []
    for claim, key in keys.items():
        is_said = any(key in keys[other] for other in kept)
        is_part = any(key in more and key != more for more in keys.values())
        if not is_said and not is_part:
            kept.append(claim)
    return tuple(kept)


def _origin(trace: Trace, labels: Labels) -> tuple[str, str]:
    """Return the passage that a claim comes from and its place, or why there is none."""
    if trace.status is TraceStatus.DERIVED:
        return labels("Computed: {value}", value=trace.form), ""
    if trace.status is TraceStatus.IGNORED:
        return labels("Not from the article: {value}", value=trace.form), ""
    if trace.place is None:
        return labels("Not found in the article"), ""
    return _short(trace.sentence, _PASSAGE), _where(trace.place, labels)


def _where(place: ArticlePlace, labels: Labels) -> str:
    line = labels("line {value}", value=place.line)
    return line if place.page is None else f"{labels('page {value}', value=place.page)}, {line}"


def _told(summary: Summary, report: GroundingReport, labels: Labels) -> str:
    """Return the sentence over the table: which article is meant."""
    article = summary.article
    title = _one_line(str(article.title)) if article and article.title else ""
    name = report.article.replace("\\", "/").rpartition("/")[2]
    told = f"{title} ({name})" if title else name
    return labels("Checked against the article: {value}", value=told)


def _page(rows: Iterable[TraceRow], told: str, labels: Labels) -> tuple[Block, ...]:
    heads = (labels("Figure"), labels("The article says"), labels("Place"))
    head = tuple(TableCell(inline=_inline(text), header=True) for text in heads)
    body = tuple(
        (
            TableCell(inline=_inline(" · ".join(row.claims), bold=True)),
            TableCell(inline=_inline(row.passage)),
            TableCell(inline=_inline(row.where)),
        )
        for row in rows
    )
    title = labels(_TITLE)
    table = TableBlock(rows=(head, *body), widths=_WIDTHS, align=("left",) * 3, alt=title)
    return (
        PageBreak(),
        Heading(level=2, inline=_inline(title), style="h2"),
        Para(inline=_inline(told), style="meta"),
        table,
    )


def _noted(
    slide: SlideBlock, summary: Summary, report: GroundingReport, labels: Labels
) -> SlideBlock:
    """Return a slide whose notes end with where its figures come from."""
    titles = (slide.title, slide.subtitle, slide.kicker)
    shown = _Shown.of(slide.blocks, titles, summary)
    rows = _rows(filter(shown.has, report.traces), labels)
    if not rows:
        return slide
    notes: list[Block] = [Para(inline=_inline(labels(_TITLE), bold=True))]
    for row in rows:
        where = f" ({row.where})" if row.where else ""
        claims = Span(" · ".join(row.claims), bold=True)
        notes.append(Para(inline=Inline((claims, Span(f": {row.passage}{where}")))))
    return replace(slide, notes=(*slide.notes, *notes))


def _inline(text: str, bold: bool = False) -> Inline:
    return Inline((Span(text, bold=bold),)) if text else Inline()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int) -> str:
    """Cut at a word's end."""
    plain = _one_line(text)
    return plain if len(plain) <= most else plain[:most].rpartition(" ")[0].rstrip(" ,;:") + " …"
