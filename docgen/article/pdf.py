"""Read PDF by pypdfium2: lines to paragraphs by their distance, headings by their size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

import pypdfium2

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace

MAX_PAGES = 300


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text, its number on the page, and its box in points."""

    text: str
    page: int
    number: int
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, builder: Builder) -> None:
    """Add the blocks of a PDF's text. Raises ValueError where it can't be read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        if len(document) > MAX_PAGES:
            raise ValueError(f"more than {MAX_PAGES} pages")
        lines = [line for number in range(len(document)) for line in _lines(document, number)]
        title = document.get_metadata_dict().get("Title", "")
    finally:
        document.close()
    builder.title = str(title).strip()
    usual = median([line.height for line in lines] or [1.0])
    group: list[_Line] = []
    for line in lines:
        if group and _breaks(group[-1], line, usual):
            _add(group, builder, usual)
            group = []
        group.append(line)
    if group:
        _add(group, builder, usual)


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    page = document[number]
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    found, offset = [], 0
    for count, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        shown = raw.replace("\ufffe", "-").replace("\x02", "-")
        index = text.find(raw, offset) if raw else offset
        offset = index + len(raw)
        if shown.strip():
            lead = len(raw) - len(raw.lstrip())
            _, bottom, _, top = text_page.get_charbox(index + lead, loose=True)
            found.append(_Line(shown.strip(), number + 1, count, top, bottom))
    text_page.close()
    page.close()
    return found


def _breaks(before: _Line, line: _Line, usual: float) -> bool:
    """Whether a line begins a block: larger gap, other size, a bullet, or a new page."""
    if line.page != before.page:
        return before.text.rstrip()[-1:] in '.!?:”"'
    if abs(line.height - before.height) > usual * 0.15 or re.match(r"[•–·▪]\s", line.text):
        return True
    return before.bottom - line.top > usual * 0.45 or line.bottom > before.top


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
