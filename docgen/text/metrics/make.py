"""Write an advance table: ``python -m docgen.text.metrics.make carlito DIR Carlito``.

Reads DIR/Carlito-{Regular,Bold,Italic,BoldItalic}.ttf; writes NAME.json beside this file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
RANGES = (
    (0x20, 0x17F),
    (0x180, 0x24F),
    (0x2B0, 0x2FF),
    (0x370, 0x52F),
    (0x2010, 0x205F),
    (0x2070, 0x20BF),
    (0x2100, 0x22FF),
)


def face(path: Path) -> dict[str, Any]:
    """Return the advances (thousandths of an em) and vertical metrics of a font file."""
    font = TTFont(path)
    cmap, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    found = {
        f"{low:x}": [
            round(widths[cmap[code]][0] * 1000 / em, 2) if code in cmap else None
            for code in range(low, high + 1)
        ]
        for low, high in RANGES
    }
    head = font["hhea"]
    return {
        "ascent": head.ascent / em,
        "descent": -head.descent / em,
        "line_gap": head.lineGap / em,
        "advances": found,
    }


def main(name: str, folder: str, stem: str) -> None:
    """Write the table."""
    faces = {s: face(Path(folder) / f"{stem}-{f}.ttf") for s, f in STYLES.items()}
    data = {"from": stem, "faces": faces}
    target = Path(__file__).with_name(f"{name}.json")
    target.write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
