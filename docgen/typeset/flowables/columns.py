"""Blocks side by side: columns, balanced columns and grids."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from docgen.layout.blocks import Columns, Grid
from docgen.placed.items import PlacedItem
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import (
    BlockFlowable,
    Placement,
    flow,
    flows,
    shifted,
    without_edges,
)
from docgen.typeset.flowables.stack import (
    divide,
    fill,
    height_of,
    least_height,
    loosen,
    stack,
    stretch,
)

OPTICAL = 0.4
"""What doesn't fill its height has so much of the rest above it: the optical middle."""
UNBOUNDED = 10_000.0
SEARCH_STEPS = 12
"""Halvings when balancing: a column of 700 points to a fifth of a point."""


def shares(widths: Sequence[float], count: int, width: float, gap: float) -> list[float]:
    """Return column widths in points for shares (equal if none are given)."""
    parts = list(widths) or [1.0] * count
    room = width - gap * (count - 1)
    return [room * p / sum(parts) for p in parts]


class ColumnsFlow(BlockFlowable):
    """Independent columns with a common top."""

    def __init__(
        self, columns: Sequence[Sequence[BlockFlowable]], widths: Sequence[float], gap: float
    ) -> None:
        super().__init__()
        self.columns = [list(c) for c in columns]
        self.widths = tuple(widths)
        self.gap = gap
        self.space_before = max((c[0].space_before for c in self.columns if c), default=0.0)
        self.space_after = max((c[-1].space_after for c in self.columns if c), default=0.0)
        self.tall: float | None = None
        """The height that the columns fill together, in points."""
        self.equal = False
        """They are filled to the height of the highest."""

    def layout(self, width: float) -> Placement:
        """Return the columns beside one another."""
        if self.equal and self.tall is None:
            pairs = zip(self.columns, self._widths(width), strict=True)
            return self.fill(width, max(height_of(c, w) for c, w in pairs)).place(width)
        items: list[PlacedItem] = []
        x, tallest = 0.0, self.tall or 0.0
        for blocks, wide in zip(self.columns, self._widths(width), strict=True):
            placed = stack(blocks, wide)
            down = max((self.tall or 0.0) - placed.height, 0.0) * OPTICAL
            items += shifted(placed.items, x, down)
            tallest = max(tallest, placed.height)
            x += wide + self.gap
        return Placement(tuple(items), tallest)

    def _widths(self, width: float) -> list[float]:
        return shares(self.widths, len(self.columns), width, self.gap)

    @property
    def flexible(self) -> bool:  # type: ignore[override]
        """Say whether a column holds a block of free height."""
        return any(b.flexible for c in self.columns for b in c)

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return the columns with their free blocks filling `height`."""
        made = ColumnsFlow(
            [
                stretch(blocks, wide, height)
                for blocks, wide in zip(self.columns, self._widths(width), strict=True)
            ],
            self.widths,
            self.gap,
        )
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the columns, each filling `height`; what stays low stands a little down."""
        made = copy(self)
        made._placed = {}
        made.columns = [
            fill(blocks, wide, height)
            for blocks, wide in zip(self.columns, self._widths(width), strict=True)
        ]
        made.tall = height
        return made

    def most(self, width: float) -> float:
        """Return no bound: columns take the height there is."""
        return UNBOUNDED

    def least(self, width: float) -> float:
        """Return the least height of the highest column."""
        pairs = zip(self.columns, self._widths(width), strict=True)
        return max((least_height(blocks, wide) for blocks, wide in pairs), default=0.0)

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the columns with what is too high in them loosened."""
        pairs = zip(self.columns, self._widths(width), strict=True)
        loose = [loosen(blocks, wide, height) for blocks, wide in pairs]
        if not any(loose):
            return []
        columns = [new or old for new, old in zip(loose, self.columns, strict=True)]
        made = ColumnsFlow(columns, self.widths, self.gap)
        made.space_before, made.space_after = self.space_before, self.space_after
        return [made]

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide each column at the same height."""
        heads: list[list[BlockFlowable]] = []
        rests: list[list[BlockFlowable]] = []
        for blocks, wide in zip(self.columns, self._widths(width), strict=True):
            head, rest = divide(blocks, wide, height)
            if blocks and not head:
                return []
            heads.append(head)
            rests.append(rest)
        if not any(rests):
            return []
        first = ColumnsFlow(heads, self.widths, self.gap)
        second = ColumnsFlow(rests, self.widths, self.gap)
        first.space_before, first.space_after = self.space_before, 0.0
        return [first, second]


class BalancedFlow(BlockFlowable):
    """One stream of blocks flowing through equal columns of equal height."""

    def __init__(self, blocks: Sequence[BlockFlowable], count: int, gap: float) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.count, self.gap = count, gap
        self.space_before = self.blocks[0].space_before if self.blocks else 0.0
        self.space_after = self.blocks[-1].space_after if self.blocks else 0.0

    def layout(self, width: float) -> Placement:
        """Return the stream in columns of the least height that holds it."""
        wide = self._wide(width)
        total = height_of(self.blocks, wide)
        low, high = total / self.count, total
        best = self._fill(wide, high)[0]
        for _ in range(SEARCH_STEPS):
            middle = (low + high) / 2
            columns, rest = self._fill(wide, middle)
            if rest:
                low = middle
            else:
                best, high = columns, middle
        return self._set(best, wide)

    def _wide(self, width: float) -> float:
        return (width - self.gap * (self.count - 1)) / self.count

    def _set(self, columns: Sequence[Sequence[BlockFlowable]], wide: float) -> Placement:
        items: list[PlacedItem] = []
        tallest = 0.0
        for n, blocks in enumerate(columns):
            placed = stack(blocks, wide)
            items += shifted(placed.items, n * (wide + self.gap), 0)
            tallest = max(tallest, placed.height)
        return Placement(tuple(items), tallest)

    def _fill(
        self, wide: float, height: float
    ) -> tuple[list[list[BlockFlowable]], list[BlockFlowable]]:
        columns: list[list[BlockFlowable]] = []
        rest = self.blocks
        for _ in range(self.count):
            head, rest = divide(rest, wide, height)
            columns.append(head)
        return columns, rest

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Fill the columns to `height`; the rest goes on."""
        wide = self._wide(width)
        columns, rest = self._fill(wide, height)
        if not rest or not columns[0]:
            return []
        first = ColumnsFlow(columns, (), self.gap)
        second = BalancedFlow(rest, self.count, self.gap)
        first.space_before, first.space_after = self.space_before, 0.0
        second.space_before, second.space_after = 0.0, self.space_after
        return [first, second]

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the stream with what is too high for a column loosened."""
        parts = loosen(self.blocks, self._wide(width), height)
        if not parts:
            return []
        made = BalancedFlow(parts, self.count, self.gap)
        made.space_before, made.space_after = self.space_before, self.space_after
        return [made]


MOST_CELL = 1.8
"""Cells are made so many times as high as their row's content, not more."""


class RowsFlow(BlockFlowable):
    """Cells in rows; all cells of a row are as high as the highest."""

    def __init__(
        self, cells: Sequence[BlockFlowable], count: int, gap: float, narrowest: float = 0.0
    ) -> None:
        """Take `count` cells a row, fewer where they were narrower than `narrowest` points."""
        super().__init__()
        self.cells = list(cells)
        self.count, self.gap = max(count, 1), gap
        self.narrowest = narrowest
        self.tall: float | None = None
        """The height that the rows fill together, in points."""

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the rows sharing `height`, their cells filling them."""
        made = copy(self)
        made._placed, made.tall = {}, height
        return made

    def most(self, width: float) -> float:
        """Return the height at which cells are so many times as high as their content."""
        return self.height_at(width) * MOST_CELL

    def _fitting(self, width: float) -> RowsFlow:
        count = self.count
        while count > 1 and (width - self.gap * (count - 1)) / count < self.narrowest:
            count = -(-count // 2)
        if count == self.count:
            return self
        made = RowsFlow(self.cells, count, self.gap)
        made.space_before, made.space_after = self.space_before, self.space_after
        made.tall = self.tall
        return made

    def _rows(self) -> list[list[BlockFlowable]]:
        return [self.cells[n : n + self.count] for n in range(0, len(self.cells), self.count)]

    def layout(self, width: float) -> Placement:
        """Return the rows one under another."""
        if (fitting := self._fitting(width)) is not self:
            return fitting.layout(width)
        wide = (width - self.gap * (self.count - 1)) / self.count
        items: list[PlacedItem] = []
        y = 0.0
        heights = [max(c.place(wide).height for c in row) for row in self._rows()]
        if self.tall is not None:
            spare = self.tall - sum(heights) - self.gap * (len(heights) - 1)
            heights = [h + max(spare, 0.0) / len(heights) for h in heights]
        for row, tall in zip(self._rows(), heights, strict=True):
            for n, cell in enumerate(row):
                whole = cell.stretch if self.tall is None else cell.fill
                placed = whole(wide, tall).place(wide)
                items += shifted(placed.items, n * (wide + self.gap), y)
            y += tall + self.gap
        return Placement(tuple(items), max(y - self.gap, 0.0))

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between rows."""
        if (fitting := self._fitting(width)) is not self:
            return fitting.divide(width, height)
        wide = (width - self.gap * (self.count - 1)) / self.count
        heights = [max(c.place(wide).height for c in row) for row in self._rows()]
        y, fit = -self.gap, 0
        for tall in heights:
            if y + self.gap + tall > height + 0.01:
                break
            y += self.gap + tall
            fit += 1
        if fit == 0 or fit == len(heights):
            return []
        return self._halves(fit)

    def _halves(self, rows: int) -> list[BlockFlowable]:
        first = RowsFlow(self.cells[: rows * self.count], self.count, self.gap)
        second = RowsFlow(self.cells[rows * self.count :], self.count, self.gap)
        first.space_before, second.space_after = self.space_before, self.space_after
        return [first, second]

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the first row as columns that divide, and the rows after it."""
        if (fitting := self._fitting(width)) is not self:
            return fitting.loosened(width, height)
        wide = (width - self.gap * (self.count - 1)) / self.count
        row = self.cells[: self.count]
        columns: list[list[BlockFlowable]] = [loosen([c], wide, height) or [c] for c in row]
        columns += [[]] * (self.count - len(columns))
        first = ColumnsFlow(columns, (), self.gap)
        first.space_before, first.space_after = self.space_before, self.gap
        if len(self.cells) <= self.count:
            first.space_after = self.space_after
            return [first]
        return [first, self._halves(1)[1]]


@flow.register(Columns)
def columns(block: Columns, context: Context) -> list[BlockFlowable]:
    """Return columns: independent ones, or one balanced stream."""
    gap = block.gap if block.gap is not None else context.length("gutter")
    made = [flows(c, context) for c in block.columns]
    if block.balance:
        stream = [b for c in made for b in c]
        count = len(block.columns) if len(block.columns) > 1 else max(len(block.widths), 2)
        return _spaced(BalancedFlow(without_edges(stream), count, gap), context) if stream else []
    if not any(made):
        return []
    found = ColumnsFlow([without_edges(c) for c in made], block.widths, gap)
    found.equal = block.equal
    return _spaced(found, context)


@flow.register(Grid)
def grid(block: Grid, context: Context) -> list[BlockFlowable]:
    """Return a grid of stacks."""
    gap = block.gap if block.gap is not None else context.length("gutter")
    made = [without_edges(flows(c, context)) for c in block.cells]
    cells: list[BlockFlowable] = [ColumnsFlow([c], (), 0.0) for c in made if c]
    return _spaced(RowsFlow(cells, block.columns, gap), context) if cells else []


def _spaced(block: BlockFlowable, context: Context) -> list[BlockFlowable]:
    """Return the block with the theme's space between blocks around it."""
    block.space_before = block.space_after = context.length("block-gap")
    return [block]
