"""What ``docgen build`` shows: progress while it runs, then a table, times and findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from docgen.cli.console import columns, put, say, show
from docgen.cli.faults import DONE, FAULT, WRONG, traceback_wanted
from docgen.cli.progress import progress

if TYPE_CHECKING:
    from docgen.press.build import How, Plan
    from docgen.press.result import Result

Each = Callable[["Result"], None]


def carry_out(plan: Plan, how: How, quiet: bool, bar: bool, each: Each | None) -> list[Result]:
    """Build a plan under a progress bar; ``each`` is told of every result."""
    from docgen.press.build import carry_out  # noqa: PLC0415

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
    from docgen.press.result import Status, gather  # noqa: PLC0415

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
    if any(r.status in (Status.MACHINE, Status.FAULT) for r in results):
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
            [name, f"{total:.2f}", f"{total / whole:.0%}", str(len(times)),
             f"{mean * 1000:.1f}", f"{longest * 1000:.1f}"]
        )  # fmt: skip
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
