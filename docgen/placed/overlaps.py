"""Whether texts of a slide stand on one another: by the boxes of their lines as set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.placed.documents import Slide
from docgen.placed.items import ChartItem, GroupItem, PlacedItem, Rect, TableItem, TextItem

SLACK = 1.5
"""Points by which boxes of lines may touch: descenders and rounding."""
OFF = "off the slide"
SHARES = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def overlap(one: Rect, two: Rect) -> float:
    """Return the area that two boxes share, in square points."""
    wide = min(one.right, two.right) - max(one.x, two.x)
    tall = min(one.bottom, two.bottom) - max(one.y, two.y)
    return max(wide, 0.0) * max(tall, 0.0)


def clear_of(box: Rect, taken: Iterable[Rect]) -> Rect:
    """Return a box cut so that it overlaps none of others, each time where that costs least."""
    for one in taken:
        if overlap(box, one) <= 0:
            continue
        cuts = (
            Rect(box.x, one.bottom, box.width, box.bottom - one.bottom),
            Rect(box.x, box.y, box.width, one.y - box.y),
            Rect(one.right, box.y, box.right - one.right, box.height),
            Rect(box.x, box.y, one.x - box.x, box.height),
        )
        box = max(cuts, key=lambda c: max(c.width, 0.0) * max(c.height, 0.0))
        box = Rect(box.x, box.y, max(box.width, 1.0), max(box.height, 1.0))
    return box


def text_extent(item: TextItem) -> Rect | None:
    """Return the box of a text's lines inside its own box; None if it has no lines."""
    lines = [line for para in item.paras for line in para.lines]
    if not any(piece.text.strip() for line in lines for piece in line.pieces):
        return None
    inner = item.rect.inset(*item.insets)
    tall = sum(p.height for p in item.paras)
    tall += sum(p.space_before for p in item.paras) + sum(p.space_after for p in item.paras[:-1])
    y = inner.y + (inner.height - tall) * SHARES[item.anchor]
    align = item.paras[0].style.align
    same = all(p.style.align == align for p in item.paras)
    wide = min(max((line.width for line in lines), default=0.0), inner.width)
    indented = any(p.bullet or p.style.indent for p in item.paras)
    if not same or indented or align == "justify":
        return Rect(inner.x, y, inner.width, tall)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}.get(align, 0.0)
    return Rect(inner.x + (inner.width - wide) * share, y, wide, tall)


def text_overlaps(slide: Slide, size: tuple[float, float] | None = None) -> Iterator[str]:
    """Yield what overlaps on a slide: ``title and body by 120 x 18 pt``.

    With the slide's `size`, texts that leave it too: ``body off the slide by 9 pt``.
    """
    boxes = [
        (one.placeholder.key if one.placeholder is not None else name, box)
        for one in slide.items
        for name, box in _boxes(one.item)
    ]
    for name, box in boxes if size is not None else ():
        off = max(-box.x, -box.y, box.right - size[0], box.bottom - size[1])  # type: ignore[index]
        if off > SLACK:
            yield f"{name} {OFF} by {off:.0f} pt"
    for n, (name, box) in enumerate(boxes):
        for other, second in boxes[n + 1 :]:
            wide = min(box.right, second.right) - max(box.x, second.x)
            tall = min(box.bottom, second.bottom) - max(box.y, second.y)
            if wide > SLACK and tall > SLACK:
                yield f"{name} and {other} by {wide:.0f} x {tall:.0f} pt"


def _boxes(item: PlacedItem) -> Iterator[tuple[str, Rect]]:
    """Yield the boxes of text in an item; a group is one, for what it holds it arranges."""
    if isinstance(item, TextItem):
        box = text_extent(item)
        if box is not None:
            yield item.name or "text", box
    elif isinstance(item, TableItem | ChartItem | GroupItem):
        kind = {TableItem: "table", ChartItem: "chart"}.get(type(item), "group")
        yield item.name or kind, item.rect
