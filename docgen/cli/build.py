"""``docgen build``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from docgen.cli.console import columns, put, say, show
from docgen.cli.faults import DONE, FAULT, WRONG, traceback_wanted
from docgen.cli.progress import progress

if TYPE_CHECKING:
    from docgen.press.plan import Job
    from docgen.press.result import Result


def _params(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, str | int | float | bool]:
    pairs: dict[str, str | int | float | bool] = {}
    for value in values:
        name, sign, given = value.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(f'"{value}" should be NAME=VALUE')
        pairs[name.strip()] = given.strip()
    return pairs


@click.command("build", short_help="Build briefs and decks from summaries.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@click.option(
    "-l",
    "--layout",
    "layouts",
    multiple=True,
    metavar="NAME",
    help="A layout to use; may be repeated.",
)
@click.option("-t", "--theme", metavar="NAME", help="A theme, instead of the layouts' own.")
@click.option(
    "-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the outputs."
)
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_params,
    help="A parameter, for the layouts that have it; may be repeated.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["pdf", "pptx"]),
    help="All as PDF (a deck's slides too), or decks only.",
)
@click.option(
    "--handout", type=click.Choice(["2", "3", "6"]), help="Decks as PDF, so many slides a page."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first document that fails.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@click.option("--no-progress", is_flag=True, help="No progress bar, plain lines.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a document as it is done, and a last."
)
def command(
    sources: tuple[Path, ...], layouts: tuple[str, ...], theme: str | None, out: Path | None,
    params: dict[str, str | int | float | bool], format_: Literal["pdf", "pptx"] | None,
    handout: str | None, strict: bool, fail_fast: bool, quiet: bool, no_progress: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Build briefs and decks from summaries.

    Without SOURCE every summary of the project, without --layout the layouts that
    [tool.docgen] names. A folder stands for the summaries in it. Outputs are
    build/SOURCE.LAYOUT.pdf and .pptx; each is whole, or the older one stays.

    The table of what was built goes to stdout, everything else to stderr.
    """
    # Late, so that `docgen build --help` doesn't wait for pydantic.
    from docgen.config import find_project  # noqa: PLC0415
    from docgen.press.prepare import Wish, prepare  # noqa: PLC0415

    if handout and format_ == "pptx":
        raise click.UsageError("--handout makes PDFs: it doesn't go with --format pptx")
    wish = Wish(
        sources, layouts, theme, out, params, format_, strict,
        handout=int(handout) if handout else None,
    )  # fmt: skip
    jobs = prepare(find_project(Path()), wish, os.environ)
    each = _print_json if as_json else None
    results = _run(jobs, fail_fast, quiet, not no_progress, each)
    if as_json:
        from docgen.report.machine import closing  # noqa: PLC0415

        put(closing(results).model_dump_json())
    click.get_current_context().exit(_report(results, quiet, table=not as_json))


def _run(
    jobs: tuple[Job, ...], fail_fast: bool, quiet: bool, bar: bool,
    each: Callable[[Result], None] | None,
) -> list[Result]:  # fmt: skip
    from docgen.press.run import run  # noqa: PLC0415  (typesetting, after a plan that's right)

    results = []
    with progress(len(jobs), quiet, bar) as step:
        for result in run(jobs, fail_fast):
            results.append(result)
            step(result)
            if each is not None:
                each(result)
    return results


def _print_json(result: Result) -> None:
    from docgen.report.machine import built  # noqa: PLC0415

    put(built(result).model_dump_json())


def _report(results: list[Result], quiet: bool, table: bool = True) -> int:
    from docgen.press.result import Status, gather  # noqa: PLC0415

    done = [r for r in results if r.ok]
    if done and table and not quiet:
        for line in _table(done):
            put(line)
    for result in results:
        if result.traceback and traceback_wanted():
            say(result.traceback)
    show(gather(results))
    if any(r.status in (Status.MACHINE, Status.FAULT) for r in results):
        return FAULT
    return DONE if len(done) == len(results) else WRONG


def _table(results: Iterable[Result]) -> list[str]:
    rows = [["Output", "Length", "Size", "Time"]]
    for one in results:
        length = f"{one.count} {one.job.unit}{'' if one.count == 1 else 's'}"
        rows.append([one.job.output, length, f"{one.bytes / 1000:,.0f} kB", f"{one.time:.2f} s"])
    lines = columns(rows, right=(1, 2, 3))
    return [click.style(lines[0], bold=True), *lines[1:]]
