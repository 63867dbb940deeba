"""Slide titles: each its own, so that screen readers and the outline tell slides apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.layout.blocks import Inline, Span
from docgen.layout.document import SlideBlock


def unique_titles(slides: Iterable[SlideBlock], fallback: str) -> Iterator[SlideBlock]:
    """Yield the slides, those whose title has been there before numbered: ``Voices (2)``."""
    seen: Counter[str] = Counter()
    for block in slides:
        text = block.title.plain.strip() or fallback
        seen[text] += 1
        if seen[text] == 1:
            yield block
            continue
        spans = block.title.spans or (Span(fallback),)
        number = Span(f" ({seen[text]})")
        yield replace(block, title=Inline((*spans, number), block.title.refs))
