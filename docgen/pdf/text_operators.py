"""Text as operators: words to glyphs of the document's fonts, shaped like it was measured.

A word whose glyphs don't tell its characters one by one (ligatures, marks that moved) stands
in a Span with ActualText (ISO 32000-1, 14.9.4), so that it is copied and read as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.pdf.fonts import EmbeddedFont
from docgen.pdf.objects import PdfFile, number, text_string
from docgen.text.fonts import WEIGHTLESS, Face, ShapedGlyph, is_simple

_WORDS = re.compile(r"[^ ]+| +")
SOFT_HYPHEN = "\u00ad"
_ONE_STRING = re.compile(r"<[0-9A-F]*>")
_IGNORED = dict.fromkeys(map(ord, WEIGHTLESS))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as parts of a TJ array, each with its rise in em; `actual` if it needs one."""

    parts: tuple[tuple[float, str], ...]
    actual: str = ""


class Typist:
    """The fonts of one document, and what words look like in them."""

    def __init__(self, kern: bool) -> None:
        self.kern = kern
        self._fonts: dict[str, EmbeddedFont] = {}
        self._words: dict[tuple[str, str, bool, str, bool], _Word] = {}
        self._named: dict[tuple[object, ...], EmbeddedFont] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """Return the font that draws a face, in this document."""
        font = self._fonts.get(face.key)
        if font is None:
            drawn = (face.file.path, face.file.index, face.file.variations)
            font = self._named.get(drawn)
            if font is None:
                font = self._named[drawn] = EmbeddedFont(face, len(self._named))
            self._fonts[face.key] = font
        return font

    def operators(
        self,
        text: str,
        face: Face,
        size: float,
        rtl: bool = False,
        lang: str = "",
        word_space: float = 0.0,
        liga: bool = True,
    ) -> Iterator[str]:
        """Yield the operators that show text from left to right.

        `word_space` is what justification adds to each space, in points before scaling.
        """
        tokens = _WORDS.findall(text)
        gap = number(-word_space * 1000 / size) if word_space else ""
        held: list[str] = []
        rise = 0.0
        for token in reversed(tokens) if rtl else tokens:
            word = self._word(token, face, rtl, lang, liga)
            if word.actual:
                yield from _shown(held)
                held = []
                yield f"/Span<</ActualText{text_string(word.actual).decode('latin-1')}>>BDC"
            for up, part in word.parts:
                if up != rise:
                    yield from _shown(held)
                    held, rise = [], up
                    yield f"{number(up * size)} Ts"
                held.append(part)
                if gap and token[0] == " ":
                    held.append(f">{gap}<")
            if word.actual:
                yield from _shown(held)
                held = []
                yield "EMC"
        yield from _shown(held)
        if rise:
            yield "0 Ts"

    def _word(self, token: str, face: Face, rtl: bool, lang: str, liga: bool) -> _Word:
        key = (face.key, token, rtl, lang, liga)
        known = self._words.get(key)
        if known is None:
            known = self._words[key] = self._make(token, face, rtl, lang, liga)
        return known

    def _make(self, token: str, face: Face, rtl: bool, lang: str, liga: bool) -> _Word:
        font = self.font(face)
        shaped_text = token.replace(SOFT_HYPHEN, "-")
        if token[0] == " " or not face.covers(shaped_text):
            # A character that the font lacks is a space: `font_findings` has refused it.
            shaped_text = "".join(c if face.has(c) else " " for c in shaped_text)
        kern = self.kern and not (face.file.table and is_simple(shaped_text))
        glyphs = face.shape(shaped_text, kern, rtl, lang, liga)
        plain = self._note(font, face, token, glyphs)
        if token[0] == " ":
            return _Word(tuple((0.0, _code(g.glyph)) for g in glyphs))
        return _Word(tuple(_parts(font, glyphs)), "" if plain else _readable(token))

    def _note(
        self, font: EmbeddedFont, face: Face, token: str, glyphs: Sequence[ShapedGlyph]
    ) -> bool:
        """Note what each glyph stands for; say whether that tells the whole token."""
        starts = sorted({g.cluster for g in glyphs})
        ends = dict(zip(starts, [*starts[1:], len(token)], strict=True))
        told: dict[int, str] = {}
        for at, end in ends.items():
            members = [g for g in glyphs if g.cluster == at]
            part = token[at:end]
            shares = list(part) if len(part) == len(members) else [part[:1]] * len(members)
            if len(members) == 1:
                shares = [part]
            for glyph, share in zip(members, shares, strict=True):
                known = font.texts.setdefault(glyph.glyph, _nonzero(share))
                told[at] = told.get(at, "") + known
        first = starts[0] if starts else 0
        single = all(len([g for g in glyphs if g.cluster == at]) == 1 for at in starts)
        whole = "".join(told[at] for at in starts)
        return single and first == 0 and whole == token

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add all fonts to the file; return their numbers by resource name."""
        return {font.resource: font.write(file) for font in self._named.values() if font.texts}


def _nonzero(text: str) -> str:
    """Return what a ToUnicode entry may say: never nothing, a null or a byte order mark."""
    kept = text.translate(_IGNORED).replace("\0", "").replace("\ufffe", "")
    return kept or " "


def _readable(token: str) -> str:
    """Return what is read for a token: as written, composed (NFC)."""
    return unicodedata.normalize("NFC", token)


def _parts(font: EmbeddedFont, glyphs: Sequence[ShapedGlyph]) -> Iterator[tuple[float, str]]:
    """Yield glyphs in hex with what moves them, and their rise in em."""
    for one in glyphs:
        own = font.width(one.glyph)
        before = -one.dx * 1000
        after = own - one.advance * 1000 + one.dx * 1000
        code = _code(one.glyph)
        if abs(before) >= 0.05:
            code = f">{number(before)}<{code}"
        if abs(after) >= 0.05:
            code = f"{code}>{number(after)}<"
        yield round(one.dy, 4), code


def _code(glyph: int) -> str:
    return f"{glyph:04X}"


def _shown(parts: Sequence[str]) -> Iterator[str]:
    if not parts:
        return
    text = f"<{''.join(parts)}>".replace("<>", "")
    yield f"{text}Tj" if _ONE_STRING.fullmatch(text) else f"[{text}]TJ"
