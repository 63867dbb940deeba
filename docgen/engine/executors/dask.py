"""The same plan on a Dask cluster, which needs no disk of ours.

Inputs are tasks named by their content's hash, so each travels once and can be had again
when its worker is lost; documents come back as bytes, are checked against their digest and
written here. Scheduling and retrying are Dask's.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from docgen.engine.digests import digest_of
from docgen.engine.executors.parcel import (
    MOST_ROUNDS,
    Packed,
    Packer,
    ParcelResult,
    about,
    build_parcels,
    same,
)
from docgen.engine.files import write_whole
from docgen.engine.jobs import Job, JobGroup, JobStatus, Result
from docgen.engine.work import run_source
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location, MachineError
from docgen.foundation.files import OUTPUT, read_file

distributed: Any = import_module("distributed")
"""By name, for it is an extra and types half of itself."""
SCHEME = "dask://"
PATIENCE = 10
"""Seconds to wait for the scheduler, and for a first worker."""
TOGETHER = 8
"""Groups that travel as one task, once all threads have something to do."""
AHEAD = 3
"""Tasks a thread of the cluster that are under way."""
SMALL = 262_144
"""Bytes of an input that may travel with its task, the first time."""
MOST_KNOWN = 256
"""Inputs that are kept on the cluster in case the next task wants them too."""
RETRIES = 2
"""Of a task that raised; a worker that is lost is retried by Dask besides."""


def run_on_cluster(address: str, groups: Iterable[JobGroup]) -> Iterator[Result | None]:
    """Do groups of jobs on the cluster at ``dask://HOST:PORT``; give the results in order.

    For a group without jobs None is given.

    Raises MachineError (DG815) if there is no cluster, or none of its workers has this docgen.
    """
    if not address.startswith(SCHEME):
        raise _error(f'"{address}" is no address of a cluster', "dask://HOST:PORT")
    try:
        client = distributed.Client(f"tcp://{address.removeprefix(SCHEME)}", timeout=PATIENCE)
    except (OSError, ValueError) as error:
        hint = "start one: `dask scheduler`, and `dask worker HOST:PORT` on each machine"
        raise _error(f"there is no Dask scheduler at {address}", hint) from error
    with client:
        yield from _Cluster(client, _workers(client), Packer(about()[1])).run(groups)


def _workers(client: Any) -> int:
    """Return how many threads the workers have; refuse those with another docgen."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        answers: dict[str, Any] = client.run(about, on_error="return")
    except TimeoutError as error:
        hint = "start some: `dask worker HOST:PORT --nthreads 1`"
        raise _error("the cluster has no workers", hint) from error
    ours = about()
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, BaseException):
            hint = f"install docgen {ours[0]} there"
            raise _error(f"the worker {worker} has no docgen that answers: {answer}", hint)
        if tuple(answer) != ours:
            what = f"docgen {answer[0]}" if answer[0] != ours[0] else "other files or libraries"
            hint = "install the same docgen, with the same libraries, on all machines"
            raise _error(f"the worker {worker} has {what}, not docgen {ours[0]} as here", hint)
    threads: int = sum(client.nthreads().values())
    return max(1, threads)


@dataclass(slots=True)
class _Task:
    """A task of the cluster: the groups that travel together."""

    future: Any
    inputs: list[Any]
    """Held, so that the cluster keeps them while the task may need them."""
    groups: int
    _documents: list[list[ParcelResult]] | None = None

    def documents(self, number: int) -> list[ParcelResult]:
        """Return what came of a group; the task's result is fetched once for all of them."""
        if self._documents is None:
            self._documents = self.future.result()
        return self._documents[number]


@dataclass(slots=True, eq=False)
class _Sent:
    """A group under way: packed, as one of a task's groups; or results that are there already."""

    packed: Packed | None = None
    rounds: int = 0
    """Times that it was sent before, with fewer files."""
    task: _Task | None = None
    """None: it waits for others to travel with."""
    number: int = 0
    """Its place in the task."""
    results: list[Result | None] = field(default_factory=list)


@dataclass(slots=True)
class _Cluster:
    client: Any
    threads: int
    packer: Packer
    known: OrderedDict[str, Any] = field(default_factory=OrderedDict)
    """Inputs on the cluster by digest, those asked for last at the end."""
    met: set[str] = field(default_factory=set)

    def run(self, groups: Iterable[JobGroup]) -> Iterator[Result | None]:
        under_way: deque[_Sent] = deque()
        waiting: list[_Sent] = []
        """Those under way that aren't sent yet."""
        tasks = 0
        for group in groups:
            sent = self._packed(group)
            under_way.append(sent)
            if sent.packed is not None:
                waiting.append(sent)
            # Few at first, so that no thread waits for work; none waits while a plan is idle.
            most = min(TOGETHER, 1 + tasks // self.threads)
            if len(waiting) >= most or (waiting and not group):
                self._send(waiting)
                waiting, tasks = [], tasks + 1
            while len(under_way) >= AHEAD * most * self.threads and under_way[0] not in waiting:
                yield from self._receive(under_way.popleft())
        if waiting:
            self._send(waiting)
        while under_way:
            yield from self._receive(under_way.popleft())

    def _packed(self, group: JobGroup, rounds: int = 0, certain: bool = False) -> _Sent:
        if not group:
            return _Sent(results=[None])
        packed = self.packer.pack(group, certain)
        if packed is None:
            return _Sent(results=list(run_source(group)))
        return _Sent(packed, rounds)

    def _send(self, together: Sequence[_Sent]) -> None:
        """Send groups as one task."""
        parcels = [sent.packed.parcel for sent in together if sent.packed is not None]
        contents = {
            digest: self._input(path, digest) for parcel in parcels for path, digest in parcel.files
        }
        future = self.client.submit(build_parcels, parcels, contents, pure=False, retries=RETRIES)
        task = _Task(future, list(contents.values()), len(together))
        for number, sent in enumerate(together):
            sent.task, sent.number = task, number

    def _alone(self, jobs: JobGroup, rounds: int, certain: bool) -> _Sent:
        """Send a group in a task of its own."""
        sent = self._packed(jobs, rounds, certain)
        if sent.packed is not None:
            self._send([sent])
        return sent

    def _input(self, path: str, digest: str) -> Any:
        """Return a file's content on the cluster: sent once, for its key is its hash.

        What is small and new travels with its task: a summary is read by one.
        """
        if digest in self.known:
            self.known.move_to_end(digest)
            return self.known[digest]
        data = read_file(path, OUTPUT)
        digest = digest_of(data)  # it may have changed since
        if path in self.met or len(data) > SMALL:
            self.known[digest] = self.client.submit(same, data, key=f"docgen-input-{digest}")
            if len(self.known) > MOST_KNOWN:
                self.known.popitem(last=False)
            return self.known[digest]
        self.met.add(path)
        return data

    def _receive(self, sent: _Sent) -> Iterator[Result | None]:
        yield from sent.results
        if sent.packed is None or sent.task is None:
            return
        jobs = sent.packed.jobs
        try:
            documents = sent.task.documents(sent.number)
        except distributed.CancelledError as error:  # the client looked in vain for its scheduler
            raise _error("the cluster has gone", "is its scheduler still running?") from error
        except RuntimeError as error:
            raise _error(f"a worker refused: {error}", "start it with the same docgen") from error
        except (distributed.KilledWorker, OSError, MemoryError) as error:
            if sent.task.groups > 1:  # another document of the task may have done it
                yield from self._receive(self._alone(jobs, sent.rounds, sent.packed.certain))
                return
            dead = isinstance(error, distributed.KilledWorker)
            who = "the workers that were building it died" if dead else "a worker can't build it"
            documents = [(_lost(job, f"{who}: {error}"), b"", b"") for job in jobs]
        results = [one for one, _, _ in documents]
        lacking = sent.packed.lacking(results)
        if lacking and sent.rounds < MOST_ROUNDS:
            self.packer.learn(jobs, lacking)
            yield from self._receive(self._alone(jobs, sent.rounds + 1, sent.packed.certain))
            return
        if sent.packed.doubtful(results):
            yield from self._receive(self._alone(jobs, sent.rounds, certain=True))
            return
        for number, (result, data, trace) in enumerate(documents):
            yield _written(sent.packed.home(result, number), data, trace)


def _written(result: Result, data: bytes, trace: bytes) -> Result:
    """Check a document's bytes and write them here, and its summary's trace."""
    if not result.ok or result.job.options.dry:
        return result
    if digest_of(data) != result.sha256:
        return _lost(result.job, "the document came back damaged")
    try:
        write_whole(Path(result.job.output), data)
        if trace:
            write_whole(Path(result.trace), trace)
    except MachineError as error:
        return replace(result, status=JobStatus.MACHINE, diagnostics=error.diagnostics)
    return result


def _lost(job: Job, message: str) -> Result:
    found = Diagnostic(codes.CLUSTER, message, Location(job.source), "is there enough memory?")
    return Result(job=job, status=JobStatus.MACHINE, diagnostics=(found,))


def _error(message: str, hint: str) -> DocgenError:
    return MachineError(Diagnostic(codes.CLUSTER, message, hint=hint))
