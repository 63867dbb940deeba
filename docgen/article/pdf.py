"""Read PDF by pypdfium2: lines to paragraphs by their distance, headings by their size.

Pages of two columns are read column by column; running heads and page numbers are left out.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace
from docgen.article.pdf_text import pdf_text

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 300
MAX_OBJECTS = 200_000
"""Texts, paths and pictures of one page."""
MAX_CHARACTERS = 2_000_000
_LONG = f"its text is longer than {MAX_CHARACTERS:,} characters"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text, its number on the page, and its box in points."""

    text: str
    page: int
    number: int
    top: float
    bottom: float
    left: float = 0.0
    right: float = 0.0

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, builder: Builder) -> None:
    """Add the blocks of a PDF's text. Raises ValueError where it can't be read."""
    builder.title, plain = pdf_text(data)
    pages = [[_Line(*line) for line in page] for page in plain]
    lines = [line for page in _without_running_heads(pages) for line in page]
    usual = median([line.height for line in lines] or [1.0])
    group: list[_Line] = []
    for line in lines:
        if group and _breaks(group[-1], line, usual):
            _add(group, builder, usual)
            group = []
        group.append(line)
    if group:
        _add(group, builder, usual)


def extract(data: bytes) -> tuple[str, list[list[tuple[Any, ...]]]]:
    """Return a PDF's title, and the lines of its pages as plain values (`_Line`'s, in order).

    For the child process of `docgen.article.pdf_text`. Raises ValueError where it can't be
    read.
    """
    import pypdfium2  # noqa: PLC0415  (in the child only)

    pages: list[list[tuple[Any, ...]]] = []
    size = 0
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            raise ValueError(f"it has more than {MAX_PAGES} pages")
        for number in range(len(document)):
            lines = _lines(document, number)
            size += sum(len(line.text) for line in lines)
            if size > MAX_CHARACTERS:
                raise ValueError(_LONG)
            pages.append([astuple(line) for line in lines])
        title = str(document.get_metadata_dict().get("Title", "")).strip()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    return title, pages


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (in the child only)

    page = document[number]
    if pdfium.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
        raise ValueError(f"page {number + 1} has more than {MAX_OBJECTS:,} objects")
    text_page = page.get_textpage()
    if text_page.count_chars() > MAX_CHARACTERS:
        raise ValueError(_LONG)
    text = text_page.get_text_range()
    found: list[_Line] = []
    offset = 0
    width = page.get_width()
    gutter = _Gutter(text_page, width)
    for count, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        shown = raw.replace("\ufffe", "-").replace("\x02", "-")
        index = text.find(raw, offset) if raw else offset
        offset = index + len(raw)
        if shown.strip():
            lead = len(raw) - len(raw.lstrip())
            last = index + len(raw.rstrip()) - 1
            left, bottom, _, top = text_page.get_charbox(index + lead, loose=True)
            right = text_page.get_charbox(last, loose=True)[2]
            line = _Line(shown.strip(), number + 1, count, top, bottom, left, right)
            found.append(line)
            gutter.see(line, index + lead, last)
    ordered = gutter.ordered(found)
    text_page.close()
    page.close()
    return ordered


_WIDE = 0.6
"""Share of a page's width from which a line may be two, of two columns."""
_COLUMN_LINES = 6
_GAP = 9.0
"""Points between two columns, at least."""


class _Gutter:
    """Finds the white space between two columns of a page, and orders its lines by it."""

    def __init__(self, text_page: pypdfium2.PdfTextPage, width: float) -> None:
        self.text_page, self.width = text_page, width
        self.gaps: dict[int, list[tuple[float, float, int]]] = {}
        self.spans: dict[int, tuple[int, int]] = {}

    def see(self, line: _Line, first: int, last: int) -> None:
        """Take note of the wide gaps of a wide line; ``first`` and ``last``: its characters."""
        self.spans[line.number] = first, last
        if line.right - line.left < self.width * _WIDE:
            return
        found = []
        for place, char in enumerate(line.text):
            if char != " " or not 0 < first + place < last:
                continue
            before = self.text_page.get_charbox(first + place - 1, loose=True)[2]
            after = self.text_page.get_charbox(first + place + 1, loose=True)[0]
            if after - before >= max(_GAP, line.height):
                found.append((before, after, place))
        self.gaps[line.number] = found

    def ordered(self, lines: list[_Line]) -> list[_Line]:
        """Return the lines in reading order: unchanged where there is one column."""
        if len(lines) < 2 * _COLUMN_LINES:
            return lines
        middle = self._place(lines)
        if middle is None:
            return lines
        parts = [part for line in lines for part in self._parted(line, middle)]
        parts.sort(key=lambda line: -line.top)
        found: list[_Line] = []
        sides: tuple[list[_Line], list[_Line]] = ([], [])
        for line in parts:
            if line.left < middle < line.right:
                found += [*sides[0], *sides[1], line]
                sides = ([], [])
            else:
                sides[line.left >= middle].append(line)
        return [*found, *sides[0], *sides[1]]

    def _place(self, lines: list[_Line]) -> float | None:
        """Return where the gutter is: few lines cross it, and many stand on both its sides."""
        edges = {round(line.left) - 3.0 for line in lines}
        edges |= {after - 3.0 for found in self.gaps.values() for _, after, _ in found}
        best: tuple[int, float] | None = None
        for place in sorted(edges):
            if not 0.3 * self.width < place < 0.7 * self.width:
                continue
            parts = [part for line in lines for part in self._parted(line, place)]
            left = [p for p in parts if p.right <= place]
            right = [p for p in parts if p.left >= place]
            crossing = len(parts) - len(left) - len(right)
            if min(len(left), len(right)) < _COLUMN_LINES or crossing > len(parts) / 4:
                continue
            words = [len(p.text.split()) for p in (*left, *right)]
            low, high = min(p.bottom for p in right), max(p.top for p in right)
            beside = sum(low < p.top < high for p in left)
            if sum(words) / len(words) < 3.5 or beside < _COLUMN_LINES:
                continue  # a table, or a list beside a picture
            if best is None or crossing < best[0]:
                best = crossing, place
        return best[1] if best else None

    def _parted(self, line: _Line, place: float) -> list[_Line]:
        for before, after, offset in self.gaps.get(line.number, ()):
            if before <= place <= after:
                first, second = line.text[:offset].rstrip(), line.text[offset:].lstrip()
                return [
                    replace(line, text=first, right=before),
                    replace(line, text=second, left=after),
                ]
        return [line]


def _without_running_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Drop what stands first or last on three pages or more, and bare page numbers there."""
    seen: dict[str, set[int]] = {}
    usual = median([line.height for lines in pages for line in lines] or [1.0])
    for number, lines in enumerate(pages):
        for line in _edges(lines):
            if line.height > usual * 1.15:
                continue  # a heading
            seen.setdefault(_bare(line.text), set()).add(number)
    repeated = {text for text, places in seen.items() if len(places) >= _REPEATED or not text}
    if len(pages) < 2:
        return pages
    return [
        [
            line
            for line in lines
            if line.height > usual * 1.15
            or line not in _edges(lines)
            or _bare(line.text) not in repeated
        ]
        for lines in pages
    ]


_REPEATED = 3


def _edges(lines: list[_Line]) -> list[_Line]:
    if len(lines) < 4:
        return []
    by_height = sorted(lines, key=lambda line: line.top)
    return [by_height[0], by_height[1], by_height[-1], by_height[-2]]


def _bare(text: str) -> str:
    """Return a line without the page number at its beginning or end."""
    return re.sub(r"^\W*\d{1,4}\b\W*|\W*\b\d{1,4}\W*$", "", text).strip().lower()


def _breaks(before: _Line, line: _Line, usual: float) -> bool:
    """Whether a line begins a block: larger gap, other size, a bullet, or a new page."""
    if line.page != before.page:
        return before.text.rstrip()[-1:] in '.!?:”"'
    if abs(line.height - before.height) > usual * 0.15 or re.match(r"[•–·▪]\s", line.text):
        return True
    if line.bottom > before.top:  # the next column
        return before.text.rstrip()[-1:] in '.!?:”"'
    return before.bottom - line.top > usual * 0.45


def _add(group: list[_Line], builder: Builder, usual: float) -> None:
    pieces: list[tuple[str, ArticlePlace]] = []
    for index, line in enumerate(group):
        text = line.text
        if index < len(group) - 1:
            follows = group[index + 1].text[:1]
            # a hyphen at the line's end joins where the word goes on in lower case
            is_split = text.endswith("-") and follows.islower()
            text = text[:-1] if is_split else text + " "
        pieces.append((text, ArticlePlace(line.number, 1, line.page)))
    height = group[0].height
    if height > usual * 1.15 and len(group) <= 3:
        is_title = not any(b.kind == "title" for b in builder.blocks) and height > usual * 1.5
        builder.block("title" if is_title else "heading", pieces, 1 if is_title else 2)
        return
    bullet = re.match(r"[•–·▪]\s+", pieces[0][0])
    if bullet:
        pieces[0] = (pieces[0][0][bullet.end() :], pieces[0][1])
    builder.block("item" if bullet else "para", pieces)
