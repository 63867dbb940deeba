"""``docgen build --watch``: each save is built, a broken one is told and survived."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

SUMMARY = "title: {0}\nlang: en\ndate: 2026-01-01\nkey_points: [One]\n"
WAIT = 300.0


class Watching:
    """The command, and what it has said so far."""

    def __init__(self, root: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "docgen", "build", "--watch", "--no-progress", *words],
            cwd=root,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "CI": "1"},
        )
        self.lines: list[str] = []
        self.heard = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self.heard:
                self.lines.append(line)
                self.heard.notify_all()

    def until(self, text: str, times: int = 1) -> None:
        """Wait until it has said something so often."""
        with self.heard:
            told = self.heard.wait_for(lambda: self.count(text) >= times, WAIT)
        assert told, "".join(self.lines)

    def count(self, text: str) -> int:
        return sum(text in line for line in self.lines)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(WAIT)
        self.reader.join(WAIT)
        return code


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "docgen.toml").write_text('layouts = ["one-pager"]\n')
    (tmp_path / "sources" / "a.yaml").write_text(SUMMARY.format("First"))
    return tmp_path


@pytest.fixture
def watching(root: Path) -> Iterator[Watching]:
    made = Watching(root)
    yield made
    made.process.kill()
    made.process.wait()


def test_saves_are_built_and_a_broken_one_is_survived(root: Path, watching: Watching) -> None:
    built = root / "build" / "a.one-pager.pdf"
    watching.until("watching")
    first = built.read_bytes()
    assert watching.count("nothing changed") == 0
    (root / "sources" / "a.yaml").write_text(SUMMARY.format("Second"))
    watching.until("built build/a.one-pager.pdf", 2)
    second = built.read_bytes()
    assert second != first
    (root / "sources" / "a.yaml").write_text("titel: x\n")
    watching.until("a.yaml:1:1: error DG103")
    (root / "docgen.toml").write_text("layouts = 3\n")
    watching.until("docgen.toml:1")
    (root / "docgen.toml").write_text('layouts = ["one-pager"]\n')
    (root / "sources" / "a.yaml").write_text(SUMMARY.format("First"))
    watching.until("built build/a.one-pager.pdf", 3)
    assert built.read_bytes() == first
    (root / "sources" / "b.yaml").write_text(SUMMARY.format("New"))
    watching.until("built build/b.one-pager.pdf")
    assert watching.end() == 130
    assert "stopped; what is written is whole\n" in watching.lines


def test_records_are_watched_too(root: Path) -> None:
    (root / "letter.yaml.j2").write_text("title: T {{ id }}\nlang: en\nkey_points: [One]\n")
    (root / "data.csv").write_text("id\n1\n2\n")
    watching = Watching(root, "letter.yaml.j2", "--records", "data.csv", "-j", "1")
    try:
        watching.until("watching")
        assert watching.count("built build/") == 2
        (root / "data.csv").write_text("id\n1\n2\n3\n")
        watching.until("built build/3.one-pager.pdf")
        assert watching.count("built build/") == 3, "only what changed"
        assert watching.end() == 130
    finally:
        watching.process.kill()
        watching.process.wait()


def test_what_does_not_go_together(root: Path) -> None:
    words = [sys.executable, "-m", "docgen", "build", "--watch"]
    for other in ("--dry-run", "--verify"):
        done = subprocess.run([*words, other], cwd=root, capture_output=True, check=False)
        assert done.returncode == 2
