"""Builds and processes that are killed leave whole files only, and the next build mends all."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from docgen.engine.executors.processes import run_parallel
from docgen.engine.files import _HOST
from docgen.engine.jobs import BuildRequest, JobStatus
from docgen.engine.run import How, carry_out, make_plan
from engine.conftest import Shell, outputs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def many(project_dir: Path, count: int) -> None:
    for number in range(count):
        (project_dir / "sources" / f"s{number:02}.yaml").write_text(f"title: Number {number}\n")


def test_kill_9_of_a_build_at_random_moments(project_dir: Path) -> None:
    script = Path(__file__).with_name("killing.py")
    result = subprocess.run(
        [sys.executable, script, "50", "7"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["wrong"] == []
    assert told["partly"] >= 25, "every other kill comes in the middle of a build"


def test_kill_9_of_a_parallel_build_with_its_processes_left_alone(project_dir: Path) -> None:
    many(project_dir, 12)
    assert build_with(project_dir, 1)
    right = outputs(project_dir / "build")
    chance = random.Random(3)
    for _ in range(3):
        for name in right:
            (project_dir / "build" / name).write_bytes(b"older")
        command = [sys.executable, "-m", "docgen", "build", "-q", "-j", "2", "--force"]
        process = subprocess.Popen(command)
        time.sleep(0.5 + chance.random())
        process.kill()
        process.wait()
        for name, data in outputs(project_dir / "build").items():
            assert data in (b"older", right.get(name)) or name.endswith(".tmp")
        assert build_with(project_dir, 1)
        assert until(lambda: outputs(project_dir / "build") == right)


def until(holds: object) -> bool:
    """Wait for orphans to finish what they had begun (it is right, but still coming)."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def build_with(project_dir: Path, jobs: int) -> bool:
    return all(
        r.ok for r in carry_out(make_plan(project_dir, BuildRequest(), {}, force=True), How(jobs))
    )


def test_a_process_that_dies_costs_its_own_document(project_dir: Path) -> None:
    many(project_dir, 20)
    assert build_with(project_dir, 1)
    right = dict(outputs(project_dir / "build").items())
    plan = make_plan(project_dir, BuildRequest(), {}, force=True)
    chance = random.Random(1)
    lost = 0
    me = psutil.Process()
    results = []
    building = carry_out(plan, How(2))
    for result in building:
        results.append(result)
        if chance.random() < 0.25:
            with suppress(psutil.NoSuchProcess, ProcessLookupError):  # killed in the last turn
                workers = [p for p in me.children(recursive=True) if not p.children()]
                workers = [p for p in workers if "forkserver" in " ".join(p.cmdline())]
                if workers:
                    os.kill(chance.choice(workers).pid, signal.SIGKILL)
    assert [r.job for r in results] == list(plan.jobs)
    for result in results:
        if not result.ok:
            lost += 1
            assert result.status is JobStatus.MACHINE
            (found,) = result.diagnostics
            assert found.code == "DG811"
            assert result.job.output in found.message
    assert lost <= 20
    assert build_with(project_dir, 1)
    assert outputs(project_dir / "build") == right


def test_results_come_in_the_plans_order_and_alike(project_dir: Path) -> None:
    many(project_dir, 10)
    (project_dir / "sources" / "s03.yaml").write_text("titel: wrong\n")
    told = []
    for jobs in (1, 3):
        plan = make_plan(project_dir, BuildRequest(), {}, force=True)
        told.append(
            [(r.job, r.status, r.sha256, r.diagnostics) for r in carry_out(plan, How(jobs))]
        )
    assert told[0] == told[1]
    assert [r[1] for r in told[0]].count(JobStatus.WRONG) == 2


def test_fail_fast_in_processes(project_dir: Path) -> None:
    many(project_dir, 30)
    (project_dir / "sources" / "a.yaml").write_text("titel: wrong\n")
    plan = make_plan(project_dir, BuildRequest(), {})
    (only,) = carry_out(plan, How(2, fail_fast=True))
    assert only.status is JobStatus.WRONG
    assert len(list((project_dir / "build").glob("*.p*"))) < 60


def test_groups_are_asked_for_as_they_are_needed(project_dir: Path) -> None:
    many(project_dir, 3)
    plan = make_plan(project_dir, BuildRequest(layouts=["quick"]), {})
    asked = []

    def groups():  # type: ignore[no-untyped-def]
        for number in range(200):
            asked.append(number)
            yield (plan.jobs[number % 3],)

    results = run_parallel(groups(), 2, ["pdf"])
    next(results)
    assert len(asked) < 40
    results.close()
    assert list((project_dir / "build").glob("*.tmp")) == []


def heed_interrupts() -> None:
    """What runs in a shell's background is born deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c(project_dir: Path, jobs: str) -> None:
    many(project_dir, 150)
    command = [sys.executable, "-m", "docgen", "build", "--jobs", jobs]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    assert process.stderr is not None
    process.stderr.readline()  # one is built
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=300)[1]
    assert process.returncode == 130
    assert "stopped; what is written is whole" in told
    assert "Traceback" not in told
    there = outputs(project_dir / "build")
    assert there
    assert not [name for name in there if name.endswith(".tmp")]
    assert len(there) < 300
    known = json.loads((project_dir / "build" / ".docgen" / "manifest.json").read_text())["outputs"]
    assert set(known) <= set(there)
    assert known


def test_two_builds_at_once(project_dir: Path, shell: Shell) -> None:
    many(project_dir, 8)
    assert build_with(project_dir, 1)
    right = outputs(project_dir / "build")
    for name in right:
        (project_dir / "build" / name).unlink()
    (project_dir / "build" / ".docgen" / "manifest.json").unlink()
    results: list[subprocess.CompletedProcess[str]] = []
    layouts = [("quick", "note"), ("note",), ("quick",)]
    threads = [
        threading.Thread(target=lambda n=n: results.append(shell("build", *by(n), "-j", "1")))
        for n in layouts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(r.returncode, r.stderr.count("error")) for r in results] == [(0, 0)] * 3
    assert outputs(project_dir / "build") == right
    assert make_plan(project_dir, BuildRequest(), {}).stale == []


def by(layouts: tuple[str, ...]) -> list[str]:
    return [word for name in layouts for word in ("--layout", name)]


def test_what_dead_processes_left_is_removed(project_dir: Path) -> None:
    (project_dir / "build").mkdir()
    sleeper = subprocess.Popen([sys.executable, "-c", "pass"])
    sleeper.wait()

    def name(host: str, pid: int) -> Path:
        return project_dir / "build" / f".docgen-{host}-{pid}-{'0' * 32}.tmp"

    dead, alive, elsewhere = name(_HOST, sleeper.pid), name(_HOST, os.getpid()), name("0" * 8, 1)
    old = name("1" * 8, 1)
    others = project_dir / "build" / ".docgen-mine.tmp"
    for path in (dead, alive, elsewhere, old, others):
        path.write_text("")
    os.utime(old, (1, 1))
    assert build_with(project_dir, 1)
    left = {p for p in (dead, alive, elsewhere, old, others) if p.exists()}
    assert left == {alive, elsewhere, others}
