"""Where words go: stdout is for data, stderr for people."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from docgen.cli import streams
from docgen.foundation.diagnostics import Diagnostic
from docgen.report.formats.common import limited
from docgen.report.formats.text import as_text, counts

if TYPE_CHECKING:
    from docgen.engine.jobs import Result


def wants_color(stream: TextIO) -> bool:
    """Whether to colour a stream: a terminal, and no NO_COLOR (no-color.org)."""
    return not os.environ.get("NO_COLOR") and stream.isatty()


def say(text: str) -> None:
    """Tell people something, on stderr."""
    try:
        click.echo(text, err=True, color=wants_color(sys.stderr))
    except OSError:  # nobody reads it, or there is no room: what is built matters more
        streams.silence(2)


def put(text: str) -> None:
    """Give data, on stdout."""
    try:
        click.echo(text, color=wants_color(sys.stdout))
    except BrokenPipeError:  # the reader has enough (`| head -1`): go on, quietly
        streams.silence(1)


def show(findings: Iterable[Diagnostic], counted: bool = True) -> None:
    """Print findings, with their source lines, and their counts."""
    found = list(findings)
    if found:
        say(as_text(limited(found, 100), color=wants_color(sys.stderr)))
        if counted:
            say("\n" + counts(found))


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Return rows as lines of aligned columns, the columns in ``right`` to the right."""
    widths = [
        max(len(click.unstyle(cell)) for cell in column) for column in zip(*rows, strict=True)
    ]
    lines = []
    for row in rows:
        cells = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - len(click.unstyle(cell)))
            cells.append(space + cell if index in right else cell + space)
        lines.append("  ".join(cells).rstrip())
    return lines


Advance = Callable[["Result"], None]


@contextmanager
def progress(total: int | None, quiet: bool, bar: bool) -> Iterator[Advance]:
    """Give a function to be told of each result; ``total`` is None if nobody knows."""
    plain = os.environ.get("TERM") == "dumb" or bool(os.environ.get("CI"))
    if quiet:
        yield lambda result: None
    elif bar and sys.stderr.isatty() and not plain:
        with _bar(total) as step:
            yield step
    else:
        yield _lines(total)


def _lines(total: int | None) -> Advance:
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
def _bar(total: int | None) -> Iterator[Advance]:
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
        TextColumn("[bold]Building"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        task = shown.add_task("", total=total)
        yield lambda result: shown.update(task, advance=1, description=result.job.output)
