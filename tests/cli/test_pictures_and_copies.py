"""render, sheet, help, and layouts and themes of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

SUMMARY = "title: Ferries carry more\nlang: en\nkey_points: [Traffic rose.]\n"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docgen", *words],
        cwd=folder,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docgen.toml").write_text('layouts = ["one-pager"]\n')
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.yaml").write_text(SUMMARY)
    Image.new("RGBA", (300, 90), "navy").save(tmp_path / "logo.png")
    return tmp_path


def test_pages_are_drawn(folder: Path) -> None:
    done = run(
        folder, "render", "sources/a.yaml", "-l", "executive-deck", "--dpi", "40", "--pages", "1-2"
    )
    assert done.stdout.split() == ["build/a.executive-deck-01.png", "build/a.executive-deck-02.png"]
    assert Image.open(folder / "build" / "a.executive-deck-01.png").width > 300
    wrong = run(folder, "render", "sources/a.yaml", "--pages", "7")
    assert (wrong.returncode, "there is no page 7" in wrong.stderr) == (2, True)
    assert run(folder, "render", "sources/none.yaml").returncode == 1


@pytest.mark.parametrize("name", ["all.png", "all.pdf"])
def test_a_sheet_shows_all_pages(folder: Path, name: str) -> None:
    done = run(
        folder, "sheet", "-l", "one-pager", "-l", "executive-deck", "--width", "120", "-o", name
    )
    assert done.stdout.strip() == name, done.stderr
    assert (folder / name).stat().st_size > 2000
    if name.endswith(".png"):
        assert len(Image.open(folder / name).getcolors(1 << 20) or []) > 20


def test_a_copied_layout_and_a_new_theme_build(folder: Path) -> None:
    made = run(folder, "new", "layout", "memo", "--from", "policy-brief")
    assert made.returncode == 0, made.stderr
    assert (folder / "layouts" / "memo" / "template.xml.j2").is_file()
    told = (folder / "layouts" / "memo" / "layout.toml").read_text()
    assert told.count("(from policy-brief)") == 1, "parameters keep their descriptions"
    assert 'description = "Paper"' in told
    words = ["--from", "slate", "--accent", "#8A1538", "--logo", "logo.png"]
    made = run(folder, "new", "theme", "house", *words)
    assert made.returncode == 0, made.stderr
    assert 'logo = "../../logo.png"' in (folder / "layouts" / "themes" / "house.toml").read_text()
    built = run(folder, "build", "-l", "memo", "-t", "house")
    assert built.returncode == 0, built.stderr
    again = run(folder, "new", "theme", "house")
    assert (again.returncode, "DG808" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["new", "layout", "memo", "--from", "polcy-brief"], 1, "DG201"),
        (["new", "theme", "x", "--accent", "red"], 1, "DG304"),
        (["new", "theme", "x", "--logo", "nosuch.png"], 2, "does not exist"),
        (["new", "layout", "a/b"], 2, "should be letters"),
        (["new", "layout", "x", "--accent", "#000000"], 2, "are for themes"),
        (["help", "callot"], 2, 'did you mean "callout"'),
        (["render", "sources/a.yaml", "--pages", "3-1"], 2, "should be pages"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, words: list[str], code: int, told: str) -> None:
    done = run(folder, *words)
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr


def test_help_tells_what_a_name_is(folder: Path) -> None:
    done = run(folder, "help", "callout")
    assert "A tinted box" in done.stdout
    assert "key_points" in run(folder, "help").stdout
