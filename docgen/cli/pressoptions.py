"""The options of ``docgen build`` that say how to build, not what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option("-n", "--dry-run", is_flag=True, help="Print what would be built, and why."),
    click.option("--force", is_flag=True, help="Build what hasn't changed too."),
    click.option(
        "-j", "--jobs", metavar="N", type=click.IntRange(min=1),
        help="Processes to build in; default: all cores.",
    ),
    click.option(
        "--executor", metavar="URL", help="Build on a Dask cluster: dask://HOST:PORT."
    ),
    click.option(
        "--records", metavar="FILE", type=_FILE,
        help="One document a row: .csv, .jsonl, .xlsx or .parquet.",
    ),
    click.option(
        "--name", metavar="TEXT", default="{{ id }}", show_default=True,
        help="Name of a row's documents, with --records.",
    ),
    click.option("--verify", is_flag=True, help="Build twice, apart, and compare the bytes."),
    click.option("-v", "--verbose", is_flag=True, help="Print the time of each stage."),
    click.option("--profile", is_flag=True, help="Print where the time went."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PressOptions:
    """How to build."""

    dry_run: bool
    force: bool
    jobs: int | None
    executor: str | None
    records: Path | None
    name: str
    verify: bool
    verbose: bool
    profile: bool


def press_options(command: F) -> F:
    """Add the options of `PressOptions`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
