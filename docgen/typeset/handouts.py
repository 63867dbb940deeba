"""Handouts: a deck's slides on A4 paper, with lines for notes."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.placed.documents import Deck, Handout, Layer, Sheet, Slide
from docgen.placed.items import PlacedItem, Rect, ShapeItem
from docgen.placed.sheets import slide_layers

A4 = (595.276, 841.89)
HANDOUTS = {2: (1, 2), 3: (1, 3), 6: (2, 3)}
"""Slides a page to columns and rows; three leave a column for notes."""
MARGIN, GAP = 42.0, 22.0
NOTE_LINES = 22
"""Distance of the lines for notes, in points."""


def handout(deck: Deck, count: int) -> Handout:
    """Return a deck on sheets of 2, 3 or 6 slides. Raises ValueError for another number."""
    if count not in HANDOUTS:
        raise ValueError(f"a handout holds 2, 3 or 6 slides a page, not {count}")
    slides = list(deck.slides)
    groups = [slides[n : n + count] for n in range(0, len(slides), count)]
    sheets = [_sheet(deck, group, count) for group in groups]
    return Handout(deck, tuple(sheets or [Sheet(*A4)]))


def _sheet(deck: Deck, slides: Sequence[Slide], count: int) -> Sheet:
    columns, rows = HANDOUTS[count]
    sheet = Sheet(*A4)
    across = 1 if count == 2 else 2
    wide = (A4[0] - 2 * MARGIN - GAP * (across - 1)) / across
    scale = wide / deck.master.width
    tall = deck.master.height * scale
    row = (A4[1] - 2 * MARGIN) / rows
    for n, slide in enumerate(slides):
        x = MARGIN + (n % columns) * (wide + GAP)
        y = MARGIN + (n // columns) * row
        sheet.layers += slide_layers(deck, slide, Layer((), scale=scale, x=x, y=y))
        frame = ShapeItem(Rect(x, y, wide, tall), stroke="rule", stroke_width=0.75)
        lines = _note_lines(x + wide + GAP, y, wide, tall) if count == 3 else ()
        sheet.layers.append(Layer((frame, *lines), told=False))
    return sheet


def _note_lines(x: float, y: float, wide: float, tall: float) -> tuple[PlacedItem, ...]:
    return tuple(
        ShapeItem(Rect(x, y + step, wide, 0.0), "line", stroke="rule", stroke_width=0.5)
        for step in range(NOTE_LINES, int(tall) + 1, NOTE_LINES)
    )
