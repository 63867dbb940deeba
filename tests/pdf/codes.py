"""Codes of composite fonts read back: which glyphs a file has, and what each code says."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont


class ReadFont:
    """Which codes of an embedded font have a glyph, and a character."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.drawn = _glyphs(font.DescendantFonts[0].FontDescriptor)
        self.told: dict[int, str] = {}
        cmap = font.ToUnicode.read_bytes().decode() if "/ToUnicode" in font else ""
        for line in cmap.splitlines():
            words = line.split()
            if line.startswith("<") and len(words) == 2:
                text = bytes.fromhex(words[1][1:-1]).decode("utf-16-be")
                self.told[int(words[0][1:-1], 16)] = text

    def text(self, pieces: Iterable[pikepdf.Object]) -> str:
        """The text of a Tj's or TJ's strings, by ToUnicode."""
        return "".join(self.told.get(code, "\ufffd") for code in codes(pieces))


def codes(pieces: Iterable[pikepdf.Object]) -> list[int]:
    """The two-byte codes of the strings among `pieces`."""
    found: list[int] = []
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            raw = bytes(piece)
            found += [raw[n] << 8 | raw[n + 1] for n in range(0, len(raw), 2)]
    return found


def _glyphs(descriptor: pikepdf.Object) -> set[int]:
    """The glyphs with something in the font program; spaces have a width at least."""
    if "/FontFile3" in descriptor:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
        return set(range(1, len(fonts[0].CharStrings)))
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    metrics, glyf = font["hmtx"].metrics, font["glyf"]
    order = font.getGlyphOrder()
    return {
        n
        for n, name in enumerate(order)
        if n and (metrics[name][0] or len(glyf[name].getCoordinates(glyf)[0]))
    }


def pieces_of(operands: pikepdf.ObjectList, operator: pikepdf.Operator) -> list[pikepdf.Object]:
    """What a Tj or TJ shows."""
    return list(operands[0]) if str(operator) == "TJ" else [operands[0]]
