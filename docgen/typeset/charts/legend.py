"""The legend: a swatch and a name for each series, in rows on top."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.typeset.charts.sheet import Sheet

SWATCH, GAP = 0.8, 1.4
"""In label sizes."""


def legend(sheet: Sheet, entries: Sequence[tuple[str, str]], width: float) -> float:
    """Place (name, colour) entries from the top left; return the height used."""
    x, y = 0.0, 0.0
    swatch = sheet.size * SWATCH
    for name, token in entries:
        wide = min(sheet.width(name), width - swatch * 1.5)
        need = swatch * 1.5 + wide
        if x and x + need > width:
            x, y = 0.0, y + sheet.line
        sheet.rect(x, y + (sheet.line - swatch) / 2, swatch, swatch, token)
        sheet.text(name, x + swatch * 1.5, y, wide)
        x += need + sheet.size * GAP
    return y + sheet.line + sheet.size * 0.6
