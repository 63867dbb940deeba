"""Documents as a comparison sees them, and the changes between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["title", "heading", "text", "item", "row", "chart", "picture", "notes"]
PageUnit = Literal["page", "slide"]
ChangeKind = Literal["changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class DiffBlock:
    """A paragraph, list item, table row, or the words that stand for a picture."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A page or a slide: its number from 1 and its blocks in reading order."""

    number: int
    blocks: tuple[DiffBlock, ...]

    @property
    def title(self) -> str:
        """The slide's title, or the first heading."""
        heads = [b.text for b in self.blocks if b.role in ("title", "heading")]
        return heads[0] if heads else ""


@dataclass(frozen=True, slots=True)
class DiffContent:
    """A document's text, by page or slide."""

    unit: PageUnit
    parts: tuple[DocumentPart, ...]


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A figure that changed; one side is empty where it came or went."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a block. ``old_part`` and ``new_part`` count pages or slides from 1."""

    kind: ChangeKind
    role: Role
    old: str = ""
    new: str = ""
    old_part: int | None = None
    new_part: int | None = None
    numbers: tuple[NumberChange, ...] = ()

    @property
    def part(self) -> int:
        """Where to look: in the new document, or the old one for what was removed."""
        return self.new_part or self.old_part or 0


@dataclass(frozen=True, slots=True)
class PartChange:
    """A slide that came, went or moved."""

    kind: Literal["added", "removed", "moved"]
    title: str
    old: int | None = None
    new: int | None = None
    said: tuple[str, ...] = ()
    """What an added slide says under its title."""


@dataclass(slots=True)
class Difference:
    """What changed in one document."""

    name: str
    unit: PageUnit
    status: Literal["same", "changed", "added", "removed", "failed"] = "same"
    old_parts: int = 0
    new_parts: int = 0
    parts: Sequence[PartChange] = ()
    changes: Sequence[Change] = ()
    pairs: Sequence[tuple[int | None, int | None]] = ()
    """Which page or slide became which, by number."""
    looks: list[Picture] = field(default_factory=list)
    note: str = ""
    """Why something could not be compared."""

    @property
    def numbers(self) -> Iterator[tuple[Change, NumberChange]]:
        """Every changed figure with its block."""
        for change in self.changes:
            for number in change.numbers:
                yield change, number


@dataclass(frozen=True, slots=True)
class Picture:
    """A page or slide that looks different: old and new side by side, changes boxed."""

    old: int | None
    new: int | None
    png: bytes
    boxes: int
    path: str = ""
