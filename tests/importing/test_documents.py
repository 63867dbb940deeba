"""Decks and reports of other tools, as people have them: imported, and built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from docgen.cli import main
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.name for path in DOCUMENTS.iterdir() if path.suffix != ".bib")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DOCUMENTS, tmp_path, dirs_exist_ok=True)
    Image.new("RGB", (600, 300), "#235F9C").save(tmp_path / "gate.png")
    (tmp_path / "docgen.toml").write_text('layouts = ["policy-brief", "reading-deck"]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(name: str) -> tuple[Summary, str, str]:
    """Return a document's summary, its YAML, and what was told."""
    target = f"sources/{Path(name).stem}.yaml"
    done = CliRunner().invoke(main, ["import", name, "-o", target])
    assert done.exit_code == 0, done.output
    return load_summary(target), Path(target).read_text("utf-8"), done.output


@pytest.mark.parametrize("name", NAMES)
def test_it_builds(folder: Path, name: str) -> None:
    imported(name)
    done = CliRunner().invoke(main, ["build", f"sources/{Path(name).stem}.yaml"])
    assert done.exit_code == 0, done.output


def headings(summary: Summary) -> list[str]:
    return [section.heading.source for section in summary.sections]


def test_marp(folder: Path) -> None:
    summary, _, told = imported("marp.md")
    assert headings(summary)[1:3] == ["Three gates stand", "The river gate"]
    assert summary.sections[1].notes.source == "Say who paid."
    assert summary.sections[2].figures == ["image-1"], "a slide's picture may stand over its title"
    assert "DG871" not in told


def test_slidev(folder: Path) -> None:
    summary, text, told = imported("slidev.md")
    expected = ["What changed", "What did not", "A picture", "Diagram", "Thanks"]
    assert [one for one in headings(summary) if one != "Overview"] == expected
    assert summary.standfirst.source == "Traffic rose by 4% in a year"
    (picture,) = [one for one in summary.sections if one.heading.source == "A picture"]
    assert picture.figures == ["image-1"]
    assert "layout:" not in text
    assert "::right::" not in text
    assert "DG871" not in told, "tags around text hold nothing that could be lost"


def test_reveal(folder: Path) -> None:
    summary, text, _ = imported("reveal.md")
    assert headings(summary) == ["First", "Vertical", "Quote"]
    assert summary.sections[0].notes.source == "This is a speaker note. It has two lines."
    assert "data-background" not in text
    assert summary.quotes[0].by.source == "Ann Lee"


def test_quarto(folder: Path) -> None:
    summary, text, told = imported("quarto.qmd")
    assert summary.tables[0].title.source == "Rooms by school"
    assert "Term\n" in summary.sections[2].body.source
    assert "^[The note.]" in text
    assert "`r 1+1`" in text, "only the formula is shown as it stands"
    assert "print(1)" not in text
    assert "a code cell that is not shown" in told


def test_pandoc(folder: Path) -> None:
    summary, text, _ = imported("pandoc.md")
    assert [str(cell) for cell in summary.tables[0].rows[1]] == ["123", "123"]
    assert "| line block" not in text


def test_r_markdown(folder: Path) -> None:
    _, text, told = imported("rmd.Rmd")
    assert "opts_chunk" not in text
    assert "summary(cars)" in text
    assert told.count("a code cell that is not shown") == 2


def test_obsidian(folder: Path) -> None:
    summary, text, told = imported("obsidian.md")
    assert "[[" not in text
    assert "[!warning]" not in text
    assert "a comment" not in text
    assert "**highlighted**" in text
    assert summary.images[0].path is not None
    assert "the embedded note Some note" in told


def test_plain(folder: Path) -> None:
    summary, text, _ = imported("plain.md")
    assert "[ref link](https://example.org)" in text
    assert len(summary.images) == 1, "a picture inside a paragraph isn't lost"


def test_github(folder: Path) -> None:
    summary, text, told = imported("github.md")
    assert summary.title.source == "Project"
    assert "Hidden text." in text
    assert "badges" in told


def test_what_stands_in_code_is_left_alone(folder: Path) -> None:
    code = "```\n[[link]] ==x== %%c%%\n---\nlayout: x\n---\n```"
    (folder / "code.md").write_text(f"# T\n\n## S\n\n{code}\n")
    summary, _, _ = imported("code.md")
    assert summary.sections[0].body.source.strip() == code
