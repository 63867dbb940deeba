"""A chart's drawing sheet: collects items, measures and places labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from docgen.layout.blocks import Inline, Span
from docgen.layout.theme import Medium, Style, Theme
from docgen.typeset.charts.look import ChartLook
from docgen.typeset.charts.numbers import write_number
from docgen.typeset.items import Item, PathItem, Rect, ShapeItem, TextItem
from docgen.typeset.paragraph import Setter

AlignX = Literal["left", "center", "right"]


@dataclass(slots=True)
class Sheet:
    """Items so far, and the style of labels. Coordinates from the chart's top left, in points."""

    look: ChartLook
    theme: Theme
    medium: Medium
    setter: Setter
    lang: str
    size: float
    items: list[Item] = field(default_factory=list)

    @property
    def style(self) -> Style:
        """The label style at the chart's label size."""
        style = self.theme.style(self.medium, "chart-label")
        leading = round(style.leading * self.size / style.size, 2)
        return replace(style, size=self.size, leading=leading, space_before=0.0, space_after=0.0)

    @property
    def line(self) -> float:
        """Height of a line of labels."""
        return self.style.leading

    def number(self, value: float) -> str:
        """Return a value as it is shown."""
        return write_number(value, self.look.number_format, self.lang)

    def width(self, text: str, bold: bool = False) -> float:
        """Return a label's width in points, a little to spare."""
        style = self.style
        face = self.setter.fonts.face(style.font, bold or style.bold, style.italic)
        pieces = self.setter.fonts.split(text, face)
        return sum(f.set_width(t, style.size, style.tracking, False) for t, f in pieces) + 0.6

    def lines(self, text: str, width: float) -> int:
        """Return how many lines a label takes at a width."""
        inline = Inline((Span(text),))
        return len(self.setter.set(inline, self.style, max(width, 1.0)).lines)

    def text(
        self, text: str, x: float, y: float, width: float, align: AlignX = "left",
        color: str | None = None, bold: bool = False, most: int = 1,
    ) -> float:  # fmt: skip
        """Place a label with its top at y; return its height. At most `most` lines are kept."""
        style = replace(self.style, align=align, bold=bold, color=color or self.style.color)
        para = self.setter.set(Inline((Span(text),)), style, max(width, 1.0))
        if len(para.lines) > most:
            para = replace(para, lines=para.lines[:most], height=most * style.leading)
        self.items.append(TextItem(Rect(x, y, width, para.height), (para,), name="Label"))
        return para.height

    def fits(self, text: str, width: float, most: int) -> bool:
        """Say whether a label can be set in `most` lines without cutting a word."""
        words = text.split() or [""]
        return max(map(self.width, words)) <= width and self.lines(text, width) <= most

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

    def polyline(self, points: Sequence[tuple[float, float]], token: str, width: float) -> None:
        """Draw a line through points."""
        if len(points) > 1:
            ops = [("M", *points[0]), *(("L", *p) for p in points[1:])]
            self._path(ops, None, token, width)

    def polygon(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """Fill an outline."""
        ops = [("M", *points[0]), *(("L", *p) for p in points[1:]), ("Z",)]
        self._path(ops, fill, None, 0.0)

    def curve(self, ops: Sequence[tuple[str | float, ...]], fill: str) -> None:
        """Fill a path with curves, a thin line of ground around it."""
        self._path(ops, fill, "background", 1.0)

    def _path(
        self, ops: Sequence[tuple[str | float, ...]], fill: str | None, stroke: str | None,
        width: float,
    ) -> None:  # fmt: skip
        self.items.append(
            PathItem(Rect(0, 0, 0, 0), tuple(ops), fill=fill, stroke=stroke, stroke_width=width)
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a marker."""
        rect = Rect(x - radius, y - radius, radius * 2, radius * 2)
        self.items.append(ShapeItem(rect, "ellipse", fill=fill))
