"""Check: all that a build does but writing, and the claims held against the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from docgen.config import find_project
from docgen.diagnostics import Diagnostic
from docgen.press.prepare import Wish, prepare
from docgen.press.result import Result, gather
from docgen.press.run import run


def check(
    start: Path, wish: Wish, environment: Mapping[str, str], article: Path | None = None
) -> tuple[list[Result], tuple[Diagnostic, ...]]:
    """Check what `wish` (which should be ``dry``) names, in the project of `start`.

    Returns the results of the dry build and all findings, each once, by file and line.
    ``article`` stands in for the articles that the summaries name. Raises DocgenError
    where nothing can be checked: settings, layouts or themes are wrong.
    """
    results = list(run(prepare(find_project(start), wish, environment)))
    return results, _sorted(gather(results))


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place; of one place in the order they were found."""

    def place(one: Diagnostic) -> tuple[str, int, int]:
        at = one.location
        return (at.file, at.line, at.column) if at else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(findings), key=place))
