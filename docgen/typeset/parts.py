"""Splitting blocks over continuation slides: as few as hold them, evenly filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.stack import FUZZ, divide, least_height, loosen_first
from docgen.typeset.flowables.text import TextFlow

MOST_PARTS = 60
"""Continuation slides one slide may become."""
BALANCE_STEPS = 6
"""Halvings between the emptiest and the full slide when parts are evened out."""
EMPTIEST = 0.4
"""Parts are not made emptier than this share of a slide to even them out."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The blocks of each part; or the block (and what is kept with it) that no slide holds."""

    pieces: list[list[Block]]
    stuck: Sequence[Block] = ()


def cut(
    blocks: Sequence[Block], width: float, height: float, loose: bool = False,
    least: float | None = None,
) -> Cut:  # fmt: skip
    """Cut `blocks` into parts at most `height` high, each of `least` height where it can be.

    `loose`: what fits no part is divided although it should stay together.
    """
    target = height if least is None else least
    pieces: list[list[Block]] = []
    rest = list(blocks)
    while rest:
        if target == height and least_height(rest, width) <= height + FUZZ:
            pieces.append(rest)
            break
        head, rest = divide(rest, width, target)
        if not head:
            head, rest = _one(rest, width, height)
        if not head and loose:
            parts = loosen_first(rest, width, height)
            if parts:
                rest = parts
                continue
        if not head or len(pieces) >= MOST_PARTS:
            return Cut(pieces, _chain(rest) or blocks[-1:])
        pieces.append(head)
    return Cut(_without_widow(pieces, width, height))


def _one(rest: list[Block], width: float, height: float) -> tuple[list[Block], list[Block]]:
    """Take one block (and what is kept with it) that fits, or can do with less height."""
    first = _chain(rest)
    if least_height(first, width) <= height + FUZZ:
        return first, rest[len(first) :]
    return divide(rest, width, height)


def _chain(rest: list[Block]) -> list[Block]:
    """Return the first block, with those after it that it is kept with."""
    take = 1
    while take < len(rest) and rest[take - 1].keep_next:
        take += 1
    return rest[:take]


def _without_widow(pieces: list[list[Block]], width: float, height: float) -> list[list[Block]]:
    """Give a last part of a single paragraph or item the one before it too."""
    if len(pieces) < 2 or len(pieces[-1]) > 1 or not isinstance(pieces[-1][0], TextFlow):
        return pieces
    before, last = pieces[-2], pieces[-1]
    if len(before) < 3 or not isinstance(before[-1], TextFlow) or before[-2].keep_next:
        return pieces
    joined = [before[-1], *last]
    if least_height(joined, width) > height + FUZZ:
        return pieces
    return [*pieces[:-2], before[:-1], joined]


def balanced(
    blocks: Sequence[Block], found: Cut, width: float, height: float, loose: bool = False
) -> Cut:
    """Even out the parts: the least height that needs no more of them."""
    low, high = height * EMPTIEST, height
    best = found
    for _ in range(BALANCE_STEPS):
        middle = (low + high) / 2
        made = cut(blocks, width, height, loose, middle)
        if not made.stuck and len(made.pieces) <= len(found.pieces):
            best, high = made, middle
        else:
            low = middle
    return best
