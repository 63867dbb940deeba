"""Findings as JSON: a documented, versioned form (``docgen schema diagnostics``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.report.formats.common import column_of, file_of, fingerprints, line_of
from docgen.version import __version__

SeverityName = Literal["error", "warning", "notice"]


class DiagnosticShape(BaseModel):
    """Base of what we print as JSON: no other keys than those documented."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    )


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
