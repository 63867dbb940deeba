"""Callouts: a tinted box that holds other blocks."""

from __future__ import annotations

from docgen.layout.blocks import Callout
from docgen.typeset.context import Context
from docgen.typeset.flow import flow, flows, without_edges
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.panel import Ornament, Panel
from docgen.typeset.flowables.text import TextFlow

BARS = {"key": "accent-1", "note": "muted", "warning": "negative"}


@flow.register(Callout)
def callout(block: Callout, context: Context) -> list[Block]:
    """Return the callout as a panel that may go on over pages."""
    elem = context.elem.add("Div", id=block.id)
    inner: list[Block] = []
    if block.title:
        style = context.style("callout-title")
        title = TextFlow(context.setter, block.title, style, elem.add("P"), keep_next=True)
        inner.append(title)
    inner += flows(block.blocks, context.under(elem))
    if not inner:
        return []
    pad = context.length("callout-pad")
    panel = Panel(
        without_edges(inner), (pad + 3, pad, pad, pad),
        Ornament(fill="tint", bar=BARS[block.kind]), "callout",
        block.title.plain[:80] or "Callout", divisible=True,
    )  # fmt: skip
    panel.space_before = panel.space_after = context.length("block-gap")
    return [panel]
