"""Grounding: every number, date, name and quotation of a summary traced to its article.

What traces is imported when it is first used (PEP 562): most summaries name no article.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from docgen.summary.grounding.report import (
    Claim,
    ClaimKind,
    Closest,
    GroundingReport,
    Status,
    Trace,
    trace_json,
)  # fmt: skip

if TYPE_CHECKING:
    from docgen.summary.grounding.files import article_path, check_grounding, load_article
    from docgen.summary.grounding.grounder import ground, ground_indexed
    from docgen.summary.grounding.index import ArticleIndex, index_article

__all__ = [
    "ArticleIndex", "Claim", "ClaimKind", "Closest", "GroundingReport", "Status", "Trace",
    "article_path", "check_grounding", "ground", "ground_indexed", "index_article",
    "load_article", "trace_json",
]  # fmt: skip

_HOMES = {
    "files": ("article_path", "check_grounding", "load_article"),
    "grounder": ("ground", "ground_indexed"),
    "index": ("ArticleIndex", "index_article"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
