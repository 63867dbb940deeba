"""What the command says of itself, and what it may import for that."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import docgen as package
from cli.conftest import Docgen, Shell
from docgen.cli import main as group
from docgen.cli.main import COMMANDS

HEAVY = {
    "babel",
    "docgen.layout",
    "docgen.pdf",
    "docgen.pptx",
    "docgen.engine",
    "docgen.summary",
    "docgen.typeset",
    "fontTools",
    "importlib.metadata",
    "jinja2",
    "lxml",
    "markdown_it",
    "PIL",
    "pikepdf",
    "pptx",
    "pydantic",
    "reportlab",
    "rich",
    "uharfbuzz",
    "yaml",
}


def imported_by(code: str, *arguments: str) -> set[str]:
    """Return the modules that a process of its own has imported when it is done."""
    done = f"""
import atexit, sys
atexit.register(lambda: print("\\n@", *sys.modules))
sys.argv = ["docgen", *{list(arguments)!r}]
{code}
"""
    result = subprocess.run(
        [sys.executable, "-c", done], capture_output=True, text=True, check=True
    )
    return set(result.stdout.rpartition("\n@")[2].split())


COMMAND = "from docgen.cli import main; main()"


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_imports_nothing_heavy(argument: str) -> None:
    found = imported_by(COMMAND, argument)
    assert "click" in found
    assert found & HEAVY == set()


def test_import_docgen_is_light() -> None:
    found = imported_by("import docgen")
    assert found & (HEAVY | {"click"}) == set()


def test_help_of_build_imports_no_typesetting() -> None:
    assert imported_by(COMMAND, "build", "--help") & (HEAVY - {"docgen.engine"}) == set()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("layout", "wanted", "unwanted"),
    [
        ("policy-brief", "docgen.pdf", {"docgen.pptx", "pptx", "xlsxwriter"}),
        ("executive-deck", "docgen.pptx", {"docgen.pdf", "pikepdf"}),
    ],
)
def test_a_build_imports_only_its_writer(layout: str, wanted: str, unwanted: set[str]) -> None:
    found = imported_by(COMMAND, "build", "--layout", layout)
    assert wanted in found
    assert found & unwanted == set()
    assert "rich" not in found  # for terminals only


def test_version(docgen: Docgen) -> None:
    assert docgen("--version").stdout == f"docgen {package.__version__}\n"


def test_exit_codes_are_documented(docgen: Docgen) -> None:
    text = docgen("--help").stdout
    for line in ("0  done", "1  something in the sources", "2  usage", "3  a fault of ours"):
        assert line in text


@pytest.mark.parametrize("name", COMMANDS)
def test_one_line_of_help_is_the_commands_own(docgen: Docgen, name: str) -> None:
    context = group.make_context("docgen", [name], resilient_parsing=True)
    command = group.get_command(context, name)
    assert command is not None
    assert command.short_help == COMMANDS[name]
    assert docgen(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("biuld",),
        ("build", "--nope"),
        ("build", "--param", "page"),
        ("build", "--format", "doc"),
        ("build", "--handout", "6", "--format", "pptx"),
        ("new",),
        ("schema", "nope"),
    ],
)
def test_usage_errors_exit_2(project: Path, docgen: Docgen, arguments: tuple[str, ...]) -> None:
    result = docgen(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert not (project / "build").exists()


def test_a_mistyped_command_is_guessed(docgen: Docgen) -> None:
    assert "build" in docgen("biuld").stderr.splitlines()[-1]


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Return what the command writes when both streams are one terminal."""
    ours, theirs = pty.openpty()
    variables = {k: v for k, v in os.environ.items() if k not in ("CI", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**variables, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:  # the terminal is gone with the process
        pass
    finally:
        os.close(ours)
    process.wait()
    return seen.decode()


@pytest.mark.usefixtures("project")
def test_a_bar_and_colour_on_a_terminal() -> None:
    seen = on_a_terminal("build")
    assert "Building" in seen
    assert "2/2" in seen
    assert "\x1b[1mOutput" in seen


def colours(text: str) -> list[str]:
    """Return the codes for colours (not those for bold, or to move the cursor)."""
    return re.findall(r"\x1b\[[0-9;]*\b[349]\d(?:;[0-9;]*)?m", text)


@pytest.mark.usefixtures("project")
def test_no_color_is_respected(project: Path) -> None:
    (project / "sources" / "bad.yaml").write_text("titel: T\n")
    assert colours(on_a_terminal("build"))
    assert not colours(on_a_terminal("build", NO_COLOR="1"))
    assert "\x1b" not in on_a_terminal("build", "--no-progress", NO_COLOR="1")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("how", [{"CI": "true"}, {"TERM": "dumb"}])
def test_no_bar_where_none_can_move(how: dict[str, str]) -> None:
    seen = on_a_terminal("build", **how)
    assert "Building" not in seen
    assert "[1/2] built" in seen


def test_findings_are_not_coloured_in_a_file(project: Path, shell: Shell) -> None:
    (project / "sources" / "bad.yaml").write_text("titel: T\n")
    assert "\x1b" not in shell("build").stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("tokens", "accent-1"),
        ("date-format", "docgen.toml: date-format"),
        ("footnote", "brief.footnote"),
        ("banners", "theme: markings"),
    ],
)
def test_help_finds_kinds_short_names_and_words(docgen: Docgen, asked: str, told: str) -> None:
    result = docgen("help", asked)
    assert (result.exit_code, told in result.stdout) == (0, True)


def test_help_of_nothing_is_an_error(docgen: Docgen) -> None:
    assert docgen("help", "xyzzy").exit_code == 2
