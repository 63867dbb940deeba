"""A hostile input as a small project, and running it within limits of memory and time."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Literal

SECONDS = 12
"""Of processor."""
MEMORY = 3_000_000_000
"""Bytes of address space, over what the process had when it was forked (a Java machine's, say)."""
PATIENCE = 240
"""Seconds after which a run counts as hanging, on a machine with much to do."""
SUMMARY = "title: T\nlang: en\ndate: 2026-01-01\nkey_points: [One]\n"
SETTINGS = 'layouts = ["policy-brief"]\n'


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Fifo:
    """A named pipe that nobody writes to."""


Content = str | bytes | Link | Fifo


@dataclass(frozen=True)
class Hostile:
    """One input: the files of a project, and the command that meets it."""

    kind: str
    name: str
    files: Mapping[str, Content]
    command: Sequence[str] = ("build",)
    must: Literal["fail", "live"] = "fail"
    """``fail``: an error with its place, exit code 1. ``live``: that, or done (0).

    A file that an option names and that is none at all may be a mistake of usage (2).
    """


@dataclass
class Outcome:
    """What a run gave."""

    input: Hostile
    code: int
    signal: int = 0
    output: str = ""
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def write_project(root: Path, one: Hostile) -> None:
    """Write an input's files, with a summary and settings where it has none."""
    files: dict[str, Content] = {"docgen.toml": SETTINGS, "sources/a.yaml": SUMMARY}
    files.update(one.files)
    folders = {name.rpartition("/")[0] for name in files}
    files = {name: content for name, content in files.items() if name not in folders}
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            path.symlink_to(content.target)
        elif isinstance(content, Fifo):
            os.mkfifo(path)
        else:
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def run(one: Hostile) -> Outcome:
    """Run an input in a fresh project and a process of its own, and judge what came of it."""
    root = Path(tempfile.mkdtemp(prefix="docgen-hostile-"))
    try:
        project = root / "project"
        project.mkdir()
        write_project(project, one)
        out = root / "output"
        child = os.fork()
        if child == 0:
            _command(one, project, out)
        outcome = _wait(one, child, out)
        if any(path.suffix in (".pdf", ".pptx") for path in root.glob("*")):
            outcome.wrong.append("it wrote outside the project")
        return outcome
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _command(one: Hostile, project: Path, out: Path) -> None:
    """Be the command; never returns."""
    code = 70
    # A server of processes that the parent has started is none of this process's children.
    server, tracker = forkserver._forkserver, resource_tracker._resource_tracker  # type: ignore[attr-defined]
    server._forkserver_pid = server._forkserver_address = server._forkserver_alive_fd = None
    tracker._pid = tracker._fd = None
    try:
        os.chdir(project)
        sink = os.open(out, os.O_CREAT | os.O_WRONLY)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        memory = MEMORY + _held()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.environ["DOCGEN_CACHE"] = "off"
        from docgen.cli import main  # noqa: PLC0415  (imported by the parent already)

        sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        try:
            main([*one.command], prog_name="docgen")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _held() -> int:
    """Return the bytes of address space that this process has (proc(5), statm)."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[0]) * resource.getpagesize()


def _wait(one: Hostile, child: int, out: Path) -> Outcome:
    start = time.monotonic()
    status, used = 0, None
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() - start > PATIENCE:
            os.kill(child, signal.SIGKILL)
            _, status, used = os.wait4(child, 0)
            break
        time.sleep(0.005)
    text = out.read_bytes()[:20_000_000].decode("utf-8", "replace") if out.exists() else ""
    outcome = Outcome(
        one,
        os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
        os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        text,
        used.ru_utime + used.ru_stime if used else 0.0,
    )
    outcome.wrong += judge(outcome)
    return outcome


_FINDING = re.compile(
    r"^(\S.*: )?error DG\d{3}: "  # people
    r"|\"severity\": ?\"(error|major|critical|blocker)\""  # JSON, GitLab
    r"|\"level\": ?\"error\""  # SARIF
    r"|^::error [^\n]*title=DG\d{3}"  # GitHub
    r"|<failure [^>]*DG\d{3}",  # JUnit
    re.M,
)


def judge(outcome: Outcome) -> list[str]:
    """Return what is wrong with an outcome; nothing if it is as it must be."""
    wrong = []
    if outcome.signal:
        wrong.append(f"killed by signal {outcome.signal}")
    if re.search(r"(error|fault\W+) ?DG899|a fault of ours", outcome.output):
        wrong.append("a fault of ours (DG899)")
    if "Traceback (most recent call last)" in outcome.output:
        wrong.append("a traceback")
    if len(outcome.output) > 2_000_000:
        wrong.append(f"{len(outcome.output):,} characters of output")
    usage = outcome.code == 2 and "Usage: " in outcome.output and "Error: " in outcome.output
    if not outcome.signal and outcome.code not in (0, 1) and not usage:
        wrong.append(f"exit code {outcome.code}")
    if outcome.code == 0 and outcome.input.must == "fail":
        wrong.append("it was taken")
    if outcome.code == 1 and not _FINDING.search(outcome.output):
        wrong.append("no finding")
    return wrong
