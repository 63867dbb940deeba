"""``docgen snapshot``."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from docgen.cli.choices import document_options
from docgen.cli.console import put, say
from docgen.cli.projects import by_project

_PATH = click.Path(path_type=Path)


@click.command("snapshot", short_help="Record how pages look, or compare with it.")
@document_options
@click.option(
    "--dir",
    "folder",
    type=_PATH,
    default=Path("tests/snapshots"),
    show_default=True,
    metavar="DIR",
    help="Folder of the pictures.",
)
@click.option("--check", "checking", is_flag=True, help="Compare, record nothing.")
@click.option(
    "--dpi", type=click.FloatRange(10, 300), default=50, show_default=True, help="Pixels an inch."
)
@click.option(
    "--pages",
    "most",
    type=click.IntRange(min=1),
    metavar="N",
    help="Only the first N pages of each document.",
)
@click.option(
    "--tolerance",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of a page's pixels that may differ.",
)
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    folder: Path,
    checking: bool,
    dpi: float,
    most: int | None,
    tolerance: float,
) -> None:
    """Record how the pages and slides look, or compare them with what was recorded.

    With --check nothing is recorded; a page that looks different gets a .new.png and a
    .diff.png beside its snapshot, and the exit code is 1. Differences in the smoothing of
    edges don't count. Decks are drawn by docgen itself: no Office is needed.
    """
    from docgen.engine.prepare import BuildRequest, prepare  # noqa: PLC0415
    from docgen.foundation.diagnostics import Diagnostics  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415
    from docgen.report.snapshot import Which, check, pictures_of, record  # noqa: PLC0415

    asked = BuildRequest((), layouts, theme, params=params, template=template, given=given)
    jobs = tuple(
        job
        for root, inside in by_project(sources)
        for job in prepare(find_project(root), replace(asked, sources=inside), os.environ)
    )
    pictures = pictures_of(jobs, Which(dpi, most))
    if checking:
        found = Diagnostics()
        check(pictures, folder, found, tolerance)
        found.raise_errors()
        say(f"{len(pictures)} pictures look like their snapshots")
        return
    written = record(pictures, folder)
    for path in written:
        put(str(path))
    say(f"{len(pictures)} pictures in {folder}, {len(written)} of them new or changed")
