"""Where ``#id`` leads: the slide that holds the element, a cited source, or a slide number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from pptx.opc.package import Part

from docgen.placed.documents import Slide
from docgen.placed.items import (
    ChartItem,
    GroupItem,
    ImageItem,
    PathItem,
    PlacedItem,
    ShapeItem,
    TableItem,
    TextItem,
    TextPara,
)
from docgen.placed.structure import Elem


def link_targets(slides: Sequence[Slide], parts: Sequence[Part]) -> dict[str, Part]:
    """Return element id to slide part; what is shown on several slides leads to the first."""
    found: dict[str, Part] = {}
    for slide, part in zip(slides, parts, strict=True):
        for elem in _shown(slide):
            at: Elem | None = elem
            while at is not None and at is not slide.elem.parent:
                if at.id:
                    found.setdefault(at.id, part)
                at = at.parent
        if slide.elem.id:
            found.setdefault(slide.elem.id, part)
    return found


def _shown(slide: Slide) -> Iterator[Elem]:
    for one in slide.items:
        yield from _elems(one.item)


def _elems(item: PlacedItem) -> Iterator[Elem]:
    match item:
        case GroupItem():
            for kid in item.items:
                yield from _elems(kid)
        case TextItem():
            yield from _of_paras(item.paras)
        case TableItem():
            if item.elem:
                yield item.elem
            for cell in item.cells:
                if cell.elem:
                    yield cell.elem
                yield from _of_paras(cell.paras)
        case ImageItem() | ChartItem():
            if item.elem:
                yield item.elem
        case ShapeItem() | PathItem():
            pass
        case _:
            assert_never(item)


def _of_paras(paras: Sequence[TextPara]) -> Iterator[Elem]:
    return (p.elem for p in paras if p.elem is not None)
