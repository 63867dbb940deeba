"""What every form of the findings shares: stable fingerprints, relative paths, counts."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Severity


def limited(findings: Sequence[Diagnostic], most: int) -> list[Diagnostic]:
    """Return at most so many findings, errors first where not all are told, and how many more."""
    if len(findings) <= most:
        return [*findings]
    errors = [one for one in findings if one.severity is Severity.ERROR]
    others = [one for one in findings if one.severity is not Severity.ERROR]
    told = [*errors, *others][:most]
    message = f"{len(findings) - most:,} more findings aren't told"
    hint = "correct these first; `--format json --output FILE` tells up to a thousand"
    rest = Diagnostic(codes.MORE_FINDINGS, message, hint=hint, severity=Severity.NOTICE)
    return [*told, rest]


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
    """Return the finding's file with forward slashes, relative to the repository's root.

    CI systems read paths so, wherever in the repository docgen is run. Without a repository
    it is relative to this folder; a file outside both stays absolute.
    """
    if finding.location is None or not finding.location.file:
        return ""
    return from_repository(finding.location.file, Path.cwd())


@lru_cache(maxsize=4096)
def from_repository(file: str, folder: Path) -> str:
    """Return a path (as seen from `folder`) relative to the root of the repository above."""
    path = Path(os.path.normpath(folder / file))
    root = repository_root(folder) or folder
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@lru_cache(maxsize=64)
def repository_root(folder: Path) -> Path | None:
    """Return the nearest folder upwards that is a git work tree; None if there is none."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def line_of(finding: Diagnostic) -> int:
    """Return the finding's line from 1, or 0 for the whole file."""
    return finding.location.line if finding.location else 0


def column_of(finding: Diagnostic) -> int:
    """Return the finding's column from 1, or 0 for the whole line."""
    return finding.location.column if finding.location else 0


def with_hint(finding: Diagnostic) -> str:
    """Return what is wrong, what to do about it and the certain correction, a line each."""
    more = [part for part in (finding.hint, right_value(finding)) if part]
    return "\n".join([finding.message, *more])


def right_value(finding: Diagnostic) -> str:
    """Return a finding's certain correction in words; empty without one."""
    if finding.fix is None:
        return ""
    return f'certain: "{finding.fix.value}"; `docgen check --fix` writes it'
