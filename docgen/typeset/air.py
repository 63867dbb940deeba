"""Air for sparse slides: wider spaces between paragraphs, so that they aren't top-heavy."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.typeset.flowables.base import Block
from docgen.typeset.flowables.stack import height_of

SPARSE = 0.6
"""A slide filled to less than this share of its region gets air..."""
STEPS = (1.8, 1.65, 1.5, 1.35, 1.2, 1.1)
"""...spaces times the first of these that fills it no further."""


def aired(blocks: Sequence[Block], width: float, room: float) -> list[Block]:
    """Return blocks with wider spaces if they fill little of `room` points of height."""
    if height_of(blocks, width) >= room * SPARSE:
        return list(blocks)
    for step in STEPS:
        made = [block.aired(step) for block in blocks]
        if height_of(made, width) <= room * SPARSE:
            return made
    return list(blocks)
