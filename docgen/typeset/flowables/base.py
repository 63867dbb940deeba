"""The base of all flowables: measured once a width, placed without being drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from docgen.foundation.structs import Struct
from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.blocks import Heading
from docgen.placed.items import PlacedItem, moved
from docgen.placed.structure import Elem
from docgen.typeset.context import Context


class Placement(Struct, frozen=True):
    """Items relative to the flowable's top left, and the height they take, in points."""

    items: tuple[PlacedItem, ...]
    height: float


class Demand(Struct, frozen=True):
    """What a paragraph in a cell asks of the cell's width."""

    style: str
    """The paragraph's style, by name: all of a style in one grid have one size."""
    widest: float
    """The widest piece that may not be broken, in points at the designed size."""
    least: float
    """The share of its size down to which the style may shrink."""
    padding: float = 0.0
    """What the cell adds to its left and right, in points."""

    def at(self, scale: float) -> float:
        """Return the width it needs if type may be set at `scale` of its size."""
        return self.widest * max(scale, self.least) + self.padding


class BlockFlowable:
    """A flowable that can be placed at any width.

    Subclasses define `layout` (width to placement) and, if they can be divided, `divide`.
    """

    keep_next = False
    space_before = 0.0
    space_after = 0.0
    flexible = False
    """Its height is free (charts, pictures): `stretch` may change it."""

    def __init__(self) -> None:
        self._placed: dict[float, Placement] = {}

    def layout(self, width: float) -> Placement:
        """Return the items at `width` points."""
        raise NotImplementedError

    def place(self, width: float) -> Placement:
        """Return the items at `width` points, measured once."""
        found = self._placed.get(width)
        if found is None:
            found = self._placed[width] = self.layout(width)
        return found

    def height_at(self, width: float) -> float:
        """Return the height at `width` points; a block that knows it needn't be placed."""
        return self.place(width).height

    def higher(self, width: float, limit: float) -> bool:
        """Say whether it is higher than `limit` points; long blocks needn't measure all for it."""
        return self.height_at(width) > limit

    def demands(self) -> list[Demand]:
        """Return what its paragraphs ask of its width (in a grid of cells)."""
        return []

    def rescaled(self, scales: Mapping[str, float]) -> BlockFlowable:
        """Return a copy whose paragraphs are set smaller, by style."""
        return self

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Return two parts, the first at most `height` high; empty if it can't be divided."""
        return []

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return a copy that is `height` high where the block can be, else itself."""
        return self

    def least(self, width: float) -> float:
        """Return the smallest height it can do with, in points."""
        return self.height_at(width)

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return a copy that takes up to `height` where that looks well, else itself.

        Composing asks for it: boxes grow, rows and events stand further apart.
        """
        return self

    def most(self, width: float) -> float:
        """Return the greatest height that `fill` would give it, in points."""
        return self.height_at(width)

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return what may stand for it where `height` can't hold it: parts that divide.

        The last resort before refusing (a kept group comes apart, a panel is divided);
        empty if there is nothing to loosen.
        """
        return []

    def taken_apart(self, width: float, height: float) -> list[BlockFlowable]:
        """Return what may stand for it where moving it whole would leave much of a page empty.

        `height` is the room there is. Only what is kept together for its looks comes apart.
        """
        return []


class Fixed(BlockFlowable):
    """Items already placed at one width (header lines, prepared groups)."""

    def __init__(self, placement: Placement) -> None:
        super().__init__()
        self.placement = placement

    def layout(self, width: float) -> Placement:
        """Return the items as given."""
        return self.placement


def shifted(items: Sequence[PlacedItem], dx: float, dy: float) -> tuple[PlacedItem, ...]:
    """Return all items moved by dx, dy points."""
    return tuple(moved(i, dx, dy) for i in items)


Handler: TypeAlias = Callable[[Any, Context], list[BlockFlowable]]
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

    def __call__(self, block: LayoutBlock, context: Context) -> list[BlockFlowable]:
        """Return the flowables of one block."""
        return self.handlers[type(block)](block, context)


flow = Registry()


def flows(blocks: Iterable[LayoutBlock], context: Context) -> list[BlockFlowable]:
    """Return the flowables of blocks in order; headings open nested Sect elements."""
    found: list[BlockFlowable] = []
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


def without_edges(blocks: Sequence[BlockFlowable]) -> list[BlockFlowable]:
    """Return the blocks with no space before the first or after the last (inside boxes)."""
    kept = list(blocks)
    if kept:
        kept[0].space_before = 0.0
        kept[-1].space_after = 0.0
    return kept
