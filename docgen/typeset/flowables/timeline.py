"""Timelines: events along a line, across where there is room, else downwards.

What has been, what is planned and what is only possible are told apart by the dot, by the
line and, for those who read without either, by a word after the date.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from docgen.layout.blocks import Inline, Span, Timeline, TimelineEvent
from docgen.placed.items import GroupItem, PlacedItem, Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.summary.model import EventStatus
from docgen.theme.model import Style
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow, shifted
from docgen.typeset.flowables.stack import height_of, stack
from docgen.typeset.flowables.text import TextFlow
from docgen.typeset.text_boxes import smaller

MOST_ACROSS = 6
MOST_ALTERNATING = 8
"""Events of a line whose texts stand above and below it in turn."""
LEAST_ALTERNATING = 4
LEAST_WIDTH = {"brief": 78.0, "deck": 120.0}
"""Narrowest text of a horizontal timeline, in points."""
LEAST_ALTERNATING_WIDTH = 170.0
"""Narrowest text of an alternating one, in points."""
FLAG = 10.0
"""From an alternating event's stem to its text, in points."""
MOST_STEM = 56.0
"""Longest stem between the line and a text, in points."""
LEAST_STEM = 12.0
LEAST_DATE = 0.7
"""A date that is too wide for its place is made so many times as large, not smaller."""
MOST_ROW_GAP = 34.0
"""Composing sets events of a vertical timeline no further apart, in points."""


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
        label = event.when
        when = Inline((Span(label),))
        self.label, self.status = event.when, event.status
        self.date_style: Style = context.style("timeline-date")
        self.date = TextFlow(setter, when, self.date_style, item.add("Lbl"), keep_next=True)
        tag = Inline((Span(event.tag),))
        body = item.add("LBody")
        said = body.add("P") if event.tag else None  # in the date's own element it would be glued
        look = context.style("timeline-tag")
        self.tag = TextFlow(setter, tag, look, said) if event.tag else None
        style = context.style("timeline-event")
        self.text = TextFlow(setter, event.inline, style, body.add("P") if event.tag else body)
        needed = setter.extents(when, self.date_style)
        self.whole, self.width = needed.whole, needed.most
        """Widths in points: the date's widest piece, and the whole date on one line."""
        if self.tag is not None:
            self.whole = max(self.whole, setter.widest(tag, self.tag.style))
        self.widest = max(self.whole, setter.widest(event.inline, style))

    def sized(self, factor: float) -> list[BlockFlowable]:
        """Return its blocks, the date so many times as large."""
        if factor >= 1.0:
            return self.blocks
        small = smaller(self.date_style, int(self.date_style.size * factor * 2) / 2)
        date = TextFlow(self.date.setter, self.date.inline, small, self.date.elem, keep_next=True)
        return [date, *self.blocks[1:]]

    @property
    def blocks(self) -> list[BlockFlowable]:
        """Its date, what is said of its status, its text."""
        return [self.date, *([self.tag] if self.tag else []), self.text]


class TimelineFlow(BlockFlowable):
    """Events with dots on a line. Downwards it divides between events."""

    def __init__(self, entries: Sequence[_TimelineEntry], direction: str, context: Context) -> None:
        super().__init__()
        self.entries, self.direction, self.context = list(entries), direction, context
        self.dot = context.length("timeline-dot")
        self.gap = context.length("tile-gap")
        self.row_gap = self.gap * 0.6
        self.stem = LEAST_STEM
        self.start, self.end = 0, len(self.entries)
        """The events of this part."""
        self._talls: dict[float, list[float]] = {}
        self._date_widths: dict[float, float] = {}

    # -- which way ---------------------------------------------------------------------

    def _slot(self, width: float) -> float:
        """Return the distance of dots whose texts alternate: each text has two of them."""
        return (width + self.gap) / (len(self.entries) + 1)

    def _alternates(self, width: float) -> bool:
        if self.context.medium != "deck" or self.direction == "vertical":
            return False
        if not LEAST_ALTERNATING <= len(self.entries) <= MOST_ALTERNATING:
            return False
        room = self._slot(width) * 2 - self.gap - FLAG
        return room >= max(LEAST_ALTERNATING_WIDTH, *(e.widest for e in self.entries))

    def _across(self, width: float) -> bool:
        if self.direction != "auto":
            return self.direction == "horizontal"
        count = self.end - self.start
        if count < len(self.entries) or not 2 <= count <= max(MOST_ACROSS, MOST_ALTERNATING):
            return False
        widest = max(e.widest for e in self.entries)
        if self._alternates(width):
            return True
        column = (width - self.gap * (count - 1)) / count
        room = width / count
        enough = count <= MOST_ACROSS and room >= LEAST_WIDTH[self.context.medium]
        return enough and widest <= column

    def _dates(self, width: float) -> float:
        """Return the width of the column of dates where events run downwards."""
        found = self._date_widths.get(width)
        if found is None:
            dates = max(e.width for e in self.entries) + 2
            found = max(min(dates, width * 0.35), max(e.whole for e in self.entries) + 0.1)
            self._date_widths[width] = found
        return found

    def _heights(self, width: float, end: int) -> list[float]:
        """Return the heights of the events down to `end`, measured as they are asked for."""
        found = self._talls.setdefault(width, [])
        dates = self._dates(width) if len(found) < end else 0.0
        text = width - self.dot - self.gap * 2 - dates
        for entry in self.entries[len(found) : end]:
            tall = height_of(entry.blocks[:-1], dates) + self._date_down(entry)
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
        if not self._across(width):
            return self._vertical(width)
        return self._alternating(width) if self._alternates(width) else self._horizontal(width)

    # -- across ------------------------------------------------------------------------

    def _horizontal(self, width: float) -> Placement:
        column = (width - self.gap * (len(self.entries) - 1)) / len(self.entries)
        starts = [n * (column + self.gap) for n in range(len(self.entries))]
        items: list[PlacedItem] = self._rail(starts, self.dot / 2, width)
        tallest = 0.0
        for x, entry in zip(starts, self.entries, strict=True):
            placed = stack(entry.blocks, column)
            inner = (*self._dots(entry, 0, 0), *shifted(placed.items, 0, self.dot * 1.6))
            rect = Rect(0, 0, column, self.dot * 1.6 + placed.height)
            group = GroupItem(rect, inner, name=f"Timeline: {entry.label}", kind="timeline")
            items += shifted([group], x, 0)
            tallest = max(tallest, placed.height)
        height = self.dot * 1.6 + tallest
        whole = GroupItem(Rect(0, 0, width, height), tuple(items), "Timeline", kind="timeline")
        return Placement((whole,), height)

    def _alternating(self, width: float) -> Placement:
        """Return texts above and below the line in turn, each at a stem from its dot."""
        slot = self._slot(width)
        wide = slot * 2 - self.gap - FLAG
        size = min(1.0, *(wide / e.width for e in self.entries if e.width))
        placed = [stack(e.sized(max(size, LEAST_DATE)), wide) for e in self.entries]
        above = max(p.height for p in placed[::2]) + self.stem
        below = max(p.height for p in placed[1::2]) + self.stem
        middle = above + self.dot / 2
        items = self._rail([n * slot for n in range(len(placed))], middle, width)
        for n, (entry, text) in enumerate(zip(self.entries, placed, strict=True)):
            over, x = n % 2 == 0, n * slot
            y = 0.0 if over else above + self.dot + self.stem
            reach = Rect(self.dot / 2, y if over else middle, 0.0, 0.0)
            tall = middle - y if over else y + text.height - middle
            stem = ShapeItem(
                Rect(reach.x, reach.y, 0.0, max(tall, 0.1)),
                "line",
                stroke="rule",
                stroke_width=1.0,
                dash=entry.status == "possible",
                name="Stem",
            )
            left = self.dot / 2 + FLAG
            inner = (
                stem,
                *self._dots(entry, 0, middle - self.dot / 2),
                *shifted(text.items, left, y),
            )
            top = min(y, middle - self.dot / 2)
            rect = Rect(0, top, left + wide, max(y + text.height, middle + self.dot / 2) - top)
            group = GroupItem(rect, inner, name=f"Timeline: {entry.label}", kind="timeline")
            items += shifted([group], x, 0)
        height = above + self.dot + below
        whole = GroupItem(Rect(0, 0, width, height), tuple(items), "Timeline", kind="timeline")
        return Placement((whole,), height)

    def _rail(self, starts: Sequence[float], y: float, width: float) -> list[PlacedItem]:
        """Return the line: heavy as far as things are done, dashed where they are planned."""
        ahead = [n for n, e in enumerate(self.entries) if e.status in _AHEAD]
        done = [n for n, e in enumerate(self.entries) if e.status in ("past", "today")]
        if not ahead or not done or min(ahead) < max(done):
            return [_line(Rect(0, y, width, 0.0))]
        split = starts[max(done)] + self.dot / 2
        return [
            _line(Rect(0, y, split, 0.0), "accent-1", 2.25),
            _line(Rect(split, y, width - split, 0.0), "rule", 1.5, dash=True),
        ]

    def _dots(self, entry: _TimelineEntry, x: float, y: float) -> tuple[PlacedItem, ...]:
        rect = Rect(x, y, self.dot, self.dot)
        if entry.status in _AHEAD:
            stroke = "accent-1" if entry.status == "planned" else "muted"
            dash = entry.status == "possible"
            return (ShapeItem(rect, "ellipse", "background", stroke, 1.75, dash=dash, name="Dot"),)
        if entry.status == "today":
            wide = self.dot * 0.3
            ring = Rect(x - wide, y - wide, self.dot + wide * 2, self.dot + wide * 2)
            halo = ShapeItem(ring, "ellipse", "background", "accent-1", 1.75, name="Ring")
            return (halo, ShapeItem(rect, "ellipse", fill="accent-1", name="Dot"))
        return (ShapeItem(rect, "ellipse", fill="accent-1", name="Dot"),)

    # -- downwards ---------------------------------------------------------------------

    def _vertical(self, width: float) -> Placement:
        dates = self._dates(width)
        left = self.dot + self.gap
        text_left = left + dates + self.gap
        groups: list[PlacedItem] = []
        y, centres = 0.0, list[float]()
        heights = self._heights(width, self.end)
        for number in range(self.start, self.end):
            entry = self.entries[number]
            date = stack(entry.blocks[:-1], dates)
            text = entry.text.place(width - text_left)
            centre = y + entry.text.style.leading / 2
            centres.append(centre)
            inner = (
                *self._dots(entry, 0, centre - self.dot / 2),
                *shifted(date.items, left, y + self._date_down(entry)),
                *shifted(text.items, text_left, y),
            )
            rect = Rect(0, y, width, heights[number])
            groups.append(GroupItem(rect, inner, name=f"Timeline: {entry.label}", kind="timeline"))
            y += heights[number] + self.row_gap
        height = y - self.row_gap
        rail = Rect(self.dot / 2, centres[0], 0.0, max(centres[-1] - centres[0], 0.1))
        line = _line(rail)
        whole = GroupItem(Rect(0, 0, width, height), (line, *groups), "Timeline", kind="timeline")
        return Placement((whole,), height)

    @staticmethod
    def date_leading(entry: _TimelineEntry) -> float:
        """Return the leading of an entry's date in points."""
        return entry.date_style.leading

    # -- height ------------------------------------------------------------------------

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the timeline with longer stems, or its events further apart."""
        spare = max(height - self.height_at(width), 0.0)
        made = copy(self)
        made._placed = {}
        if self._across(width):
            made.stem = min(self.stem + spare / 2, MOST_STEM)
        elif self.end - self.start > 1:
            gap = self.row_gap + spare / (self.end - self.start - 1)
            made.row_gap = min(gap, max(MOST_ROW_GAP, self.row_gap))
        return made

    def most(self, width: float) -> float:
        """Return the height with the longest stems, or the widest gaps."""
        tall = self.height_at(width)
        if self._across(width):
            return tall + (MOST_STEM - self.stem) * 2 if self._alternates(width) else tall
        return tall + max(MOST_ROW_GAP - self.row_gap, 0.0) * (self.end - self.start - 1)

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
        parts = self.entries[self.start].blocks
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


_AHEAD: tuple[EventStatus, ...] = ("planned", "possible")


def _line(rect: Rect, stroke: str = "rule", width: float = 1.0, dash: bool = False) -> PlacedItem:
    return ShapeItem(rect, "line", stroke=stroke, stroke_width=width, dash=dash, name="Line")
