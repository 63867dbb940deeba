"""What a deck's file says: every shape's box and text, read with python-pptx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Emu

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Box:
    """A text-holding shape (or table cell): left, top, right, bottom in points, its text."""

    name: str
    left: float
    top: float
    right: float
    bottom: float
    paras: tuple[str, ...] = ()
    markers: bool = False
    chart: bool = False


def _text(paragraph: Any) -> str:
    found = []
    for node in paragraph._p:
        if node.tag in (f"{A}r", f"{A}fld"):
            found.append(node.find(f"{A}t").text or "")
        elif node.tag == f"{A}br":
            found.append("\n")
    return "".join(found)


def _paras(frame: Any) -> tuple[str, ...]:
    return tuple(text for p in frame.paragraphs if (text := _text(p)).strip())


def _box(shape: Any, **more: Any) -> Box:
    left, top = Emu(shape.left).pt, Emu(shape.top).pt
    width, height = Emu(shape.width).pt, Emu(shape.height).pt
    return Box(shape.name, left, top, left + width, top + height, **more)


def _cells(shape: Any) -> Iterator[Box]:
    table = shape.table
    lefts, tops = [Emu(shape.left).pt], [Emu(shape.top).pt]
    for column in table.columns:
        lefts.append(lefts[-1] + Emu(column.width).pt)
    for row in table.rows:
        tops.append(tops[-1] + Emu(row.height).pt)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            right = lefts[c + (cell.span_width if cell.is_merge_origin else 1)]
            bottom = tops[r + (cell.span_height if cell.is_merge_origin else 1)]
            name = f"{shape.name} [{r},{c}]"
            yield Box(name, lefts[c], tops[r], right, bottom, _paras(cell.text_frame))


def _shapes(shapes: Any) -> Iterator[Box]:
    for shape in shapes:
        if shape.shape_type is not None and shape.shape_type.name == "GROUP":
            yield from _shapes(shape.shapes)
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from _cells(shape)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield _box(shape, chart=True)
        elif shape.has_text_frame and (paras := _paras(shape.text_frame)):
            yield _box(shape, paras=paras)


def read_deck(data: bytes) -> tuple[tuple[float, float], list[list[Box]]]:
    """Return the slide size in points, and the boxes of each slide."""
    deck = Presentation(BytesIO(data))
    size = (Emu(deck.slide_width).pt, Emu(deck.slide_height).pt)
    return size, [list(_shapes(slide.shapes)) for slide in deck.slides]
