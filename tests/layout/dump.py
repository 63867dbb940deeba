"""Blocks as indented text, for golden tests."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from docgen.layout.blocks import BlockBase, Inline, Span

_HIDDEN = {"origin", "source", "data"}


def span(one: Span) -> str:
    """`text` with marks for its look."""
    if one.field:
        return f"<{one.field}>"
    marks = "".join(
        m
        for m, on in (("b", one.bold), ("i", one.italic), ("c", one.code), ("^", one.superscript))
        if on
    )
    target = f"@{one.cite}" if one.cite else f"→{one.href}" if one.href else ""
    return f"{one.text!r}{marks}{target}"


def inline(one: Inline) -> str:
    refs = f" refs={list(one.refs)}" if one.refs else ""
    return "[" + " ".join(span(s) for s in one.spans) + "]" + refs


def dump(block: Any, depth: int = 0) -> str:
    """Return a block and those in it, a line each; defaults are left out."""
    if not (is_dataclass(block) and isinstance(block, BlockBase)):
        raise TypeError(type(block))
    words, kids = [], []
    for one in fields(block):
        value = getattr(block, one.name)
        if one.name in _HIDDEN or value is None or value == one.default:
            continue
        if isinstance(value, Inline):
            words.append(f"{one.name}={inline(value)}")
        elif _holds_blocks(value):
            kids.append((one.name, value))
        elif isinstance(value, str | int | float | bool | tuple):
            words.append(f"{one.name}={value!r}")
    at = f"@{block.origin.line}:{block.origin.column}" if block.origin else ""
    lines = ["  " * depth + " ".join([type(block).__name__ + at, *words])]
    for name, value in kids:
        lines += _kids(name, value, depth + 1)
    return "\n".join(lines)


def _holds_blocks(value: Any) -> bool:
    if isinstance(value, tuple) and value:
        return isinstance(value[0], BlockBase) or _holds_blocks(value[0])
    return False


def _kids(name: str, value: tuple[Any, ...], depth: int) -> list[str]:
    if isinstance(value[0], BlockBase):
        rows = [dump(one, depth + 1) for one in value]
    else:
        rows = [
            line
            for i, group in enumerate(value, 1)
            if group
            for line in _kids(f"{i}", group, depth + 1)
        ]
    return ["  " * depth + f"{name}:", *rows]
