"""Pydantic's errors as diagnostics: plain words, the key's name, one finding a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, did_you_mean
from docgen.summary.fields import fields_at
from docgen.summary.model import IDENT, PARTIAL_DATE
from docgen.summary.sourcemap import Path, SourceMap

_KINDS = {
    "list_type": ("a list", 'start each item with "- "'),
    "tuple_type": ("a list of two numbers", "such as [0.5, 0.5]"),
    "model_type": ("a mapping", 'write its parts as "key: value" lines, indented'),
    "model_attributes_type": ("a mapping", 'write its parts as "key: value" lines, indented'),
    "dict_type": ("a mapping", 'write its parts as "key: value" lines, indented'),
    "float_type": ("a number", ""),
    "float_parsing": ("a number", "write it without unit and thousands separators"),
    "finite_number": ("a finite number", ""),
    "int_type": ("a whole number", ""),
    "int_parsing": ("a whole number", ""),
    "int_from_float": ("a whole number", ""),
    "string_type": ("text", ""),
    "text_type": ("text", ""),
    "bool_type": ("true or false", ""),
    "bool_parsing": ("true or false", ""),
    "date_type": ('a day such as "2026-03-05"', ""),
    "date_from_datetime_parsing": ('a day such as "2026-03-05"', ""),
    "date_parsing": ('a day such as "2026-03-05"', ""),
}
_PATTERNS = {
    IDENT: ("a name that starts with a letter", "use letters, digits, - and _ only"),
    PARTIAL_DATE: ("a year, a month or a day", 'such as "2027", "2027-03" or "2027-03-05"'),
    "a-f": ("64 digits from 0-9 and a-f", "`sha256sum FILE` prints them"),
    "A-Za-z]{2,3}": ("a language tag", 'such as "en", "en-GB" or "de"'),
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def dotted(path: Path) -> str:
    """Return ``sections.0.heading``."""
    return ".".join(str(step) for step in path)


def translate(error: ValidationError, data: Any, places: SourceMap) -> list[Diagnostic]:
    """Return one diagnostic for each place that the validation complains about."""
    groups: dict[Path, list[tuple[Path, ErrorDetails]]] = {}
    for detail in error.errors(include_url=False):
        path, branch = _real_path(detail["loc"], data)
        groups.setdefault(branch, []).append((path, detail))
    found = []
    for members in groups.values():
        for path, detail in _collapse(members):
            found.append(_one(path, detail, data, places))
    return list(dict.fromkeys(found))


def _real_path(loc: Iterable[str | int], data: Any) -> tuple[Path, Path]:
    """Strip union tags from pydantic's location; also return where the union begins."""
    path: list[str | int] = []
    branch: int | None = None
    steps = list(loc)
    for index, step in enumerate(steps):
        is_key = isinstance(data, dict) and isinstance(step, str)
        is_index = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if is_index or (is_key and step in data):
            data = data[step]
            path.append(step)
        elif is_key and index == len(steps) - 1 and not _is_tag(step):
            path.append(step)
        elif branch is None:
            branch = len(path)
    return tuple(path), tuple(path) if branch is None else tuple(path[:branch])


def _is_tag(step: str | int) -> bool:
    return isinstance(step, str) and ("[" in step or step[:1].isupper())


def _collapse(members: list[tuple[Path, ErrorDetails]]) -> list[tuple[Path, ErrorDetails]]:
    """Of a failed union keep the errors of the branch that the writer meant.

    A mapping was meant as the model (`Column`, `Cell`), anything else as text.
    """
    tagged = [m for m in members if any(_is_tag(s) for s in m[1]["loc"])]
    if not tagged:
        return members
    wanted = [m for m in tagged if not m[1]["type"].startswith(("text_", "model_"))]
    return wanted or [tagged[-1]]


def _one(path: Path, detail: ErrorDetails, data: Any, places: SourceMap) -> Diagnostic:
    kind = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "missing" and isinstance(detail["loc"][-1], int):
        hint = "such as [0.5, 0.5]"
        message = f"{_subject(path)} should be a list of two numbers"
        return Diagnostic(codes.WRONG_VALUE, message, places.value(path), hint)
    if kind == "missing":
        return _missing(path[:-1], name, places)
    if kind == "extra_forbidden":
        return _unknown(path, name, data, places)
    if kind == "text_key":
        return _unknown((*path, context["key"]), str(context["key"]), data, places)
    if kind == "text_missing":
        return _missing(path, "text", places)
    value = detail["input"]
    where = places.value(path)
    if kind == "value_error":
        message = detail["msg"].removeprefix("Value error, ")
        return Diagnostic(codes.WRONG_VALUE, f"{_subject(path)} {_date_words(message)}", where)
    if value is None:
        hint = "give a value, or remove the key"
        return Diagnostic(codes.WRONG_VALUE, f"{_subject(path)} is empty", places.key(path), hint)
    wanted, hint = _wanted(kind, context, detail)
    if kind == "literal_error":
        hint = did_you_mean(str(value), _choices(context))
    elif kind == "text_type" and isinstance(value, bool):
        hint = "put the word in quotes"
    return Diagnostic(
        codes.WRONG_VALUE, f"{_subject(path)} should be {wanted}, not {_shown(value)}", where, hint
    )


_ONE = {
    "sections": "section",
    "key_points": "key point",
    "metrics": "metric",
    "charts": "chart",
    "tables": "table",
    "timeline": "event",
    "people": "person",
    "quotes": "quotation",
    "images": "image",
    "questions": "question",
    "glossary": "term",
    "sources": "source",
    "authors": "author",
    "rows": "row",
    "columns": "column",
    "points": "point",
    "compare": "side",
    "values": "value",
    "categories": "category",
}
"""What one item of a list is called."""


def spoken(path: Path) -> str:
    """Return a path as people say it, counted from 1: ``"body" of section 2``."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, str):
            parts.append(f'"{step}"')
        elif parts and parts[-1].startswith('"'):
            key = parts[-1].strip('"')
            parts[-1] = f"{_ONE.get(key, key)} {step + 1}"
        else:
            parts.append(f"cell {step + 1}")
    return " of ".join(reversed(parts))


def _subject(path: Path) -> str:
    return spoken(path) if path else "the file"


def _missing(path: Path, name: str, places: SourceMap) -> Diagnostic:
    where = f" in {spoken(path)}" if path else ""
    return Diagnostic(
        codes.MISSING_KEY, f'missing key "{name}"{where}', places.value(path), f'add "{name}:"'
    )


def _unknown(path: Path, name: str, data: Any, places: SourceMap) -> Diagnostic:
    hint = did_you_mean(name, fields_at(data, path[:-1]))
    if " " in name.strip() or re.fullmatch(r"\d{3}\b.*", name):  # {value: 84,000}
        hint = "put a text that holds a comma or a colon in quotes"
    return Diagnostic(codes.UNKNOWN_KEY, f'unknown key "{name}"', places.key(path), hint)


def _wanted(kind: str, context: Mapping[str, Any], detail: ErrorDetails) -> tuple[str, str]:
    if kind in _KINDS:
        return _KINDS[kind]
    if kind == "literal_error":
        return "one of " + ", ".join(_choices(context)), ""
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        for part, meaning in _PATTERNS.items():
            if part in pattern:
                return meaning
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f"{words} {context[key]:g}", ""
    if kind in ("too_short", "too_long"):
        return "a list of two numbers", "such as [0.5, 0.5]"
    return detail["msg"].removeprefix("Input should be "), ""


def _choices(context: Mapping[str, Any]) -> list[str]:
    words = str(context.get("expected", "")).replace(" or ", ", ").split(", ")
    return [word.strip("'") for word in words]


def _date_words(message: str) -> str:
    """Python's words for a day that no calendar has."""
    if "day" in message and "range" in message:
        return "is a day that doesn't exist"
    return "is a year that doesn't exist" if message.startswith("year") else message


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
