"""Walking over blocks: those inside others, and the text that a block holds itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from docgen.layout.blocks import (
    Block,
    Callout,
    ChartBlock,
    Columns,
    Fit,
    Grid,
    Heading,
    IconBlock,
    ImageBlock,
    Inline,
    Keep,
    LeafBlock,
    ListBlock,
    Metrics,
    OwnPage,
    PageBreak,
    Para,
    People,
    QrBlock,
    QuoteBlock,
    Rule,
    Sources,
    Spacer,
    TableBlock,
    Timeline,
    Toc,
)


def inner(block: Block) -> tuple[tuple[Block, ...], ...]:
    """Return the streams of blocks inside a block."""
    if isinstance(block, LeafBlock):
        return ()
    match block:
        case Keep() | Fit() | Callout() | OwnPage():
            return (block.blocks,)
        case ListBlock():
            return tuple(item.blocks for item in block.items)
        case Columns():
            return block.columns
        case Grid():
            return block.cells
        case _:
            assert_never(block)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks in order, each before those inside it."""
    for block in blocks:
        yield block
        for stream in inner(block):
            yield from walk(stream)


def rebuilt(blocks: Iterable[Block], change: Callable[[Block], Block | None]) -> tuple[Block, ...]:
    """Return blocks with each, and those inside it, changed; None leaves one out."""
    made = (change(_refilled(block, change)) for block in blocks)
    return tuple(block for block in made if block is not None)


def _refilled(block: Block, change: Callable[[Block], Block | None]) -> Block:
    """Return a block with the blocks inside it changed."""
    if isinstance(block, LeafBlock):
        return block
    match block:
        case Keep() | Fit() | Callout() | OwnPage():
            return replace(block, blocks=rebuilt(block.blocks, change))
        case Columns():
            return replace(block, columns=tuple(rebuilt(c, change) for c in block.columns))
        case Grid():
            return replace(block, cells=tuple(rebuilt(c, change) for c in block.cells))
        case ListBlock():
            items = tuple(replace(i, blocks=rebuilt(i.blocks, change)) for i in block.items)
            return replace(block, items=items)
        case _:
            assert_never(block)


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    """Yield the headings in order, nested ones included."""
    return (block for block in walk(blocks) if isinstance(block, Heading))


def inlines(block: Block) -> Iterator[Inline]:
    """Yield the texts that a block holds itself, in reading order."""
    match block:
        case Heading() | Para():
            yield block.inline
        case TableBlock():
            yield block.caption
            yield from (cell.inline for row in block.rows for cell in row)
            yield block.credit
        case ChartBlock() | ImageBlock():
            yield from (block.caption, block.credit)
        case QuoteBlock():
            yield from (block.inline, block.by, block.role)
        case Callout() | Toc():
            yield block.title
        case Metrics():
            for tile in block.tiles:
                yield from (tile.value, tile.unit, tile.label, tile.context)
        case Timeline():
            yield from (event.inline for event in block.events)
        case People():
            for person in block.entries:
                yield from (person.group, person.name, person.role, person.note)
        case Sources():
            yield from (entry.inline for entry in block.entries)
        case (
            ListBlock()
            | Columns()
            | Grid()
            | Keep()
            | Fit()
            | OwnPage()
            | Rule()
            | Spacer()
            | IconBlock()
            | QrBlock()
            | PageBreak()
        ):
            pass
        case _:
            assert_never(block)
