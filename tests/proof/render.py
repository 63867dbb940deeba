"""Rendering the built decks, and what is found in them: violations and line counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.placed.documents import Brief, Deck

from .agree import Count, counts
from .boxes import read_deck
from .build import Built
from .check import Tally, check_page
from .glyphs import read_pdf
from .office import convert
from .pages import brief_boxes, strays


@dataclass(slots=True)
class Rendered:
    """The tally over all decks, and each text box's lines by us and by LibreOffice."""

    tally: Tally = field(default_factory=Tally)
    counts: list[Count] = field(default_factory=list)


def render(built: Sequence[Built], soffice: str, folder: Path) -> Rendered:
    """Convert all decks and compare. Decks with characters no font has are left out."""
    decks = [b for b in built if isinstance(b.placed, Deck) and b.placed.undrawable is None]
    sources = folder / "decks"
    sources.mkdir()
    paths = []
    for one in decks:
        paths.append(sources / f"{one.name}.pptx")
        paths[-1].write_bytes(one.pptx)
    found = Rendered()
    pdfs = convert(soffice, paths, folder / "pdf", folder / "user")
    for one, pdf in zip(decks, pdfs, strict=True):
        _compare(one, pdf.read_bytes(), found)
    return found


def _compare(one: Built, pdf: bytes, found: Rendered) -> None:
    assert isinstance(one.placed, Deck)
    _, slides = read_deck(one.pptx)
    found.tally.files += 1
    pages = read_pdf(pdf)
    rows = zip(one.placed.slides, slides, pages, strict=True)
    for number, (slide, boxes, page) in enumerate(rows, 1):
        place = f"{one.name}#{number}"
        drawn = check_page(boxes, page, place, found.tally)
        found.counts += counts(slide, boxes, drawn, place)


def check_briefs(built: Sequence[Built]) -> Tally:
    """Return what is wrong on the briefs' own PDF pages."""
    tally = Tally()
    for one in built:
        if not isinstance(one.placed, Brief) or not one.pdf:
            continue
        tally.files += 1
        tally.violations += [f"{one.name}: {stray}" for stray in strays(one.placed)]
        rows = zip(brief_boxes(one.placed), read_pdf(one.pdf), strict=True)
        for number, (boxes, page) in enumerate(rows, 1):
            check_page(boxes, page, f"{one.name}#{number}", tally)
    return tally
