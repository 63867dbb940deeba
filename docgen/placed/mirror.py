"""Placed things turned round for languages that are written from right to left.

Boxes change sides; text in them is set for its own direction already and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from docgen.placed.charts import NativeChart
from docgen.placed.documents import Deck, Master, Page, Placeholder, Slide, SlideItem, SlideLayout
from docgen.placed.items import (
    ChartItem,
    Gradient,
    GroupItem,
    ImageItem,
    PathItem,
    PlacedItem,
    Rect,
    ShapeItem,
    TableItem,
    TextItem,
)


def mirrored_rect(rect: Rect, width: float) -> Rect:
    """Return a box on the other side of a page, slide or figure of `width` points."""
    return Rect(width - rect.x - rect.width, rect.y, rect.width, rect.height)


def mirrored(item: PlacedItem, width: float) -> PlacedItem:
    """Return an item on the other side, and what is inside it too."""
    rect = mirrored_rect(item.rect, width)
    match item:
        case TextItem():
            left, top, right, bottom = item.insets
            return replace(item, rect=rect, insets=(right, top, left, bottom))
        case GroupItem():
            return replace(item, rect=rect, items=tuple(mirrored(i, width) for i in item.items))
        case PathItem(upright=True):
            return replace(item, rect=rect)
        case PathItem():
            ops = tuple(_op(op, item.rect.width) for op in item.ops)
            return replace(item, rect=rect, ops=ops, gradient=_turned(item.gradient))
        case ShapeItem(kind="line" | "arrow"):
            return replace(item, rect=_line(item.rect, width))
        case ShapeItem():
            return replace(item, rect=rect, gradient=_turned(item.gradient))
        case ChartItem():
            art = tuple(mirrored(one, item.rect.width) for one in item.art)
            return replace(item, rect=rect, art=art, chart=_chart(item.chart))
        case TableItem():
            cells = tuple(
                replace(c, rect=mirrored_rect(c.rect, item.rect.width)) for c in item.cells
            )
            left, top, right, bottom = item.insets
            insets = (right, top, left, bottom)
            rules = tuple(replace(r, rect=_line(r.rect, item.rect.width)) for r in item.rules)
            return replace(item, rect=rect, cells=cells, rules=rules, insets=insets, rtl=True)
        case ShapeItem() | ImageItem():
            return replace(item, rect=rect)
        case _:
            assert_never(item)


def _chart(chart: NativeChart) -> NativeChart:
    """Return a chart whose categories run from right to left, its values at the right."""
    axes = tuple(
        replace(axis, reverse=not axis.reverse)
        if axis.side in ("b", "t")
        else replace(axis, side="r" if axis.side == "l" else "l")
        for axis in chart.axes
    )
    return replace(chart, axes=axes)


def _turned(gradient: Gradient | None) -> Gradient | None:
    return gradient and replace(gradient, angle=(180 - gradient.angle) % 360)


def _op(op: tuple[str | float, ...], width: float) -> tuple[str | float, ...]:
    values = [float(v) for v in op[1:]]
    return (op[0], *(width - v if n % 2 == 0 else v for n, v in enumerate(values)))


def _line(rect: Rect, width: float) -> Rect:
    """Return a line on the other side; a level or upright one keeps a width of 0 or more."""
    if not rect.height:
        return mirrored_rect(rect, width)
    return Rect(width - rect.x, rect.y, -rect.width or 0.0, rect.height)


def mirror_page(page: Page) -> Page:
    """Return a page of a brief turned round."""
    return replace(
        page,
        items=[mirrored(i, page.width) for i in page.items],
        marks=[mirrored(i, page.width) for i in page.marks],
        over=[mirrored(i, page.width) for i in page.over],
    )


def mirror_deck(deck: Deck) -> Deck:
    """Return a deck turned round: its slides, and the layouts of its master."""
    width = deck.master.width
    layouts = {id(one): _layout(one, width) for one in deck.master.layouts}
    master: Master = replace(deck.master, layouts=tuple(layouts.values()))
    slides = [_slide(slide, layouts[id(slide.layout)], width) for slide in deck.slides]
    styles = {name: style.turned for name, style in deck.theme.styles["deck"].items()}
    theme = replace(deck.theme, styles={**deck.theme.styles, "deck": styles})
    return replace(deck, master=master, slides=slides, theme=theme)


def _layout(layout: SlideLayout, width: float) -> SlideLayout:
    return replace(
        layout,
        placeholders=tuple(_place(p, width) for p in layout.placeholders),
        decorations=tuple(mirrored(i, width) for i in layout.decorations),
        region=None if layout.region is None else mirrored_rect(layout.region, width),
    )


def _place(place: Placeholder, width: float) -> Placeholder:
    left, top, right, bottom = place.insets
    rect = mirrored_rect(place.rect, width)
    return replace(place, rect=rect, insets=(right, top, left, bottom))


def _slide(slide: Slide, layout: SlideLayout, width: float) -> Slide:
    return replace(slide, layout=layout, items=list(_items(slide.items, layout, width)))


def _items(items: Iterable[SlideItem], layout: SlideLayout, width: float) -> Iterable[SlideItem]:
    for one in items:
        place = one.placeholder
        if place is not None:
            place = layout.placeholder(place.key) or _place(place, width)
        yield SlideItem(mirrored(one.item, width), place)
