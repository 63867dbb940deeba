"""What every form of the findings shares: stable fingerprints, relative paths, counts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.foundation.diagnostics import Diagnostic


def fingerprints(findings: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Give each finding with an id that stays when lines move.

    It is made of code, file, message and which of the same ones it is; of no line number,
    so that a text added above neither opens nor closes a finding.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in findings:
        key = (one.code, file_of(one), one.message)
        seen[key] += 1
        yield one, hashlib.sha256("\0".join([*key, str(seen[key])]).encode()).hexdigest()[:32]


def file_of(finding: Diagnostic) -> str:
    """Return the finding's file with forward slashes, relative to here if it lies below."""
    if finding.location is None or not finding.location.file:
        return ""
    path = Path(finding.location.file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def line_of(finding: Diagnostic) -> int:
    """Return the finding's line from 1, or 0 for the whole file."""
    return finding.location.line if finding.location else 0


def column_of(finding: Diagnostic) -> int:
    """Return the finding's column from 1, or 0 for the whole line."""
    return finding.location.column if finding.location else 0


def with_hint(finding: Diagnostic) -> str:
    """Return what is wrong and what to do about it, a line each."""
    return f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
