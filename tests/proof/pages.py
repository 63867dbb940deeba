"""A brief's own pages: its placed boxes as `Box`, to be compared with what its PDF draws."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.placed.documents import Brief, Page
from docgen.placed.items import ImageItem, Rect, TableItem, TextItem, TextPara
from docgen.placed.walk import leaves

from .boxes import Box


def brief_boxes(brief: Brief) -> list[list[Box]]:
    """Return the text boxes and table cells of each page, with the lines they draw."""
    count = len(brief.pages)
    return [list(_page(page, n, count)) for n, page in enumerate(brief.pages, 1)]


def _page(page: Page, number: int, count: int) -> Iterator[Box]:
    fields = {"page-number": str(number), "page-count": str(count)}
    for leaf in leaves([*page.marks, *page.items]):
        if isinstance(leaf, TextItem):
            yield _box(leaf.name or leaf.paras[0].style.name, leaf.rect, leaf.paras, fields)
        elif isinstance(leaf, TableItem):
            for cell in leaf.cells:
                rect = cell.rect.moved(leaf.rect.x, leaf.rect.y)
                yield _box(f"{leaf.name} [{cell.row},{cell.column}]", rect, cell.paras, fields)


def _box(name: str, rect: Rect, paras: tuple[TextPara, ...], fields: dict[str, str]) -> Box:
    shown = [
        "".join(fields.get(g.field or "", g.text) for line in p.lines for g in line.pieces)
        for p in paras
    ]
    texts = tuple(text for text in shown if text.strip())
    return Box(name, rect.x, rect.y, rect.right, rect.bottom, texts)


def strays(brief: Brief) -> list[str]:
    """Return the items that leave the page's text area (width) or the page (height)."""
    _, right, _, left = brief.layout.margins
    found = []
    for number, page in enumerate(brief.pages, 1):
        for leaf in leaves(page.items):
            rect = leaf.rect
            inside = (
                rect.x >= left - 0.1
                and rect.right <= page.width - right + 0.1
                and rect.y >= 0
                and rect.bottom <= page.height
            )
            if not inside and isinstance(leaf, TextItem | TableItem | ImageItem):
                found.append(f"page {number}: off-frame {leaf.name} {rect}")
    return found
