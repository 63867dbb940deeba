"""What measures the Office fonts that can't be shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandIn:
    """What measures an Office font: another family, and a factor on its advances."""

    family: str
    factor: float = 1.0
    exact: bool = False
    table: str = ""
    bold: float = 0.0
    """Factor of bold faces, where it is another."""

    def factor_of(self, bold: bool) -> float:
        """Return the factor on the advances of a face."""
        return (bold and self.bold) or self.factor


STAND_INS: Mapping[str, StandIn] = {
    "Arial": StandIn("Arimo", exact=True),
    "Helvetica": StandIn("Arimo", exact=True),
    "Liberation Sans": StandIn("Arimo", exact=True),
    "Courier New": StandIn("Source Code Pro", 1.0002, exact=True),
    "Consolas": StandIn("Source Code Pro"),
    "Calibri": StandIn("Arimo", exact=True, table="carlito"),
    "Carlito": StandIn("Arimo", exact=True, table="carlito"),
    "Cambria": StandIn("Source Serif Pro", exact=True, table="caladea"),
    "Caladea": StandIn("Source Serif Pro", exact=True, table="caladea"),
    "Times New Roman": StandIn("Source Serif Pro", exact=True, table="liberation-serif"),
    "Liberation Serif": StandIn("Source Serif Pro", exact=True, table="liberation-serif"),
    "Calibri Light": StandIn("Arimo", 1.02, table="carlito"),
    "Aptos": StandIn("Arimo", 1.04),
    "Aptos Display": StandIn("Arimo", 1.04),
    "Segoe UI": StandIn("Arimo", 1.04),
    "Tahoma": StandIn("Arimo", 1.03, bold=1.15),
    "Trebuchet MS": StandIn("Arimo", 1.03),
    "Georgia": StandIn("Source Serif Pro", 1.10),
    "Verdana": StandIn("Arimo", 1.20, bold=1.28),
    "Century Gothic": StandIn("Arimo", 1.14),
    "Garamond": StandIn("Source Serif Pro", 1.0),
    "Palatino Linotype": StandIn("Source Serif Pro", 1.08),
}
"""Family to what measures it. Arimo has Arial's advances; Source Code Pro's 0.6 em is
Courier New's 1229/2048 em; Carlito, Caladea and Liberation Serif have those of Calibri,
Cambria and Times New Roman. A factor is on the safe side of the families' published average
widths, so that a box never holds less than was measured."""

UNKNOWN = StandIn("Arimo", 1.2, bold=1.28)
"""What measures a family nobody knows: as wide as DejaVu Sans, with which LibreOffice draws it
where it isn't installed."""
