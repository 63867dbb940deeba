"""Grounding: every number, date, name and quotation of a summary traced to its article."""

from docgen.summary.grounding.files import article_path, check_grounding, load_article
from docgen.summary.grounding.ground import ground, ground_indexed
from docgen.summary.grounding.index import ArticleIndex, index_article
from docgen.summary.grounding.report import (
    Claim,
    ClaimKind,
    Closest,
    GroundingReport,
    Status,
    Trace,
    trace_json,
)  # fmt: skip

__all__ = [
    "ArticleIndex", "Claim", "ClaimKind", "Closest", "GroundingReport", "Status", "Trace",
    "article_path", "check_grounding", "ground", "ground_indexed", "index_article",
    "load_article", "trace_json",
]  # fmt: skip
