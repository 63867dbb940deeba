"""Times: the contestants take turns, so that a machine's moods concern all alike."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 9
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Where that is set, a checkout would be compiled at each start; what pip installs never is."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds: by the clock, and of processors (of processes that ended meanwhile too)."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Taken:
    """Return the time that some work takes."""
    cpu, wall = _cpu(), time.perf_counter()
    work()
    return Taken(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


_TICK = os.sysconf("SC_CLK_TCK")


def processor_of(process: int) -> float:
    """Return the seconds of processor that a running process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def in_turns(
    contestants: Mapping[str, Callable[[], object]], rounds: int = ROUNDS
) -> dict[str, Taken]:
    """Return the medians of so many rounds, after one that doesn't count."""
    times: dict[str, list[Taken]] = {name: [] for name in contestants}
    for work in contestants.values():
        work()
    for _ in range(rounds):
        for name, work in contestants.items():
            times[name].append(timed(work))
    return {
        name: Taken(median(t.wall for t in taken), median(t.cpu for t in taken))
        for name, taken in times.items()
    }


def run(words: Sequence[str | Path], folder: Path, **environment: str) -> None:
    """Run a command in a folder; what it says is only told if it fails."""
    before = _children()
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**_ENVIRONMENT, **environment},
    )
    if done.returncode:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
    for orphan in _children() - before:
        os.waitpid(orphan, 0)


def adopt_orphans() -> None:
    """Become the parent of what a command leaves running, such as the pool's fork server (Linux).

    From then on `run` waits for it too, so that its processor time is counted.
    """
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER, prctl(2)


def _children() -> set[int]:
    """Return the processes of which this one is the parent."""
    try:
        told = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    except OSError:
        return set()
    return {*map(int, " ".join(told).split())}
