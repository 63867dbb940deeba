from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli import main

SUMMARY = """\
title: Sea walls pay for themselves
lang: en
date: 2026-03-05
key_points:
  - Every euro spent saves four. [@report]
sections:
  - id: cost
    heading: What it costs
    body: The city pays a third. [@report]
    points: [A third from the city]
sources:
  - {id: report, title: The report, publisher: The city}
"""

Docgen = Callable[..., Result]
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one summary, which is the working folder."""
    root = tmp_path / "project"
    (root / "sources").mkdir(parents=True)
    (root / "docgen.toml").write_text('layouts = ["policy-brief", "executive-deck"]\n')
    (root / "sources" / "walls.yaml").write_text(SUMMARY)
    monkeypatch.chdir(root)
    for name in ("NO_COLOR", "SOURCE_DATE_EPOCH", "DOCGEN_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def docgen(project: Path) -> Docgen:
    """The command, in this process."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments])

    return run


@pytest.fixture
def shell(project: Path) -> Shell:
    """The command, in a process of its own."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "docgen", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, **environment},
        )

    return run
