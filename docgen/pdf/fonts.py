"""Faces as embedded TrueType subsets.

ReportLab's `TTFont` does the subsetting; what it says of code 0 (U+0000) and of characters
beyond U+FFFF PDF/UA forbids (ISO 14289-1, 7.21.7), so the ToUnicode map is ours.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont as FontToolsFont
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from docgen.typeset.fonts import Face, load_face

_RANGES = ((0x20, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x2BFF), (0xFB00, 0xFB06))
"""Kept of a variable font: Latin, Greek, Cyrillic, punctuation and symbols."""


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose ToUnicode map satisfies PDF/A and PDF/UA."""

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """Write one font object a subset of at most 256 glyphs."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            font = self._font_object(doc, name, base.decode("pdfdoc"), subset)
            doc.Reference(font, name)
            doc.idToObject["BasicFonts"].dict[name] = font
        del self.state[doc]

    def _font_object(
        self, doc: pdfdoc.PDFDocument, name: str, base: str, subset: Sequence[int]
    ) -> pdfdoc.PDFTrueTypeFont:
        font = pdfdoc.PDFTrueTypeFont()
        font.Name, font.BaseFont = name, base
        font.FirstChar, font.LastChar = 0, len(subset) - 1
        font.Widths = pdfdoc.PDFArray([self.face.getCharWidth(code) for code in subset])
        stream = pdfdoc.PDFStream()
        stream.content = to_unicode(base, subset)
        stream.filters = [pdfdoc.PDFZCompress]
        font.ToUnicode = doc.Reference(stream, f"toUnicodeCMap:{base}")
        font.FontDescriptor = self.face.addSubsetObjects(doc, base, subset)
        return font


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """Return a ToUnicode CMap (ISO 32000-1, 9.10.3) without code 0 and unused codes."""
    pairs = [
        (code, char) for code, char in enumerate(subset) if char and (char != 32 or code == 32)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
    ]  # fmt: skip
    for start in range(0, len(pairs), 100):
        chunk = pairs[start : start + 100]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [
            f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in chunk
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@lru_cache(maxsize=64)
def static_font(path: str, variations: tuple[tuple[str, float], ...], name: str) -> bytes:
    """Return a variable font's face as a static TrueType font named `name`.

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
    made["name"].setName(name, 6, 3, 1, 0x409)
    made["name"].setName(name, 6, 1, 0, 0)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@lru_cache(maxsize=64)
def _load(path: str, variations: tuple[tuple[str, float], ...], name: str) -> EmbeddedFont:
    source = io.BytesIO(static_font(path, variations, name)) if variations else path
    return EmbeddedFont(name, source, asciiReadable=False, shapable=False)


def drawing_face(face: Face) -> Face:
    """Return the face whose outlines draw `face`: itself, or its stand-in's."""
    found = load_face(face.file.draws, face.bold, face.italic)
    assert found is not None
    return found


def drawn_scale(face: Face, text: str) -> float:
    """Return the horizontal scale at which a stand-in fills the width that was measured."""
    if face.file.factor == 1.0 and not face.file.table:
        return 1.0
    natural = drawing_face(face).width(text)
    return face.width(text) / natural if natural else 1.0


def embedded(face: Face) -> EmbeddedFont:
    """Return the font that draws a face (state of a document lives under the document)."""
    style = f"{'-Bold' if face.bold else ''}{'-Italic' if face.italic else ''}"
    name = f"{face.file.draws}{style}".replace(" ", "")
    return _load(face.file.path, face.file.variations, name)
