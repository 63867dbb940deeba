"""Progress and the closing table: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.table import Table

if TYPE_CHECKING:
    from docgen.press.work import Result


class Progress:
    """Shows results as they come; `results` keeps them."""

    def __init__(self, total: int, quiet: bool, bar: bool = True) -> None:
        self.results: list[Result] = []
        self.quiet = quiet
        self.console = Console(stderr=True, highlight=False)
        self.bar = bar and self.console.is_terminal and not quiet
        self.total = total
        self.rich = RichProgress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeRemainingColumn(), console=self.console, transient=True,
        )  # fmt: skip
        self.task = self.rich.add_task("Building", total=total) if self.bar else None

    def __enter__(self) -> Progress:
        if self.bar:
            self.rich.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self.bar:
            self.rich.stop()

    def add(self, result: Result) -> None:
        """Keep a result and show that it is there."""
        self.results.append(result)
        if self.task is not None:
            self.rich.update(self.task, advance=1, description=result.job.name)
        elif not self.quiet:
            state = "built" if result.ok else "FAILED"
            line = f"[{len(self.results)}/{self.total}] {state} {result.job.output}"
            self.console.print(line, markup=False, soft_wrap=True)

    def table(self) -> None:
        """Print what was built to stdout."""
        done = [r for r in self.results if r.ok]
        if not done:
            return
        out = Console(file=sys.stdout, highlight=False)
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
        table.add_column("Output", overflow="fold")
        for name in ("Length", "Size", "Time"):
            table.add_column(name, justify="right", no_wrap=True)
        for result in done:
            unit = "slide" if result.deck else "page"
            length = f"{result.pages} {unit}{'' if result.pages == 1 else 's'}"
            size = f"{result.size / 1024:,.0f} kB"
            table.add_row(result.job.output, length, size, f"{sum(result.seconds.values()):.2f} s")
        out.print(table, soft_wrap=not out.is_terminal)
