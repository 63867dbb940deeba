"""Every bad input: one clear diagnostic, the right exit code, no traceback, no half file."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools import outputs

from cli.conftest import SUMMARY, Docgen, Shell

OLD = b"an older output"


@dataclass(frozen=True)
class Case:
    """What is done to the project, how it is built, and what is said of it."""

    name: str
    spoil: Callable[[Path], object]
    code: str
    line: str
    """The diagnostic's first line."""
    hint: str = ""
    arguments: tuple[str, ...] = ()
    exit_code: int = 1


def source(text: str | bytes) -> Callable[[Path], object]:
    data = text.encode() if isinstance(text, str) else text
    return lambda root: (root / "sources" / "walls.yaml").write_bytes(data)


def layout(template: str, settings: str = 'kind = "brief"\n') -> Callable[[Path], object]:
    def write(root: Path) -> None:
        folder = root / "layouts" / "policy-brief"
        folder.mkdir(parents=True)
        (folder / "layout.toml").write_text(settings)
        (folder / "template.xml.j2").write_text(template)

    return write


def nothing(root: Path) -> None:
    """Leave the project as it is."""


HERE = "sources/walls.yaml"
TEMPLATE = "layouts/policy-brief/template.xml.j2"
CASES = [
    Case(
        "missing file",
        nothing,
        "DG101",
        "nope.yaml: error DG101: no such file",
        arguments=("nope.yaml",),
    ),
    Case("empty file", source(""), "DG110", f"{HERE}: error DG110: the file is", "docgen new"),
    Case("wrong type", source("title: T\nkey_points: 7\n"), "DG104", f"{HERE}:2:13: error DG104:"),
    Case(
        "unknown key",
        source("title: T\nstandfrist: x\n"),
        "DG102",
        f'{HERE}:2:1: error DG102: unknown key "standfrist"',
        'did you mean "standfirst"?',
    ),
    Case("duplicate key", source("title: T\ntitle: U\n"), "DG105", f"{HERE}:2:1: error DG105:"),
    Case(
        "unresolved citation",
        source("title: T\nstandfirst: As said. [@nobody]\n"),
        "DG111",
        f"{HERE}:2:",
    ),
    Case(
        "missing image",
        source("title: T\nimages:\n  - {id: a, path: gone.png, alt: A}\n"),
        "DG118",
        f"{HERE}:3:19: error DG118:",
    ),
    Case("broken yaml", source("title: [T\n"), "DG106", f"{HERE}:"),
    Case("not utf-8", source(b"title: caf\xe9\n"), "DG107", f"{HERE}:1:11: error DG107:"),
    Case("control character", source(b"title: A\x07B\n"), "DG108", f"{HERE}:1:9: error DG108:"),
    Case(
        "escaped control character",
        source('title: "A\\x1b[31mB"\n'),
        "DG108",
        f"{HERE}:1:",
    ),
    Case(
        "10 MB text",
        source("title: T\nstandfirst: " + "word " * 2_000_000),
        "DG109",
        f"{HERE}: error DG109: too large",
    ),
    Case(
        "unknown layout",
        nothing,
        "DG201",
        'error DG201: unknown layout "policy-breif"',
        'did you mean "policy-brief"?',
        ("-l", "policy-breif"),
    ),
    Case(
        "unknown theme",
        nothing,
        "DG301",
        'error DG301: unknown theme "slat"',
        'did you mean "slate"?',
        ("-t", "slat"),
    ),
    Case(
        "unknown element",
        layout("<brief>\n  <parra>x</parra>\n</brief>"),
        "DG221",
        f"{TEMPLATE}:2:3: error DG221:",
        'did you mean "para"?',
    ),
    Case(
        "jinja2 syntax",
        layout("<brief>\n{% for x in %}\n</brief>"),
        "DG210",
        f"{TEMPLATE}:2:",
    ),
    Case(
        "undefined variable",
        layout("<brief>\n<para>{{ sumary.title }}</para>\n</brief>"),
        "DG211",
        f"{TEMPLATE}:2:",
    ),
    Case("broken layout.toml", layout("<brief/>", "kind = brief\n"), "DG202", "layouts/policy-b"),
    Case(
        "unknown parameter",
        nothing,
        "DG204",
        "",
        'did you mean "page"?',
        ("-p", "pag=A4"),
    ),
    Case("bad parameter", nothing, "DG204", "", "", ("-p", "page=A7")),
    Case(
        "brief as pptx",
        nothing,
        "DG805",
        "error DG805:",
        "",
        ("-l", "policy-brief", "--format", "pptx"),
    ),
    Case(
        "empty folder",
        lambda root: (root / "none").mkdir(),
        "DG806",
        "error DG806: there is no summary in none/",
        "docgen new",
        ("none",),
    ),
    Case(
        "no sources folder",
        lambda root: (root / "sources").rename(root / "elsewhere"),
        "DG806",
        "error DG806: there is no summary in sources/",
        "docgen new",
    ),
    Case(
        "broken settings",
        lambda root: (root / "docgen.toml").write_text("layouts = [\n"),
        "DG801",
        "docgen.toml:2:1: error DG801: not valid TOML",
    ),
    Case(
        "unknown setting",
        lambda root: (root / "docgen.toml").write_text("layout = []\n"),
        "DG802",
        'docgen.toml:1:1: error DG802: unknown key "layout"',
        'did you mean "layouts"?',
    ),
    Case(
        "wrong setting",
        lambda root: (root / "docgen.toml").write_text("strict = 1\n"),
        "DG803",
        'docgen.toml:1:1: error DG803: "strict"',
    ),
    Case(
        "two sources of one name",
        lambda root: (root / "sources" / "walls.json").write_text('{"title": "T"}'),
        "DG804",
        "sources/walls.yaml: error DG804: build/walls.policy-brief.pdf would be written twice",
    ),
    Case(
        "folder of outputs is a file",
        lambda root: (root / "busy").write_text(""),
        "DG810",
        "busy/below: error DG810: can't be written: not a directory",
        "--out",
        ("-o", "busy/below"),
        3,
    ),
    Case(
        "folder that nobody can make",
        nothing,
        "DG810",
        "/proc/docgen: error DG810: can't be written:",
        "--out",
        ("-o", "/proc/docgen"),
        3,
    ),
    Case(
        "output is a folder",
        lambda root: (root / "out" / "walls.policy-brief.pdf").mkdir(parents=True),
        "DG810",
        "out/walls.policy-brief.pdf: error DG810: can't be written: is a directory",
        "move it",
        ("-o", "out"),
        3,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name.replace(" ", "-"))
def test_bad_input(case: Case, project: Path, docgen: Docgen) -> None:
    (project / "build").mkdir()
    (project / "build" / "walls.policy-brief.pdf").write_bytes(OLD)
    (project / "docgen.toml").write_text('layouts = ["policy-brief"]\n')
    case.spoil(project)
    result = docgen("build", "--no-progress", *case.arguments)
    findings = [line for line in result.stderr.splitlines() if ": error DG" in f": {line}"]
    assert result.exit_code == case.exit_code, result.stderr
    assert result.stdout == ""
    assert len(findings) == 1, result.stderr
    assert case.code in findings[0]
    assert findings[0].startswith(case.line)
    assert case.hint in result.stderr
    assert "Traceback" not in result.stderr
    assert not any(c in result.stderr for c in "\x07\x1b")
    assert max(map(len, result.stderr.splitlines())) < 300
    assert [p.name for p in outputs(project / "build")] == ["walls.policy-brief.pdf"]
    assert (project / "build" / "walls.policy-brief.pdf").read_bytes() == OLD
    assert not list(project.rglob("*.tmp"))


def test_all_of_a_builds_findings_are_shown_together(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "a.yaml").write_text("titel: T\nkey_points: 7\n")
    (project / "sources" / "b.yaml").write_text("")
    result = docgen("build")
    assert result.exit_code == 1
    codes = [c for c in ("DG102", "DG103", "DG104", "DG110") if result.stderr.count(c) == 1]
    assert codes == ["DG102", "DG103", "DG104", "DG110"]
    assert result.stderr.endswith("4 errors\n")


def test_a_finding_points_at_the_source(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "walls.yaml").write_text(SUMMARY + "people:\n  - nam: X\n")
    lines = docgen("build").stderr.splitlines()
    at = next(i for i, line in enumerate(lines) if "nam" in line and "unknown key" in line)
    assert lines[at + 1].endswith("| " + "  - nam: X")
    assert lines[at + 2].index("^") == lines[at + 1].index("nam")


def test_nothing_is_left_when_the_disk_fills(project: Path) -> None:
    """A limit on file size stands in for a full disk: the write fails half-way."""
    (project / "build").mkdir()
    (project / "build" / "walls.policy-brief.pdf").write_bytes(OLD)
    (project / "docgen.toml").write_text('layouts = ["policy-brief"]\n')

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    result = subprocess.run(
        [sys.executable, "-B", "-m", "docgen", "build"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert result.returncode == 3, result.stderr
    assert "error DG810: can't be written: file too large" in result.stderr
    assert [p.name for p in outputs(project / "build")] == ["walls.policy-brief.pdf"]
    assert (project / "build" / "walls.policy-brief.pdf").read_bytes() == OLD


def test_nothing_is_written_in_a_read_only_folder(project: Path, shell: Shell) -> None:
    """Root may write anywhere but in a folder marked immutable."""
    build = project / "build"
    build.mkdir()
    marked = subprocess.run(["chattr", "+i", str(build)], capture_output=True, check=False)
    if marked.returncode != 0:
        build.chmod(0o555)
        if os.access(build, os.W_OK):
            pytest.skip("no way to make a folder read-only here")
    try:
        result = shell("build")
    finally:
        subprocess.run(["chattr", "-i", str(build)], capture_output=True, check=False)
        build.chmod(0o755)
    assert result.returncode == 3
    assert result.stderr.count("error DG810") == 1
    assert outputs(build) == []


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1.5", "9" * 30, "٣"])
def test_source_date_epoch_has_to_be_a_number(project: Path, shell: Shell, epoch: str) -> None:
    result = shell("build", SOURCE_DATE_EPOCH=epoch)
    assert result.returncode == 1
    assert "DG807" in result.stderr
    assert not (project / "build").exists()


FAULTY = """
import docgen.engine.work as work
def broken(*args):
    raise RuntimeError("a\\nsecond line")
work.typeset = broken
from docgen.cli import main
main(["build", "-l", "policy-brief"])
"""


@pytest.mark.parametrize("wanted", ["", "1"])
def test_a_fault_of_ours_is_said_to_be(project: Path, wanted: str) -> None:
    """A bug can only be shown by planting one."""
    result = subprocess.run(
        [sys.executable, "-c", FAULTY],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DOCGEN_TRACEBACK": wanted},
    )
    assert result.returncode == 3
    assert "error DG899: a fault of ours: RuntimeError: a\n" in result.stderr
    assert "DOCGEN_TRACEBACK=1" in result.stderr
    assert ("Traceback" in result.stderr) is (wanted == "1")
    assert not (project / "build").exists()
