"""Axes: scales with nice ticks, light gridlines, titles that are never turned."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.charts.canvas import ChartCanvas
from docgen.charts.labels import SPACE, below, beside
from docgen.charts.look import ChartLook
from docgen.charts.numbers import few_ticks, step_format, tame, write_number
from docgen.foundation.structs import Struct
from docgen.placed.items import Rect

SeriesValues = Sequence[float | None]
FLAT = {"line": 1.0, "scatter": 0.4, "bubble": 0.4, "dumbbell": 1.0, "sparkline": 0.0}
"""The axis starts at 0 unless values are this many times their spread away from it."""


def rows_of(look: ChartLook) -> list[list[float | None]]:
    """Return the values of each series, gaps as None; shares in charts of 100%."""
    count = len(look.data.categories)
    rows: list[list[float | None]] = []
    for series in look.data.series:
        values = [None if v is None else tame(v) for v in series.values]
        short = count - len(values) if look.data.kind not in ("scatter", "bubble") else 0
        rows.append(values + [None] * max(short, 0))
    if not look.percent:
        return rows
    totals = [sum(abs(v or 0.0) for v in column) or 1.0 for column in zip(*rows, strict=False)]
    return [[None if v is None else v / t for v, t in zip(r, totals, strict=False)] for r in rows]


def stacked(look: ChartLook) -> bool:
    """Say whether series stand on one another."""
    kind = look.data.kind
    return kind.startswith(("stacked", "percent")) or (kind == "area" and len(look.data.series) > 1)


def value_range(look: ChartLook) -> tuple[float, float]:
    """Return the least and the greatest value of the axis before rounding to nice ones.

    Bars, columns and areas start at 0; lines and points may not, where 0 is far away.
    """
    return range_of(look, rows_of(look))


def range_of(look: ChartLook, rows: Sequence[SeriesValues]) -> tuple[float, float]:
    """Return the same for some of a chart's series."""
    known = [v for row in rows for v in row if v is not None]
    if not known:
        return 0.0, 1.0
    if stacked(look):
        columns = list(zip(*rows, strict=False))
        high = max(sum(v for v in c if v is not None and v > 0) for c in columns)
        low = min(sum(v for v in c if v is not None and v < 0) for c in columns)
        low, high = min(low, 0.0), max(high, 0.0)
    elif look.data.kind in FLAT:
        low, high = _near(min(known), max(known), FLAT[look.data.kind])
    else:
        low, high = min(0.0, *known), max(0.0, *known)
    if look.percent and abs(high - 1.0) < 1e-9:
        high = 1.0
    if look.reach is not None:
        return look.reach
    return (low, high) if high > low else (low, low + (abs(low) or 1.0))


def _near(low: float, high: float, flat: float) -> tuple[float, float]:
    """Return a range with 0 in it unless that would flatten the line."""
    spread = high - low
    if not spread:
        return min(low, 0.0), max(high, 0.0)
    if low > 0:
        return (0.0 if low < flat * spread else low), high
    if high < 0:
        return low, (0.0 if -high < flat * spread else high)
    return low, high


GAP = 4.0
"""Between labels and the plot, in points."""
MOST_TICKS = 6
WIDEST_TICK = 0.35
"""Most of the chart's width that a tick's label takes."""
AIR = 1.9
"""Least distance of ticks on an upright axis, in lines."""


class Scale(Struct, frozen=True):
    """Values `low` to `high` along points `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value lies, in points."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def base(self) -> float:
        """Where bars start: at 0."""
        return self.at(min(max(0.0, self.low), self.high))


class Plot(Struct, frozen=True):
    """The plot area, in points from the chart's top left, and its value axis."""

    left: float
    top: float
    right: float
    bottom: float
    values: Scale

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top


def tick_labels(sheet: ChartCanvas, values: Sequence[float]) -> list[str]:
    """Return the ticks' labels, with just the decimals they need.

    Where they would take too much of the chart's width, in powers of ten; else none.
    """
    if sheet.level_format:
        return [write_number(value, sheet.level_format, sheet.lang) for value in values]
    code = "0%" if sheet.look.percent else sheet.look.number_format
    for chosen in (step_format(code, values[1] - values[0]), "0.0E+00"):
        told = [write_number(value, chosen, sheet.lang) for value in values]
        if max(map(sheet.width, told)) <= sheet.box.width * WIDEST_TICK:
            return told
    return []


def upright_title(sheet: ChartCanvas) -> float:
    """Place the value axis' title at the top left; return the height it takes."""
    title = sheet.look.y_title
    if not title:
        return 0.0
    if sheet.box.height < sheet.line * 5:
        sheet.dropped.append(title)
        return 0.0
    rows = sheet.cut(title, sheet.box.width, 2 if sheet.box.height > sheet.line * 12 else 1)
    sheet.text(rows, 0.0, 0.0)
    return len(rows) * sheet.line + 3


def level_title(sheet: ChartCanvas, left: float, right: float, top: float) -> float:
    """Place the level axis' title below, centred; return the height it takes."""
    title = sheet.look.x_title
    if not title:
        return 0.0
    if sheet.box.height - top < sheet.line * 5.5:
        sheet.dropped.append(title)
        return 0.0
    rows = sheet.cut(title, right - left)
    sheet.text(rows, left, sheet.box.height - sheet.line, right - left, "center")
    return sheet.line + 1


def upright(
    sheet: ChartCanvas,
    reach: tuple[float, float],
    names: Sequence[str],
    top: float,
    ends: float = 0.0,
    inset: float | None = None,
) -> Plot:
    """Draw a value axis at the left (unless bars tell their values) and categories below.

    `ends` points are left free at the right; `inset`: see `place`.
    """
    look = sheet.look
    top += sheet.headroom
    right = sheet.box.width - ends
    rough = sheet.box.height - top - sheet.line * 2.5
    ticks = few_ticks(*reach, max(2, min(MOST_TICKS, int(rough / (AIR * sheet.line)) + 1)))
    told = [] if look.hidden_axis else tick_labels(sheet, ticks)
    left = max(map(sheet.width, told), default=-GAP) + GAP
    bottom = sheet.box.height - level_title(sheet, left, right, top)
    band = (right - left) / max(len(names) - (inset is not None and len(names) > 1), 1)
    plan = below(sheet, names, band, bottom - top)
    under = sheet.line * 0.5
    bottom -= plan.lines * sheet.line + (under if names else 0.0)
    head = sheet.line + 1 if look.hidden_axis else sheet.line * 0.5
    bottom = max(bottom, top + head + 6)
    low, high = reach if look.hidden_axis else (ticks[0], ticks[-1])
    foot = sheet.line + 1 if look.hidden_axis and low < 0 else 0.0
    plot = Plot(left, top + head, right, bottom, Scale(low, high, bottom - foot, top + head))
    first = top if look.hidden_axis else top + head
    sheet.plot = Rect(left, first, right - left, bottom - first)
    sheet.ticks = () if look.hidden_axis else ticks
    for n, value in enumerate(sheet.ticks):
        y = plot.values.at(value)
        sheet.rule(left, y, right, y)
        if told:
            sheet.text(told[n], 0.0, y - sheet.line / 2, left - GAP, "right")
    slope = (plot.values.high - plot.values.low) / ((plot.values.start - plot.values.end) or 1.0)
    sheet.value_ends = (
        plot.values.low - (bottom - plot.values.start) * slope,
        plot.values.high + (plot.values.end - first) * slope,
    )
    sheet.across = lambda n: place(plot, n, len(names), inset)
    sheet.up = plot.values.at
    last = -SPACE
    for n, lines in plan.shown:
        wide = max(map(sheet.width, lines), default=0.0)
        x = place(plot, n, len(names), inset) - wide / 2
        x = min(max(x, 0.0), sheet.box.width - wide)
        if x < last + SPACE / 2:
            sheet.dropped.append(" ".join(lines))
        elif sheet.text(lines, x, bottom + under, wide, "center"):
            last = x + wide
    return plot


def place(plot: Plot, n: int, count: int, inset: float | None = None) -> float:
    """Return where a category's middle lies on a level axis.

    `inset`: the first and the last lie (at most) so many points inside the plot's edges,
    None: all in the middle of their bands.
    """
    half = plot.width / max(count, 1) / 2
    edge = half if inset is None or count < 2 else min(inset, half)
    return plot.left + edge + n * (plot.width - 2 * edge) / max(count - 1, 1)


def level(
    sheet: ChartCanvas,
    reach: tuple[float, float],
    names: Sequence[str],
    top: float,
    ends: tuple[float, float],
    given: Sequence[float] = (),
) -> Plot:
    """Draw a value axis below (unless bars tell their values) and categories at the left.

    `ends`: room for the values of bars to the left and to the right; `given`: the axis' ticks.
    """
    look, width, bottom = sheet.look, sheet.box.width, sheet.box.height
    if look.x_title and bottom <= sheet.line * 7:
        sheet.dropped.append(look.x_title)
    elif look.x_title:
        rows = sheet.cut(look.x_title, width * 0.45)
        if sheet.text(rows, 0.0, top):
            top += sheet.line + 2
    bottom -= 0.0 if look.hidden_axis else sheet.line + GAP
    plan, side = beside(sheet, names, (bottom - top) / max(len(names), 1), width)
    left = side + GAP * 1.5
    if look.hidden_axis:
        scale = Scale(*reach, left + ends[0], max(width - ends[1], left + ends[0] + 4))
        plot = Plot(left, top, width, bottom, scale)
    else:
        room = Plot(left, top, width, bottom, Scale(0, 1, 0, 1))
        plot = _level_values(sheet, reach, room, given)
    band = plot.height / max(len(names), 1)
    # The stressed category's label comes first, lest its neighbour take its place.
    for n, lines in sorted(plan.shown, key=lambda shown: shown[0] != look.highlight):
        y = plot.top + (n + 0.5) * band - len(lines) * sheet.line / 2
        y = min(max(y, 0.0), sheet.box.height - len(lines) * sheet.line)
        sheet.text(lines, 0.0, y, side, "right", color="text")
    sheet.plot = Rect(left, plot.top, width - left, plot.height)
    return plot


def _level_values(
    sheet: ChartCanvas, reach: tuple[float, float], room: Plot, given: Sequence[float]
) -> Plot:
    """Draw ticks and gridlines; the last label's half stays inside the box."""
    limit = MOST_TICKS
    while True:
        ticks = list(given) or few_ticks(*reach, limit)
        told = tick_labels(sheet, ticks)
        widest = max(map(sheet.width, told), default=0.0)
        if given or limit <= 2 or len(ticks) * (widest + sheet.size * 1.5) <= room.width:
            break
        limit -= 1
    sheet.ticks = ticks
    right = room.right - (sheet.width(told[-1]) / 2 if told else 0.0)
    plot = Plot(
        room.left,
        room.top,
        right,
        room.bottom,
        Scale(ticks[0], ticks[-1], room.left, max(right, room.left + 4)),
    )
    for n, value in enumerate(ticks):
        x, text = plot.values.at(value), told[n] if told else ""
        sheet.rule(x, plot.top, x, plot.bottom)
        wide = sheet.width(text)
        start = min(max(x - wide / 2, 0.0), sheet.box.width - wide)
        sheet.text(text, start, plot.bottom + GAP)
    return plot
