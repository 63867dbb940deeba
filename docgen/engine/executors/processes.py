"""Jobs over processes: results in the plan's order, and a process that dies costs one document.

Processes come from a fork server (Linux, macOS), which imports docgen once and is forked from
then on; a plain fork would copy our threads' locks, and the progress bar has a thread. On
Windows they are spawned. The executors of the standard library give up all that is under way
when one process dies, and don't say what it was doing; here each process has a pipe of its own,
so the document that it was building is known.
"""

from __future__ import annotations

import multiprocessing as mp
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from docgen.engine.files import remove_stale
from docgen.engine.jobs import Job, JobGroup, JobStatus, Result
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Location

AHEAD = 2
"""Groups given to a process at a time, so that it needn't wait for us."""
WINDOW = 8
"""Groups begun or done a process, before the first of them has been handed on."""
STARTS, PAUSE = 20, 0.05
"""Times that the start of a process is tried, and seconds between them."""


def run_parallel(
    groups: Iterable[JobGroup], processes: int, writers: Sequence[str]
) -> Iterator[Result | None]:
    """Do groups of jobs (of one summary each) in processes; give the results in order.

    For a group without jobs None is given.
    ``writers`` names the formats whose writers are imported at the start. When the
    generator is closed the processes are ended; what they had begun leaves no file.
    """
    pool = _Pool(processes, writers)
    try:
        yield from pool.run(groups)
    finally:
        pool.stop()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    tasks: deque[tuple[int, JobGroup]] = field(default_factory=deque)
    """Given to it, the one under way first; without the jobs that are done."""


@dataclass(slots=True)
class _Waiting:
    """A group whose results aren't all handed on."""

    missing: int
    results: list[Result | None] = field(default_factory=list)

    def take(self) -> Iterator[Result | None]:
        """Give the results that are there."""
        while self.results:
            yield self.results.pop(0)


@dataclass(slots=True)
class _Pool:
    processes: int
    writers: Sequence[str]
    workers: list[_Worker] = field(default_factory=list)
    waiting: dict[int, _Waiting] = field(default_factory=dict)
    again: deque[tuple[int, JobGroup]] = field(default_factory=deque)
    """What a process that died hadn't begun."""
    folders: set[Path] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)
    """Ids of processes that died."""

    def run(self, groups: Iterable[JobGroup]) -> Iterator[Result | None]:
        source = enumerate(groups)
        first, more = 0, True
        while more or self.waiting:
            more = self._feed(source, more)
            while first in self.waiting:
                group = self.waiting[first]
                yield from group.take()
                if group.missing:
                    break
                del self.waiting[first]
                first += 1
            if self.waiting:
                self._hear()

    def _feed(self, source: Iterator[tuple[int, JobGroup]], more: bool) -> bool:
        """Give out groups while there is room; say whether there may be more."""
        while worker := self._free():
            if self.again:
                worker_task = self.again.popleft()
            elif not more or len(self.waiting) >= WINDOW * self.processes:
                break
            else:
                task = next(source, None)
                if task is None:
                    return False
                worker_task = task
                self.waiting[task[0]] = _Waiting(len(task[1]), [] if task[1] else [None])
                if not task[1]:
                    continue
            worker.tasks.append(worker_task)
            self.folders.update(Path(job.output).parent for job in worker_task[1])
            try:
                worker.pipe.send(worker_task[1])
            except OSError:  # it is dead, which its end of the pipe will tell
                continue
        return more

    def _free(self) -> _Worker | None:
        """Return the process with the least to do, or a new one; None if all have enough."""
        least = min(self.workers, key=lambda w: len(w.tasks), default=None)
        if (least is None or least.tasks) and len(self.workers) < self.processes:
            least = self._start()
        return least if least is not None and len(least.tasks) < AHEAD else None

    def _start(self) -> _Worker:
        worker = _Worker(*_started(_context(self.writers)))
        self.workers.append(worker)
        return worker

    def _hear(self) -> None:
        """Wait for something from a process, and take it."""
        pipes = {worker.pipe: worker for worker in self.workers}
        for pipe in wait([*pipes]):
            worker = pipes[pipe]  # type: ignore[index]
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            self._take(worker, result)

    def _take(self, worker: _Worker, result: Result) -> None:
        """Take the result of the job that a process had under way."""
        number, jobs = worker.tasks[0]
        self.waiting[number].results.append(result)
        self.waiting[number].missing -= 1
        if len(jobs) > 1:
            worker.tasks[0] = (number, jobs[1:])
        else:
            worker.tasks.popleft()

    def _bury(self, worker: _Worker) -> None:
        """Count out a process that died: its document fails, the rest is done by others."""
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self.gone.append(worker.process.pid or 0)
        if worker.tasks:
            job = worker.tasks[0][1][0]
            self._take(worker, _lost(job, worker.process.exitcode))
        self.again.extend(worker.tasks)
        self._sweep()

    def stop(self) -> None:
        """End all processes at once, and remove what they had begun to write."""
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(5)
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
            self.gone.append(worker.process.pid or 0)
        self.workers.clear()
        self._sweep()

    def _sweep(self) -> None:
        for folder in self.folders:
            remove_stale(folder, self.gone)


def _lost(job: Job, code: int | None) -> Result:
    how = "ended"
    if code is not None and code < 0:
        how = f"was killed (signal {-code})"
    message = f"the process that was building {job.output} {how}"
    hint = "is there enough memory? --jobs 1 needs the least; a build again does what is missing"
    found = Diagnostic(codes.PROCESS_DIED, message, Location(job.source), hint)
    return Result(job=job, status=JobStatus.MACHINE, diagnostics=(found,))


def _context(writers: Sequence[str]) -> SpawnContext | ForkServerContext:
    if sys.platform == "win32":
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["docgen.engine.work", *(f"docgen.{w}" for w in writers)])
    return context


def _started(context: SpawnContext | ForkServerContext) -> tuple[BaseProcess, Connection]:
    """Start a process; return it and our end of its pipe.

    Whatever kills processes may have killed the fork server too: then there is a new one
    the next time.
    """
    for tries in reversed(range(STARTS)):
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            process.start()
        except (EOFError, OSError):
            ours.close()
            if not tries:
                raise
            time.sleep(PAUSE)  # one that is just being killed still counts as there
            continue
        finally:
            theirs.close()
        return process, ours
    raise AssertionError("not reached")


def _serve(pipe: Connection) -> None:
    """Do what comes through a pipe, in a process of its own."""
    # Late: the process that hands out the jobs needn't import what does them.
    from docgen.engine.work import serve  # noqa: PLC0415

    serve(pipe)
