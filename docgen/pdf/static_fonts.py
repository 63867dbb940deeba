"""A variable font's face as a static font: a third of a second each, so it is cached between runs.

Apart from `docgen.pdf.fonts` because fontTools takes long to import, and is needed for this.
"""

from __future__ import annotations

import io

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont as FontToolsFont
from fontTools.varLib import instancer

_RANGES = ((0x20, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x2BFF), (0xFB00, 0xFB06))
"""Kept of a variable font: Latin, Greek, Cyrillic, punctuation and symbols."""


def static_font(path: str, variations: tuple[tuple[str, float], ...], title: str) -> bytes:
    """Return a variable font's face as a static TrueType font named `title`.

    Layout tables and hints are dropped: kerning is ours, and PDF viewers don't hint.
    """
    font = FontToolsFont(path, lazy=True)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG", "MVAR"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=[c for low, high in _RANGES for c in range(low, high + 1)])
    cutter.subset(font)
    made = instancer.instantiateVariableFont(font, dict(variations), inplace=True)
    made.recalcTimestamp = False
    made["name"].names = [n for n in made["name"].names if n.nameID != 6]
    made["name"].setName(title, 6, 3, 1, 0x409)
    made["name"].setName(title, 6, 1, 0, 0)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
