"""Page numbers, put in when pages are known."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.placed.items import PlacedItem
from docgen.placed.walk import leaves, paras_of, with_paras
from docgen.text.paragraph import Setter
from docgen.text.units import PLACEHOLDERS


def fill_fields(
    items: Iterable[PlacedItem], setter: Setter, page: int, pages: int
) -> list[PlacedItem]:
    """Return a page's (or slide's) items with the page's number and their count put in."""
    return [
        with_paras(item, lambda para: setter.filled(para, page, pages))
        if has_fields(item)
        else item
        for item in items
    ]


def has_fields(item: PlacedItem) -> bool:
    """Say whether an item shows a page number or the count of pages."""
    return any(
        span.field in PLACEHOLDERS
        for leaf in leaves([item])
        for para in paras_of(leaf)
        for span in para.spans
    )
