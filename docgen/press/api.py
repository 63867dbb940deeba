"""docgen as a library: build files, or render one document's bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.config import find_project
from docgen.diagnostics import Diagnostics, DocgenError, MachineError
from docgen.layout import compose, find_layout, find_theme
from docgen.press.plan import NATURAL, Format, Options
from docgen.press.prepare import Value, Wish, prepare
from docgen.press.result import Result, Status, gather
from docgen.press.run import run
from docgen.press.writers import write
from docgen.summary.model import Summary
from docgen.typeset import typeset


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
    document = compose(summary, found, look, params, diagnostics)
    return write(typeset(document, diagnostics), kind, Options())


def build(
    sources: Sequence[str | Path] = (),
    layouts: Sequence[str] = (),
    theme: str | None = None,
    out: str | Path | None = None,
    *,
    params: Mapping[str, Value] | None = None,
    format: Format | None = None,
    project: str | Path = ".",
    check: bool = True,
) -> list[Result]:
    """Build files as ``docgen build`` does; what isn't given comes from the project.

    Every document that can be built is. Then DocgenError is raised with all that was
    wrong (MachineError if an output couldn't be written); with ``check=False`` failures
    are only told by the results. A wrong layout, theme or setting raises before building.
    """
    wish = Wish(
        [Path(s) for s in sources], layouts, theme, None if out is None else Path(out),
        params or {}, format,
    )  # fmt: skip
    results = list(run(prepare(find_project(Path(project)), wish, os.environ)))
    if check and not all(r.ok for r in results):
        worse = any(r.status in (Status.MACHINE, Status.FAULT) for r in results)
        raise (MachineError if worse else DocgenError)(gather(results))
    return results
