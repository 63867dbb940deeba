"""What `render`, `sheet` and `site` share: the documents asked for, built in memory, and the findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.cli.console import say, show
from docgen.cli.errors import DONE, FAULT, WRONG, traceback_wanted
from docgen.cli.projects import by_project

if TYPE_CHECKING:
    from docgen.engine.jobs import BuildRequest, Job, Result
    from docgen.engine.shown import ShownDocument


def jobs_of(request: BuildRequest) -> list[Job]:
    """Return the jobs of a request, in the projects that its sources lie in."""
    from docgen.engine.shown import jobs_to_show  # noqa: PLC0415  (--help needs none)

    jobs: list[Job] = []
    for root, inside in by_project(tuple(request.sources)):
        jobs += jobs_to_show(root, replace(request, sources=inside), os.environ)
    return jobs


def built_documents(
    request: BuildRequest,
    results: list[Result],
    jobs: Sequence[Job] | None = None,
    step: Callable[[Result], None] | None = None,
) -> Iterator[ShownDocument]:
    """Give each document of a request that can be built; what came of each goes to `results`."""
    from docgen.engine.shown import ShownDocument, shown_documents  # noqa: PLC0415

    for one in shown_documents(jobs_of(request) if jobs is None else jobs):
        result = one.result if isinstance(one, ShownDocument) else one
        results.append(result)
        if step is not None:
            step(result)
        if isinstance(one, ShownDocument):
            yield one


def told(results: Sequence[Result]) -> int:
    """Print what was found; return the exit code."""
    from docgen.engine.jobs import JobStatus, gather  # noqa: PLC0415

    show(gather(results))
    for result in results:
        if result.traceback and traceback_wanted():
            say(result.traceback)
    if any(r.status in (JobStatus.MACHINE, JobStatus.FAULT) for r in results):
        return FAULT
    return DONE if all(r.ok for r in results) else WRONG
