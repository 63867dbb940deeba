"""Faces as embedded subsets, by glyph: composite fonts with Identity-H (ISO 32000-1, 9.7).

A code is the glyph's number in the font file. HarfBuzz cuts the subset, pins the axes of a
variable font, and keeps TrueType outlines (FontFile2) or CFF ones (FontFile3, CIDFontType0C).
ToUnicode gives what ISO 14289-1, 7.21.7 asks for; text that glyphs don't tell one by one
(ligatures, reordered marks) bears ActualText (`docgen.pdf.text_operators`).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import uharfbuzz as hb

from docgen.pdf.objects import PdfFile, box, dictionary, name, number, ref
from docgen.text.fonts import Face, load_face, load_hb_face

_SYMBOLIC, _ITALIC, _FIXED = 4, 64, 1
_DROPPED = (
    "cmap",
    "name",
    "OS/2",
    "post",
    "GPOS",
    "GSUB",
    "GDEF",
    "BASE",
    "STAT",
    "gasp",
    "DSIG",
    "VORG",
    "vhea",
    "vmtx",
    "MVAR",
    "kern",
    "hdmx",
    "VDMX",
    "LTSH",
    "PCLT",
    "meta",
    "JSTF",
    "COLR",
    "CPAL",
    "SVG ",
    "sbix",
    "CBDT",
    "CBLC",
    "EBDT",
    "EBLC",
    "MATH",
    "morx",
    "feat",
)
_RANGE = 100
"""Entries of one ``beginbfchar`` (ISO 32000-1, 9.10.3)."""


class EmbeddedFont:
    """A face in one document: the glyphs in use, and what each stands for."""

    def __init__(self, face: Face, index: int) -> None:
        self.file = face.file
        style = f"{'-Bold' if face.bold else ''}{'-Italic' if face.italic else ''}"
        self.name = "".join(c for c in f"{face.file.draws}{style}" if c.isascii() and c != " ")
        self.resource = f"F{index}"
        self.index = index
        self.texts: list[dict[int, str]] = [{}]
        """Glyph to the text that it stands for. A glyph that stands for several (a hyphen also
        for a soft one) has them in several maps: each is a font of its own with one program."""
        self._face = load_hb_face(face.file.path, face.file.index)
        self._font = hb.Font(self._face)
        if face.file.variations:
            self._font.set_variations(dict(face.file.variations))
        self._advances: dict[int, float] = {}
        self._upem: int = self._face.upem
        self._scale = 1000 / self._upem

    def width(self, glyph: int) -> float:
        """Return a glyph's own advance in thousandths of an em."""
        known = self._advances.get(glyph)
        if known is None:
            advance: int = self._font.get_glyph_h_advance(glyph)
            known = self._advances[glyph] = advance * 1000 / self._upem
        return known

    def resource_of(self, variant: int) -> str:
        """Return the name in the resources of one of the maps to text."""
        return f"{self.resource}.{variant}" if variant else self.resource

    def note(self, glyph: int, text: str) -> int:
        """Note that a glyph stands for a text; return the number of the map that says so."""
        if self.texts[0].get(glyph) == text:
            return 0
        for variant, texts in enumerate(self.texts):
            if texts.setdefault(glyph, text) == text:
                return variant
        self.texts.append({glyph: text})
        return len(self.texts) - 1

    def note_all(self, pairs: Sequence[tuple[int, str]]) -> int:
        """Note what several glyphs stand for, and return the number of one map that says so.

        A glyph that is there twice with two texts needs two maps: its first text is told.
        """
        wanted: dict[int, str] = {}
        for glyph, text in pairs:
            wanted.setdefault(glyph, text)
        for variant, texts in enumerate(self.texts):
            if all(texts.get(glyph, text) == text for glyph, text in wanted.items()):
                texts.update(wanted)
                return variant
        self.texts.append(wanted)
        return len(self.texts) - 1

    @property
    def glyphs(self) -> set[int]:
        """The glyphs in use."""
        return set().union(*self.texts)

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add the font's objects to the file; return their numbers by resource name."""
        base = name(f"{_tag(self.index)}+{self.name or 'Font'}")
        subset, cff = self._subset()
        program = (
            file.stream(b"/Subtype/CIDFontType0C", subset)
            if cff
            else file.stream(b"/Length1 %d" % len(subset), subset)
        )
        descriptor = file.add(dictionary(self._descriptor(base, program, cff)))
        kind = b"/CIDFontType0" if cff else b"/CIDFontType2"
        descendant = file.add(
            dictionary(
                {
                    "Type": b"/Font",
                    "Subtype": kind,
                    "BaseFont": base,
                    "CIDSystemInfo": b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
                    "FontDescriptor": ref(descriptor),
                    "DW": b"0",
                    "W": self._widths(),
                    "CIDToGIDMap": None if cff else b"/Identity",
                }
            )
        )
        made: dict[str, int] = {}
        for variant, texts in enumerate(self.texts):
            unicode = file.stream(b"", to_unicode(self.name or "Font", texts).encode())
            entries = {
                "Type": b"/Font",
                "Subtype": b"/Type0",
                "BaseFont": base,
                "Encoding": b"/Identity-H",
                "DescendantFonts": b"[%b]" % ref(descendant),
                "ToUnicode": ref(unicode),
            }
            made[self.resource_of(variant)] = file.add(dictionary(entries))
        return made

    def _widths(self) -> bytes:
        """Return the array of widths, runs of glyphs together (9.7.4.3)."""
        parts: list[str] = []
        last = -2
        for glyph in sorted(self.glyphs):
            if glyph != last + 1:
                parts.append(f"]{glyph}[" if parts else f"{glyph}[")
            parts.append(f"{number(self.width(glyph))} ")
            last = glyph
        return ("[" + "".join(parts) + ("]]" if parts else "]")).encode()

    def _subset(self) -> tuple[bytes, bool]:
        """Return the font program with the glyphs in use, and whether its outlines are CFF."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(self.glyphs)
        flags = hb.SubsetFlags
        wanted.flags = (
            flags.RETAIN_GIDS
            | flags.NO_HINTING
            | flags.NOTDEF_OUTLINE
            | flags.CFF_IDENTITY_CHARSET
            | flags.DOWNGRADE_CFF2
            | flags.NO_LAYOUT_CLOSURE
            | flags.NO_BIDI_CLOSURE
        )
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
        for axis, value in self.file.variations:
            wanted.pin_axis_location(self._face, axis, value)
        made = hb.subset(self._face, wanted)
        if "CFF " in made.table_tags:
            return bytes(made.reference_table("CFF ").data), True
        return bytes(made.blob.data), False

    def _descriptor(self, base: bytes, program: int, cff: bool) -> dict[str, bytes | None]:
        facts = _facts(self.file.path, self.file.index)
        extents = self._font.get_font_extents("ltr")
        italic = facts["ItalicAngle"]
        flags = _SYMBOLIC | (_ITALIC if italic else 0) | (_FIXED if facts["Fixed"] else 0)
        values = {
            "Ascent": extents.ascender * self._scale,
            "Descent": extents.descender * self._scale,
            "CapHeight": facts["CapHeight"] * self._scale,
            "ItalicAngle": italic,
            "StemV": 80.0 if facts["Weight"] < 600 else 140.0,
            "Flags": flags,
        }
        return {
            "Type": b"/FontDescriptor",
            "FontName": base,
            **{key: f"{round(value, 1) + 0.0:g}".encode() for key, value in values.items()},
            "FontBBox": box(v * self._scale for v in facts["Box"]),
            "FontFile3" if cff else "FontFile2": ref(program),
        }


@lru_cache(maxsize=128)
def _facts(path: str, index: int) -> dict[str, Any]:
    """Return what a font descriptor needs of a file's tables (OpenType: head, OS/2, post)."""
    face = load_hb_face(path, index)
    tables = set(face.table_tags)

    def read(tag: str, form: str, at: int) -> tuple[int, ...]:
        data = bytes(face.reference_table(tag).data) if tag in tables else b""
        size = struct.calcsize(form)
        return struct.unpack(form, data[at : at + size]) if len(data) >= at + size else ()

    cap = read("OS/2", ">h", 88)
    return {
        "Box": read("head", ">4h", 36),
        "CapHeight": cap[0] if cap and cap[0] > 0 else 0.7 * face.upem,
        "Weight": (read("OS/2", ">H", 4) or (400,))[0],
        "ItalicAngle": (read("post", ">i", 4) or (0,))[0] / 65536,
        "Fixed": (read("post", ">I", 12) or (0,))[0] != 0,
    }


def _tag(number: int) -> str:
    """Return a subset's tag, six capitals (ISO 32000-1, 9.6.4)."""
    return "".join(chr(65 + number // 26**power % 26) for power in range(5, -1, -1))


def to_unicode(title: str, texts: dict[int, str]) -> str:
    """Return a ToUnicode CMap (ISO 32000-1, 9.10.3) of the glyphs in use."""
    pairs = sorted(texts.items())
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({title}) /Ordering ({title}) /Supplement 0 >> def",
        f"/CMapName /{title} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), _RANGE):
        chunk = pairs[start : start + _RANGE]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [
            f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in chunk
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def drawing_face(face: Face) -> Face:
    """Return the face whose outlines draw `face`: itself, or its stand-in's."""
    return load_face(face.file.draws, face.bold, face.italic) or face


def drawn_scale(face: Face, text: str) -> float:
    """Return the horizontal scale at which a stand-in fills the width that was measured."""
    if face.file.factor == 1.0 and not face.file.table:
        return 1.0
    natural = drawing_face(face).width(text)
    return face.width(text) / natural if natural else 1.0
