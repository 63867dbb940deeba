"""Choosing a slide's composition: each candidate is typeset, measured, and scored.

The score has five parts, each from 0 to 1, and weights that say which matters most:

- *area*: the share of the region that the bounding box of words, charts, tables and pictures
  fills (a box behind them doesn't count). A slide read across a room has no use for an empty half (Ngo, Teo and Byrne, "Modelling interface
  aesthetics", Information Sciences 152, 2003: density; here towards more, not to one half).
- *type*: the smallest type on it, 12 points worth nothing and 20 all: what the last row reads.
- *balance*: how near the middle of the content's area is to the region's, left to right
  (the same paper's balance; only across, since slides are read from the top).
- *evidence*: whether a chart, table, picture or drawn figure stands beside the words, and
  takes a fair share of the slide (spatial contiguity: Mayer, "Multimedia Learning", 2009).
- *variety*: not the composition of the slide before, still less that of both before.

The template's order breaks near ties. A candidate that needs a second slide loses a half for each; so one that fits wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.foundation.structs import Struct
from docgen.placed.items import (
    ChartItem,
    GroupItem,
    ImageItem,
    PathItem,
    PlacedItem,
    Rect,
    ShapeItem,
    TableItem,
)
from docgen.placed.walk import leaves, paras_of

AREA, TYPE, BALANCE, EVIDENCE, VARIETY = 0.34, 0.16, 0.12, 0.18, 0.20
"""Weights of the parts of the score; they add up to 1."""
GOOD = 0.86
"""A candidate that scores so much is taken without trying those after it."""
MOST_CANDIDATES = 4
"""So many are typeset for one slide, in the template's order."""
ANOTHER_SLIDE = 0.5
"""What each further slide of a candidate takes from its score."""
RANK = 0.04
"""What each place in the template's order takes: near ties go to whom its author put first."""
SMALL, LARGE = 12.0, 20.0
"""Type that is just legible on a slide, and type that nobody strains at, in points."""
FAIR_SHARE = 0.35
"""Evidence that takes this share of the region has all it needs."""


ASIDES = ("credit", "source", "small", "callout-title", "person-group")
"""Styles that are small by intent, and don't count as the smallest type."""


class MeasuredComposition(Struct, frozen=True):
    """What a candidate's first slide looks like, in shares of its region and in points."""

    area: float
    smallest: float
    balance: float
    evidence: float
    parts: int = 1


def measure(items: Sequence[PlacedItem], region: Rect, parts: int = 1) -> MeasuredComposition:
    """Measure placed items in the region they were fitted to."""
    seen = [one for one in leaves(items) if not isinstance(one, ShapeItem | PathItem)]
    boxes = [one.rect for one in seen if one.rect.width and one.rect.height]
    paras = [p for one in leaves(items) for p in paras_of(one) if p.lines]
    sizes = [p.style.size for p in paras if p.style.name not in ASIDES]
    if not boxes:
        return MeasuredComposition(0.0, SMALL, 0.0, 0.0, parts)
    left, right = min(b.x for b in boxes), max(b.right for b in boxes)
    top, bottom = min(b.y for b in boxes), max(b.bottom for b in boxes)
    whole = region.width * region.height
    area = (right - left) * (bottom - top) / whole
    weights = [b.width * b.height for b in boxes]
    middle = sum(w * (b.x + b.width / 2) for w, b in zip(weights, boxes, strict=True))
    off = abs(middle / sum(weights) - (region.x + region.width / 2)) / (region.width / 2)
    shown = sum(r.width * r.height for r in _evidence(items)) / whole
    return MeasuredComposition(
        min(area, 1.0),
        min(sizes, default=LARGE),
        max(1.0 - off, 0.0),
        min(shown / FAIR_SHARE, 1.0),
        parts,
    )


def _evidence(items: Iterable[PlacedItem]) -> Iterable[Rect]:
    kinds = (ChartItem, TableItem, ImageItem, GroupItem)
    return (item.rect for item in items if isinstance(item, kinds))


def score(found: MeasuredComposition, name: str, before: Sequence[str], rank: int = 0) -> float:
    """Return how well a candidate suits, from 0 to 1.

    `before`: the compositions of the slides before; `rank`: its place in the template's order.

    Where the rules come from is said at the head of this module.
    """
    legible = min(max((found.smallest - SMALL) / (LARGE - SMALL), 0.0), 1.0)
    last = list(before[-2:])
    variety = 1.0 if name not in last[-1:] else 0.2
    if len(last) == 2 and last[0] == last[1] == name:
        variety = 0.0
    total = (
        AREA * found.area
        + TYPE * legible
        + BALANCE * found.balance
        + EVIDENCE * found.evidence
        + VARIETY * variety
    )
    if not variety:
        total -= ANOTHER_SLIDE
    return total - ANOTHER_SLIDE * (found.parts - 1) - RANK * rank
