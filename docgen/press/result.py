"""What came of a job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from docgen.diagnostics import Diagnostic, Location
from docgen.press.plan import Job


class Status(StrEnum):
    """How a job ended."""

    DONE = "done"
    WRONG = "wrong"
    """Something in the summary or the layout is wrong."""
    MACHINE = "machine"
    """The output could not be written."""
    FAULT = "fault"
    """A fault of ours."""


@dataclass(frozen=True, slots=True)
class Result:
    """A job's outcome: plain values, so that it can come from another process.

    ``count`` is its pages or slides, ``words`` the words set on them, ``seconds`` the time
    of each stage.
    """

    job: Job
    status: Status
    count: int = 0
    words: int = 0
    bytes: int = 0
    sha256: str = ""
    seconds: tuple[tuple[str, float], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    traceback: str = ""
    inputs: tuple[tuple[str, str, str], ...] = ()
    """Files that the summary names: kind ("data"), path and digest as they were read."""
    trace: str = ""
    """Path of the summary's trace; empty without an article."""
    fresh: bool = False
    """It needed no building: nothing that it depends on has changed."""
    reason: str = ""
    """Why it was built."""

    @property
    def ok(self) -> bool:
        """Whether the output was written."""
        return self.status is Status.DONE

    @property
    def time(self) -> float:
        """Seconds in all."""
        return sum(spent for _, spent in self.seconds)


def gather(results: Iterable[Result]) -> tuple[Diagnostic, ...]:
    """Return every finding once, in the order of the jobs (layouts share a summary's)."""
    return tuple(dict.fromkeys(d for result in results for d in result.diagnostics))


def fault(error: BaseException, file: str = "") -> Diagnostic:
    """Return what to say of an exception that nobody foresaw (DG899)."""
    first = next(iter(str(error).splitlines()), "")
    message = f"a fault of ours: {type(error).__name__}" + (f": {first}" if first else "")
    hint = "please report it; DOCGEN_TRACEBACK=1 shows where it happened"
    return Diagnostic("DG899", message, Location(file) if file else None, hint)
