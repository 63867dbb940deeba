"""Slices of circles as paths."""

from __future__ import annotations

import math
from collections.abc import Iterator

Op = tuple[str | float, ...]
STEP = math.pi / 4
"""Arcs are drawn as Bezier curves of at most an eighth of a circle."""


def point(x: float, y: float, radius: float, angle: float) -> tuple[float, float]:
    """Return the point at an angle, in radians clockwise from the top."""
    return x + radius * math.sin(angle), y - radius * math.cos(angle)


def slice_path(
    x: float, y: float, radius: float, hole: float, start: float, end: float
) -> list[Op]:
    """Return a slice's outline, or a piece of a ring's; a whole circle has no spoke."""
    if end - start > 2 * math.pi - 1e-6:
        inner = [("M", *point(x, y, hole, end)), *_arc(x, y, hole, end, start), ("Z",)]
        return [*ring(x, y, radius), *(inner if hole else [])]
    ops: list[Op] = [("M", *point(x, y, radius, start)), *_arc(x, y, radius, start, end)]
    if hole:
        ops += [("L", *point(x, y, hole, end)), *_arc(x, y, hole, end, start)]
    else:
        ops.append(("L", x, y))
    return [*ops, ("Z",)]


def ring(x: float, y: float, radius: float) -> list[Op]:
    """Return a circle's outline."""
    arc = _arc(x, y, radius, 0.0, 2 * math.pi)
    return [("M", *point(x, y, radius, 0.0)), *arc, ("Z",)]


def _arc(x: float, y: float, radius: float, start: float, end: float) -> Iterator[Op]:
    """Yield Bezier curves; control points lie 4/3 tan(step/4) radii along the tangents."""
    count = max(math.ceil(abs(end - start) / STEP - 1e-9), 1)
    step = (end - start) / count
    reach = 4 / 3 * math.tan(step / 4) * radius
    for n in range(count):
        one, two = start + n * step, start + (n + 1) * step
        x1, y1 = point(x, y, radius, one)
        x2, y2 = point(x, y, radius, two)
        yield (
            "C", x1 + reach * math.cos(one), y1 + reach * math.sin(one),
            x2 - reach * math.cos(two), y2 - reach * math.sin(two), x2, y2,
        )  # fmt: skip
