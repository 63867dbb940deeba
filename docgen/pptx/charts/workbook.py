"""The chart's embedded workbook: what "Edit data" opens."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from docgen.charts.look import told
from docgen.ooxml.package import rezip
from docgen.summary.model import Chart

SHEET = "Sheet1"


def workbook(data: Chart, number_format: str, timestamp: datetime) -> bytes:
    """Return the workbook: categories in column A (x values in scatter charts), then series."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": timestamp.replace(tzinfo=None)})
    sheet = book.add_worksheet(SHEET)
    style = book.add_format({"num_format": number_format})
    for row, name in enumerate(categories(data), 1):
        sheet.write_string(row, 0, name)
    for number, series in enumerate(data.series):
        column = value_column(data, number)
        sheet.write_string(0, column, told(series.name))
        for row, x in enumerate(series.x or () if data.kind == "scatter" else (), 1):
            sheet.write_number(row, column - 1, x)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, style)
    sheet.set_column(0, 0, 24)
    book.close()
    return rezip(sink.getvalue())


def categories(data: Chart) -> list[str]:
    """Return the category names; scatter charts have none."""
    return [] if data.kind == "scatter" else [told(c) for c in data.categories]


def value_column(data: Chart, number: int) -> int:
    """Return the column of a series' values, from 0; in scatter charts each has its own x."""
    return 2 * number + 1 if data.kind == "scatter" else number + 1


def cells(column: int, first: int, count: int) -> str:
    """Return a reference such as ``Sheet1!$B$2:$B$6``; `first` counts from 1."""
    name = xl_col_to_name(column)
    if count <= 1:
        return f"{SHEET}!${name}${first}"
    return f"{SHEET}!${name}${first}:${name}${first + count - 1}"
