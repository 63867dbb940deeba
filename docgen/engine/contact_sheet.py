"""A contact sheet: pages of several documents, small, in rows under their names."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

GAP, MARGIN, HEAD = 16, 24, 34
"""Pixels: between pages, around the sheet, and for a document's name."""
GROUND, INK, EDGE = (238, 240, 243), (40, 48, 58), (190, 197, 205)


def contact_sheet(
    bands: Sequence[tuple[str, Sequence[bytes]]], columns: int, width: int, form: str
) -> bytes:
    """Return a sheet of documents (name, pages as PNG) as ``png`` or ``pdf``.

    `width` is a page's in pixels. Raises ValueError where there is nothing to show.
    """
    if not any(pages for _, pages in bands):
        raise ValueError("there are no pages to show")
    rows: list[tuple[str, list[Image.Image]]] = []
    for name, pages in bands:
        small = [_small(page, width) for page in pages]
        for at in range(0, len(small), columns):
            rows.append((name if at == 0 else "", small[at : at + columns]))
    whole = 2 * MARGIN + columns * width + (columns - 1) * GAP
    heights = [(HEAD if name else 0) + max(p.height for p in pages) + GAP for name, pages in rows]
    sheet = Image.new("RGB", (whole, 2 * MARGIN + sum(heights)), GROUND)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(18)
    top = MARGIN
    for (name, row), height in zip(rows, heights, strict=True):
        y = top
        if name:
            draw.text((MARGIN, y + 4), name, fill=INK, font=font)
            y += HEAD
        for index, page in enumerate(row):
            x = MARGIN + index * (width + GAP)
            sheet.paste(page, (x, y))
            draw.rectangle((x - 1, y - 1, x + page.width, y + page.height), outline=EDGE)
        top += height
    sink = io.BytesIO()
    if form == "pdf":
        sheet.save(sink, "PDF", resolution=96.0, creationDate=None, modDate=None)
    else:
        sheet.save(sink, "PNG")
    return sink.getvalue()


def _small(page: bytes, width: int) -> Image.Image:
    with Image.open(io.BytesIO(page), formats=["PNG"]) as picture:
        height = max(1, round(picture.height * width / picture.width))
        return picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
