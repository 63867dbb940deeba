"""What lies between two categories of a chart: in percent, as a value, or a year's growth."""

from __future__ import annotations

import math

from babel.numbers import format_percent

from docgen.charts.numbers import MINUS, tame, told, write_number
from docgen.charts.steps import steps_of
from docgen.language.locale import locale_of
from docgen.summary.model import Chart, ChartDifference

MOST_TIMES = 1000.0
"""A change of more times than this says nothing in percent."""


def category(data: Chart, name: object) -> int:
    """Return a category's number, from 0."""
    names = [told(one) for one in data.categories]
    wanted = str(name)
    return (
        names.index(wanted) if wanted in names else [str(c) for c in data.categories].index(wanted)
    )


def level_of(data: Chart, n: int) -> float | None:
    """Return the value that stands at a category: the sum of stacked series, else the first's."""
    if data.kind == "waterfall":
        return steps_of(data)[n].end
    known = [row.values[n] for row in data.series if n < len(row.values) and row.kind != "target"]
    values = [value for value in known if value is not None]
    if not values:
        return None
    values = [tame(value) for value in values]
    return sum(values) if data.kind.startswith("stacked") else values[0]


def difference_text(data: Chart, one: ChartDifference, code: str, lang: str) -> str:
    """Return what an arrow says: "+47%", "+12", "CAGR +8.0%"; "" if it can't be computed."""
    if told(one.label):
        return told(one.label)
    first, last = category(data, one.first), category(data, one.last)
    before, after = level_of(data, first), level_of(data, last)
    if before is None or after is None:
        return ""
    if one.show == "value":
        return _signed(write_number(abs(after - before), code, lang), after - before)
    if one.show == "growth":
        years = _years(told(one.first), told(one.last)) or last - first
        if before <= 0 or after <= 0 or years <= 0:
            return ""
        share = (after / before) ** (1 / years) - 1
        if abs(share) > MOST_TIMES:
            return ""
        return "CAGR " + _signed(_percent(abs(share), lang, "0.0"), share)
    share = (after - before) / abs(before) if before else math.inf
    if abs(share) > MOST_TIMES:
        return ""
    return _signed(_percent(abs(share), lang, "#,##0"), share)


def _percent(share: float, lang: str, code: str) -> str:
    pattern = str(locale_of(lang).percent_formats[None].pattern)
    return format_percent(share, pattern.replace("#,##0", code), locale=locale_of(lang))


def _signed(text: str, value: float) -> str:
    return f"+{text}" if value > 0 else f"{MINUS}{text}" if value < 0 else text


def _years(first: str, last: str) -> int | None:
    """Return the years between two categories that are years."""
    if first.isdigit() and last.isdigit() and len(first) == len(last) == 4:
        return int(last) - int(first)
    return None


def told_differences(data: Chart, code: str, lang: str) -> list[str]:
    """Return differences in words, for a description: "2021 → 2025: +47%"."""
    found = []
    for one in data.differences:
        text = difference_text(data, one, code, lang)
        if text:
            found.append(f"{told(one.first)} → {told(one.last)}: {text}")
    return found
