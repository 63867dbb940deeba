"""``python -m benchmarks.cluster [--documents N] [--records N]``: builds on a Dask cluster here.

The scheduler and each worker is a process of its own, in a folder of its own. Printed are clock
and processor time (of client, scheduler and workers together) with two workers and with one, beside
one process and two of the process pool, all in turns; and a build of records of which one worker of
three is killed in the middle: what it came to, and whether its outputs are those of the pool.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import content
from benchmarks.projects import project
from benchmarks.timing import ROUNDS, Taken, adopt_orphans, processor_of, run, timed

LAYOUT = "policy-brief"
LETTER = """\
lang: en
title: "Sea walls: what {{ town }} paid"
date: 2026-03-05
standfirst: "{{ town }} built {{ metres }} metres, and paid {{ cost }} million euros."
key_points:
  - "{{ metres }} metres were built in {{ town }}."
  - "They cost {{ cost }} million euros."
"""


RECORD_WORDS = ("build", "letter.yaml.j2", "-l", LAYOUT, "--records", "towns.csv", "-q")


def record_project(folder: Path, records: int) -> Path:
    """Make a project with a template of a summary and a file of so many records."""
    project(folder, 0, content.summary)
    (folder / "letter.yaml.j2").write_text(LETTER)
    rows = (f"t{n},Town {n},{n % 900 + 100},{n % 77}.5\n" for n in range(records))
    (folder / "towns.csv").write_text("id,town,metres,cost\n" + "".join(rows))
    return folder


@dataclass(slots=True)
class Cluster:
    """A running cluster: its address for ``--executor``, and its processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    def processor(self) -> float:
        """Return the seconds of processor that those of its processes that live have used."""
        alive = [one for one in (self.scheduler, *self.workers) if one.poll() is None]
        return sum(processor_of(one.pid) for one in alive)


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Give a cluster of so many workers of one thread each; end it."""
    folder.mkdir(parents=True, exist_ok=True)
    told = folder / "scheduler.json"
    words = ["--no-dashboard", "--port", "0", "--host", "127.0.0.1"]
    started = [_start(folder, "scheduler", *words, "--scheduler-file", str(told))]
    try:
        for _ in range(workers):
            more = ("--scheduler-file", str(told), "--nthreads", "1", "--no-nanny")
            started.append(_start(folder, "worker", "--no-dashboard", *more))
        while not told.exists():
            time.sleep(0.05)
        from distributed import Client  # noqa: PLC0415  (an extra)

        with Client(scheduler_file=str(told)) as client:
            client.wait_for_workers(workers, timeout=60)
            address = str(client.scheduler.address)
        yield Cluster(address.replace("tcp://", "dask://"), started[0], started[1:])
    finally:
        for one in reversed(started):
            one.kill()
            one.wait()


def _start(folder: Path, what: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{what}", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder)},
    )


def compared(rounds: int, documents: int) -> dict[str, Taken]:
    """Return clock and processor of a build by one and two processes, and one and two workers."""
    adopt_orphans()
    with (
        tempfile.TemporaryDirectory() as name,
        cluster(Path(name) / "two", 2) as two,
        cluster(Path(name) / "one", 1) as one,
    ):
        folder = project(Path(name) / "p", documents, content.summary)
        docgen = [sys.executable, "-m", "docgen", "build", "-q", "--force", "-l", LAYOUT]
        ways = {
            "one process": (None, ["-j", "1"]),
            "two processes": (None, ["-j", "2"]),
            "one worker": (one, ["--executor", one.address]),
            "two workers": (two, ["--executor", two.address]),
        }
        times: dict[str, list[Taken]] = {way: [] for way in ways}
        for number in range(rounds + 1):
            for way, (there, words) in ways.items():
                before = there.processor() if there is not None else 0.0
                taken = timed(lambda words=words: run([*docgen, *words], folder))
                spent = there.processor() - before if there is not None else 0.0
                if number:  # a first round doesn't count: the workers import
                    times[way].append(Taken(taken.wall, taken.cpu + spent))
    return {
        way: Taken(median(t.wall for t in taken), median(t.cpu for t in taken))
        for way, taken in times.items()
    }


def survived(records: int) -> str:
    """Build records on three workers, kill one in the middle, and say what came of it.

    Raises RuntimeError if an output lacks, or isn't what the process pool makes.
    """
    with tempfile.TemporaryDirectory() as name, cluster(Path(name) / "c", 3) as there:
        folder = record_project(Path(name) / "p", records)
        docgen = [sys.executable, "-m", "docgen", *RECORD_WORDS, "--force"]
        killed = threading.Thread(target=_kill, args=(folder / "build", records // 2, there))
        killed.start()
        taken = timed(lambda: run([*docgen, "--executor", there.address], folder))
        killed.join()
        made = _digests(folder / "build")
        if len(made) != records:
            raise RuntimeError(f"{len(made)} outputs of {records}")
        if there.workers[0].poll() is None:
            raise RuntimeError("no worker was lost")
        pool = timed(lambda: run([*docgen, "-j", "2"], folder))
        if _digests(folder / "build") != made:
            raise RuntimeError("the outputs aren't those of the process pool")
    return (
        f"{records:,} records on three workers, one killed after {records // 2:,}: all outputs "
        f"there, byte for byte those of the pool; {taken.wall:.1f} s (pool of two {pool.wall:.1f})"
    )


def _kill(folder: Path, outputs: int, there: Cluster) -> None:
    """Kill the first worker once so many outputs are there."""
    while not folder.is_dir() or len(os.listdir(folder)) < outputs:  # noqa: PTH208
        time.sleep(0.1)
    there.workers[0].send_signal(signal.SIGKILL)
    there.workers[0].wait()


def _digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.p*")}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the cluster is ended all the same
    if asked.documents:
        taken = compared(asked.rounds, asked.documents)
        for way, one in taken.items():
            each = one.cpu * 1000 / asked.documents
            print(
                f"{way:<14} {one.wall:7.2f} s, processor {one.cpu:7.2f} s ({each:.1f} ms a document)"
            )
        wall = taken["one worker"].wall / taken["two workers"].wall
        cost = taken["two workers"].cpu / taken["two processes"].cpu
        print(f"2 workers against 1: {wall:.2f} (aim at least 1.6)")
        print(f"processor of Dask over the pool's: {cost:.2f} (aim at most 1.25)")
    if asked.records:
        print(survived(asked.records))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
