"""TOML text to data, with a place for every error; without pydantic, which costs a start."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from docgen.foundation.nesting import too_deep_toml

MAX_DEPTH = 50
"""Levels that brackets, or the parts of a dotted key, may nest."""
_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")


class TomlError(ValueError):
    """What is wrong in a text that should be TOML, and where."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def parse_toml(text: str) -> dict[str, Any]:
    """Return the data of a TOML text. Raises TomlError, for what nests too deeply too."""
    deep = too_deep_toml(text, MAX_DEPTH)
    if deep is not None:
        line = text.count("\n", 0, deep) + 1
        column = deep - text.rfind("\n", 0, deep)
        raise TomlError(f"nested deeper than {MAX_DEPTH} levels", line, column)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hit = _AT.search(str(error))
        place = (int(hit[1]), int(hit[2])) if hit and hit[1] else _end(text)
        raise TomlError(_AT.sub("", str(error)), *place) from error
    except (ValueError, RecursionError) as error:  # more digits than Python converts
        raise TomlError(str(error), 1, 1) from error


def _end(text: str) -> tuple[int, int]:
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1
