from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

Shell = Callable[..., subprocess.CompletedProcess[str]]

BRIEF = """\
{% include "head.xml.j2" %}
"""
HEAD = """\
<brief><heading level="1">{{ title }}</heading>
{% for point in key_points %}<para>{{ point }}</para>{% endfor %}</brief>
"""
NOTE = """\
<deck><slide layout="content" title="{{ title }}"><para>{{ title }}</para></slide></deck>
"""


def layout(root: Path, name: str, kind: str, **files: str) -> Path:
    """Write a layout of the project."""
    folder = root / "layouts" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layout.toml").write_text(f'kind = "{kind}"\nomits = ["title", "key_points"]\n')
    for file, text in files.items():
        (folder / f"{file}.xml.j2").write_text(text)
    return folder


@pytest.fixture
def project_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that builds fast: a brief that includes a fragment, and a deck; 3 summaries."""
    root = tmp_path / "project"
    (root / "sources").mkdir(parents=True)
    (root / "docgen.toml").write_text('layouts = ["quick", "note"]\n')
    layout(root, "quick", "brief", template=BRIEF, head=HEAD)
    layout(root, "note", "deck", template=NOTE)
    for name in "abc":
        (root / "sources" / f"{name}.yaml").write_text(
            f"title: Title {name}\nlang: en\nkey_points: [One]\n"
        )
    monkeypatch.chdir(root)
    for name in ("SOURCE_DATE_EPOCH", "DOCGEN_TRACEBACK", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def shell(project_dir: Path) -> Shell:
    """The command, in a process of its own."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "docgen", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env={**os.environ, **environment},
        )

    return run


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder of outputs, without the manifest; no other files.

    One that a build beside takes away meanwhile (its temporary name) isn't there.
    """
    found = {}
    for path in folder.iterdir():
        if path.name != ".docgen":
            with suppress(FileNotFoundError):
                found[path.name] = path.read_bytes()
    return found
