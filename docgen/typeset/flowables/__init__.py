"""Flowables: one file a block. Importing this registers all handlers with `flow`."""

from docgen.typeset.flowables import (
    callout,
    chart,
    columns,
    heading,
    image,
    metrics,
    para,
    people,
    quote,
    simple,
    sources,
    table,
    timeline,
    toc,
)

__all__ = [
    "callout", "chart", "columns", "heading", "image", "metrics", "para", "people", "quote",
    "simple", "sources", "table", "timeline", "toc",
]  # fmt: skip
