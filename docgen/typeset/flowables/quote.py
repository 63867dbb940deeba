"""Quotations: a rule at the left, the words, the speaker."""

from __future__ import annotations

from docgen.layout.blocks import Inline, QuoteBlock, Span
from docgen.typeset.context import Context
from docgen.typeset.flow import flow, without_edges
from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.panel import Ornament, Panel
from docgen.typeset.flowables.text import TextFlow


@flow.register(QuoteBlock)
def quote(block: QuoteBlock, context: Context) -> list[Block]:
    """Return the quotation as a panel."""
    elem = context.elem.add("BlockQuote", id=block.id)
    words = TextFlow(
        context.setter, block.inline, context.style("quote"), elem.add("P"), keep_next=True
    )
    lines: list[Block] = [words]
    by = _speaker(block)
    if by:
        lines.append(TextFlow(context.setter, by, context.style("quote-by"), elem.add("P")))
    pad = context.length("callout-pad")
    panel = Panel(
        without_edges(lines), (pad, 0.0, 0.0, 0.0), Ornament(bar="accent-1", bar_width=2.0),
        "quote", "Quotation", divisible=True,
    )  # fmt: skip
    panel.space_before = panel.space_after = context.length("block-gap")
    return [panel]


def _speaker(block: QuoteBlock) -> Inline:
    bold = tuple(Span(s.text, bold=True, href=s.href, lang=s.lang) for s in block.by.spans)
    comma = (Span(", "),) if block.by and block.role else ()
    return Inline(bold + comma + block.role.spans, block.by.refs + block.role.refs)
