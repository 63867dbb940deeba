"""Finding each paragraph of a file among the characters that were drawn.

A paragraph's characters are drawn one after another; equal paragraphs are told apart by
which is nearest to the shape's box. What isn't found is lost text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .boxes import Box
from .glyphs import Glyph

LEFT_OUT = set(" -\u2010\u00ad\u200b\u2060\u200e\u200f\u200c\u200d\ufeff\u00a0\u202f\u2007\ufe0f")
"""Characters that draw nothing, and hyphens: a soft one may be drawn or not."""
NEAR = 2.0
"""Points that a glyph may stand out of a box to be looked for there."""
DOWN = 3.0
"""A glyph not right of the one before and so many points lower stands on the next line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph of a box and its characters in drawing order."""

    box: Box
    text: str
    glyphs: Sequence[Glyph]

    @property
    def lines(self) -> list[list[Glyph]]:
        """The characters by line: a line begins where the pen goes back and down."""
        rows: list[list[Glyph]] = []
        for glyph in self.glyphs:
            if not rows or (glyph.x <= rows[-1][-1].x and glyph.y > rows[-1][0].y + DOWN):
                rows.append([])
            rows[-1].append(glyph)
        return rows


def plain(text: str) -> str:
    """Return the characters that draw something, compatibility forms, case and accents folded."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        c for c in folded if c.isprintable() and c not in LEFT_OUT and not unicodedata.combining(c)
    )


def drawn(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs that `plain` would keep, composed ones as their parts."""
    kept = []
    for glyph in glyphs:
        for char in plain(glyph.char):
            one = Glyph(char, glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.x, glyph.y)
            kept.append(one)
    return kept


def match(boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[Found], list[str]]:
    """Return the paragraphs found, and the lost ones."""
    stream = drawn(glyphs)
    text = "".join(g.char for g in stream)
    found: list[Found] = []
    missing: list[tuple[Box, str]] = []
    wanted = [(box, para) for box in boxes for para in box.paras]
    for box, para in sorted(wanted, key=lambda w: -len(w[1])):
        key = plain(para)
        best = _nearest(key, text, stream, box) if key else None
        if best is None:
            missing += [(box, para)] if key else []
            continue
        part = stream[best : best + len(key)]
        for glyph in part:
            glyph.taken = True
        found.append(Found(box, para, part))
    lost = []
    for box, para in sorted(missing, key=wanted.index):
        part = _in_place(plain(para), stream, box)
        if part:
            found.append(Found(box, para, part))
        else:
            lost.append(f"{box.name}: {para[:60]}")
    return found, lost


def _in_place(key: str, stream: Sequence[Glyph], box: Box) -> list[Glyph]:
    """Return a paragraph's glyphs by where they stand: glyphs of another font are drawn later.

    Rows from the top down, each from left to right; empty if not all are in the box.
    """
    free = [g for g in stream if not g.taken and _distance(g, box) < NEAR]
    rows: list[list[Glyph]] = []
    for glyph in sorted(free, key=lambda g: g.y):
        if not rows or glyph.y > rows[-1][0].y + DOWN:
            rows.append([])
        rows[-1].append(glyph)
    wanted, part = Counter(key), []
    for glyph in (g for row in rows for g in sorted(row, key=lambda g: g.x)):
        if wanted[glyph.char] > 0:
            wanted[glyph.char] -= 1
            part.append(glyph)
    if any(wanted.values()):
        return []
    for glyph in part:
        glyph.taken = True
    return part


def _nearest(key: str, text: str, stream: Sequence[Glyph], box: Box) -> int | None:
    best, least = None, 0.0
    at = text.find(key)
    while at >= 0:
        part = stream[at : at + len(key)]
        if not any(g.taken for g in part):
            away = _distance(part[0], box) + _distance(part[-1], box)
            if best is None or away < least:
                best, least = at, away
        at = text.find(key, at + 1)
    return best


def _distance(glyph: Glyph, box: Box) -> float:
    dx = max(box.left - glyph.left, glyph.right - box.right, 0.0)
    dy = max(box.top - glyph.top, glyph.bottom - box.bottom, 0.0)
    return dx + dy
