"""Flowables: one file a kind of block. Importing this registers all handlers with `flow`."""

from docgen.typeset.flowables import (
    boxes,
    columns,
    drawings,
    figures,
    references,
    spacing,
    table,
    text_blocks,
    tiles,
    timeline,
)

__all__ = [
    "boxes",
    "columns",
    "drawings",
    "figures",
    "references",
    "spacing",
    "table",
    "text_blocks",
    "tiles",
    "timeline",
]
