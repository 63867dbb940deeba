"""Paragraphs and lists."""

from __future__ import annotations

from docgen.layout.blocks import Inline, Item, ListBlock, Para
from docgen.layout.theme import Style
from docgen.typeset.context import Context
from docgen.typeset.flow import flow
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.items import Bullet
from docgen.typeset.structure import Elem

MARKS = ("\u2022", "\u2013", "\u2022", "\u2013", "\u2022")
"""Bullets by level."""
DECK_LEVELS = 5
"""A slide's body placeholder has five list levels in use."""


@flow.register(Para)
def para(block: Para, context: Context) -> list[Block]:
    """Return one paragraph; an empty one takes no room."""
    if not block.inline:
        return []
    elem = context.elem.add("P", id=block.id)
    return [TextFlow(context.setter, block.inline, context.style(block.style), elem)]


@flow.register(ListBlock)
def list_block(block: ListBlock, context: Context) -> list[Block]:
    """Return the list as one flowable a paragraph, so that it divides anywhere."""
    return _items(block, context, level=0, left=0.0)


def _items(block: ListBlock, context: Context, level: int, left: float) -> list[Block]:
    numbered = block.kind == "number"
    top = context.elem.add("L", numbering="Decimal" if numbered else "Disc", id=block.id)
    style = _style(block.style, context, level)
    width = _marker_width(block, context, style)
    found: list[Block] = []
    for number, item in enumerate(block.items, 1):
        entry = top.add("LI")
        label = f"{number}." if numbered else MARKS[min(level, len(MARKS) - 1)]
        bullet = Bullet(
            label, block.kind, min(level, DECK_LEVELS - 1), left, width,
            elem=entry.add("Lbl"), start=number,
        )  # fmt: skip
        found += _item(item, block, context.under(entry.add("LBody")), style, bullet, level)
    return found


def _item(
    item: Item, block: ListBlock, context: Context, style: Style, bullet: Bullet, level: int
) -> list[Block]:
    found: list[Block] = []
    marker: Bullet | None = bullet
    for inner in item.blocks:
        if isinstance(inner, ListBlock):
            if marker is not None:
                found.append(_line(Inline(), style, context, marker))
                marker = None
            left = bullet.indent + bullet.width
            found += _items(inner, context, level + 1, left)
        elif isinstance(inner, Para):
            mark = marker or Bullet("", bullet.kind, bullet.level, bullet.indent, bullet.width)
            found.append(_line(inner.inline, style, context, mark))
            marker = None
        else:
            found += flow(inner, context)
    return found


def _line(inline: Inline, style: Style, context: Context, bullet: Bullet) -> Block:
    elem: Elem = context.elem.add("P")
    return TextFlow(context.setter, inline, style, elem, bullet)


def _style(name: str, context: Context, level: int) -> Style:
    if context.medium == "deck" and name == "body" and level:
        return context.style(f"body-{min(level + 1, DECK_LEVELS)}")
    return context.style(name)


def _marker_width(block: ListBlock, context: Context, style: Style) -> float:
    width = context.theme.length(context.medium, "list-indent")
    if block.kind == "number":
        face = context.setter.fonts.face(style.font, style.bold, style.italic)
        widest = f"{len(block.items)}. "
        width = max(width, face.set_width(widest, style.size, 0, False) + style.size * 0.25)
    return width
