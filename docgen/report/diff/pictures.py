"""Pictures of what looks different: old and new side by side, the changes boxed."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from docgen.report.diff.model import Difference, Picture
from docgen.report.images import deck_as_pdf, page_pictures, side_by_side

DPI = 60
MOST = 40
"""Pictures a document at most."""
NO_OFFICE = "no pictures: a .pptx is drawn by LibreOffice, and it isn't installed or failed"


def add_pictures(
    found: Difference, old: Path, new: Path, drawn: Mapping[Path, Path] | None = None
) -> None:
    """Add pictures of the pages or slides that look different.

    ``drawn`` gives PDFs of decks that were drawn already (from their sources, by our own
    slide PDF); others are drawn by LibreOffice. If that can't be, a note says so.
    """
    with tempfile.TemporaryDirectory(prefix="docgen-diff-") as folder:
        pdfs = []
        for side, path in (("old", old), ("new", new)):
            pdf = (drawn or {}).get(path) or _drawn(path, Path(folder) / side)
            if pdf is None:
                found.note = NO_OFFICE
                return
            pdfs.append(page_pictures(pdf, DPI))
    for before, after in found.pairs:
        if len(found.looks) == MOST:
            found.note = f"pictures of the first {MOST} only"
            return
        _add(found, _nth(pdfs[0], before), _nth(pdfs[1], after), before, after)


def _drawn(path: Path, folder: Path) -> Path | None:
    if path.suffix.lower() == ".pdf":
        return path
    folder.mkdir()
    return deck_as_pdf(path, folder)


def _nth(pages: list[Image.Image], number: int | None) -> Image.Image | None:
    return pages[number - 1] if number is not None and number <= len(pages) else None


def _add(
    found: Difference,
    old: Image.Image | None,
    new: Image.Image | None,
    before: int | None,
    after: int | None,
) -> None:
    both = side_by_side(old, new)
    if both is not None:
        picture, boxes = both
        sink = io.BytesIO()
        # A palette makes a page of text a third of the size, and shows it as well.
        picture.quantize(128).save(sink, "PNG", optimize=True)
        found.looks.append(Picture(before, after, sink.getvalue(), len(boxes)))
