"""One document a record: a Jinja2 template of a summary, filled with a row.

What a row's values are can't change what the template means. Jinja2 prints marks in their
place, the text is read as YAML, and the values are put where the marks are: a colon or a
quote in a name is text, never YAML. A value that is alone in its place keeps its type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, UndefinedError, pass_context, pass_eval_context
from jinja2.filters import FILTERS as JINJA
from jinja2.runtime import Context, Undefined

from docgen.engine.jobs import Record
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.foundation.files import SUMMARY, read_file
from docgen.layout.filters import LimitError, total
from docgen.layout.sandbox import SandboxedTemplates, template_line
from docgen.summary.loader import parse_summary
from docgen.summary.model import Summary
from docgen.summary.sourcemap import SourceMap
from docgen.summary.yaml import load_yaml

LONGEST_NAME = 150
"""Bytes of a record's name: a file's name has 255, and layout, format and more are added."""
_VALUES = "_values"
_MARK = re.compile("\ue000([0-9]+)\ue001")
_UNSAFE = re.compile(r"[^\w.-]+")


def filled(record: Record) -> Summary:
    """Return the summary of a record. Raises DocgenError at the record's place."""
    at = Location(record.file, record.number, 1)
    if record.error is not None:
        raise DocgenError(record.error)
    values = json.loads(record.values)
    name = record.template.removesuffix(".j2")
    try:
        text, marked = _rendered(_source(record.template), values)
        found = Diagnostics()
        data = _put_back(load_yaml(SourceMap(name, text), found), marked)
        found.raise_errors()
        return parse_summary(json.dumps(data, ensure_ascii=False), name)
    except DocgenError as error:
        raise DocgenError([_moved(d, name, at) for d in error.diagnostics]) from error
    except Exception as error:  # whatever a template comes to is told at its line
        raise DocgenError(_explained(error, record, at)) from error


def at_record(record: Record, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings about a filled template at the record's place."""
    name, at = record.template.removesuffix(".j2"), Location(record.file, record.number, 1)
    return tuple(_moved(d, name, at) if d.location is not None else d for d in found)


def _explained(error: Exception, record: Record, at: Location) -> Diagnostic:
    """Return what to say of an error in a summary's template."""
    place = template_line(error, {"<template>"})
    line = getattr(error, "lineno", None) or (place[1] if place else None)
    where = Location(record.template, line, 1) if line else at
    message = f"the summary's template: {_said(error)}"
    hint = ""
    if isinstance(error, UndefinedError):
        columns = ", ".join(map(str, json.loads(record.values)))
        hint = f"the record at {at.file}:{at.line} has: {columns}"
    return Diagnostic(codes.BAD_TEMPLATE, message, where, hint)


def _said(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    if isinstance(error, RecursionError):
        return "macros that call each other without end"
    return str(getattr(error, "message", None) or error).split("\n")[0]


def check_name(template: str) -> None:
    """Raise DocgenError (DG813) if no record could be named so: told once, not for each."""
    try:
        _compiled(template, True)
    except Exception as error:
        raise DocgenError(Diagnostic(codes.BAD_TEMPLATE, f"--name: {_said(error)}")) from error


def name_of(template: str, values: Mapping[str, Any]) -> str:
    """Return a record's name for its outputs. Raises DocgenError (DG813)."""
    try:
        name = _UNSAFE.sub("-", _render(_compiled(template, True), values)).strip("-. ")
    except Exception as error:
        message = f"--name: {_said(error)}"
        raise DocgenError(
            Diagnostic(codes.BAD_TEMPLATE, message, hint="name one of the columns")
        ) from error
    if len(name.encode()) > LONGEST_NAME:
        message = f"--name is longer than {LONGEST_NAME} bytes for this record"
        hint = "name a column with short values"
        raise DocgenError(Diagnostic(codes.BAD_TEMPLATE, message, hint=hint))
    if not name:
        raise DocgenError(Diagnostic(codes.BAD_TEMPLATE, "--name is empty for this record"))
    return name


def _moved(one: Diagnostic, name: str, at: Location) -> Diagnostic:
    """Point at the record: lines of a filled template stand in no file."""
    return one.at(at) if one.location is None or one.location.file == name else one


def _source(template: str) -> str:
    try:
        return read_file(template, SUMMARY).decode("utf-8-sig")
    except OSError as error:
        message = f"can't be read: {error.strerror}"
    except UnicodeDecodeError:
        message = "is not UTF-8 text"
    raise DocgenError(Diagnostic(codes.BAD_TEMPLATE, message, Location(template)))


@dataclass(frozen=True, slots=True)
class _Marked:
    """What was printed where."""

    values: list[Any]

    def __getitem__(self, index: str) -> Any:
        number = int(index)
        return self.values[number] if number < len(self.values) else ""


def _rendered(source: str, values: Mapping[str, Any]) -> tuple[str, _Marked]:
    printed: list[Any] = []
    names = {**values, "row": values, _VALUES: printed}
    return _render(_compiled(source, False), names), _Marked(printed)


def _put_back(data: Any, marked: _Marked) -> Any:
    """Put values where their marks are; what has no value isn't there."""
    if isinstance(data, dict):
        pairs = ((_text(str(k), marked), _put_back(v, marked)) for k, v in data.items())
        return {key: value for key, value in pairs if value is not None}
    if isinstance(data, list):
        return [one for one in (_put_back(item, marked) for item in data) if one is not None]
    if not isinstance(data, str):
        return data
    whole = _MARK.fullmatch(data)
    return marked[whole[1]] if whole else _text(data, marked)


def _text(text: str, marked: _Marked) -> str:
    return _MARK.sub(lambda hit: _shown(marked[hit[1]]), text)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


@pass_context
def _mark(context: Context, value: Any) -> Any:
    if isinstance(value, Undefined):
        return str(value)  # raises, with its name
    printed: list[Any] = context[_VALUES]
    printed.append(value)
    return f"\ue000{len(printed) - 1}\ue001"


_JINJA = (
    "batch",
    "capitalize",
    "center",
    "default",
    "d",
    "dictsort",
    "float",
    "format",
    "groupby",
    "indent",
    "int",
    "items",
    "last",
    "first",
    "length",
    "count",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "abs",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "striptags",
    "title",
    "tojson",
    "trim",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "wordcount",
    "wordwrap",
)
_WIDTH = re.compile(r"%[^a-zA-Z%]*?(\d{4,}|\*)")
MOST_TEXT = 2_000_000
"""Characters of a text that a filter makes."""


def _format(value: Any, *given: Any, **more: Any) -> str:
    """``"%05d"|format(x)``, without widths beyond reason."""
    if _WIDTH.search(str(value)):
        raise LimitError("format: a width of more than 999")
    return str(JINJA["format"](value, *given, **more))


@pass_eval_context
def _replace(context: Any, value: Any, old: Any, new: Any, count: int | None = None) -> str:
    """Replace texts, as long as the result stays of a size."""
    times = str(value).count(str(old)) if count is None else count
    if len(str(value)) + times * len(str(new)) > MOST_TEXT:
        raise LimitError(f"replace: a text of more than {MOST_TEXT:,} characters")
    return str(JINJA["replace"](context, value, old, new, count))


def _join(value: Any, between: Any = "", attribute: Any = None) -> str:
    """Join texts, as long as the result stays of a size."""
    parts, size = [], 0
    for one in value:
        part = str(one if attribute is None else one[attribute])
        size += len(part) + len(str(between))
        if size > MOST_TEXT:
            raise LimitError(f"join: a text of more than {MOST_TEXT:,} characters")
        parts.append(part)
    return str(between).join(parts)


_FILTERS: Mapping[str, Any] = {
    **{name: JINJA[name] for name in _JINJA},
    "sum": total,
    "format": _format,
    "replace": _replace,
    "join": _join,
}


class RecordTemplates(SandboxedTemplates):
    """Templates of summaries: more filters than a layout has, as plain text."""

    def __init__(self, finalize: Any) -> None:
        super().__init__(
            _FILTERS,
            autoescape=False,
            finalize=finalize,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )


class NameTemplates(RecordTemplates):
    """Templates of names; apart, because what they compile to is."""


@lru_cache(maxsize=16)
def _compiled(source: str, plain: bool) -> Template:
    made = NameTemplates(_shown) if plain else RecordTemplates(_mark)
    return made.from_string(source)


def _render(template: Template, names: Mapping[str, Any]) -> str:
    """Render a template within the limits of one rendering."""
    environment: Any = template.environment
    environment.steps = environment.work = 0
    parts: list[str] = []
    size = 0
    for part in template.generate(names):
        parts.append(part)
        size += len(part)
        if size > MOST_TEXT:
            raise LimitError(f"the template renders more than {MOST_TEXT:,} characters")
    return "".join(parts)
