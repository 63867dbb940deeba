"""Build steps: which parts of a slide appear one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.placed.documents import SlideItem, SlideStep
from docgen.placed.items import GroupItem, TextItem

HEADS = ("title", "center-title", "subtitle", "kicker")
"""Places that are there from the start."""


def steps_of(items: Sequence[SlideItem]) -> tuple[SlideStep, ...]:
    """Return what appears with each click: points of lists, rows, and else boxes.

    Lists are taken point by point, with the points under them; text before a list, figures and
    a box beside points are there from the start. A single step is none.
    """
    points = list(_points(items))
    boxes = [n for n, one in enumerate(items) if _is_group(one, "callout")]
    if not points and len(boxes) > 1:
        points = [SlideStep(n) for n in boxes]
    return tuple(points) if len(points) > 1 else ()


def _points(items: Sequence[SlideItem]) -> Iterator[SlideStep]:
    for number, one in enumerate(items):
        place = one.placeholder
        if place is not None and (place.kind in HEADS or place.key in HEADS):
            continue
        if isinstance(one.item, TextItem):
            starts = [
                n
                for n, p in enumerate(one.item.paras)
                if p.bullet is not None and not p.bullet.level
            ]
            ends = [*(start - 1 for start in starts[1:]), len(one.item.paras) - 1]
            yield from (SlideStep(number, (a, b)) for a, b in zip(starts, ends, strict=False))
        elif _is_group(one, "group"):
            yield SlideStep(number)


def _is_group(one: SlideItem, kind: str) -> bool:
    return isinstance(one.item, GroupItem) and one.item.kind == kind
