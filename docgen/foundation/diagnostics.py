"""Diagnostics are data: what is wrong, where, and what to do about it.

Every room reports through these types; only `docgen.cli` prints them. A code such as
``DG102`` is stable across versions and is declared in `docgen.foundation.codes`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from docgen.foundation.codes import STRICT_NOTICES
from docgen.foundation.severity import Severity as Severity  # noqa: PLC0414  (its home for importers)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a text file. Lines and columns count from 1; 0 means "the whole file"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class ArticlePassage:
    """A passage of an article that a finding is about: its text, and where it begins.

    Of a PDF ``line`` counts the lines of ``page``; elsewhere ``page`` is None.
    """

    file: str
    line: int
    column: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A replacement in a text file, from ``start`` up to (not with) the end's column.

    ``old`` is what stands there in the file, ``new`` what should; both as the file writes
    them, with its escapes.
    """

    start: Location
    end_line: int
    end_column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A certain correction: the right value, and the edits that write it."""

    value: str
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable code, a severity, a message, a hint and a place.

    Of what an article contradicts also its ``passage``, and a ``fix`` where one is certain.
    """

    code: str
    message: str
    location: Location | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    passage: ArticlePassage | None = None
    fix: Fix | None = None

    def __str__(self) -> str:
        where = f"{self.location}: " if self.location else ""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.severity} {self.code} {self.message}{tail}"

    def at(self, location: Location) -> Diagnostic:
        """Return the same finding at another place."""
        return replace(self, location=location)


class DocgenError(Exception):
    """Raised when work cannot go on; carries every diagnostic gathered so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic] | Diagnostic) -> None:
        found = [diagnostics] if isinstance(diagnostics, Diagnostic) else list(diagnostics)
        super().__init__("\n".join(str(d) for d in found))
        self.diagnostics: tuple[Diagnostic, ...] = tuple(found)

    def __reduce__(self) -> tuple[type[DocgenError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class MachineError(DocgenError):
    """The machine, not the input, is at fault (disk full, unwritable folder): exit code 3."""


@dataclass(slots=True)
class Diagnostics:
    """Gathers findings so that all of a file's errors are shown together."""

    found: list[Diagnostic] = field(default_factory=list)
    levels: Mapping[str, str] = field(default_factory=dict)
    """Severities that a project gives to codes: what is added is judged by them."""
    strict: bool = False
    """Whether warnings that are added become errors."""

    def error(self, code: str, message: str, at: Location | None = None, hint: str = "") -> None:
        """Add an error."""
        self.extend([Diagnostic(code, message, at, hint)])

    def warn(self, code: str, message: str, at: Location | None = None, hint: str = "") -> None:
        """Add a warning."""
        self.extend([Diagnostic(code, message, at, hint, Severity.WARNING)])

    def notice(self, code: str, message: str, at: Location | None = None, hint: str = "") -> None:
        """Add a notice."""
        self.extend([Diagnostic(code, message, at, hint, Severity.NOTICE)])

    def extend(self, more: Iterable[Diagnostic]) -> None:
        """Add findings made elsewhere; the only place where their severity is judged."""
        if not self.levels and not self.strict:
            self.found.extend(more)
            return
        for one in more:
            kept = _judged(one, self.levels, self.strict)
            if kept is not None:
                self.found.append(kept)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)

    @property
    def errors(self) -> list[Diagnostic]:
        """Only the findings that stop a build."""
        return [d for d in self.found if d.severity is Severity.ERROR]

    def raise_errors(self) -> None:
        """Raise `DocgenError` with everything found if anything is an error."""
        if self.errors:
            raise DocgenError(self.found)


MOST_KNOWN = 24
"""Names that a hint lists."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean "x"?`` for the closest known word, else what is known."""
    return _hint(word, tuple(sorted(set(known))))


@lru_cache(maxsize=1024)  # one mistake may stand in a file ten thousand times
def _hint(word: str, known: tuple[str, ...]) -> str:
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    if not names:
        return ""
    if len(names) > MOST_KNOWN:
        names = [name for name in names if "." not in name] or names
    more = len(names) - MOST_KNOWN
    shown = ", ".join(names[: MOST_KNOWN if more > 1 else None])
    return f"known: {shown}" + (f" and {more} more" if more > 1 else "")


OFF = "off"


def _judged(one: Diagnostic, levels: Mapping[str, str], strict: bool) -> Diagnostic | None:
    """Return a finding with the severity that a project gives its code; None if it is off.

    ``levels`` maps codes to ``error``, ``warning``, ``notice`` or ``off``. What is an error
    by itself stays one: there is no document to be had then. ``strict`` makes errors of
    the warnings that are left, and of notices that say so (`STRICT_NOTICES`). Judging twice
    changes nothing.
    """
    level = levels.get(one.code)
    if one.severity is not Severity.ERROR and level is not None:
        if level == OFF:
            return None
        one = replace(one, severity=Severity(level))
    if strict and (one.severity is Severity.WARNING or one.code in STRICT_NOTICES):
        return replace(one, severity=Severity.ERROR)
    return one
