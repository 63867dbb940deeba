"""Advance tables of fonts that stand in for Office fonts but aren't on PyPI.

Made by `python -m docgen.text.metrics.make` from the free, metric-compatible fonts; an
advance width is a fact, no part of a font's outlines is here.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Mapping
from functools import lru_cache

from docgen.foundation.structs import Struct


class AdvanceTable(Struct, frozen=True):
    """Advances by character in em, and ascent, descent and line gap in em."""

    ascent: float
    descent: float
    line_gap: float
    advances: Mapping[str, float]


@lru_cache(maxsize=64)
def load_table(name: str, style: str) -> AdvanceTable:
    """Return the table of a font (``carlito``) in a style (``regular``, ``bold``...)."""
    text = importlib.resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8")
    face = json.loads(text)["faces"][style]
    advances = {
        chr(int(start, 16) + n): width / 1000
        for start, widths in face["advances"].items()
        for n, width in enumerate(widths)
        if width is not None
    }
    return AdvanceTable(face["ascent"], face["descent"], face["line_gap"], advances)
