"""The wheel, installed outside the checkout, is a whole docgen."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from tools import outputs

ROOT = Path(__file__).parents[2]


def sh(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    hidden = ("PYTHONPATH", "NO_COLOR", "SOURCE_DATE_EPOCH")
    return subprocess.run(
        [str(w) for w in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={k: v for k, v in os.environ.items() if k not in hidden},
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the backend that is installed here: no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "-q", "-w", folder)
    built = sh(sys.executable, "-m", "pip", "wheel", ROOT, *options)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("docgen_press-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``docgen`` script of a fresh environment that has the wheel.

    Its dependencies are those of this environment, by a .pth file: it is read, but the
    .pth files in the folder it names (our own editable install) are not.
    """
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    site = next(home.glob("lib/python*/site-packages"))
    (site / "outer.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "bin" / "python"
    done = sh(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "--force-reinstall",
        "--ignore-installed",
        "-q",
        wheel,
    )
    assert done.returncode == 0, done.stderr
    where = sh(python, "-c", "import docgen; print(docgen.__file__)", cwd=home).stdout
    assert where.startswith(str(site))
    return home / "bin" / "docgen"


def test_what_the_wheel_holds(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "py.typed",
        "summary/starter.yaml",
        "codes/DG101.md",
        "stock/layouts/policy-brief/template.xml.j2",
        "stock/layouts/_shared/labels.toml",
        "stock/layouts/themes/base.toml",
    ):
        assert f"docgen/{name}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [n for n in names if n.startswith("tests/") or "__pycache__" in n]


def test_it_makes_and_builds_a_project(installed: Path, tmp_path: Path) -> None:
    assert sh(installed, "--version").stdout.startswith("docgen ")
    assert sh(installed, "init", "desk", cwd=tmp_path).returncode == 0
    built = sh(installed, "build", cwd=tmp_path / "desk")
    assert built.returncode == 0, built.stderr
    out = tmp_path / "desk" / "build"
    assert (out / "example.policy-brief.pdf").read_bytes().startswith(b"%PDF-")
    assert (out / "example.briefing-deck.pptx").read_bytes().startswith(b"PK")
    listed = sh(installed, "layouts", cwd=tmp_path).stdout
    assert all(name in listed for name in ("policy-brief", "one-pager", "executive-deck"))


def test_it_builds_the_same_bytes_as_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert sh(installed, "init", ".", cwd=tmp_path).returncode == 0
    assert sh(installed, "build", "-o", "wheel", cwd=tmp_path).returncode == 0
    assert sh(sys.executable, "-m", "docgen", "build", "-o", "tree", cwd=tmp_path).returncode == 0
    one, two = (outputs(tmp_path / n) for n in ("wheel", "tree"))
    assert [p.name for p in one] == [p.name for p in two]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_its_errors_are_as_clear(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("titel: T\n")
    result = sh(installed, "build", "a.yaml", cwd=tmp_path)
    assert result.returncode == 1
    assert 'a.yaml:1:1: error DG102: unknown key "titel"' in result.stderr
    assert sh(installed, "explain", "DG102", cwd=tmp_path).stdout.startswith("# DG102")
