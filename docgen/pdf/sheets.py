"""Sheets of paper: a brief's pages, a deck's slides, or several slides on a handout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from docgen.layout.blocks import Inline, Span
from docgen.pdf.canvas import number
from docgen.pdf.paint import Painter
from docgen.typeset.context import new_setter
from docgen.typeset.items import (
    Brief,
    Deck,
    Item,
    Page,
    Placeholder,
    Rect,
    ShapeItem,
    Slide,
    TextItem,
)
from docgen.typeset.slides import GROUND_COLORS
from docgen.typeset.structure import Elem
from docgen.typeset.walk import leaves, paras_of

A4 = (595.276, 841.89)
HANDOUTS = {2: (1, 2), 3: (1, 3), 6: (2, 3)}
"""Slides a page to columns and rows; three leave a column for notes."""
MARGIN, GAP = 42.0, 22.0

Layer = Callable[[Painter], None]


@dataclass(slots=True)
class Sheet:
    """A page to paint: layers from the ground up, and where destinations lie."""

    width: float
    height: float
    layers: list[Layer] = field(default_factory=list)
    anchors: list[tuple[str, float]] = field(default_factory=list)
    """Id of an element that starts here, and its y from the top."""


def brief_sheets(brief: Brief) -> list[Sheet]:
    """Return a sheet a page."""
    seen: set[str] = set()
    return [_page(page, seen) for page in brief.pages]


def _page(page: Page, seen: set[str]) -> Sheet:
    sheet = Sheet(page.width, page.height)
    sheet.layers = [
        lambda p: p.artifacts(page.marks),
        lambda p: p.items(page.items),
    ]
    sheet.anchors = list(_anchors(page.items, seen))
    return sheet


def _anchors(items: Iterable[Item], seen: set[str]) -> Iterator[tuple[str, float]]:
    for leaf in leaves(items):
        elems = [p.elem for p in paras_of(leaf)] or [getattr(leaf, "elem", None)]
        elems.append(getattr(leaf, "elem", None))
        for elem in elems:
            for key in _ids(elem):
                if key not in seen:
                    seen.add(key)
                    yield key, max(leaf.rect.y - 6, 0.0)


def _ids(elem: Elem | None) -> Iterator[str]:
    while elem is not None:
        if elem.id:
            yield elem.id
        elem = elem.parent


# -- slides --------------------------------------------------------------------------------


def deck_sheets(deck: Deck, handout: int | None) -> list[Sheet]:
    """Return a sheet a slide, or handout sheets of 2, 3 or 6 slides."""
    seen: set[str] = set()
    if handout is None:
        return [_slide_sheet(deck, s, seen) for s in deck.slides]
    if handout not in HANDOUTS:
        raise ValueError(f"a handout holds 2, 3 or 6 slides a page, not {handout}")
    slides = list(deck.slides)
    groups = [slides[n : n + handout] for n in range(0, len(slides), handout)]
    return [_handout(deck, group, handout, seen) for group in groups]


def _slide_sheet(deck: Deck, slide: Slide, seen: set[str]) -> Sheet:
    sheet = Sheet(deck.master.width, deck.master.height)
    sheet.layers = [lambda p: _paint_slide(p, deck, slide)]
    sheet.anchors = list(_slide_anchors(slide, seen, 1.0, 0.0))
    return sheet


def _slide_anchors(
    slide: Slide, seen: set[str], scale: float, top: float
) -> Iterator[tuple[str, float]]:
    for key, y in _anchors([i.item for i in slide.items], seen):
        yield key, top + y * scale


def _paint_slide(painter: Painter, deck: Deck, slide: Slide) -> None:
    width, height = deck.master.width, deck.master.height
    ground = ShapeItem(Rect(0, 0, width, height), fill=slide.layout.background)
    painter.artifacts([ground, *slide.layout.decorations, *_footers(deck, slide)])
    painter.items(i.item for i in slide.items)


def _footers(deck: Deck, slide: Slide) -> Iterator[Item]:
    texts = {"footer": deck.footer, "slide-number": str(slide.number)}
    for place in slide.layout.placeholders:
        text = texts.get(place.kind)
        if text:
            yield _footer_box(deck, text, place, slide.layout.background)


def _footer_box(deck: Deck, text: str, place: Placeholder, ground: str) -> Item:
    style = deck.theme.style("deck", place.style)
    color = GROUND_COLORS.get(ground)
    if color:
        style = replace(style, color=color)
    setter = new_setter(deck.theme, "deck", deck.lang)
    para = setter.set(Inline((Span(text),)), style, place.rect.width)
    return TextItem(place.rect, (para,), place.anchor, name=place.name)


def _handout(deck: Deck, slides: list[Slide], count: int, seen: set[str]) -> Sheet:
    columns, rows = HANDOUTS[count]
    sheet = Sheet(*A4)
    wide = (A4[0] - 2 * MARGIN - GAP * (max(columns, 2) - 1)) / max(columns, 2)
    if count == 2:
        wide = A4[0] - 2 * MARGIN
    scale = wide / deck.master.width
    tall = deck.master.height * scale
    row = (A4[1] - 2 * MARGIN) / rows
    for n, slide in enumerate(slides):
        x = MARGIN + (n % columns) * (wide + GAP)
        y = MARGIN + (n // columns) * row
        sheet.layers.append(_small(deck, slide, x, y, scale))
        sheet.anchors += list(_slide_anchors(slide, seen, scale, y))
        if count == 3:
            sheet.layers.append(_note_lines(x + wide + GAP, y, wide, tall))
    return sheet


def _small(deck: Deck, slide: Slide, x: float, y: float, scale: float) -> Layer:
    def layer(painter: Painter) -> None:
        canvas = painter.canvas
        down = canvas.page_height * (1 - scale) - y
        canvas.switch(None)
        size = f"{number(scale)} 0 0 {number(scale)} {number(x)} {number(down)} cm"
        canvas.ops("q", size)
        canvas.forget_state()
        painter.scale, painter.origin = scale, (x, y)
        _paint_slide(painter, deck, slide)
        painter.flush_links(canvas.page_height)
        painter.scale, painter.origin = 1.0, (0.0, 0.0)
        canvas.switch(None)
        canvas.ops("Q")
        canvas.forget_state()
        frame = Rect(x, y, deck.master.width * scale, deck.master.height * scale)
        painter.artifacts([ShapeItem(frame, stroke="rule", stroke_width=0.75)])

    return layer


def _note_lines(x: float, y: float, wide: float, tall: float) -> Layer:
    def layer(painter: Painter) -> None:
        painter.artifacts(
            ShapeItem(Rect(x, y + step, wide, 0.0), "line", stroke="rule", stroke_width=0.5)
            for step in range(22, int(tall) + 1, 22)
        )

    return layer
