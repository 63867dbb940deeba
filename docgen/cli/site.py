"""``docgen site``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from docgen.cli.choices import document_options
from docgen.cli.console import progress, put
from docgen.cli.errors import DONE
from docgen.cli.projects import start
from docgen.cli.shown import built_documents, jobs_of, told
from docgen.engine.jobs import BuildRequest, Result


@click.command("site", short_help="Make a static web site of the documents.")
@document_options
@click.option(
    "-o",
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the site; default: build/site.",
)
@click.option("--title", default="Documents", show_default=True, help="The site's title.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    out: Path | None,
    title: str,
    quiet: bool,
) -> None:
    """Make a static web site: all documents with their pages, text, downloads and traces.

    It works from a disk and in any folder of a server; only its search needs JavaScript.
    If a document can't be built nothing is written. The same inputs give the same bytes,
    and what an older site had in the folder and this one hasn't is removed.
    """
    from docgen.project.settings import find_project  # noqa: PLC0415
    from docgen.report.site import site_files, write_site  # noqa: PLC0415

    target = out if out is not None else find_project(start()).out / "site"
    asked = BuildRequest(sources, layouts, theme, params=params, template=template, given=given)
    jobs, results = jobs_of(asked), list[Result]()
    with progress(len(jobs), quiet, bar=True) as step:

        def stepped(result: Result) -> None:
            step(replace(result, job=replace(result.job, output=Path(result.job.output).name)))

        documents = list(built_documents(asked, results, jobs, stepped))
    code = told(results)
    if code == DONE:
        write_site(target, site_files(documents, title))
        put(str(target / "index.html"))
    click.get_current_context().exit(code)
