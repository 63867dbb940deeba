"""A site of a small project, made by the command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FERRIES = """\
title: Ferries carry **more**
lang: en
date: 2026-04-02
standfirst: Traffic rose by 4% in a year.
article: {path: ferries.md}
key_points: [Traffic rose by 4%., Two ships came into service.]
sections:
  - heading: What changed
    body: Two ships came into service in March.
    points: [Aurora, Boreas]
    notes: Say who paid for them.
"""
ARTICLE = """\
# Ferries carry more

Traffic rose by 4% in a year. In March two ships, Aurora and Boreas, came into service.
"""
BRIDGE = """\
title: جسر جديد فوق النهر
lang: ar
key_points: [افتتح الجسر في الربيع.]
"""


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docgen", *words],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "random"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def project(root: Path) -> Path:
    (root / "sources").mkdir(parents=True)
    (root / "docgen.toml").write_text('layouts = ["policy-brief", "executive-deck"]\n')
    (root / "sources" / "ferries.yaml").write_text(FERRIES)
    (root / "sources" / "ferries.md").write_text(ARTICLE)
    (root / "sources" / "bridge.yaml").write_text(BRIDGE)
    return root


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site stands in ``build/site``."""
    root = project(tmp_path_factory.mktemp("desk") / "one")
    done = run(root, "site", "--title", "Harbour office")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "build/site/index.html\n"
    return root
