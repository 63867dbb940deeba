"""Which templates there are, and building the lead deck on one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from oddities import ODDITIES

from docgen.foundation.diagnostics import Diagnostic, Diagnostics
from docgen.layout import compose, find_layout, find_theme
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.pptx_template.findings import moved_text
from docgen.pptx_template.fitted import fitted
from docgen.pptx_template.read import Avoided, CompanyTemplate, read_template
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

ROOT = Path(__file__).parents[2]
DESIGNS = (
    "Beehive",
    "Blue_Curve",
    "Candy",
    "DNA",
    "Focus",
    "Forestbird",
    "Inspiration",
    "Lights",
    "Metropolis",
    "Midnightblue",
    "Piano",
    "Portfolio",
    "Sunset",
    "Vintage",
    "Vivid",
)
"""Of LibreOffice Impress (Debian package libreoffice-impress)."""
SHIPPED = Path("/usr/lib/libreoffice/share/template/common/presnt")
NAMES = ("pandoc", "python-pptx", *DESIGNS, *ODDITIES)


@dataclass(frozen=True)
class Built:
    path: Path
    template: Path
    deck: Deck
    found: list[Diagnostic]


def build(template: Path, source: str = "japan-defense", layout: str = "briefing-deck") -> Built:
    found = Diagnostics()
    theme = find_theme("slate", ROOT)
    summary = load_summary(ROOT / "sources" / f"{source}.yaml", Diagnostics())

    def with_layouts(avoided: Avoided, told: Diagnostics) -> CompanyTemplate:
        return read_template(template, theme, told, avoided)

    def make(read: CompanyTemplate, told: Diagnostics) -> Deck:
        document = compose(summary, find_layout(layout, ROOT), read.theme, diagnostics=told)
        deck = typeset(document, told, read.master)
        assert isinstance(deck, Deck)
        return deck

    deck = fitted(with_layouts, found, make, lambda made: made)[1]
    found.extend(moved_text(deck))
    sink = io.BytesIO()
    write_pptx(deck, sink)
    path = template.with_name(f"{template.stem}.deck.pptx")
    path.write_bytes(sink.getvalue())
    return Built(path, template, deck, list(found))
