"""A budget of processor time and memory for a job, so that no input occupies a build without end.

The limit of time is on the processor and not on the clock: a busy machine makes no document fail.
It holds where signals do (Linux and macOS, the main thread of a process); libraries in C are
stopped when they come back to Python. The limit of memory is on what the process may have mapped
(RLIMIT_AS), above what it has mapped already; it holds where the system tells that (Linux).
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location

MB = 1_000_000


@contextmanager
def memory_budget(megabytes: int, source: str) -> Iterator[None]:
    """Raise DocgenError (DG829) inside the block when it wants so many megabytes more.

    ``source`` is the file that is built, for the finding; 0 megabytes are no limit.
    """
    mapped = _mapped()
    if not megabytes or not mapped:
        yield
        return
    import resource  # noqa: PLC0415  (not on Windows)

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = mapped + megabytes * MB
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *known]), hard))
    try:
        yield
    except Exception as error:
        if not _of_memory(error):
            raise
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        hint = "give it more with job-megabytes in docgen.toml, or split it"
        message = f"takes more than {megabytes:,} megabytes of memory"
        found = Diagnostic(codes.OVER_MEMORY, message, Location(source), hint)
        raise DocgenError(found) from error
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _of_memory(error: BaseException | None) -> bool:
    """Say whether an error is of memory, or was raised while cleaning up after one."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__context__
    return False


def _mapped() -> int:
    """Return the bytes that this process has mapped; 0 where the system doesn't tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123
            return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


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
        message = f"takes more than {seconds} second{'s' * (seconds != 1)} of processor"
        raise DocgenError(Diagnostic(codes.OVER_BUDGET, message, Location(source), hint))

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
