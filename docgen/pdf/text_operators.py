"""Text as operators: words to glyphs of the document's fonts, shaped like it was measured.

A word whose glyphs don't tell its characters one by one (ligatures, marks that moved) stands
in a Span with ActualText (ISO 32000-1, 14.9.4), so that it is copied and read as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from docgen.foundation.structs import Struct
from docgen.pdf.fonts import EmbeddedFont
from docgen.pdf.objects import PdfFile, number, text_string
from docgen.text.fonts import WEIGHTLESS, Face, ShapedGlyph, is_simple
from docgen.text.scripts import is_mark

_WORDS = re.compile(r"[^ ]+| +")
SOFT_HYPHEN = "\u00ad"
LEVEL = 0.01
"""A glyph that is raised by less, in em, is on the line to extraction."""
MOST_RISE = 0.15
"""Of a mark in right-to-left text, in em, that extraction still takes for its line's."""
_ONE_STRING = re.compile(r"<[0-9A-F]*>")
_IGNORED = dict.fromkeys(map(ord, WEIGHTLESS))


class _Word(Struct, frozen=True):
    """A word, or a part of one: its font's number, its rise in em and a part of a TJ array each.

    `actual` is what is read for it, if its glyphs don't tell.
    """

    parts: tuple[tuple[int, float, str], ...]
    actual: str = ""
    advance: float = 0.0
    """In em, of right-to-left text and its spaces."""
    raised: tuple[ShapedGlyph, ...] = ()
    """Marks that are drawn as paths."""


class RaisedMark(Struct, frozen=True):
    """A glyph drawn as a path, so many points right of the text's begin and above its line."""

    glyph: ShapedGlyph
    x: float
    y: float


class Typist:
    """The fonts of one document, and what words look like in them."""

    def __init__(self, kern: bool) -> None:
        self.kern = kern
        self._fonts: dict[str, EmbeddedFont] = {}
        self._words: dict[tuple[str, str, bool, str, bool], tuple[_Word, ...]] = {}
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
        raised: list[RaisedMark] | None = None,
        apart: float = 0.0,
    ) -> Iterator[str]:
        """Yield the operators that show text from left to right.

        `word_space` is what justification adds to each space, in points before scaling. Marks
        that have to be drawn as paths are added to `raised`. `apart` is space at the text's
        end, in points: drawn as a blank within the last word's ActualText, since extraction
        would take a mere gap for a space between words.
        """
        tokens = _WORDS.findall(text)
        if apart and not rtl and tokens and tokens[-1][0] != " ":
            *before, last = tokens
            words = self._word(last, face, rtl, lang, liga)
            (blank,) = self._word(" ", face, rtl, lang, liga)
            parts = [part for word in (*words, blank) for part in word.parts]
            if not any(word.actual for word in words) and not any(w or up for w, up, _ in parts):
                shown = "".join(before)
                yield from self.operators(shown, face, size, rtl, lang, word_space, liga, raised)
                move = number((blank.advance - apart / size) * 1000)
                yield f"/Span<</ActualText{text_string(last).decode('latin-1')}>>BDC"
                yield from _shown([*(part for _, _, part in parts), f">{move}<"])
                yield "EMC"
                return
        pen = 0.0
        gap = number(-word_space * 1000 / size) if word_space else ""
        held: list[str] = []
        rise, variant = 0.0, 0
        font = self.font(face)
        for token in reversed(tokens) if rtl else tokens:
            for word in self._word(token, face, rtl, lang, liga):
                if word.actual:
                    yield from _shown(held)
                    held = []
                    yield f"/Span<</ActualText{text_string(word.actual).decode('latin-1')}>>BDC"
                for which, up, part in word.parts:
                    if which != variant:
                        yield from _shown(held)
                        held, variant = [], which
                        yield f"/{font.resource_of(which)} {number(size)} Tf"
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
                if raised is not None:
                    raised += [
                        RaisedMark(one, pen + one.dx * size, one.dy * size) for one in word.raised
                    ]
                    pen += word.advance * size + word_space * (len(token) if token[0] == " " else 0)
        yield from _shown(held)
        if variant:
            yield f"/{font.resource} {number(size)} Tf"
        if rise:
            yield "0 Ts"

    def _word(self, token: str, face: Face, rtl: bool, lang: str, liga: bool) -> tuple[_Word, ...]:
        key = (face.key, token, rtl, lang, liga)
        known = self._words.get(key)
        if known is None:
            known = self._words[key] = tuple(self._make(token, face, rtl, lang, liga))
        return known

    def _make(self, token: str, face: Face, rtl: bool, lang: str, liga: bool) -> Iterator[_Word]:
        font = self.font(face)
        shaped_text = token.replace(SOFT_HYPHEN, "-")
        if token[0] == " " or not face.covers(shaped_text):
            # A character that the font lacks is a space: `font_findings` has refused it.
            shaped_text = "".join(c if face.has(c) else " " for c in shaped_text)
        kern = self.kern and not (face.file.table and is_simple(shaped_text))
        glyphs = face.shape(shaped_text, kern, rtl, lang, liga)
        if token[0] == " ":
            yield _Word(
                tuple((font.note(g.glyph, " "), 0.0, _code(g.glyph)) for g in glyphs),
                advance=sum(g.advance for g in glyphs),
            )
            return
        clusters = list(_clusters(token, glyphs))
        if rtl:
            for part, members in clusters:
                word = _told_apart(font, part, members, face.blanks)
                if word is None:
                    advance = sum(one.advance for one in members)
                    word = _Word(tuple(_parts(font, members, part)), part, advance)
                yield word
        elif all(len(m) == 1 and abs(m[0].dy) < LEVEL for _, m in clusters):
            made = [p for part, members in clusters for p in _parts(font, members, part)]
            yield _Word(tuple(made))
        else:
            made = [p for part, members in clusters for p in _parts(font, members, part, True)]
            yield _Word(tuple(made), _readable(token))

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add all fonts to the file; return their numbers by resource name."""
        made: dict[str, int] = {}
        for font in self._named.values():
            made |= font.write(file) if font.glyphs else {}
        return made


def _clusters(token: str, glyphs: Sequence[ShapedGlyph]) -> Iterator[tuple[str, list[ShapedGlyph]]]:
    """Yield, in the order they are drawn, characters and the glyphs that stand for them."""
    starts = sorted({g.cluster for g in glyphs})
    if not starts:
        return
    ends = dict(zip(starts, [*starts[1:], len(token)], strict=True))
    held: list[ShapedGlyph] = []
    for one in glyphs:
        if held and held[0].cluster != one.cluster:
            at = held[0].cluster
            yield token[at if at != starts[0] else 0 : ends[at]], held
            held = []
        held.append(one)
    at = held[0].cluster
    yield token[at if at != starts[0] else 0 : ends[at]], held


def _told_apart(
    font: EmbeddedFont, part: str, glyphs: Sequence[ShapedGlyph], blanks: Sequence[int]
) -> _Word | None:
    """Return glyphs of right-to-left text, each telling one character, the last one first.

    Who extracts text turns it round by character. A ligature tells one character, and a blank
    of no width before it each of the others. So does a raised mark, which is drawn as a path:
    extraction would take it for a line of its own, and so it would take a ligature's blanks
    that a mark, raised however little, parts from it. None if there aren't enough blanks.
    """
    bases = [one for one in glyphs if one.advance]
    letters = [n for n, c in enumerate(part) if not is_mark(c)]
    most = MOST_RISE if len(bases) >= len(letters) else LEVEL
    raised = tuple(one for one in glyphs if not one.advance and abs(one.dy) > most)
    marks = [one for one in glyphs if not one.advance and one not in raised]
    drawn: dict[int, ShapedGlyph] = {}
    drawn |= zip(letters, reversed(bases), strict=False)
    free = [n for n in range(len(part)) if n not in drawn]
    joining = [n for n in free if is_mark(part[n])] or free
    drawn |= zip(reversed(joining), marks, strict=False)
    silent = [n for n in range(len(part)) if n not in drawn]
    if len(drawn) + len(raised) < len(glyphs) or len(silent) > len(blanks):
        return None
    spare = dict(zip(silent, blanks, strict=False))
    told = {n: drawn[n].glyph if n in drawn else spare[n] for n in reversed(range(len(part)))}
    variant = font.note_all([(glyph, _nonzero(part[n])) for n, glyph in told.items()])
    parts: list[tuple[int, float, str]] = []
    for n, glyph in told.items():
        if n in drawn:
            up, code = _moved(font, drawn[n])
            parts.append((variant, up, code))
        else:
            parts.append((variant, 0.0, f"{_code(glyph)}>{number(font.width(glyph))}<"))
    advance = sum(one.advance for one in glyphs)
    return _Word(tuple(parts), advance=advance, raised=raised)


def _nonzero(text: str) -> str:
    """Return what a ToUnicode entry may say: never nothing, a null or a byte order mark."""
    return text.replace("\0", "").replace("\ufffe", "").replace("\ufeff", "") or " "


def _readable(token: str) -> str:
    """Return what is read for a token: as written, composed (NFC)."""
    return unicodedata.normalize("NFC", token)


def _parts(
    font: EmbeddedFont, glyphs: Sequence[ShapedGlyph], text: str, loose: bool = False
) -> Iterator[tuple[int, float, str]]:
    """Yield the font's number, the rise in em, and the code in hex with what moves it.

    `text` is what the glyphs stand for together; `loose`: an ActualText tells it anyway.
    """
    shares = [text] if len(glyphs) == 1 else list(text)
    if len(shares) != len(glyphs):
        shares = [text[:1]] * len(glyphs)
    for one, share in zip(glyphs, shares, strict=True):
        variant = 0
        if not loose or one.glyph not in font.texts[0]:
            variant = font.note(one.glyph, _nonzero(share))
        yield variant, *_moved(font, one)


def _moved(font: EmbeddedFont, one: ShapedGlyph) -> tuple[float, str]:
    """Return a glyph's rise in em, and its code in hex with what moves it."""
    before = -one.dx * 1000
    after = font.width(one.glyph) - one.advance * 1000 + one.dx * 1000
    code = _code(one.glyph)
    if abs(before) >= 0.05:
        code = f">{number(before)}<{code}"
    if abs(after) >= 0.05:
        code = f"{code}>{number(after)}<"
    return round(one.dy, 4), code


def _code(glyph: int) -> str:
    return f"{glyph:04X}"


def _shown(parts: Sequence[str]) -> Iterator[str]:
    if not parts:
        return
    text = f"<{''.join(parts)}>".replace("<>", " ").strip()
    yield f"{text}Tj" if _ONE_STRING.fullmatch(text) else f"[{text}]TJ"
