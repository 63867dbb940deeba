from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli import main

SETTINGS = """\
layouts = ["policy-brief", "briefing-deck"]
[severity]
DG501 = "off"   # these have no article
"""
SUMMARY = """\
title: Sea walls pay for themselves
lang: en
date: 2026-03-05
key_points:
  - Every euro spent on walls saves 4 euros of damage.
  - The city pays 30% of the 418 million.
sections:
  - id: cost
    heading: What it costs
    body: The city pays a third of 418 million, the state the rest.
    points: [A third from the city]
  - id: when
    heading: When it is built
    body: The first wall stands in 2028, the last in 2031.
    points: [Two walls by 2031]
"""
ADDED = """\
  - id: ferries
    heading: What happens to the ferries
    body: Ferries stop for 12 days.
    points: [Ferries stop for 12 days]
"""
Docgen = Callable[..., Result]
Git = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one summary, which is the working folder."""
    root = tmp_path / "project"
    (root / "sources").mkdir(parents=True)
    (root / "docgen.toml").write_text(SETTINGS)
    (root / "sources" / "walls.yaml").write_text(SUMMARY)
    monkeypatch.chdir(root)
    for name in ("NO_COLOR", "CI", "SOURCE_DATE_EPOCH", "DOCGEN_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def docgen(project: Path) -> Docgen:
    """The command, in this process."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments])

    return run


@pytest.fixture
def git(project: Path, require_tool: Callable[[str], str]) -> Git:
    """Git, in a repository that holds the project on its branch ``main``."""
    program = require_tool("git")

    def run(*arguments: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        done = subprocess.run(
            [program, *identity, *arguments],
            cwd=project,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    run("init", "-q", "-b", "main")
    run("add", "-A")
    run("commit", "-q", "-m", "first")
    return run


def change(project: Path, *pairs: tuple[str, str], add: str = "") -> None:
    """Edit the summary: replace texts, add at its end."""
    path = project / "sources" / "walls.yaml"
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + add, "utf-8")
