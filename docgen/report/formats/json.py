"""Findings as JSON: a documented, versioned form (``docgen schema diagnostics``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.report.formats.common import column_of, file_of, fingerprints, from_repository, line_of
from docgen.version import __version__

SeverityName = Literal["error", "warning", "notice"]


class DiagnosticShape(BaseModel):
    """Base of what we print as JSON: no other keys than those documented."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Passage(DiagnosticShape):
    """The passage of the article that a finding is about."""

    file: str = Field(description="The article, as the summary or --article names it")
    page: int | None = Field(ge=1, description="Of a PDF; null elsewhere")
    line: int = Field(ge=1, description="Of the file; in a PDF of the page")
    column: int = Field(ge=1, description="In characters, from 1")
    text: str = Field(description="The sentence")


class Edit(DiagnosticShape):
    """A replacement in the summary's file: lines and columns from 1, the end not included."""

    file: str = Field(description="Path as the command got it, with forward slashes")
    line: int = Field(ge=1, description="Where it begins")
    column: int = Field(ge=1, description="In characters")
    end_line: int = Field(ge=1, description="Where it ends")
    end_column: int = Field(ge=1, description="Of the first character that stays")
    old: str = Field(description="What stands there, as the file writes it")
    new: str = Field(description="What should, as the file writes it")


class FixShape(DiagnosticShape):
    """A certain correction; `docgen check --fix` makes its edits."""

    value: str = Field(description="The right value")
    edits: list[Edit] = Field(min_length=1, description="All of them together")


class Finding(DiagnosticShape):
    """One finding."""

    code: str = Field(
        description="Stable id; `docgen explain CODE` tells more", pattern=r"^DG\d{3}$"
    )
    severity: SeverityName = Field(description="Only an error stops a build")
    message: str = Field(description="What is wrong")
    hint: str = Field(description="What to do about it; may be empty")
    file: str | None = Field(description="Path as the command got it, with forward slashes")
    line: int | None = Field(ge=1, description="From 1; null: the whole file")
    column: int | None = Field(ge=1, description="In characters, from 1; null: the whole line")
    fingerprint: str = Field(description="Stays the same when lines move", min_length=32)
    passage: Passage | None = Field(
        description="What the article says; null where the finding isn't about an article"
    )
    fix: FixShape | None = Field(description="The right value, if only one can be meant")


class Counts(DiagnosticShape):
    """How many findings of each severity."""

    error: int = Field(ge=0)
    warning: int = Field(ge=0)
    notice: int = Field(ge=0)


class Findings(DiagnosticShape):
    """What `docgen check --format json` prints."""

    version: Literal[1] = Field(description="Of this form; it grows when a key changes meaning")
    docgen: str = Field(description="Version of docgen")
    diagnostics: list[Finding]
    counts: Counts


def finding_of(one: Diagnostic, fingerprint: str) -> Finding:
    """Return a finding in the form that is printed."""
    return Finding(
        code=one.code,
        severity=one.severity.value,
        message=one.message,
        hint=one.hint,
        file=file_of(one) or None,
        line=line_of(one) or None,
        column=column_of(one) or None,
        fingerprint=fingerprint,
        passage=_passage(one),
        fix=_fix(one),
    )


def _passage(one: Diagnostic) -> Passage | None:
    found = one.passage
    if found is None:
        return None
    file = from_repository(found.file, FilePath.cwd())
    return Passage(
        file=file, page=found.page, line=found.line, column=found.column, text=found.text
    )


def _fix(one: Diagnostic) -> FixShape | None:
    if one.fix is None:
        return None
    edits = [
        Edit(
            file=from_repository(edit.start.file, FilePath.cwd()),
            line=edit.start.line,
            column=edit.start.column,
            end_line=edit.end_line,
            end_column=edit.end_column,
            old=edit.old,
            new=edit.new,
        )
        for edit in one.fix.edits
    ]
    return FixShape(value=one.fix.value, edits=edits)


def counts_of(findings: Iterable[Diagnostic]) -> Counts:
    """Count findings by severity."""
    found = [one.severity for one in findings]
    return Counts(
        error=found.count(Severity.ERROR),
        warning=found.count(Severity.WARNING),
        notice=found.count(Severity.NOTICE),
    )


def as_json(findings: Iterable[Diagnostic]) -> str:
    """Return the findings as one JSON object."""
    found = list(findings)
    shape = Findings(
        version=1,
        docgen=__version__,
        counts=counts_of(found),
        diagnostics=[finding_of(one, mark) for one, mark in fingerprints(found)],
    )
    return shape.model_dump_json(indent=2)
