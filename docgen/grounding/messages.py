"""What is wrong with claims, in words."""

from __future__ import annotations

from dataclasses import replace

from docgen.foundation import codes
from docgen.foundation.diagnostics import ArticlePassage, Diagnostic, Fix, Location, Severity
from docgen.grounding.report import ClaimKind, ClaimProblem, Closest
from docgen.grounding.trace_dates import DateTracer

_SHOWN = 70


def shorten(text: str) -> str:
    """Return the beginning of a long text."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1].rstrip() + "…"


_NAME_HINT = "write it as the article does, or leave it out"


def missing_problem(kind: ClaimKind, text: str, *, soft: bool, dates: DateTracer) -> ClaimProblem:
    """Return the finding that a claim isn't in the article; ``soft`` makes it a warning."""
    severity = Severity.WARNING if soft else Severity.ERROR
    shown = shorten(text)
    if kind is ClaimKind.DATE:
        hint = f"its dates span {dates.span()}"
        return ClaimProblem(codes.DATE_NOT_FOUND, f'the date "{shown}" is not in the article', hint)
    if kind is ClaimKind.QUOTATION:
        return ClaimProblem(
            codes.QUOTATION_ALTERED, f'the article doesn\'t say "{shown}" word for word'
        )
    if kind is ClaimKind.NAME and soft:
        return ClaimProblem(
            codes.NAME_DOUBTFUL, f'"{shown}" is not in the article', _NAME_HINT, severity
        )
    if kind is ClaimKind.NAME:
        return ClaimProblem(
            codes.NAME_NOT_FOUND, f'the name "{shown}" is not in the article', _NAME_HINT
        )
    return ClaimProblem(
        codes.NUMBER_NOT_FOUND, f'the number "{shown}" is not in the article', severity=severity
    )


def as_source(problem: ClaimProblem, text: str) -> ClaimProblem:
    """A source may well be one that the article doesn't name: a notice."""
    message = f'the source names "{shorten(text)}", which the article doesn\'t'
    hint = "check that it is where this was published"
    return replace(
        problem,
        code=codes.SOURCE_NOT_NAMED,
        message=message,
        hint=hint,
        severity=Severity.NOTICE,
        correction=None,
    )


def to_diagnostic(
    problem: ClaimProblem,
    where: Location | None,
    article: str,
    closest: tuple[Closest, ...],
    fix: Fix | None = None,
) -> Diagnostic:
    """Return a finding with its place, and the closest passage in the hint."""
    hint, passage = problem.hint, None
    if closest:
        near = f'closest, at {article}:{closest[0].place}: "{closest[0].text}"'
        hint = f"{hint}; {near}" if hint else near
        place = closest[0].place
        text = closest[0].sentence or closest[0].text
        passage = ArticlePassage(article, place.line, place.column, place.page, text)
    return Diagnostic(problem.code, problem.message, where, hint, problem.severity, passage, fix)
