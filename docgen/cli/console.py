"""Where words go: stdout is for data, stderr for people."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

import click

from docgen.diagnostics import Diagnostic
from docgen.report.text import as_text, counts


def wants_color(stream: TextIO) -> bool:
    """Whether to colour a stream: a terminal, and no NO_COLOR (no-color.org)."""
    return not os.environ.get("NO_COLOR") and stream.isatty()


def say(text: str) -> None:
    """Tell people something, on stderr."""
    click.echo(text, err=True, color=wants_color(sys.stderr))


def put(text: str) -> None:
    """Give data, on stdout."""
    click.echo(text, color=wants_color(sys.stdout))


def show(findings: Iterable[Diagnostic]) -> None:
    """Print findings, with their source lines, and their counts."""
    found = list(findings)
    if found:
        say(as_text(found, color=wants_color(sys.stderr)))
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
