"""Paragraphs and lists."""

from __future__ import annotations

from docgen.layout.blocks import Heading, Inline, ListBlock, ListItem, Para
from docgen.placed.documents import Bookmark
from docgen.placed.items import BULLETS, Bullet
from docgen.placed.structure import Elem
from docgen.theme.model import Style
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, flow
from docgen.typeset.flowables.rows import ruled_rows
from docgen.typeset.flowables.text import TextFlow


def heading_id(block: Heading, number: int) -> str:
    """Return the id under which a document's heading of this number (from 0) is found."""
    return block.id or f"heading-{number}"


@flow.register(Heading)
def heading(block: Heading, context: Context) -> list[BlockFlowable]:
    """Return the heading as one kept-with-next paragraph."""
    level = min(max(block.level, 1), 6)
    shared = context.shared
    key = heading_id(block, shared.headings)
    shared.headings += 1
    elem = context.elem.add(f"H{level}", id=key, title=block.inline.words)
    shared.bookmarks.append(Bookmark(level, block.inline.words, elem))
    style = context.style(block.style or f"h{level}")
    made = TextFlow(context.setter, block.inline, style, elem, keep_next=True, name="Heading")
    made.balanced = context.medium == "brief"
    return [made]


MARKER_GAP = 0.5
"""From a list's number to its text, in type sizes."""
DECK_LEVELS = 5
"""A slide's body placeholder has five list levels in use."""


@flow.register(Para)
def para(block: Para, context: Context) -> list[BlockFlowable]:
    """Return one paragraph; an empty one takes no room."""
    if not block.inline:
        return []
    elem = context.elem.add("P", id=block.id)
    return [TextFlow(context.setter, block.inline, context.style(block.style), elem)]


@flow.register(ListBlock)
def list_block(block: ListBlock, context: Context) -> list[BlockFlowable]:
    """Return the list as one flowable a paragraph, so that it divides anywhere."""
    if block.kind in ("ruled", "steps"):
        return ruled_rows(block, context)
    return _items(block, context, level=0, left=0.0)


def _items(block: ListBlock, context: Context, level: int, left: float) -> list[BlockFlowable]:
    numbered = block.kind == "number"
    top = context.elem.add("L", numbering="Decimal" if numbered else "Disc", id=block.id)
    style = _style(block.style, context, level)
    width = _marker_width(block, context, style)
    found: list[BlockFlowable] = []
    for number, item in enumerate(block.items, 1):
        entry = top.add("LI")
        label = f"{number}." if numbered else BULLETS[min(level, len(BULLETS) - 1)]
        bullet = Bullet(
            label,
            "number" if numbered else "bullet",
            min(level, DECK_LEVELS - 1),
            left,
            width,
            elem=entry.add("Lbl"),
            start=number,
            color=context.color or "accent-1",
        )
        found += _item(item, block, context.under(entry.add("LBody")), style, bullet, level)
    return found


def _item(
    item: ListItem, block: ListBlock, context: Context, style: Style, bullet: Bullet, level: int
) -> list[BlockFlowable]:
    found: list[BlockFlowable] = []
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


def _line(inline: Inline, style: Style, context: Context, bullet: Bullet) -> BlockFlowable:
    elem: Elem = context.elem.add("P")
    return TextFlow(context.setter, inline, style, elem, bullet)


def _style(name: str, context: Context, level: int) -> Style:
    if context.medium == "deck" and name == "body" and level:
        return context.style(f"body-{min(level + 1, DECK_LEVELS)}")
    return context.style(name)


def _marker_width(block: ListBlock, context: Context, style: Style) -> float:
    width = context.theme.length(context.medium, "list-indent")
    if block.kind == "number":
        widest = context.setter.width(f"{len(block.items)}.", style)
        width = max(width, widest + style.size * MARKER_GAP)
    return width
