"""What a command raises, as findings and an exit code: nobody is shown a traceback."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Callable
from typing import Any

import click

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, MachineError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
DONE, WRONG, USAGE, FAULT, STOPPED = 0, 1, 2, 3, 130


def guarded(ctx: click.Context, run: Callable[[click.Context], Any]) -> Any:
    """Run a command and exit as documented."""
    from docgen.cli.console import show  # noqa: PLC0415  (--help needs no reporting)

    try:
        return run(ctx)
    except MachineError as error:
        show(error.diagnostics)
        code = FAULT
    except DocgenError as error:
        show(error.diagnostics)
        code = WRONG
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except KeyboardInterrupt:
        click.echo("stopped; what is written is whole", err=True)
        code = STOPPED
    except Exception as error:
        code = _unforeseen(error)
    raise click.exceptions.Exit(code)


def _unforeseen(error: Exception) -> int:
    from docgen.cli.console import show  # noqa: PLC0415
    from docgen.engine.jobs import fault  # noqa: PLC0415

    if isinstance(error, OSError) and error.errno == errno.EPIPE:
        raise error  # the reader of our stdout has gone: Click knows what to do
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        what = "what is printed" if error.filename is None else str(error.filename)
        message = f"{what} can't be written: {(error.strerror or 'no room').lower()}"
        show([Diagnostic(codes.NOT_WRITTEN, message, hint="make room on the disk")])
        return FAULT
    if traceback_wanted():
        click.echo("".join(traceback.format_exception(error)), err=True)
    show([fault(error)])
    return FAULT


def traceback_wanted() -> bool:
    """Whether DOCGEN_TRACEBACK asks for the tracebacks of our faults."""
    return os.environ.get("DOCGEN_TRACEBACK", "") not in ("", "0")
