"""A chart's drawing sheet: measures and places labels, collects items.

No label leaves the chart's box or stands on another one: `Sheet.text` places it only where
there is room, and says whether it did.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from docgen.charts.look import ChartLook
from docgen.charts.numbers import write_number
from docgen.foundation.structs import Struct, field
from docgen.layout.blocks import Inline, Span
from docgen.placed.charts import ChartMark
from docgen.placed.items import Line, PathItem, PlacedItem, Rect, ShapeItem, TextItem
from docgen.text.paragraph import Setter
from docgen.theme.model import Medium, Style, Theme

AlignX = Literal["left", "center", "right"]
CanvasPoint = tuple[float, float]
SLACK = 0.4
"""Of a label's own width and of overlaps, in points: rounding, and side bearings."""
ELLIPSIS = "…"


class ChartCanvas(Struct):
    """Items so far, and the style of labels. Coordinates from the chart's top left, in points."""

    look: ChartLook
    theme: Theme
    medium: Medium
    setter: Setter
    lang: str
    size: float
    box: Rect
    items: list[PlacedItem] = field(default_factory=list)
    taken: list[Rect] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Labels that found no room, or were shortened."""
    plot: Rect | None = None
    """Where bars, lines or slices stand."""
    legend_box: Rect | None = None
    gap: int | None = None
    """Between categories, in percent of a bar's width, where bars are drawn."""
    label_step: int = 1
    """Every so many categories are labelled."""
    names_in_lines: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Names of categories that stand in several lines beside bars or slices, by number."""
    ticks: Sequence[float] = ()
    """Of the value axis, where it is shown."""
    ends: dict[int, float] = field(default_factory=dict)
    """How far the name at a line's end is moved down from its end, by series, in points."""
    end_shifts: dict[int, float] = field(default_factory=dict)
    """How far a series' name stands right of the last column's middle, in points."""
    label_moves: dict[int, tuple[float, float]] = field(default_factory=dict)
    """How far a slice's label stands from the middle of its piece of a ring, in points."""
    ends_named: bool = False
    """Lines carry the names of their series at their ends."""
    right_ticks: Sequence[float] = ()
    """Of the second value axis, at the right."""
    right_format: str = "General"
    headroom: float = 0.0
    """Kept free over the plot for what stands there: differences and remarks, in points."""
    level_format: str | None = None
    """Of the ticks of the value axis, where it isn't the values' own."""
    level_ticks: Sequence[float] = ()
    """Of a level value axis, where they aren't Office's choice."""
    value_ends: tuple[float, float] | None = None
    """Ends of an upright value axis, at the plot's lower and upper edge."""
    marks: list[ChartMark] = field(default_factory=list)
    """What stands on the chart: shapes of their own in a deck."""
    mark_items: list[PlacedItem] = field(default_factory=list)
    across: Callable[[int], float] | None = None
    """Where the middle of a category lies, in points, where categories lie side by side."""
    up: Callable[[float], float] | None = None
    """Where a value lies, in points from the chart's top."""

    @property
    def style(self) -> Style:
        """The label style at the chart's label size."""
        return _label_style(self.theme.style(self.medium, "chart-label"), self.size)

    @property
    def bold_style(self) -> Style:
        """The style of values."""
        return _label_style(self.theme.style(self.medium, "chart-label"), self.size, True)

    @property
    def line(self) -> float:
        """Height of a line of labels."""
        return self.style.leading

    def number(self, value: float) -> str:
        """Return a value as it is shown at its point."""
        return write_number(value, self.look.label_format, self.lang)

    def width(self, text: str, bold: bool = False) -> float:
        """Return a label's width in points, a little to spare."""
        return self.setter.width(text, self.bold_style if bold else self.style) + SLACK

    def wrap(self, text: str, width: float) -> list[str]:
        """Return the lines of a label; a word wider than the line is hyphenated, else cut."""
        return ["".join(g.text for g in line.pieces) for line in self._lines(text, width)]

    def whole(self, text: str, width: float) -> bool:
        """Say whether no word of a label has to be cut to stand in `width`."""
        return not any(line.cut for line in self._lines(text, width))

    def unbroken(self, text: str, width: float) -> bool:
        """Say whether a label can stand in `width` with every word on one line."""
        return not any(line.cut or line.hyphen for line in self._lines(text, width))

    def _lines(self, text: str, width: float) -> tuple[Line, ...]:
        style = replace(self.style, bold=False)
        return self.setter.set(Inline((Span(text),)), style, max(width, 1.0)).lines

    def cut(self, text: str, width: float, most: int = 1, bold: bool = False) -> list[str]:
        """Return at most `most` lines; the last ends with an ellipsis if there is more."""
        room = width - (self.width(text, True) - self.width(text) if bold else 0.0)
        lines = self.wrap(text, room)
        if len(lines) <= most:
            return lines
        kept, at = lines[: most - 1], 0
        for line in kept:
            at = max(text.find(line, at), at) + len(line)
        rest = text[at:].strip()
        while rest and self.width(rest.rstrip() + ELLIPSIS, bold) > width:
            rest = rest[:-1]
        return [*kept, rest.rstrip() + ELLIPSIS] if rest.strip() else kept

    def text(
        self,
        lines: str | Sequence[str],
        x: float,
        y: float,
        width: float = 0.0,
        align: AlignX = "left",
        color: str | None = None,
        bold: bool = False,
    ) -> bool:
        """Place a label, its top at y, aligned in `width` from x. Return False if it can't be."""
        rows = [lines] if isinstance(lines, str) else list(lines)
        wide = max((self.width(row, bold) for row in rows), default=0.0)
        left = x + {"left": 0.0, "center": (width - wide) / 2, "right": width - wide}[align]
        rect = Rect(left, y, wide, len(rows) * self.line)
        if not any(row.strip() for row in rows):
            return False
        if not self.free(rect):
            self.dropped.append(" ".join(rows))
            return False
        item = self.set_lines(rows, rect, align, color, bold)
        if item is None:
            self.dropped.append(" ".join(rows))
            return False
        if rows[-1].endswith(ELLIPSIS):
            self.dropped.append(" ".join(rows))
        self.items.append(item)
        self.taken.append(rect)
        return True

    def set_lines(
        self,
        rows: Sequence[str],
        rect: Rect,
        align: AlignX = "left",
        color: str | None = None,
        bold: bool = False,
    ) -> TextItem | None:
        """Return lines set in a box as wide as they are; None if they take more lines."""
        style = replace(self.style, align=align, bold=bold, color=color or self.style.color)
        spans = [Span(rows[0])]
        for row in rows[1:]:
            spans += [Span("", field="break"), Span(row)]
        para = self.setter.set(Inline(tuple(spans)), style, rect.width * self.setter.safety)
        return TextItem(rect, (para,), name="Label") if len(para.lines) == len(rows) else None

    def free(self, rect: Rect) -> bool:
        """Say whether a label may stand here."""
        inside = (
            rect.x >= -SLACK
            and rect.y >= -SLACK
            and rect.right <= self.box.width + SLACK
            and rect.bottom <= self.box.height + SLACK
        )
        return inside and not any(
            min(rect.right, t.right) - max(rect.x, t.x) > SLACK
            and min(rect.bottom, t.bottom) - max(rect.y, t.y) > SLACK
            for t in self.taken
        )

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled box."""
        if width > 0 and height > 0:
            self.items.append(ShapeItem(Rect(x, y, width, height), fill=fill))

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, token: str = "rule", width: float = 0.5
    ) -> None:
        """Draw a straight line."""
        rect = Rect(x1, y1, x2 - x1, y2 - y1)
        self.items.append(ShapeItem(rect, "line", stroke=token, stroke_width=width))

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a marker, smaller where the box's edge is near."""
        room = min(x, y, self.box.width - x, self.box.height - y)
        radius = min(radius, max(room, 0.4))
        rect = Rect(x - radius, y - radius, radius * 2, radius * 2)
        self.items.append(ShapeItem(rect, "ellipse", fill=fill))

    def polyline(self, points: Sequence[CanvasPoint], token: str, width: float) -> None:
        """Draw a line through points."""
        if len(points) > 1:
            ops = [("M", *points[0]), *(("L", *p) for p in points[1:])]
            self.path(ops, None, token, width)

    def polygon(self, points: Sequence[CanvasPoint], fill: str) -> None:
        """Fill an outline."""
        if len(points) > 2:
            ops = [("M", *points[0]), *(("L", *p) for p in points[1:]), ("Z",)]
            self.path(ops, fill, None, 0.0)

    def path(
        self,
        ops: Sequence[tuple[str | float, ...]],
        fill: str | None,
        stroke: str | None,
        width: float,
    ) -> None:
        """Draw a path; its points count from the chart's top left."""
        self.items.append(
            PathItem(self.box, tuple(ops), fill=fill, stroke=stroke, stroke_width=width)
        )


@lru_cache(maxsize=64)
def _label_style(style: Style, size: float, bold: bool = False) -> Style:
    leading = round(style.leading * size / style.size, 2)
    return replace(
        style,
        size=size,
        leading=leading,
        bold=bold or style.bold,
        align="left",
        space_before=0.0,
        space_after=0.0,
        indent=0.0,
        caps=False,
    )
