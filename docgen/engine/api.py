"""docgen as a library: build files, or render one document's bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.engine.jobs import NATURAL, BuildRequest, Format, JobStatus, Options, Result, gather
from docgen.engine.run import How, carry_out, make_plan
from docgen.engine.work import placed_document, write
from docgen.foundation.diagnostics import Diagnostics, DocgenError, MachineError
from docgen.foundation.values import ParameterValue
from docgen.layout import find_layout, find_theme
from docgen.project.settings import find_project
from docgen.summary.model import Summary


def render(
    summary: Summary,
    layout: str,
    theme: str | None = None,
    format: Format | None = None,
    *,
    params: Mapping[str, object] | None = None,
    project: str | Path = ".",
    diagnostics: Diagnostics | None = None,
) -> bytes:
    """Return a document's bytes: PDF for a brief, PowerPoint for a deck (or PDF of slides).

    `layout` and `theme` are names or paths as the command takes them, looked up in the
    project that the folder `project` lies in. Warnings go to `diagnostics`, if given.
    Raises DocgenError with all that is wrong, ValueError for a brief as ``pptx``.
    """
    root = find_project(Path(project)).root
    found = find_layout(layout, root)
    kind = format or NATURAL[found.kind]
    if found.kind == "brief" and kind == "pptx":
        raise ValueError(f'layout "{layout}" is a brief: it has no PowerPoint form')
    look = find_theme(theme or found.theme, root)
    gathered = diagnostics if diagnostics is not None else Diagnostics()
    _, placed = placed_document(summary, found, look, gathered, params=params)
    gathered.raise_errors()
    return write(placed, kind, Options())


def build(
    sources: Sequence[str | Path] = (),
    layouts: Sequence[str] = (),
    theme: str | None = None,
    out: str | Path | None = None,
    *,
    params: Mapping[str, ParameterValue] | None = None,
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
    )
    plan = make_plan(Path(project), request, os.environ, force)
    results = list(carry_out(plan, How(jobs)))
    if check and not all(r.ok for r in results):
        worse = any(r.status in (JobStatus.MACHINE, JobStatus.FAULT) for r in results)
        raise (MachineError if worse else DocgenError)(gather(results))
    return results
