"""What grounding found: claims, where each comes from, and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from docgen.article.model import ArticlePlace
from docgen.foundation.diagnostics import Diagnostic, Location, Severity


class ClaimKind(StrEnum):
    """What is claimed."""

    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    NAME = "name"
    EVIDENCE = "evidence"
    STATEMENT = "statement"


class TraceStatus(StrEnum):
    """How a claim stands to the article."""

    FOUND = "found"
    FORM = "other form"
    DERIVED = "derived"
    IGNORED = "ignored"
    MISSING = "not found"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: its words, where they stand in the summary, and the passage around them.

    ``ref`` is the index in `Summary.texts` of the text that holds it, -1 where none does
    (a chart's number, a timeline's date).
    """

    kind: ClaimKind
    text: str
    path: str
    location: Location | None
    passage: str
    ref: int = -1


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage of the article that comes near a claim that wasn't found.

    ``text`` is the beginning of the sentence, ``sentence`` all of it.
    """

    place: ArticlePlace
    text: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a claim comes from: place and sentence in the article, or the closest passages.

    ``form`` says how the article words it where that differs, what was computed, or why it
    is ignored. ``code`` is that of the diagnostic about it, if any.
    """

    claim: Claim
    status: TraceStatus
    place: ArticlePlace | None = None
    sentence: str = ""
    form: str = ""
    closest: tuple[Closest, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class GroundingReport:
    """A summary's claims against an article. ``article`` is its path as given, or ``""``."""

    summary: str
    article: str
    sha256: str = ""
    traces: tuple[Trace, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the summary's order."""
        return tuple(trace.claim for trace in self.traces)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Only the errors."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many claims there are, by kind and by status."""
        table = Counter((t.claim.kind, t.status) for t in self.traces)
        return {
            kind.value: row
            for kind in ClaimKind
            if (row := {s.value: table[kind, s] for s in TraceStatus if table[kind, s]})
        }

    def of_path(self, path: str) -> Iterator[Trace]:
        """Give the traces of a field (``metrics.0``) and of what is inside it."""
        for trace in self.traces:
            if trace.claim.path == path or trace.claim.path.startswith(path + "."):
                yield trace


def trace_json(report: GroundingReport) -> dict[str, Any]:
    """Return a report as plain data for ``build/SOURCE.trace.json``; ``version`` 1."""
    return {
        "version": 1,
        "summary": report.summary,
        "article": {"path": report.article, "sha256": report.sha256},
        "counts": report.counts(),
        "claims": [_trace(trace) for trace in report.traces],
    }


def _trace(trace: Trace) -> dict[str, Any]:
    claim = trace.claim
    found: dict[str, Any] = {
        "kind": claim.kind.value,
        "claim": claim.text,
        "path": claim.path,
        "line": claim.location.line if claim.location else None,
        "column": claim.location.column if claim.location else None,
        "status": trace.status.value,
    }
    if trace.place:
        found["article"] = _place(trace.place) | {"sentence": trace.sentence}
    if trace.form:
        found["form"] = trace.form
    if trace.code:
        found["code"] = trace.code
    if trace.closest:
        found["closest"] = [_place(c.place) | {"sentence": c.text} for c in trace.closest]
    return found


def _place(place: ArticlePlace) -> dict[str, Any]:
    told = {"line": place.line, "column": place.column}
    return told if place.page is None else {"page": place.page, **told}


Rank: TypeAlias = Callable[[int, int], float]
"""How like a claim's surroundings those of a span of the article are."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """What should stand instead of ``start:end`` of a summary's passage."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The right value of a claim, and the changes of its passage that write it."""

    value: str
    changes: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class ClaimProblem:
    """A finding in the making: the claim's place is added later."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Where a claim was found (``start``, ``end`` in the article's text; -1: nowhere)."""

    status: TraceStatus
    start: int = -1
    end: int = -1
    form: str = ""
    problem: ClaimProblem | None = None

    @property
    def is_found(self) -> bool:
        """Whether the article holds it."""
        return self.start >= 0


MISSING = Match(TraceStatus.MISSING)
