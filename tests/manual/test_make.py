"""The manual is made by docgen: as PDF, as a deck of ten slides, as a site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pptx import Presentation

from .conftest import DOCS


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    done = subprocess.run(
        [sys.executable, str(DOCS / "manual" / "make.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder


def test_the_pdf_has_every_page_as_a_chapter(book: Path) -> None:
    listed = [path for path in DOCS.glob("**/*.md") if path.name != "README.md"]
    titles = {path.read_text("utf-8").partition("\n")[0].removeprefix("# ") for path in listed}
    with pikepdf.open(book / "manual.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            found = {one.title for one in outline.root}
            found |= {kid.title for one in outline.root for kid in one.children}
    assert titles <= found


def test_the_deck_has_ten_slides(book: Path) -> None:
    assert len(Presentation(str(book / "ten-slides.pptx")).slides) == 10


def test_the_site_shows_both(book: Path) -> None:
    index = (book / "site" / "index.html").read_text("utf-8")
    assert "docgen: the manual" in index
    assert "docgen in ten slides" in index
