"""A summary from a mapping in memory, with the same checks as one from a file.

Places are JSON pointers (RFC 6901): ``summary#/sections/0/heading``.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.summary.frames import columns_of, is_frame
from docgen.summary.sourcemap import Path, SourceMap

MAX_DEPTH = 60


@dataclass(slots=True)
class PointerMap(SourceMap):
    """Places of data that has no lines: each is the JSON pointer of its key or value."""

    def at(self, index: int) -> Location:
        """Return the whole of the data: a character index means nothing to its maker."""
        return Location(self.file)

    def key(self, path: Path) -> Location:
        """Return the pointer of a key's value."""
        return self.value(path)

    def value(self, path: Path) -> Location:
        """Return the pointer of a value; for an unknown path, of its nearest known parent."""
        while path and path not in self.values:
            path = path[:-1]
        return Location(f"{self.file}#{pointer(path)}")

    def inside(self, path: Path, offset: int = 0) -> Location:
        """Return the pointer of the text that holds the character at ``offset``."""
        return self.value(path)


def pointer(path: Path) -> str:
    """Return a path as JSON pointer: ``/sections/0/heading`` (RFC 6901, section 3)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def as_json(data: Mapping[str, Any], name: str) -> str:
    """Return a mapping as JSON text; data frames of charts and tables become plain lists.

    Dates become ISO 8601, decimals and numbers of array libraries plain numbers. Raises
    DocgenError (DG104, DG109) for what has no place in a summary, with its pointer.
    """
    if not isinstance(data, Mapping):
        raise _wrong(name, (), f"a {type(data).__name__} where a mapping should be")
    plain = _plain(data, (), name)
    for key in ("charts", "tables"):
        items = plain.get(key)
        for index, item in enumerate(items if isinstance(items, list) else []):
            frame = _frame_at(data, key, index)
            if frame is not None:
                items[index] = _with_frame(item, frame, key, (key, index, "data"), name)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False)


def _frame_at(data: Mapping[str, Any], key: str, index: int) -> Any:
    item = data[key][index]
    value = item.get("data") if isinstance(item, Mapping) else None
    return value if is_frame(value) else None


def _with_frame(
    item: dict[str, Any], frame: Any, key: str, path: Path, name: str
) -> dict[str, Any]:
    """Return a chart or table with the frame's columns in place of ``data``."""
    names, columns = columns_of(frame, Location(f"{name}#{pointer(path)}"))
    rest = {k: v for k, v in item.items() if k != "data"}
    values = [[_plain(v, path, name) for v in column] for column in columns]
    if key == "tables":
        rows = [[None if v is None else str(v) for v in row] for row in zip(*values, strict=True)]
        return {**rest, "columns": names, "rows": rows}
    if len(names) < 2:
        raise _wrong(name, path, "a chart's frame needs a column of categories and one of values")
    series = [{"name": n, "values": v} for n, v in zip(names[1:], values[1:], strict=True)]
    if rest.get("kind") == "scatter":
        return {**rest, "series": [{**one, "x": values[0]} for one in series]}
    return {**rest, "categories": [str(v) for v in values[0]], "series": series}


def _plain(value: Any, path: Path, name: str) -> Any:
    if len(path) > MAX_DEPTH:
        raise DocgenError(
            Diagnostic(codes.LIMIT, "nested too deeply", Location(f"{name}#{pointer(path[:8])}…"))
        )
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None if path[-2:-1] == ("values",) or "data" in path else _nan(path, name)
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if is_frame(value):
        return None
    if isinstance(value, Mapping):
        loose = next((key for key in value if not isinstance(key, str)), None)
        if loose is not None:
            raise _wrong(name, path, f"the key {loose!r} isn't a text")
        return {key: _plain(one, (*path, key), name) for key, one in value.items()}
    if hasattr(value, "tolist"):  # an array or a number of NumPy and its like
        return _plain(value.tolist(), path, name)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(one, (*path, index), name) for index, one in enumerate(value)]
    raise _wrong(name, path, f"a {type(value).__name__} has no place in a summary")


def _nan(path: Path, name: str) -> Any:
    raise _wrong(name, path, "not a finite number")


def _wrong(name: str, path: Path, message: str) -> DocgenError:
    hint = "texts, numbers, dates, lists and mappings of these"
    return DocgenError(
        Diagnostic(codes.WRONG_VALUE, message, Location(f"{name}#{pointer(path)}"), hint)
    )
