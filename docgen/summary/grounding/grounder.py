"""Trace every claim of a summary to its article."""

from __future__ import annotations

from docgen.diagnostics import Diagnostic
from docgen.summary.article.model import Article
from docgen.summary.grounding.index import ArticleIndex, index_article
from docgen.summary.grounding.misplaced import find_misplaced
from docgen.summary.grounding.passages import passages
from docgen.summary.grounding.report import GroundingReport
from docgen.summary.grounding.tracer import Traced, Tracer
from docgen.summary.model import Summary


def ground(summary: Summary, article: Article) -> GroundingReport:
    """Return where each claim of a summary stands in the article, and what is wrong.

    Claims are numbers, dates, quotations and names in every text that a layout may show.
    Never raises; the report's diagnostics have codes DG510 to DG543.
    """
    return ground_indexed(summary, index_article(article))


def ground_indexed(summary: Summary, index: ArticleIndex) -> GroundingReport:
    """Like `ground`, for an article that many summaries are checked against."""
    tracer = Tracer(summary, index)
    traced: list[Traced] = []
    for passage in passages(summary):
        traced += tracer.trace(passage)
    traced = find_misplaced(traced, tracer)
    diagnostics = [d for t in traced for d in t.diagnostics]
    return GroundingReport(
        summary=summary.path,
        article=index.article.name,
        sha256=index.article.sha256,
        traces=tuple(t.trace for t in traced),
        diagnostics=tuple(_in_order(diagnostics)),
    )


def _in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, equal findings once."""
    unique = dict.fromkeys(found)
    return sorted(
        unique, key=lambda d: (d.location is None, d.location.line if d.location else 0,
                               d.location.column if d.location else 0, d.code),
    )  # fmt: skip
