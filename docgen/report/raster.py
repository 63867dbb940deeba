"""Pages and slides as pictures, by PDFium; decks by way of LibreOffice, if it is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

TIMEOUT = 180
"""Seconds that LibreOffice gets for a deck."""


def page_pictures(pdf: Path, dpi: float) -> list[Image.Image]:
    """Return a PDF's pages as RGB pictures. Raises pypdfium2.PdfiumError if it is none."""
    return list(_pages(pdf, dpi))


def _pages(pdf: Path, dpi: float) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")
            page.close()
    finally:
        document.close()


def office() -> str | None:
    """Return the path of LibreOffice, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def deck_as_pdf(deck: Path, folder: Path) -> Path | None:
    """Have LibreOffice draw a deck as a PDF in `folder`; None if it isn't there or can't.

    It gets a profile of its own: a running LibreOffice would take the work and say nothing.
    """
    program = office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="docgen-office-") as profile:
        command = [
            program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), str(deck),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=True)
        except (subprocess.SubprocessError, OSError):
            return None
    made = folder / f"{deck.stem}.pdf"
    return made if made.is_file() else None
