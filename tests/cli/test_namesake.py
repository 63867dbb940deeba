"""The package index's other program called docgen, installed beside ours: doctor tells."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def doctor(folder: Path, *paths: Path) -> str:
    search = os.pathsep.join([*map(str, paths), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "doctor"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def test_doctor_tells_of_the_other_program(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    record = packages / "docgen-0.1.1.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: docgen\nVersion: 0.1.1\n")
    told = doctor(tmp_path, packages)
    assert "0.1.1: another program, which writes into the same folder" in told
    assert "pip uninstall docgen" in told
    assert "0.1.1: another program" not in doctor(tmp_path)
