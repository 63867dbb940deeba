"""People: name, role and note, in columns."""

from __future__ import annotations

from docgen.layout.blocks import People, PersonEntry
from docgen.typeset.context import Context
from docgen.typeset.flow import flow, without_edges
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.columns import RowsFlow
from docgen.typeset.flowables.panel import Ornament, Panel
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.structure import Elem

COLUMNS = {"brief": 2, "deck": 3}


@flow.register(People)
def people(block: People, context: Context) -> list[Block]:
    """Return the people in rows of equal cells."""
    if not block.entries:
        return []
    top = context.elem.add("L", numbering="None", id=block.id)
    cells = [_person(p, context, top) for p in block.entries]
    lines = -(-len(cells) // COLUMNS[context.medium])
    count = block.columns or -(-len(cells) // lines)  # 2 and 2, not 3 and 1
    rows = RowsFlow(cells, min(count, len(cells)), context.length("people-gap"))
    rows.space_before = rows.space_after = context.length("block-gap")
    return [rows]


def _person(entry: PersonEntry, context: Context, parent: Elem) -> Block:
    body = parent.add("LI").add("LBody")
    parts = (
        (entry.name, "person-name"), (entry.role, "person-role"), (entry.note, "person-note"),
    )  # fmt: skip
    lines: list[Block] = [
        TextFlow(context.setter, inline, context.style(style), body.add("P"))
        for inline, style in parts
        if inline
    ]
    pad = context.length("tile-pad")
    ornament = Ornament(top="rule", top_width=0.75)
    name = f"Person: {entry.name.plain}"[:80]
    return Panel(without_edges(lines), (0.0, pad * 0.7, pad * 0.5, 0.0), ornament, "people", name)
