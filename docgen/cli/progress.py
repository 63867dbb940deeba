"""Progress: a bar on a terminal, plain lines elsewhere; on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docgen.cli.console import say

if TYPE_CHECKING:
    from docgen.press.result import Result

Step = Callable[["Result"], None]


@contextmanager
def progress(total: int | None, quiet: bool, bar: bool) -> Iterator[Step]:
    """Give a function to be told of each result; ``total`` is None if nobody knows."""
    plain = os.environ.get("TERM") == "dumb" or bool(os.environ.get("CI"))
    if quiet:
        yield lambda result: None
    elif bar and sys.stderr.isatty() and not plain:
        with _bar(total) as step:
            yield step
    else:
        yield _lines(total)


def _lines(total: int | None) -> Step:
    seen = 0

    def step(result: Result) -> None:
        nonlocal seen
        seen += 1
        verb = "built" if result.ok else "failed"
        source = "" if result.ok else f" (from {result.job.source})"
        count = f"{seen}/{total}" if total is not None else f"{seen}"
        say(f"[{count}] {verb} {result.job.output}{source}")

    return step


@contextmanager
def _bar(total: int | None) -> Iterator[Step]:
    # Late: rich is wanted on terminals only, and takes as long to import as a small deck.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Rate(TextColumn):
        """Documents a second, once some are done."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "")

    shown = Progress(
        TextColumn("[bold]Building"), BarColumn(), MofNCompleteColumn(), Rate(""),
        TimeRemainingColumn(), TextColumn("{task.description}", markup=False),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with shown:
        task = shown.add_task("", total=total)
        yield lambda result: shown.update(task, advance=1, description=result.job.output)
