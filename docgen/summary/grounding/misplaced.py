"""Add the warnings about claims that seem to be said of the wrong thing."""

from __future__ import annotations

from dataclasses import replace

from docgen.diagnostics import Severity
from docgen.summary.grounding.attach import Attachment, Rival
from docgen.summary.grounding.match import Problem
from docgen.summary.grounding.report import ClaimKind
from docgen.summary.grounding.tracer import Traced, Tracer
from docgen.summary.grounding.verdicts import to_diagnostic


def find_misplaced(traced: list[Traced], tracer: Tracer) -> list[Traced]:
    """Return the traces, those of misplaced numbers, dates and names with a warning."""
    mentions = [t.mention for t in traced if t.mention is not None]
    attachment = Attachment(tracer.index, tracer.families.values, tracer.families.roles)
    rivals = {rival.ref: rival for rival in attachment.misplaced(mentions)}
    return [
        _warned(t, rivals[t.mention.ref], tracer)
        if t.mention is not None and t.mention.ref in rivals
        else t
        for t in traced
    ]


def _warned(traced: Traced, rival: Rival, tracer: Tracer) -> Traced:
    article = tracer.index.article
    claim = traced.trace.claim
    problem = _problem(claim.kind, claim.text, article.text[rival.start : rival.end])
    closest = (tracer.finder.at(rival.start),)
    finding = to_diagnostic(problem, claim.location, article.name, closest)
    trace = replace(traced.trace, code=problem.code, closest=closest)
    return replace(traced, trace=trace, diagnostics=(*traced.diagnostics, finding))


def _problem(kind: ClaimKind, text: str, rival: str) -> Problem:
    told = f'"{text}" is in the article, but these words fit "{rival}" better'
    if kind is ClaimKind.DATE:
        return Problem("DG516", told, "check which date is meant", Severity.WARNING)
    if kind is ClaimKind.NAME:
        return Problem("DG532", told, "check who or what is meant", Severity.WARNING)
    return Problem("DG514", told, "check what it is a number of", Severity.WARNING)
