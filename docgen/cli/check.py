"""``docgen check``."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choices import document_options
from docgen.cli.console import put, say
from docgen.cli.errors import FAULT, traceback_wanted
from docgen.cli.findings import Delivery, deliver, report_options
from docgen.cli.projects import by_project

if TYPE_CHECKING:
    from docgen.engine.check import Checked
    from docgen.report.formats.render import ReportFormat

_PATH = click.Path(path_type=Path)


@click.command("check", short_help="Look for what is wrong, build nothing.")
@document_options
@click.option(
    "--article", metavar="FILE", type=_PATH, help="The article, instead of the summary's own."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--changed",
    is_flag=True,
    help="SOURCE are files of any kind: check the summaries that read one of them.",
)
@click.option("--fix", is_flag=True, help="Write the corrections that are certain.")
@click.option("--dry-run", is_flag=True, help="With --fix: show them, write nothing.")
@report_options
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    article: Path | None,
    strict: bool,
    changed: bool,
    fix: bool,
    dry_run: bool,
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

    With --fix what is certain is corrected in the summaries, after it was shown as a diff: a
    digit, a unit, a date, a letter of a name or words of a quotation, where the article leaves
    no doubt. What is left is told; the exit code is that of a check afterwards.

    \b
    docgen check --fix --dry-run           show what is certain
    docgen check --format github           annotations in a GitHub workflow
    docgen check --format sarif --output docgen.sarif
    docgen check --baseline FILE --write-baseline    accept today's warnings
    """
    from docgen.engine.check import check, concerning, together  # noqa: PLC0415
    from docgen.engine.prepare import BuildRequest  # noqa: PLC0415
    from docgen.engine.run import default_jobs  # noqa: PLC0415
    from docgen.foundation.diagnostics import DocgenError, MachineError  # noqa: PLC0415

    if dry_run and not fix:
        raise click.UsageError("--dry-run shows what --fix would write: give both")
    how = Delivery(form, output, baseline, write_baseline, max_warnings, also)
    request = BuildRequest(
        (),
        layouts,
        theme,
        params=params,
        strict=strict,
        dry=True,
        template=template,
        article=article,
        given=given,
    )

    def run() -> Checked:
        return together(
            concerning(
                check(root, replace(request, sources=()), os.environ, default_jobs()), inside
            )
            if changed
            else check(root, replace(request, sources=inside), os.environ, default_jobs())
            for root, inside in by_project(sources)
        )

    checked: Checked | None = None
    try:
        checked = run()
        if fix and _fix(checked, article, how, dry_run):
            checked = run()
        found = checked.findings
    except MachineError:
        raise
    except DocgenError as error:  # wrong settings are findings too, in the form asked for
        found = error.diagnostics
    files = dict.fromkeys(r.job.source for r in checked.results) if checked else ()
    code = deliver(found, list(files), how)
    click.get_current_context().exit(_close(checked, code) if checked else code)


def _fix(checked: Checked, article: Path | None, how: Delivery, dry_run: bool) -> bool:
    """Show the certain corrections as a diff, and write them; return whether anything was written.

    The diff goes to stdout where the findings are told as text there, else to stderr. Raises
    MachineError (DG810) if a summary can't be written.
    """
    from docgen.engine.fix import plan_fixes  # noqa: PLC0415

    show = put if how.form == "text" and how.output is None else say
    count = written = 0
    for one in plan_fixes(checked.findings, str(article) if article else None):
        if one.done:
            show(one.diff().rstrip("\n"))
        if one.left:
            number = len(one.left)
            noun = "correction" if number == 1 else "corrections"
            say(f"{one.file}: {number} {noun} left: another check would find something else wrong")
        count += len(one.done)
        if one.done and not dry_run:
            one.write()
            written += 1
    noun = "correction" if count == 1 else "corrections"
    if not count:
        say("nothing that is certain to correct")
    elif dry_run:
        say(f"{count} certain {noun}; nothing was written (--dry-run)")
    else:
        say(f"{count} certain {noun} written")
    return written > 0


def _close(checked: Checked, code: int) -> int:
    """Tell people how much was checked; return the exit code."""
    from docgen.engine.jobs import JobStatus  # noqa: PLC0415

    results = checked.results
    for result in results:
        if result.traceback and traceback_wanted():
            say(result.traceback)
    sources = len({r.job.source for r in results})
    claims = checked.claims
    told = f"checked {sources} {'summary' if sources == 1 else 'summaries'}"
    told += f" in {len(results)} {'document' if len(results) == 1 else 'documents'}"
    noun = "claim" if claims == 1 else "claims"
    told += f", {claims} {noun} against the article" if claims is not None else ""
    say(f"{told}: nothing is wrong" if not checked.findings else told)
    if any(r.status in (JobStatus.FAULT, JobStatus.MACHINE) for r in results):
        return FAULT
    return code
