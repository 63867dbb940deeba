"""A part of the hostile inputs, and of the fuzzing; ``python -m tests.hostile`` does all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.fuzz import KINDS, fuzz
from tests.hostile.inputs import all_inputs
from tests.hostile.mutate import mutated
from tests.hostile.project import SUMMARY, Hostile, Link, judge, run
from tests.hostile.table import RULES, table

INPUTS = all_inputs()
SAMPLE = INPUTS[7::53]
QUICK = ("summary", "layout", "records", "settings", "theme", "csv", "article html", "picture")


def test_there_are_enough_and_of_every_kind() -> None:
    counts = Counter(one.kind for one in INPUTS)
    assert sum(counts.values()) >= 600 and min(counts.values()) >= 20
    assert (
        len({(tuple(sorted(map(repr, one.files.items()))), tuple(one.command)) for one in INPUTS})
        >= 600
    )


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: f"{one.kind}-{one.name}"[:60])
def test_one_finding_and_no_more(one: Hostile) -> None:
    outcome = run(one)
    assert not outcome.wrong, outcome.output[:2_000]


def test_a_sound_project_is_built_and_a_wrong_outcome_is_seen() -> None:
    sound = run(Hostile("summary", "sound", {}, ("build",), "live"))
    assert (sound.code, sound.wrong) == (0, [])
    taken = run(Hostile("summary", "sound", {"sources/a.yaml": SUMMARY}, ("build",), "fail"))
    assert taken.wrong == ["it was taken"]
    taken.output, taken.code = "error DG899: a fault of ours", 3
    assert judge(taken) == ["a fault of ours (DG899)", "exit code 3"]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit", "gitlab"])
def test_a_finding_is_known_in_every_form(form: str) -> None:
    wrong = {"sources/a.yaml": "titel: x\n"}
    told = run(Hostile("form", form, wrong, ("check", "--format", form)))
    assert (told.code, told.wrong) == (1, []), told.output[:500]
    told.output = told.output.replace("error", "notice").replace("DG", "").replace("failure", "x")
    told.output = told.output.replace("major", "info").replace("critical", "info")
    assert judge(told) == ["no finding"]


def test_a_folder_that_is_linked_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    for name in ("build", "build/.docgen"):
        told = run(Hostile("file", name, {name: Link(str(tmp_path))}))
        assert (told.code, told.wrong) == (1, []), told.output[:500]
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", QUICK)
def test_mutated_files_give_findings_only(kind: str) -> None:
    count, crashes = fuzz(kind, seconds=600, seed=3, most=150)
    assert count == 150
    assert not crashes


def test_a_mutation_is_the_same_for_the_same_seed() -> None:
    data = SUMMARY.encode() * 9
    assert [mutated(data, n) for n in range(50)] == [mutated(data, n) for n in range(50)]
    assert len({mutated(data, n) for n in range(50)}) > 45
    assert set(QUICK) <= set(KINDS)


def test_the_table_of_security_md_is_as_the_command_prints_it() -> None:
    """After a change: ``python -m tests.hostile --table``, and paste."""
    root = Path(__file__).parents[2]
    assert table() in (root / "SECURITY.md").read_text("utf-8")
    assert {kind for rule in RULES for kind in rule.kinds} == {one.kind for one in INPUTS}
    for rule in RULES:
        for name in re.findall(r"`(docgen/[^`]+)`", rule.where):
            assert (root / name).exists(), name
