"""Font faces and their metrics: which file stands for which family, and how wide text is.

Advances come from the font itself through HarfBuzz, variable fonts at the wanted weight.
Office fonts that cannot be shipped are measured with a metric-compatible free font, or with
another one times a safe-side factor (`STAND_INS`).
"""

from __future__ import annotations

import importlib.resources
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import uharfbuzz as hb

from docgen.text.metrics import load_table


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


_STATIC = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "It",
    (True, True): "BoldIt",
}
MOST_WORDS = 1 << 16
"""Words of a face whose measures are remembered."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file, the variation that gives the face, and how its advances are used."""

    path: str
    draws: str
    """The shipped family whose outlines draw it."""
    variations: tuple[tuple[str, float], ...] = ()
    exact: bool = True
    """The family itself, or a font of the same advances."""
    factor: float = 1.0
    """Advances are multiplied by this (safe-side stand-ins)."""
    stand_in: str = ""
    """The font that measures, when it isn't the family itself."""
    table: str = ""
    """An advance table that measures (`docgen.text.metrics`); the file only draws."""


def _package_file(package: str, name: str) -> str:
    return str(importlib.resources.files(package).joinpath("files", name))


def _static(family: str, package: str, stem: str, bold: bool, italic: bool) -> FontFile:
    file = f"{stem}-{_STATIC[bold, italic]}.ttf"
    return FontFile(_package_file(package, file), family)


def _variable(family: str, package: str, stem: str, bold: bool, italic: bool) -> FontFile:
    name = f"{stem}-Italic[wght].ttf" if italic else f"{stem}[wght].ttf"
    path = _package_file(package, name)
    return FontFile(path, family, (("wght", 700.0 if bold else 400.0),))


_SHIPPED = {
    "Source Sans Pro": (_static, "font_source_sans_pro", "SourceSansPro"),
    "Source Serif Pro": (_static, "font_source_serif_pro", "SourceSerifPro"),
    "Arimo": (_variable, "fontpkg_arimo", "Arimo"),
    "Source Code Pro": (_variable, "fontpkg_source_code_pro", "SourceCodePro"),
}


@lru_cache(maxsize=256)
def find_file(family: str, bold: bool, italic: bool) -> FontFile | None:
    """Return the file for a face of a family, or None if nothing stands for it."""
    if family in _SHIPPED:
        make, package, stem = _SHIPPED[family]
        return make(family, package, stem, bold, italic)
    stand_in = STAND_INS.get(family)
    if stand_in is None:
        return None
    return _standing_in(stand_in, bold, italic)


def _standing_in(stand_in: StandIn, bold: bool, italic: bool) -> FontFile:
    found = find_file(stand_in.family, bold, italic)
    assert found is not None
    return replace(
        found,
        exact=stand_in.exact,
        factor=stand_in.factor_of(bold),
        table=stand_in.table,
        stand_in=stand_in.table or stand_in.family,
    )


WEIGHTLESS = "\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"
"""Soft hyphen, zero-width spaces, joiners and marks of direction: no width, no glyph needed."""
UNDRAWN = dict.fromkeys(map(ord, WEIGHTLESS))
"""For `str.translate`: drops characters that only guide line breaking and shaping."""


def _is_wide(char: str) -> bool:
    code = ord(char)
    return (
        0x1100 <= code <= 0x115F
        or 0x2E80 <= code <= 0xD7A3
        or (
            0xF900 <= code <= 0xFAFF
            or 0xFE30 <= code <= 0xFE6F
            or 0xFF00 <= code <= 0xFF60
            or 0xFFE0 <= code <= 0xFFE6
            or 0x1F000 <= code <= 0x3FFFD
        )
    )


class Face:
    """One face with its advances, in em.

    Shared by all documents of a process: it holds only what the font file says.
    """

    __slots__ = (
        "_advances",
        "_font",
        "_had",
        "_kerns",
        "_measures",
        "_words",
        "ascent",
        "bold",
        "descent",
        "family",
        "file",
        "italic",
        "key",
        "line_gap",
    )

    def __init__(self, family: str, bold: bool, italic: bool, file: FontFile) -> None:
        self.family, self.bold, self.italic, self.file = family, bold, italic, file
        self.key = f"{family}|{'b' if bold else ''}{'i' if italic else ''}"
        font = hb.Font(hb.Face(hb.Blob.from_file_path(file.path)))
        if file.variations:
            font.set_variations(dict(file.variations))
        self._font = font
        extents = font.get_font_extents("ltr")
        upem = font.face.upem
        self.ascent: float = extents.ascender / upem
        self.descent: float = -extents.descender / upem
        self.line_gap: float = extents.line_gap / upem
        self._advances: dict[str, float] = {"\t": 1.0} | dict.fromkeys(WEIGHTLESS, 0.0)
        if file.table:
            style = "-".join(w for w, on in (("bold", bold), ("italic", italic)) if on)
            table = load_table(file.table, style or "regular")
            self.ascent, self.descent = table.ascent, table.descent
            self.line_gap = table.line_gap
            self._advances |= {c: w * file.factor for c, w in table.advances.items()}
        self._words: dict[str, float] = {}
        self._kerns: dict[str, tuple[float, ...] | None] = {}
        self._had: set[str] = set()
        self._measures: dict[tuple[str, bool], tuple[float, int]] = {}

    def has(self, char: str) -> bool:
        """Say whether the font has a glyph for the character, and we can set it.

        Right-to-left letters (Unicode bidi classes R and AL) are none of ours: lines are set
        from left to right only.
        """
        if char < "\u0590":
            return char in self._advances or bool(self._font.get_nominal_glyph(ord(char)))
        if unicodedata.bidirectional(char) in ("R", "AL"):
            return False
        return char in self._advances or bool(self._font.get_nominal_glyph(ord(char)))

    def covers(self, text: str) -> bool:
        """Say whether the face `has` every character."""
        if self._had.issuperset(text):
            return True
        if not all(map(self.has, text)):
            return False
        self._had.update(text)
        return True

    def advance(self, char: str) -> float:
        """Return a character's advance in em; a missing one counts as a full em."""
        known = self._advances.get(char)
        if known is not None:
            return known
        glyph = self._font.get_nominal_glyph(ord(char))
        if not glyph:
            return 1.0 if _is_wide(char) else 0.75
        value: float = self._font.get_glyph_h_advance(glyph) / self._font.face.upem
        self._advances[char] = value * self.file.factor
        return self._advances[char]

    def width(self, text: str) -> float:
        """Return the width of `text` in em without kerning."""
        known = self._words.get(text)
        if known is None:
            _bound(self._words)
            advance = self.advance
            known = self._words[text] = sum(map(advance, text))
        return known

    def kerning(self, text: str) -> tuple[float, ...] | None:
        """Return what kerning adds after each character, in em, or None if nothing."""
        if text not in self._kerns:
            _bound(self._kerns)
            self._kerns[text] = self._shape(text)
        return self._kerns[text]

    def _shape(self, text: str) -> tuple[float, ...] | None:
        if len(text) < 2:
            return None
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        features = {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False}
        hb.shape(self._font, buffer, features)
        if len(buffer.glyph_infos) != len(text):
            return None
        upem = self._font.face.upem
        nominal = [self._font.get_glyph_h_advance(g.codepoint) for g in buffer.glyph_infos]
        moves = [
            (p.x_advance - n) / upem for p, n in zip(buffer.glyph_positions, nominal, strict=True)
        ]
        return tuple(moves) if any(moves) else None

    def measure(self, text: str, kern: bool) -> tuple[float, int]:
        """Return the width in em, and the number of characters that are drawn.

        Those are all but the weightless ones, which don't come between two that kern.
        """
        known = self._measures.get((text, kern))
        if known is None:
            _bound(self._measures)
            drawn = text.translate(UNDRAWN)
            em = self.width(drawn)
            if kern and (moves := self.kerning(drawn)):
                em += sum(moves)
            known = self._measures[text, kern] = (em, len(drawn))
        return known

    def set_width(self, text: str, size: float, tracking: float, kern: bool) -> float:
        """Return the width in points of `text` at `size`, with tracking after each character."""
        em = self.width(text)
        if kern and (moves := self.kerning(text)):
            em += sum(moves)
        return em * size + tracking * len(text)


def _bound(words: dict[Any, Any]) -> None:
    """Begin anew when there are very many: a process may set a million records."""
    if len(words) >= MOST_WORDS:
        words.clear()


@lru_cache(maxsize=256)
def load_face(family: str, bold: bool = False, italic: bool = False) -> Face | None:
    """Return a face of a family (shared, read-only), or None if no file stands for it."""
    file = find_file(family, bold, italic)
    return Face(family, bold, italic, file) if file else None


@lru_cache(maxsize=256)
def _unknown_face(family: str, bold: bool, italic: bool) -> Face:
    return Face(family, bold, italic, _standing_in(UNKNOWN, bold, italic))


def face_of(key: str) -> Face:
    """Return the face for a `Face.key` (``Arial|b``)."""
    family, flags = key.split("|")
    bold, italic = "b" in flags, "i" in flags
    return load_face(family, bold, italic) or _unknown_face(family, bold, italic)


FALLBACKS = ("Source Sans Pro", "Arimo")
"""Families tried, in order, for characters that a font lacks."""


@dataclass(slots=True)
class FontBook:
    """The fonts of one document: families by role, with fall-back by coverage."""

    families: Mapping[str, str]
    """Role (``heading``, ``body``, ``mono``) to family."""
    kern: bool
    """Measure and draw with kerning."""
    fallbacks: Sequence[str] = FALLBACKS
    missing: dict[str, str] = field(default_factory=dict)
    """Characters that no font has, and the family that lacked them."""
    unknown: set[str] = field(default_factory=set)
    """Families that nothing stands for."""
    approximate: dict[str, FontFile] = field(default_factory=dict)
    """Families measured with a safe-side factor."""

    def face(self, role: str, bold: bool, italic: bool) -> Face:
        """Return the face for a role."""
        family = self.families.get(role) or self.families["body"]
        found = load_face(family, bold, italic)
        if found is None:
            self.unknown.add(family)
            found = _unknown_face(family, bold, italic)
        elif not found.file.exact:
            self.approximate[family] = found.file
        return found

    def split(self, text: str, face: Face) -> list[tuple[str, Face]]:
        """Split `text` into pieces that one face can draw."""
        if face.covers(text):
            return [(text, face)]
        pieces: list[tuple[str, Face]] = []
        for char in text:
            chosen = self._covering(char, face)
            if pieces and pieces[-1][1] is chosen:
                pieces[-1] = (pieces[-1][0] + char, chosen)
            else:
                pieces.append((char, chosen))
        return pieces

    def _covering(self, char: str, face: Face) -> Face:
        if face.has(char):
            return face
        for family in self.fallbacks:
            other = load_face(family, face.bold, face.italic)
            if other is not None and other.has(char):
                return other
        self.missing.setdefault(char, face.family)
        return face
