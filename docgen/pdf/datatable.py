"""A chart's data as a table for readers: real text, drawn invisibly in a hairline strip.

Alt tells what a chart shows; its numbers should be there to walk through as well. Elements
without content are skipped by screen readers, and ActualText alone by most extractors, so
each cell is text in rendering mode 3 (ISO 32000-1, 9.3.6), as under a scanned page. The
strip lies in the gap below the chart's box, so it covers no other text, and comes right
after the chart in reading order. Its Table stands beside the Figure: a reader who is given
an Alt is given nothing inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.typeset.charts import chart_rows
from docgen.typeset.items import ChartItem
from docgen.typeset.structure import Elem

MOST_SIZE = 0.5
"""Type size in points: invisible, so small that it fits any gap."""
EM_PER_CHARACTER = 0.62
"""Generous width of a character, for sharing out the strip."""


@dataclass(frozen=True, slots=True)
class DataCell:
    """A cell's text, its element, where its baseline starts and its size, in points."""

    elem: Elem
    text: str
    x: float
    y: float
    size: float


def data_cells(item: ChartItem, lang: str) -> Iterator[DataCell]:
    """Yield the cells of a chart's data table in reading order."""
    if item.data_elem is None:
        return
    header, rows = chart_rows(item.block, lang)
    texts = [text for row in (header, *rows) for text in row]
    elems = list(_cells(item.data_elem))
    room = item.rect.width / max(sum(len(t) + 1 for t in texts), 1)
    size = min(MOST_SIZE, room / EM_PER_CHARACTER)
    x, y = item.rect.x, item.rect.bottom + MOST_SIZE * 1.5
    for elem, text in zip(elems, texts, strict=True):
        if text:
            yield DataCell(elem, text + " ", x, y, size)
        x += room * (len(text) + 1)


def _cells(elem: Elem) -> Iterator[Elem]:
    for kid in elem.kids:
        if kid.role in ("TH", "TD"):
            yield kid
        else:
            yield from _cells(kid)
