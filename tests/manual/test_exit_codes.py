"""The table of exit codes in the manual: each row is tried."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from .conftest import DOCS

Row = tuple[int, str]
ROWS: list[Row] = [
    (int(m[1]), m[2].strip())
    for m in re.finditer(r"^\| (\d+) \| ([^|]+)\|", (DOCS / "ci.md").read_text("utf-8"), re.M)
]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "docgen", *words]


def run(root: Path, *words: str) -> int:
    done = subprocess.run(command(*words), cwd=root, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "docgen.toml").write_text('layouts = ["one-pager"]\n')
    (tmp_path / "sources" / "a.yaml").write_text("title: T\nlang: en\nkey_points: [One.]\n")
    return tmp_path


def done(desk: Path) -> int:
    (desk / "sources" / "a.yaml").write_text("title: T\n")  # no lang: a notice
    return run(desk, "build")


def wrong(desk: Path) -> int:
    (desk / "sources" / "a.yaml").write_text("titel: T\n")
    return run(desk, "build")


def changed(desk: Path) -> int:
    assert run(desk, "build", "--out", "old") == 0
    (desk / "sources" / "a.yaml").write_text("title: T\nlang: en\nkey_points: [Two.]\n")
    assert run(desk, "build", "--out", "new") == 0
    assert run(desk, "diff", "--exit-code", "old", "old") == 0
    assert run(desk, "diff", "old", "new") == 0
    return run(desk, "diff", "--exit-code", "old", "new")


def differs(desk: Path) -> int:
    assert run(desk, "snapshot") == 0
    assert run(desk, "snapshot", "--check") == 0
    (desk / "sources" / "a.yaml").write_text("title: U\nlang: en\nkey_points: [Two.]\n")
    return run(desk, "snapshot", "--check")


def usage(desk: Path) -> int:
    assert run(desk, "biuld") == 2
    assert run(desk, "build", "--no-such-option") == 2
    return run(desk, "build", "--format", "docx")


def machine(desk: Path) -> int:
    (desk / "taken").write_text("a file")
    return run(desk, "build", "--out", "taken/here")


def untold(desk: Path) -> int:
    (desk / "a.pdf").write_text("no PDF")
    (desk / "b.pdf").write_text("no PDF either")
    return run(desk, "diff", "--exit-code", "a.pdf", "b.pdf")


def stopped(desk: Path) -> int:
    many = "".join(f"  - {{heading: H{n}, body: {'word ' * 400}}}\n" for n in range(1_500))
    (desk / "sources" / "b.yaml").write_text(f"title: T\nlang: en\nsections:\n{many}")
    small, large = (desk / "build" / f"{name}.policy-brief.pdf" for name in "ab")
    process = subprocess.Popen(
        command("build", "-l", "policy-brief", "--jobs", "1"),
        cwd=desk,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    end = time.monotonic() + 120
    while not small.is_file() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    # Python drops an interrupt that falls into a callback of C (PyErr_WriteUnraisable).
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=4)
    assert small.read_bytes().rstrip().endswith(b"%%EOF")
    assert not large.exists()
    return process.returncode


SCENES: dict[Row, Callable[[Path], int]] = {
    (0, "done"): done,
    (1, "something in the sources or layouts is wrong"): wrong,
    (1, "with `--exit-code`: something changed"): changed,
    (1, "pages differ from their snapshots"): differs,
    (2, "usage: an option, command or value that there isn't"): usage,
    (3, "a fault of the machine or ours"): machine,
    (3, "with `--exit-code`: it can't be told whether something changed"): untold,
    (130, "stopped by Ctrl-C; what is written is whole"): stopped,
}


def test_every_row_is_tried() -> None:
    assert set(ROWS) == set(SCENES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1][:20]}")
def test_the_row_holds(row: Row, desk: Path) -> None:
    assert SCENES[row](desk) == row[0]
