"""Trace every claim of a summary to its article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from docgen.article import Article, read_article
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location, Severity
from docgen.foundation.memo import cached, keeps
from docgen.grounding.index import ArticleIndex, index_article
from docgen.grounding.messages import to_diagnostic
from docgen.grounding.misattribution import Attachment, Rival
from docgen.grounding.passages import passages
from docgen.grounding.report import ClaimKind, ClaimProblem, GroundingReport
from docgen.grounding.statements import Statements
from docgen.grounding.tracer import Traced, Tracer
from docgen.language.lexicon import LANGUAGES
from docgen.summary.files import resolve_in
from docgen.summary.model import Summary
from docgen.summary.sourcemap import SourceMap


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


def _problem(kind: ClaimKind, text: str, rival: str) -> ClaimProblem:
    told = f'"{text}" is in the article, but these words fit "{rival}" better'
    if kind is ClaimKind.DATE:
        return ClaimProblem(
            codes.DATE_MISPLACED, told, "check which date is meant", Severity.WARNING
        )
    if kind is ClaimKind.NAME:
        return ClaimProblem(
            codes.NAME_MISPLACED, told, "check who or what is meant", Severity.WARNING
        )
    return ClaimProblem(
        codes.NUMBER_MISPLACED, told, "check what it is a number of", Severity.WARNING
    )


def ground(summary: Summary, article: Article) -> GroundingReport:
    """Return where each claim of a summary stands in the article, and what is wrong.

    Claims are numbers, dates, quotations and names in every text that a layout may show.
    Never raises; the report's diagnostics have codes DG510 to DG554.
    """
    return ground_indexed(summary, index_article(article))


def ground_indexed(summary: Summary, index: ArticleIndex) -> GroundingReport:
    """Like `ground`, for an article that many summaries are checked against."""
    tracer = Tracer(summary, index)
    traced: list[Traced] = []
    found = passages(summary)
    for passage in found:
        traced += tracer.trace(passage)
    stated = list(Statements(summary, tracer, found).check())
    traced = _without_doubles([*find_misplaced(traced, tracer), *stated], stated)
    diagnostics = [*_coverage(summary, index), *(d for t in traced for d in t.diagnostics)]
    return GroundingReport(
        summary=summary.path,
        article=index.article.name,
        sha256=index.article.sha256,
        traces=tuple(t.trace for t in traced),
        diagnostics=tuple(_in_order(diagnostics)),
    )


def _coverage(summary: Summary, index: ArticleIndex) -> list[Diagnostic]:
    """Say which checks don't run: of a language without words, or across two languages."""
    mine, theirs = (lang.partition("-")[0].lower() for lang in (summary.lang, index.article.lang))
    unknown = [lang for lang in dict.fromkeys((mine, theirs)) if lang not in LANGUAGES]
    if unknown:
        names = " and ".join(f'"{lang}"' for lang in unknown)
        message = f"of the language {names} only numerals, dates, names and quotations are checked"
    elif mine != theirs:
        message = f'the article is in "{theirs}", the summary in "{mine}": only figures, dates and names are compared'
    else:
        return []
    hint = "number words, units in words, speakers, direction, negation and opposites aren't"
    where = _place(summary, "lang") if _has(summary, "lang") else Location(summary.path)
    return [Diagnostic(codes.LANGUAGE_NOT_COVERED, message, where, hint, Severity.NOTICE)]


def _has(summary: Summary, key: str) -> bool:
    places = summary._locations
    return isinstance(places, SourceMap) and (key,) in places.values


def _without_doubles(traced: list[Traced], stated: list[Traced]) -> list[Traced]:
    """Drop the guess that a figure or date is misplaced where a statement tells it for sure."""
    told = {t.trace.claim.location for t in stated if t.trace.claim.location is not None}
    guesses = (codes.NUMBER_MISPLACED, codes.DATE_MISPLACED)
    return [
        replace(t, diagnostics=tuple(d for d in t.diagnostics if d.code not in guesses))
        if t not in stated and t.trace.claim.location in told
        else t
        for t in traced
    ]


def _in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    """Sort by place, equal findings once."""
    unique = dict.fromkeys(found)
    return sorted(
        unique,
        key=lambda d: (
            d.location is None,
            d.location.line if d.location else 0,
            d.location.column if d.location else 0,
            d.code,
        ),
    )


def check_grounding(
    summary: Summary,
    article: str | Path | None = None,
    *,
    diagnostics: Diagnostics,
) -> GroundingReport | None:
    """Trace a summary's claims; all findings go to ``diagnostics``.

    ``article`` (``--article FILE``, relative to the working folder) comes before the path
    that the summary names. Returns None without an article: a notice (DG501), also
    where warnings are errors. Never raises.
    """
    found = load_article(summary, article, diagnostics=diagnostics)
    if found is None:
        return None
    report = _kept(summary, found)
    diagnostics.extend(report.diagnostics)
    return report


def _kept(summary: Summary, article: Article) -> GroundingReport:
    """Return a summary's report from the cache, if there is one, else make it.

    It depends on the summary's text and data, on the article and its name, and on the program.
    """
    places = summary._locations
    if not keeps() or not isinstance(places, SourceMap):
        return ground(summary, article)
    from pydantic import TypeAdapter  # noqa: PLC0415  (only kept reports need it)

    adapter = TypeAdapter(GroundingReport)
    made: list[GroundingReport] = []

    def make() -> bytes:
        made.append(ground(summary, article))
        return adapter.dump_json(made[0])

    text = hashlib.sha256(places.text.encode("utf-8", "surrogatepass"))
    text.update(summary.model_dump_json().encode("utf-8", "surrogatepass"))
    key = (text.hexdigest(), summary.path, article.sha256, article.name, article.lang)
    data = cached("\n".join(("grounding", *key)), make)
    return made[0] if made else adapter.validate_json(data)


def article_path(summary: Summary, article: str | Path | None = None) -> Path | None:
    """Return the article's file as the user would name it, or None if none is named."""
    if article is not None:
        return Path(article)
    if summary.article is None or not summary.article.path:
        return None
    return Path(summary.path).parent / summary.article.path


def load_article(
    summary: Summary,
    article: str | Path | None = None,
    *,
    diagnostics: Diagnostics,
) -> Article | None:
    """Read the article of a summary and check its digest; None with a finding if it fails.

    DG501 where there is none, DG502 where its sha256 isn't the one given, DG503 where it
    can't be read.
    """
    path = article_path(summary, article)
    if path is None:
        hint = 'name it: article: {path: story.txt}, or give "--article FILE"'
        message = "there is no article to check the claims against"
        diagnostics.extend([_absent(message, _place(summary, "article"), hint)])
        return None
    try:
        if article is None and summary.article and summary.article.path:
            resolve_in(summary, summary.article.path)
        found = read_article(path, summary.lang)
    except DocgenError as error:
        where = None if article is not None else _place(summary, "article", "path")
        for finding in error.diagnostics:
            at = where or finding.location or Location(str(path))
            if finding.code == codes.NO_ARTICLE:
                diagnostics.extend([_absent(finding.message, at, finding.hint)])
            else:
                diagnostics.extend([finding.at(at)])
        return None
    _check_digest(summary, found, diagnostics)
    if found.is_thin:
        count = len(found.text.split())
        message = f"only {count} words of {found.name} look like an article"
        hint = "save the page whole, or its text as .txt, and check against that"
        where = None if article is not None else _place(summary, "article", "path")
        diagnostics.notice(codes.ARTICLE_THIN, message, where or Location(str(path)), hint)
    return found


def _absent(message: str, where: Location, hint: str) -> Diagnostic:
    return Diagnostic(codes.NO_ARTICLE, message, where, hint, Severity.NOTICE)


def _check_digest(summary: Summary, found: Article, diagnostics: Diagnostics) -> None:
    told = summary.article.sha256 if summary.article else None
    if told is None or told == found.sha256:
        return
    message = f"{found.name} is not the article that was summarized: its sha256 differs"
    hint = f"check the summary against the new text, then put sha256: {found.sha256}"
    diagnostics.error(codes.OTHER_ARTICLE, message, _place(summary, "article", "sha256"), hint)


def _place(summary: Summary, *path: str) -> Location:
    places = summary._locations
    if isinstance(places, SourceMap) and path in places.values:
        return places.value(path)
    return Location(summary.path)
