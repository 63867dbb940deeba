"""Grounding: every number, date, name and quotation of a summary traced to its article."""

from docgen.grounding.ground import (
    article_path,
    check_grounding,
    ground,
    ground_indexed,
    load_article,
)
from docgen.grounding.index import ArticleIndex, index_article
from docgen.grounding.report import (
    Claim,
    ClaimKind,
    Closest,
    GroundingReport,
    Trace,
    TraceStatus,
    trace_json,
)

__all__ = [
    "ArticleIndex",
    "Claim",
    "ClaimKind",
    "Closest",
    "GroundingReport",
    "Trace",
    "TraceStatus",
    "article_path",
    "check_grounding",
    "ground",
    "ground_indexed",
    "index_article",
    "load_article",
    "trace_json",
]
