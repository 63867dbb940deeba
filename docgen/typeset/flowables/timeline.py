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
        self.width = setter.width(event.when, self.date_style)


class TimelineFlow(BlockFlowable):
    """Events with dots on a line. Downwards it divides between events."""

    def __init__(self, entries: Sequence[_TimelineEntry], direction: str, context: Context) -> None:
        super().__init__()
        self.entries, self.direction, self.context = list(entries), direction, context
        self.dot = context.length("timeline-dot")
        self.gap = context.length("tile-gap")
        self.row_gap = self.gap * 0.6

    def _across(self, width: float) -> bool:
        if self.direction != "auto":
            return self.direction == "horizontal"
        count = len(self.entries)
        room = width / max(count, 1)
        return 2 <= count <= MOST_ACROSS and room >= LEAST_WIDTH[self.context.medium]

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
        dates = max(e.width for e in self.entries) + 2
        dates = min(dates, width * 0.35)
        left = self.dot + self.gap
        text_left = left + dates + self.gap
        groups: list[PlacedItem] = []
        y, centres = 0.0, list[float]()
        for entry in self.entries:
            date, text = entry.date.place(dates), entry.text.place(width - text_left)
            down = max(0.0, (entry.text.style.leading - self.date_leading(entry)) / 2)
            tall = max(date.height + down, text.height)
            centre = y + entry.text.style.leading / 2
            centres.append(centre)
            inner = (
                self._dot(0, centre - self.dot / 2),
                *shifted(date.items, left, y + down),
                *shifted(text.items, text_left, y),
            )
            rect = Rect(0, y, width, tall)
            groups.append(GroupItem(rect, inner, name=f"Timeline: {entry.label}", kind="timeline"))
            y += tall + self.row_gap
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
        made.row_gap = self.row_gap * factor * factor
        return made

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the events downwards, or the first as plain text."""
        if self._across(width):
            made = TimelineFlow(self.entries, "vertical", self.context)
            made.space_before, made.space_after = self.space_before, self.space_after
            return [made]
        first, rest = self.entries[0], self.entries[1:]
        parts: list[BlockFlowable] = [first.date, first.text]
        return [*parts, TimelineFlow(rest, "vertical", self.context)] if rest else parts

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between events where they run downwards."""
        if self._across(width):
            return []
        for fit in range(len(self.entries) - 1, 0, -1):
            first = TimelineFlow(self.entries[:fit], "vertical", self.context)
            if first.place(width).height <= height + 0.01:
                second = TimelineFlow(self.entries[fit:], "vertical", self.context)
                first.space_before, second.space_after = self.space_before, self.space_after
                return [first, second]
        return []
