"""Do the jobs of a plan: load, compose, typeset, write."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import ParamSpec, TypeVar

from docgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    MachineError,
)
from docgen.layout import compose, find_layout, find_theme
from docgen.press.atomic import write_whole
from docgen.press.plan import Job
from docgen.press.result import Result, Status, fault
from docgen.press.severity import judged
from docgen.press.writers import write
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.typeset import typeset
from docgen.typeset.items import Brief
from docgen.typeset.walk import count_words

P = ParamSpec("P")
T = TypeVar("T")


def run(jobs: Iterable[Job], fail_fast: bool = False) -> Iterator[Result]:
    """Do every job in order, giving each result as it comes.

    One that fails stops no other, unless ``fail_fast``.
    """
    for _, group in groupby(jobs, key=lambda job: job.source):
        for result in run_source(tuple(group)):
            yield result
            if fail_fast and not result.ok:
                return


def run_source(jobs: Sequence[Job]) -> Iterator[Result]:
    """Do the jobs of one summary, which is loaded once.

    Jobs and results are plain values, so that this can run in another process.
    """
    if jobs:
        first = _Work(jobs[0])
        loaded = first.load()
        shared = tuple(first.found)
        for index, job in enumerate(jobs):
            work = _Work(job, Diagnostics(list(shared)))
            work.seconds += first.seconds if index == 0 else []
            yield work.finish(loaded)


@dataclass(slots=True)
class _Work:
    """One job under way: its findings and the time of its stages so far."""

    job: Job
    found: Diagnostics = field(default_factory=Diagnostics)
    seconds: list[tuple[str, float]] = field(default_factory=list)

    def load(self) -> Summary | Exception:
        """Return the summary, or why there is none, to be shared by its jobs."""
        try:
            return self._stage("load", load_summary, self.job.source, self.found)
        except Exception as error:
            return error

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
        layout = find_layout(job.target.layout, Path(job.options.project))
        theme = find_theme(job.options.theme or layout.theme, layout.project)
        params = dict(job.target.params)
        document = self._stage("compose", compose, summary, layout, theme, params, self.found)
        placed = self._stage("typeset", typeset, document, self.found)
        self.found.found = judged(self.found, dict(job.options.severity), job.options.strict)
        self.found.raise_errors()
        done = Result(
            job=job, status=Status.DONE, words=count_words(placed),
            count=len(placed.pages if isinstance(placed, Brief) else placed.slides),
            seconds=tuple(self.seconds), diagnostics=tuple(self.found),
        )  # fmt: skip
        if job.options.dry:
            return done
        data = self._stage("write", write, placed, job.format, job.options)
        self._stage("save", write_whole, Path(job.output), data)
        return replace(
            done, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(),
            seconds=tuple(self.seconds),
        )  # fmt: skip

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
