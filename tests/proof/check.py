"""The violations: words outside their box or the slide, text over text, text lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .boxes import Box
from .glyphs import DrawnPage, Glyph
from .match import Found, match

BESIDE = 1.5
"""Points that ink may stand out of its box: side bearings, italics, rounding to EMU."""
OVERLAP = 0.6
"""Points two words' ink may share: rounding."""


@dataclass(slots=True)
class Tally:
    """Counts over many files, and what was wrong, each with its place."""

    files: int = 0
    pages: int = 0
    words: int = 0
    violations: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = Counter(v.split(": ")[1].split()[0] for v in self.violations)
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        return (
            f"{self.files} files, {self.pages} pages, {self.words} words,"
            f" {len(self.violations)} violations{f' ({told})' if told else ''}"
        )


@dataclass(frozen=True, slots=True)
class Word:
    """The ink of the characters of a paragraph on one line that stand together."""

    box: Box
    text: str
    left: float
    top: float
    right: float
    bottom: float
    pen: float
    """Where its first character starts: italics lean out to the left of that."""
    line: tuple[int, int]
    """Paragraph and line: words of one line may touch (a j under an i)."""


def words_of(found: Found) -> list[Word]:
    """Return a paragraph's words, as its text divides them, at the lines' ends too."""
    words: list[Word] = []
    for number, line in enumerate(found.lines):
        key = (id(found), number)
        group: list[Glyph] = []
        for glyph in [*line, None]:
            if glyph is None or (group and glyph.x - group[-1].right > _space(group[-1])):
                if group:
                    words.append(_word(found.box, group, key))
                group = []
            if glyph is not None:
                group.append(glyph)
    return words


def _space(glyph: Glyph) -> float:
    return max(glyph.right - glyph.left, 2.0) * 0.35


def _word(box: Box, group: Sequence[Glyph], line: tuple[int, int]) -> Word:
    return Word(
        box,
        "".join(g.char for g in group),
        min(g.left for g in group),
        min(g.top for g in group),
        max(g.right for g in group),
        max(g.bottom for g in group),
        group[0].x,
        line,
    )


def check_page(boxes: Sequence[Box], page: DrawnPage, place: str, tally: Tally) -> list[Found]:
    """Add a page's words and violations to the tally; return its paragraphs."""
    found, lost = match(boxes, page.glyphs)
    tally.pages += 1
    tally.violations += [f"{place}: lost {text}" for text in lost]
    words = [word for one in found for word in words_of(one)]
    tally.words += len(words)
    for word in words:
        if outside(word, 0.0, 0.0, page.width, page.height, 0.0):
            tally.violations.append(f"{place}: off-page {_told(word)}")
        elif outside(word, word.box.left, word.box.top, word.box.right, word.box.bottom, BESIDE):
            tally.violations.append(f"{place}: outside {_told(word)} of {word.box}")
    tally.violations += [f"{place}: overlap {pair}" for pair in overlaps(words)]
    return found


def outside(word: Word, left: float, top: float, right: float, bottom: float, slack: float) -> bool:
    """Say whether a word's ink leaves a box."""
    return (
        max(word.left, min(word.pen, word.right)) < left - slack
        or word.top < top - slack
        or word.right > right + slack
        or word.bottom > bottom + slack
    )


def overlaps(words: Iterable[Word]) -> list[str]:
    """Return the pairs of words whose ink overlaps."""
    ordered = sorted(words, key=lambda w: w.left)
    active: list[Word] = []
    pairs: list[str] = []
    for word in ordered:
        active = [a for a in active if a.right > word.left + OVERLAP]
        for other in active:
            if other.line == word.line:
                continue
            high = min(word.bottom, other.bottom) - max(word.top, other.top)
            wide = min(word.right, other.right) - max(word.left, other.left)
            if high > OVERLAP and wide > OVERLAP:
                pairs.append(f"{_told(word)} / {_told(other)}")
        active.append(word)
    return pairs


def _told(word: Word) -> str:
    return (
        f'"{word.text[:30]}" in {word.box.name[:30]}'
        f" ({word.left:.1f},{word.top:.1f},{word.right:.1f},{word.bottom:.1f})"
    )
