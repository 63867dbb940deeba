"""Slides on a company's template: what makes way for a title that grew out of its box."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.typeset.items import Rect, TextItem
from docgen.typeset.placed import Placeholder, SlideItem

HIGHEST = 2.0
"""Nothing is moved nearer to the slide's upper edge, in points."""


def pushed(title: SlideItem, place: Placeholder, above: Placeholder) -> float:
    """Return how far a subtitle of the template, or our kicker, makes way for a long title."""
    item = title.item
    assert isinstance(item, TextItem)
    if place.key == "subtitle":
        return item.rect.bottom - above.rect.bottom if place.rect.y > above.rect.y else 0.0
    if place.shape or place.rect.y > above.rect.bottom:
        return 0.0
    inner = item.rect.inset(*item.insets)
    spare = inner.height - sum(p.height for p in item.paras)
    top = inner.y + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[item.anchor]
    return max(min(top - place.rect.bottom, 0.0), HIGHEST - place.rect.y)


def pushed_region(region: Rect, heads: Sequence[SlideItem]) -> Rect:
    """Return where blocks go, less what the texts above it need more than their boxes."""
    top = region.y
    for one in heads:
        place, rect = one.placeholder, one.item.rect
        beside = rect.right <= region.x or rect.x >= region.right
        if place is None or beside or place.rect.bottom > region.y + region.height / 2:
            continue
        if rect.bottom > max(place.rect.bottom, region.y) + 0.01 or rect.y != place.rect.y:
            top = max(top, rect.bottom)
    return Rect(region.x, top, region.width, max(region.bottom - top, 1.0))
