"""A first summary of an article by extraction alone: every text stands in the article."""

from docgen.drafting.draft import draft

__all__ = ["draft"]
