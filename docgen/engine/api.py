"""docgen as a library: build files, or render one document's bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.article import Article, read_article
from docgen.drafting import draft as draft_yaml
from docgen.engine.jobs import NATURAL, BuildRequest, Format, JobStatus, Options, Result, gather
from docgen.engine.rendered import Rendered
from docgen.engine.run import How, carry_out, make_plan
from docgen.engine.work import placed_document, write
from docgen.foundation.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    MachineError,
    Severity,
)
from docgen.foundation.values import ParameterValue
from docgen.grounding import GroundingReport, check_grounding, ground
from docgen.layout import Layout, find_layout, find_theme
from docgen.placed.documents import Brief
from docgen.project.settings import find_project
from docgen.summary.given import with_given
from docgen.summary.model import Summary
from docgen.typeset.coverage import cover


def render(
    summary: Summary,
    layout: str,
    theme: str | None = None,
    format: Format | None = None,
    *,
    params: Mapping[str, object] | None = None,
    given: Mapping[str, str] | None = None,
    project: str | Path = ".",
    template: str | Path | None = None,
    diagnostics: Diagnostics | None = None,
) -> Rendered:
    """Return a document's bytes: PDF for a brief, PowerPoint for a deck (or PDF of slides).

    `layout` and `theme` are names or paths as the command takes them, looked up in the
    project that the folder `project` lies in, whose typography, date format and PDF standard
    hold; `template` is a company's .pptx or .potx. Where the layout tells where figures come
    from (``trace``), the claims are checked against the article that the summary names.
    `given` is said for the document before what its summary says: ``classification``,
    ``draft``, ``date``, ``presenter``, ``event``, ``addressee``, ``logo``, ``cover``.
    What was found stands in the result's ``diagnostics``, and goes to `diagnostics`, if
    given. Raises DocgenError with all that is wrong, ValueError for a brief as ``pptx``.
    Threads may call it at the same time.
    """
    place = find_project(Path(project))
    root, settings = place.root, place.settings
    options = Options(pdf_standard=settings.pdf_standard)
    found = find_layout(layout, root)
    kind = format or NATURAL[found.kind]
    if found.kind == "brief" and kind == "pptx":
        raise ValueError(f'layout "{layout}" is a brief: it has no PowerPoint form')
    look = find_theme(theme or found.theme, root)
    gathered = Diagnostics()
    summary = with_given(summary, given or {})
    try:
        base = None if template is None else str(template)
        document, placed = placed_document(
            summary,
            found,
            look,
            gathered,
            template=base,
            params=params,
            report=_traced(summary, found, params or {}, gathered),
            typography=settings.typography,
            date_format=settings.date_format,
        )
        coverage = cover(document, placed, gathered)
        gathered.raise_errors()
    finally:
        if diagnostics is not None:
            diagnostics.extend(gathered)
    data = write(placed, kind, options)
    count = len(placed.pages if isinstance(placed, Brief) else placed.slides)

    def as_pdf() -> bytes:
        return data if kind == "pdf" else write(placed, "pdf", options)

    return Rendered.of(data, kind, count, gathered, coverage, as_pdf)


def _traced(
    summary: Summary, layout: Layout, params: Mapping[str, object], found: Diagnostics
) -> GroundingReport | None:
    """Return where a summary's claims come from, if the layout tells it; errors go to `found`."""
    named = summary.article is not None and summary.article.path
    if not (named and layout.info(layout.resolve(params, found), layout.theme).trace):
        return None
    told = Diagnostics()
    report = check_grounding(summary, None, diagnostics=told)
    found.extend(one for one in told if one.severity is Severity.ERROR)
    return report


def check(
    summary: Summary,
    article: str | Path | Article | None = None,
    layouts: Sequence[str] = (),
    *,
    project: str | Path = ".",
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a summary: each claim against the article, each layout's fit.

    `article` is a file, or an article that `read_article` or `parse_article` gave; by
    default the one that the summary names, if any. Without `layouts` only the claims are
    checked. What a summary can't be without has been checked when it was loaded.
    """
    found = Diagnostics()
    if isinstance(article, Article):
        found.extend(ground(summary, article).diagnostics)
    else:
        check_grounding(summary, article, diagnostics=found)
    for layout in layouts:
        try:
            found.extend(render(summary, layout, project=project).diagnostics)
        except DocgenError as error:
            found.extend(error.diagnostics)
    return tuple(dict.fromkeys(found))


def draft(article: str | Path | Article, path: str | Path = "draft.yaml") -> str:
    """Return a first summary of an article as YAML, to be saved at `path` and rewritten.

    Everything in it is the article's own. Raises DocgenError: DG501 and DG503 for the
    article, and where not even a title can be found.
    """
    read = article if isinstance(article, Article) else read_article(article)
    return draft_yaml(read, path)


def build(
    sources: Sequence[str | Path] = (),
    layouts: Sequence[str] = (),
    theme: str | None = None,
    out: str | Path | None = None,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    given: Mapping[str, str] | None = None,
    format: Format | None = None,
    project: str | Path = ".",
    check: bool = True,
    force: bool = False,
    jobs: int = 1,
) -> list[Result]:
    """Build files as ``docgen build`` does; what isn't given comes from the project.

    What stands already and would be the same is left alone (its result is ``fresh``),
    unless ``force``. More ``jobs`` than one build in as many processes; a script that asks
    for them needs ``if __name__ == "__main__":``, for these import it.

    Every document that can be built is. Then DocgenError is raised with all that was
    wrong (MachineError if an output couldn't be written); with ``check=False`` failures
    are only told by the results. A wrong layout, theme or setting raises before building.
    """
    request = BuildRequest(
        [Path(s) for s in sources],
        layouts,
        theme,
        None if out is None else Path(out),
        params or {},
        format,
        given=given or {},
    )
    plan = make_plan(Path(project), request, os.environ, force)
    results = list(carry_out(plan, How(jobs)))
    if check and not all(r.ok for r in results):
        worse = any(r.status in (JobStatus.MACHINE, JobStatus.FAULT) for r in results)
        raise (MachineError if worse else DocgenError)(gather(results))
    return results
