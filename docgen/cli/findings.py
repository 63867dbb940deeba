"""The options of commands that report findings, and how these are delivered."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli.console import put, say, wants_color
from docgen.cli.errors import DONE, WRONG

if TYPE_CHECKING:
    from docgen.foundation.diagnostics import Diagnostic
    from docgen.report.formats.render import ReportFormat

F = TypeVar("F", bound=Callable[..., Any])


def also_option(forms: Sequence[str]) -> Callable[[F], F]:
    """Return the option ``--also FORM=FILE``: a further form of the same, into a file."""

    def read(
        ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
    ) -> tuple[tuple[str, Path], ...]:
        pairs = []
        for value in values:
            form, _, name = value.partition("=")
            if form not in forms or not name:
                known = ", ".join(forms)
                raise click.BadParameter(f'"{value}" should be FORM=FILE, FORM one of {known}')
            pairs.append((form, Path(name)))
        return tuple(pairs)

    return click.option(
        "--also",
        multiple=True,
        metavar="FORM=FILE",
        callback=read,
        help="Write another form to a file as well; may be repeated.",
    )


FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab")
_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the findings."
    ),
    click.option(
        "--output", metavar="FILE", type=_FILE, help="Write the findings to a file, not stdout."
    ),
    also_option(FORMATS),
    click.option(
        "--baseline", metavar="FILE", type=_FILE, help="Leave out the warnings accepted there."
    ),
    click.option(
        "--write-baseline", is_flag=True, help="Accept today's warnings: write the baseline."
    ),
    click.option(
        "--max-warnings", metavar="N", type=click.IntRange(min=0), help="Fail if there are more."
    ),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How findings are to be given."""

    form: ReportFormat
    output: Path | None
    baseline: Path | None
    write_baseline: bool
    max_warnings: int | None
    also: tuple[tuple[ReportFormat, Path], ...] = ()


def report_options(command: F) -> F:
    """Add --format, --output, --also, --baseline, --write-baseline and --max-warnings."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def deliver(findings: Sequence[Diagnostic], files: Sequence[str], how: Delivery) -> int:
    """Give the findings as asked; return the exit code. Raises DocgenError (DG820)."""
    from docgen.foundation.diagnostics import Severity  # noqa: PLC0415
    from docgen.report.formats.render import render  # noqa: PLC0415

    found = _against_baseline(list(findings), how)
    text = render(found, how.form, files, wants_color(sys.stdout) and how.output is None)
    for form, path in how.also:
        other = render(found, form, files)
        _write(path, other + "\n" if other else "")
    if how.output is not None:
        _write(how.output, text + "\n" if text else "")
    elif text:
        put(text)
    warnings = sum(1 for one in found if one.severity is Severity.WARNING)
    if any(one.severity is Severity.ERROR for one in found):
        return WRONG
    if how.max_warnings is not None and warnings > how.max_warnings:
        say(f"{warnings} warnings, and --max-warnings allows {how.max_warnings}")
        return WRONG
    return DONE


def _against_baseline(found: list[Diagnostic], how: Delivery) -> list[Diagnostic]:
    from docgen.report.baseline import (  # noqa: PLC0415
        as_baseline,
        read_baseline,
        stale,
        without_accepted,
    )

    if how.write_baseline and how.baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE, where to write it")
    if how.baseline is None:
        return found
    if how.write_baseline:
        _write(how.baseline, as_baseline(found))
    baseline = read_baseline(how.baseline)
    for one in stale(found, baseline):
        say(f"{how.baseline}: no longer found: {one.code} {one.file}: {one.message}")
    return without_accepted(found, baseline)


def _write(path: Path, text: str) -> None:
    from docgen.engine.files import write_whole  # noqa: PLC0415

    write_whole(path, text.encode())
    say(f"written: {path}")
