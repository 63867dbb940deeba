"""From pages and slides to sheets: what lies on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.placed.documents import Brief, Deck, Handout, Layer, Sheet, Slide
from docgen.placed.items import Rect, ShapeItem


def sheets_of(placed: Brief | Deck | Handout) -> list[Sheet]:
    """Return a sheet a page or slide, or a handout's. Without slides it is an empty one.

    A PDF file has at least one page.
    """
    if isinstance(placed, Handout):
        return list(placed.sheets)
    if isinstance(placed, Brief):
        return [
            Sheet(
                page.width,
                page.height,
                [
                    Layer(tuple(page.marks), False, page.height),
                    Layer(tuple(page.items)),
                    Layer(tuple(page.over), False, page.height),
                ],
            )
            for page in placed.pages
        ]
    wide, tall = placed.master.width, placed.master.height
    made = [Sheet(wide, tall, list(slide_layers(placed, s, Layer(())))) for s in placed.slides]
    return made or [Sheet(wide, tall)]


def slide_layers(deck: Deck, slide: Slide, at: Layer) -> Iterator[Layer]:
    """Yield a slide's ground and its items; `at` says where and how large."""
    full = Rect(0, 0, deck.master.width, deck.master.height)
    own = slide.ground
    ground = ShapeItem(full, fill=own.token if own is not None else slide.layout.background)
    picture = own.picture if own is not None else None
    marks = tuple(mark.item for mark in slide.marks)
    decorations = slide.layout.decorations if picture is None else ()
    shown = (picture,) if picture is not None else ()
    below = (ground, *shown, *decorations, *marks)
    yield replace(at, items=below, told=False, height=full.height)
    yield replace(at, items=tuple(i.item for i in slide.items), starts=slide.elem)
