"""Fill a chart from its data file."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Diagnostic, DocgenError, Location
from docgen.summary.data import DataTable, read_table
from docgen.summary.model import Chart, Series
from docgen.summary.text import Text


def fill(chart: Chart, path: Path, shown: str) -> Chart:
    """Return the chart with categories and series from the file at ``path``.

    ``chart.data`` stays. A scatter chart takes its x values from the first column. Of a
    combo chart the last series is the line. Raises DocgenError.
    """
    table = read_table(path, shown)
    x = _numbers(table, shown) if chart.kind == "scatter" else None
    names = [] if x is not None else [Text(c) for c in table.categories]
    series = [
        Series(
            name=Text(s.name), values=list(s.values), x=x, kind=_kind(chart, i, len(table.series))
        )
        for i, s in enumerate(table.series)
    ]
    return chart.model_copy(update={"categories": names, "series": series})


def _kind(chart: Chart, index: int, count: int) -> str | None:
    """Of a combo chart from a file the last series is the line."""
    if chart.kind != "combo":
        return None
    return "line" if index == count - 1 and count > 1 else "column"


def _numbers(table: DataTable, shown: str) -> list[float]:
    try:
        return [float(value) for value in table.categories]
    except ValueError as error:
        hint = "a scatter chart takes x values from the first column"
        message = f"the first column holds no number: {error}".replace("could not convert ", "")
        raise DocgenError(Diagnostic("DG121", message, Location(shown), hint)) from error
