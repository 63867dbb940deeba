"""Runs of text as the pieces that line breaking keeps whole, each with its width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from uniseg.linebreak import line_break_units

from docgen.layout.blocks import Inline, Span
from docgen.placed.structure import Elem
from docgen.text.bidi import levels_of
from docgen.text.fonts import Face, FontBook, is_simple
from docgen.text.scripts import CJK, SIMPLE, script_of
from docgen.text.unbreakable import GROUPED, joined
from docgen.text.unspaced import UNSPACED, unspaced_units
from docgen.theme.model import Style

ON_GROUNDS = ("on-ink", "on-accent")
"""Colours of text on dark grounds."""

_WORDS = re.compile(r"[^ \n\t]*[ \n\t]*")
_SIMPLE = re.compile(r"[A-Za-z0-9\u00a0\u202f\u00c0-\u058f.,;:!?'\"()\[\]’‘“”„«»%$€£&…+*=§°_]*[ ]*")
_HYPHENED = re.compile(
    r"(?:[A-Za-z0-9\u00c0-\u02af\u0370-\u058f]+[-–.,])*[^\W_]+[.,;:!?)”’\"»]*[ ]*"
)
"""Words whose only breaks are after hyphens, by rules that need no look at Unicode's tables."""
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_][-–])(?=[^\W\d_])")
_GLUED = ("/", "|", "?", "&", "=", "%", "+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/]", re.I)
_ADDRESS_PARTS = re.compile(r"(?<=[^/:]/)(?=[^/\s])|(?<=[^\s])(?=[?&#])")
_SMALLEST_PARTS = re.compile(r"(?<=[^/:]/)(?=[^/\s])|(?<=[^\s])(?=[?&#])|(?<=\w[._@=:~%-])(?=\w)")
_WEAK_SPACES = re.compile(
    r"(?<![/€$£¥₹«‹¿¡(\[{„‚])(?<!\d(?=.\d{3}(?!\d)))[ \u00a0\u202f]+(?=[^ \u00a0\u202f/%‰€$£¥₹;:!?»)\]…])"
)
_KEPT = re.compile(r"\d[–—‒-]$")


@lru_cache(maxsize=65536)
def word_units(word: str) -> tuple[str, ...]:
    """Split a word (with the spaces behind it) into pieces a line may end after.

    As UAX #14 has it, but: an address only at its parts, nothing at other slashes ("and/or"),
    no break after a dash that follows a digit ("2019–2024", "28-day") or before a citation.
    """
    if _SIMPLE.fullmatch(word):
        return (word,)
    if _ADDRESS.search(word):
        return tuple(part for part in _ADDRESS_PARTS.split(word) if part)
    if UNSPACED.search(word):
        return unspaced_units(word)
    if _HYPHENED.fullmatch(word):
        return tuple(_AFTER_HYPHEN.split(word))
    units: list[str] = []
    for unit in line_break_units(word):
        if units and (
            units[-1].endswith(_GLUED) or _KEPT.search(units[-1]) or unit.startswith("[")
        ):
            units[-1] += unit
        else:
            units.append(unit)
    return tuple(units)


def break_units(text: str, lang: str = "en", whole_addresses: bool = False) -> list[str]:
    """Split `text` into the pieces that line breaking keeps whole, spaces at their ends."""
    units: list[str] = []
    before = ""
    """The last word without spaces, if a line might be kept from ending behind it."""
    grouped = [m.span() for m in GROUPED.finditer(text)]
    at = 0
    for word in _WORDS.findall(text):
        if not word:
            continue
        bare = word.rstrip(" \n\t")
        parts = word_units(word)
        if whole_addresses and len(parts) > 1 and _ADDRESS.search(word):
            parts = (word,)
        inside = any(start < at < end for start, end in grouped)
        at += len(word)
        if before and bare and (inside or joined(before, bare, lang)):
            units[-1] += parts[0]
            units += parts[1:]
        else:
            units += parts
        before = "" if "\n" in word else bare
    return units


def weaker_breaks(text: str) -> list[int]:
    """Return where a piece wider than a line is divided rather than inside a word.

    At its spaces (a long date); else, in an address, behind any mark.
    """
    bare = text.rstrip(" \n\t")
    spaces = [m.end() for m in _WEAK_SPACES.finditer(bare)]
    return spaces or [m.start() for m in _SMALLEST_PARTS.finditer(bare) if m.start()]


SUPERSCRIPT_SIZE = 2 / 3
"""PowerPoint's size of raised text."""
SUPERSCRIPT_RISE = 0.3
"""In em of the full size: DrawingML's usual ``baseline="30000"`` (ECMA-376 21.1.2.3.9)."""
SUBSCRIPT_DROP = 0.25
"""In em of the full size: DrawingML's usual ``baseline="-25000"``."""
BESIDE_CJK = 0.25
"""Between ideographs or kana and Western letters or figures, in ems (JLREQ 3.2.6, CLREQ 3.2.2)."""
_IDEOGRAPHS = re.compile(
    "[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WESTERN = re.compile("[A-Za-z0-9\u00c0-\u024f\u0370-\u052f%€$£¥°]")
PLACEHOLDERS = {"page-number": "00", "page-count": "00"}


@dataclass(frozen=True, slots=True)
class RunStyle:
    """How a piece is drawn."""

    face: Face
    size: float
    color: str
    rise: float
    elem: Elem | None
    href: str | None
    field: str | None
    lang: str = ""
    strike: bool = False
    level: int = 0
    """Embedding level (UAX #9); an odd one is drawn from right to left."""

    @property
    def rtl(self) -> bool:
        """Whether the run is drawn from right to left."""
        return self.level % 2 == 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look and its width in points."""

    text: str
    look: RunStyle
    width: float
    gap: float = 0.0
    """What of the width is space behind it that no character stands for (`BESIDE_CJK`)."""


@dataclass(slots=True)
class LineUnit:
    """What a line break may not divide: pieces, and the space behind them."""

    pieces: list[Piece]
    width: float
    """Without the space behind."""
    space: float
    chars: int
    """How many characters of the text it holds."""
    newline: bool = False
    hyphen: bool = False
    """Ends with a hyphen that is not in the text."""
    cut: bool = False
    """Ends inside a word, without a hyphen."""
    alone: bool = False
    """The end of a link wider than a line: nothing follows it on its line (LibreOffice)."""

    @property
    def text(self) -> str:
        """The text, spaces included."""
        return "".join(p.text for p in self.pieces)


@dataclass(slots=True)
class UnitMaker:
    """Makes units of a paragraph's runs, measured with one document's fonts."""

    fonts: FontBook
    whole_links: bool = False
    """Links aren't broken over lines: LibreOffice sets a slide's links as fields."""
    lang: str = "en"
    spaces_cjk: bool = False
    """Set `BESIDE_CJK`: PowerPoint and LibreOffice space a deck's text themselves."""

    def units(
        self, inline: Inline, style: Style, elem: Elem | None, rtl: bool = False
    ) -> list[LineUnit]:
        """Return the units of a paragraph in order; `rtl` is its direction."""
        made = list(self._units(inline, style, elem, rtl))
        if self.spaces_cjk and any(_IDEOGRAPHS.search(u.text) for u in made):
            _space_cjk(made, style.size * BESIDE_CJK)
        return list(self._with_whole_links(made, style)) if self.whole_links else made

    def _units(
        self, inline: Inline, style: Style, elem: Elem | None, rtl: bool
    ) -> Iterator[LineUnit]:
        runs = list(self._runs(inline, style, elem))
        text = "".join(t for t, _ in runs)
        levels = levels_of(text, rtl)
        if any(levels):
            runs = list(_by_level(runs, levels))
        units = self._divided(runs, text, style)
        yield from _with_raised(units, self, style) if _raised(runs) else units

    def _divided(
        self, runs: Sequence[tuple[str, RunStyle]], text: str, style: Style
    ) -> Iterator[LineUnit]:
        at = 0
        queue = iter(runs)
        current, look = next(queue, ("", None))
        for unit in break_units(text, self.lang, self.whole_links):
            if look is not None and at + len(unit) <= len(current):
                at += len(unit)
                yield self._plain(unit, look, style)
                continue
            pieces: list[Piece] = []
            left = len(unit)
            while left:
                while at >= len(current):
                    current, look = next(queue)
                    at = 0
                assert look is not None
                part = current[at : at + left]
                at += len(part)
                left -= len(part)
                pieces.append(self.piece(part, look, style))
            yield self.unit(pieces, unit, style)

    def _plain(self, text: str, look: RunStyle, style: Style) -> LineUnit:
        """Return a unit of one look: what most are."""
        width = self.width(text, look, style)
        bare = text.rstrip(" \n\t")
        size = len(text)
        space = 0.0
        if len(bare) < size:
            space += self.width(text[len(bare) :], look, style)
        return LineUnit([Piece(text, look, width)], width - space, space, size, "\n" in text)

    def _with_whole_links(self, units: list[LineUnit], style: Style) -> Iterator[LineUnit]:
        held: LineUnit | None = None
        for unit in units:
            if held is not None and _same_link(held.pieces[-1].look, unit.pieces[0].look):
                pieces = held.pieces + unit.pieces
                held = self.unit(pieces, "".join(p.text for p in pieces), style)
                continue
            if held is not None:
                yield held
            held = unit
        if held is not None:
            yield held

    def unit(self, pieces: list[Piece], text: str, style: Style) -> LineUnit:
        """Return pieces as one unit; `text` is theirs together."""
        over = len(text) - len(text.rstrip(" \n\t"))
        total = pieces[0].width if len(pieces) == 1 else sum(p.width for p in pieces)
        space = 0.0
        for piece in reversed(pieces):
            if not over:
                break
            tail = min(over, len(piece.text))
            space += self.width(piece.text[-tail:], piece.look, style)
            over -= tail
        return LineUnit(pieces, total - space, space, len(text), "\n" in text)

    def split(
        self, unit: LineUnit, at: int, style: Style, hyphen: str = ""
    ) -> tuple[LineUnit, LineUnit]:
        """Divide a unit behind its first `at` characters; `hyphen` is drawn there."""
        head: list[Piece] = []
        tail: list[Piece] = []
        left = at
        for piece in unit.pieces:
            take = min(left, len(piece.text))
            left -= take
            if take:
                end = hyphen if not left else ""
                head.append(self.piece(piece.text[:take] + end, piece.look, style))
            if take < len(piece.text):
                tail.append(self.piece(piece.text[take:], piece.look, style))
        first = self.unit(head, "".join(p.text for p in head), style)
        first.chars, first.hyphen = at, bool(hyphen)
        rest = self.unit(tail, "".join(p.text for p in tail), style)
        rest.alone = unit.alone
        return first, rest

    def piece(self, text: str, look: RunStyle, style: Style) -> Piece:
        """Return a measured piece."""
        return Piece(text, look, self.width(text, look, style))

    def width(self, text: str, look: RunStyle, style: Style) -> float:
        """Return the width of `text` in points."""
        spaced = style.tracking and is_spaced(text)
        em, drawn = look.face.measure(
            text, self.fonts.kern, look.rtl, look.lang or self.lang, not spaced
        )
        return em * look.size + (style.tracking * drawn if spaced else 0.0)

    def _runs(
        self, inline: Inline, style: Style, elem: Elem | None
    ) -> Iterator[tuple[str, RunStyle]]:
        kids = _InlineElems(elem)
        for span in inline.spans:
            if span.field == "break":
                text = "\n"
            elif span.field:
                text = PLACEHOLDERS[span.field]
            else:
                text = _capitals(span.text, self.lang) if style.caps else span.text
                text = text.replace("\n", " ")
            if not text:
                continue
            role = "mono" if span.code else style.font
            face = self.fonts.face(role, span.bold or style.bold, span.italic or style.italic)
            shifted = span.superscript or span.subscript
            size = style.size * (SUPERSCRIPT_SIZE if shifted else 1)
            drop = -SUBSCRIPT_DROP if span.subscript else 0.0
            look = RunStyle(
                face,
                size,
                _color(span, style),
                style.size * (SUPERSCRIPT_RISE if span.superscript else drop),
                kids.of(span),
                target_of(span),
                span.field if span.field != "break" else None,
                span.lang or "",
                strike=span.strike,
            )
            for part, chosen in self.fonts.split(text, face, span.lang or self.lang):
                yield part, look if chosen is face else replace(look, face=chosen)


def _space_cjk(units: Sequence[LineUnit], gap: float) -> None:
    """Set ideographs and kana apart from Western letters and figures, at no line's end."""
    places = [(unit, n) for unit in units for n in range(len(unit.pieces))]
    for (unit, n), (other, m) in pairwise(places):
        piece, after = unit.pieces[n], other.pieces[m]
        if piece.look.rise or after.look.rise or not (piece.text and after.text):
            continue
        ends, begins = piece.text[-1], after.text[0]
        pairs = ((_IDEOGRAPHS, _WESTERN), (_WESTERN, _IDEOGRAPHS))
        if any(one.match(ends) and two.match(begins) for one, two in pairs):
            unit.pieces[n] = replace(piece, width=piece.width + gap, gap=gap)
            if n == len(unit.pieces) - 1:
                unit.space += gap
            else:
                unit.width += gap


def _raised(runs: Sequence[tuple[str, RunStyle]]) -> bool:
    """Say whether a raised run (a citation's number) follows a sign a line might end after."""
    return any(
        look.rise and before and UNSPACED.search(before[-1])
        for (before, _), (_, look) in pairwise(runs)
    )


def _with_raised(units: Iterable[LineUnit], maker: UnitMaker, style: Style) -> Iterator[LineUnit]:
    """Yield units so that no line begins with the number of a citation."""
    held: LineUnit | None = None
    for unit in units:
        if held is not None and unit.pieces[0].look.rise and not held.space:
            pieces = held.pieces + unit.pieces
            held = maker.unit(pieces, "".join(p.text for p in pieces), style)
            continue
        if held is not None:
            yield held
        held = unit
    if held is not None:
        yield held


def _by_level(
    runs: list[tuple[str, RunStyle]], levels: Sequence[int]
) -> Iterator[tuple[str, RunStyle]]:
    """Divide runs where their direction changes."""
    at = 0
    for text, look in runs:
        begin = 0
        for n in range(1, len(text) + 1):
            if n == len(text) or levels[at + n] != levels[at + begin]:
                level = levels[at + begin]
                yield text[begin:n], look if not level else replace(look, level=level)
                begin = n
        at += len(text)


@lru_cache(maxsize=4096)
def is_spaced(text: str) -> bool:
    """Say whether characters may be set apart: not where they join (Arabic, Devanagari)."""
    return is_simple(text) or all(script_of(c) in CJK or script_of(c) in SIMPLE for c in text)


def _color(span: Span, style: Style) -> str:
    """Return a run's colour: links have their own, but on dark grounds, where it can't be read."""
    is_link = span.href and not (span.cite or span.note)
    return "link" if is_link and style.color not in ON_GROUNDS else style.color


def target_of(span: Span) -> str | None:
    """Return where a run leads: its link, or the source that it cites."""
    return span.href or (f"#source-{span.cite}" if span.cite else None)


class _InlineElems:
    """Makes the inline structure elements of a paragraph, one for each run of equal spans."""

    def __init__(self, elem: Elem | None) -> None:
        self.elem = elem
        self.last: tuple[str | None, str | None, str | None] = (None, None, None)
        self.made: Elem | None = None

    def of(self, span: Span) -> Elem | None:
        key = (target_of(span), span.cite, span.lang)
        if self.elem is None or not any(key):
            self.last, self.made = key, None
            return None
        if self.elem.role == "Link" and self.elem.href == key[0]:
            return self.elem  # the whole paragraph is one link (table of contents)
        if key != self.last or self.made is None:
            self.last, self.made = key, self._make(span, self.elem)
        return self.made

    @staticmethod
    def _make(span: Span, parent: Elem) -> Elem:
        if span.cite:
            parent = parent.inline_kid("Reference", id=span.cite)
        href = target_of(span)
        if href:
            return parent.inline_kid("Link", href=href, lang=span.lang)
        return parent.inline_kid("Span", lang=span.lang)


def _same_link(one: RunStyle, two: RunStyle) -> bool:
    return one.href is not None and one.href == two.href and one.elem is two.elem


def _capitals(text: str, lang: str) -> str:
    """Upper case as the language has it, keeping the number of characters (ß becomes ẞ).

    Turkish and Azerbaijani have a dotted İ; Greek capitals have no accents (Unicode's
    SpecialCasing.txt, and CLDR's el-Upper); Georgian sets no capitals, and few fonts have them.
    """
    base = lang.partition("-")[0].lower()
    if base in ("tr", "az"):
        text = text.replace("i", "İ").replace("ı", "I")
    elif base == "el":
        text = _greek_capitals(text)
    return "".join(_capital(c) for c in text)


def _capital(char: str) -> str:
    if char == "ß":
        return "ẞ"
    if "\u10d0" <= char <= "\u10ff":
        return char
    upper = char.upper()
    return upper if len(upper) == 1 else char


_TONOS, _DIALYTIKA = "\u0301\u0300\u0342", "\u0308"
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")


def _greek_capitals(text: str) -> str:
    """Return Greek text without accents, as capitals have none.

    The word ή keeps its own; ι and υ after an accented vowel get the dialytika that the accent
    stood for: Μάιος, ΜΑΪΟΣ.
    """
    return _GREEK.sub(lambda word: word[0] if word[0] in "ήΉ" else _unaccented(word[0]), text)


def _unaccented(word: str) -> str:
    made = ""
    after_accent = False
    for char in word:
        decomposed = unicodedata.normalize("NFD", char)
        letter, marks = decomposed[0], decomposed[1:]
        accented = any(mark in _TONOS for mark in marks)
        kept = letter + (_DIALYTIKA if _DIALYTIKA in marks else "")
        if after_accent and letter in "ιυΙΥ" and not accented:
            kept = letter + _DIALYTIKA
        found = unicodedata.normalize("NFC", kept)
        made += found if len(found) == 1 else char
        after_accent = accented and _DIALYTIKA not in marks
    return made
