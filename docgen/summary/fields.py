"""Walk plain data beside the model's types, so that checks work on invalid files too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from docgen.foundation.structs import Struct
from docgen.summary.model import Summary
from docgen.summary.sourcemap import Path
from docgen.summary.text import Body, Text

TEXT_KEYS = ("text", "evidence", "derived", "ignore", "lang")


class FoundField(Struct, frozen=True):
    """A text, or a reference to a source (``source: id``), in the file's order."""

    path: Path
    kind: Literal["text", "body", "source"]
    value: str


def walk(data: Any) -> Iterator[FoundField]:
    """Give every non-empty text and source reference of a summary's data, in file order."""
    yield from _walk(data, Summary, ())


def fields_at(data: Any, path: Path) -> tuple[str, ...]:
    """Return the keys that the mapping at ``path`` may have (empty when unknown)."""
    kind: Any = Summary
    for step in path:
        kind = _choose(kind, data)
        kind = _child(kind, step)
        data = _item(data, step)
    kind = _choose(kind, data)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return TEXT_KEYS if kind in (Text, Body) else ()


@cache
def text_patterns() -> tuple[str, ...]:
    """Return the fields that hold texts, and those that hold such fields: ``sections.body``."""
    found: dict[str, None] = {}
    _patterns(Summary, "", found)
    return tuple(found)


def _patterns(kind: Any, path: str, found: dict[str, None]) -> bool:
    """Add the fields below a type; return whether it holds texts at all."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType, list):
        inside = [_patterns(k, path, found) for k in get_args(kind)]  # all of them add fields
        return any(inside)
    if kind in (Text, Body):
        return True
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return False
    holds = False
    for name, info in kind.model_fields.items():
        below: dict[str, None] = {}
        inner = f"{path}.{name}" if path else name
        if _patterns(info.annotation, inner, below):
            found |= {inner: None, **below}
            holds = True
    return holds


def _walk(data: Any, kind: Any, path: Path) -> Iterator[FoundField]:
    kind = _choose(kind, data)
    if kind in (Text, Body):
        value = data.get("text") if isinstance(data, dict) else data
        is_value = isinstance(value, str | int | float) and not isinstance(value, bool)
        if is_value and str(value).strip():
            yield FoundField(path, "body" if kind is Body else "text", str(value))
    elif isinstance(data, dict) and isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, value in data.items():
            if name == "source" and kind.__name__ != "Source" and isinstance(value, str):
                yield FoundField((*path, name), "source", value)
            else:
                yield from _walk(value, _child(kind, name), (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(value, _child(kind, index), (*path, index))


def _choose(kind: Any, data: Any) -> Any:
    """Strip Annotated and Optional; of a union take the member that the data means."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) not in (Union, UnionType):
        return kind
    members = [k for k in get_args(kind) if k is not NoneType]
    if len(members) == 1:
        return _choose(members[0], data)
    models = [k for k in members if isinstance(k, type) and issubclass(k, BaseModel)]
    if isinstance(data, dict) and models and not _is_plain_text(data):
        return models[0]
    return next((k for k in members if k in (Text, Body)), members[0])


def _is_plain_text(data: dict[str, Any]) -> bool:
    return "text" in data and all(key in TEXT_KEYS for key in data)


def _child(kind: Any, step: str | int) -> Any:
    if isinstance(step, int):
        args = get_args(kind)
        return args[0] if get_origin(kind) is list and args else None
    if isinstance(kind, type) and issubclass(kind, BaseModel) and step in kind.model_fields:
        info = kind.model_fields[step]
        return info.annotation
    return None


def _item(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def lookup(summary: Summary, path: Path) -> Text | None:
    """Return the Text object of a loaded summary at a path given by `walk`."""
    found: Any = summary
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step, None)
        if found is None:
            return None
    if isinstance(found, BaseModel):
        found = getattr(found, "text", None)
    return found if isinstance(found, Text) else None
