"""The program: runs the command, and ends without taking down what it made.

Freeing a build's hundred thousand objects one by one takes Python an eighth of a short build;
the system takes the whole process's memory back at once.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading

from docgen.cli.main import main
from docgen.cli.streams import prepare

COMPLETE = "_DOCGEN_COMPLETE"
"""Is set by the shell that wants words completed."""


def run() -> None:
    """Run the command that the process was started with, and exit."""
    prepare()
    if COMPLETE in os.environ:
        from docgen.cli.shells import register  # noqa: PLC0415  (only a shell asks)

        register()
    try:
        main(prog_name="docgen")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _leave(end.code or 0)
        raise


def _leave(code: int) -> None:
    """End the process; return where only Python's own way is right.

    That is where a thread may still have work, or what was printed can't be delivered (on a
    full disk, to a reader that has gone): then Python says so.
    """
    if threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(code)
