"""Saying how much is too much: words over a limit, and the part of the summary to cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docgen.diagnostics import Diagnostic, DocgenError, Location
from docgen.layout.blocks import Document, SlideBlock
from docgen.summary.model import Summary
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import Block
from docgen.typeset.items import Page, Rect, TextPara
from docgen.typeset.walk import leaves, paras_of


def count_words(paras: Iterable[TextPara]) -> int:
    """Return the number of words set."""
    return sum(len(text_of(p).split()) for p in paras)


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
            words[key] += len(text_of(para).split())
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


def block_paras(blocks: Iterable[Block], width: float) -> list[TextPara]:
    """Return all paragraphs of blocks as set at `width` points."""
    return [
        p for b in blocks for leaf in leaves(b.place(width).items) for p in paras_of(leaf)
    ]  # fmt: skip


def refuse_title(slide: SlideBlock, document: Document) -> DocgenError:
    """Say that a title (or subtitle) doesn't fit even at its smallest size."""
    text = max((slide.title, slide.subtitle, slide.kicker), key=lambda i: len(i.plain))
    refs = text.refs[:1]
    at = document.summary.texts[refs[0]].location if refs else slide.source or slide.origin
    words = len(text.plain.split())
    return DocgenError(
        Diagnostic(
            "DG403",
            f'slide title "{text.plain[:40]}..." is too long: {words} words'
            f" ({len(text.plain)} characters), at its smallest size too",
            at,
            "cut it to about 25 words",
        )
    )


def refuse_slide(
    slide: SlideBlock, context: Context, blocks: Sequence[Block], region: Rect,
    tried: Sequence[str],
) -> DocgenError:  # fmt: skip
    """Say how much too much a slide holds, in lines and words, and what was tried."""
    paras = block_paras(blocks, region.width)
    height = sum(b.least(region.width) for b in blocks)
    over = max(height - region.height, 1.0)
    leading = context.theme.style("deck", "body").leading
    words = max(round(count_words(paras) * over / max(height, 1.0)), 1)
    part = longest_part(context.shared.summary, paras)
    remedies = " and ".join(tried) or "nothing (the layout says refuse)"
    return DocgenError(
        Diagnostic(
            "DG404",
            f'slide "{slide.title.plain[:60]}" holds too much: {over:.0f} pt, about'
            f" {max(round(over / leading), 1)} lines or {words} words; tried {remedies}",
            part[2] if part else slide.source or slide.origin,
            f"cut about {words} words" + (f" from {part[0]}" if part else ""),
        )
    )
