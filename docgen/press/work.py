"""Do the jobs of one summary: load, compose, typeset, write."""

from __future__ import annotations

import hashlib
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from docgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    MachineError,
)
from docgen.keep import keeping
from docgen.layout import Layout, compose, find_layout, find_theme
from docgen.layout.accessibility import check_accessibility
from docgen.layout.theme import Theme
from docgen.press.atomic import write_whole
from docgen.press.cache import process_cache
from docgen.press.calm import calm_process
from docgen.press.company import dressed, moved_text
from docgen.press.deps import Stamp, stamped, summary_files
from docgen.press.plan import Job, trace_path
from docgen.press.records import filled
from docgen.press.result import Result, Status, fault
from docgen.press.severity import judged
from docgen.press.writers import write
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.typeset import typeset
from docgen.typeset.placed import Brief
from docgen.typeset.walk import count_words

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

CLOCK = getattr(time, "CLOCK_REALTIME_COARSE", 0)
"""The clock of files' times, where the system lets us read it."""
Save = Callable[[Path, bytes], None]
P = ParamSpec("P")
T = TypeVar("T")


def _tracing() -> Any:
    """By name: it is large, and only summaries with an article need it."""
    return import_module("docgen.press.tracing")


def run_source(jobs: Sequence[Job], save: Save = write_whole) -> Iterator[Result]:
    """Do the jobs of one summary, which is loaded once.

    Jobs and results are plain values, so that this can run in another process.
    """
    if not jobs:
        return
    first = _Work(jobs[0])
    loaded = first.load()
    shared, traced = tuple(first.found), False
    for index, job in enumerate(jobs):
        work = _Work(
            job, Diagnostics(list(shared)), save=save, inputs=first.inputs, report=first.report,
            traced=traced,
        )  # fmt: skip
        work.seconds += first.seconds if index == 0 else []
        cache = process_cache()
        with keeping(cache) if cache is not None else nullcontext():
            result = work.finish(loaded)
        traced = traced or result.ok
        yield result


@lru_cache(maxsize=32)
def _looked_up(name: str, theme: str | None, project: str, look: str) -> tuple[Layout, Theme]:
    """Return a layout and theme; `look` is the digest of their files, so a change is seen."""
    layout = find_layout(name, Path(project))
    return layout, find_theme(theme or layout.theme, layout.project)


@dataclass(slots=True)
class _Work:
    """One job under way: its findings and the time of its stages so far."""

    job: Job
    found: Diagnostics = field(default_factory=Diagnostics)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    save: Save = write_whole
    inputs: tuple[Stamp, ...] = ()
    """Files that the summary names."""
    report: Any = None
    """Where its claims come from."""
    traced: bool = False
    """Whether the trace is written, for another output of the summary."""

    def load(self) -> Summary | Exception:
        """Return the summary, or why there is none, to be shared by its jobs."""
        since = time.clock_gettime_ns(CLOCK) if CLOCK else time.time_ns()
        try:
            summary = self._stage("load", self._summary)
            if summary.article is not None and summary.article.path:
                told = Diagnostics() if self.job.options.dry else self.found  # a check tells itself
                self.report = self._stage("ground", _tracing().grounded, summary, self.job, told)
            self.inputs = stamped(summary_files(summary), since)
        except Exception as error:
            return error
        return summary

    def _summary(self) -> Summary:
        record = self.job.record
        if record is not None:
            return filled(record)
        return load_summary(self.job.source, self.found)

    def finish(self, loaded: Summary | Exception) -> Result:
        """Build from the summary; whatever goes wrong becomes a result."""
        try:
            if isinstance(loaded, Exception):
                raise loaded
            return self._build(loaded)
        except MachineError as error:
            return self._failed(Status.MACHINE, error.diagnostics)
        except DocgenError as error:
            return self._failed(Status.WRONG, error.diagnostics)
        except Exception as error:
            trace = "".join(traceback.format_exception(error))
            return self._failed(Status.FAULT, (fault(error, self.job.source),), trace)

    def _build(self, summary: Summary) -> Result:
        job = self.job
        find = _looked_up if job.look else _looked_up.__wrapped__
        layout, theme = find(job.target.layout, job.options.theme, job.options.project, job.look)
        template = job.options.template
        theme, master = self._stage("template", dressed, theme, template, layout.kind, self.found)
        params = dict(job.target.params)
        document = self._stage(
            "compose", compose, summary, layout, theme, params, self.found, self.report
        )
        self.found.extend(check_accessibility(document))
        placed = self._stage("typeset", typeset, document, self.found, master)
        self.found.extend(moved_text(placed))
        self.found.found = judged(self.found, dict(job.options.severity), job.options.strict)
        self.found.raise_errors()
        done = Result(
            job=job, status=Status.DONE, words=count_words(placed),
            count=len(placed.pages if isinstance(placed, Brief) else placed.slides),
            seconds=tuple(self.seconds), diagnostics=tuple(self.found), inputs=self.inputs,
        )  # fmt: skip
        if job.options.dry:
            return done
        data = self._stage("write", write, placed, job.format, job.options)
        self._stage("save", self.save, Path(job.output), data)
        trace = self._trace()
        return replace(
            done, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(),
            seconds=tuple(self.seconds), trace=trace,
        )  # fmt: skip

    def _trace(self) -> str:
        """Write the trace, once a summary; return its path, "" without an article."""
        if self.report is None:
            return ""
        path = trace_path(self.job)
        if not self.traced:
            data = _tracing().trace_bytes(self.report, self.job.options.project)
            self._stage("save", self.save, path, data)
        return str(path)

    def _failed(self, status: Status, why: Iterable[Diagnostic], trace: str = "") -> Result:
        found = dict.fromkeys([*self.found, *why])
        options = self.job.options
        return Result(
            job=self.job, status=status, seconds=tuple(self.seconds), traceback=trace,
            diagnostics=tuple(judged(found, dict(options.severity), options.strict)),
        )  # fmt: skip

    def _stage(self, name: str, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        start = time.perf_counter()
        try:
            return do(*args, **kwargs)
        finally:
            self.seconds.append((name, time.perf_counter() - start))


def serve(pipe: Connection) -> None:
    """Do the groups of jobs that come through a pipe until it is closed."""
    calm_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who hands out the jobs
    with suppress(EOFError, OSError):
        while True:
            for result in run_source(pipe.recv()):
                pipe.send(result)
