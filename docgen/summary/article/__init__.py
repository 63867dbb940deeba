"""Articles: what summaries are checked against, read from text, Markdown, HTML or PDF.

The readers are imported when they are first used (PEP 562): most builds read no article.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from docgen.summary.article.model import Article, Block, Link, Place, Sentence

if TYPE_CHECKING:
    from docgen.summary.article.read import SUFFIXES, parse_article, read_article

__all__ = [
    "SUFFIXES", "Article", "Block", "Link", "Place", "Sentence", "parse_article", "read_article",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a reader's name when it is first used."""
    if name in ("SUFFIXES", "parse_article", "read_article"):
        return getattr(import_module("docgen.summary.article.read"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
