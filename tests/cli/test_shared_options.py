"""Every command that makes documents takes the same options: which, and how."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from pypdfium2 import PdfDocument

from cli.conftest import Docgen
from docgen.cli import main

SHARED = {"sources", "layouts", "theme", "template", "params", "given"}
ALONE = {"diff": "compares what stands in two commits, as the project has it"}
"""Commands that build documents and take no options for them, and why."""


def makers() -> list[str]:
    """Return the names of the commands that take summaries and layouts."""
    context = click.Context(main)
    found = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        if {"layouts", "sources"} <= {one.name for one in command.params}:
            found.append(name)
    return found


@pytest.mark.parametrize("name", makers())
def test_options_are_shared(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    missing = SHARED - {str(one.name) for one in command.params}
    assert bool(missing) == (name in ALONE), f"{name} lacks {', '.join(sorted(missing))}"


def test_more_than_one_command_makes_documents() -> None:
    assert {"build", "check", "render", "serve", "sheet", "site", "snapshot"} <= set(makers())


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("check",),
        ("plan",),
        ("render", "--dpi", "20"),
        ("sheet", "--width", "80"),
        ("site",),
        ("snapshot", "--dpi", "10"),
    ],
)
def test_what_is_set_acts_or_is_told(words: tuple[str, ...], project: Path, docgen: Docgen) -> None:
    def files() -> dict[str, bytes]:
        made = [one for one in project.rglob("*") if one.suffix in (".png", ".pdf", ".html")]
        return {str(one.relative_to(project)): one.read_bytes() for one in made}

    one = (*words, "sources/walls.yaml", "-l", "policy-brief")
    assert docgen(*one).exit_code == 0
    before = files()
    wrong = docgen(*one, "--set", "clasification=SECRET")
    assert wrong.exit_code == 1
    assert 'did you mean "classification"?' in wrong.stderr + wrong.stdout
    assert "DG730" in wrong.stderr + wrong.stdout
    assert files() == before
    done = docgen(*one, "--set", "classification=SECRET")
    assert done.exit_code == 0, done.stderr
    if words[0] not in ("check", "plan"):
        assert files() != before


def test_what_is_set_goes_before_a_row(project: Path, docgen: Docgen) -> None:
    (project / "towns.csv").write_text("id,mark\nardmouth,Open\nbelhaven,Internal\n")
    template = "title: Walls of {{ id }}\nclassification: {{ mark }}\nkey_points: [They hold.]\n"
    (project / "towns.yaml.j2").write_text(template)
    rows = ("build", "towns.yaml.j2", "--records", "towns.csv", "-l", "policy-brief", "--force")

    def words() -> list[str]:
        made = sorted((project / "build").glob("*.pdf"))
        return [PdfDocument(one)[0].get_textpage().get_text_bounded() for one in made]

    assert docgen(*rows).exit_code == 0
    assert ["Open" in words()[0], "Internal" in words()[1]] == [True, True]
    assert docgen(*rows, "--set", "classification=Restricted").exit_code == 0
    assert all("Restricted" in one for one in words())
    assert not any("Open" in one or "Internal" in one for one in words())
