"""What stands on a chart: differences and growth, tinted regions, remarks with leader lines.

They lie over the plot, in a strip kept free for them, and are drawn in the art as they are
written to the native chart (its user shapes: ECMA-376 Part 1, 21.2.2.221 userShapes).
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.charts.axes import rows_of, stacked
from docgen.charts.canvas import CanvasPoint, ChartCanvas
from docgen.charts.differences import category, difference_text
from docgen.charts.labels import LEGEND_SHARE
from docgen.charts.numbers import told
from docgen.charts.steps import steps_of
from docgen.foundation.structs import Struct
from docgen.placed.charts import ChartMark, MarkKind
from docgen.placed.items import PathItem, Rect, ShapeItem
from docgen.summary.model import Chart, ChartDifference

ROW = 1.9
"""Height of a row of differences, in lines."""
PILL = 0.5
"""Space at each side of a difference's figure, in label sizes."""
HEAD, HALF = 5.0, 0.55
"""Length of an arrow's head, in points, and half its width as a share of that."""
WIDEST = 15.0
"""A remark's greatest width, in label sizes."""
MOST_LINES = 3
MOST_SHARE = 0.5
"""Most of a chart's height that the strip takes; else what should stand there is dropped."""
LEAST_PLOT = 6.0
"""Height that the plot and its axis keep, in lines."""
APART = 3.0
"""Between an arrow's end and what it points at, in points."""
BAND = "accent-1"


class Remark(Struct, frozen=True):
    """A remark's lines, and the category that it is about."""

    lines: tuple[str, ...]
    width: float
    at: int


def reserve(sheet: ChartCanvas, top: float) -> None:
    """Keep a strip free over the plot, below `top`, for what stands on the chart."""
    data = sheet.look.data
    rows = _rows(data)
    remarks = _remarks(sheet)
    height = len(rows) * ROW * sheet.line
    height += max((len(one.lines) for one in remarks), default=0) * sheet.line
    height += APART * 2 if remarks else 0.0
    height += sheet.line if any(told(one.label) for one in data.regions) else 0.0
    legend = sheet.box.height * LEGEND_SHARE if sheet.look.legend else 0.0
    room = sheet.box.height - legend - top - LEAST_PLOT * sheet.line
    if height > min(sheet.box.height * MOST_SHARE, room):
        sheet.dropped += [told(one.text) for one in data.annotations]
        sheet.dropped += [f"{one.first} – {one.last}" for one in data.differences]
        height = 0.0
    sheet.headroom = height


def annotate(sheet: ChartCanvas) -> None:
    """Draw what stands on the chart, when its plot is drawn."""
    data, plot = sheet.look.data, sheet.plot
    if plot is None or sheet.across is None or sheet.up is None:
        return
    for region in data.regions:
        _region(sheet, plot, data, region.first, region.last, told(region.label))
    if not sheet.headroom:
        return
    top = plot.y - sheet.headroom
    remarks = _remarks(sheet)
    tall = max((len(one.lines) for one in remarks), default=0) * sheet.line
    for one, x in zip(remarks, _spread(sheet, remarks), strict=True):
        _remark(sheet, one, x, top, tall)
    top += tall + (APART * 2 if remarks else 0.0)
    for number, row in enumerate(_rows(data)):
        for difference in row:
            _difference(sheet, difference, top + (number + 0.5) * ROW * sheet.line)


def _rows(data: Chart) -> list[list[ChartDifference]]:
    """Return differences in rows, wide ones over narrow ones; those that meet don't share one."""
    rows: list[list[ChartDifference]] = []

    def ends(one: ChartDifference) -> tuple[int, int]:
        return category(data, one.first), category(data, one.last)

    for one in sorted(data.differences, key=lambda d: ends(d)[0] - ends(d)[1]):
        first, last = ends(one)
        for row in rows:
            if all(last < ends(other)[0] or ends(other)[1] < first for other in row):
                row.append(one)
                break
        else:
            rows.append([one])
    return rows


def _top_of(sheet: ChartCanvas, n: int) -> float:
    """Return where a column with its value, or a point, ends upwards."""
    data = sheet.look.data
    assert sheet.up is not None
    if data.kind == "waterfall":
        step = steps_of(data)[n]
        high = max(step.start, step.end)
    else:
        rows = rows_of(sheet.look)
        known = [row[n] or 0.0 for row in rows if n < len(row)]
        high = sum(v for v in known if v > 0) if stacked(sheet.look) else max(known, default=0.0)
    y = sheet.up(max(high, 0.0) if data.kind not in ("line", "combo") else high)
    return y - (sheet.line if sheet.look.hidden_axis else sheet.size * 0.4) - APART


def _difference(sheet: ChartCanvas, one: ChartDifference, y: float) -> None:
    """Draw a bracket from one column over to another, its figure in the middle."""
    data = sheet.look.data
    text = difference_text(data, one, sheet.look.number_format, sheet.lang)
    first, last = category(data, one.first), category(data, one.last)
    assert sheet.across is not None
    half = HEAD * HALF
    left, right = (min(max(sheet.across(n), half), sheet.box.width - half) for n in (first, last))
    wide = sheet.width(text, True) + 2 * PILL * sheet.size
    tall = sheet.line * 1.35
    x = min(max((left + right - wide) / 2, 0.0), sheet.box.width - wide)
    rect = Rect(x, y - tall / 2, wide, tall)
    if not text or first >= last or not sheet.free(rect):
        sheet.dropped.append(text or f"{one.first} – {one.last}")
        return
    _line(sheet, (left, _top_of(sheet, first)), (left, y))
    _line(sheet, (left, y), (right, y))
    _line(sheet, (right, y), (right, _top_of(sheet, last)), arrow=True)
    sheet.mark_items.append(
        ShapeItem(rect, "round-rect", "background", "ink", 0.75, radius=tall / 2)
    )
    if _text(sheet, (text,), Rect(x, y - sheet.line / 2, wide, sheet.line), bold=True):
        sheet.marks.append(_mark(sheet, "pill", rect, "ink", (text,), bold=True))


def _remarks(sheet: ChartCanvas) -> list[Remark]:
    data = sheet.look.data
    found = []
    for one in data.annotations:
        most = min(sheet.size * WIDEST, sheet.box.width / max(len(data.annotations), 2) * 0.94)
        lines = tuple(sheet.cut(told(one.text), most, MOST_LINES))
        wide = max(map(sheet.width, lines), default=0.0)
        found.append(Remark(lines, wide, category(data, one.at)))
    return sorted(found, key=lambda remark: remark.at)


def _spread(sheet: ChartCanvas, remarks: Sequence[Remark]) -> list[float]:
    """Return the left sides of remarks: over what they are about, moved apart from each other."""
    assert sheet.across is not None
    gap = sheet.size
    lefts = [sheet.across(one.at) - one.width / 2 for one in remarks]
    edge = 0.0
    for n, one in enumerate(remarks):
        lefts[n] = max(lefts[n], edge)
        edge = lefts[n] + one.width + gap
    edge = sheet.box.width
    for n in range(len(remarks) - 1, -1, -1):
        lefts[n] = max(min(lefts[n], edge - remarks[n].width), 0.0)
        edge = lefts[n] - gap
    return lefts


def _remark(sheet: ChartCanvas, one: Remark, x: float, top: float, tall: float) -> None:
    assert sheet.across is not None
    high = len(one.lines) * sheet.line
    rect = Rect(x, top + tall - high, one.width, high)
    if not one.lines or not _text(sheet, one.lines, rect):
        return
    if one.lines and one.lines[-1].endswith("…"):
        sheet.dropped.append(" ".join(one.lines))
    to = sheet.across(one.at)
    start = min(max(to, rect.x + sheet.size * 0.3), rect.right - sheet.size * 0.3)
    _line(sheet, (start, rect.bottom + 1), (to, _top_of(sheet, one.at)), "muted")
    sheet.marks.append(_mark(sheet, "text", rect, "text", one.lines))


def _region(
    sheet: ChartCanvas, plot: Rect, data: Chart, first: object, last: object, label: str
) -> None:
    """Draw a tinted band behind the plot, its label over it."""
    assert sheet.across is not None
    count = len(data.categories)
    begin, end = sorted((category(data, first), category(data, last)))
    middles = [sheet.across(n) for n in range(count)]
    half = (middles[1] - middles[0]) / 2 if count > 1 else plot.width / 2
    left = max(middles[begin] - half, plot.x)
    right = min(middles[end] + half, plot.right)
    over = sheet.line if label and sheet.headroom else 0.0
    rect = Rect(left, plot.y - over, right - left, plot.bottom - plot.y + over)
    sheet.items.insert(0, ShapeItem(rect, fill="tint"))
    sheet.marks.insert(0, _mark(sheet, "band", rect, BAND))
    if label and over:
        lines = sheet.cut(label, rect.width)
        if not lines or lines[-1].endswith("…"):
            sheet.dropped.append(label)
        box = Rect(rect.x, rect.y, rect.width, sheet.line)
        if lines and _text(sheet, lines, box):
            sheet.marks.append(_mark(sheet, "text", box, "text", tuple(lines)))


def _mark(
    sheet: ChartCanvas,
    kind: MarkKind,
    rect: Rect,
    color: str,
    text: tuple[str, ...] = (),
    bold: bool = False,
) -> ChartMark:
    """Return a mark in a box; its sides as shares of the chart's."""

    def share(value: float, whole: float) -> float:
        return round(min(max(value / whole, 0.0), 1.0), 4)

    wide, tall = sheet.box.width, sheet.box.height
    x1, x2 = share(rect.x, wide), share(rect.right, wide)
    return ChartMark(kind, x1, share(rect.y, tall), x2, share(rect.bottom, tall), color, text, bold)


def _line(
    sheet: ChartCanvas,
    start: CanvasPoint,
    end: CanvasPoint,
    token: str = "ink",
    arrow: bool = False,
) -> None:
    """Draw a line; with `arrow` it ends in a head that points down."""
    (x1, y1), (x2, y2) = start, end
    stop = y2 - HEAD if arrow else y2
    rect = Rect(x1, y1, x2 - x1, stop - y1)
    sheet.mark_items.append(ShapeItem(rect, "line", stroke=token, stroke_width=0.9))
    sheet.marks.append(_mark(sheet, "line", rect, token))
    if arrow:
        half = HEAD * HALF
        ops = (("M", x2, y2), ("L", x2 - half, stop), ("L", x2 + half, stop), ("Z",))
        sheet.mark_items.append(PathItem(sheet.box, ops, fill=token))
        sheet.marks.append(_mark(sheet, "head", Rect(x2 - half, stop, 2 * half, HEAD), token))


def _text(sheet: ChartCanvas, lines: Sequence[str], rect: Rect, bold: bool = False) -> bool:
    """Set a mark's lines in its box, centred. Return False if they have no room there."""
    fits = all(sheet.width(line, bold) <= rect.width + 0.01 for line in lines)
    room = fits and sheet.free(rect)
    item = sheet.set_lines(lines, rect, "center", "text", bold) if room else None
    if item is None:
        sheet.dropped.append(" ".join(lines))
        return False
    sheet.mark_items.append(item)
    sheet.taken.append(rect)
    return True
