"""``docgen plan``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choices import document_options
from docgen.cli.console import columns, put
from docgen.cli.projects import by_project

if TYPE_CHECKING:
    from docgen.engine.jobs import Job

_PATH = click.Path(path_type=Path)


@click.command("plan", short_help="List what a build would make.")
@document_options
@click.option("-o", "--out", metavar="DIR", type=_PATH, help="Folder of the outputs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    out: Path | None,
    as_json: bool,
) -> None:
    """List the documents that a build would make, without reading any summary."""
    from docgen.engine.prepare import BuildRequest, prepare  # noqa: PLC0415
    from docgen.foundation import codes  # noqa: PLC0415
    from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    jobs: list[Job] = []
    for root, inside in by_project(sources):
        request = BuildRequest(
            inside, layouts, theme, out, params=params, template=template, given=given
        )
        jobs += prepare(find_project(root), request, os.environ)
    missing = [job.source for job in jobs if not Path(job.source).is_file()]
    if missing:
        raise DocgenError(
            Diagnostic(
                codes.UNREADABLE_FILE, "there is no such file", Location(name), "check its name"
            )
            for name in dict.fromkeys(missing)
        )
    if as_json:
        from docgen.report.build_json import planned  # noqa: PLC0415

        for job in jobs:
            put(planned(job).model_dump_json())
        return
    rows = [["Output", "Layout", "Summary"]]
    rows += [[job.output, job.target.name, job.source] for job in jobs]
    head, *rest = columns(rows)
    for line in [click.style(head, bold=True), *rest]:
        put(line)
