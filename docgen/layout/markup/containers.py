"""Readers of what arranges other blocks: columns, grid, keep, fit, rule, spacer, break."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.foundation import codes
from docgen.layout.blocks import (
    Block,
    Columns,
    Fit,
    Grid,
    Keep,
    OwnPage,
    PageBreak,
    Rule,
    Spacer,
)
from docgen.layout.markup.nodes import MarkupNode, Printed
from docgen.layout.markup.reader import Reader


def read_columns(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<columns widths>`` of ``<column>``s, or ``<columns balance>`` of one flow."""
    balance = node.get("balance", False)
    widths = node.get("widths", ())
    own = list(node.elements("column"))
    loose = [k for k in node.kids if not (isinstance(k, MarkupNode) and k.tag == "column")]
    if own and any(not isinstance(k, str) or k.strip() for k in loose):
        reader.found.error(
            codes.MISPLACED_ELEMENT,
            "<columns> holds either <column>s or blocks",
            node.at,
            "put each block into a <column>",
        )
        return ()
    if own and widths and len(widths) != len(own) and not balance:
        message = f"<columns> has {len(widths)} widths for {len(own)} columns"
        reader.found.error(codes.BAD_VALUE, message, node.at, "give each column a width")
        return ()
    if own:
        columns = tuple(reader.blocks(one) for one in own)
    else:
        columns = (reader.blocks(node),)
        balance = True
        widths = widths or (1.0, 1.0)
    if not any(columns):
        return ()
    gap = node.get("gap")
    made = Columns(
        columns=columns,
        widths=widths,
        balance=balance,
        equal=node.get("equal", False),
        gap=gap,
        **reader.base(node),
    )
    return (made,)


def read_grid(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<grid columns>``: each element, or each ``<column>``, is a cell."""
    cells: list[tuple[Block, ...]] = []
    for kid in node.kids:
        if isinstance(kid, Printed):
            cells.append(tuple(reader.body(kid.text, reader.style, kid.at)))
        elif isinstance(kid, MarkupNode) and kid.tag == "column":
            cells.append(reader.blocks(kid))
        elif isinstance(kid, MarkupNode):
            cells.append(tuple(reader.read[kid.tag](reader, kid)))
    full = tuple(cell for cell in cells if cell)
    if not full:
        return ()
    columns, gap = node.get("columns", 2), node.get("gap")
    return (Grid(cells=full, columns=columns, gap=gap, **reader.base(node)),)


def read_keep(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<keep>``."""
    blocks = reader.blocks(node)
    return (Keep(blocks=blocks, **reader.base(node)),) if blocks else ()


def read_page(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<page orientation>``."""
    blocks = reader.blocks(node)
    if not blocks:
        return ()
    landscape = node.get("orientation", "landscape") == "landscape"
    return (OwnPage(blocks=blocks, landscape=landscape, **reader.base(node)),)


def read_fit(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<fit overflow min-size>``."""
    blocks = reader.blocks(node)
    if not blocks:
        return ()
    overflow, least = node.get("overflow", "split"), node.get("min-size")
    return (Fit(blocks=blocks, overflow=overflow, min_size=least, **reader.base(node)),)


def read_rule(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<rule color thickness width>``."""
    return (
        Rule(
            color=node.get("color", "rule"),
            thickness=node.get("thickness", 0.5),
            width=node.get("width"),
            **reader.base(node),
        ),
    )


def read_spacer(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<spacer height>``."""
    return (Spacer(height=node.get("height", 0.0), **reader.base(node)),)


def read_page_break(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<page-break/>``."""
    return (PageBreak(**reader.base(node)),)
