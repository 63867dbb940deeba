"""Blocks side by side: columns, balanced columns and grids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from docgen.foundation.structs import Struct, field
from docgen.layout.blocks import Columns, Grid
from docgen.placed.items import PlacedItem
from docgen.typeset.context import Context, Shared
from docgen.typeset.flowables.base import (
    BlockFlowable,
    Demand,
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
    higher,
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

    def height_at(self, width: float) -> float:
        """Return the height of the highest column."""
        pairs = zip(self.columns, self._widths(width), strict=True)
        return max((self.tall or 0.0, *(height_of(blocks, wide) for blocks, wide in pairs)))

    def higher(self, width: float, limit: float) -> bool:
        """Say whether a column is higher than `limit`."""
        if (self.tall or 0.0) > limit:
            return True
        pairs = zip(self.columns, self._widths(width), strict=True)
        return any(higher(blocks, wide, limit) for blocks, wide in pairs)

    def demands(self) -> list[Demand]:
        """Return what a single column asks (a cell of a grid)."""
        if len(self.columns) != 1:
            return []
        return [d for block in self.columns[0] for d in block.demands()]

    def rescaled(self, scales: Mapping[str, float]) -> BlockFlowable:
        """Return the columns with smaller type."""
        columns = [[b.rescaled(scales) for b in c] for c in self.columns]
        made = ColumnsFlow(columns, self.widths, self.gap)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

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

    def higher(self, width: float, limit: float) -> bool:
        """Say whether the columns are higher than `limit`: surely, if all is more than they hold."""
        wide = self._wide(width)
        if higher(self.blocks, wide, limit * self.count):
            return True
        return self.height_at(width) > limit

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


class _Grid(Struct):
    """Cells of a grid at one width, shared by all parts of it."""

    cells: list[BlockFlowable]
    widths: list[float]
    gap: float
    _heights: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Cells a row."""
        return len(self.widths)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-len(self.cells) // self.count)

    def row(self, number: int) -> list[BlockFlowable]:
        """Return the cells of a row."""
        return self.cells[number * self.count : (number + 1) * self.count]

    def height(self, number: int) -> float:
        """Return a row's height; rows are measured once, in order, as they are asked for."""
        for n in range(len(self._heights), number + 1):
            pairs = zip(self.row(n), self.widths, strict=False)
            self._heights.append(max(c.height_at(w) for c, w in pairs))
        return self._heights[number]


STEPS_DOWN = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)
"""Shares of the designed size that a grid's type may be set at, as far as its styles allow."""
KEPT_ROWS = 2
"""A grid of so many rows isn't divided..."""
KEPT_SHARE = 0.5
"""...unless it is higher than this share of a page."""
TALL_GRID_ROW = 0.4
"""In a brief, there are fewer cells a row where one were higher than this share of a page; and
such a row is divided rather than moved to the next page."""
MOST_CELL = 1.8
"""Cells are made so many times as high as their row's content, not more."""


class RowsFlow(BlockFlowable):
    """Cells in rows; all cells of a row are as high as the highest.

    No number and no word is cut for the sake of so many cells a row: where one is wider than
    its cell, the columns share the width by what they need; then the type is set smaller, to the
    styles' least sizes; then there are fewer cells a row. In briefs there are fewer as well where
    long text in narrow cells made rows that fill much of a page.
    """

    def __init__(
        self,
        cells: Sequence[BlockFlowable],
        count: int,
        gap: float,
        narrowest: float = 0.0,
        shared: Shared | None = None,
    ) -> None:
        """Take `count` cells a row, fewer where they were narrower than `narrowest` points."""
        super().__init__()
        self.cells = list(cells)
        self.count, self.gap = max(count, 1), gap
        self.narrowest = narrowest
        self.shared = shared
        self.start, self.end = 0, 0
        """The rows of this part; all where `end` is 0."""
        self._grids: dict[float, _Grid] = {}
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

    def _grid(self, width: float) -> _Grid:
        found = self._grids.get(width)
        if found is None:
            found = self._grids[width] = self._fitted(width)
        return found

    def _fitted(self, width: float) -> _Grid:
        """Return the grid of the most cells a row, up to `count`, that cuts nothing."""
        demands = [cell.demands() for cell in self.cells]
        most = min(self.count, len(self.cells))
        counts = [most]
        while counts[-1] > 1:
            rows = -(-len(self.cells) // counts[-1])
            fewer = max(c for c in range(1, counts[-1]) if -(-len(self.cells) // c) > rows)
            counts.append(-(-len(self.cells) // -(-len(self.cells) // fewer)))  # 2 and 2, not 3, 1
        for count in counts:
            room = width - self.gap * (count - 1)
            if count > 1 and room / count < self.narrowest:
                continue
            found = self._at(count, room, demands)
            if found is not None:
                made = _Grid(found[0], found[1], self.gap)
                if count == 1 or not any(self._is_tall(made, n) for n in range(made.rows)):
                    return made
        equal = [width]
        return _Grid(self._rescaled(self.cells, demands, equal), equal, self.gap)

    def _is_tall(self, grid: _Grid, row: int) -> bool:
        """Say whether a row fills so much of a brief's page that it shouldn't be moved whole."""
        if self.shared is None or self.shared.medium != "brief":
            return False
        if any(cell.flexible for cell in grid.row(row)):
            return False  # charts and pictures would only grow
        return 0.0 < self.shared.full_height * TALL_GRID_ROW < grid.height(row)

    def _at(
        self, count: int, room: float, demands: Sequence[Sequence[Demand]]
    ) -> tuple[list[BlockFlowable], list[float]] | None:
        """Return cells and column widths for `count` cells a row; None if something is cut."""
        for scale in STEPS_DOWN:
            least = [0.0] * count
            for n, asked in enumerate(demands):
                for one in asked:
                    least[n % count] = max(least[n % count], one.at(scale) + 0.02)
            if sum(least) <= room:
                widths = _shared_out(least, room)
                return self._rescaled(self.cells, demands, widths), widths
        return None

    @staticmethod
    def _rescaled(
        cells: Sequence[BlockFlowable],
        demands: Sequence[Sequence[Demand]],
        widths: Sequence[float],
    ) -> list[BlockFlowable]:
        """Return the cells with each style as large as the narrowest of its places allows."""
        scales: dict[str, float] = {}
        for n, asked in enumerate(demands):
            for one in asked:
                room = widths[n % len(widths)] - one.padding
                if one.widest > room:
                    fit = max((room - 0.01) / one.widest, one.least)
                    scales[one.style] = min(scales.get(one.style, 1.0), fit)
        return [cell.rescaled(scales) for cell in cells] if scales else list(cells)

    def _range(self, grid: _Grid) -> tuple[int, int]:
        return self.start, self.end or grid.rows

    def height_at(self, width: float) -> float:
        """Return the height of the rows and the gaps between them."""
        grid = self._grid(width)
        start, end = self._range(grid)
        rows = sum(grid.height(n) for n in range(start, end)) + self.gap * max(end - start - 1, 0)
        return max(rows, self.tall or 0.0)

    def higher(self, width: float, limit: float) -> bool:
        """Say whether the rows are higher than `limit`."""
        grid = self._grid(width)
        start, end = self._range(grid)
        if (self.tall or 0.0) > limit:
            return True
        y = -self.gap
        for n in range(start, end):
            y += grid.height(n) + self.gap
            if y > limit:
                return True
        return False

    def layout(self, width: float) -> Placement:
        """Return the rows one under another."""
        grid = self._grid(width)
        items: list[PlacedItem] = []
        y = 0.0
        numbers = range(*self._range(grid))
        heights = [grid.height(n) for n in numbers]
        if self.tall is not None:
            spare = self.tall - sum(heights) - self.gap * (len(heights) - 1)
            heights = [h + max(spare, 0.0) / len(heights) for h in heights]
        for number, tall in zip(numbers, heights, strict=True):
            x = 0.0
            for cell, wide in zip(grid.row(number), grid.widths, strict=False):
                whole = cell.stretch if self.tall is None else cell.fill
                placed = whole(wide, tall).place(wide)
                items += shifted(placed.items, x, y)
                x += wide + self.gap
            y += tall + self.gap
        return Placement(tuple(items), max(y - self.gap, 0.0))

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between rows; no last row that isn't full goes on alone."""
        grid = self._grid(width)
        start, end = self._range(grid)
        page = self.shared.full_height if self.shared else 0.0
        whole = start == 0 and end == grid.rows
        if whole and 1 < end <= KEPT_ROWS and page and self.height_at(width) <= page * KEPT_SHARE:
            return []
        y, fit = -self.gap, start
        while fit < end and y + self.gap + grid.height(fit) <= height + 0.01:
            y += self.gap + grid.height(fit)
            fit += 1
        if fit == end - 1 and end == grid.rows and len(grid.row(fit)) < grid.count:
            fit -= 1
        if fit <= start or fit >= end:
            return []
        return self._halves(fit)

    def _part(self, start: int, end: int) -> RowsFlow:
        made = RowsFlow((), self.count, self.gap, self.narrowest, self.shared)
        made.cells, made._grids = self.cells, self._grids
        made.start, made.end = start, end
        return made

    def _halves(self, row: int) -> list[BlockFlowable]:
        """Return the rows before `row`, and those from it on."""
        first, second = self._part(self.start, row), self._part(row, self.end)
        first.space_before, second.space_after = self.space_before, self.space_after
        return [first, second]

    def taken_apart(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the rows one by one, if the first fits; a tall one as columns that divide."""
        grid = self._grid(width)
        start, end = self._range(grid)
        if grid.height(start) > height and self._is_tall(grid, start):
            return self.loosened(width, height)
        if end - start < 2 or grid.height(start) > height or self.start or self.end:
            return []
        return self._halves(1)

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the first row as columns that divide, and the rows after it."""
        grid = self._grid(width)
        start, end = self._range(grid)
        if end - start > 1 and grid.height(start) <= height + 0.01:
            return self._halves(start + 1)
        row = grid.row(start)
        pairs = zip(row, grid.widths, strict=False)
        columns: list[list[BlockFlowable]] = [loosen([c], w, height) or [c] for c, w in pairs]
        columns += [[]] * (grid.count - len(columns))
        first = ColumnsFlow(columns, grid.widths, self.gap)
        first.space_before, first.space_after = self.space_before, self.gap
        if end - start <= 1:
            first.space_after = self.space_after
            return [first]
        return [first, self._halves(start + 1)[1]]


def _shared_out(least: Sequence[float], room: float) -> list[float]:
    """Return column widths that fill `room`: equal, but none under its least width."""
    widths = list(least)
    free = set(range(len(least)))
    while free:
        spare = room - sum(widths[n] for n in range(len(widths)) if n not in free)
        equal = spare / len(free)
        wide = {n for n in free if least[n] > equal}
        if not wide:
            for n in free:
                widths[n] = equal
            break
        free -= wide
    return widths


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
    rows = RowsFlow(cells, block.columns, gap, shared=context.shared)
    return _spaced(rows, context) if cells else []


def _spaced(block: BlockFlowable, context: Context) -> list[BlockFlowable]:
    """Return the block with the theme's space between blocks around it."""
    block.space_before = block.space_after = context.length("block-gap")
    return [block]
