"""The workbook behind a native chart, and references to its cells."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from docgen.ooxml.package import rezip
from docgen.placed.charts import NativeChart, SheetFormula

SHEET = "Sheet1"
NAMES_WIDTH = 24
"""Of the first column, in characters."""


def workbook(chart: NativeChart, timestamp: datetime) -> bytes:
    """Return the workbook with the chart's sheet."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": timestamp.replace(tzinfo=None)})
    sheet = book.add_worksheet(SHEET)
    style = book.add_format({"num_format": chart.number_format})
    across = {row.x_column for plot in chart.plots for row in plot.series}
    for row, line in enumerate(chart.sheet):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, column, cell)
            elif isinstance(cell, SheetFormula):
                formula = "=" + cell.formula.format(row=row + 1)
                sheet.write_formula(row, column, formula, None, cell.value)
            elif cell is not None:
                sheet.write_number(row, column, cell, None if column in across else style)
    sheet.set_column(0, 0, NAMES_WIDTH)
    book.close()
    return rezip(sink.getvalue())


def cells(column: int, first: int, count: int) -> str:
    """Return a reference such as ``Sheet1!$B$2:$B$6``; `first` counts from 1."""
    name = xl_col_to_name(column)
    if count <= 1:
        return f"{SHEET}!${name}${first}"
    return f"{SHEET}!${name}${first}:${name}${first + count - 1}"
