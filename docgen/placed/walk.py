"""Walking over placed items: text, elements and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from docgen.placed.documents import Brief, Deck, Page
from docgen.placed.items import (
    ChartItem,
    GroupItem,
    ImageItem,
    PathItem,
    PlacedItem,
    ShapeItem,
    TableItem,
    TextItem,
    TextPara,
)
from docgen.placed.structure import Elem


def leaves(items: Iterable[PlacedItem]) -> Iterator[PlacedItem]:
    """Yield items in order, groups opened."""
    for item in items:
        if isinstance(item, GroupItem):
            yield from leaves(item.items)
        else:
            yield item


def paras_of(item: PlacedItem) -> tuple[TextPara, ...]:
    """Return the paragraphs of a text box or of a table's cells."""
    if isinstance(item, TextItem):
        return item.paras
    if isinstance(item, TableItem):
        return tuple(p for cell in item.cells for p in cell.paras)
    return ()


def with_paras(item: PlacedItem, change: Callable[[TextPara], TextPara]) -> PlacedItem:
    """Return an item with every paragraph changed; art of charts stays as it is."""
    match item:
        case TextItem():
            return replace(item, paras=tuple(map(change, item.paras)))
        case TableItem():
            cells = tuple(replace(c, paras=tuple(map(change, c.paras))) for c in item.cells)
            return replace(item, cells=cells)
        case GroupItem():
            return replace(item, items=tuple(with_paras(i, change) for i in item.items))
        case ShapeItem() | PathItem() | ImageItem() | ChartItem():
            return item
        case _:
            assert_never(item)


def words_of(item: PlacedItem) -> Iterator[str]:
    """Yield the text of each paragraph in an item."""
    for leaf in leaves([item]):
        for para in paras_of(leaf):
            yield " ".join("".join(g.text for g in line.pieces) for line in para.lines)


def count_words(placed: Brief | Deck) -> int:
    """Return how many words a document shows, running heads and notes aside."""
    if isinstance(placed, Brief):
        items = [item for page in placed.pages for item in page.items]
    else:
        items = [one.item for slide in placed.slides for one in slide.items]
    return sum(len(text.split()) for item in items for text in words_of(item))


def elem_pages(pages: Iterable[Page]) -> dict[str, int]:
    """Return for each element with an id the number (from 1) of the page it starts on."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for leaf in leaves(page.items):
            for para in paras_of(leaf):
                for elem in _up(para.elem):
                    if elem.id is not None:
                        found.setdefault(elem.id, number)
            kind = getattr(leaf, "elem", None)
            for elem in _up(kind):
                if elem.id is not None:
                    found.setdefault(elem.id, number)
    return found


def _up(elem: Elem | None) -> Iterator[Elem]:
    while elem is not None:
        yield elem
        elem = elem.parent
