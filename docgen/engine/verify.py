"""Build twice, in processes of their own with other hash seeds, and compare the bytes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.engine.gc_tuning import tune_process
from docgen.engine.jobs import Job, Result
from docgen.engine.run import StepPlan, grouped
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location

BATCH = 1_000
"""Summaries that are built twice at a time."""
SEEDS = ("1", "4242")
_ANSWER = "from docgen.engine.verify import answer; answer()"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two builds of one plan gave."""

    same: tuple[Job, ...]
    differ: tuple[Job, ...]
    failed: tuple[Result, ...]
    """Results of jobs that gave nothing to compare."""

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """One for each output that differs (DG814), and those of what failed."""
        hint = "please report it with the summary and the layout"
        return (
            *(
                Diagnostic(
                    codes.NOT_REPRODUCIBLE,
                    f"two builds of {j.output} differ",
                    Location(j.source),
                    hint,
                )
                for j in self.differ
            ),
            *dict.fromkeys(d for result in self.failed for d in result.diagnostics),
        )


def verify_plan(plan: StepPlan, processes: int = 2) -> Iterator[Verdict]:
    """Verify all of a plan, a thousand summaries at a time: it may be longer than memory."""
    jobs: list[Job] = []
    for number, group in enumerate(plan.groups(), 1):
        jobs += [step.job for step in group]
        if number % BATCH == 0:
            yield verify(jobs, processes)
            jobs = []
    if jobs:
        yield verify(jobs, processes)


def verify(jobs: Sequence[Job], processes: int = 2) -> Verdict:
    """Build `jobs` twice without writing anything, and compare.

    With more than two ``processes`` each of the two builds is shared among some. Raises
    DocgenError (DG811) if one of them dies.
    """
    groups = grouped(jobs)
    shares = max(1, min(processes // 2, len(groups)))
    parts = [groups[n::shares] for n in range(shares)]
    running = [(seed, part, _start(seed, part)) for part in parts for seed in SEEDS]
    found: dict[str, list[Result]] = {seed: [] for seed in SEEDS}
    for seed, _, process in running:
        data, _ = process.communicate()
        if process.returncode:
            message = f"a process that builds to compare ended ({process.returncode})"
            raise DocgenError(Diagnostic(codes.PROCESS_DIED, message))
        found[seed] += pickle.loads(data)
    return _compare(jobs, *({r.job: r for r in found[seed]} for seed in SEEDS))


def _compare(jobs: Sequence[Job], one: dict[Job, Result], two: dict[Job, Result]) -> Verdict:
    failed = [r for job in jobs for r in (one[job], two[job]) if not r.ok]
    built = [job for job in jobs if one[job].ok and two[job].ok]
    same = [job for job in built if one[job].sha256 == two[job].sha256]
    differ = [job for job in built if one[job].sha256 != two[job].sha256]
    return Verdict(tuple(same), tuple(differ), tuple(failed))


def _start(seed: str, groups: Sequence[Sequence[Job]]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _ANSWER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Our own path and no more: the working folder may be a stranger's.
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        },
    )
    assert process.stdin is not None
    pickle.dump(groups, process.stdin)
    process.stdin.close()
    process.stdin = None  # `communicate` would flush it
    return process


def answer() -> None:
    """Build what comes on stdin and give the results on stdout (a process of `verify`)."""
    from docgen.engine.work import run_source  # noqa: PLC0415  (who compares builds nothing)

    tune_process()
    groups = pickle.load(sys.stdin.buffer)
    results = [r for group in groups for r in run_source(group, _discard)]
    pickle.dump(results, sys.stdout.buffer)


def _discard(path: Path, data: bytes) -> None:
    """Write nothing: the digest tells enough."""
