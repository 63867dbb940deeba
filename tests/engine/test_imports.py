"""What isn't needed isn't imported: a build's start is most of a short build."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HEAVY = (
    "pydantic",
    "jinja2",
    "reportlab",
    "pptx",
    "lxml",
    "xlsxwriter",
    "pikepdf",
    "fontTools",
    "rich",
    "distributed",
    "PIL",
    "babel",
    "openpyxl",
    "multiprocessing.managers",
)
_RUN = """
import json, sys
from docgen.cli import main
try:
    main({arguments!r}, prog_name="docgen")
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + json.dumps([name for name in {heavy!r} if name in sys.modules]))
"""


def imported(*arguments: str, heavy: Sequence[str] = HEAVY) -> set[str]:
    script = _RUN.format(arguments=[*arguments], heavy=heavy)
    process = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=300
    )
    assert process.returncode == 0, process.stderr
    return set(json.loads(process.stdout.splitlines()[-1]))


def test_help_imports_nothing_heavy() -> None:
    assert imported("build", "--help") == set()


def test_nothing_to_do_imports_nothing_heavy(project_dir: Path) -> None:
    assert "pydantic" in imported("build", "-j", "1")
    assert imported("build", "-j", "1") == set()
    assert imported("build", "--dry-run") == set()
    assert imported("clean") == set()


@pytest.mark.parametrize(
    ("layout", "unwanted"),
    [("quick", {"pptx", "xlsxwriter"}), ("note", {"pikepdf", "fontTools"})],
)
def test_a_format_does_not_import_the_others_writer(
    project_dir: Path, layout: str, unwanted: set[str]
) -> None:
    found = imported("build", "-l", layout, "-j", "1")
    assert not found & (unwanted | {"rich", "distributed", "openpyxl"})


def test_without_an_article_nothing_that_traces_one(project_dir: Path) -> None:
    wanted = ("docgen.grounding.ground", "docgen.article.read", "pypdfium2", "multiprocessing")
    assert imported("build", "-l", "quick", "-j", "1", heavy=wanted) == set()
    (project_dir / "sources" / "article.md").write_text("# Floods\n\nThere were 12 floods.\n")
    (project_dir / "sources" / "b.yaml").write_text(
        "title: Floods\nkey_points: [There were 12 floods]\narticle: {path: article.md}\n"
    )
    found = imported("build", "-l", "quick", "-j", "1", heavy=wanted)
    assert found == {*wanted[:2]}


def test_who_hands_out_jobs_does_none(project_dir: Path) -> None:
    """With processes, the first one plans (Jinja2) but never typesets."""
    imported("build", "-l", "quick", "-j", "1")
    for number in range(10):
        (project_dir / "sources" / f"s{number}.yaml").write_text("title: More\n")
    assert not imported("build", "-l", "quick", "-j", "2") & {"reportlab", "pikepdf", "pptx"}
