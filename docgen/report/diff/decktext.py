"""The text of a PowerPoint deck by slide and block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation

from docgen.report.diff.model import DiffBlock, DiffContent, DocumentPart, Role
from docgen.report.diff.pdftext import clean

_RUNNING = ("SLIDE_NUMBER", "FOOTER", "DATE", "HEADER")
TILE = 5
"""Most paragraphs of a group that is told as one."""


def read_deck(path: Path) -> DiffContent:
    """Return a deck's text. Raises an exception of python-pptx, zipfile or lxml if it is none."""
    deck = Presentation(str(path))
    parts = []
    for number, slide in enumerate(deck.slides, 1):
        found = [*_shapes(slide.shapes), *_notes(slide)]
        parts.append(DocumentPart(number, tuple(block for block in found if block.text)))
    return DiffContent("slide", tuple(parts))


def _shapes(shapes: Iterable[Any]) -> Iterator[DiffBlock]:
    for shape in shapes:
        if shape.shape_type is not None and shape.shape_type.name == "GROUP":
            yield from _group(list(_shapes(shape.shapes)))
        elif shape.has_chart:
            yield from _chart(shape)
        elif shape.has_table:
            for row in shape.table.rows:
                yield DiffBlock("row", " | ".join(clean(cell.text) for cell in row.cells))
        elif shape.has_text_frame:
            yield from _text(shape)
        elif _described(shape):
            yield DiffBlock("picture", clean(_described(shape)))


def _group(blocks: list[DiffBlock]) -> list[DiffBlock]:
    """Make one block of a tile: a figure, its unit and its label belong together."""
    said = [block for block in blocks if block.text]
    if 1 < len(said) <= TILE and all(block.role == "text" for block in said):
        return [DiffBlock("text", " · ".join(block.text for block in said))]
    return said


def _text(shape: Any) -> Iterator[DiffBlock]:
    role: Role = "text"
    if shape.is_placeholder:
        kind = shape.placeholder_format.type.name
        if kind in _RUNNING:
            return
        role = "title" if kind in ("TITLE", "CENTER_TITLE") else "text"
    for para in shape.text_frame.paragraphs:
        said = "".join(run.text for run in para.runs if not _is_raised(run))
        yield DiffBlock(role, clean(said))


def _is_raised(run: Any) -> bool:
    """Whether it is the raised number of a source: one more source would change them all."""
    properties = run._r.find("{*}rPr")
    return properties is not None and int(properties.get("baseline", "0")) > 0


def _chart(shape: Any) -> Iterator[DiffBlock]:
    yield DiffBlock("picture", clean(_described(shape)))
    for plot in shape.chart.plots:
        names = [clean(str(c)) for c in plot.categories]
        for series in plot.series:
            values = ["" if v is None else f"{v:.10g}" for v in series.values]
            pairs = [f"{n} {v}" for n, v in zip(names, values, strict=False)]
            yield DiffBlock("chart", clean(f"{series.name}: " + ", ".join(pairs)))


def _described(shape: Any) -> str:
    found = shape._element.xpath(".//p:cNvPr")
    return str(found[0].get("descr", "")) if found else ""


def _notes(slide: Any) -> Iterator[DiffBlock]:
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for para in slide.notes_slide.notes_text_frame.paragraphs:
            yield DiffBlock("notes", clean(para.text))
