"""Labels along an upright line: as near as can be to where they belong, none overlapping."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float] | None:
    """Return tops for labels whose middles want to lie at `wanted` (points, downwards).

    Labels keep the order of `wanted`. Those in each other's way move apart together, about
    their mean (pooling adjacent violators). None if they need more than top to bottom.
    """
    if sum(heights) > bottom - top + 0.01:
        return None
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    blocks: list[tuple[float, list[int]]] = []
    for n in order:
        members = [n]
        start = _start(members, wanted, heights, top, bottom)
        while blocks and blocks[-1][0] + sum(heights[m] for m in blocks[-1][1]) > start:
            members = blocks.pop()[1] + members
            start = _start(members, wanted, heights, top, bottom)
        blocks.append((start, members))
    found = [0.0] * len(wanted)
    for start, members in blocks:
        at = start
        for n in members:
            found[n] = at
            at += heights[n]
    return found


def _start(
    members: Sequence[int], wanted: Sequence[float], heights: Sequence[float], top: float,
    bottom: float,
) -> float:  # fmt: skip
    """Return the best top of labels that stand close together, inside the limits."""
    above, total = 0.0, 0.0
    for n in members:
        total += wanted[n] - heights[n] / 2 - above
        above += heights[n]
    return min(max(total / len(members), top), bottom - above)
