"""``docgen build``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from docgen.cli.console import columns, progress, put, say, show
from docgen.cli.errors import DONE, FAULT, WRONG, traceback_wanted
from docgen.cli.projects import by_project, start

if TYPE_CHECKING:
    from docgen.engine.jobs import BuildRequest, Result
    from docgen.engine.records.database import Query
    from docgen.engine.run import How, Plan

Each = Callable[["Result"], None]


def carry_out(plan: Plan, how: How, quiet: bool, bar: bool, each: Each | None) -> list[Result]:
    """Build a plan under a progress bar; ``each`` is told of every result."""
    from docgen.engine.run import carry_out  # noqa: PLC0415

    results = []
    with progress(len(plan.stale), quiet, bar) as step:
        for result in carry_out(plan, how):
            results.append(result)
            if not result.fresh:
                step(result)
            if each is not None:
                each(result)
    return results


def show_plan(plan: Plan) -> None:
    """Print what would be built and why, on stdout."""
    if plan.stale:
        rows = [["Output", "Why"], *([s.job.output, s.reason] for s in plan.stale)]
        head, *rest = columns(rows)
        for line in [click.style(head, bold=True), *rest]:
            put(line)
    rest_of = len(plan.steps) - len(plan.stale)
    if rest_of:
        say(nothing_changed(rest_of))


def nothing_changed(count: int) -> str:
    """Say that so many outputs are as they should be."""
    return f"nothing changed, {count:,} output{'' if count == 1 else 's'}"


def report(results: Sequence[Result], quiet: bool, table: bool = True) -> int:
    """Print the table of what was built, and all findings; return the exit code."""
    from docgen.engine.jobs import JobStatus, gather  # noqa: PLC0415

    built = [r for r in results if r.ok and not r.fresh]
    fresh = sum(1 for r in results if r.fresh)
    if built and table and not quiet:
        for line in _table(built):
            put(line)
    if fresh and not quiet:
        say(nothing_changed(fresh))
    for result in results:
        if result.traceback and traceback_wanted():
            say(result.traceback)
    show(gather(results))
    if any(r.status in (JobStatus.MACHINE, JobStatus.FAULT) for r in results):
        return FAULT
    return DONE if all(r.ok for r in results) else WRONG


def show_times(results: Iterable[Result]) -> None:
    """Print the seconds of each stage of each document, on stderr."""
    for result in results:
        if result.seconds:
            stages = "  ".join(f"{name} {spent:.3f}" for name, spent in result.seconds)
            say(f"{result.job.output}  {result.time:.3f} s  ({stages})")


def show_profile(results: Iterable[Result], wall: float) -> None:
    """Print where the time went: each stage's sum, share, mean and longest, on stderr."""
    spent: dict[str, list[float]] = {}
    for result in results:
        for name, seconds in result.seconds:
            spent.setdefault(name, []).append(seconds)
    whole = sum(map(sum, spent.values())) or 1.0
    rows = [["Stage", "Seconds", "Share", "Times", "Mean ms", "Longest ms"]]
    for name, times in sorted(spent.items(), key=lambda item: -sum(item[1])):
        total, longest = sum(times), max(times)
        mean = total / len(times)
        rows.append(
            [
                name,
                f"{total:.2f}",
                f"{total / whole:.0%}",
                str(len(times)),
                f"{mean * 1000:.1f}",
                f"{longest * 1000:.1f}",
            ]
        )
    rows.append(["all stages", f"{whole:.2f}", "", "", "", ""])
    rows.append(["from start to end", f"{wall:.2f}", "", "", "", ""])
    for line in columns(rows, right=(1, 2, 3, 4, 5)):
        say(line)


def _table(results: Iterable[Result]) -> list[str]:
    rows = [["Output", "Length", "Size", "Time"]]
    for one in results:
        length = f"{one.count} {one.job.unit}{'' if one.count == 1 else 's'}"
        rows.append([one.job.output, length, f"{one.bytes / 1000:,.0f} kB", f"{one.time:.2f} s"])
    lines = columns(rows, right=(1, 2, 3))
    return [click.style(lines[0], bold=True), *lines[1:]]


def verify(plan: Plan, how: How, quiet: bool) -> int:
    """Build all of a plan twice, writing nothing, and tell what differs; return the exit code."""
    from docgen.engine import verify as twice  # noqa: PLC0415

    verdict = twice.verify(plan.jobs, how.jobs)
    show(verdict.findings)
    if not quiet:
        count = len(verdict.same)
        say(f"{count:,} output{'' if count == 1 else 's'} built twice with the same bytes")
    if verdict.differ:
        return FAULT
    return WRONG if verdict.failed else DONE


def build_rows(request: BuildRequest, file: Path | Query, name: str, how: How, quiet: bool) -> int:
    """Build one document a record; return the exit code."""
    from docgen.engine.jobs import JobStatus  # noqa: PLC0415
    from docgen.engine.records.plan import plan_rows  # noqa: PLC0415
    from docgen.engine.run import do_groups  # noqa: PLC0415

    rows = plan_rows(start(), request, os.environ, file, name)
    writers = sorted({rows.format_of(target) for target in rows.recipe.targets})
    done = failed = 0
    code = DONE
    with (
        progress(None, quiet, bar=True) as step,
        closing(do_groups(rows.groups(), how, writers)) as results,
    ):
        for result in results:
            step(result)
            show(result.diagnostics, counted=False)
            done, failed = done + result.ok, failed + (not result.ok)
            if not result.ok:
                worse = result.status in (JobStatus.MACHINE, JobStatus.FAULT)
                code = FAULT if worse or code == FAULT else WRONG
                if how.fail_fast:
                    break
    if not quiet:
        noun = "document" if done == 1 else "documents"
        say(f"{done:,} {noun} built" + (f", {failed:,} failed" if failed else ""))
    return code


F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option("-n", "--dry-run", is_flag=True, help="Print what would be built, and why."),
    click.option("--force", is_flag=True, help="Build what hasn't changed too."),
    click.option(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(min=1),
        help="Processes to build in; default: all cores.",
    ),
    click.option("--executor", metavar="URL", help="Build on a Dask cluster: dask://HOST:PORT."),
    click.option(
        "--records",
        metavar="FILE|SELECT",
        help="One document a row: .csv, .jsonl, .xlsx, .parquet, or a query with --database.",
    ),
    click.option(
        "--database",
        metavar="URL",
        envvar="DOCGEN_DATABASE",
        help="Database of the query, as SQLAlchemy names it; or set DOCGEN_DATABASE.",
    ),
    click.option(
        "--name",
        metavar="TEXT",
        default="{{ id }}",
        show_default=True,
        help="Name of a row's documents, with --records.",
    ),
    click.option("--verify", is_flag=True, help="Build twice, apart, and compare the bytes."),
    click.option("-v", "--verbose", is_flag=True, help="Print the time of each stage."),
    click.option("--profile", is_flag=True, help="Print where the time went."),
)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build."""

    dry_run: bool
    force: bool
    jobs: int | None
    executor: str | None
    records: str | None
    database: str | None
    name: str
    verify: bool
    verbose: bool
    profile: bool


def build_options(command: F) -> F:
    """Add the options of `BuildOptions`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


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
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A company's .pptx or .potx to build decks on.",
)
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
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_params,
    help="Say for every document: classification, draft, date, presenter, event, addressee,"
    " logo, cover; may be repeated.",
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
@click.option(
    "--pdf-standard",
    type=click.Choice(["ua-1+a-2a", "a-3a", "none"]),
    help="What PDFs conform to; default ua-1+a-2a. a-3a is UA-1 too, with charts' data attached.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first document that fails.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@click.option("--no-progress", is_flag=True, help="No progress bar, plain lines.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a document as it is done, and a last."
)
@build_options
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    out: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str | int | float | bool],
    format_: Literal["pdf", "pptx"] | None,
    handout: str | None,
    pdf_standard: str | None,
    strict: bool,
    fail_fast: bool,
    quiet: bool,
    no_progress: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Build briefs and decks from summaries.

    Without SOURCE every summary of the project, without --layout the layouts that
    [tool.docgen] names. A folder stands for the summaries in it. Outputs are
    build/SOURCE.LAYOUT.pdf and .pptx; each is whole, or the older one stays. What
    would come out the same is skipped.

    With --records SOURCE is a summary template (.yaml.j2), or the name of a layout
    that has one (summary.yaml.j2), and is filled with each row.

    The table of what was built goes to stdout, everything else to stderr.
    """
    # Late, so that `docgen build --help` doesn't wait for what it needs.
    from docgen.engine.jobs import BuildRequest  # noqa: PLC0415

    if handout and format_ == "pptx":
        raise click.UsageError("--handout makes PDFs: it doesn't go with --format pptx")
    request = BuildRequest(
        sources,
        layouts,
        theme,
        out,
        params,
        format_,
        strict,
        pdf_standard,
        int(handout) if handout else None,
        template=template,
        given={name: str(value) for name, value in given.items()},
    )
    asked = BuildOptions(**options)
    show = _Show(quiet, not no_progress, as_json)
    click.get_current_context().exit(_build(request, asked, fail_fast, show))


@dataclass(frozen=True, slots=True)
class _Show:
    """What to print."""

    quiet: bool
    bar: bool
    as_json: bool


def _build(request: BuildRequest, asked: BuildOptions, fail_fast: bool, show: _Show) -> int:
    """Do what is asked for; return the exit code."""
    from docgen.engine.gc_tuning import tune_process  # noqa: PLC0415
    from docgen.engine.run import How, default_jobs, make_plan  # noqa: PLC0415

    tune_process()  # before anything large is imported
    how = How(asked.jobs or default_jobs(), fail_fast, asked.executor)
    if asked.records is not None:
        records = _records(asked.records, asked.database)
        return build_rows(request, records, asked.name, how, show.quiet)
    begun = time.perf_counter()
    plans = [
        make_plan(root, replace(request, sources=inside), os.environ, asked.force)
        for root, inside in by_project(request.sources)
    ]
    if asked.dry_run:
        for plan in plans:
            show_plan(plan)
        return 0
    if asked.verify:
        return max(verify(plan, how, show.quiet) for plan in plans)
    each = _json_printer() if show.as_json else None
    results: list[Result] = []
    for plan in plans:
        results += carry_out(plan, how, show.quiet, show.bar, each)
        if fail_fast and not all(result.ok for result in results):
            break
    if show.as_json:
        from docgen.report.build_json import closing  # noqa: PLC0415

        put(closing(results).model_dump_json())
    if asked.verbose:
        show_times(results)
    if asked.profile:
        show_profile(results, time.perf_counter() - begun)
    return report(results, show.quiet, table=not show.as_json)


def _records(named: str, database: str | None) -> Path | Query:
    """Return the file of records, or the query: what begins with SELECT or WITH."""
    from docgen.engine.records.database import Query  # noqa: PLC0415

    if named.lstrip().upper().startswith(("SELECT ", "SELECT\n", "WITH ", "WITH\n")):
        if not database:
            raise click.UsageError("a query needs --database URL, or the variable DOCGEN_DATABASE")
        return Query(named, database)
    return Path(named)


def _json_printer() -> Callable[[Result], None]:
    """Return what prints each result."""
    from docgen.report.build_json import built  # noqa: PLC0415

    def printed(result: Result) -> None:
        put(built(result).model_dump_json())

    return printed
