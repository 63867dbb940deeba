"""Checked elements with typed attributes: the XML of a template, without the XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.foundation.diagnostics import Location
from docgen.foundation.structs import Struct, field
from docgen.layout.blocks import Inline, Span
from docgen.layout.template_values import split_marks
from docgen.layout.vocabulary import Attr
from docgen.summary.text import Text
from docgen.theme.model import Medium, Theme

_LENGTH = re.compile(r"^(\d+(?:\.\d+)?|\.\d+)\s*(pt|mm|cm|in)?$")
_UNITS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_HREF = re.compile(r"^(https?://|mailto:)\S+$|^#[A-Za-z][A-Za-z0-9_-]*$")
_IDENT = re.compile(r"^[A-Za-z][A-Za-z0-9_-]*$")


class Printed(Struct, frozen=True):
    """A text of the summary, and where the template prints it."""

    text: Text
    at: Location


class MarkupNode(Struct):
    """An element: typed attribute values, and kids that are elements, words or texts."""

    tag: str
    at: Location
    values: dict[str, Any] = field(default_factory=dict)
    kids: list[MarkupNode | Printed | str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator[MarkupNode]:
        """Yield the child elements of these names (all, if none is given)."""
        for kid in self.kids:
            if isinstance(kid, MarkupNode) and (not tags or kid.tag in tags):
                yield kid

    def first(self, tag: str) -> MarkupNode | None:
        """Return the first child element of that name."""
        return next(self.elements(tag), None)

    def get(self, name: str, default: Any = None) -> Any:
        """Return an attribute's typed value."""
        return self.values.get(name, default)

    def texts(self) -> Iterator[Text]:
        """Yield the summary's texts inside, in order."""
        for kid in self.kids:
            if isinstance(kid, Printed):
                yield kid.text
            elif isinstance(kid, MarkupNode):
                yield from kid.texts()


class UnknownNameError(ValueError):
    """A style or token that the theme lacks."""

    def __init__(self, message: str, name: str, known: list[str]) -> None:
        super().__init__(message)
        self.name, self.known = name, known


class Types(Struct, frozen=True):
    """Reads attribute values: knows the theme's names and the texts that were printed."""

    theme: Theme
    medium: Medium
    texts: list[Text]

    def value(self, attr: Attr, raw: str) -> Any:
        """Return the typed value; raises ValueError with what it should be."""
        if attr.type == "text":
            return self.inline(raw)
        word, _ = split_marks(raw)
        word = word.strip()
        if attr.type in ("int", "float"):
            return _bounded(attr, _number(attr, word))
        if attr.type == "length":
            return _bounded(attr, _length(word))
        if attr.type == "bool":
            return _bool(word)
        if attr.prefix and word.startswith(attr.prefix) and word != attr.prefix:
            return word
        if attr.type == "choice" and word not in attr.choices:
            raise UnknownNameError(f'unknown {attr.name} "{word}"', word, list(attr.choices))
        if attr.type == "style":
            return _named("style", word, self.theme.styles.get(self.medium, {}))
        if attr.type == "color":
            return _named("colour token", word, self.theme.palette)
        return _word(attr, word)

    def inline(self, raw: str) -> Inline:
        """Return an attribute's plain text, with the summary's texts that are in it."""
        text, numbers = split_marks(raw)
        refs = (self.texts[n].ref for n in numbers if n < len(self.texts))
        spans = (Span(" ".join(text.split())),) if text.strip() else ()
        return Inline(spans, tuple(dict.fromkeys(r for r in refs if r >= 0)))

    def source(self, raw: str) -> Location | None:
        """Return the place in the summary of the first text in an attribute."""
        _, numbers = split_marks(raw)
        found = (self.texts[n].location for n in numbers if n < len(self.texts))
        return next((at for at in found if at), None)


def _number(attr: Attr, word: str) -> float:
    try:
        value = int(word) if attr.type == "int" else float(word)
        if not abs(value) < 1e9:  # nan too
            raise ValueError
        return value
    except ValueError:
        noun = "a whole number" if attr.type == "int" else "a number"
        raise ValueError(f'should be {noun}, not "{word[:40]}"') from None


def _length(word: str) -> float:
    hit = _LENGTH.match(word)
    if hit is None:
        raise ValueError(f'should be a length such as 12, 12pt or 4mm, not "{word}"')
    if len(word) > 20:
        raise ValueError(f'should be a length such as 12, 12pt or 4mm, not "{word[:40]}"')
    return float(hit[1]) * _UNITS[hit[2] or "pt"]


def _bounded(attr: Attr, value: float) -> float:
    if not (attr.low is None or value >= attr.low) or not (attr.high is None or value <= attr.high):
        raise ValueError(f"should be from {attr.low:g} to {attr.high:g}, not {value:g}")
    return value


def _bool(word: str) -> bool:
    if word not in ("true", "false"):
        raise ValueError(f'should be true or false, not "{word}"')
    return word == "true"


def _named(noun: str, word: str, known: Mapping[str, object]) -> str:
    if word not in known:
        raise UnknownNameError(f'the theme has no {noun} "{word}"', word, list(known))
    return word


def _word(attr: Attr, word: str) -> Any:
    if attr.type == "shares":
        return _shares(word)
    if attr.type == "ranges":
        return _ranges(word)
    if attr.type == "href" and not _HREF.match(word):
        raise ValueError(f'should start with https://, http://, mailto: or #, not "{word}"')
    if attr.type in ("ident", "ref") and not _IDENT.match(word):
        raise ValueError(f'should be letters, digits, - and _, not "{word}"')
    if attr.type == "path" and (word.startswith(("/", "\\")) or ".." in word or ":" in word):
        raise ValueError(f'should be a file inside the layout\'s folder, not "{word}"')
    return word


_RANGE = re.compile(r"([1-9]\d{0,3})(?:-([1-9]\d{0,3}))?")
MOST_NUMBERS = 1000
"""In one list of ranges."""


def _ranges(word: str) -> tuple[int, ...]:
    """Return the numbers of ``2-3, 7``, in the order given; one that comes again counts once."""
    found: list[int] = []
    for part in word.replace(",", " ").split() or [""]:
        hit = _RANGE.fullmatch(part)
        first, last = (int(hit[1]), int(hit[2] or hit[1])) if hit else (1, 0)
        if first > last or len(found) + last - first >= MOST_NUMBERS:
            raise ValueError(f'should be numbers such as "2-3, 7", not "{word[:40]}"')
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


def _shares(word: str) -> tuple[float, ...]:
    try:
        shares = tuple(float(part) for part in word.replace(",", " ").split())
    except ValueError:
        shares = ()
    if not shares or not all(0 < s < 1000 for s in shares):
        raise ValueError(f'should be numbers such as "2 1", not "{word}"')
    return shares
