"""What README shows works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation

from cli.conftest import Docgen

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.M | re.S)


def test_the_examples_build(project: Path, docgen: Docgen) -> None:
    (summary,), (template,) = blocks("yaml"), blocks("xml")
    (project / "sources" / "walls.yaml").write_text(summary)
    layout = project / "layouts" / "memo"
    layout.mkdir(parents=True)
    (layout / "template.xml.j2").write_text(template)
    (layout / "layout.toml").write_text(blocks("toml")[0])
    command = blocks("sh")[-1].split()
    result = docgen(*command[1:], "--strict")
    assert result.exit_code == 0, result.stderr
    page = pypdfium2.PdfDocument(project / "build" / "walls.memo.pdf")[0]
    assert "Every euro spent has saved four euros" in page.get_textpage().get_text_range()
    others = docgen("build", "--strict", "-l", "policy-brief", "-l", "briefing-deck")
    assert others.exit_code == 0, others.stderr


def test_examples_are_short() -> None:
    assert len(blocks("yaml")[0].splitlines()) <= 21
    assert len(blocks("xml")[0].splitlines()) <= 21


def test_the_loop_of_draft_and_check(project: Path, docgen: Docgen) -> None:
    (project / "story.md").write_text((ROOT / "benchmarks/corpus/harvest.md").read_text("utf-8"))
    for line in blocks("console")[0].splitlines():
        result = docgen(*line.split()[1:])
        assert result.exit_code == 0, result.stderr
    assert (project / "build" / "story.trace.json").is_file()
    drafted = project / "sources" / "story.yaml"
    drafted.write_text(drafted.read_text("utf-8").replace("7.9 million", "8.9 million"))
    assert docgen("check", "sources/story.yaml").exit_code == 1


def test_the_companys_template(project: Path, docgen: Docgen) -> None:
    Presentation().save(str(project / "corp.pptx"))
    for line in blocks("console")[1].splitlines():
        command, _, target = line.partition(" > ")
        result = docgen(*command.split()[1:])
        assert result.exit_code == 0, result.stderr
        if target:
            (project / target).parent.mkdir(parents=True, exist_ok=True)
            (project / target).write_text(result.stdout)
    built = {p.suffix for p in (project / "build").iterdir()}
    assert ".pdf" in built


def test_the_library_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, bytes] = {}
    exec(blocks("python")[0], names)
    assert names["pdf"].startswith(b"%PDF-")
    assert names["deck"].startswith(b"PK")


def test_the_two_commands_are_single_lines() -> None:
    build, test = blocks("sh")[:2]
    for command in (build, test):
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && . .venv/bin/activate && pip install ")
    assert build.endswith("&& docgen build\n")
    assert test.endswith("&& pytest\n")


def test_files_that_are_linked_to_are_there() -> None:
    for name in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / name).is_file() or name == "docs/picture.png"
