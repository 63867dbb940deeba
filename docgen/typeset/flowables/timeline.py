"""Timelines: events along a line, across where there is room, else downwards."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from docgen.layout.blocks import Inline, Span, Timeline, TimelineEvent
from docgen.placed.items import GroupItem, PlacedItem, Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.theme.model import Style
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow, shifted
from docgen.typeset.flowables.stack import stack
from docgen.typeset.flowables.text import TextFlow

MOST_ACROSS = 6
LEAST_WIDTH = {"brief": 78.0, "deck": 120.0}
"""Narrowest column of a horizontal timeline, in points."""


@flow.register(Timeline)
def timeline(block: Timeline, context: Context) -> list[BlockFlowable]:
    """Return the timeline as one flowable."""
    if not block.events:
        return []
    top = context.elem.add("L", numbering="None", id=block.id)
    entries = [_TimelineEntry(e, context, top) for e in block.events]
    made = TimelineFlow(entries, block.direction, context)
    made.space_before = made.space_after = context.length("block-gap")
    return [made]


class _TimelineEntry:
    """An event: its date and its text, to be set at any width."""

    def __init__(self, event: TimelineEvent, context: Context, parent: Elem) -> None:
        item = parent.add("LI")
        setter = context.setter
        when = Inline((Span(event.when),))
        self.label = event.when
        self.date_style: Style = context.style("timeline-date")
        self.date = TextFlow(setter, when, self.date_style, item.add("Lbl"))
        style = context.style("timeline-event")
        self.text = TextFlow(setter, event.inline, style, item.add("LBody"))
        self.whole, _, self.width = setter.extents(when, self.date_style)
        """Widths in points: the date's widest piece, and the whole date on one line."""
        self.widest = max(self.whole, setter.widest(event.inline, style))


class TimelineFlow(BlockFlowable):
    """Events with dots on a line. Downwards it divides between events."""

    def __init__(self, entries: Sequence[_TimelineEntry], direction: str, context: Context) -> None:
        super().__init__()
        self.entries, self.direction, self.context = list(entries), direction, context
        self.dot = context.length("timeline-dot")
        self.gap = context.length("tile-gap")
        self.row_gap = self.gap * 0.6
        self.start, self.end = 0, len(self.entries)
        """The events of this part."""
        self._talls: dict[float, list[float]] = {}

    def _across(self, width: float) -> bool:
        if self.direction != "auto":
            return self.direction == "horizontal"
        count = self.end - self.start
        if not 2 <= count <= MOST_ACROSS or self.start or self.end < len(self.entries):
            return False
        column = (width - self.gap * (count - 1)) / count
        room = width / count
        widest = max(e.widest for e in self.entries)
        return room >= LEAST_WIDTH[self.context.medium] and widest <= column

    def _dates(self, width: float) -> float:
        """Return the width of the column of dates where events run downwards."""
        dates = max(e.width for e in self.entries) + 2
        return max(min(dates, width * 0.35), max(e.whole for e in self.entries) + 0.1)

    def _heights(self, width: float, end: int) -> list[float]:
        """Return the heights of the events down to `end`, measured as they are asked for."""
        found = self._talls.setdefault(width, [])
        dates = self._dates(width) if len(found) < end else 0.0
        text = width - self.dot - self.gap * 2 - dates
        for entry in self.entries[len(found) : end]:
            down = self._date_down(entry)
            tall = entry.date.height_at(dates) + down
            found.append(max(tall, entry.text.height_at(text)))
        return found

    def _date_down(self, entry: _TimelineEntry) -> float:
        return max(0.0, (entry.text.style.leading - self.date_leading(entry)) / 2)

    def height_at(self, width: float) -> float:
        """Return the height."""
        if self._across(width):
            return self.place(width).height
        heights = self._heights(width, self.end)[self.start : self.end]
        return sum(heights) + self.row_gap * (len(heights) - 1)

    def higher(self, width: float, limit: float) -> bool:
        """Say whether it is higher than `limit`."""
        if self._across(width):
            return self.place(width).height > limit
        return self._fitting(width, limit) < self.end

    def _fitting(self, width: float, height: float) -> int:
        """Return the first event that doesn't fit `height` any more."""
        y = -self.row_gap
        for n in range(self.start, self.end):
            y += self._heights(width, n + 1)[n] + self.row_gap
            if y > height:
                return n
        return self.end

    def layout(self, width: float) -> Placement:
        """Return the events across or downwards."""
        return self._horizontal(width) if self._across(width) else self._vertical(width)

    def _horizontal(self, width: float) -> Placement:
        column = (width - self.gap * (len(self.entries) - 1)) / len(self.entries)
        middle = self.dot / 2
        rail = Rect(0, middle, width, 0.0)
        items: list[PlacedItem] = [
            ShapeItem(rail, "line", stroke="rule", stroke_width=1.0, name="Line")
        ]
        tallest = 0.0
        for n, entry in enumerate(self.entries):
            x = n * (column + self.gap)
            placed = stack([entry.date, entry.text], column)
            inner = (self._dot(0, 0), *shifted(placed.items, 0, self.dot * 1.6))
            rect = Rect(0, 0, column, self.dot * 1.6 + placed.height)
            group = GroupItem(rect, inner, name=f"Timeline: {entry.label}", kind="timeline")
            items += shifted([group], x, 0)
            tallest = max(tallest, placed.height)
        height = self.dot * 1.6 + tallest
        whole = GroupItem(Rect(0, 0, width, height), tuple(items), "Timeline", kind="timeline")
        return Placement((whole,), height)

    def _dot(self, x: float, y: float) -> PlacedItem:
        rect = Rect(x, y, self.dot, self.dot)
        return ShapeItem(rect, "ellipse", fill="accent-1", name="Dot")

    def _vertical(self, width: float) -> Placement:
        dates = self._dates(width)
        left = self.dot + self.gap
        text_left = left + dates + self.gap
        groups: list[PlacedItem] = []
        y, centres = 0.0, list[float]()
        heights = self._heights(width, self.end)
        for number in range(self.start, self.end):
            entry = self.entries[number]
            date, text = entry.date.place(dates), entry.text.place(width - text_left)
            centre = y + entry.text.style.leading / 2
            centres.append(centre)
            inner = (
                self._dot(0, centre - self.dot / 2),
                *shifted(date.items, left, y + self._date_down(entry)),
                *shifted(text.items, text_left, y),
            )
            rect = Rect(0, y, width, heights[number])
            groups.append(GroupItem(rect, inner, name=f"Timeline: {entry.label}", kind="timeline"))
            y += heights[number] + self.row_gap
        height = y - self.row_gap
        rail = Rect(self.dot / 2, centres[0], 0.0, max(centres[-1] - centres[0], 0.1))
        line = ShapeItem(rail, "line", stroke="rule", stroke_width=1.0, name="Line")
        whole = GroupItem(Rect(0, 0, width, height), (line, *groups), "Timeline", kind="timeline")
        return Placement((whole,), height)

    @staticmethod
    def date_leading(entry: _TimelineEntry) -> float:
        """Return the leading of an entry's date in points."""
        return entry.date_style.leading

    def aired(self, factor: float) -> BlockFlowable:
        """Return the timeline with its events further apart, where they run downwards."""
        made = copy(self)
        made._placed = {}
        made.row_gap = self.row_gap * factor * factor
        return made

    def _part(self, start: int, end: int) -> TimelineFlow:
        """Return some of the events, downwards."""
        made = copy(self)
        made._placed, made.direction = {}, "vertical"
        made.start, made.end = start, end
        made.space_before = made.space_after = 0.0
        return made

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the events downwards, or the first as plain text."""
        if self._across(width):
            made = self._part(self.start, self.end)
            made.space_before, made.space_after = self.space_before, self.space_after
            return [made]
        first = self.entries[self.start]
        parts: list[BlockFlowable] = [first.date, first.text]
        return (
            [*parts, self._part(self.start + 1, self.end)] if self.end > self.start + 1 else parts
        )

    def taken_apart(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the events downwards, if they run across: so they divide."""
        return self.loosened(width, height) if self._across(width) else []

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between events where they run downwards."""
        if self._across(width):
            return []
        fit = self._fitting(width, height + 0.01)
        if not self.start < fit < self.end:
            return []
        first, second = self._part(self.start, fit), self._part(fit, self.end)
        first.space_before, second.space_after = self.space_before, self.space_after
        return [first, second]
