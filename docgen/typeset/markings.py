"""Marks on every page and slide: a classification's banner, and a draft's watermark.

Artifacts to a reader; on decks of our own they stand on the layouts, so that one change there
changes all slides. The classification is read aloud where a layout prints it, and stands among
the file's properties.
"""

from __future__ import annotations

import math
from dataclasses import replace

from docgen.layout.blocks import Inline, Span
from docgen.layout.runs import plain
from docgen.placed.documents import Master, SlideLayout
from docgen.placed.items import PlacedItem, Rect, ShapeItem, TextItem
from docgen.summary.model import Summary
from docgen.text.paragraph import Setter
from docgen.theme.markings import GROUND, TEXT
from docgen.theme.model import Medium, Style, Theme, contrast

BANNER = {"brief": (15.0, 8.5), "deck": (18.0, 11.0)}
"""A banner's height and the size of its type, in points."""
LEAST_BANNER_TYPE = 6.0
WATERMARK_SHARE = 0.62
"""Of a page's diagonal that a watermark runs along."""
WATERMARK_CONTRAST = 1.18
"""Of a watermark to its ground: seen, and read over."""
MOST_WATERMARK = 200.0
"""Most size of a watermark's type, in points."""


def has_banner(theme: Theme) -> bool:
    """Say whether a document's classification has a banner."""
    return GROUND in theme.palette


def banner_height(theme: Theme, medium: Medium) -> float:
    """Return what a banner takes of the upper and the lower edge, in points."""
    return BANNER[medium][0] if has_banner(theme) else 0.0


def banner(
    summary: Summary, theme: Theme, medium: Medium, setter: Setter, width: float, height: float
) -> tuple[PlacedItem, ...]:
    """Return the banners at the top and the bottom of a page or slide."""
    if not has_banner(theme):
        return ()
    tall, size = BANNER[medium]
    text = plain(summary.classification)
    found: list[PlacedItem] = []
    while True:
        style = Style(
            "banner", size=size, leading=size * 1.2, color=TEXT, bold=True, align="center"
        )
        para = setter.set(Inline((Span(text),)), style, width - 24)
        if len(para.lines) <= 1 or size <= LEAST_BANNER_TYPE:
            break
        size -= 0.5
    para = replace(para, space_before=0.0, space_after=0.0)
    for y, where in ((0.0, "top"), (height - tall, "bottom")):
        rect = Rect(0, y, width, tall)
        found.append(ShapeItem(rect, fill=GROUND, name=f"Classification {where}"))
        found.append(
            TextItem(rect, (para,), "middle", (12, 0, 12, 0), name=f"Classification {where} text")
        )
    return tuple(found)


def watermark(
    word: str, theme: Theme, setter: Setter, width: float, height: float, ground: str
) -> tuple[PlacedItem, ...]:
    """Return a word across a page or slide, from its lower left to its upper right."""
    if not word:
        return ()
    turn = math.degrees(math.atan2(height, width)) * (0.8 if width > height else 1.0)
    along = math.hypot(width, height) * WATERMARK_SHARE
    style = Style(
        "watermark",
        font="heading",
        size=100.0,
        leading=112.0,
        color=_pale(theme, ground),
        bold=True,
        align="center",
        caps=True,
        tracking=4.0,
    )
    natural = max(
        (line.width for line in setter.set(Inline((Span(word),)), style, 10_000.0).lines),
        default=1.0,
    )
    size = min(round(100.0 * along / max(natural, 1.0)), MOST_WATERMARK)
    style = replace(style, size=float(size), leading=size * 1.12)
    wide = natural * size / 100 * 1.08 + 20
    para = setter.set(Inline((Span(word),)), style, wide)
    para = replace(para, space_before=0.0, space_after=0.0)
    rect = Rect((width - wide) / 2, (height - para.height) / 2, wide, para.height)
    return (TextItem(rect, (para,), "middle", name="Watermark", turn=-turn % 360),)


def _pale(theme: Theme, ground: str) -> str:
    """Return a colour that is barely told from a ground."""
    base = theme.color(ground)
    dark = contrast(base.rgb, (0.0, 0.0, 0.0)) < 7
    for step in range(1, 40):
        mod, off = (100, step) if dark else (100 - step, 0)
        token = f"{base.base} {mod} {off}"
        if contrast(theme.color(token).rgb, base.rgb) >= WATERMARK_CONTRAST:
            return token
    return "rule"


def with_marks(
    master: Master, theme: Theme, summary: Summary, draft: str, setter: Setter
) -> Master:
    """Return a master whose layouts carry the watermark and the banners; a company's is kept."""
    if master.template is not None or not (draft or has_banner(theme)):
        return master
    size = master.width, master.height

    def marked(layout: SlideLayout) -> SlideLayout:
        word = watermark(draft, theme, setter, *size, layout.background)
        strips = banner(summary, theme, "deck", setter, *size)
        drawn = layout.decorations
        over = max((n for n, one in enumerate(drawn, 1) if _covers(one, size)), default=0)
        return replace(layout, decorations=(*drawn[:over], *word, *drawn[over:], *strips))

    return replace(master, layouts=tuple(marked(one) for one in master.layouts))


def _covers(item: PlacedItem, size: tuple[float, float]) -> bool:
    """Say whether a shape covers the whole slide: a watermark under it would be hidden."""
    rect = item.rect
    whole = rect.x <= 0 and rect.y <= 0 and rect.right >= size[0] and rect.bottom >= size[1]
    return isinstance(item, ShapeItem) and bool(item.fill or item.gradient) and whole


def slide_marks(
    master: Master, theme: Theme, summary: Summary, draft: str, setter: Setter
) -> tuple[PlacedItem, ...]:
    """Return the marks of each slide on a company's master, which stays as it is."""
    if master.template is None:
        return ()
    size = master.width, master.height
    strips = banner(summary, theme, "deck", setter, *size)
    return (*watermark(draft, theme, setter, *size, "background"), *strips)
