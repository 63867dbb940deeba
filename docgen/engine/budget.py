"""A budget of processor time for a job, so that no input occupies a build without end.

The limit is on processor time and not on the clock: a busy machine makes no document fail. It
holds where signals do (Linux and macOS, the main thread of a process); libraries in C are
stopped when they come back to Python.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location


@contextmanager
def budget(seconds: int, source: str) -> Iterator[None]:
    """Raise DocgenError (DG828) inside the block when it has used so many seconds.

    ``source`` is the file that is built, for the finding; 0 seconds are no limit.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not seconds or not usable:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        hint = "give it more with job-seconds in docgen.toml, or split it"
        message = f"takes more than {seconds} seconds of processor"
        raise DocgenError(Diagnostic(codes.OVER_BUDGET, message, Location(source), hint))

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
