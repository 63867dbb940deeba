"""Icons and QR codes: paths of the theme's colours."""

from __future__ import annotations

from functools import lru_cache

import segno

from docgen.layout.blocks import IconBlock, QrBlock
from docgen.placed.items import PathItem, PlacedItem, Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.text.paragraph import Setter
from docgen.theme.icons import icon
from docgen.theme.model import Style, contrast
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow
from docgen.typeset.flowables.text import TextFlow

ICON_SIZE = {"brief": 18.0, "deck": 34.0}
QR_SIZE = {"brief": 72.0, "deck": 130.0}
"""Sides of icons and codes, in points."""
QUIET = 4
"""Modules of ground around a code (ISO/IEC 18004, 6.3.8)."""


class IconFlow(BlockFlowable):
    """An icon, with what it shows if that isn't said beside it."""

    def __init__(self, block: IconBlock, size: float, color: str, elem: Elem | None) -> None:
        super().__init__()
        self.block, self.size, self.color, self.elem = block, size, color, elem
        self.keep_next = True
        self.space_after = size * 0.25

    def layout(self, width: float) -> Placement:
        """Return the icon at its size, or as large as the width allows."""
        size = min(self.size, max(width, 1.0))
        rect = Rect(0, 0, size, size)
        ops, name = icon(self.block.name, size), f"Icon: {self.block.name}"
        item = PathItem(
            rect, ops, self.color, name=name, alt=self.block.alt, elem=self.elem, upright=True
        )
        return Placement((item,), size)


@flow.register(IconBlock)
def icon_block(block: IconBlock, context: Context) -> list[BlockFlowable]:
    """Return an icon; one with an alternative text is a Figure."""
    return [icon_flow(block, context)]


def icon_flow(block: IconBlock, context: Context) -> BlockFlowable:
    """Return an icon in the colour of text on a dark ground, else in its own."""
    size = block.size or ICON_SIZE[context.medium]
    elem = context.elem.add("Figure", id=block.id, alt=block.alt, bbox=True) if block.alt else None
    return IconFlow(block, size, context.color or block.color, elem)


class QrFlow(BlockFlowable):
    """A code with its quiet zone."""

    def __init__(self, href: str, size: float, colors: tuple[str, str], elem: Elem) -> None:
        super().__init__()
        self.href, self.size, self.colors, self.elem = href, size, colors, elem
        self.keep_next = True
        self.space_after = size * 0.04

    def layout(self, width: float) -> Placement:
        """Return the code's dark modules as one path on its ground."""
        size = min(self.size, max(width, 1.0))
        dark, light = self.colors
        rect = Rect(0, 0, size, size)
        alt = self.elem.alt or ""
        items: tuple[PlacedItem, ...] = (
            ShapeItem(rect, fill=light, name="Ground"),
            PathItem(
                rect,
                _modules(self.href, size),
                dark,
                name="QR code",
                alt=alt,
                elem=self.elem,
                upright=True,
            ),
        )
        return Placement(items, size)


@lru_cache(maxsize=64)
def _modules(href: str, size: float) -> tuple[tuple[str | float, ...], ...]:
    """Return runs of dark modules as boxes, in a code of `size` points (ISO/IEC 18004)."""
    matrix = [list(row) for row in segno.make(href, error="m", micro=False).matrix]
    side = size / (len(matrix) + 2 * QUIET)
    ops: list[tuple[str | float, ...]] = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                left, right = ((QUIET + n) * side for n in (start, x))
                top, bottom = ((QUIET + n) * side for n in (y, y + 1))
                corners = ((left, top), (right, top), (right, bottom), (left, bottom))
                steps = [(round(a, 3), round(b, 3)) for a, b in corners]
                ops += [("M", *steps[0]), *(("L", *p) for p in steps[1:]), ("Z",)]
            x += 1
    return tuple(ops)


def _colors(context: Context) -> tuple[str, str]:
    """Return dark and light: readers of codes want dark modules on a light ground."""
    theme = context.theme
    black = (0.0, 0.0, 0.0)
    first, second = sorted(
        ("text", "background"), key=lambda t: contrast(theme.color(t).rgb, black)
    )
    return first, second


@flow.register(QrBlock)
def qr(block: QrBlock, context: Context) -> list[BlockFlowable]:
    """Return the code, and under it where it leads, as a link."""
    size = block.size or QR_SIZE[context.medium]
    elem = context.elem.add("Figure", id=block.id, alt=f"QR code: {block.href}", bbox=True)
    made: list[BlockFlowable] = [QrFlow(block.href, size, _colors(context), elem)]
    if block.caption:
        setter: Setter = context.setter
        style: Style = context.style("credit")
        made.append(TextFlow(setter, block.caption, style, context.elem.add("P")))
    else:
        made[0].keep_next = False
    return made
