"""Text: headings, paragraphs and list items, set once and divided by lines."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from math import floor

from docgen.layout.blocks import Inline
from docgen.placed.items import Bullet, Rect, TextItem, TextPara
from docgen.placed.structure import Elem
from docgen.text.paragraph import Setter, balanced_width, slice_spans
from docgen.theme.model import Style
from docgen.typeset.flowables.base import BlockFlowable, Demand, Placement

ORPHANS = 2
"""Fewest lines of a paragraph before a break."""
LONG = 6
"""A paragraph of so many lines has one more before a break: two are a stub of it."""
WIDOWS = 2
"""Fewest lines after it."""


def lines_of(para: TextPara, start: int, end: int, bullet: Bullet | None = None) -> TextPara:
    """Return some lines of a set paragraph as a paragraph of their own."""
    up = start * para.style.leading
    offset = para.lines[0].start
    lines = para.lines[start:end]
    if up:
        lines = tuple(one.lifted(up) for one in lines)
    return replace(
        para,
        bullet=bullet,
        lines=lines,
        height=len(lines) * para.style.leading,
        continued=para.continued or start > 0,
        spans=slice_spans(para.spans, lines[0].start - offset, lines[-1].end - offset),
    )


class TextFlow(BlockFlowable):
    """One paragraph. Parts of a divided paragraph share their structure element."""

    def __init__(
        self,
        setter: Setter,
        inline: Inline,
        style: Style,
        elem: Elem | None,
        bullet: Bullet | None = None,
        keep_next: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        self.setter, self.inline, self.style = setter, inline, style
        self.elem, self.bullet, self.name = elem, bullet, name
        self.keep_next = keep_next
        self.space_before, self.space_after = style.space_before, style.space_after
        self.hyphenable = False
        """In a narrow cell its words are rather hyphenated than set smaller, but in decks:
        LibreOffice draws no hyphen there."""
        self.balanced = False
        """Its lines are made of like length (headings)."""
        self.part: TextPara | None = None
        """Lines already chosen (a part of a divided paragraph)."""

    def para(self, width: float) -> TextPara:
        """Return the set paragraph at `width` points."""
        if self.part is not None:
            return self.part
        if self.balanced:
            width = balanced_width(self.setter, self.inline, self._as_left(), width)
        return self.setter.set(self.inline, self.style, width, self.elem, self.bullet)

    def _as_left(self) -> Style:
        """Return the style, to be balanced: a centred heading is as a left one is."""
        return replace(self.style, align="left") if self.style.align == "center" else self.style

    def layout(self, width: float) -> Placement:
        """Return a text item as high as its lines."""
        para = self.para(width)
        rect = Rect(0, 0, width, para.height)
        if self.style.align == "center" and para.width < width:
            rect = Rect((width - para.width) / 2, 0, para.width, para.height)
        return Placement((TextItem(rect, (para,), name=self.name),), para.height)

    def demands(self) -> list[Demand]:
        """Return its widest piece; words count whole unless the style hyphenates."""
        if self.part is not None:
            return []
        hyphenate = self.style.hyphenate or (self.hyphenable and self.setter.hyphenates)
        widest = self.setter.widest(self.inline, self.style, hyphenate)
        if self.bullet is not None:
            widest += self.bullet.indent + self.bullet.width
        style = self.style
        least = style.min_size / style.size if style.min_size else 1.0
        return [Demand(style.name, widest, min(least, 1.0))]

    def rescaled(self, scales: Mapping[str, float]) -> BlockFlowable:
        """Return the paragraph set smaller, as its style is to be; never under its least size."""
        scale = scales.get(self.style.name, 1.0)
        if scale >= 1.0 or self.part is not None:
            return self
        size = floor(max(self.style.size * scale, self.style.min_size) * 100) / 100
        leading = round(self.style.leading * size / self.style.size, 2)
        made = copy(self)
        made.style = replace(self.style, size=size, leading=leading)
        made._placed = {}
        return made

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide between lines, leaving at least two on either side; not at a hyphen."""
        item = self.place(width).items[0]
        assert isinstance(item, TextItem)
        para = item.paras[0]
        if len(para.lines) <= self.setter.whole:
            return []
        fit = int((height + 0.01) // self.style.leading)
        fit = min(fit, len(para.lines) - WIDOWS)
        while fit > 0 and para.lines[fit - 1].hyphen:
            fit -= 1
        if fit < (ORPHANS if len(para.lines) < LONG else ORPHANS + 1):
            return []
        return [self._part(para, 0, fit), self._part(para, fit, len(para.lines))]

    def loosened(self, width: float, height: float) -> list[BlockFlowable]:
        """Return the paragraph in two, though that leaves a single line alone."""
        item = self.place(width).items[0]
        assert isinstance(item, TextItem)
        lines = len(item.paras[0].lines)
        fit = min(int((height + 0.01) // self.style.leading), lines - 1)
        if fit < 1:
            return []
        return [self._part(item.paras[0], 0, fit), self._part(item.paras[0], fit, lines)]

    def _part(self, para: TextPara, start: int, end: int) -> TextFlow:
        bullet = self.bullet
        if bullet is not None and start:
            bullet = replace(bullet, label="")
        part = TextFlow(self.setter, self.inline, self.style, self.elem, bullet)
        part.part = lines_of(para, start, end, bullet)
        part.inline = Inline(part.part.spans, self.inline.refs)
        part.name = self.name
        last = end == len(para.lines)
        part.space_before = 0.0 if start else self.space_before
        part.space_after = self.space_after if last else 0.0
        part.keep_next = self.keep_next and last
        return part
