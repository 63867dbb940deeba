"""What a Markdown or Word document holds, before it is put together as a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ImportBlockKind = Literal[
    "heading", "para", "list", "table", "image", "notes", "quote", "code", "break"
]


@dataclass(frozen=True, slots=True)
class ImportBlock:
    """A block of the document. Texts are Markdown; ``line`` counts from 1, 0 where unknown."""

    kind: ImportBlockKind
    text: str = ""
    level: int = 0
    """Of a heading, from 1; of a list 1 if it is numbered."""
    items: tuple[str, ...] = ()
    """A list's items."""
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells; the first row is the header."""
    path: str = ""
    data: bytes = b""
    """A picture's file (Word documents hold theirs)."""
    line: int = 0


@dataclass(slots=True)
class ImportDocument:
    """A read document: its metadata and its blocks, and what could not be taken over."""

    meta: Mapping[str, Any] = field(default_factory=dict)
    blocks: list[ImportBlock] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Line and name of what has no place in a summary."""
