"""Read PDF by pypdfium2: lines to paragraphs by their distance, headings by their size."""

from __future__ import annotations

import re
from statistics import median

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace
from docgen.article.pdf_text import PdfLine, pdf_text


def read_pdf(data: bytes, builder: Builder) -> None:
    """Add the blocks of a PDF's text. Raises ValueError where it can't be read."""
    found = pdf_text(data)
    lines = found.lines
    builder.title = found.title
    usual = median([line.height for line in lines] or [1.0])
    group: list[PdfLine] = []
    for line in lines:
        if group and _breaks(group[-1], line, usual):
            _add(group, builder, usual)
            group = []
        group.append(line)
    if group:
        _add(group, builder, usual)


def _breaks(before: PdfLine, line: PdfLine, usual: float) -> bool:
    """Whether a line begins a block: larger gap, other size, a bullet, or a new page."""
    if line.page != before.page:
        return before.text.rstrip()[-1:] in '.!?:”"'
    if abs(line.height - before.height) > usual * 0.15 or re.match(r"[•–·▪]\s", line.text):
        return True
    return before.bottom - line.top > usual * 0.45 or line.bottom > before.top


def _add(group: list[PdfLine], builder: Builder, usual: float) -> None:
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
