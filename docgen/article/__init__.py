"""Articles: what summaries are checked against, read from text, Markdown, HTML, PDF, Word, mail, EPUB."""

from docgen.article.model import Article, ArticleBlock, ArticlePlace, Link, Sentence
from docgen.article.read import SUFFIXES, parse_article, read_article

__all__ = [
    "SUFFIXES",
    "Article",
    "ArticleBlock",
    "ArticlePlace",
    "Link",
    "Sentence",
    "parse_article",
    "read_article",
]
