"""Table of contents: headings with page numbers, each a link."""

from __future__ import annotations

from dataclasses import replace

from docgen.layout.blocks import Inline, Sources, Span, Toc
from docgen.placed.items import Bullet, Rect, ShapeItem, TextItem
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow
from docgen.typeset.flowables.text import TextFlow

NUMBER_GAP = 0.6
"""From a source's number to its text, in type sizes."""


@flow.register(Sources)
def sources(block: Sources, context: Context) -> list[BlockFlowable]:
    """Return one paragraph a source."""
    if not block.entries:
        return []
    top = context.elem.add("L", numbering="Decimal", id=block.id)
    style = context.style("source")
    widest = max(e.number for e in block.entries)
    width = context.setter.width(f"{widest}.", style) + style.size * NUMBER_GAP
    found: list[BlockFlowable] = []
    for entry in block.entries:
        item = top.add("LI", id=f"source-{entry.id}" if entry.id else None)
        bullet = Bullet(
            f"{entry.number}.",
            "number",
            0,
            0.0,
            width,
            start=entry.number,
            elem=item.add("Lbl"),
            color="muted",
            href=f"#cite-{entry.id}" if entry.id else None,
        )
        elem = item.add("LBody").add("P")
        found.append(TextFlow(context.setter, entry.inline, style, elem, bullet))
    return found


class TocLine(BlockFlowable):
    """An entry: its title, and its page at the right edge; both are one link."""

    def __init__(self, title: str, target: str, level: int, context: Context, elem: Elem) -> None:
        super().__init__()
        self.title, self.target, self.context = title, target, context
        self.link = elem.inline_kid("Reference").inline_kid("Link", href=f"#{target}")
        self.style = context.style(f"toc-{min(level, 3)}")
        self.space_before, self.space_after = self.style.space_before, self.style.space_after

    def layout(self, width: float) -> Placement:
        """Return the title at the left and the page number at the right."""
        page = self.context.shared.pages.get(self.target)
        number = Inline((Span(str(page) if page else "00", href=f"#{self.target}"),))
        room = self.style.size * 2.4
        link = Inline((Span(f"{self.title} ", href=f"#{self.target}"),))
        plain = replace(self.style, align="left")
        setter = self.context.setter
        para = setter.set(link, plain, width - room, self.link)
        right = setter.set(number, replace(plain, align="right", indent=0.0), room, self.link)
        down = para.height - right.height
        return Placement(
            (
                TextItem(Rect(0, 0, width - room, para.height), (para,), name="Contents"),
                TextItem(Rect(width - room, down, room, right.height), (right,), name="Page"),
                ShapeItem(Rect(0, para.height + 1, width, 0.4), fill="rule", name="Rule"),
            ),
            para.height + 1.4,
        )


@flow.register(Toc)
def toc(block: Toc, context: Context) -> list[BlockFlowable]:
    """Return the entries for the headings of the whole document."""
    elem = context.elem.add("TOC", id=block.id)
    lines: list[BlockFlowable] = []
    if block.title:
        style = context.style("toc-title")
        title = elem.add("Caption")
        lines.append(TextFlow(context.setter, block.title, style, title, keep_next=True))
    path: list[tuple[int, Elem]] = []
    for level, text, target in context.shared.outline:
        if 1 < level <= block.depth + 1:
            entry = _entry(elem, path, level)
            lines.append(TocLine(text, target, level - 1, context, entry))
    return lines


def _entry(top: Elem, path: list[tuple[int, Elem]], level: int) -> Elem:
    """Return a TOCI of a level; entries below another stand in a TOC inside that one."""
    while path and path[-1][0] >= level:
        path.pop()
    holder = top
    if path:
        above = path[-1][1]
        holder = above.kids[-1] if above.kids else above.add("TOC")
    path.append((level, holder.add("TOCI")))
    return path[-1][1]
