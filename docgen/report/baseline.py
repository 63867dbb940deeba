"""A baseline: findings that were accepted, so that only new ones are told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location, Severity
from docgen.foundation.files import BASELINE, read_file
from docgen.report.formats.common import file_of, fingerprints
from docgen.report.formats.json import DiagnosticShape


class Accepted(DiagnosticShape):
    """One accepted finding. Only its fingerprint counts; the rest is for people."""

    fingerprint: str
    code: str
    file: str
    message: str


class Baseline(DiagnosticShape):
    """A baseline file."""

    version: Literal[1] = 1
    accepted: list[Accepted] = Field(default_factory=list)


def as_baseline(findings: Iterable[Diagnostic]) -> str:
    """Return a baseline that accepts the findings, errors aside: those stop builds."""
    accepted = [
        Accepted(fingerprint=mark, code=one.code, file=file_of(one), message=one.message)
        for one, mark in fingerprints(findings)
        if one.severity is not Severity.ERROR
    ]
    accepted.sort(key=lambda a: (a.file, a.code, a.message, a.fingerprint))
    return Baseline(accepted=accepted).model_dump_json(indent=2) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises DocgenError (DG820) if it can't be, or is none."""
    hint = "`docgen check --baseline FILE --write-baseline` writes one"
    found = Diagnostics()
    try:
        return Baseline.model_validate_json(read_file(path, BASELINE).decode("utf-8"))
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        found.error(
            codes.BASELINE_UNREADABLE,
            f"the baseline can't be read: {why}",
            Location(str(path)),
            hint,
        )
    except UnicodeDecodeError:
        found.error(
            codes.BASELINE_UNREADABLE, "the baseline isn't UTF-8 text", Location(str(path)), hint
        )
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        why = f"{key}: {first['msg']}" if key else first["msg"]
        found.error(
            codes.BASELINE_UNREADABLE, f"isn't a baseline: {why}", Location(str(path)), hint
        )
    raise DocgenError(found)


def without_accepted(findings: Iterable[Diagnostic], baseline: Baseline) -> list[Diagnostic]:
    """Return the findings that the baseline doesn't accept. Errors are never accepted."""
    known = {one.fingerprint for one in baseline.accepted}
    return [
        one
        for one, mark in fingerprints(findings)
        if one.severity is Severity.ERROR or mark not in known
    ]


def stale(findings: Iterable[Diagnostic], baseline: Baseline) -> list[Accepted]:
    """Return what the baseline accepts and is there no more: it may be taken out."""
    marks = {mark for _, mark in fingerprints(findings)}
    return [one for one in baseline.accepted if one.fingerprint not in marks]
