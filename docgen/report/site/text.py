"""The words of a document's pages, in reading order, for people and for a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docgen.placed.documents import Brief, Deck
from docgen.placed.items import ChartItem, ImageItem, PlacedItem, TableItem
from docgen.placed.walk import leaves, paras_of

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page or slide says: its lines, and the notes under a slide."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of it as one line, for a search."""
        return " ".join((*self.lines, *self.notes))


def page_texts(placed: Brief | Deck) -> list[PageText]:
    """Return what each page or slide says; running heads and feet are left out."""
    if isinstance(placed, Brief):
        return [PageText(tuple(_lines(page.items))) for page in placed.pages]
    return [
        PageText(
            tuple(_lines(one.item for one in slide.items)),
            tuple(filter(None, (_words(para.spans) for para in slide.notes))),
        )
        for slide in placed.slides
    ]


def _lines(items: Iterable[PlacedItem]) -> Iterator[str]:
    for item in leaves(items):
        match item:
            case TableItem():
                rows: dict[int, list[str]] = {}
                for cell in item.cells:
                    words = " ".join(_words(para.spans) for para in cell.paras)
                    rows.setdefault(cell.row, []).append(words)
                yield from (" | ".join(cells) for cells in rows.values())
            case ChartItem() | ImageItem():
                alt = item.elem.alt if item.elem is not None else None
                if alt:
                    yield alt
            case _:
                yield from filter(None, (_words(para.spans) for para in paras_of(item)))


def _words(spans: Iterable[Any]) -> str:
    told = "".join(f" [{s.text.strip()}]" if s.cite else s.text for s in spans)
    return " ".join(told.translate(_UNSEEN).split())
