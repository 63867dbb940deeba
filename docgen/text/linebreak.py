"""Breaking a paragraph's units into lines.

Running text of briefs is broken over the whole paragraph (see `optimal_breaks`); what has no
hyphens (headings, cells, tiles), text of scripts without spaces, and all of a deck line by line,
as PowerPoint and LibreOffice do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docgen.text.hyphenation import HyphenPoints, hyphen_points
from docgen.text.optimal_breaks import (
    MOST_HYPHENS,
    RAGGED_STRETCH,
    SHRINK,
    STRETCH,
    Break,
    Measure,
    optimal_breaks,
)
from docgen.text.units import LineUnit, UnitMaker, weaker_breaks
from docgen.text.unspaced import UNSPACED
from docgen.theme.model import Style

SOFT_HYPHEN = "\u00ad"
HYPHEN = "-"
"""Drawn where a word is divided. Every font has it (many lack U+2010)."""
LAST_LEAST = 6
"""Fewest letters of a paragraph's last word after a hyphen."""
RAGGED_ZONE = 2.2
"""A word of ragged text is hyphenated where the line would else stay open by so many ems."""


@dataclass(slots=True)
class LineBreaker:
    """Breaks units into rows; divides words by hyphenation, or when wider than a line."""

    maker: UnitMaker
    lang: str
    hyphenates: bool = True
    """Whether words that would fit a line of their own may be hyphenated (not in decks)."""

    def rows(self, units: list[LineUnit], style: Style, width: float) -> list[list[LineUnit]]:
        """Return the units of each line of at most `width` points.

        Spaces of justified text may have to shrink for it: see `optimal_breaks.SHRINK`.
        """
        if not (self.hyphenates and (style.hyphenate or style.align == "justify")):
            return self.greedy(units, style, width)
        rows: list[list[LineUnit]] = []
        start = 0
        for n, unit in enumerate(units, 1):
            if unit.newline or n == len(units):
                part = units[start:n]
                rows += self._optimal(part, style, width) or self.greedy(part, style, width)
                start = n
        return rows or [[]]

    def greedy(self, units: list[LineUnit], style: Style, width: float) -> list[list[LineUnit]]:
        """Return the lines, each holding as much as it can."""
        rows: list[list[LineUnit]] = []
        row: list[LineUnit] = []
        used = 0.0
        queue = list(reversed(units))
        while queue:
            unit = queue.pop()
            reach = unit.width if not _is_soft(unit) else self.reach(unit, style)
            if used + reach > width + 1e-6 and unit.width > 0:
                cut = self._hyphenated(unit, style, width - used, rows, bool(queue))
                if not cut and row:
                    rows.append(self._ended(row, style))
                    row, used = [], 0.0
                    queue.append(unit)
                    continue
                parts = cut or self._divided(unit, style, width)
                if parts:
                    queue += reversed(parts)
                    continue
            row.append(unit)
            used += unit.width + unit.space
            if unit.newline or unit.alone or unit.hyphen or unit.cut:
                rows.append(row)
                row, used = [], 0.0
        if row or not rows:
            rows.append(row)
        return rows

    def _optimal(
        self, units: list[LineUnit], style: Style, width: float
    ) -> list[list[LineUnit]] | None:
        """Return the lines of a paragraph chosen together; None where that can't be done.

        That is: one line, a piece wider than a line, or text that breaks between any signs.
        """
        total = sum(u.width + u.space for u in units)
        if total - units[-1].space <= width + 1e-6:
            return [list(units)]
        if any(UNSPACED.search(u.text) for u in units):
            return None
        after: list[Break] = []
        starts = [0.0]
        spaces = [0]
        for unit in units:
            bare = unit.text.rstrip(" \n\t")
            inner, all_ = bare.count(" "), unit.text.count(" ")
            after.append(
                Break(
                    len(after),
                    0,
                    starts[-1] + self.reach(unit, style),
                    spaces[-1] + inner,
                    starts[-1] + unit.width + unit.space,
                    spaces[-1] + all_,
                    _is_soft(unit) or bare.endswith((HYPHEN, "\u2010")),
                )
            )
            starts.append(after[-1].start)
            spaces.append(after[-1].start_spaces)

        def inside(number: int) -> list[Break]:
            if not style.hyphenate:
                return []
            unit = units[number]
            found: list[Break] = []
            final = number == len(units) - 1
            most = len(unit.text) - LAST_LEAST if final else len(unit.text)
            for at in hyphen_points(unit.text, unit.pieces[0].look.lang or self.lang):
                if at > most:
                    break
                head, tail = self.maker.split(unit, at, style, HYPHEN)
                inner = spaces[number] + head.text.count(" ")
                begin = starts[number + 1] - tail.width - tail.space
                found.append(
                    Break(number, at, starts[number] + head.width, inner, begin, inner, True)
                )
            return found

        look = units[0].pieces[0].look
        space = self.maker.width(" ", look, style)
        if style.align == "justify":
            measure = Measure(width, space * STRETCH, space * SHRINK, False)
        else:
            measure = Measure(width, style.size * RAGGED_STRETCH, 0.0, True)
        chosen = optimal_breaks(after, inside, measure)
        return None if chosen is None else self._rows_at(units, chosen, style)

    def _rows_at(
        self, units: list[LineUnit], chosen: list[Break], style: Style
    ) -> list[list[LineUnit]]:
        """Return the lines that end at the breaks chosen."""
        rows: list[list[LineUnit]] = []
        unit, done = 0, 0
        rest: LineUnit | None = None
        for place in chosen:
            row: list[LineUnit] = []
            while unit < place.unit or (unit == place.unit and not place.at):
                row.append(rest or units[unit])
                rest, done = None, 0
                unit += 1
            if place.at:
                head, rest = self.maker.split(rest or units[unit], place.at - done, style, HYPHEN)
                row.append(head)
                done = place.at
            rows.append(self._ended(row, style))
        return rows

    def widest(
        self, units: list[LineUnit], style: Style, points_of: HyphenPoints | None = None
    ) -> float:
        """Return the least width in points at which no unit has to be cut.

        `points_of` says where words may be hyphenated for it; numbers, dates and names with
        digits never.
        """
        most = 0.0
        for unit in units:
            wide = self.reach(unit, style)
            if wide <= most:
                continue
            points = points_of(unit.text, self.lang) if points_of else ()
            if points:
                starts = (0, *points)
                ends = (*points, len(unit.text))
                parts = zip(starts, ends, strict=True)
                look = unit.pieces[0].look
                wide = max(
                    self.maker.width(
                        unit.text[a:b].rstrip() + (HYPHEN if b in points else ""), look, style
                    )
                    for a, b in parts
                )
            most = max(most, wide)
        return most

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

    def _hyphenated(
        self,
        unit: LineUnit,
        style: Style,
        room: float,
        rows: list[list[LineUnit]],
        more: bool,
    ) -> tuple[LineUnit, LineUnit] | None:
        """Divide a word so that its beginning fits `room`, where the style and the lines allow.

        Not the paragraph's last word (`more`: words follow), nor where two lines end so already.
        """
        if not (style.hyphenate and self.hyphenates and more):
            return None
        if style.align != "justify" and room < RAGGED_ZONE * style.size:
            return None
        last = rows[-MOST_HYPHENS:]
        if len(last) == MOST_HYPHENS and all(r and r[-1].hyphen for r in last):
            return None
        return self._hyphenate(unit, style, room)

    def _hyphenate(
        self, unit: LineUnit, style: Style, room: float
    ) -> tuple[LineUnit, LineUnit] | None:
        """Divide a word at the last of its hyphenation points that fits `room` points."""
        for at in reversed(hyphen_points(unit.text, unit.pieces[0].look.lang or self.lang)):
            head, tail = self.maker.split(unit, at, style, HYPHEN)
            if head.width <= room:
                return head, tail
        return None

    def _divided(self, unit: LineUnit, style: Style, width: float) -> list[LineUnit]:
        """Divide what is wider than a line: at its spaces, by hyphenation, at last anywhere."""
        weak = weaker_breaks(unit.text)
        if weak:
            parts: list[LineUnit] = []
            taken = 0
            for at in weak:
                head, unit = self.maker.split(unit, at - taken, style)
                head.alone = False
                parts.append(head)
                taken = at
            unit.alone = self._is_field(unit)
            return [*parts, unit]
        if hyphenated := self._hyphenate(unit, style, width):
            return list(hyphenated)
        return self._chopped(unit, style, width)

    def _chopped(self, unit: LineUnit, style: Style, width: float) -> list[LineUnit]:
        """Divide a unit behind as many characters as fit; it is marked as cut."""
        text = unit.text.rstrip(" \n\t")
        at, used = 0, 0.0
        for wide in self._advances(unit, style):
            used += wide
            if used > width or at == len(text):
                break
            at += 1
        at = max(at, 1)
        while at > 1 and self.maker.split(unit, at, style)[0].width > width:
            at -= 1  # kerning may widen
        if at >= len(text):
            return []
        head, tail = self.maker.split(unit, at, style)
        head.alone, head.cut = False, True
        tail.alone = self._is_field(unit)
        return [head, tail]

    def _is_field(self, unit: LineUnit) -> bool:
        """Say whether a unit is (the end of) a slide's link: see `UnitMaker.whole_links`."""
        return self.maker.whole_links and unit.pieces[0].look.href is not None

    def _advances(self, unit: LineUnit, style: Style) -> Iterator[float]:
        """Yield the width of each character in points."""
        for piece in unit.pieces:
            for char in piece.text:
                yield self.maker.width(char, piece.look, style)


def _is_soft(unit: LineUnit) -> bool:
    """Whether a unit ends with a soft hyphen."""
    return unit.pieces[-1].text.endswith(SOFT_HYPHEN)
