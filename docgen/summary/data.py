"""Chart data from CSV and XLSX files: first column categories, one series a column."""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    Location,
    did_you_mean,
)
from docgen.foundation.files import DATA, read_file
from docgen.summary.files import read_text
from docgen.summary.model import Chart, Series
from docgen.summary.text import Text

MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_UNZIPPED = 50_000_000
MOST = 1e30
"""The largest number, either sign: a float beyond has no digits that are true."""
_THOUSANDS = r"[+-]?\d{1,3}(?:%s\d{3})+"
_MARKS = re.compile(r"([\\`*_\[\]<~^=$])")
_SPACES = re.compile("(?<=\\d)[ \u00a0\u202f](?=\\d{3})")


@dataclass(frozen=True, slots=True)
class DataSeries:
    """One column of a data file: its heading and its numbers; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A data file, checked: every series has as many values as there are categories."""

    categories: tuple[str, ...]
    series: tuple[DataSeries, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    value: object
    at: Location


def read_table(path: Path, name: str | None = None, sheet: str = "") -> DataTable:
    """Read a CSV (comma, semicolon or tab) or XLSX file (its first sheet, or the one named).

    The first row names the series, the first column the categories. With semicolons a
    comma is the decimal sign. ``name`` is the path as shown in messages. Raises
    DocgenError with every bad cell, by line and column (for XLSX: row and column).
    """
    shown = str(path) if name is None else name
    diagnostics = Diagnostics()
    decimal = "."
    if path.suffix.lower() == ".xlsx":
        rows = _xlsx_rows(path, shown, sheet, diagnostics)
    elif sheet:
        rows = _without_sheets(shown, sheet, diagnostics)
    else:
        text = read_text(path, shown, diagnostics, DATA) or ""
        delimiter = _delimiter(text)
        decimal = "," if delimiter == ";" else "."
        rows = [] if diagnostics.errors else _csv_rows(text, delimiter, shown, diagnostics)
    diagnostics.raise_errors()
    table = _table(rows, decimal, shown, diagnostics)
    diagnostics.raise_errors()
    return table


def _without_sheets(name: str, sheet: str, diagnostics: Diagnostics) -> list[list[_Cell]]:
    message = f'"{sheet}" is named as its sheet, and only XLSX files have sheets'
    hint = 'leave "sheet" out, or give an .xlsx file'
    diagnostics.error(codes.CHART_DATA, message, Location(name), hint)
    return []


def read_cells(path: Path, name: str, sheet: str = "") -> list[list[str]]:
    """Return the cells of a CSV or XLSX file as texts, Markdown's signs escaped.

    The first row is the header; shorter rows are filled up with empty cells. Raises
    DocgenError: DG121 for a file that can't be read, no rows, or a row that is too long.
    """
    found = Diagnostics()
    if path.suffix.lower() == ".xlsx":
        rows = _xlsx_rows(path, name, sheet, found)
    elif sheet:
        rows = _without_sheets(name, sheet, found)
    else:
        text = read_text(path, name, found) or ""
        rows = [] if found.errors else _csv_rows(text, _delimiter(text), name, found)
    if not rows and not found.errors:
        hint = "first row: names of the columns"
        found.error(codes.CHART_DATA, "needs a header row and data", Location(name), hint)
    width = len(rows[0]) if rows else 0
    if len(rows) > MAX_ROWS + 1 or width > MAX_COLUMNS:
        limit = f"more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
        found.error(codes.LIMIT, limit, Location(name), "keep only what the table shows")
    for row in rows:
        if len(row) > width:
            message = f"{len(row)} cells under {width} headings"
            hint = "put cells that hold commas in quotes"
            found.error(codes.CHART_DATA, message, row[0].at, hint)
    found.raise_errors()
    return [[_shown(c.value) for c in row] + [""] * (width - len(row)) for row in rows]


def _shown(value: object) -> str:
    """Return a cell as a text that shows as it stands."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    text = " ".join(str(value).split())
    return _MARKS.sub(r"\\\1", text)


def _delimiter(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", text.lstrip("\n").partition("\n")[0])
    return max(",;\t", key=head.count)


def _csv_rows(text: str, delimiter: str, name: str, diagnostics: Diagnostics) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    before = 0
    try:
        for values in reader:
            line, before = before + 1, reader.line_num
            if any(v.strip() for v in values):
                at = _columns(lines[line - 1], delimiter)
                spots = [next(at, 1) for _ in values]
                pairs = zip(values, spots, strict=True)
                rows.append([_Cell(v.strip(), Location(name, line, c)) for v, c in pairs])
    except csv.Error as error:
        diagnostics.error(
            codes.CHART_DATA, f"not valid CSV: {error}", Location(name, before + 1, 1)
        )
    return rows


def _columns(line: str, delimiter: str) -> Iterator[int]:
    """Give the column (from 1) where each field of a CSV line starts."""
    quoted, start = False, True
    for index, char in enumerate(line):
        if start:
            yield index + 1
            start = False
        if char == '"':
            quoted = not quoted
        elif char == delimiter and not quoted:
            start = True


def _xlsx_rows(path: Path, name: str, wanted: str, diagnostics: Diagnostics) -> list[list[_Cell]]:
    """Return the rows of the sheet `wanted`, of the first if it is empty."""
    try:
        # not a dependency of docgen: only those who keep data in XLSX need it
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError:
        hint = "pip install openpyxl, or save the sheet as CSV"
        diagnostics.error(codes.NO_XLSX_READER, "reading XLSX needs openpyxl", Location(name), hint)
        return []
    try:
        data = read_file(path, DATA)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MAX_UNZIPPED:
                limit = f"unpacks to more than {MAX_UNZIPPED // 1_000_000} MB"
                diagnostics.error(codes.LIMIT, limit, Location(name), "keep only the chart's data")
                return []
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {one.title: one for one in book.worksheets}
        if wanted and wanted not in sheets:
            hint = did_you_mean(wanted, sheets)
            diagnostics.error(codes.CHART_DATA, f'has no sheet "{wanted}"', Location(name), hint)
            return []
        sheet = sheets[wanted] if wanted else book.worksheets[0]
        rows = [
            [_Cell(_plain(v), Location(name, r, c)) for c, v in enumerate(values, start=1)]
            for r, values in enumerate(
                sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True), 1
            )
        ]
        book.close()
    except Exception as error:  # openpyxl lets many kinds through on damaged files
        message = f"not a readable XLSX file: {type(error).__name__}"
        diagnostics.error(codes.CHART_DATA, message, Location(name), "save it again, or as CSV")
        return []
    return [_trim(row) for row in rows if any(cell.value != "" for cell in row)]


def _plain(value: object) -> object:
    return "" if value is None else value


def _trim(row: list[_Cell]) -> list[_Cell]:
    while len(row) > 1 and row[-1].value == "":
        row = row[:-1]
    return row


def _table(rows: list[list[_Cell]], decimal: str, name: str, diagnostics: Diagnostics) -> DataTable:
    if len(rows) < 2 or len(rows[0]) < 2:
        hint = "first row: names of the series; first column: categories"
        diagnostics.error(codes.CHART_DATA, "needs a header row and data", Location(name), hint)
        return DataTable((), ())
    if len(rows) > MAX_ROWS + 1 or len(rows[0]) > MAX_COLUMNS:
        limit = f"more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
        diagnostics.error(codes.LIMIT, limit, Location(name), "a chart can't show so many")
        return DataTable((), ())
    head, body = rows[0], rows[1:]
    columns: list[list[float | None]] = [[] for _ in head[1:]]
    for row in body:
        if len(row) > len(head) or (len(row) < len(head) and not name.endswith(".xlsx")):
            message = f"{len(row)} cells under {len(head)} headings"
            diagnostics.error(
                codes.CHART_DATA, message, row[0].at, "put cells that hold commas in quotes"
            )
            continue
        for index, column in enumerate(columns, start=1):
            column.append(_number(row[index], decimal, diagnostics) if index < len(row) else None)
    categories = tuple(str(row[0].value) for row in body)
    series = (DataSeries(str(h.value), tuple(c)) for h, c in zip(head[1:], columns, strict=True))
    return DataTable(categories, tuple(series))


def _number(cell: _Cell, decimal: str, diagnostics: Diagnostics) -> float | None:
    value = cell.value
    if value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) <= MOST:  # nan too
            _too_large(cell, diagnostics)
            return None
        return float(value)
    raw = _SPACES.sub("", str(value)).replace("\u2212", "-")
    group = "," if decimal == "." else r"\."
    thousands = re.fullmatch(_THOUSANDS % group + (rf"(\{decimal}\d+)?"), raw)
    if decimal == "," and thousands and thousands[1] is None and raw.count(".") == 1:
        hint = "write 1,500 for one and a half, 1500 for the thousands"
        diagnostics.error(codes.CHART_DATA, f'"{raw}" may be read in two ways', cell.at, hint)
        return None
    if thousands:
        raw = raw.replace(group.strip("\\"), "")
    if re.fullmatch(r"[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d{1,2})?", raw):
        raw = raw.replace(",", ".") if decimal == "," else raw
        if "," not in raw:
            found = float(raw)
            if abs(found) <= MOST:
                return found
            _too_large(cell, diagnostics)
            return None
    hint = "write numbers without units; leave the cell empty for a gap"
    diagnostics.error(codes.CHART_DATA, f'"{value}" is not a number', cell.at, hint)
    return None


def _too_large(cell: _Cell, diagnostics: Diagnostics) -> None:
    shown = str(cell.value) if isinstance(cell.value, float | str) else "an integer"
    shown = shown if len(shown) <= 40 else shown[:39] + "\N{HORIZONTAL ELLIPSIS}"
    hint = "give it in thousands or millions, and say so in the unit"
    diagnostics.error(
        codes.CHART_DATA, f"{shown} is no number that a chart can show", cell.at, hint
    )


__all__ = ["DataSeries", "DataTable", "read_table"]


def fill(chart: Chart, path: Path, shown: str) -> Chart:
    """Return the chart with categories and series from the file at ``path``.

    ``chart.data`` stays. A scatter chart takes its x values from the first column. Of a
    combo chart the last series is the line. Raises DocgenError.
    """
    table = read_table(path, shown, chart.sheet)
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
        found = [float(value) for value in table.categories]
        odd = next((x for x in found if not abs(x) <= MOST), None)
        if odd is not None:
            raise ValueError(f"{odd} is no number that a chart can show")
        return found
    except ValueError as error:
        hint = "a scatter chart takes x values from the first column"
        message = f"the first column holds no number: {error}".replace("could not convert ", "")
        raise DocgenError(Diagnostic(codes.CHART_DATA, message, Location(shown), hint)) from error
