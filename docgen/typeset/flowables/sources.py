"""The list of sources, numbered as cited; citations jump here."""

from __future__ import annotations

from docgen.layout.blocks import Sources
from docgen.typeset.context import Context
from docgen.typeset.flow import flow
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.items import Bullet


@flow.register(Sources)
def sources(block: Sources, context: Context) -> list[Block]:
    """Return one paragraph a source."""
    if not block.entries:
        return []
    top = context.elem.add("L", numbering="Decimal", id=block.id)
    style = context.style("source")
    face = context.setter.fonts.face(style.font, style.bold, style.italic)
    widest = max(e.number for e in block.entries)
    width = face.set_width(f"{widest}. ", style.size, 0, False) + style.size * 0.35
    found: list[Block] = []
    for entry in block.entries:
        item = top.add("LI", id=f"source-{entry.id}" if entry.id else None)
        bullet = Bullet(
            f"{entry.number}.", "number", 0, 0.0, width, start=entry.number,
            elem=item.add("Lbl"), color="muted",
            href=f"#cite-{entry.id}" if entry.id else None,
        )  # fmt: skip
        elem = item.add("LBody").add("P")
        found.append(TextFlow(context.setter, entry.inline, style, elem, bullet))
    return found
