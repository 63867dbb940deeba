"""What inline and block Markdown becomes: runs, paragraphs, lists; and its problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look. A hard break is a run whose text is ``"\\n"``.

    A citation is a run with ``cite`` (the source's id, repeated in ``text``).
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of one paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class RichList:
    """A list; each item holds paragraphs and further lists."""

    kind: Literal["bullet", "number"]
    items: tuple[tuple[RichBlock, ...], ...]


RichBlock: TypeAlias = Paragraph | RichList


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text; ``offset`` counts characters of the source from 0."""

    code: str
    message: str
    hint: str
    offset: int
