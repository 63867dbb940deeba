"""Headings: H1 to H6, bookmarked, kept with what follows."""

from __future__ import annotations

from docgen.layout.blocks import Heading
from docgen.typeset.context import Context
from docgen.typeset.flow import flow
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.placed import Bookmark


def heading_id(block: Heading, number: int) -> str:
    """Return the id under which a document's heading of this number (from 0) is found."""
    return block.id or f"heading-{number}"


@flow.register(Heading)
def heading(block: Heading, context: Context) -> list[Block]:
    """Return the heading as one kept-with-next paragraph."""
    level = min(max(block.level, 1), 6)
    shared = context.shared
    key = heading_id(block, shared.headings)
    shared.headings += 1
    elem = context.elem.add(f"H{level}", id=key, title=block.inline.plain)
    shared.bookmarks.append(Bookmark(level, block.inline.plain, elem))
    style = context.style(block.style or f"h{level}")
    return [TextFlow(context.setter, block.inline, style, elem, keep_next=True, name="Heading")]
