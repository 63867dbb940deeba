"""What commands share: finding the project, printing findings, exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from docgen.diagnostics import Diagnostic, DocgenError, MachineError, Severity
from docgen.report.text import as_text, counts

WRONG, USAGE, FAULT = 1, 2, 3
"""Exit codes; 0 is done."""

P = ParamSpec("P")


def here() -> Path:
    """Return the working folder, as a relative path, so that messages stay short."""
    return Path()


def wants_color(stream: object) -> bool:
    """Say whether to colour a stream: a terminal, and NO_COLOR (no-color.org) unset."""
    return not os.environ.get("NO_COLOR") and bool(getattr(stream, "isatty", lambda: False)())


def show(findings: Iterable[Diagnostic]) -> None:
    """Print findings and their counts to stderr."""
    found = list(findings)
    if found:
        click.echo(as_text(found, color=wants_color(sys.stderr)), err=True)
        click.echo(counts(found), err=True)


def guarded(command: Callable[P, int | None]) -> Callable[P, None]:
    """Turn what a command raises into findings and an exit code: no traceback is shown."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs) or 0
        except MachineError as error:
            show(error.diagnostics)
            code = FAULT
        except DocgenError as error:
            show(error.diagnostics)
            code = WRONG
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("DOCGEN_TRACEBACK"):
                traceback.print_exc()
            show([unexpected(error)])
            code = FAULT
        sys.exit(code)

    return run


def unexpected(error: Exception) -> Diagnostic:
    """Return what is said of an exception nobody expected."""
    lines = str(error).strip().splitlines()
    what = f"{type(error).__name__}: {lines[0] if lines else ''}".strip(": ")
    return Diagnostic(
        "DG899", f"a fault in docgen: {what}",
        hint="DOCGEN_TRACEBACK=1 shows where; please report it", severity=Severity.ERROR,
    )  # fmt: skip
