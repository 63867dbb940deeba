"""What a renderer drew: every character of a PDF page with its box, in the order drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

LINE_END_HYPHEN = 2
"""What pdfium calls a hyphen that ends a line."""


@dataclass(slots=True)
class Glyph:
    """A character: its ink's box, and the point on the baseline where it starts.

    Points from the page's top left, y downwards.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    taken: bool = False


@dataclass(slots=True)
class DrawnPage:
    """A page's size and its characters, white space left out."""

    width: float
    height: float
    glyphs: list[Glyph]


def read_pdf(data: bytes) -> list[DrawnPage]:
    """Return the pages of a PDF."""
    pages = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            width, height = page.get_size()
            pages.append(DrawnPage(width, height, _glyphs(page, height)))
    return pages


def _glyphs(page: Any, height: float) -> list[Glyph]:
    order = {_address(o): n for n, o in enumerate(_objects(page.raw))}
    text = page.get_textpage()
    found: list[tuple[int, int, Glyph]] = []
    for n in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, n)
        char = "-" if code == LINE_END_HYPHEN else chr(code)
        if raw.FPDFText_IsGenerated(text, n) == 1 or char.isspace() or not code:
            continue
        left, right, bottom, top = _doubles(raw.FPDFText_GetCharBox, text, n, 4)
        x, y = _doubles(raw.FPDFText_GetCharOrigin, text, n, 2)
        glyph = Glyph(char, left, height - top, right, height - bottom, x, height - y)
        key = _address(raw.FPDFText_GetTextObject(text, n))
        found.append((order.get(key, 0), n, glyph))
    text.close()
    return [glyph for _, _, glyph in sorted(found, key=lambda f: f[:2])]


def _objects(page: Any) -> Iterator[Any]:
    for n in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, n))


def _inside(thing: Any) -> Iterator[Any]:
    yield thing
    if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
        for n in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _inside(raw.FPDFFormObj_GetObject(thing, n))


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _doubles(call: Any, text: Any, n: int, count: int) -> list[float]:
    values = [ctypes.c_double() for _ in range(count)]
    call(text, n, *values)
    return [v.value for v in values]
