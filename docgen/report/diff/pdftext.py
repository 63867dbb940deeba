"""The text of a PDF by page and block, out of its structure tree.

Read with PDFium through pypdfium2. Running heads are artifacts and so stay out. A PDF
without tags gives a block a line.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.report.diff.model import DiffBlock, DiffContent, DocumentPart, Role

_BLOCKS: dict[str, Role] = {
    "P": "text",
    "BlockQuote": "text",
    "Caption": "text",
    "Note": "text",
    "TOCI": "text",
    "Formula": "text",
    "Figure": "picture",
    "LI": "item",
    "TR": "row",
    "Title": "title",
    **{f"H{level}": "heading" for level in ("", 1, 2, 3, 4, 5, 6)},
}
_CELLS = ("TH", "TD")
_DEEPEST = 100
_LABEL = re.compile(r"[^\W\d_]{2}|\d{3}")
"""A label that says something: a date, not a bullet or a number."""


def read_pdf(path: Path) -> DiffContent:
    """Return a PDF's text. Raises pypdfium2.PdfiumError if it is none."""
    with open_pdf(path) as document:
        parts = []
        for index in range(len(document)):
            page = document[index]
            parts.append(DocumentPart(index + 1, tuple(_blocks(page))))
            page.close()
    return DiffContent("page", tuple(parts))


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Open a PDF and close it again."""
    document = pypdfium2.PdfDocument(path)
    try:
        yield document
    finally:
        document.close()


def _blocks(page: Any) -> list[DiffBlock]:
    text = page.get_textpage()
    try:
        found = _Tree(_marked(page, text)).blocks(page)
        if not any(block.text for block in found):
            lines = text.get_text_range().splitlines()
            found = [DiffBlock("text", clean(line)) for line in lines]
    finally:
        text.close()
    return [block for block in found if block.text]


def _marked(page: Any, text: Any) -> dict[int, str]:
    """Return the text of every marked-content sequence by its id (MCID)."""
    found: dict[int, str] = {}
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
        size = pdfium.FPDFTextObj_GetText(item, text, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        pdfium.FPDFTextObj_GetText(item, text, buffer, size)
        said = bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")
        found[mark] = found.get(mark, "") + said
    return found


class _Tree:
    """Walks a page's part of the structure tree (ISO 32000-1, 14.7.2)."""

    def __init__(self, marked: dict[int, str]) -> None:
        self._marked = marked

    def blocks(self, page: Any) -> list[DiffBlock]:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return []
        try:
            found: list[DiffBlock] = []
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                found += self._of(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
            return found
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _of(self, element: Any, depth: int) -> list[DiffBlock]:
        if not element or depth > _DEEPEST:
            return []
        role = _BLOCKS.get(_string(pdfium.FPDF_StructElement_GetType, element))
        if role == "row":
            return [DiffBlock("row", " | ".join(self._cells(element, depth)))]
        if role == "item":
            return self._item(element, depth)
        if role == "picture":
            said = _string(pdfium.FPDF_StructElement_GetAltText, element)
            return [DiffBlock("picture", clean(said)), *self._below(element, depth)]
        inner = self._below(element, depth)
        if role is None or inner:
            return inner
        return [DiffBlock(role, clean(self._text(element, depth)))]

    def _item(self, element: Any, depth: int) -> list[DiffBlock]:
        """Return a list item: its label, if it says something, and its paragraphs as one."""
        said, nested = [], []
        for _, kid in self._kids(element):
            kind = _string(pdfium.FPDF_StructElement_GetType, kid) if kid else ""
            if kind == "Lbl":
                label = clean(self._text(kid, depth + 1))
                said += [label] if _LABEL.search(label) else []
            elif kind == "LBody":
                inner = self._below(kid, depth + 1) or [
                    DiffBlock("text", self._text(kid, depth + 1))
                ]
                said += [clean(b.text) for b in inner if b.role == "text"]
                nested += [b for b in inner if b.role != "text"]
        return [DiffBlock("item", " · ".join(s for s in said if s)), *nested]

    def _below(self, element: Any, depth: int) -> list[DiffBlock]:
        return [block for _, kid in self._kids(element) for block in self._of(kid, depth + 1)]

    def _cells(self, row: Any, depth: int) -> Iterator[str]:
        for _, kid in self._kids(row):
            if kid and _string(pdfium.FPDF_StructElement_GetType, kid) in _CELLS:
                yield clean(self._text(kid, depth + 1))

    def _text(self, element: Any, depth: int) -> str:
        """Return all text in an element, in order, that of inline elements too."""
        if depth > _DEEPEST:
            return ""
        said = ""
        for mark, kid in self._kids(element):
            said += self._marked.get(mark, "") if mark >= 0 else ""
            if kid and not _is_reference(kid):
                said += self._text(kid, depth + 1)
        return said

    @staticmethod
    def _kids(element: Any) -> Iterator[tuple[int, Any]]:
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            yield mark, pdfium.FPDF_StructElement_GetChildAtIndex(element, index)


def _is_reference(element: Any) -> bool:
    """Whether it is the raised number of a source: one more source would change them all."""
    return _string(pdfium.FPDF_StructElement_GetType, element) == "Reference"


def _string(get: Callable[..., int], element: Any) -> str:
    size = get(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def clean(text: str) -> str:
    """Return text with single spaces, without soft hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\ufffe", "")).strip()
