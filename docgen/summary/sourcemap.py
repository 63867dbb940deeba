"""Where each key and value of a file stands, down to a character inside a text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from docgen.foundation.diagnostics import Location
from docgen.foundation.structs import Struct, field
from docgen.summary.model import Summary
from docgen.summary.text import Text

Path: TypeAlias = tuple[str | int, ...]

_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n|.)", re.S)
_HEX = {"x", "u", "U"}
_BLANK_ESCAPES = {"t", "n", "v", "f", "r", " ", "_", "N", "L", "P", "\t", "\n", "\r"}


class Scalar(Struct):
    """A leaf: its value, and the span of its token (quotes and indicator included)."""

    value: object
    start: int
    end: int
    style: str = ""
    """``'``, ``"``, ``|``, ``>``, or empty for a plain scalar."""


class Sequence(Struct):
    """A list."""

    start: int
    end: int = 0
    items: list[DataNode] = field(default_factory=list)


class Mapping(Struct):
    """A mapping, its pairs in the file's order."""

    start: int
    end: int = 0
    pairs: list[tuple[Scalar, DataNode]] = field(default_factory=list)


DataNode: TypeAlias = Scalar | Sequence | Mapping


@dataclass(slots=True)
class SourceMap:
    """Paths of a file's data, such as ``("sections", 0, "heading")``, to places in its text."""

    file: str
    text: str
    values: dict[Path, DataNode] = dataclasses.field(default_factory=dict)
    keys: dict[Path, Scalar] = dataclasses.field(default_factory=dict)
    starts: list[int] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [0, *(m.end() for m in re.finditer("\n", self.text))]

    def at(self, index: int) -> Location:
        """Return the place of a character index of the file's text."""
        row = bisect_right(self.starts, index) - 1
        return Location(self.file, row + 1, index - self.starts[row] + 1)

    def key(self, path: Path) -> Location:
        """Return where the key stands (for a list item: where the item starts)."""
        node = self.keys.get(path)
        return self.at(node.start) if node else self.value(path)

    def value(self, path: Path) -> Location:
        """Return where the value starts; for an unknown path, its nearest known parent."""
        while path and path not in self.values:
            path = path[:-1]
        node = self.values.get(path)
        if node is None:
            return Location(self.file, 1, 1)
        if isinstance(node, Scalar) and node.value is None and path in self.keys:
            return self.key(path)
        return self.at(node.start)

    def inside(self, path: Path, offset: int = 0) -> Location:
        """Return where the character at ``offset`` of the text at ``path`` stands.

        Right through quotes, escapes, block scalars and folded lines; for white space, the
        place of the next character that is not.
        """
        node = self.values.get((*path, "text")) or self.values.get(path)
        if not isinstance(node, Scalar):
            return self.value(path)
        value = node.value if isinstance(node.value, str) else str(node.value)
        nth = len("".join(value[:offset].split()))
        found = next(islice(self._content(node), nth, None), None)
        return self.at(node.start if found is None else found[0])

    def span(self, path: Path, start: int, end: int) -> tuple[int, int] | None:
        """Return the indexes in the file's text of ``start:end`` of the text at ``path``.

        Both ends have to be characters that are not white space; None where they aren't, and
        where no single scalar holds them.
        """
        node = self.values.get((*path, "text")) or self.values.get(path)
        if not isinstance(node, Scalar):
            return None
        value = node.value if isinstance(node.value, str) else str(node.value)
        piece = value[start:end]
        if not piece or piece != piece.strip():
            return None
        first = len("".join(value[:start].split()))
        length = len("".join(piece.split()))
        inside = list(islice(self._content(node), first, first + length))
        return (inside[0][0], inside[-1][1]) if len(inside) == length else None

    def encode(self, path: Path, text: str) -> str:
        """Return a text as the scalar at ``path`` would write it, by its quotes."""
        node = self.values.get((*path, "text")) or self.values.get(path)
        style = node.style if isinstance(node, Scalar) else ""
        if style == '"':
            return text.replace("\\", "\\\\").replace('"', '\\"')
        return text.replace("'", "''") if style == "'" else text

    def _content(self, node: Scalar) -> Iterator[tuple[int, int]]:
        """Give the span of each character of a scalar that is not white space."""
        if node.style in ("|", ">"):
            end = self.text.find("\n", node.start, node.end)
            start, stop = (node.end if end < 0 else end + 1), node.end
        else:
            quote = len(node.style)
            start, stop = node.start + quote, node.end - quote
        index = start
        held = ""
        while index < stop:
            char, width = self.text[index], 1
            if node.style == '"' and char == "\\":
                match = _ESCAPE.match(self.text, index)
                width = match.end() - index if match else 1
                if self._is_blank_escape(index, width):
                    char = " "
            elif node.style == "'" and char == "'":
                width = 2
            joined = (
                unicodedata.normalize("NFC", held + char) if unicodedata.combining(char) else ""
            )
            held = joined if len(joined) == 1 else char
            if not char.isspace() and len(joined) != 1:  # texts are composed: see `load_yaml`
                yield index, index + width
            index += width

    def _is_blank_escape(self, index: int, width: int) -> bool:
        mark = self.text[index + 1 : index + 2]
        if mark in _HEX:
            return chr(int(self.text[index + 2 : index + width], 16)).isspace()
        return mark in _BLANK_ESCAPES


def locate(summary: Summary, text: Text, offset: int = 0) -> Location | None:
    """Return where the character at ``offset`` of ``text.source`` stands in the file.

    Right through quotes, escapes and block scalars. None for a text that isn't from a
    file (made in code, or read from a chart's data file).
    """
    places = summary._locations
    if not isinstance(places, SourceMap) or not text.path:
        return text.location
    steps = (int(s) if s.isdigit() else s for s in text.path.split("."))
    return places.inside(tuple(steps), offset)
