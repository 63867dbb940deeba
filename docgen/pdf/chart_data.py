"""A chart's data as an attached CSV file (PDF/A-3: ISO 19005-3, 6.8 and annex E)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from docgen.foundation.structs import Struct
from docgen.pdf.objects import PdfFile, byte_string, dictionary, ref, text_string
from docgen.pdf.tagging import TagTree
from docgen.placed.charts import NativeChart, SheetCell, SheetFormula
from docgen.placed.documents import Sheet
from docgen.placed.items import ChartItem
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves

MOST_SIZE = 0.5
"""Type size in points: invisible, so small that it fits any gap."""
EM_PER_CHARACTER = 0.62
"""Generous width of a character, for sharing out the strip."""


class DataCell(Struct, frozen=True):
    """A cell's text, its element, where its baseline starts and its size, in points."""

    elem: Elem
    text: str
    x: float
    y: float
    size: float


def data_cells(item: ChartItem) -> Iterator[DataCell]:
    """Yield the cells of a chart's data table in reading order."""
    if item.data_elem is None:
        return
    texts = [text for row in item.chart.table for text in row]
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
    file: PdfFile, sheets: Iterable[Sheet], tree: TagTree, when: datetime
) -> dict[str, bytes | None]:
    """Attach each chart's data once, tied to its Figure; return entries for the catalog."""
    specs: dict[str, int] = {}
    for item in _charts(sheets):
        name = f"{item.chart.id}.csv"
        if name not in specs:
            specs[name] = _specification(file, name, item.chart, when)
        if item.elem is not None:
            tree.files[item.elem] = specs[name]
    if not specs:
        return {}
    pairs = b"".join(text_string(name) + ref(specs[name]) for name in sorted(specs))
    listed = b" ".join(ref(number) for number in specs.values())
    return {"Names": b"<</EmbeddedFiles<</Names[%b]>>>>" % pairs, "AF": b"[%b]" % listed}


def _charts(sheets: Iterable[Sheet]) -> Iterator[ChartItem]:
    for sheet in sheets:
        for layer in sheet.layers:
            for leaf in leaves(layer.items):
                if isinstance(leaf, ChartItem):
                    yield leaf


def _specification(file: PdfFile, name: str, chart: NativeChart, when: datetime) -> int:
    data = csv_data(chart)
    date = byte_string(when.strftime("D:%Y%m%d%H%M%SZ").encode())
    entries = b"/Type/EmbeddedFile/Subtype/text#2Fcsv/Params<</Size %d/ModDate%b>>"
    number = file.stream(entries % (len(data), date), data)
    return file.add(
        dictionary(
            {
                "Type": b"/Filespec",
                "F": text_string(name),
                "UF": text_string(name),
                "Desc": text_string(chart.title),
                "AFRelationship": b"/Data",
                "EF": b"<</F %b/UF %b>>" % (ref(number), ref(number)),
            }
        )
    )


def _guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula: an apostrophe goes before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _cell(cell: SheetCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _guarded(cell)
    return f"{cell.value if isinstance(cell, SheetFormula) else cell:.15g}"


def csv_data(chart: NativeChart) -> bytes:
    """Return a chart's sheet as CSV (RFC 4180, UTF-8)."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in chart.sheet:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue().encode()
