"""From blocks to flowables: one handler a block type, found by the type.

Handlers register themselves with `@flow.register`; each lives in the flowables file named
after its block. Structure elements are made here, in the order of the blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.blocks import Heading
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import Block
from docgen.typeset.structure import Elem

Handler: TypeAlias = Callable[[Any, Context], list[Block]]
B = TypeVar("B")


class Registry:
    """Block type to handler."""

    def __init__(self) -> None:
        self.handlers: dict[type, Handler] = {}

    def register(self, kind: type) -> Callable[[Handler], Handler]:
        """Register a handler for a block type."""

        def add(handler: Handler) -> Handler:
            self.handlers[kind] = handler
            return handler

        return add

    def __call__(self, block: LayoutBlock, context: Context) -> list[Block]:
        """Return the flowables of one block."""
        return self.handlers[type(block)](block, context)


flow = Registry()


def flows(blocks: Iterable[LayoutBlock], context: Context) -> list[Block]:
    """Return the flowables of blocks in order; headings open nested Sect elements."""
    found: list[Block] = []
    open_sections: list[tuple[int, Elem]] = []
    for block in blocks:
        if isinstance(block, Heading):
            while open_sections and open_sections[-1][0] >= block.level:
                open_sections.pop()
            parent = open_sections[-1][1] if open_sections else context.elem
            if block.level > 1:
                parent = parent.add("Sect")
                open_sections.append((block.level, parent))
            found += flow(block, context.under(parent))
        else:
            parent = open_sections[-1][1] if open_sections else context.elem
            found += flow(block, context.under(parent))
    return found


def without_edges(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with no space before the first or after the last (inside boxes)."""
    kept = list(blocks)
    if kept:
        kept[0].space_before = 0.0
        kept[-1].space_after = 0.0
    return kept
