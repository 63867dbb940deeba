"""Saying how much is too much: words over a limit, and the part of the summary to cut."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.language.word_count import word_count
from docgen.layout.blocks import Inline
from docgen.layout.document import SlideBlock
from docgen.placed.documents import Page, SlideRefusedError, layout_key
from docgen.placed.items import ChartItem, ImageItem, Rect, TextPara
from docgen.placed.walk import leaves, paras_of
from docgen.summary.model import Summary
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable
from docgen.typeset.flowables.stack import least_height


def count_words(paras: Iterable[TextPara]) -> int:
    """Return the number of words set."""
    return sum(word_count(text_of(p)) for p in paras)


def text_of(para: TextPara) -> str:
    """Return the text of a paragraph as set."""
    return " ".join("".join(g.text for g in line.pieces) for line in para.lines)


def page_paras(pages: Iterable[Page]) -> list[TextPara]:
    """Return all paragraphs of some pages in reading order."""
    return [p for page in pages for leaf in leaves(page.items) for p in paras_of(leaf)]


def longest_part(
    summary: Summary, paras: Sequence[TextPara]
) -> tuple[str, int, Location | None] | None:
    """Return the part of the summary with most words: its name, words and place."""
    words: Counter[str] = Counter()
    places: dict[str, Location | None] = {}
    for para in paras:
        for ref in para.refs[:1]:
            if ref >= len(summary.texts):
                continue
            text = summary.texts[ref]
            key = part_name(summary, text.path)
            words[key] += word_count(text_of(para))
            places.setdefault(key, text.location)
    if not words:
        return None
    name, count = max(words.items(), key=lambda kv: kv[1])
    return name, count, places[name]


def part_name(summary: Summary, path: str) -> str:
    """Return what a person calls the place of a text: ``section "Drivers"``, ``people``."""
    keys = path.split(".")
    if keys[0] == "sections" and len(keys) > 1 and keys[1].isdigit():
        return f'section "{summary.sections[int(keys[1])].heading}"'
    return f'"{keys[0]}"'


def block_paras(blocks: Iterable[BlockFlowable], width: float) -> list[TextPara]:
    """Return all paragraphs of blocks as set at `width` points."""
    return [p for b in blocks for leaf in leaves(b.place(width).items) for p in paras_of(leaf)]


def refuse_title(
    slide: SlideBlock, inline: Inline, summary: Summary, lines: int, fit: float
) -> DocgenError:
    """Say that a title (or subtitle) doesn't fit even at its smallest size."""
    at = summary.texts[inline.refs[0]].location if inline.refs else slide.source or slide.origin
    most = max(int(fit), 1)
    words = word_count(inline.plain)
    over = max(math.ceil(words * (lines - most) / lines), 1)
    return SlideRefusedError(
        Diagnostic(
            codes.TITLE_TOO_LONG,
            f'slide title "{shortened(inline.words)}" is too long: at its smallest size it takes'
            f" {lines} lines, {most} fit; tried more height and shrinking",
            at,
            f"cut {about(over, 'word')} of {words}",
        ),
        layout_key(slide.layout, slide.company),
    )


def refuse_slide(
    slide: SlideBlock,
    context: Context,
    blocks: Sequence[BlockFlowable],
    region: Rect,
    tried: Sequence[str],
) -> DocgenError:
    """Say how much too much a slide holds, in lines and words, and what was tried.

    `blocks` are those that don't fit, as set last (at their smallest if that was tried).
    """
    paras = block_paras(blocks, region.width)
    height = least_height(blocks, region.width)
    over = max(height - region.height, 1.0)
    leading = max((p.style.leading for p in paras), default=context.style("body").leading)
    words = max(round(count_words(paras) * over / max(height, 1.0)), 1)
    lines = max(round(over / leading), 1)
    part = longest_part(context.shared.summary, paras)
    remedies = " and ".join(["room", *tried]) if tried else "room (the layout says refuse)"
    return SlideRefusedError(
        Diagnostic(
            codes.SLIDE_TOO_FULL,
            f'slide "{shortened(slide.title.words)}" holds too much: {over:.0f} pt,'
            f" {about(lines, 'line')} or {about(words, 'word')}; tried {remedies}",
            part[2] if part else slide.source or slide.origin,
            _remedy(blocks, region.width, words, part[0] if part else ""),
        ),
        layout_key(slide.layout, slide.company),
    )


def _remedy(blocks: Sequence[BlockFlowable], width: float, words: int, part: str) -> str:
    """Say what to do: fewer words, or, where charts and pictures fill the slide, fewer of them."""
    items = [leaf for block in blocks for leaf in leaves(block.place(width).items)]
    figures = sum(isinstance(item, ChartItem | ImageItem) for item in items)
    if figures > 1:
        return f"its {figures} charts and pictures need the room: show some on slides of their own"
    return f"cut {about(words, 'word')}" + (f" from {part}" if part else "")


def shortened(text: str, most: int = 50) -> str:
    """Return `text` cut at a word, with an ellipsis if there is more."""
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most) if " " in text[:most] else most] + "..."


def about(count: int, noun: str) -> str:
    """Return ``about 12 words``, or ``about 1 word``."""
    return f"about {count} {noun}" + ("" if count == 1 else "s")
