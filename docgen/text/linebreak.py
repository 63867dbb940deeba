"""Breaking a paragraph's units into lines: greedily, as PowerPoint and LibreOffice do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import pyphen

from docgen.text.units import LineUnit, Piece, UnitMaker
from docgen.theme.model import Style

SOFT_HYPHEN = "\u00ad"
HYPHEN = "-"
"""Drawn where a word is divided. Every font has it (many lack U+2010)."""


@dataclass(slots=True)
class LineBreaker:
    """Breaks units into rows; divides words only by hyphenation or when wider than a line."""

    maker: UnitMaker
    lang: str

    def rows(self, units: list[LineUnit], style: Style, width: float) -> list[list[LineUnit]]:
        """Return the units of each line of at most `width` points."""
        rows: list[list[LineUnit]] = []
        row: list[LineUnit] = []
        used = 0.0
        queue = list(reversed(units))
        while queue:
            unit = queue.pop()
            reach = unit.width if not _is_soft(unit) else self.reach(unit, style)
            if used + reach > width + 1e-6 and unit.width > 0:
                cut = self._cut(unit, style, width - used, width, bool(row))
                if cut:
                    queue += [cut[1], cut[0]]
                    continue
                if row:
                    rows.append(self._ended(row, style))
                    row, used = [], 0.0
                    queue.append(unit)
                    continue
            row.append(unit)
            used += unit.width + unit.space
            if unit.newline or unit.alone:
                rows.append(row)
                row, used = [], 0.0
        if row or not rows:
            rows.append(row)
        return rows

    def reach(self, unit: LineUnit, style: Style) -> float:
        """Return how far a unit goes if the line ends with it."""
        if not _is_soft(unit):
            return unit.width
        return unit.width + self.maker.width(HYPHEN, unit.pieces[-1].look, style)

    def _ended(self, row: list[LineUnit], style: Style) -> list[LineUnit]:
        """Return a row with the soft hyphen at its end shown."""
        last = row[-1]
        if not _is_soft(last):
            return row
        *pieces, piece = last.pieces
        shown = self.maker.piece(piece.text[:-1] + HYPHEN, piece.look, style)
        ended = replace(last, pieces=[*pieces, shown], width=self.reach(last, style), hyphen=True)
        return [*row[:-1], ended]

    def _cut(
        self, unit: LineUnit, style: Style, room: float, width: float, begun: bool
    ) -> tuple[LineUnit, LineUnit] | None:
        """Divide a word that doesn't fit: by hyphenation, or anywhere if wider than a line."""
        if style.hyphenate and style.align == "justify" and len(unit.pieces) == 1:
            found = self._hyphenate(unit.pieces[0], style, room)
            if found:
                return found
        if unit.width <= width or begun:
            return None
        return self._chop(unit, style, width)

    def _hyphenate(
        self, piece: Piece, style: Style, room: float
    ) -> tuple[LineUnit, LineUnit] | None:
        word = piece.text.rstrip(" \n\t")
        core = word.strip(".,;:!?()[]\"'’‘“”„«»")
        if len(core) < 6 or not core.isalpha():
            return None
        shift = word.index(core)
        for at in reversed(_hyphen_points(core, self.lang)):
            head = self.maker.piece(word[: shift + at] + HYPHEN, piece.look, style)
            if head.width <= room:
                tail = self.maker.piece(piece.text[shift + at :], piece.look, style)
                rest = self.maker.unit([tail], tail.text, style)
                return LineUnit([head], head.width, 0.0, shift + at, hyphen=True), rest
        return None

    def _chop(self, unit: LineUnit, style: Style, width: float) -> tuple[LineUnit, LineUnit] | None:
        head: list[Piece] = []
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
                head.append(self.maker.piece(first, piece.look, style))
            rest = [self.maker.piece(last, piece.look, style)] if last else []
            rest += unit.pieces[n + 1 :]
            text = "".join(p.text for p in rest)
            taken = sum(len(p.text) for p in head)
            done = LineUnit(head, sum(p.width for p in head), 0.0, taken)
            tail = self.maker.unit(rest, text, style)
            tail.alone = self.maker.whole_links and unit.pieces[0].look.href is not None
            return done, tail
        return None

    def _longest(self, piece: Piece, style: Style, room: float) -> int:
        """Return how many characters fit `room`, of a piece that doesn't."""
        used, fit = 0.0, 0
        for char in piece.text[:-1]:
            used += self.maker.width(char, piece.look, style)
            if used > room:
                break
            fit += 1
        while fit and self.maker.width(piece.text[:fit], piece.look, style) > room:
            fit -= 1  # kerning may widen
        return fit


def _is_soft(unit: LineUnit) -> bool:
    """Whether a unit ends with a soft hyphen."""
    return unit.pieces[-1].text.endswith(SOFT_HYPHEN)


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
