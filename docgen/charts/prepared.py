"""Charts that are computed from their data: histograms, and targets as series."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from itertools import pairwise

from docgen.charts.numbers import day_number, nice_number, number_format, write_number
from docgen.summary.model import Chart, ChartTarget, Series
from docgen.summary.text import Text

MOST_BINS = 24


def prepared(data: Chart, lang: str) -> Chart:
    """Return a chart as it is drawn.

    Histograms are counted, tasks are days, targets and means series of a combined chart.
    """
    if data.kind == "histogram":
        return histogram(data, lang)
    if data.kind == "gantt":
        return gantt(data)
    if data.average:
        mean = _mean(data.series[0])
        written = write_number(mean, number_format(data, lang), lang)
        name = Text(f"{data.average.source}: {written}")
        level = ChartTarget(value=mean, label=name)
        data = data.model_copy(update={"targets": [*data.targets, level]})
    if not data.targets:
        return data
    rows = list(data.series)
    if data.kind == "column":
        rows = [row.model_copy(update={"kind": "column"}) for row in rows]
    count = len(data.categories)
    rows += [
        Series(name=target.label, values=[target.value] * count, kind="target")
        for target in data.targets
    ]
    kind = "line" if data.kind == "line" else "combo"
    return data.model_copy(update={"kind": kind, "series": rows, "targets": []})


def _mean(row: Series) -> float:
    values = [v for v in row.values if v is not None]
    mean = sum(values) / max(len(values), 1)
    # No more digits than make a difference: a sheet shows what is in the cell.
    return float(f"{mean:.4g}")


def gantt(data: Chart) -> Chart:
    """Return tasks as two series of days: where each begins, and the day after its end."""
    begins = [day_number(first_day(one.start)) for one in data.tasks]
    ends = [day_number(last_day(one.end)) for one in data.tasks]
    return data.model_copy(
        update={
            "categories": [one.name for one in data.tasks],
            "series": [
                Series(name=Text("Start"), values=list(begins)),
                Series(name=Text("End"), values=list(ends)),
            ],
            "tasks": [],
        }
    )


def first_day(date: str) -> dt.date:
    """Return the first day of a year, a month or a day (ISO 8601)."""
    year, month, day = (
        int(one) for one in (f"{date}-01-01" if len(date) == 4 else f"{date}-01")[:10].split("-")
    )
    return dt.date(year, month, day)


def last_day(date: str) -> dt.date:
    """Return the last day of a year, a month or a day."""
    first = first_day(date)
    if len(date) == 4:
        return dt.date(first.year, 12, 31)
    if len(date) == 7:
        return dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first


def histogram(data: Chart, lang: str) -> Chart:
    """Return a histogram's counts by class, as a column chart's data.

    Classes are equally wide and begin at nice numbers; their number, unless it is given, is
    Sturges's (1926): 1 + log2 of the count of values. The last class holds its upper end.
    """
    row = data.series[0]
    values = [v for v in row.values if v is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    wanted = data.bins or min(math.ceil(math.log2(max(len(values), 1))) + 1, MOST_BINS)
    step = nice_number((high - low or 1.0) / wanted, up=data.bins is None)
    if data.bins is not None:
        step = (high - low or 1.0) / wanted
    start = low if data.bins is not None else math.floor(low / step + 1e-9) * step
    count = max(math.ceil((high - start) / step - 1e-9), 1)
    counts = [0] * count
    for value in values:
        counts[min(int((value - start) / step + 1e-9), count - 1)] += 1
    edges = [round(start + step * n, 10) for n in range(count + 1)]
    names = [Text(f"{_edge(a, lang)}\u2013{_edge(b, lang)}") for a, b in pairwise(edges)]
    counted = Series(name=row.name, values=[float(n) for n in counts])
    title = data.x_title or data.unit
    empty = Text("")
    return data.model_copy(
        update={"categories": names, "series": [counted], "unit": empty, "x_title": title}
    )


def _edge(value: float, lang: str) -> str:
    return write_number(value, "#,##0.###", lang)
