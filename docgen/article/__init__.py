"""Articles: what summaries are checked against, read from text, Markdown, HTML or PDF."""

from docgen.article.model import Article, Block, Link, Place, Sentence
from docgen.article.read import SUFFIXES, parse_article, read_article

__all__ = [
    "SUFFIXES",
    "Article",
    "Block",
    "Link",
    "Place",
    "Sentence",
    "parse_article",
    "read_article",
]
