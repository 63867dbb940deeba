"""The values a chart shows, and how far its value axis must reach."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.typeset.charts.look import ChartLook
from docgen.typeset.charts.numbers import tame

Row = Sequence[float | None]
FLAT = {"line": 1.0, "scatter": 0.4}
"""The axis starts at 0 unless values are this many times their spread away from it."""


def rows_of(look: ChartLook) -> list[list[float | None]]:
    """Return the values of each series, gaps as None; shares in charts of 100%."""
    count = len(look.data.categories)
    rows: list[list[float | None]] = []
    for series in look.data.series:
        values = [None if v is None else tame(v) for v in series.values]
        short = count - len(values) if look.data.kind != "scatter" else 0
        rows.append(values + [None] * max(short, 0))
    if not look.percent:
        return rows
    totals = [sum(abs(v or 0.0) for v in column) or 1.0 for column in zip(*rows, strict=False)]
    return [[None if v is None else v / t for v, t in zip(r, totals, strict=False)] for r in rows]


def stacked(look: ChartLook) -> bool:
    """Say whether series stand on one another."""
    kind = look.data.kind
    return kind.startswith(("stacked", "percent")) or (kind == "area" and len(look.data.series) > 1)


def value_range(look: ChartLook) -> tuple[float, float]:
    """Return the least and the greatest value of the axis before rounding to nice ones.

    Bars, columns and areas start at 0; lines and points may not, where 0 is far away.
    """
    rows = rows_of(look)
    known = [v for row in rows for v in row if v is not None]
    if not known:
        return 0.0, 1.0
    if stacked(look):
        columns = list(zip(*rows, strict=False))
        high = max(sum(v for v in c if v is not None and v > 0) for c in columns)
        low = min(sum(v for v in c if v is not None and v < 0) for c in columns)
        low, high = min(low, 0.0), max(high, 0.0)
    elif look.data.kind in ("line", "scatter"):
        low, high = _near(min(known), max(known), FLAT[look.data.kind])
    else:
        low, high = min(0.0, *known), max(0.0, *known)
    if look.percent and abs(high - 1.0) < 1e-9:
        high = 1.0
    return (low, high) if high > low else (low, low + (abs(low) or 1.0))


def _near(low: float, high: float, flat: float) -> tuple[float, float]:
    """Return a range with 0 in it unless that would flatten the line."""
    spread = high - low
    if not spread:
        return min(low, 0.0), max(high, 0.0)
    if low > 0:
        return (0.0 if low < flat * spread else low), high
    if high < 0:
        return low, (0.0 if -high < flat * spread else high)
    return low, high
