"""Where on a page each text of the summary stands, for going from a picture to its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.foundation.diagnostics import Location
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import (
    ChartItem,
    ImageItem,
    PlacedItem,
    Rect,
    TableItem,
    TextItem,
    TextPara,
)
from docgen.placed.walk import leaves
from docgen.summary.model import Summary


@dataclass(frozen=True, slots=True)
class Region:
    """A box of a page, in shares of its width and height, and the place it comes from."""

    left: float
    top: float
    width: float
    height: float
    file: str
    line: int
    column: int

    def as_plain(self) -> list[float | str | int]:
        """Return it as a list for JSON, numbers rounded."""
        box = [round(v, 4) for v in (self.left, self.top, self.width, self.height)]
        return [*box, self.file, self.line, self.column]


def regions_of(placed: Brief | Deck) -> list[list[Region]]:
    """Return the regions of each page or slide, the larger boxes first."""
    if isinstance(placed, Brief):
        pages = [(list(p.items), p.width, p.height) for p in placed.pages]
    else:
        size = placed.master
        pages = [([i.item for i in s.items], size.width, size.height) for s in placed.slides]
    return [_page(items, width, height, placed.summary) for items, width, height in pages]


def _page(items: list[PlacedItem], width: float, height: float, summary: Summary) -> list[Region]:
    found = []
    for leaf in leaves(items):
        for rect, at in _places(leaf, summary):
            if at is not None and at.file and rect.width > 0 and rect.height > 0:
                left, top = rect.x / width, rect.y / height
                box = (left, top, rect.width / width, rect.height / height)
                found.append(Region(*box, at.file, at.line, at.column))
    return sorted(found, key=lambda r: -r.width * r.height)


def _places(item: PlacedItem, summary: Summary) -> Iterator[tuple[Rect, Location | None]]:
    if isinstance(item, TextItem):
        y = item.rect.y + item.insets[1]
        for para in item.paras:
            y += para.space_before
            yield Rect(item.rect.x, y, item.rect.width, max(para.height, 6.0)), _of(para, summary)
            y += para.height + para.space_after
    elif isinstance(item, TableItem):
        for cell in item.cells:
            box = cell.rect.moved(item.rect.x, item.rect.y)
            for para in cell.paras[:1]:
                yield box, _of(para, summary)
    elif isinstance(item, ChartItem):
        chart = next((one for one in summary.charts if one.id == item.chart.id), None)
        yield item.rect, chart.title.location if chart is not None else None
    elif isinstance(item, ImageItem):
        yield item.rect, item.block.source or item.block.origin


def _of(para: TextPara, summary: Summary) -> Location | None:
    refs = [ref for ref in para.refs if 0 <= ref < len(summary.texts)]
    return summary.texts[refs[0]].location if refs else None
