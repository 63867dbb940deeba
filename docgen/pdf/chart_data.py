"""A chart's data as an attached CSV file (PDF/A-3: ISO 19005-3, 6.8 and annex E)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from docgen.charts import chart_rows
from docgen.charts.description import xs
from docgen.layout.blocks import ChartBlock
from docgen.pdf.objects import PdfFile, byte_string, dictionary, ref, text_string
from docgen.pdf.sheets import HandoutSheet
from docgen.pdf.tagging import TagTree
from docgen.placed.items import ChartItem
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves
from docgen.summary.model import Chart

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


def attach_data(
    file: PdfFile, sheets: Iterable[HandoutSheet], tree: TagTree, when: datetime
) -> dict[str, bytes | None]:
    """Attach each chart's data once, tied to its Figure; return entries for the catalog."""
    specs: dict[str, int] = {}
    for item in _charts(sheets):
        name = f"{item.block.data.id}.csv"
        if name not in specs:
            specs[name] = _specification(file, name, item.block, when)
        if item.elem is not None:
            tree.files[item.elem] = specs[name]
    if not specs:
        return {}
    pairs = b"".join(text_string(name) + ref(specs[name]) for name in sorted(specs))
    listed = b" ".join(ref(number) for number in specs.values())
    return {"Names": b"<</EmbeddedFiles<</Names[%b]>>>>" % pairs, "AF": b"[%b]" % listed}


def _charts(sheets: Iterable[HandoutSheet]) -> Iterator[ChartItem]:
    for sheet in sheets:
        for layer in sheet.layers:
            for leaf in leaves(layer.items):
                if isinstance(leaf, ChartItem):
                    yield leaf


def _specification(file: PdfFile, name: str, block: ChartBlock, when: datetime) -> int:
    data = csv_data(block.data)
    date = byte_string(when.strftime("D:%Y%m%d%H%M%SZ").encode())
    entries = b"/Type/EmbeddedFile/Subtype/text#2Fcsv/Params<</Size %d/ModDate%b>>"
    number = file.stream(entries % (len(data), date), data)
    title = block.caption.plain or str(block.data.title)
    return file.add(
        dictionary(
            {
                "Type": b"/Filespec",
                "F": text_string(name),
                "UF": text_string(name),
                "Desc": text_string(title),
                "AFRelationship": b"/Data",
                "EF": b"<</F %b/UF %b>>" % (ref(number), ref(number)),
            }
        )
    )


def csv_data(chart: Chart) -> bytes:
    """Return a chart's numbers as CSV (RFC 4180, UTF-8): categories by series, or points."""
    out = io.StringIO()
    writer = csv.writer(out)
    if chart.kind == "scatter":
        writer.writerow(["series", "x", "y"])
        for row in chart.series:
            pairs = zip(xs(row), row.values, strict=False)
            writer.writerows([str(row.name), f"{x:.15g}", _cell(y)] for x, y in pairs)
        return out.getvalue().encode()
    writer.writerow([str(chart.x_title) or "category", *(str(row.name) for row in chart.series)])
    for n, category in enumerate(chart.categories):
        values = (row.values[n] if n < len(row.values) else None for row in chart.series)
        writer.writerow([str(category), *map(_cell, values)])
    return out.getvalue().encode()


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
