"""Disks that are full, and folders that can't be written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.engine.jobs import BuildRequest
from docgen.engine.run import How, carry_out, make_plan
from engine.conftest import Shell, outputs


@pytest.fixture
def small_disk(project_dir: Path) -> Iterator[Path]:
    """A disk of 256 kB, mounted as ``build``."""
    folder = project_dir / "build"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if made.returncode:
        pytest.skip(f"a tmpfs can't be mounted here: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(project_dir: Path, small_disk: Path, shell: Shell) -> None:
    assert all(r.ok for r in carry_out(make_plan(Path(), BuildRequest(), {}), How()))
    older = outputs(small_disk)
    for number in range(30):
        (project_dir / "sources" / f"s{number:02}.yaml").write_text(f"title: Number {number}\n")
    for name in "abc":
        (project_dir / "sources" / f"{name}.yaml").write_text("title: Changed\n")
    with pytest.raises(OSError, match="No space"):
        (small_disk / "filler").write_bytes(bytes(300_000))
    result = shell("build", "--jobs", "2")
    assert result.returncode == 3
    assert "error DG810: can't be written: no space left on device" in result.stderr
    assert "free some space" in result.stderr
    assert "Traceback" not in result.stderr
    there = outputs(small_disk)
    assert {n: d for n, d in there.items() if n in older} == older
    assert not [name for name in there if name.endswith(".tmp")]
    (small_disk / "filler").unlink()


def test_a_disk_that_cannot_be_written(project_dir: Path, small_disk: Path, shell: Shell) -> None:
    assert all(r.ok for r in carry_out(make_plan(Path(), BuildRequest(), {}), How()))
    older = outputs(small_disk)
    (project_dir / "sources" / "a.yaml").write_text("title: Changed\n")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = shell("build", "--jobs", "1")
    assert result.returncode == 3
    assert "error DG810: can't be written: read-only file system" in result.stderr
    assert "Traceback" not in result.stderr
    assert outputs(small_disk) == older
    assert shell("build", "--dry-run").returncode == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(project_dir: Path, shell: Shell) -> None:
    (project_dir / "build").mkdir(mode=0o500)
    result = shell("build", "--jobs", "1")
    assert result.returncode == 3
    assert "error DG810: can't be written: permission denied" in result.stderr
