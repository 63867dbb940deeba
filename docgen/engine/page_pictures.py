"""Pages of a PDF as PNG pictures, by PDFium."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

POINTS_PER_INCH = 72.0


def page_pngs(pdf: bytes, dpi: float = 96.0, pages: Iterable[int] | None = None) -> Iterator[bytes]:
    """Give pages of a PDF as PNG files, in order; `pages` counts from 1, None means all.

    Raises ValueError for a page that isn't there.
    """
    import pypdfium2  # noqa: PLC0415  (only pictures need PDFium)

    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        for number in range(1, count + 1) if pages is None else pages:
            if not 1 <= number <= count:
                raise ValueError(f"there is no page {number}: the document has {count}")
            sink = io.BytesIO()
            page = document[number - 1]
            page.render(scale=dpi / POINTS_PER_INCH).to_pil().convert("RGB").save(sink, "PNG")
            yield sink.getvalue()
    finally:
        document.close()


def page_images(pdf: bytes, width: int) -> Iterator[Image.Image]:
    """Give all pages of a PDF as pictures, `width` pixels wide."""
    import pypdfium2  # noqa: PLC0415  (as above)

    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            yield page.render(scale=width / page.get_width()).to_pil().convert("RGB")
            page.close()
    finally:
        document.close()
