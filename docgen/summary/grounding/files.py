"""A summary's article: where it is, whether it is the one meant; grounding as a stage."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Diagnostic, Diagnostics, DocgenError, Location, Severity
from docgen.summary.article import Article, read_article
from docgen.summary.files import resolve_in
from docgen.summary.grounding.grounder import ground
from docgen.summary.grounding.report import GroundingReport
from docgen.summary.model import Summary
from docgen.summary.sourcemap import SourceMap


def check_grounding(
    summary: Summary,
    article: str | Path | None = None,
    *,
    strict: bool = False,
    diagnostics: Diagnostics,
) -> GroundingReport | None:
    """Trace a summary's claims; all findings go to ``diagnostics``.

    ``article`` (``--article FILE``, relative to the working folder) comes before the path
    that the summary names. Returns None without an article: a notice, an error if
    ``strict`` (DG501). Never raises.
    """
    found = load_article(summary, article, strict=strict, diagnostics=diagnostics)
    if found is None:
        return None
    report = ground(summary, found)
    diagnostics.extend(report.diagnostics)
    return report


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
    strict: bool = False,
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
        diagnostics.extend([_absent(message, _place(summary, "article"), hint, strict)])
        return None
    try:
        if article is None and summary.article and summary.article.path:
            resolve_in(summary, summary.article.path)
        found = read_article(path, summary.lang)
    except DocgenError as error:
        where = None if article is not None else _place(summary, "article", "path")
        for finding in error.diagnostics:
            at = where or finding.location or Location(str(path))
            if finding.code == "DG501":
                diagnostics.extend([_absent(finding.message, at, finding.hint, strict)])
            else:
                diagnostics.extend([finding.at(at)])
        return None
    _check_digest(summary, found, diagnostics)
    return found


def _absent(message: str, where: Location, hint: str, strict: bool) -> Diagnostic:
    severity = Severity.ERROR if strict else Severity.NOTICE
    return Diagnostic("DG501", message, where, hint, severity)


def _check_digest(summary: Summary, found: Article, diagnostics: Diagnostics) -> None:
    told = summary.article.sha256 if summary.article else None
    if told is None or told == found.sha256:
        return
    message = f"{found.name} is not the article that was summarized: its sha256 differs"
    hint = f"check the summary against the new text, then put sha256: {found.sha256}"
    diagnostics.error("DG502", message, _place(summary, "article", "sha256"), hint)


def _place(summary: Summary, *path: str) -> Location:
    places = summary._locations
    if isinstance(places, SourceMap) and path in places.values:
        return places.value(path)
    return Location(summary.path)
