"""docgen as a library: build files, or render a document's bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from docgen.config import find_project
from docgen.diagnostics import Diagnostics
from docgen.layout import compose
from docgen.layout.catalog import find_layout, find_theme
from docgen.press.plan import Options, make_plan
from docgen.press.run import run_plan
from docgen.press.work import Result, write
from docgen.summary.model import Summary
from docgen.typeset import typeset


def render(
    summary: Summary,
    layout: str,
    theme: str | None = None,
    format: Literal["pdf", "pptx"] | None = None,
    params: Mapping[str, object] | None = None,
    project: str | Path = ".",
    diagnostics: Diagnostics | None = None,
) -> bytes:
    """Return a document's bytes: PDF for a brief, PowerPoint for a deck (or its slide PDF).

    `layout` and `theme` are names (or paths) as the command takes them, looked up from the
    folder `project`. Warnings go to `diagnostics`. Raises DocgenError.
    """
    root = find_project(Path(project)).root
    found = find_layout(layout, root)
    look = find_theme(theme or found.theme, root)
    placed = typeset(compose(summary, found, look, params, diagnostics), diagnostics)
    return write(placed, format or ("pdf" if found.kind == "brief" else "pptx"), Options())


def build(
    sources: Sequence[str | Path] = (),
    layouts: Sequence[str] = (),
    theme: str | None = None,
    out: str | Path | None = None,
    project: str | Path = ".",
) -> list[Result]:
    """Build files as `docgen build` does; return a result a document, failed ones too.

    Raises DocgenError if the plan itself is wrong (an unknown layout, no sources).
    """
    where = find_project(Path(project))
    files = [Path(s) for s in sources] or where.all_sources()
    target = Path(out) if out is not None else where.out
    options = Options(theme or where.settings.theme, pdf_standard=where.settings.pdf_standard)
    plan = make_plan(where, files, layouts or where.settings.layouts, target, options)
    return list(run_plan(plan))
