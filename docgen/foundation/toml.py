"""TOML files checked by a pydantic model, with a line and column for every error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from docgen.foundation.diagnostics import Diagnostics, DocgenError, Location, did_you_mean
from docgen.foundation.files import SETTINGS, FileKind, Folders, read_file
from docgen.foundation.structs import Struct
from docgen.foundation.toml_text import TomlError as TomlError  # noqa: PLC0414
from docgen.foundation.toml_text import parse_toml as parse_toml  # noqa: PLC0414

_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")

_MEANT = {
    "Invalid value": 'a text stands in quotes: kind = "brief"',
    "Invalid statement": "a line is [table], or key = value",
    "Expected '=' after a key in a key/value pair": "a line is [table], or key = value",
    "Cannot overwrite a value": "the key is there already; keep one",
    "Illegal character '\\n'": "the text isn't closed: it wants a quotation mark",
}
"""What to do about what the parser says."""
_WRITTEN = {
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "float_type": "write a number, without quotes",
    "string_type": 'write a text in quotes: "..."',
    "list_type": 'write a list: ["one", "two"]',
    "tuple_type": 'write a list: ["one", "two"]',
}
"""How a value of a kind is written, by the type of pydantic's error."""

M = TypeVar("M", bound="TomlModel")


class TomlModel(BaseModel):
    """Base of the mappings of our TOML files: strict about keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Codes(Struct, frozen=True):
    """Which diagnostic codes a kind of file uses."""

    unreadable: str
    key: str
    value: str
    kind: FileKind = SETTINGS


class TomlSource(Struct, frozen=True):
    """A TOML file as text, to find where a key stands."""

    path: str
    text: str

    def locate(self, keys: Sequence[str]) -> Location:
        """Return where a key path stands, or the deepest part of it that is there."""
        best, depth = Location(self.path, 1, 1), 0
        for line, column, path in _places(self.text):
            shared = _shared(path, keys)
            if len(path) > len(keys) and path[: len(keys)] == tuple(keys):
                shared = len(keys)  # [one.two.three] is the first that is told of [one.two]
            if shared > depth:
                best, depth = Location(self.path, line, column), shared
        if depth < len(keys):
            return self._within_line(best, keys[depth:])
        return best

    def _within_line(self, at: Location, keys: Sequence[str]) -> Location:
        """Find keys of an inline table on the line of the table."""
        lines = self.text.splitlines()
        line = lines[at.line - 1] if at.line <= len(lines) else ""
        column = at.column
        for key in keys:
            hit = re.compile(rf"(?<![\w-]){re.escape(key)}\s*=").search(line, column)
            if hit is None:
                break
            column = hit.start() + 1
        return Location(self.path, at.line, column)


MOST_ERRORS = 100
"""Mistakes of a file that are told, each with its place."""


@lru_cache(maxsize=4)
def _places(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    return tuple(_keys(text))


def _keys(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            yield number, line.index("[") + 1, table
        elif key := _KEY.match(line):
            yield number, len(line) - len(line.lstrip()) + 1, table + _parts(key[1])


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(p.strip("\"'") for p in _PART.findall(dotted))


def _shared(path: Sequence[str], keys: Sequence[str]) -> int:
    """Count the leading parts in common, if one path is a beginning of the other."""
    count = min(len(path), len(keys))
    return count if tuple(path[:count]) == tuple(keys[:count]) and len(path) <= len(keys) else 0


def read_toml(
    path: Path,
    model: type[M],
    codes: Codes,
    found: Diagnostics,
    table: tuple[str, ...] = (),
    inside: Folders = None,
) -> tuple[M, TomlSource] | None:
    """Return the checked file and its text; None when errors were added to `found`.

    ``table`` names the one table to check (``("tool", "docgen")``); default: the whole file.
    """
    source = _read(path, codes, found, inside)
    if source is None:
        return None
    try:
        data = parse_toml(source.text)
        for key in table:
            data = data.get(key, {}) if isinstance(data, dict) else data
        return model.model_validate(data), source
    except TomlError as error:
        place = Location(source.path, error.line, error.column)
        hint = _MEANT.get(str(error).partition(" (")[0], "")
        found.error(codes.unreadable, f"not valid TOML: {error}", place, hint)
    except ValidationError as error:
        _report(error, model, source, codes, found, table)
    return None


def _read(path: Path, codes: Codes, found: Diagnostics, inside: Folders) -> TomlSource | None:
    try:
        raw = read_file(path, codes.kind, inside)
    except OSError as error:
        found.error(codes.unreadable, f"it {error.strerror}", Location(str(path)))
        return None
    try:
        return TomlSource(str(path), raw.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found.error(codes.unreadable, "is not UTF-8 text", Location(str(path), line, 1))
        return None


def _report(
    error: ValidationError,
    model: type[BaseModel],
    source: TomlSource,
    codes: Codes,
    found: Diagnostics,
    table: tuple[str, ...],
) -> None:
    every = error.errors(include_url=False, include_context=False)
    errors = [(source.locate([*table, *map(str, e["loc"])]), e) for e in every[:MOST_ERRORS]]
    if len(every) > MOST_ERRORS:
        message = f"and {len(every) - MOST_ERRORS:,} more mistakes"
        found.error(codes.value, message, Location(source.path, 1, 1))
    for at, one in sorted(errors, key=lambda pair: pair[0]):
        keys = [str(k) for k in one["loc"]]
        name = ".".join(keys or table)
        if one["type"] == "extra_forbidden":
            hint = did_you_mean(keys[-1], _fields(model, keys[:-1]))
            found.error(codes.key, f'unknown key "{name}"', at, hint)
        elif one["type"] == "missing":
            found.error(codes.key, f'"{name}" is missing', at)
        else:
            message = one["msg"].removeprefix("Value error, ")
            told = f'"{name}": {message[:1].lower()}{message[1:]}'
            found.error(codes.value, told, at, _WRITTEN.get(one["type"], ""))


def _fields(model: type[BaseModel], keys: Sequence[str]) -> list[str]:
    """Return the names that a mapping at `keys` may have."""
    kind: Any = model
    for key in keys:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = _by_alias(kind).get(key)
            kind = field.annotation if field else None
        else:
            kind = (get_args(kind) or (None,))[-1]
        while not isinstance(kind, type) and type(None) in get_args(kind):
            kind = next(a for a in get_args(kind) if a is not type(None))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return sorted(_by_alias(kind))
    return []


def _by_alias(model: type[BaseModel]) -> dict[str, Any]:
    return {f.alias or name: f for name, f in model.model_fields.items()}


def must_read(
    path: Path, model: type[M], codes: Codes, table: tuple[str, ...] = (), inside: Folders = None
) -> tuple[M, TomlSource]:
    """Like `read_toml`; raises `DocgenError` with all that is wrong."""
    found = Diagnostics()
    result = read_toml(path, model, codes, found, table, inside)
    if result is None:
        raise DocgenError(found)
    return result
