"""Faces as embedded TrueType subsets of at most 255 glyphs (simple fonts).

ReportLab's `TTFontFace` reads the file and cuts the subset; codes and maps are ours. Code 0
is never used, code 32 is the space of every subset (word spacing works on it, ISO 32000-1,
9.3.3), and ToUnicode gives what ISO 14289-1, 7.21.7 asks for.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

from docgen.foundation.memo import cached
from docgen.pdf.objects import PdfFile, box, dictionary, escaped, name, ref
from docgen.text.fonts import Face, load_face

_SYMBOLIC = 4
_NONSYMBOLIC = 32
_SPARE = (*range(127, 256), *range(1, 32))
"""Codes for what isn't ASCII, in the order they are given out."""
SPACE = 32
_GLYPHS = {0xAD: 0x2D}
"""Characters drawn with another's glyph: the soft hyphen, which fonts lack or draw wide."""


class Subset:
    """One font object: which character has which code."""

    def __init__(self) -> None:
        self.codes: dict[int, int] = {SPACE: SPACE}
        self.characters: dict[int, int] = {SPACE: SPACE}
        self._spare = iter(_SPARE)

    def take(self, character: int) -> int | None:
        """Return a code for the character (its own if that is ASCII), None when full."""
        code = character if SPACE < character < 127 else next(self._spare, None)
        if code is not None:
            self.codes[character], self.characters[code] = code, character
        return code


class EmbeddedFont:
    """A face in one document: its subsets, and text as strings of their codes."""

    def __init__(self, face: Face, index: int) -> None:
        style = f"{'-Bold' if face.bold else ''}{'-Italic' if face.italic else ''}"
        self.name = f"{face.file.draws}{style}".replace(" ", "")
        self.source = _load(face.file.path, face.file.variations, self.name)
        self.index = index
        self.subsets = [Subset()]
        self._homes: dict[int, int] = {SPACE: 0}
        self._codes: dict[str, tuple[int, str]] = {}

    def resource(self, subset: int) -> str:
        """Return the name of a subset in the resources."""
        return f"F{self.index}" if not subset else f"F{self.index}.{subset}"

    def encode(self, character: str) -> tuple[int, str]:
        """Return the subset that has the character, and its code as a string's inside.

        A character that the font lacks is a space: `docgen.text.font_findings` has refused it.
        """
        known = self._codes.get(character)
        if known is None:
            known = self._codes[character] = self._encode(character)
        return known

    def _encode(self, character: str) -> tuple[int, str]:
        point = ord(character)
        home = self._homes.get(point)
        if home is None:
            if _glyph(point) not in self.source.charToGlyph:
                point = SPACE
                home = self._homes[ord(character)] = 0
            else:
                home = self._homes[point] = self._assign(point)
        codes = self.subsets[home].codes
        return home, escaped(chr(codes.get(point, SPACE)))

    def _assign(self, point: int) -> int:
        if self.subsets[-1].take(point) is None:
            self.subsets.append(Subset())
            self.subsets[-1].take(point)
        return len(self.subsets) - 1

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add the font objects to the file; return their numbers by resource name."""
        return {
            self.resource(n): self._font(file, n, subset) for n, subset in enumerate(self.subsets)
        }

    def _font(self, file: PdfFile, number: int, subset: Subset) -> int:
        base = name(f"{_tag(number)}+{self.name}")
        first, last = min(subset.characters), max(subset.characters)
        widths = (
            self.source.getCharWidth(_glyph(subset.characters[code]))
            if code in subset.characters
            else 0
            for code in range(first, last + 1)
        )
        unicode = file.stream(b"", to_unicode(self.name, subset).encode())
        return file.add(
            dictionary(
                {
                    "Type": b"/Font",
                    "Subtype": b"/TrueType",
                    "BaseFont": base,
                    "FirstChar": b"%d" % first,
                    "LastChar": b"%d" % last,
                    "Widths": box(widths),
                    "ToUnicode": ref(unicode),
                    "FontDescriptor": ref(self._descriptor(file, base, subset)),
                }
            )
        )

    def _descriptor(self, file: PdfFile, base: bytes, subset: Subset) -> int:
        source = self.source
        codes = range(max(subset.characters) + 1)
        points = [_glyph(subset.characters.get(code, 0)) for code in codes]
        cut: bytes = source.makeSubset(points)
        program = file.stream(b"/Length1 %d" % len(cut), cut)
        values = {
            "Ascent": source.ascent,
            "Descent": source.descent,
            "CapHeight": source.capHeight,
            "ItalicAngle": source.italicAngle,
            "StemV": source.stemV,
            "Flags": source.flags & ~_NONSYMBOLIC | _SYMBOLIC,
        }
        return file.add(
            dictionary(
                {
                    "Type": b"/FontDescriptor",
                    "FontName": base,
                    **{key: f"{value:g}".encode() for key, value in values.items()},
                    "FontBBox": box(source.bbox),
                    "FontFile2": ref(program),
                }
            )
        )


def _glyph(character: int) -> int:
    return _GLYPHS.get(character, character)


def _tag(number: int) -> str:
    """Return a subset's tag, six capitals (ISO 32000-1, 9.6.4)."""
    return "".join(chr(65 + number // 26**power % 26) for power in range(5, -1, -1))


def to_unicode(title: str, subset: Subset) -> str:
    """Return a ToUnicode CMap (ISO 32000-1, 9.10.3) of the codes in use."""
    pairs = sorted(subset.characters.items())
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({title}) /Ordering ({title}) /Supplement 0 >> def",
        f"/CMapName /{title} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        chunk = pairs[start : start + 100]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [
            f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in chunk
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def static_font(path: str, variations: tuple[tuple[str, float], ...], title: str) -> bytes:
    """Return a variable font's face as a static TrueType font named `title`."""
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()

    def make() -> bytes:
        # Late: it imports fontTools.
        from docgen.pdf.static_fonts import static_font as make_static  # noqa: PLC0415

        return make_static(path, variations, title)

    return cached(f"static font {digest} {variations} {title}", make)


@lru_cache(maxsize=64)
def _load(path: str, variations: tuple[tuple[str, float], ...], title: str) -> TTFontFace:
    """Return a font file, read once a process; what a document uses of it lives elsewhere."""
    return TTFontFace(io.BytesIO(static_font(path, variations, title)) if variations else path)


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
