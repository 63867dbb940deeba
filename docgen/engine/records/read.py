"""Rows of data files, one at a time: CSV, JSON lines, Excel and Parquet."""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import RECORDS, open_file
from docgen.version import install_hint

BATCH = 256
"""Rows of a Parquet file that are read at a time."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A row: its number (line of the file where it has lines), its values, what is wrong."""

    number: int
    values: Mapping[str, Any]
    error: Diagnostic | None = None


def rows_of(path: Path) -> Iterator[RecordRow]:
    """Give the rows of a file, however many there are; a row that is wrong says so.

    Raises DocgenError (DG812) if the file can't be read, or read on.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise _error(path, 0, f"isn't a kind of file with records; known: {known}")
    try:
        yield from reader(path)
    except DocgenError:
        raise
    except OSError as error:
        raise _error(path, 0, f"can't be read: {error.strerror or 'a fault'}") from error
    except UnicodeDecodeError as error:
        raise _error(path, 0, "is not UTF-8 text") from error
    except Exception as error:  # the readers of damaged files raise whatever comes
        raise _error(path, 0, f"can't be read: {type(error).__name__}: {error}") from error


def _csv(path: Path) -> Iterator[RecordRow]:
    with TextIOWrapper(open_file(path, RECORDS), encoding="utf-8-sig", newline="") as source:
        first = source.readline()
        source.seek(0)
        counts = {sign: first.count(sign) for sign in ",;\t"}
        reader = csv.reader(source, delimiter=max(counts, key=lambda sign: counts[sign]))
        head = next(reader, [])
        if not head or len({*head}) < len(head) or not all(name.strip() for name in head):
            raise _error(path, 1, "the first row should name each column, each once")
        names = [name.strip() for name in head]
        for cells in reader:
            if not any(cells):
                continue
            error = None
            if len(cells) != len(names):
                message = f"{len(cells)} cells under {len(names)} headings"
                error = _error(path, reader.line_num, message).diagnostics[0]
            values = dict(zip(names, (cell or None for cell in cells), strict=False))
            yield RecordRow(reader.line_num, values, error)


def _jsonl(path: Path) -> Iterator[RecordRow]:
    with TextIOWrapper(open_file(path, RECORDS), encoding="utf-8-sig") as source:
        for number, line in enumerate(source, 1):
            if not line.strip():
                continue
            error: Diagnostic | None = None
            values: Any = {}
            try:
                values = json.loads(line)
            except ValueError as fault:
                error = _error(path, number, f"not valid JSON: {fault}").diagnostics[0]
            if not isinstance(values, dict):
                values, message = {}, "each line should be an object, {...}"
                error = _error(path, number, message).diagnostics[0]
            yield RecordRow(number, values, error)


def _xlsx(path: Path) -> Iterator[RecordRow]:
    openpyxl = _library("openpyxl", path)
    book = openpyxl.load_workbook(open_file(path, RECORDS), read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        names = [str(cell).strip() for cell in next(rows, ()) if cell is not None]
        if not names or len({*names}) < len(names):
            raise _error(path, 1, "the first row should name each column, each once")
        for number, cells in enumerate(rows, 2):
            if any(cell is not None for cell in cells):
                padded = [*cells, *[None] * len(names)]
                yield RecordRow(number, {n: _plain(v) for n, v in zip(names, padded, strict=False)})
    finally:
        book.close()


def _parquet(path: Path) -> Iterator[RecordRow]:
    parquet = _library("pyarrow.parquet", path)
    number = 0
    with parquet.ParquetFile(open_file(path, RECORDS)) as source:
        for batch in source.iter_batches(batch_size=BATCH):
            for values in batch.to_pylist():
                number += 1
                yield RecordRow(number, {name: _plain(value) for name, value in values.items()})


READERS: Mapping[str, Callable[[Path], Iterator[RecordRow]]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}


def _library(name: str, path: Path) -> Any:
    """Import a library that only some kinds of files need, and not every user has."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.split(".", maxsplit=1)[0]
        hint = f"{install_hint('records')}, or save it as CSV"
        found = Diagnostic(
            codes.BAD_RECORDS, f"reading it needs {package}", Location(str(path)), hint
        )
        raise DocgenError(found) from error


def _plain(value: Any) -> Any:
    """Return a cell's value as JSON has it: dates and decimals as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if hasattr(value, "isoformat"):
        text: str = value.isoformat()
        return text.removesuffix("T00:00:00")
    return str(value)


def _error(path: Path, line: int, message: str) -> DocgenError:
    at = Location(str(path), line, 1 if line else 0)
    return DocgenError(Diagnostic(codes.BAD_RECORDS, message, at))
