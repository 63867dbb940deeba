"""The last look at a deck on a template: each text against what it stands on, as placed."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.placed.documents import Deck, Slide, SlideItem
from docgen.placed.items import Rect, ShapeItem, TextItem
from docgen.placed.overlaps import text_extent
from docgen.pptx_template.colors import RGB
from docgen.pptx_template.palette import LARGE, TEXT
from docgen.pptx_template.read import CompanyTemplate
from docgen.theme.model import contrast

ROUNDING = 0.05
"""Ratios are told with one digit."""


def weak_texts(deck: Deck, read: CompanyTemplate) -> Iterator[tuple[Slide, str, float]]:
    """Yield slide, text and contrast of what has less than 4.5:1 (large text: 3:1).

    A text is compared with the layout's pixels under its lines, with its placeholder's own
    fill, or with the shape of ours that it stands on. Texts in groups stand on their tiles,
    whose colours the palette has matched.
    """
    for slide in (one for one in deck.slides if one.inserted is None):
        panels = [o.item for o in slide.items if isinstance(o.item, ShapeItem) and o.item.fill]
        for one in slide.items:
            if isinstance(one.item, TextItem):
                yield from _of_text(deck, read, slide, one, panels)


def _of_text(
    deck: Deck,
    read: CompanyTemplate,
    slide: Slide,
    one: SlideItem,
    panels: list[ShapeItem],
) -> Iterator[tuple[Slide, str, float]]:
    item, place = one.item, one.placeholder
    assert isinstance(item, TextItem)
    box = text_extent(item)
    if box is None:
        return
    if slide.ground is not None:
        return  # its text was given a colour that reads there
    seen = read.study.of(read.mapping[slide.layout.key].layout)
    own = place is not None and not place.unfilled
    ground = seen.ground_of(place.shape if own and place is not None else 0)
    under = next((p for p in reversed(panels) if _holds(p.rect, box)), None)
    for para in item.paras:
        text = "".join(span.text for span in para.spans).strip()
        if not text:
            continue
        rgb: RGB = deck.theme.color(para.style.color).rgb
        if under is not None and under.fill:
            ratio = contrast(rgb, deck.theme.color(under.fill).rgb)
        else:
            ratio = ground.contrast(box, rgb)
        large = para.style.size >= 18 or (para.style.bold and para.style.size >= 14)
        if ratio < (LARGE if large else TEXT) - ROUNDING:
            yield slide, text, ratio


def _holds(outer: Rect, inner: Rect) -> bool:
    slack = 2.0
    return (
        outer.x - slack <= inner.x
        and outer.y - slack <= inner.y
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def tell_weak_texts(deck: Deck, read: CompanyTemplate, found: Diagnostics) -> None:
    """Tell each text that reads badly (DG706), a text that comes again once."""
    at, told = Location(read.company.path), set[str]()
    for slide, text, ratio in weak_texts(deck, read):
        if text in told:
            continue
        told.add(text)
        shown = text if len(text) <= 40 else text[:37] + "..."
        message = (
            f'slide {slide.number}: "{shown}" has a contrast of {ratio:.1f}:1, needs {TEXT:g}:1'
        )
        hint = "`docgen inspect` shows the layouts; [template.layouts] chooses others"
        found.warn(codes.TEMPLATE_CONTRAST, message, at, hint)
