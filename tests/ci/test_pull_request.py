"""A pull request, scripted: a figure changes, a slide is added, a source gets a fault.

What a reviewer gets is in ``golden/``; ``--record`` writes it anew, after a look.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.report.conftest import ADDED, Docgen, Git, change

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def pull_request(project: Path, git: Git) -> Path:
    git("checkout", "-q", "-b", "ferries")
    change(project, ("418 million", "424 million"), add=ADDED)
    git("commit", "-q", "-a", "-m", "More money, and ferries")
    return project


def assert_golden(name: str, got: str, record: bool) -> None:
    path = GOLDEN / name
    if record:
        path.write_text(got, "utf-8")
    assert got == path.read_text("utf-8")


def test_diff_as_a_comment(pull_request: Path, docgen: Docgen, record: bool) -> None:
    result = docgen("diff", "--against", "main", "--format", "markdown", "--exit-code")
    assert result.exit_code == 1
    assert_golden("diff.md", result.stdout, record)


def test_diff_for_a_terminal(pull_request: Path, docgen: Docgen, record: bool) -> None:
    assert_golden("diff.txt", docgen("diff", "--against", "main").stdout, record)


def test_check_annotates(pull_request: Path, docgen: Docgen, record: bool) -> None:
    assert docgen("check", "--format", "github").stdout == ""
    change(pull_request, ("heading: When", "headin: When"), add="titel: 100%, done\n")
    result = docgen("check", "--format", "github")
    assert result.exit_code == 1
    assert_golden("check.github", result.stdout, record)


def test_build_as_lines_of_json(pull_request: Path, docgen: Docgen, record: bool) -> None:
    result = docgen("build", "--json")
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["type"] for line in lines] == ["document", "document", "summary"]
    for line in lines[:-1]:
        assert re.fullmatch("[0-9a-f]{64}", line["sha256"])
        assert Path(line["output"]).stat().st_size == line["bytes"]
        assert set(line["seconds"]) >= {"compose", "typeset", "write", "save"}
    steady = [_steady(line) for line in lines]
    assert_golden("build.json", json.dumps(steady, indent=2) + "\n", record)


def _steady(line: dict[str, object]) -> dict[str, object]:
    """What doesn't change from day to day."""
    return {k: v for k, v in line.items() if k not in ("sha256", "bytes", "seconds", "docgen")}
