"""Typesetting: measure, fit and place; every size is known when it is done."""

from __future__ import annotations

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout.document import BriefRoot, Document
from docgen.placed.documents import Brief, Deck, Master
from docgen.typeset import flowables  # noqa: F401  (registers the handlers)
from docgen.typeset.brief import typeset_brief
from docgen.typeset.handouts import handout
from docgen.typeset.slides import typeset_deck

__all__ = ["handout", "typeset"]


def typeset(
    document: Document, diagnostics: Diagnostics | None = None, master: Master | None = None
) -> Brief | Deck:
    """Measure, fit and place a document. Raises DocgenError if it can't be made to fit.

    `master` is a deck's, read from a company's template; by default the theme's own.
    """
    found = diagnostics if diagnostics is not None else Diagnostics()
    if isinstance(document.root, BriefRoot):
        return typeset_brief(document, found)
    return typeset_deck(document, found, master)
