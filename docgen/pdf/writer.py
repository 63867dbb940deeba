"""Writing a placed brief or deck as PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

from docgen.diagnostics import DocgenError
from docgen.pdf.canvas import TaggedCanvas
from docgen.pdf.conformance import Metadata, PdfStandard, finish
from docgen.pdf.paint import Painter
from docgen.pdf.sheets import Sheet, brief_sheets, deck_sheets
from docgen.pdf.tagging import TagTree, TreeWriter
from docgen.typeset.fonts import FontBook
from docgen.typeset.items import Bookmark, Brief, Deck
from docgen.typeset.structure import Elem

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a file whose summary has none."""


def write_pdf(
    placed: Brief | Deck,
    sink: BinaryIO,
    *,
    standard: PdfStandard | str = PdfStandard.UA1_A2A,
    handout: int | None = None,
    timestamp: datetime | None = None,
) -> None:
    """Write a brief, or a deck's slides, as PDF.

    `handout` puts 2, 3 or 6 slides on an A4 page. Raises ValueError for another number,
    DocgenError if no font has a glyph that a deck needs (.notdef boxes pass validators).
    """
    standard = PdfStandard(standard)
    if isinstance(placed, Deck) and placed.undrawable is not None:
        raise DocgenError(placed.undrawable)
    brief = isinstance(placed, Brief)
    sheets = brief_sheets(placed) if isinstance(placed, Brief) else deck_sheets(placed, handout)
    tree = None if standard is PdfStandard.NONE else TagTree(placed.structure, len(sheets))
    data = io.BytesIO()
    size = (sheets[0].width, sheets[0].height)
    canvas = TaggedCanvas(data, size, placed.theme, tree)
    canvas.names = _names(placed.structure)
    fonts = FontBook(placed.theme.fonts["brief" if brief else "deck"], kern=brief)
    painter = Painter(canvas, fonts, kern=brief, pages=len(sheets))
    for number, sheet in enumerate(sheets, 1):
        painter.page = number
        _paint(sheet, painter, canvas)
    _outline(canvas, placed.bookmarks)
    canvas.finish()
    _catalog(canvas, placed, tree)
    canvas._doc.SaveToFile(data, canvas)
    finish(data.getvalue(), sink, _metadata(placed, timestamp), standard)


def _paint(sheet: Sheet, painter: Painter, canvas: TaggedCanvas) -> None:
    canvas.setPageSize((sheet.width, sheet.height))
    for key, y in sheet.anchors:
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=sheet.height - y)
    for layer in sheet.layers:
        layer(painter)
    painter.flush_links(sheet.height)
    canvas.showPage()


def _names(elem: Elem) -> set[str]:
    """Return the ids of all elements: what links may jump to."""
    found = {elem.id} if elem.id else set()
    for kid in elem.kids:
        found |= _names(kid)
    return found


def _outline(canvas: TaggedCanvas, bookmarks: Sequence[Bookmark]) -> None:
    """Write bookmarks; levels are closed up, for a level may not be skipped."""
    stack: list[int] = []
    for mark in bookmarks:
        if mark.elem.id is None or not mark.title.strip():
            continue
        while stack and stack[-1] >= mark.level:
            stack.pop()
        stack.append(mark.level)
        canvas.addOutlineEntry(mark.title, mark.elem.id, len(stack) - 1, closed=False)
    if bookmarks:
        canvas.showOutline()


def _catalog(canvas: TaggedCanvas, placed: Brief | Deck, tree: TagTree | None) -> None:
    document = canvas._doc
    catalog = document.Catalog
    catalog.Lang = pdfdoc.PDFString(placed.lang)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setTitle(placed.title)
    if tree is None:
        return
    pages = [document.Reference(p) for p in canvas.page_objects]
    catalog.StructTreeRoot = TreeWriter(tree, document, pages).write()
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def _metadata(placed: Brief | Deck, timestamp: datetime | None) -> Metadata:
    summary = placed.summary
    when = timestamp
    if when is None and summary.date is not None:
        when = datetime(summary.date.year, summary.date.month, summary.date.day, tzinfo=UTC)
    return Metadata(
        placed.title, tuple(str(a) for a in summary.authors),
        " ".join(str(summary.standfirst).split())[:500], placed.lang, when or EPOCH,
    )  # fmt: skip
