"""Font faces and their metrics: which file stands for which family, and how wide text is.

Advances come from the font itself through HarfBuzz, variable fonts at the wanted weight.
Office fonts that cannot be shipped are measured with a metric-compatible free font, or with
another one times a safe-side factor (`STAND_INS`).
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb

from docgen.foundation.files import FONT, note_file
from docgen.foundation.structs import Struct, field
from docgen.text.font_files import (
    FontFault,
    FontRecord,
    best_face,
    package_shelf,
    project_shelf,
    system_shelf,
    variations_of,
)
from docgen.text.metrics import load_table
from docgen.text.scripts import (
    SIMPLE,
    families_for,
    is_emoji,
    is_mark,
    script_of,
    shared_by,
    writing_of,
)
from docgen.theme.model import Medium, Theme


class StandIn(Struct, frozen=True):
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
    "Georgia": StandIn("Source Serif Pro", exact=True, table="gelasio"),
    "Gelasio": StandIn("Source Serif Pro", exact=True, table="gelasio"),
    "Verdana": StandIn("Arimo", 1.20, bold=1.28),
    "Century Gothic": StandIn("Arimo", 1.14),
    "Garamond": StandIn("Source Serif Pro", 1.0),
    "Palatino Linotype": StandIn("Source Serif Pro", 1.08),
}
"""Family to what measures it. Arimo has Arial's advances; Source Code Pro's 0.6 em is
Courier New's 1229/2048 em; Carlito, Caladea, Gelasio and Liberation Serif have those of
Calibri, Cambria, Georgia and Times New Roman. A factor is on the safe side of the families' published average
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


class FontFile(Struct, frozen=True):
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
    index: int = 0
    """Number of the face in a collection."""
    thickened: bool = False
    """A bold face that the family lacks: its regular one is drawn with a stroke."""
    symbol: bool = False
    """A symbol font: its characters are those of the private use area."""
    outside: bool = False
    """Of the project or the system, not of an installed package."""


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


WEIGHTLESS = (
    "\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Soft hyphen, zero-width spaces, joiners and marks of direction: no width, no glyph needed."""
UNDRAWN = dict.fromkeys(ord(c) for c in WEIGHTLESS if c not in "\u200c\u200d\ufe0e\ufe0f")
"""For `str.translate`: drops characters that only guide line breaking and direction. Joiners
and variation selectors stay: they change glyphs."""
THICKNESS = 0.032
"""Stroke of a bold face that a family lacks, in em."""


class ShapedGlyph(NamedTuple):
    """A glyph of shaped text, in the order it is drawn (left to right); lengths in em."""

    glyph: int
    advance: float
    dx: float
    dy: float
    cluster: int
    """The first character that it stands for."""


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


_KERN_ONLY = {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False}
_RTL = {"liga": False, "dlig": False, "clig": False}
"""Only the ligatures that Arabic must have (``rlig``)."""
_PLAIN = {"kern": False, "liga": False, "clig": False, "calt": False}
_SOLID, _KERN_OFF = frozenset(("Hani", "Hira", "Kana", "Bopo")), {"kern": False}
"""Scripts that are set solid, each sign in its square (JLREQ 2.1.2): so they break anywhere."""


class Face:
    """One face with its advances, in em.

    Shared by all documents of a process: it holds only what the font file says.
    """

    __slots__ = (
        "_advances",
        "_blanks",
        "_font",
        "_had",
        "_measures",
        "_shapes",
        "_words",
        "ascent",
        "bold",
        "complex",
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
        if (family not in _SHIPPED or file.outside) and not file.stand_in:
            self.key += f"|{file.path}|{file.index}|{file.thickened:d}"
        _FACES[self.key] = self
        font = hb.Font(load_hb_face(file.path, file.index))
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
        self._shapes: dict[tuple[str, bool, bool, bool, str], tuple[ShapedGlyph, ...]] = {}
        self._had: set[str] = set()
        self._blanks: tuple[int, ...] | None = None
        self._measures: dict[tuple[str, bool, bool, bool, str], tuple[float, int]] = {}

    @property
    def ligatures(self) -> bool:
        """Whether ligatures are formed in simple scripts: where the font's own advances count."""
        return not self.file.table and self.file.factor == 1.0

    def has(self, char: str) -> bool:
        """Say whether the font has a glyph for the character."""
        return char in self._advances or bool(self.nominal(char))

    def nominal(self, char: str) -> int:
        """Return the glyph of a character by itself, 0 if the font has none."""
        code = ord(char)
        glyph: int = self._font.get_nominal_glyph(code) or 0
        if not glyph and self.file.symbol and 0x20 <= code <= 0xFF:
            glyph = self._font.get_nominal_glyph(0xF000 + code) or 0
        return glyph

    @property
    def blanks(self) -> tuple[int, ...]:
        """Glyphs that draw nothing but have a width, the narrowest first: spaces of all kinds."""
        if self._blanks is None:
            found: dict[int, None] = {}
            for char in " \u00a0\u2002\u2003\u2004\u2005\u2006\u2009\u200a\u202f":
                glyph = self.nominal(char)
                box = self._font.get_glyph_extents(glyph) if glyph else None
                if box is not None and not box.width and self._font.get_glyph_h_advance(glyph):
                    found[glyph] = None
            self._blanks = tuple(sorted(found, key=self._font.get_glyph_h_advance))
        return self._blanks

    def path(self, glyph: int) -> list[tuple[str | float, ...]]:
        """Return a glyph's outline in em, y upwards: moves, lines and curves."""
        return glyph_path(self._font, glyph)

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
        glyph = self.nominal(char)
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

    def shape(
        self, text: str, kern: bool = True, rtl: bool = False, lang: str = "", liga: bool = True
    ) -> tuple[ShapedGlyph, ...]:
        """Return the glyphs of text in one script and direction, by HarfBuzz.

        Scripts other than Latin, Greek and Cyrillic are shaped with all their features even
        where `kern` is off: Office does so too.
        """
        key = (text, kern, liga, rtl, lang)
        known = self._shapes.get(key)
        if known is None:
            _bound(self._shapes)
            known = self._shapes[key] = self._shape(text, kern, rtl, lang, liga)
        return known

    def _shape(
        self, text: str, kern: bool, rtl: bool, lang: str, liga: bool
    ) -> tuple[ShapedGlyph, ...]:
        buffer = hb.Buffer()
        shown = text
        if self.file.symbol:
            shown = "".join(c if ord(c) > 0xFF else chr(0xF000 + ord(c)) for c in text)
        buffer.add_str(shown)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        if rtl:  # extraction turns text round: each character has to be told by itself
            buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        if lang:
            buffer.language = lang
        features: dict[str, bool] = {}
        if is_simple(text):
            features = {} if kern and liga and self.ligatures else _KERN_ONLY if kern else _PLAIN
        elif rtl:
            features = _RTL
        elif any(script_of(c) in _SOLID for c in text):
            features = _KERN_OFF
        hb.shape(self._font, buffer, features)
        upem = self._font.face.upem
        return tuple(
            ShapedGlyph(
                g.codepoint, p.x_advance / upem, p.x_offset / upem, p.y_offset / upem, g.cluster
            )
            for g, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def measure(
        self, text: str, kern: bool, rtl: bool = False, lang: str = "", liga: bool = True
    ) -> tuple[float, int]:
        """Return the width in em, and the number of characters that are drawn.

        Those are all but the weightless ones, which don't come between two that kern.
        """
        key = (text, kern, liga, rtl, lang)
        known = self._measures.get(key)
        if known is None:
            _bound(self._measures)
            drawn = text.translate(UNDRAWN)
            known = self._measures[key] = (self._em(drawn, kern, rtl, lang, liga), len(drawn))
        return known

    def _em(self, text: str, kern: bool, rtl: bool, lang: str, liga: bool) -> float:
        simple = is_simple(text)
        if simple and (not kern or self.file.table):
            return self.width(text)
        factor = self.file.factor
        if len(text) < 2 and simple:
            return self.width(text)
        if not self.covers(text):
            return self.width(text)
        return sum(g.advance for g in self.shape(text, kern, rtl, lang, liga)) * factor

    def set_width(self, text: str, size: float, tracking: float, kern: bool) -> float:
        """Return the width in points of `text` at `size`, with tracking after each character."""
        em, _ = self.measure(text, kern, liga=not tracking)
        return em * size + tracking * len(text)


class _Pen:
    """Collects an outline (fontTools' pen protocol), quadratic curves raised to cubic ones."""

    def __init__(self, scale: float) -> None:
        self.ops: list[tuple[str | float, ...]] = []
        self.scale, self.at = scale, (0.0, 0.0)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        self.at = (x * self.scale, y * self.scale)
        return self.at

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        """Begin a contour."""
        self.ops.append(("M", *self._point(*to)))

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        """Draw a line."""
        self.ops.append(("L", *self._point(*to)))

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """Draw a cubic curve."""
        made = [value for point in points for value in self._point(*point)]
        self.ops.append(("C", *made))

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        """Draw a quadratic curve."""
        x0, y0 = self.at
        cx, cy = self._point(*control)
        x, y = self._point(*to)
        first = (x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3)
        second = (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
        self.ops.append(("C", *first, *second, x, y))

    def closePath(self) -> None:  # noqa: N802
        """End a contour."""
        self.ops.append(("Z",))


def glyph_path(font: Any, glyph: int) -> list[tuple[str | float, ...]]:
    """Return a glyph's outline in em, y upwards."""
    pen = _Pen(1 / font.face.upem)
    font.draw_glyph_with_pen(glyph, pen)
    return pen.ops


_FACES: dict[str, Face] = {}
"""Faces by key."""
_SIMPLE_TEXT = str.maketrans("", "", "".join(map(chr, range(0x20, 0x300))))


@lru_cache(maxsize=65536)
def is_simple(text: str) -> bool:
    """Say whether text is Latin, Greek or Cyrillic, or signs that all scripts share."""
    rest = text.translate(_SIMPLE_TEXT)
    return not rest or all(script_of(c) in SIMPLE and not is_mark(c) for c in rest)


@lru_cache(maxsize=128)
def load_hb_face(path: str, index: int) -> Any:
    """Return HarfBuzz's face of a file (shared, read-only; the file is mapped)."""
    return hb.Face(hb.Blob.from_file_path(path), index)


def _bound(words: dict[Any, Any]) -> None:
    """Begin anew when there are very many: a process may set a million records."""
    if len(words) >= MOST_WORDS:
        words.clear()


@lru_cache(maxsize=256)
def load_face(family: str, bold: bool = False, italic: bool = False) -> Face | None:
    """Return a face of a family (shared, read-only), or None if no file stands for it."""
    file = find_file(family, bold, italic)
    return Face(family, bold, italic, file) if file else None


@lru_cache(maxsize=1024)
def _recorded_face(record: FontRecord, family: str, bold: bool, italic: bool) -> Face:
    """Return the face of a file that was found."""
    pinned = variations_of(record, bold)
    heavy = record.weight >= 600 or any(tag == "wght" for tag, _ in pinned)
    file = FontFile(
        record.path,
        family,
        pinned,
        index=record.index,
        thickened=bold and not heavy,
        symbol=record.symbol,
        outside=record.origin != "package",
    )
    return Face(family, bold, italic, file)


@lru_cache(maxsize=256)
def _unknown_face(family: str, bold: bool, italic: bool) -> Face:
    return Face(family, bold, italic, _standing_in(UNKNOWN, bold, italic))


def face_of(key: str) -> Face:
    """Return the face for a `Face.key` (``Arial|b``)."""
    known = _FACES.get(key)
    if known is not None:
        return known
    family, flags = key.split("|")[:2]
    bold, italic = "b" in flags, "i" in flags
    return load_face(family, bold, italic) or _unknown_face(family, bold, italic)


FALLBACKS = ("Source Sans Pro", "Arimo")
"""Families tried, in order, for Latin, Greek and Cyrillic characters that a font lacks."""
_CJK_SIGNS = frozenset("\u2018\u2019\u201c\u201d\u2014\u2026\u00b7\u2500\u25cf\u25a0\u00d7")
"""Signs that Latin fonts have too, but that stand full-width in Chinese and Japanese."""


class FontBook(Struct):
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
    folders: tuple[str, ...] = ()
    """The project's and the theme's own folders of fonts."""
    chains: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Families for a script (ISO 15924) or language, before the usual ones."""
    lang: str = "en"
    restricted: dict[str, FontRecord] = field(default_factory=dict)
    """Families whose licence bits forbid embedding."""
    thickened: set[str] = field(default_factory=set)
    """Families without a bold face, drawn thicker."""
    used: dict[str, None] = field(default_factory=dict)
    """Font files in use that no installed package has."""
    _chosen: dict[tuple[str, str, str], Face] = field(default_factory=dict)
    _roles: dict[tuple[str, bool, bool], Face] = field(default_factory=dict)

    def face(self, role: str, bold: bool, italic: bool) -> Face:
        """Return the face for a role."""
        known = self._roles.get((role, bold, italic))
        if known is None:
            family = self.families.get(role) or self.families["body"]
            known = self._roles[role, bold, italic] = self._named(family, bold, italic)
        return known

    def _named(self, family: str, bold: bool, italic: bool) -> Face:
        found = self.find(family, bold, italic)
        if found is None:
            self.unknown.add(family)
            return _unknown_face(family, bold, italic)
        if not found.file.exact:
            self.approximate[family] = found.file
        return found

    def find(self, family: str, bold: bool, italic: bool) -> Face | None:
        """Return a family's face: the project's, a shipped one, a package's, the system's."""
        own = project_shelf(self.folders).named(family) if self.folders else []
        if own and (face := self._of(own, family, bold, italic)):
            return face
        found = load_face(family, bold, italic)
        if found is not None:
            return found
        for shelf in (package_shelf, system_shelf):
            face = self._of(shelf().named(family), family, bold, italic)
            if face is not None:
                return face
        return None

    def _of(
        self, records: Sequence[FontRecord], family: str, bold: bool, italic: bool
    ) -> Face | None:
        record = best_face(records, bold, italic)
        if record is None:
            return None
        if not record.embeddable:
            self.restricted[family] = record
            return None
        face = _recorded_face(record, family, bold, italic)
        if face.file.outside and face.file.path not in self.used:
            self.used[face.file.path] = None
            note_file(face.file.path, FONT)
        if face.file.thickened and record.origin == "project":
            self.thickened.add(family)
        return face

    def faults(self) -> tuple[FontFault, ...]:
        """Return the project's font files that can't be used."""
        return project_shelf(self.folders).faults if self.folders else ()

    def split(self, text: str, face: Face, lang: str = "") -> list[tuple[str, Face]]:
        """Split `text` into pieces that one face can draw, each of one script at most."""
        lang = lang or self.lang
        wide = lang[:2] in ("zh", "ja")
        if not wide and face.covers(text) and is_simple(text):
            return [(text, face)]
        pieces: list[tuple[str, Face]] = []
        east = False
        for char in text:
            if pieces and (is_mark(char) or char in "\ufe0e\ufe0f"):
                chosen = pieces[-1][1]
                if not chosen.has(char):
                    self._covering(char, face, lang)
            elif (wide and east and char in _CJK_SIGNS) or (char in WEIGHTLESS and pieces):
                chosen = pieces[-1][1]
            else:
                chosen = self._covering(char, face, lang)
                before = pieces[-1][1] if pieces else face
                if chosen is not face and script_of(char) in SIMPLE and before.has(char):
                    chosen = before  # an Arabic comma, a Devanagari full stop
                if char not in " \u00a0":
                    east = script_of(char) in ("Hani", "Hira", "Kana") or (
                        chosen is not face and "\u3000" <= char <= "\u303f"
                    )
            if pieces and pieces[-1][1] is chosen:
                pieces[-1] = (pieces[-1][0] + char, chosen)
            else:
                pieces.append((char, chosen))
        return pieces

    def _covering(self, char: str, face: Face, lang: str) -> Face:
        if char < "\u0250" and face.has(char):
            return face
        writing = writing_of(script_of(char), lang)
        key = (char, face.key, writing if len(writing) == 4 else lang)
        known = self._chosen.get(key)
        if known is None:
            known = self._chosen[key] = self._cover(char, face, writing, lang)
        return known

    def _cover(self, char: str, face: Face, writing: str, lang: str) -> Face:
        named = (*self.chains.get(lang, ()), *self.chains.get(writing, ()))
        own = [f for f in (self.find(n, face.bold, face.italic) for n in named) if f]
        for other in own:
            if other.has(char):
                return other
        if face.has(char):
            return face
        for other in self._candidates(char, face, writing):
            if other.has(char):
                return other
        self.missing.setdefault(char, face.family)
        return face

    def _candidates(self, char: str, face: Face, writing: str) -> Iterator[Face]:
        if writing in SIMPLE:
            for script in shared_by(char):
                for family in families_for(writing_of(script, self.lang)):
                    other = self.find(family, face.bold, face.italic)
                    if other is not None:
                        yield other
            for family in self.fallbacks:
                other = load_face(family, face.bold, face.italic)
                if other is not None:
                    yield other
        families = families_for("Zsye" if is_emoji(char) else writing)
        for family in families:
            other = self.find(family, face.bold, face.italic)
            if other is not None:
                yield other
        shelves = [package_shelf, system_shelf]
        own = project_shelf(self.folders).records if self.folders else ()
        for records in (own, *(shelf().records for shelf in shelves)):
            for record in records:
                if not record.embeddable or record.symbol:
                    continue
                code = ord(char)
                if code not in _coverage(record.path, record.index):
                    continue
                other = self._of(
                    [r for r in records if r.family == record.family],
                    record.family,
                    face.bold,
                    face.italic,
                )
                if other is not None:
                    yield other


def font_book(theme: Theme, medium: Medium, lang: str) -> FontBook:
    """Return the fonts of a document: kerned in briefs, plain in decks.

    PowerPoint doesn't kern unless asked, so decks are measured (and drawn) without.
    """
    return FontBook(
        theme.fonts[medium],
        kern=medium == "brief",
        folders=theme.font_folders,
        chains=theme.fallback,
        lang=lang,
    )


@lru_cache(maxsize=1024)
def _coverage(path: str, index: int) -> Any:
    """Return the code points of a face."""
    return load_hb_face(path, index).unicodes
