"""Sheets of paper: a brief's pages, a deck's slides, or several slides on a handout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docgen.layout.blocks import Inline, Span
from docgen.placed.documents import GROUND_COLORS, Brief, Deck, Placeholder, Slide
from docgen.placed.items import PlacedItem, Rect, ShapeItem, TextItem
from docgen.placed.structure import Elem
from docgen.text.paragraph import new_setter

A4 = (595.276, 841.89)
HANDOUTS = {2: (1, 2), 3: (1, 3), 6: (2, 3)}
"""Slides a page to columns and rows; three leave a column for notes."""
MARGIN, GAP = 42.0, 22.0
NOTE_LINES = 22
"""Distance of the lines for notes, in points."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Items drawn one after another, `scale` times as large, from x, y of the sheet."""

    items: tuple[PlacedItem, ...]
    told: bool = True
    """False: artifacts, that no reader is told of."""
    height: float = 0.0
    """Of the page or slide that the items stand on, in points."""
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    starts: Elem | None = None
    """An element that begins at the layer's top, if nothing of it is drawn."""


@dataclass(slots=True)
class HandoutSheet:
    """A page to paint: layers from the ground up; sizes in points."""

    width: float
    height: float
    layers: list[Layer] = field(default_factory=list)


def brief_sheets(brief: Brief) -> list[HandoutSheet]:
    """Return a sheet a page."""
    return [
        HandoutSheet(
            page.width,
            page.height,
            [Layer(tuple(page.marks), False, page.height), Layer(tuple(page.items))],
        )
        for page in brief.pages
    ]


def deck_sheets(deck: Deck, handout: int | None) -> list[HandoutSheet]:
    """Return a sheet a slide, or handout sheets of 2, 3 or 6 slides.

    Raises ValueError for another number. A deck without slides is one empty sheet: a PDF
    file has at least one page.
    """
    if handout is not None and handout not in HANDOUTS:
        raise ValueError(f"a handout holds 2, 3 or 6 slides a page, not {handout}")
    slides = list(deck.slides)
    wide, tall = deck.master.width, deck.master.height
    if not slides:
        return [HandoutSheet(wide, tall)]
    if handout is None:
        return [HandoutSheet(wide, tall, list(_slide(deck, s, Layer(())))) for s in slides]
    groups = [slides[n : n + handout] for n in range(0, len(slides), handout)]
    return [_handout(deck, group, handout) for group in groups]


def _slide(deck: Deck, slide: Slide, at: Layer) -> Iterator[Layer]:
    """Yield a slide's ground and its items; `at` says where and how large."""
    full = Rect(0, 0, deck.master.width, deck.master.height)
    ground = ShapeItem(full, fill=slide.layout.background)
    below = (ground, *slide.layout.decorations, *_footers(deck, slide))
    yield replace(at, items=below, told=False, height=full.height)
    yield replace(at, items=tuple(i.item for i in slide.items), starts=slide.elem)


def _footers(deck: Deck, slide: Slide) -> Iterator[PlacedItem]:
    texts = {"footer": deck.footer, "slide-number": str(slide.number)}
    for place in slide.layout.placeholders:
        text = texts.get(place.kind)
        if text:
            yield _footer_box(deck, text, place, slide.layout.background)


def _footer_box(deck: Deck, text: str, place: Placeholder, ground: str) -> PlacedItem:
    style = deck.theme.style("deck", place.style)
    color = GROUND_COLORS.get(ground)
    if color:
        style = replace(style, color=color)
    setter = new_setter(deck.theme, "deck", deck.lang)
    para = setter.set(Inline((Span(text),)), style, place.rect.width)
    return TextItem(place.rect, (para,), place.anchor, name=place.name)


def _handout(deck: Deck, slides: Sequence[Slide], count: int) -> HandoutSheet:
    columns, rows = HANDOUTS[count]
    sheet = HandoutSheet(*A4)
    across = 1 if count == 2 else 2
    wide = (A4[0] - 2 * MARGIN - GAP * (across - 1)) / across
    scale = wide / deck.master.width
    tall = deck.master.height * scale
    row = (A4[1] - 2 * MARGIN) / rows
    for n, slide in enumerate(slides):
        x = MARGIN + (n % columns) * (wide + GAP)
        y = MARGIN + (n // columns) * row
        sheet.layers += _slide(deck, slide, Layer((), scale=scale, x=x, y=y))
        frame = ShapeItem(Rect(x, y, wide, tall), stroke="rule", stroke_width=0.75)
        lines = _note_lines(x + wide + GAP, y, wide, tall) if count == 3 else ()
        sheet.layers.append(Layer((frame, *lines), told=False))
    return sheet


def _note_lines(x: float, y: float, wide: float, tall: float) -> tuple[PlacedItem, ...]:
    return tuple(
        ShapeItem(Rect(x, y + step, wide, 0.0), "line", stroke="rule", stroke_width=0.5)
        for step in range(NOTE_LINES, int(tall) + 1, NOTE_LINES)
    )
