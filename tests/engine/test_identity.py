"""The same inputs give the same bytes, whatever surrounds them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.engine.jobs import BuildRequest
from docgen.engine.run import make_plan
from docgen.engine.verify import Verdict, verify

ROOT = Path(__file__).parents[2]
LAYOUTS = ["policy-brief", "one-pager", "briefing-deck", "executive-deck"]


def sums(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name != ".docgen":
            found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def project(root: Path) -> Path:
    """A copy of the lead example: charts, tables, a picture, data files."""
    root.mkdir(parents=True)
    shutil.copytree(ROOT / "sources", root / "sources")
    (root / "docgen.toml").write_text(f"layouts = {LAYOUTS}\n")
    return root


def build(root: Path, *arguments: str, umask: int = 0o022, **environment: str) -> dict[str, str]:
    words = [sys.executable, "-m", "docgen", "build", "-q", "--force", *arguments]
    process = subprocess.run(
        words,
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        umask=umask,
        timeout=120,
        env={**os.environ, **environment},
    )
    assert process.returncode == 0, process.stderr
    return sums(root / "build")


def test_in_other_surroundings(tmp_path: Path) -> None:
    one = build(
        project(tmp_path / "one"),
        "--jobs",
        "1",
        PYTHONHASHSEED="1",
        TZ="UTC",
        LC_ALL="C",
        LANG="C",
    )
    other = project(tmp_path / "a much longer" / "folder é" / "two")
    for number, path in enumerate(sorted(other.rglob("*"))):
        os.utime(path, (number * 1e7, number * 1e7))
    two = build(
        other,
        "--jobs",
        "2",
        umask=0o077,
        PYTHONHASHSEED="2",
        TZ="Asia/Kolkata",
        LC_ALL="de_DE.UTF-8",
        LANG="tr_TR.UTF-8",
        DOCGEN_CACHE="off",
        PYTHONOPTIMIZE="1",
        COLUMNS="20",
        HOME=str(tmp_path),
    )
    assert one == two
    assert len(one) == 25  # six summaries, four layouts each; one trace


def test_no_path_of_the_machine_is_in_an_output(tmp_path: Path) -> None:
    """Not in the clear, nor in what is compressed: the folder's name doesn't change it."""
    root = project(tmp_path / "tell-tale-folder")
    (root / "docgen.toml").write_text(f'layouts = {LAYOUTS}\npdf-standard = "a-3a"\n')
    build(root, "--jobs", "1")
    for path in (root / "build").glob("*.p*"):
        assert b"tell-tale-folder" not in path.read_bytes()
        assert str(tmp_path).encode() not in path.read_bytes()


def test_the_epoch_is_all_of_the_clock(tmp_path: Path) -> None:
    root = project(tmp_path / "one")
    (root / "docgen.toml").write_text('layouts = ["policy-brief"]\n')
    first = build(root, "sources/japan-defense.yaml", SOURCE_DATE_EPOCH="86400")
    again = build(root, "sources/japan-defense.yaml", SOURCE_DATE_EPOCH="86400")
    later = build(root, "sources/japan-defense.yaml", SOURCE_DATE_EPOCH="172800")
    assert first == again
    assert first != later


def test_verify(project_dir: Path) -> None:
    (project_dir / "sources" / "bad.yaml").write_text("titel: T\n")
    jobs = make_plan(Path(), BuildRequest(), {}).jobs
    verdict = verify(jobs)
    assert [j.source for j in verdict.same] == [j.source for j in jobs if "bad" not in j.source]
    assert verdict.differ == ()
    assert {d.code for d in verdict.findings} == {"DG102", "DG103"}
    assert not (project_dir / "build").exists()
    (told,) = Verdict((), (jobs[0],), ()).findings
    assert told.code == "DG814"


def test_verify_sees_a_difference(project_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A layout whose order depends on the hash seed can't be written; a theme's can't either.

    So the difference is made where it would come from: a library that changes between them.
    """
    jobs = make_plan(Path(), BuildRequest(layouts=["quick"]), {}).jobs[:1]
    site = project_dir / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import os, docgen.engine.work as w\nold = w.write\n"
        "def write(*a):\n    return old(*a) + os.environ['PYTHONHASHSEED'].encode()\n"
        "w.write = write\n"
    )
    monkeypatch.syspath_prepend(str(site))
    assert verify(jobs).differ == jobs
