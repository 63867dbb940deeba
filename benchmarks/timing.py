"""Times: the contestants take turns, so that a machine's moods concern all alike."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5
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
