"""Differences as JSON (``docgen schema diff``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from docgen.report.diff.model import Change, ChangeKind, Difference, PageUnit, Role
from docgen.report.formats.json import DiagnosticShape
from docgen.version import __version__


class NumberShape(DiagnosticShape):
    """A figure that changed."""

    old: str = Field(description="Empty: there was none")
    new: str = Field(description="Empty: it is gone")


class ChangeShape(DiagnosticShape):
    """A change of one block of text."""

    kind: ChangeKind
    role: Role
    old: str
    new: str
    old_part: int | None = Field(description="Page or slide in the old document, from 1")
    new_part: int | None = Field(description="Page or slide in the new document, from 1")
    numbers: list[NumberShape]


class PartShape(DiagnosticShape):
    """A slide that came, went or moved."""

    kind: Literal["added", "removed", "moved"]
    title: str
    old: int | None
    new: int | None
    said: list[str] = Field(description="What an added slide says under its title")


class LookShape(DiagnosticShape):
    """A page or slide that looks different."""

    old: int | None
    new: int | None
    boxes: int = Field(description="Areas that differ")
    picture: str | None = Field(description="Path of the picture, under --pictures")


class DocumentShape(DiagnosticShape):
    """What changed in one document."""

    name: str
    unit: PageUnit
    status: Literal["same", "changed", "added", "removed", "failed"]
    old_parts: int
    new_parts: int
    parts: list[PartShape]
    changes: list[ChangeShape]
    looks: list[LookShape]
    note: str


class DiffShape(DiagnosticShape):
    """What `docgen diff --format json` prints."""

    version: Literal[1] = Field(description="Of this form")
    docgen: str = Field(description="Version of docgen")
    changed: int = Field(description="How many documents changed, came or went")
    documents: list[DocumentShape]


def diff_json(found: Sequence[Difference]) -> str:
    """Return the differences as one JSON object."""
    shape = DiffShape(
        version=1,
        docgen=__version__,
        documents=[_document(one) for one in found],
        changed=sum(1 for one in found if one.status != "same"),
    )
    return shape.model_dump_json(indent=2)


def _document(one: Difference) -> DocumentShape:
    return DocumentShape(
        name=one.name,
        unit=one.unit,
        status=one.status,
        note=one.note,
        old_parts=one.old_parts,
        new_parts=one.new_parts,
        parts=[
            PartShape(kind=p.kind, title=p.title, old=p.old, new=p.new, said=list(p.said))
            for p in one.parts
        ],
        changes=[_change(change) for change in one.changes],
        looks=[
            LookShape(old=p.old, new=p.new, boxes=p.boxes, picture=p.path or None)
            for p in one.looks
        ],
    )


def _change(one: Change) -> ChangeShape:
    return ChangeShape(
        kind=one.kind,
        role=one.role,
        old=one.old,
        new=one.new,
        old_part=one.old_part,
        new_part=one.new_part,
        numbers=[NumberShape(old=n.old, new=n.new) for n in one.numbers],
    )
