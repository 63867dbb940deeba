"""Text boxes: text set into a placeholder, and placed blocks matched to placeholders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.layout.blocks import Inline, Span
from docgen.placed.documents import Placeholder, SlideItem, SlideLayout
from docgen.placed.items import (
    ChartItem,
    ImageItem,
    PlacedItem,
    Rect,
    TableItem,
    TextItem,
    TextPara,
)
from docgen.placed.overlaps import clear_of, overlap, text_extent
from docgen.placed.structure import Elem
from docgen.text.paragraph import balanced_width, loosest_width
from docgen.theme.model import Style
from docgen.typeset.context import Context

HIGHEST = 2.0
"""Nothing is moved nearer to the slide's upper edge, in points."""


def pushed(title: SlideItem, place: Placeholder, above: Placeholder) -> float:
    """Return how far a subtitle of the template, or our kicker, makes way for a long title."""
    item = title.item
    assert isinstance(item, TextItem)
    if place.key == "subtitle":
        return item.rect.bottom - above.rect.bottom if place.rect.y > above.rect.y else 0.0
    if place.rect.y >= above.rect.bottom - FUZZ:
        return max(item.rect.bottom - place.rect.y, 0.0)
    if place.shape:
        return 0.0
    inner = item.rect.inset(*item.insets)
    spare = inner.height - sum(p.height for p in item.paras)
    top = inner.y + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[item.anchor]
    return max(min(top - place.rect.bottom, 0.0), HIGHEST - place.rect.y)


def pushed_region(region: Rect, heads: Sequence[SlideItem]) -> Rect:
    """Return where blocks go, less what the texts around it need more than their boxes."""
    return clear_of(region, [one.item.rect for one in heads])


def apart(items: Sequence[SlideItem]) -> list[SlideItem]:
    """Return the same texts at the same places, in boxes that overlap no more.

    A line above a title often stands in the empty part of the title's box.
    """
    found = list(items)
    for n in range(len(found)):
        for m in range(n + 1, len(found)):
            one, two = found[n].item, found[m].item
            if not isinstance(one, TextItem) or not isinstance(two, TextItem):
                continue
            if overlap(one.rect, two.rect) <= 0:
                continue
            texts = text_extent(one), text_extent(two)
            if texts[0] is None or texts[1] is None:
                continue
            if texts[0].bottom <= texts[1].y + FUZZ:
                edge = max(texts[0].bottom, min(one.rect.bottom, texts[1].y))
                one, two = _cut_below(one, texts[0], edge), _cut_above(two, texts[1], edge)
            elif texts[1].bottom <= texts[0].y + FUZZ:
                edge = max(texts[1].bottom, min(two.rect.bottom, texts[0].y))
                one, two = _cut_above(one, texts[0], edge), _cut_below(two, texts[1], edge)
            found[n] = replace(found[n], item=one)
            found[m] = replace(found[m], item=two)
    return found


def _cut_below(item: TextItem, text: Rect, edge: float) -> TextItem:
    """Return a box that ends at `edge`, its text where it was."""
    if item.rect.bottom <= edge + FUZZ:
        return item
    left, top, right, _ = item.insets
    y = text.y - top
    rect = Rect(item.rect.x, y, item.rect.width, max(edge - y, text.bottom - y))
    return replace(item, rect=rect, anchor="top", insets=(left, top, right, 0.0))


def _cut_above(item: TextItem, text: Rect, edge: float) -> TextItem:
    """Return a box that begins at `edge`, its text where it was."""
    if item.rect.y >= edge - FUZZ:
        return item
    left, _, right, bottom = item.insets
    if item.anchor == "bottom":
        rect = Rect(item.rect.x, edge, item.rect.width, item.rect.bottom - edge)
        return replace(item, rect=rect, insets=(left, 0.0, right, bottom))
    top = max(min(item.insets[1], text.y - edge), 0.0)
    y = text.y - top
    rect = Rect(item.rect.x, y, item.rect.width, max(item.rect.bottom, text.bottom) - y)
    return replace(item, rect=rect, anchor="top", insets=(left, top, right, bottom))


EASY_LINES = 2
"""A title (or subtitle) takes so many lines before its type is made smaller."""
ELLIPSIS = "\u2026"
FUZZ = 0.01
READABLE = 18.0
"""The smallest size in points that a title takes rather than leave the ground it reads on."""
SHRINK_STEP = 1.0
"""Points by which a box's type is made smaller."""


def set_box(
    inline: Inline, place: Placeholder, context: Context, elem: Elem | None, most: float
) -> TextItem | None:
    """Set text into a placeholder: as designed, else smaller, else in a higher box.

    Returns None if it needs more than `most` points of height at the smallest size.
    """
    if place.color is not None:
        context = replace(context, color=place.color)
    style = context.style(place.style)
    least = style.min_size or style.size
    para, needed = _shrunk(inline, place, context, elem, least, (place.rect.height, EASY_LINES))
    calm = max(place.calm, place.rect.height)
    if needed > calm + FUZZ:
        small, less = _shrunk(inline, place, context, elem, READABLE, (calm, 0))
        para, needed = (small, less) if less <= calm + FUZZ else (para, needed)
    if needed > most:
        return None
    rect = place.rect
    inner = rect.width - place.insets[0] - place.insets[2]
    as_left = para.style
    if as_left.align == "center" and not place.shape:  # a company's stays as it stands there
        as_left = replace(as_left, align="left")
    even = balanced_width(context.setter, inline, as_left, inner)
    if even < inner:
        even = loosest_width(context.setter, inline, para.style, even, inner)
        set_ = context.setter.set(inline, para.style, even, elem)
        para = replace(set_, space_before=0.0, space_after=0.0)
        wide = even + place.insets[0] + place.insets[2]
        share = {"center": 0.5, "right": 1.0}.get(para.style.align, 0.0)
        rect = Rect(rect.x + (rect.width - wide) * share, rect.y, wide, rect.height)
    if needed > rect.height:
        top = rect.bottom - needed if place.anchor == "bottom" else rect.y
        rect = Rect(rect.x, top, rect.width, needed)
    return TextItem(rect, (para,), place.anchor, place.insets, place.name)


def _shrunk(
    inline: Inline,
    place: Placeholder,
    context: Context,
    elem: Elem | None,
    floor: float,
    room: tuple[float, int],
) -> tuple[TextPara, float]:
    """Return text as large as `room` allows (points of height, or lines if that is more) and as
    its longest word does, not below the size `floor`; and its height with insets.
    """
    style = context.style(place.style)
    width = place.rect.width - place.insets[0] - place.insets[2]
    longest = context.setter.widest(inline, style) * floor / style.size
    while longest <= width and style.size - SHRINK_STEP >= floor:
        if context.setter.widest(inline, style) <= width:
            break
        style = smaller(style, style.size - SHRINK_STEP)
    while True:
        para = context.setter.set(inline, style, width, elem)
        para = replace(para, space_before=0.0, space_after=0.0)
        needed = para.height + place.insets[1] + place.insets[3]
        most = max(room[0], style.leading * room[1])
        if needed <= most + FUZZ or style.size - SHRINK_STEP < floor:
            return para, needed
        style = smaller(style, style.size - SHRINK_STEP)


def least_lines(inline: Inline, place: Placeholder, context: Context) -> tuple[int, float]:
    """Return how many lines text takes at its place's smallest size, and their leading."""
    style = context.style(place.style)
    style = smaller(style, style.min_size or style.size)
    width = place.rect.width - place.insets[0] - place.insets[2]
    return len(context.setter.set(inline, style, width).lines), style.leading


def text_bottom(item: PlacedItem) -> float:
    """Return where the text of a box ends, in points from the slide's top."""
    if not isinstance(item, TextItem) or item.anchor != "top":
        return item.rect.bottom
    return item.rect.y + item.insets[1] + sum(p.height for p in item.paras)


def one_line(text: str, style: Style, width: float, context: Context) -> str:
    """Return `text`, cut with an ellipsis if it needs more than one line."""

    def lines(shown: str) -> int:
        return len(context.setter.set(Inline((Span(shown),)), style, width).lines)

    if lines(text) <= 1:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(text[:middle].rstrip() + ELLIPSIS) <= 1:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def smaller(style: Style, size: float) -> Style:
    """Return the style at another size, its leading in proportion."""
    leading = round(style.leading * size / style.size, 2)
    return replace(style, size=size, leading=leading)


def merge_text(items: Sequence[PlacedItem]) -> list[PlacedItem]:
    """Join single paragraphs that stand one under another into text boxes."""
    found: list[PlacedItem] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(item, TextItem) and isinstance(last, TextItem) and _same_column(last, item):
            found[-1] = _joined(last, item)
        elif isinstance(item, TextItem):
            first = replace(item.paras[0], space_before=0.0)
            found.append(replace(item, paras=(first, *item.paras[1:])))
        else:
            found.append(item)
    return found


def _same_column(above: TextItem, below: TextItem) -> bool:
    return (
        abs(above.rect.x - below.rect.x) < 0.01
        and abs(above.rect.width - below.rect.width) < 0.01
        and below.rect.y >= above.rect.bottom - 0.01
    )


def _joined(above: TextItem, below: TextItem) -> TextItem:
    gap = below.rect.y - above.rect.bottom
    last = replace(above.paras[-1], space_after=0.0)
    first = replace(below.paras[0], space_before=gap)
    paras: tuple[TextPara, ...] = (*above.paras[:-1], last, first, *below.paras[1:])
    rect = Rect(above.rect.x, above.rect.y, above.rect.width, below.rect.bottom - above.rect.y)
    return replace(above, rect=rect, paras=paras)


_NATIVE: dict[type, str] = {ChartItem: "chart", TableItem: "table", ImageItem: "picture"}


def fill_placeholders(items: Sequence[PlacedItem], layout: SlideLayout) -> list[SlideItem]:
    """Match placed items to the layout's placeholders: by kind, text in order."""
    bodies = [p for key in ("body", "body-2") if (p := layout.placeholder(key))]
    used: set[str] = set()
    found: list[SlideItem] = []
    for item in merge_text(items):
        place: Placeholder | None = None
        if isinstance(item, TextItem):
            place = _nearest(item, [p for p in bodies if p.key not in used])
        else:
            key = _NATIVE.get(type(item), "")
            place = layout.placeholder(key) if key and key not in used else None
        if place is not None:
            used.add(place.key)
            if isinstance(item, TextItem) and _within(item.rect, place.rect.inset(*place.insets)):
                item = replace(item, rect=place.rect, anchor=place.anchor, insets=place.insets)
        found.append(SlideItem(item, place))
    return found


def _nearest(item: TextItem, places: Sequence[Placeholder]) -> Placeholder | None:
    return min(places, key=lambda p: abs(p.rect.x - item.rect.x), default=None)


def _within(inner: Rect, outer: Rect) -> bool:
    """Say whether a text box may take its placeholder's whole box unmoved."""
    return (
        abs(inner.x - outer.x) < 0.5
        and abs(inner.y - outer.y) < 0.5
        and abs(inner.width - outer.width) < 0.5
        and inner.height <= outer.height + 0.01
    )
