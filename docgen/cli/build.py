"""``docgen build``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from docgen.cli.progress import Progress
from docgen.cli.shared import FAULT, WRONG, guarded, here, show
from docgen.config import Project, find_project
from docgen.diagnostics import Diagnostic, DocgenError, Severity
from docgen.press.plan import Job, Options, make_plan


def _params(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> object:
    pairs = []
    for value in values:
        name, sign, given = value.partition("=")
        if not sign or not name:
            raise click.BadParameter(f'"{value}" should be NAME=VALUE')
        pairs.append((name.strip(), given.strip()))
    return tuple(pairs)


@click.command("build")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-l",
    "--layout",
    "layouts",
    multiple=True,
    metavar="NAME",
    help="Layout to use; repeat for several.",
)
@click.option("-t", "--theme", metavar="NAME", help="Theme instead of the layout's own.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder for the outputs.")
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_params,
    help="A parameter of the layout, such as page=Letter.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["pdf", "pptx"]),
    help="Only this format; pdf makes slide PDFs of decks.",
)
@click.option(
    "--handout",
    type=click.Choice(["2", "3", "6"]),
    help="Slides a page of a printed handout (PDF).",
)
@click.option(
    "--pdf-standard", type=click.Choice(["ua-1+a-2a", "a-3a", "none"]), help="What PDFs conform to."
)
@click.option("--fail-fast", is_flag=True, help="Stop after the first failure.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what went wrong.")
@click.option("--no-progress", is_flag=True, help="No progress bar.")
@guarded
def command(
    sources: tuple[Path, ...], layouts: tuple[str, ...], theme: str | None, out: Path | None,
    params: tuple[tuple[str, str], ...], format_: str | None, handout: str | None,
    pdf_standard: str | None, fail_fast: bool, quiet: bool, no_progress: bool,
) -> int:  # fmt: skip
    """Build briefs and decks from summaries.

    Without SOURCES, every summary of the project; without --layout, the layouts that
    [tool.docgen] names. Outputs are build/SOURCE.LAYOUT.pdf and .pptx.

    The table of outputs goes to stdout, everything else to stderr.
    """
    project = find_project(here())
    options = Options(
        theme or project.settings.theme, params,
        pdf_standard or project.settings.pdf_standard,
        int(handout) if handout else None, _epoch(), project.settings.strict,
    )  # fmt: skip
    found = list(sources) or project.all_sources()
    if not found:
        raise DocgenError(_nothing(project))
    wanted = "pdf" if handout else format_
    jobs = make_plan(
        project, found, layouts or project.settings.layouts, out or project.out, options,
        wanted,  # type: ignore[arg-type]
    )  # fmt: skip
    return _run(jobs, fail_fast, quiet, no_progress)


def _run(jobs: list[Job], fail_fast: bool, quiet: bool, no_progress: bool) -> int:
    from docgen.press.run import run_plan  # noqa: PLC0415  (loads typesetting)

    progress = Progress(len(jobs), quiet, bar=not no_progress)
    with progress:
        for result in run_plan(jobs, fail_fast):
            progress.add(result)
    seen: list[Diagnostic] = []
    for result in progress.results:
        seen += [d for d in result.diagnostics if d not in seen]
    if not quiet:
        progress.table()
    show(seen)
    if any(r.fault for r in progress.results):
        return FAULT
    return WRONG if any(not r.ok for r in progress.results) else 0


def _nothing(project: Project) -> Diagnostic:
    return Diagnostic(
        "DG806", f"no summaries in {project.sources}",
        hint="`docgen new NAME` writes one, `docgen init` makes a project",
    )  # fmt: skip


def _epoch() -> int | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    if not text.isdigit():
        raise DocgenError(
            Diagnostic(
                "DG807", f'SOURCE_DATE_EPOCH is "{text}", not a number of seconds',
                hint="unset it, or set it to seconds since 1970", severity=Severity.ERROR,
            )
        )  # fmt: skip
    return int(text)
