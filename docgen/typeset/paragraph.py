"""Setting a paragraph: runs of text to measured lines.

Lines break greedily, as PowerPoint and LibreOffice break them; every line is
``style.leading`` high. Nothing here knows PDF or PPTX.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pyphen

from docgen.layout.blocks import Inline, Span
from docgen.layout.theme import Style
from docgen.typeset.breaks import break_units
from docgen.typeset.fonts import Face, FontBook
from docgen.typeset.items import Bullet, Glyphs, Line, TextPara
from docgen.typeset.structure import Elem

SUPERSCRIPT_SIZE = 2 / 3
"""PowerPoint's size of raised text."""
SUPERSCRIPT_RISE = 0.3
"""In em of the full size: DrawingML's usual ``baseline="30000"`` (ECMA-376 21.1.2.3.9)."""
PLACEHOLDERS = {"page-number": "00", "page-count": "00"}


@dataclass(frozen=True, slots=True)
class _Look:
    face: Face
    size: float
    color: str
    rise: float
    elem: Elem | None
    href: str | None
    field: str | None


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    look: _Look
    width: float


@dataclass(slots=True)
class _Unit:
    """What a line break may not divide: pieces, and the space behind them."""

    pieces: list[_Piece]
    width: float
    """Without the space behind."""
    space: float
    chars: int
    """How many characters of the text it holds."""
    newline: bool = False


@dataclass(slots=True)
class Setter:
    """Sets paragraphs for one document: its fonts and its language."""

    fonts: FontBook
    lang: str = "en"

    def set(
        self,
        inline: Inline,
        style: Style,
        width: float,
        elem: Elem | None = None,
        bullet: Bullet | None = None,
    ) -> TextPara:
        """Return `inline` set in `style` to `width` points."""
        left = (bullet.indent + bullet.width) if bullet else style.indent
        units = list(self._units(inline, style, elem))
        rows = self._break(units, style, max(width - left, 1.0))
        lines: list[Line] = []
        at = 0
        for row in rows:
            line = self._line(row, len(lines), style, width, left)
            end = at + sum(u.chars for u in row)
            lines.append(replace(line, start=at, end=end))
            at = end
        return TextPara(
            spans=inline.spans, style=style, lines=tuple(lines), width=width,
            height=len(lines) * style.leading, elem=elem, bullet=bullet,
            space_before=style.space_before, space_after=style.space_after, refs=inline.refs,
        )  # fmt: skip

    # -- runs to units -------------------------------------------------------------

    def _units(self, inline: Inline, style: Style, elem: Elem | None) -> Iterator[_Unit]:
        runs = list(self._runs(inline, style, elem))
        text = "".join(t for t, _ in runs)
        at = 0
        queue = iter(runs)
        current, look = next(queue, ("", None))
        for unit in break_units(text):
            pieces: list[_Piece] = []
            left = len(unit)
            while left:
                while at >= len(current):
                    current, look = next(queue)
                    at = 0
                assert look is not None
                part = current[at : at + left]
                at += len(part)
                left -= len(part)
                pieces.append(self._piece(part, look, style))
            yield self._unit(pieces, unit, style)

    def _unit(self, pieces: list[_Piece], text: str, style: Style) -> _Unit:
        bare = text.rstrip(" \n\t")
        total = sum(p.width for p in pieces)
        space = 0.0
        over = len(text) - len(bare)
        for piece in reversed(pieces):
            if not over:
                break
            tail = min(over, len(piece.text))
            space += self._width(piece.text[-tail:], piece.look, style)
            over -= tail
        return _Unit(pieces, total - space, space, len(text), "\n" in text)

    def _piece(self, text: str, look: _Look, style: Style) -> _Piece:
        return _Piece(text, look, self._width(text, look, style))

    def _width(self, text: str, look: _Look, style: Style) -> float:
        return look.face.set_width(
            text.replace("\n", ""), look.size, style.tracking, self.fonts.kern
        )

    def _runs(self, inline: Inline, style: Style, elem: Elem | None) -> Iterator[tuple[str, _Look]]:
        kids = _InlineElems(elem)
        for span in inline.spans:
            if span.field == "break":
                text = "\n"
            elif span.field:
                text = PLACEHOLDERS[span.field]
            else:
                text = _capitals(span.text) if style.caps else span.text
                text = text.replace("\n", " ")
            if not text:
                continue
            role = "mono" if span.code else style.font
            face = self.fonts.face(role, span.bold or style.bold, span.italic or style.italic)
            size = style.size * (SUPERSCRIPT_SIZE if span.superscript else 1)
            look = _Look(
                face, size, "link" if span.href and not span.cite else style.color,
                style.size * SUPERSCRIPT_RISE if span.superscript else 0.0,
                kids.of(span), span.href, span.field if span.field != "break" else None,
            )  # fmt: skip
            for part, chosen in self.fonts.split(text, face):
                yield part, look if chosen is face else replace(look, face=chosen)

    # -- units to lines ------------------------------------------------------------

    def _break(self, units: list[_Unit], style: Style, width: float) -> list[list[_Unit]]:
        rows: list[list[_Unit]] = []
        row: list[_Unit] = []
        used = 0.0
        queue = list(reversed(units))
        while queue:
            unit = queue.pop()
            if used + unit.width > width + 1e-6 and unit.width > 0:
                cut = self._cut(unit, style, width - used, width, bool(row))
                if cut:
                    queue += [cut[1], cut[0]]
                    continue
                if row:
                    rows.append(row)
                    row, used = [], 0.0
                    queue.append(unit)
                    continue
            row.append(unit)
            used += unit.width + unit.space
            if unit.newline:
                rows.append(row)
                row, used = [], 0.0
        if row or not rows:
            rows.append(row)
        return rows

    def _cut(
        self, unit: _Unit, style: Style, room: float, width: float, begun: bool
    ) -> tuple[_Unit, _Unit] | None:
        """Divide a word that doesn't fit: by hyphenation, or anywhere if wider than a line."""
        if style.hyphenate and style.align == "justify" and len(unit.pieces) == 1:
            found = self._hyphenate(unit.pieces[0], style, room)
            if found:
                return found
        if unit.width <= width or begun:
            return None
        return self._chop(unit, style, width)

    def _hyphenate(self, piece: _Piece, style: Style, room: float) -> tuple[_Unit, _Unit] | None:
        word = piece.text.rstrip(" \n\t")
        core = word.strip(".,;:!?()[]\"'’‘“”„«»")
        if len(core) < 6 or not core.isalpha():
            return None
        shift = word.index(core)
        for at in reversed(_hyphen_points(core, self.lang)):
            head = self._piece(word[: shift + at] + "\u2010", piece.look, style)
            if head.look.face.has("\u2010") is False:
                head = self._piece(word[: shift + at] + "-", piece.look, style)
            if head.width <= room:
                tail = self._piece(piece.text[shift + at :], piece.look, style)
                rest = self._unit([tail], tail.text, style)
                return _Unit([head], head.width, 0.0, shift + at), rest
        return None

    def _chop(self, unit: _Unit, style: Style, width: float) -> tuple[_Unit, _Unit] | None:
        head: list[_Piece] = []
        used = 0.0
        for n, piece in enumerate(unit.pieces):
            if used + piece.width <= width:
                head.append(piece)
                used += piece.width
                continue
            take = self._longest(piece, style, width - used)
            if not take and not head:
                take = 1
            if take >= len(piece.text) and n == len(unit.pieces) - 1:
                return None
            first, last = piece.text[:take], piece.text[take:]
            if first:
                head.append(self._piece(first, piece.look, style))
            rest = [self._piece(last, piece.look, style)] if last else []
            rest += unit.pieces[n + 1 :]
            text = "".join(p.text for p in rest)
            taken = sum(len(p.text) for p in head)
            done = _Unit(head, sum(p.width for p in head), 0.0, taken)
            return done, self._unit(rest, text, style)
        return None

    def _longest(self, piece: _Piece, style: Style, room: float) -> int:
        used = 0.0
        for n, char in enumerate(piece.text):
            used += self._width(char, piece.look, style)
            if used > room:
                return n
        return len(piece.text)

    # -- lines -----------------------------------------------------------------------

    def _line(self, row: list[_Unit], number: int, style: Style, width: float, left: float) -> Line:
        face = self.fonts.face(style.font, style.bold, style.italic)
        body = (face.ascent + face.descent) * style.size
        baseline = number * style.leading + (style.leading - body) / 2 + face.ascent * style.size
        natural = sum(u.width + u.space for u in row) - (row[-1].space if row else 0.0)
        hard = not row or row[-1].newline
        spare = width - left - natural
        gap = 0.0
        spaces = sum(_text(u).count(" ") for u in row[:-1])
        if style.align == "justify" and not hard and spaces and 0 < spare < natural * 0.5:
            gap = spare / spaces
        offset = {"center": spare / 2, "right": spare}.get(style.align, 0.0)
        pieces = tuple(self._pieces(row, left + max(offset, 0.0), style, gap))
        hyphen = bool(row) and _text(row[-1]).endswith("\u2010")
        return Line(pieces, baseline, style.leading, natural, hard, hyphen)

    def _pieces(self, row: list[_Unit], x: float, style: Style, gap: float) -> Iterator[Glyphs]:
        flat = [p for u in row for p in u.pieces]
        n = 0
        while n < len(flat):
            look = flat[n].look
            text, width = "", 0.0
            while n < len(flat) and flat[n].look == look:
                text += flat[n].text
                width += flat[n].width
                n += 1
            text = text.replace("\n", "")
            if n == len(flat):
                bare = text.rstrip(" ")
                width -= self._width(text[len(bare) :], look, style)
                text = bare
            width += gap * text.count(" ")
            if text:
                yield Glyphs(
                    text, x, width, look.face.key, look.size, look.color, look.rise,
                    style.tracking, gap, look.elem, look.href, look.field,  # type: ignore[arg-type]
                )  # fmt: skip
            x += width


def _capitals(text: str) -> str:
    """Upper case that keeps the number of characters (ß stays)."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def slice_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """Return the runs of characters `start` to `end`, without spaces at the ends."""
    text = "".join("\n" if s.field == "break" else s.text for s in spans)
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    found: list[Span] = []
    at = 0
    for span in spans:
        size = 1 if span.field == "break" else len(span.text)
        low, high = max(start - at, 0), min(end - at, size)
        if low < high:
            found.append(span if high - low == size else replace(span, text=span.text[low:high]))
        at += size
    return tuple(found)


def _text(unit: _Unit) -> str:
    return "".join(p.text for p in unit.pieces)


@lru_cache(maxsize=32)
def _dictionary(lang: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(lang.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name else None


@lru_cache(maxsize=65536)
def _hyphen_points(word: str, lang: str) -> tuple[int, ...]:
    dictionary = _dictionary(lang)
    if dictionary is None:
        return ()
    return tuple(p for p in dictionary.positions(word) if 2 <= p <= len(word) - 3)


class _InlineElems:
    """Makes the inline structure elements of a paragraph, one for each run of equal spans."""

    def __init__(self, elem: Elem | None) -> None:
        self.elem = elem
        self.last: tuple[str | None, str | None, str | None] = (None, None, None)
        self.made: Elem | None = None

    def of(self, span: Span) -> Elem | None:
        key = (span.href, span.cite, span.lang)
        if self.elem is None or not any(key):
            self.last, self.made = key, None
            return None
        if key != self.last or self.made is None:
            self.last, self.made = key, self._make(span, self.elem)
        return self.made

    @staticmethod
    def _make(span: Span, parent: Elem) -> Elem:
        if span.cite:
            parent = parent.inline_kid("Reference")
        if span.href:
            return parent.inline_kid("Link", href=span.href, lang=span.lang)
        return parent.inline_kid("Span", lang=span.lang)
