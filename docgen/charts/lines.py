"""Lines, areas, and columns with lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.charts.axes import (
    GAP,
    MOST_TICKS,
    Plot,
    Scale,
    SeriesValues,
    place,
    range_of,
    rows_of,
    upright,
    value_range,
)
from docgen.charts.bars import Bar, bars, draw
from docgen.charts.canvas import CanvasPoint, ChartCanvas
from docgen.charts.description import xs
from docgen.charts.labels import legend, spread
from docgen.charts.look import (
    FILL,
    STRESSED,
    TARGET,
    bubble_token,
    readable,
    right_series,
    series_color,
    token,
)
from docgen.charts.numbers import (
    SHORT_UNIT,
    few_ticks,
    step_format,
    tame,
    told,
    with_unit,
    write_number,
)
from docgen.placed.items import Rect, ShapeItem

SCATTER_DOT = 0.36
"""Radius of a point in label sizes."""


def scatter(sheet: ChartCanvas, top: float) -> None:
    """Draw a scatter chart below `top`."""
    look = sheet.look
    radius = sheet.size * SCATTER_DOT
    points = [
        (n, tame(x), y)
        for n, row in enumerate(rows_of(look))
        for x, y in zip(xs(look.data.series[n]), row, strict=False)
        if y is not None
    ]
    across = [x for _, x, _ in points] or [0.0, 1.0]
    # A blank name keeps a line free for the level axis' own labels.
    plot = upright(sheet, value_range(look), ["\u00a0"], top, radius)
    scale = _level(sheet, plot, min(across), max(across))
    for number, x, y in points:
        color = token(series_color(look, number))
        sheet.dot(scale.at(x), plot.values.at(y), radius + 0.5, "background")
        sheet.dot(scale.at(x), plot.values.at(y), radius, color)


LARGEST = 0.25
"""The largest bubble's diameter, as a share of the plot's shorter side (Office's own)."""


def bubble(sheet: ChartCanvas, top: float) -> None:
    """Draw a bubble chart below `top`: areas show sizes, the largest bubble first."""
    look = sheet.look
    data = look.data
    names = [told(c) for c in data.categories] if len(data.series) == 1 else []
    points = [
        (n, tame(x), y, tame(size), names[at] if at < len(names) else "")
        for n, row in enumerate(rows_of(look))
        for at, (x, y, size) in enumerate(
            zip(xs(data.series[n]), row, data.series[n].size or (), strict=False)
        )
        if y is not None
    ]
    known = [(x, y) for _, x, y, _, _ in points] or [(0.0, 0.0), (1.0, 1.0)]
    most = max((size for *_, size, _ in points), default=1.0) or 1.0
    reach = _padded([y for _, y in known])
    radius = sheet.size
    plot = upright(sheet, reach, ["\u00a0"], top, radius)
    scale = _level(sheet, plot, *_padded([x for x, _ in known]))
    largest = min(plot.width, plot.height) * LARGEST / 2
    radii = {point: largest * math.sqrt(max(point[3], 0.0) / most) for point in points}
    inside = {p: _room(sheet, scale.at(p[1]), plot.values.at(p[2])) for p in points}
    # Where one would cross the box's edge all are smaller, so that their areas still compare.
    share = min((inside[p] / r for p, r in radii.items() if r > inside[p]), default=1.0)
    radii = {point: r * max(share, 0.0) for point, r in radii.items()}
    # Names stand beside all bubbles, if one is too small for its own.
    sheet.ends_named = any(sheet.width(p[4]) > 2 * r - 4 for p, r in radii.items())
    for point in sorted(points, key=lambda p: -p[3]):
        number, x, y, _, name = point
        r = radii[point]
        color = series_color(look, number)
        at = scale.at(x), plot.values.at(y)
        rect = Rect(at[0] - r, at[1] - r, 2 * r, 2 * r)
        fill = bubble_token(look, number)
        sheet.items.append(ShapeItem(rect, "ellipse", fill=fill, stroke=token(color)))
        if name:
            wide = sheet.width(name)
            start = at[0] + r + NAME_GAP if sheet.ends_named else at[0] - wide / 2
            left = min(max(start, 0.0), sheet.box.width - wide)
            sheet.text(name, left, at[1] - sheet.line / 2, wide, "center", "text")


def _room(sheet: ChartCanvas, x: float, y: float) -> float:
    """Return how far a point is from the box's nearest edge, in points."""
    return min(x, y, sheet.box.width - x, sheet.box.height - y)


NAME_GAP = 3.0
"""From a bubble to its name, in points."""


def _padded(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis that leaves room for bubbles at its ends."""
    low, high = min(values), max(values)
    pad = (high - low or abs(high) or 1.0) * 0.18
    return (0.0 if 0 <= low < pad * 2 else low - pad), high + pad


def sparkline(sheet: ChartCanvas) -> None:
    """Draw a line without axes over the whole box, its last value told at its end."""
    look = sheet.look
    row = rows_of(look)[0]
    known = [(n, v) for n, v in enumerate(row) if v is not None]
    if not known:
        return
    told_last = sheet.number(known[-1][1])
    wide = sheet.width(told_last, True)
    radius = sheet.size * DOT * 1.4
    room = wide + END_GAP if wide < sheet.box.width / 2 else 0.0
    low, high = min(v for _, v in known), max(v for _, v in known)
    scale = Scale(
        low, high if high > low else low + (abs(low) or 1.0), sheet.box.height - radius, radius
    )
    right = sheet.box.width - room - radius

    def at(n: int) -> float:
        return radius + (right - radius) * (n / max(len(row) - 1, 1))

    run: list[CanvasPoint] = []
    for n, value in enumerate([*row, None]):
        if value is not None:
            run.append((at(n), scale.at(value)))
            continue
        sheet.polyline(run, "accent-1", 1.4 if sheet.size < 10 else 2.25)
        run = []
    n, value = known[-1]
    sheet.dot(at(n), scale.at(value), radius, "accent-1")
    if room:
        y = min(max(scale.at(value) - sheet.line / 2, 0.0), sheet.box.height - sheet.line)
        sheet.text(told_last, sheet.box.width - wide, y, wide, "right", "text", True)
    else:
        sheet.dropped.append(told_last)
    sheet.plot = Rect(0.0, 0.0, right + radius, sheet.box.height)


def _level(sheet: ChartCanvas, plot: Plot, low: float, high: float) -> Scale:
    """Draw the x axis; return its scale."""
    for limit in range(MOST_TICKS + 1, 1, -1):
        ticks = few_ticks(low, high, limit)
        told = _told(sheet, ticks)
        need = len(ticks) * (max(map(sheet.width, told)) + sheet.size)
        if need <= plot.width:
            break
    if sheet.look.data.kind == "bubble":
        sheet.level_ticks = ticks
    right = min(plot.right, sheet.box.width - sheet.width(told[-1]) / 2)
    scale = Scale(ticks[0], ticks[-1], plot.left + sheet.size * SCATTER_DOT, right)
    for value, text in zip(ticks, told, strict=True):
        x, wide = scale.at(value), sheet.width(text)
        sheet.rule(x, plot.bottom, x, plot.bottom + GAP / 2, "muted", 0.5)
        start = min(max(x - wide / 2, 0.0), sheet.box.width - wide)
        sheet.text(text, start, plot.bottom + sheet.line / 2)
    sheet.rule(plot.left, plot.bottom, plot.right, plot.bottom, "muted", 0.75)
    return scale


def _told(sheet: ChartCanvas, ticks: list[float]) -> list[str]:
    """Return the ticks' labels; whole numbers that may be years without separators."""
    step = ticks[1] - ticks[0]
    years = float(step).is_integer() and ticks[0] >= 1000 and ticks[-1] <= 2999
    huge = max(abs(ticks[0]), abs(ticks[-1]))
    exponent = huge >= 1e9 or 0 < huge < 1e-5
    code = "0.0E+00" if exponent else step_format("0" if years else "#,##0", step)
    return [write_number(value, code, sheet.lang) for value in ticks]


DOT = 0.26
"""Radius of a marker in label sizes."""
MOST_MARKERS = 16
"""Longer lines go without points, as in the native chart."""
END_SHARE = 0.3
"""Most of the chart's width that names at the lines' ends take."""
END_GAP = 5.0
KEY = 2.0
"""Room for the keys of a legend that stands for names beside areas, in label sizes."""
INSET = 1.5
"""From the plot's edges to a line's first and last points, in label sizes."""
WANDER = 2.5
"""A name stands at most so many lines away from its line's end."""


@dataclass(frozen=True, slots=True)
class End:
    """The name of a series at its line's end."""

    lines: tuple[str, ...]
    color: str
    value: float
    """Where on the value axis it belongs."""


def lines(sheet: ChartCanvas, top: float) -> None:
    """Draw a line, area or combined chart below `top`."""
    look = sheet.look
    data, rows = look.data, rows_of(look)
    names = [told(c) for c in data.categories]
    right = right_series(data)
    reach = range_of(look, [row for n, row in enumerate(rows) if n not in right])
    area = data.kind == "area"
    ends = _ends(sheet, rows, area)
    wide = max((sheet.width(t) for e in ends for t in e.lines), default=0.0) + END_GAP
    if area:
        wide += sheet.size * KEY  # of the native legend
    tops = _tops(sheet, ends, reach, top) if ends else None
    if look.legend and tops is None:
        top = legend(sheet, top)
    inset = 0.0 if area else _inset(sheet)
    second = _second_axis(sheet, [rows[n] for n in right], top) if right else None
    beside = wide if tops is not None else second.width if second else 0.0
    plot = upright(sheet, reach, names, top, beside, inset)
    if area:
        _areas(sheet, plot, rows)
    elif data.kind == "dumbbell":
        _dumbbells(sheet, plot, rows)
    else:
        _lines(sheet, plot, rows, _draw_second(sheet, plot, second) if second else {})
    if plot.values.low <= 0 <= plot.values.high:
        y = plot.values.at(0.0)
        sheet.rule(plot.left, y, plot.right, y, "muted", 0.75)
    if tops is not None:
        sheet.ends_named = True
        _name_ends(sheet, plot, ends)
        if area:
            sheet.legend_box = Rect(plot.right, plot.top, wide, plot.height)


NAMED_COLUMNS = ("stacked-column", "percent-column")
"""Kinds whose series can be named beside the last column."""


def columns(sheet: ChartCanvas, top: float) -> None:
    """Draw columns, stacked ones named beside the last where all names have room, else a legend."""
    rows = rows_of(sheet.look)
    ends = _ends(sheet, rows, True) if sheet.look.legend else []
    whole = all(len(end.lines) == 1 for end in ends)
    reach = value_range(sheet.look)
    if not ends or not whole or _tops(sheet, ends, reach, top + sheet.headroom) is None:
        if sheet.look.legend:
            top = legend(sheet, top)
        bars(sheet, top)
        return
    plot = bars(sheet, top, max(sheet.width(e.lines[0]) for e in ends) + END_GAP)
    sheet.ends_named = True
    _name_ends(sheet, plot, ends)
    middle = place(plot, len(rows[0]) - 1, len(rows[0]))
    for n, end in enumerate(ends):
        wide = sheet.width(end.lines[0])
        sheet.end_shifts[n] = plot.right + END_GAP - middle + wide / 2


def _ends(sheet: ChartCanvas, rows: Sequence[SeriesValues], area: bool) -> list[End]:
    """Return the names at the lines' ends, none if they can't all stand there."""
    look = sheet.look
    if (
        look.data.kind not in ("line", "area", "dumbbell", *NAMED_COLUMNS)
        or len(rows) < 2
        or len(look.data.categories) < 2
    ):
        return []
    room = sheet.box.width * END_SHARE
    found, base = [], 0.0
    for n, row in enumerate(rows):
        name = told(look.data.series[n].name)
        split = tuple(sheet.wrap(name, room))
        last = row[-1]
        if not name.strip() or len(split) > 2 or not sheet.whole(name, room):
            return []
        if last is None or (area and last < 0):
            return []
        if look.data.kind in NAMED_COLUMNS and last <= 0:
            return []
        color = readable(look, series_color(look, n))
        found.append(End(split, color, base + last / 2 if area else last))
        base += last
    return found


def _tops(
    sheet: ChartCanvas, ends: Sequence[End], reach: tuple[float, float], top: float
) -> list[float] | None:
    """Return a first guess of the names' places: None if they'd crowd."""
    bottom = sheet.box.height - sheet.line * 2
    span = (reach[1] - reach[0]) or 1.0
    wanted = [bottom - (e.value - reach[0]) / span * (bottom - top) for e in ends]
    heights = [len(e.lines) * sheet.line for e in ends]
    found = spread(wanted, heights, top, bottom)
    if found is None:
        return None
    moved = (abs(at + high / 2 - w) for at, high, w in zip(found, heights, wanted, strict=True))
    return found if max(moved) <= WANDER * sheet.line else None


def _name_ends(sheet: ChartCanvas, plot: Plot, ends: Sequence[End]) -> None:
    heights = [len(e.lines) * sheet.line for e in ends]
    wanted = [plot.values.at(e.value) for e in ends]
    half = sheet.line / 2
    low = max(plot.bottom + half, plot.top - half + sum(heights))
    found = spread(wanted, heights, plot.top - half, low) or []
    for n, (end, y) in enumerate(zip(ends, found, strict=False)):
        sheet.text(end.lines, plot.right + END_GAP, y, color=end.color)
        sheet.ends[n] = y + heights[n] / 2 - wanted[n]


@dataclass(frozen=True, slots=True)
class SecondAxis:
    """The value axis at the right: its ticks, their labels, the room these need."""

    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    width: float
    numbers: tuple[int, ...]
    """Of its series."""


def _second_axis(sheet: ChartCanvas, rows: Sequence[SeriesValues], top: float) -> SecondAxis:
    """Plan the right axis; its unit stands above it where the left one's stands."""
    data = sheet.look.data
    right = right_series(data)
    known = [v for row in rows for v in row if v is not None] or [0.0, 1.0]
    low, high = min(0.0, *known), max(0.0, *known)
    limit = max(2, min(MOST_TICKS, int((sheet.box.height - top) / (2.4 * sheet.line))))
    ticks = few_ticks(low, high if high > low else low + 1.0, limit)
    unit = next((told(data.series[n].unit) for n in right if told(data.series[n].unit)), "")
    glued = unit if len(unit) <= SHORT_UNIT else ""
    code = with_unit(step_format("#,##0", ticks[1] - ticks[0]), glued)
    labels = tuple(write_number(t, code, sheet.lang) for t in ticks)
    title = told(data.y2_title) or (unit if not glued else "")
    if title:
        wide = sheet.width(title)
        sheet.text(title, sheet.box.width - wide, 0.0, wide, "right")
    sheet.right_ticks, sheet.right_format = ticks, code
    return SecondAxis(tuple(ticks), labels, max(map(sheet.width, labels)) + GAP, tuple(right))


def _draw_second(sheet: ChartCanvas, plot: Plot, second: SecondAxis) -> dict[int, Scale]:
    """Write the right axis' labels; return the scale of each of its series."""
    scale = Scale(second.ticks[0], second.ticks[-1], plot.bottom, plot.top)
    for value, text in zip(second.ticks, second.labels, strict=True):
        sheet.text(text, plot.right + GAP, scale.at(value) - sheet.line / 2)
    return dict.fromkeys(second.numbers, scale)


def _lines(
    sheet: ChartCanvas, plot: Plot, rows: Sequence[SeriesValues], scales: Mapping[int, Scale]
) -> None:
    data = sheet.look.data
    columns = [
        n
        for n, r in enumerate(data.series)
        if data.kind == "combo" and r.kind not in ("line", "target")
    ]
    _columns(sheet, plot, [rows[n] for n in columns], columns)
    for n, row in enumerate(rows):
        if n not in columns:
            own = replace(plot, values=scales[n]) if n in scales else plot
            if data.series[n].kind == "target":
                _target(sheet, plot, row)
            else:
                _line(sheet, own, row, token(series_color(sheet.look, n)), bool(columns))


BEAM = 0.4
"""Thickness of what joins a dumbbell's two points, in label sizes; a category's width at most."""
WEIGHT = 0.5
"""Radius of these points."""


def _dumbbells(sheet: ChartCanvas, plot: Plot, rows: Sequence[SeriesValues]) -> None:
    """Draw two points of each category and the beam between them."""
    count = len(sheet.look.data.categories)
    band = plot.width / max(count, 1)
    thick = max(min(sheet.size * BEAM, band), band / (1 + MOST_GAP / 100))
    sheet.gap = min(round((band / thick - 1) * 100), MOST_GAP)
    for n, pair in enumerate(zip(*rows[:2], strict=False)):
        x, known = place(plot, n, count), [plot.values.at(v) for v in pair if v is not None]
        if len(known) == 2:
            sheet.rect(x - thick / 2, min(known), thick, abs(known[0] - known[1]), "rule")
    for number, row in enumerate(rows):
        color = token(series_color(sheet.look, number))
        for n, value in enumerate(row):
            if value is not None:
                sheet.dot(place(plot, n, count), plot.values.at(value), sheet.size * WEIGHT, color)


MOST_GAP = 500
"""ST_GapAmount (ECMA-376 Part 1, 21.2.3.16): between categories, in percent of a bar."""


def _line(sheet: ChartCanvas, plot: Plot, row: SeriesValues, color: str, halo: bool) -> None:
    """Draw one series; gaps stay gaps, single points are dots."""
    look, run = sheet.look, list[CanvasPoint]()
    thick = 1.8 if sheet.size < 10 else 2.5
    stressed = look.highlight if len(look.data.series) == 1 else None
    for n, value in enumerate([*row, None]):
        if value is not None:
            run.append((_x(sheet, plot, n), plot.values.at(value)))
            continue
        if halo:
            sheet.polyline(run, "background", thick + 2)
        sheet.polyline(run, color, thick)
        for x, y in run if len(run) == 1 or len(row) <= MOST_MARKERS else []:
            if halo:
                sheet.dot(x, y, sheet.size * DOT + 1, "background")
            sheet.dot(x, y, sheet.size * DOT, color)
        run = []
    if stressed is not None and stressed < len(row) and row[stressed] is not None:
        value = row[stressed] or 0.0
        x, y = _x(sheet, plot, stressed), plot.values.at(value)
        sheet.dot(x, y, sheet.size * DOT * 1.8, STRESSED)


def _target(sheet: ChartCanvas, plot: Plot, row: SeriesValues) -> None:
    """Draw a target: a dashed line over the whole width."""
    value = next((v for v in row if v is not None), 0.0)
    y = plot.values.at(value)
    rect = Rect(plot.left, y, plot.right - plot.left, 0.0)
    sheet.items.append(ShapeItem(rect, "line", stroke=TARGET, stroke_width=1.5, dash=True))


def _x(sheet: ChartCanvas, plot: Plot, n: int) -> float:
    return place(plot, n, len(sheet.look.data.categories), _inset(sheet))


def _inset(sheet: ChartCanvas) -> float | None:
    """Return how far inside the plot a line begins and ends.

    Where something stands on the chart its points are in the middle of their categories, as
    Office draws them.
    """
    data = sheet.look.data
    marked = data.regions or data.differences or data.annotations
    return sheet.size * INSET if data.kind == "line" and not marked else None


def _columns(
    sheet: ChartCanvas, plot: Plot, rows: Sequence[SeriesValues], which: Sequence[int]
) -> None:
    """Draw a combined chart's columns."""
    if not rows:
        return
    count = len(sheet.look.data.categories)
    thick = plot.width / max(count, 1) * FILL / len(rows)
    for at, (number, row) in enumerate(zip(which, rows, strict=True)):
        fill = token(series_color(sheet.look, number))
        for n, value in enumerate(row):
            if value is not None:
                side = place(plot, n, count) + (at - len(rows) / 2) * thick
                draw(sheet, plot, Bar(0.0, value, side, thick, fill, False))


def _areas(sheet: ChartCanvas, plot: Plot, rows: Sequence[SeriesValues]) -> None:
    """Fill each series between the one below and itself; a gap counts as nothing."""
    count = len(sheet.look.data.categories)
    base = [0.0] * count
    for number, row in enumerate(rows):
        top = [b + (v or 0.0) for b, v in zip(base, row, strict=False)]
        upper = _outline(plot, top)
        lower = _outline(plot, base)
        sheet.polygon([*upper, *reversed(lower)], token(series_color(sheet.look, number)))
        base = top if len(rows) > 1 else base


def _outline(plot: Plot, values: Sequence[float]) -> list[CanvasPoint]:
    if len(values) == 1:
        y = plot.values.at(values[0])
        return [(plot.left, y), (plot.right, y)]
    return [(place(plot, n, len(values), 0.0), plot.values.at(v)) for n, v in enumerate(values)]
