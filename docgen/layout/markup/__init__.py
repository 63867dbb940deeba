"""From rendered markup to typed blocks: parse, check against the vocabulary, read."""

from docgen.layout.markup.document import read_markup

__all__ = ["read_markup"]
