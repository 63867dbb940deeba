"""The steps of a waterfall: where each bar begins and ends."""

from __future__ import annotations

from typing import Literal

from docgen.charts.numbers import tame, told
from docgen.foundation.structs import Struct
from docgen.summary.model import Chart

StepKind = Literal["up", "down", "total"]


class Step(Struct, frozen=True):
    """A bar of a waterfall, from level to level; ``value`` is the change, or the total."""

    start: float
    end: float
    value: float
    kind: StepKind


def steps_of(data: Chart) -> list[Step]:
    """Return a waterfall's bars. A total's own value counts; without one it is the sum so far."""
    totals = {told(name) for name in data.totals}
    found: list[Step] = []
    at = 0.0
    for name, value in zip(data.categories, data.series[0].values, strict=False):
        if told(name) in totals:
            at = at if value is None else tame(value)
            found.append(Step(0.0, at, at, "total"))
            continue
        change = tame(value or 0.0)
        found.append(Step(at, at + change, change, "up" if change >= 0 else "down"))
        at += change
    return found
