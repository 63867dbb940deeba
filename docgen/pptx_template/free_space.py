"""Where a layout is free: cells of its ground that text can be read on, and boxes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from docgen.placed.items import Rect
from docgen.pptx_template.background import Ground
from docgen.pptx_template.colors import RGB
from docgen.theme.model import contrast

CELL = 4
"""Pixels of the small picture in a cell."""
SMOOTH = 42
"""Most difference of brightness (of 255) within a cell: more is an edge."""
STRONG = 90
"""The same where only contrast with the text counts: the edge of a dark panel, of text."""
PALE = 1.7
"""Decoration of less contrast with the ground is pale: text may stand on it."""
FEW = 0.04
"""So small a share of a box's cells may be covered, and the box counts as free."""
READABLE = 4.5
"""WCAG 2.2, 1.4.3: text."""
BLACK: RGB = (0.0, 0.0, 0.0)
_LINEAR = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in range(256)]


@dataclass(frozen=True, eq=False)
class FreeMap:
    """A grid over a slide: which cells are free."""

    rows: tuple[tuple[bool, ...], ...]
    step: float
    """Side of a cell in points."""

    def share(self, rect: Rect) -> float:
        """Return how much of a box is free, from 0 to 1."""
        cells = [
            self.rows[y][x]
            for y in self._range(rect.y, rect.bottom, len(self.rows))
            for x in self._range(rect.x, rect.right, len(self.rows[0]))
        ]
        return sum(cells) / len(cells) if cells else 0.0

    def covered(self, rect: Rect) -> Rect | None:
        """Return the smallest box around the cells of a box that aren't free; None if few are."""
        cells = [
            (x, y)
            for y in self._range(rect.y, rect.bottom, len(self.rows))
            for x in self._range(rect.x, rect.right, len(self.rows[0]))
        ]
        taken = [(x, y) for x, y in cells if not self.rows[y][x]]
        if len(taken) <= FEW * len(cells):
            return None
        left, top = min(x for x, _ in taken), min(y for _, y in taken)
        right, bottom = max(x for x, _ in taken) + 1, max(y for _, y in taken) + 1
        step = self.step
        return Rect(left * step, top * step, (right - left) * step, (bottom - top) * step)

    def islands(self) -> Iterator[tuple[Rect, float]]:
        """Yield boxes of cells that hang together and aren't free, and how full each box is."""
        left = {(x, y) for y, row in enumerate(self.rows) for x, free in enumerate(row) if not free}
        while left:
            cells, edge = set[tuple[int, int]](), [left.pop()]
            while edge:
                x, y = edge.pop()
                cells.add((x, y))
                near = {(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & left
                left -= near
                edge += near
            xs, ys = [x for x, _ in cells], [y for _, y in cells]
            wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
            box = Rect(min(xs) * self.step, min(ys) * self.step, wide * self.step, high * self.step)
            yield box, len(cells) / (wide * high)

    def _range(self, low: float, high: float, count: int) -> range:
        first = max(int(low / self.step + 0.5), 0)
        return range(first, min(max(int(high / self.step + 0.5), first + 1), count))

    def without(self, boxes: Iterable[Rect], pad: float = 0.0) -> FreeMap:
        """Return the map with boxes taken."""
        rows = [list(row) for row in self.rows]
        for box in boxes:
            for y in range(len(rows)):
                if not box.y - pad < (y + 1) * self.step or not y * self.step < box.bottom + pad:
                    continue
                for x in range(len(rows[0])):
                    if box.x - pad < (x + 1) * self.step and x * self.step < box.right + pad:
                        rows[y][x] = False
        return FreeMap(tuple(map(tuple, rows)), self.step)

    def largest(self, within: Rect) -> Rect | None:
        """Return the largest free box inside another (largest rectangle in a histogram)."""
        left, top = (int(-(-max(v, 0.0) // self.step)) for v in (within.x, within.y))
        right, bottom = (int(v // self.step) for v in (within.right, within.bottom))
        xs = range(left, min(right, len(self.rows[0])))
        ys = range(top, min(bottom, len(self.rows)))
        heights = [0] * len(xs)
        best = 0
        found: tuple[int, int, int, int] | None = None
        for y in ys:
            for n, at in enumerate(xs):
                heights[n] = heights[n] + 1 if self.rows[y][at] else 0
            area, start, end, tall = _best(heights)
            if area > best:
                best, found = area, (xs[0] + start, y - tall + 1, end - start, tall)
        if found is None:
            return None
        column, row, wide, high = found
        return Rect(column * self.step, row * self.step, wide * self.step, high * self.step)


def _best(heights: Sequence[int]) -> tuple[int, int, int, int]:
    """Return area, start, end and height of the largest box under a row of columns."""
    stack: list[tuple[int, int]] = []
    best = (0, 0, 0, 0)
    for at, height in enumerate([*heights, 0]):
        start = at
        while stack and stack[-1][1] >= height:
            start, tall = stack.pop()
            if tall * (at - start) > best[0]:
                best = (tall * (at - start), start, at, tall)
        stack.append((start, height))
    return best


def brightness(picture: Image.Image) -> Image.Image:
    """Return relative luminance (WCAG 2.2) of each pixel, 0 to 255."""
    parts = [
        band.point([round(255 * share * v) for v in _LINEAR])
        for band, share in zip(picture.split(), (0.2126, 0.7152, 0.0722), strict=True)
    ]
    return ImageChops.add(ImageChops.add(parts[0], parts[1]), parts[2])


def free_map(
    ground: Ground, text: RGB, main: RGB | None = None, needed: float = READABLE
) -> FreeMap:
    """Return which cells of a ground are free for text of a colour: readable, without edges.

    With the ground's `main` colour, decoration that isn't pale beside it is not free either;
    without, decoration is judged by its contrast with the text alone.
    """
    light = (contrast(text, BLACK) * 0.05) - 0.05
    high = needed * (light + 0.05) - 0.05
    low = (light + 0.05) / needed - 0.05
    shine = brightness(ground.picture)
    good = shine.point(
        [255 if v / 255 >= high - 0.004 or v / 255 <= low + 0.004 else 0 for v in range(256)]
    )
    if main is not None:
        level = (contrast(main, BLACK) * 0.05) - 0.05
        pale = shine.point(
            [
                255 if (max(v / 255, level) + 0.05) / (min(v / 255, level) + 0.05) <= PALE else 0
                for v in range(256)
            ]
        )
        good = ImageChops.darker(good, pale)
    grey = ground.picture.convert("L")
    bright, dark = (
        grey.filter(f(CELL + 1)) for f in (ImageFilter.MaxFilter, ImageFilter.MinFilter)
    )
    smooth = ImageChops.subtract(bright, dark).point(
        [255 if v <= (STRONG if main is None else SMOOTH) else 0 for v in range(256)]
    )
    fit = ImageChops.darker(smooth, good.filter(ImageFilter.MinFilter(CELL + 1)))
    rows = []
    for y in range(0, grey.height - CELL // 2, CELL):
        middle = min(y + CELL // 2, grey.height - 1)
        line = fit.crop((0, middle, grey.width, middle + 1)).tobytes()
        places = range(0, grey.width - CELL // 2, CELL)
        rows.append(tuple(line[min(x + CELL // 2, grey.width - 1)] == 255 for x in places))
    return FreeMap(tuple(rows), CELL / ground.scale)
