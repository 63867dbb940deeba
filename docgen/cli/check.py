"""``docgen check``."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.console import say
from docgen.cli.errors import FAULT, traceback_wanted
from docgen.cli.findings import Delivery, deliver, report_options
from docgen.cli.projects import by_project

if TYPE_CHECKING:
    from docgen.engine.check import Checked
    from docgen.report.formats.render import ReportFormat

_PATH = click.Path(path_type=Path)


@click.command("check", short_help="Look for what is wrong, build nothing.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=_PATH)
@click.option("-l", "--layout", "layouts", multiple=True, metavar="NAME", help="A layout to use.")
@click.option("-t", "--theme", metavar="NAME", help="A theme, instead of the layouts' own.")
@click.option(
    "--article", metavar="FILE", type=_PATH, help="The article, instead of the summary's own."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--changed",
    is_flag=True,
    help="SOURCE are files of any kind: check the summaries that read one of them.",
)
@report_options
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    article: Path | None,
    strict: bool,
    changed: bool,
    form: ReportFormat,
    output: Path | None,
    baseline: Path | None,
    write_baseline: bool,
    max_warnings: int | None,
    also: tuple[tuple[ReportFormat, Path], ...],
) -> None:
    """Look for what is wrong in summaries and layouts; build nothing.

    Each summary is read, composed and typeset with the layouts of the project (or those of
    --layout), so that text which doesn't fit is found too. If a summary names its article,
    or --article does, its claims are held against it. The findings go to stdout.

    \b
    docgen check --format github           annotations in a GitHub workflow
    docgen check --format sarif --output docgen.sarif
    docgen check --baseline FILE --write-baseline    accept today's warnings
    """
    from docgen.engine.check import check, concerning, together  # noqa: PLC0415
    from docgen.engine.prepare import BuildRequest  # noqa: PLC0415
    from docgen.foundation.diagnostics import DocgenError, MachineError  # noqa: PLC0415

    how = Delivery(form, output, baseline, write_baseline, max_warnings, also)
    request = BuildRequest((), layouts, theme, strict=strict, dry=True, article=article)

    checked: Checked | None = None
    try:
        checked = together(
            concerning(check(root, replace(request, sources=()), os.environ), inside)
            if changed
            else check(root, replace(request, sources=inside), os.environ)
            for root, inside in by_project(sources)
        )
        found = checked.findings
    except MachineError:
        raise
    except DocgenError as error:  # wrong settings are findings too, in the form asked for
        found = error.diagnostics
    files = dict.fromkeys(r.job.source for r in checked.results) if checked else ()
    code = deliver(found, list(files), how)
    click.get_current_context().exit(_close(checked, code) if checked else code)


def _close(checked: Checked, code: int) -> int:
    """Tell people how much was checked; return the exit code."""
    from docgen.engine.jobs import JobStatus  # noqa: PLC0415

    results = checked.results
    for result in results:
        if result.traceback and traceback_wanted():
            say(result.traceback)
    sources = len({r.job.source for r in results})
    claims = sum(len(report.traces) for report in checked.reports)
    told = f"checked {sources} {'summary' if sources == 1 else 'summaries'}"
    told += f" in {len(results)} {'document' if len(results) == 1 else 'documents'}"
    noun = "claim" if claims == 1 else "claims"
    told += f", {claims} {noun} against the article" if checked.reports else ""
    say(f"{told}: nothing is wrong" if not checked.findings else told)
    if any(r.status in (JobStatus.FAULT, JobStatus.MACHINE) for r in results):
        return FAULT
    return code
