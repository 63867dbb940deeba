"""``docgen check --fix``: certain corrections shown and written, everything else left alone."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from docgen.report.schemas import schema_text
from docgen.summary.loader import load_summary

from .conftest import Docgen

ARTICLE = """\
# The harbour of Varberg reopens

*By Lina Ek, 4 May 2025*

The harbour of Varberg was rebuilt for €241 million, €12 million less than planned. Trade through
it grew by 12% in 2024, to 3.4 million tonnes, from 3.0 million tonnes a year earlier.

"We opened on time and we are proud of it," said harbour director Anna Bergström.

On 3 May 2025 the first ship arrived with 1,480 containers. It took two hours to unload.
"""
WRONG = """\
# a summary of mine
title:   "The harbour of Varberg"
lang: en   # English

key_points:
  - 'It''s rebuilt for €214 million, the harbour'   # a digit
  - Trade grew by 12%, to 3.4 billion tonnes.
  - >-
    The first ship
    brought 1,840 containers.
  - The cranes cost €77 million.
people:
- {name: Anna Bergstrem, role: Harbour director}
quotes:
- {text: We opened in time and we are proud of it, by: Anna Bergström}
timeline:
- {date: 2025-05-13, event: The first ship arrives}
article: {path: ../story.md}
"""
RIGHT = (
    WRONG.replace("214", "241")
    .replace("billion", "million")
    .replace("1,840", "1,480")
    .replace("Bergstrem", "Bergström")
    .replace("in time", "on time")
    .replace("05-13", "05-03")
)


@pytest.fixture
def source(project: Path) -> Path:
    (project / "docgen.toml").write_text('layouts = ["one-pager"]\n')
    (project / "story.md").write_text(ARTICLE, "utf-8")
    path = project / "sources" / "varberg.yaml"
    path.write_text(WRONG, "utf-8")
    return path


def test_what_is_certain_is_shown_and_written(source: Path, docgen: Docgen) -> None:
    result = docgen("check", str(source), "--fix")
    assert source.read_text("utf-8") == RIGHT
    assert "-  - Trade grew by 12%, to 3.4 billion tonnes.\n" in result.stdout
    assert "+  - Trade grew by 12%, to 3.4 million tonnes.\n" in result.stdout
    assert "6 certain corrections written" in result.stderr
    # The one that isn't certain is left, told, and the exit code is that of what is left.
    assert "€77 million" in result.stdout.split("DG510")[-1]
    assert result.stdout.count(": error ") == 1
    assert result.exit_code == 1
    again = docgen("check", str(source), "--fix")
    assert "nothing that is certain to correct" in again.stderr
    assert source.read_text("utf-8") == RIGHT


def test_nothing_left_ends_well(source: Path, docgen: Docgen) -> None:
    source.write_text(WRONG.replace("  - The cranes cost €77 million.\n", ""), "utf-8")
    assert docgen("check", str(source), "--fix").exit_code == 0
    assert docgen("check", str(source)).exit_code == 0


def test_a_dry_run_shows_and_writes_nothing(source: Path, docgen: Docgen) -> None:
    before = source.stat().st_mtime_ns
    result = docgen("check", str(source), "--fix", "--dry-run")
    assert source.read_text("utf-8") == WRONG
    assert source.stat().st_mtime_ns == before
    assert "+  - Trade grew by 12%, to 3.4 million tonnes." in result.stdout
    assert result.exit_code == 1
    assert docgen("check", str(source), "--dry-run").exit_code == 2


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bytes_elsewhere_stay(source: Path, docgen: Docgen, mark: str, end: str) -> None:
    source.write_bytes((mark + WRONG.replace("\n", end)).encode())
    docgen("check", str(source), "--fix")
    assert source.read_bytes() == (mark + RIGHT.replace("\n", end)).encode()


def test_json_summaries_are_corrected_too(source: Path, docgen: Docgen) -> None:
    path = source.with_suffix(".json")
    text = (
        '{ "title" : "Varberg",\n\t"lang":"en", "article": {"path": "../story.md"},\n'
        ' "key_points": ["The \\"harbour\\" was rebuilt for \\u20ac214 million"] }\n'
    )
    path.write_text(text, "utf-8")
    assert docgen("check", str(path), "--fix").exit_code == 0
    assert path.read_text("utf-8") == text.replace("214", "241")


def test_machines_get_passage_value_and_place(source: Path, docgen: Docgen) -> None:
    told = json.loads(docgen("check", str(source), "--format", "json").stdout)
    jsonschema.Draft202012Validator(json.loads(schema_text("diagnostics"))).validate(told)
    found = {d["code"]: d for d in told["diagnostics"]}
    unit = found["DG511"]
    assert unit["passage"]["text"].startswith("Trade through it grew by 12% in 2024")
    assert (unit["passage"]["line"], unit["passage"]["page"]) == (5, None)
    assert unit["fix"]["value"] == "3.4 million tonnes"
    (edit,) = unit["fix"]["edits"]
    line = WRONG.split("\n")[edit["line"] - 1]
    assert line[edit["column"] - 1 : edit["end_column"] - 1] == edit["old"] == "billion"
    assert edit["new"] == "million"
    unsure = [d for d in told["diagnostics"] if "77" in d["message"]]
    assert [d["fix"] for d in unsure] == [None]


def test_sarif_has_the_fixes(source: Path, docgen: Docgen) -> None:
    log = json.loads(docgen("check", str(source), "--format", "sarif").stdout)
    (unit,) = [r for r in log["runs"][0]["results"] if r["ruleId"] == "DG511"]
    (change,) = unit["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "million"}
    assert unit["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 5


def test_the_diff_stays_out_of_what_machines_read(source: Path, docgen: Docgen) -> None:
    result = docgen("check", str(source), "--fix", "--format", "json")
    assert [d["code"] for d in json.loads(result.stdout)["diagnostics"]].count("DG510") == 1
    assert "+++ b/" in result.stderr


def test_a_file_that_loads_no_more_is_never_made(source: Path) -> None:
    """What is written is a summary again, with the texts that were meant."""
    source.write_text(RIGHT, "utf-8")
    right = [text.source for text in load_summary(source).texts]
    source.write_text(WRONG, "utf-8")
    wrong = [text.source for text in load_summary(source).texts]
    assert len(right) == len(wrong)
    assert sum(a != b for a, b in zip(right, wrong, strict=True)) == 5  # and a date
