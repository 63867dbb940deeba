"""``docgen build``."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from docgen.cli.choices import document_options
from docgen.cli.console import columns, progress, put, say, show
from docgen.cli.errors import DONE, FAULT, WRONG, traceback_wanted
from docgen.cli.projects import by_project, start

if TYPE_CHECKING:
    from docgen.engine.jobs import BuildCounts, BuildRequest, Result
    from docgen.engine.records.database import Query
    from docgen.engine.run import How, StepPlan
    from docgen.foundation.diagnostics import Diagnostic

Each = Callable[["Result"], None]


def show_plan(plan: StepPlan) -> None:
    """Print what would be built and why, on stdout."""
    rows, rest = [["Output", "Why"]], 0
    for step in (step for group in plan.groups() for step in group):
        if step.reason:
            rows.append([step.job.output, step.reason])
        else:
            rest += 1
    if len(rows) > 1:
        head, *lines = columns(rows)
        for line in [click.style(head, bold=True), *lines]:
            put(line)
    if rest:
        say(nothing_changed(rest))


def nothing_changed(count: int) -> str:
    """Say that so many outputs are as they should be."""
    return f"nothing changed, {count:,} output{'' if count == 1 else 's'}"


def report(results: Sequence[Result], quiet: bool, table: bool = True) -> None:
    """Print the table of what was built, and all findings."""
    from docgen.engine.jobs import gather  # noqa: PLC0415

    built = [r for r in results if r.ok and not r.fresh]
    fresh = sum(1 for r in results if r.fresh)
    if built and table and not quiet:
        for line in _table(built):
            put(line)
    if fresh and not quiet:
        say(nothing_changed(fresh))
    for result in results:
        show_traceback(result)
    show(gather(results))


def report_records(counts: BuildCounts, quiet: bool) -> None:
    """Print how many documents were built; their findings have been told."""
    if counts.repeated:
        them = "a finding" if counts.repeated == 1 else f"{counts.repeated:,} findings"
        say(f"{them} as above about other records; --json tells each")
    if quiet:
        return
    if counts.fresh:
        say(nothing_changed(counts.fresh))
    built = counts.done - counts.fresh
    if built or counts.failed or not counts.fresh:
        noun = "document" if built == 1 else "documents"
        say(f"{built:,} {noun} built" + (f", {counts.failed:,} failed" if counts.failed else ""))


def is_error(one: Diagnostic) -> bool:
    """Say whether a finding is an error."""
    return one.severity == "error"


def show_traceback(result: Result) -> None:
    """Print the traceback of a fault of ours, if that is asked for."""
    if result.traceback and traceback_wanted():
        say(result.traceback)


def show_times(result: Result) -> None:
    """Print the seconds of each stage of a document, on stderr."""
    if result.seconds:
        stages = "  ".join(f"{name} {spent:.3f}" for name, spent in result.seconds)
        say(f"{result.job.output}  {result.time:.3f} s  ({stages})")


def show_profile(counts: BuildCounts, wall: float) -> None:
    """Print where the time went: each stage's sum, share, mean and longest, on stderr."""
    whole = counts.seconds or 1.0
    rows = [["Stage", "Seconds", "Share", "Times", "Mean ms", "Longest ms"]]
    for name, stage in sorted(counts.stages.items(), key=lambda item: -item[1].total):
        mean = stage.total / stage.times
        rows.append(
            [
                name,
                f"{stage.total:.2f}",
                f"{stage.total / whole:.0%}",
                str(stage.times),
                f"{mean * 1000:.1f}",
                f"{stage.longest * 1000:.1f}",
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


def verify(plan: StepPlan, how: How, quiet: bool, fail_fast: bool = False) -> int:
    """Build all of a plan twice, writing nothing, and tell what differs; return the exit code."""
    from docgen.engine import verify as twice  # noqa: PLC0415

    count, code = 0, DONE
    for verdict in twice.verify_plan(plan, how.jobs):
        show(verdict.findings)
        count += len(verdict.same)
        if verdict.differ or code == FAULT:
            code = FAULT
        elif verdict.failed:
            code = WRONG
        if fail_fast and code != DONE:
            break
    if not quiet:
        say(f"{count:,} output{'' if count == 1 else 's'} built twice with the same bytes")
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
    click.option("--watch", is_flag=True, help="Build again whenever a file is saved."),
    click.option(
        "--daemon",
        is_flag=True,
        help="Build in a server that stays for a while: the next build starts warm.",
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
    watch: bool
    daemon: bool
    """Read before anything is imported (`docgen.resident.client`)."""
    verify: bool
    verbose: bool
    profile: bool


def build_options(command: F) -> F:
    """Add the options of `BuildOptions`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("build", short_help="Build briefs and decks from summaries.")
@document_options
@click.option(
    "-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the outputs."
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
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    out: Path | None,
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

    With --records SOURCE is a summary with columns ({{ name }}) for values, most often
    .yaml.j2, or the name of a layout that has one (summary.yaml.j2); it is filled with
    each row.

    The table of what was built goes to stdout, everything else to stderr.
    """
    # Late, so that `docgen build --help` doesn't wait for what it needs.
    from docgen.engine.jobs import BuildRequest  # noqa: PLC0415

    if options["watch"] and (options["dry_run"] or options["verify"]):
        raise click.UsageError("--watch builds: it doesn't go with --dry-run and --verify")
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
        given=given,
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
    from docgen.engine.run import How, Plan, default_jobs  # noqa: PLC0415

    tune_process()  # before anything large is imported
    how = How(asked.jobs or default_jobs(), fail_fast, asked.executor)
    begun = time.perf_counter()
    if asked.watch:
        from docgen.cli.watch import Watched, watch  # noqa: PLC0415  (for few)

        def again(watched: Watched) -> None:
            begun, plans = time.perf_counter(), _plans(request, asked)
            _built(plans, asked, how, show, begun, watched.add)
            for plan in plans:
                if isinstance(plan, Plan):
                    watched.add_files(f for job in plan.jobs for f in plan.survey.inputs(job))

        watch([root for root, _ in by_project(request.sources)], again)
        return DONE  # not reached: Ctrl-C ends it
    plans = _plans(request, asked)
    if asked.dry_run:
        for plan in plans:
            show_plan(plan)
        return DONE
    if asked.verify:
        return max(verify(plan, how, show.quiet, fail_fast) for plan in plans)
    return _built(plans, asked, how, show, begun)


def _built(
    plans: Sequence[StepPlan],
    asked: BuildOptions,
    how: How,
    show: _Show,
    begun: float,
    seen: Each | None = None,
) -> int:
    """Carry out plans and tell what came of it; return the exit code.

    ``begun`` is when the first was made; ``seen`` is told of every result too.
    """
    from docgen.engine.jobs import BuildCounts  # noqa: PLC0415

    counts = BuildCounts()
    results: list[Result] = []
    """Of summaries; those of records are told as they come, and not kept."""
    each = _each(asked, show, counts, results)
    for plan in plans:
        _carry_out(plan, how, show, each, seen)
        if how.fail_fast and counts.failed:
            break
    if show.as_json:
        from docgen.report import build_json  # noqa: PLC0415

        put(build_json.closing(counts).model_dump_json())
    if asked.verbose:
        for result in results:
            show_times(result)
    if asked.profile:
        show_profile(counts, time.perf_counter() - begun)
    if asked.records is None:
        report(results, show.quiet, table=not show.as_json)
    else:
        report_records(counts, show.quiet)
    if counts.faults:
        return FAULT
    return WRONG if counts.failed else DONE


def _plans(request: BuildRequest, asked: BuildOptions) -> Sequence[StepPlan]:
    """Return the plans of a build: of each project with summaries, or of the records."""
    from docgen.engine.run import make_plan  # noqa: PLC0415

    if asked.records is not None:
        from docgen.engine.records.plan import plan_records  # noqa: PLC0415  (large)

        records = _records(asked.records, asked.database)
        return [plan_records(start(), request, os.environ, records, asked.name, asked.force)]
    return [
        make_plan(root, replace(request, sources=inside), os.environ, asked.force)
        for root, inside in by_project(request.sources)
    ]


def _each(asked: BuildOptions, show_: _Show, counts: BuildCounts, results: list[Result]) -> Each:
    """Return what takes each result as it comes."""
    tell = _json_printer() if show_.as_json else None
    told: set[tuple[str, str]] = set()

    def take(result: Result) -> None:
        counts.add(result)
        if tell is not None:
            tell(result)
        if asked.records is None:
            results.append(result)
            return
        show_traceback(result)
        new = [d for d in result.diagnostics if (d.code, d.message) not in told or is_error(d)]
        told.update((d.code, d.message) for d in new if not is_error(d))
        counts.repeated += len(result.diagnostics) - len(new)
        show(new, counted=False)
        if asked.verbose:
            show_times(result)

    return take


def _carry_out(plan: StepPlan, how: How, show: _Show, each: Each, seen: Each | None) -> None:
    """Build a plan under a progress bar; ``each`` is told of every result."""
    from docgen.engine.run import Plan, carry_out  # noqa: PLC0415

    total = len(plan.stale) if isinstance(plan, Plan) else None
    with (
        progress(total, show.quiet, show.bar) as step,
        _heeding_interrupts() as stop_if_asked,
        closing(carry_out(plan, how)) as results,
    ):
        for result in results:
            stop_if_asked()
            if not result.fresh:
                step(result)
            each(result)
            if seen is not None:
                seen(result)


@contextmanager
def _heeding_interrupts() -> Iterator[Callable[[], None]]:
    """Give a check to call between documents: it raises KeyboardInterrupt after a Ctrl-C.

    Python drops an interrupt that falls into a finaliser or a callback of C
    (PyErr_WriteUnraisable); a build would go on to its end.
    """
    asked: list[int] = []

    def note(number: int, frame: object) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if asked:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if (
        before is not signal.default_int_handler
        or threading.current_thread() is not threading.main_thread()
    ):
        yield check
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)


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
