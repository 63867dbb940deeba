"""Records are jobs of a plan: dry runs, reasons, what is unchanged, JSON, verification."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from docgen.engine.executors import processes as pool
from docgen.engine.jobs import BuildRequest, Result
from docgen.engine.records.plan import RecordPlan, plan_records
from docgen.engine.run import IDLE, How, carry_out
from docgen.foundation.diagnostics import DocgenError
from engine.conftest import Shell, outputs

LETTER = """\
lang: en
title: Report for {{ name }}
key_points:
  - "{{ city }}"
"""


def write(root: Path, rows: list[tuple[str, str]], letter: str = LETTER) -> None:
    (root / "letter.yaml.j2").write_text(letter)
    lines = ["id,name,city", *(f"{name},Name {name},{city}" for name, city in rows)]
    (root / "data.csv").write_text("\n".join(lines) + "\n")


def plan(force: bool = False) -> RecordPlan:
    request = BuildRequest(sources=[Path("letter.yaml.j2")], layouts=["quick"])
    return plan_records(Path(), request, {}, Path("data.csv"), "{{ id }}", force)


def reasons(force: bool = False) -> dict[str, str]:
    return {
        Path(step.job.output).name.partition(".")[0]: step.reason
        for group in plan(force).groups()
        for step in group
    }


def build(jobs: int = 1) -> list[Result]:
    return list(carry_out(plan(), How(jobs)))


ROWS = [("a", "Aix"), ("b", "Bern"), ("c", "Cork")]


def test_what_is_unchanged_is_not_built_again(project_dir: Path) -> None:
    write(project_dir, ROWS)
    assert reasons() == {"a": "new", "b": "new", "c": "new"}
    assert [r.fresh for r in build()] == [False] * 3
    before = outputs(project_dir / "build")
    assert reasons() == {"a": "", "b": "", "c": ""}
    assert [(r.fresh, r.ok, r.count) for r in build()] == [(True, True, 1)] * 3
    assert outputs(project_dir / "build") == before
    assert set(reasons(force=True).values()) == {"forced"}


def test_reasons(project_dir: Path) -> None:
    write(project_dir, ROWS)
    build()
    write(project_dir, [("new", "Nice"), ROWS[0], ("b", "Basel"), ROWS[2]])
    assert reasons() == {"new": "new", "a": "", "b": "the record changed", "c": ""}
    write(project_dir, ROWS, LETTER + "kicker: K\n")
    assert set(reasons().values()) == {"summary changed: letter.yaml.j2"}
    write(project_dir, ROWS)
    (project_dir / "layouts/quick/head.xml.j2").write_text(
        '<brief><heading level="1">{{ title }}!</heading></brief>\n'
    )
    assert {why.split(":")[0] for why in reasons().values()} == {"layout changed"}


def test_an_output_that_is_missing_or_edited(project_dir: Path) -> None:
    write(project_dir, ROWS)
    build()
    (project_dir / "build/a.quick.pdf").unlink()
    with (project_dir / "build/b.quick.pdf").open("ab") as edited:
        edited.write(b"x")
    assert reasons() == {
        "a": "the output is missing",
        "b": "the output was changed by hand",
        "c": "",
    }
    told = build()
    assert [r.ok for r in told] == [True, False, True]
    assert told[1].diagnostics[0].code == "DG712"


def test_a_wrong_record_fails_each_time_and_the_same_name_twice_too(project_dir: Path) -> None:
    write(project_dir, [*ROWS, ROWS[0]])
    for _ in range(2):
        told = build()
        assert [r.ok for r in told] == [True, True, True, False]
        assert told[3].diagnostics[0].code == "DG813"


def test_findings_are_told_again_at_the_row_of_now(project_dir: Path) -> None:
    wide = "W" * 200
    write(project_dir, [("a", "Aix"), ("b", wide)])
    found = build()[1].diagnostics
    again = build()[1]
    assert again.fresh and again.diagnostics == found
    if found and found[0].location and found[0].location.file == "data.csv":
        write(project_dir, [("a", "Aix"), ("c", "Cork"), ("b", wide)])
        moved = next(r for r in build() if r.job.output.endswith("b.quick.pdf"))
        assert moved.diagnostics[0].location.line == found[0].location.line + 1  # type: ignore[union-attr]


@pytest.mark.parametrize("jobs", [1, 2])
def test_few_changes_among_many_come_in_order(project_dir: Path, jobs: int) -> None:
    rows = [(f"r{n}", "City") for n in range(2 * IDLE + 9)]
    write(project_dir, rows)
    build(2)
    for number in (0, 70, len(rows) - 2):
        rows[number] = (rows[number][0], "Other")
    write(project_dir, rows)
    told = build(jobs)
    assert [r.job.output for r in told] == [f"build/{name}.quick.pdf" for name, _ in rows]
    assert [n for n, r in enumerate(told) if not r.fresh] == [0, 70, len(rows) - 2]


def test_results_do_not_wait_for_all_rows(project_dir: Path) -> None:
    """What is unchanged is told as it is met, not kept until the last row is read."""
    write(project_dir, [(f"r{n}", "City") for n in range(4 * IDLE)])
    build(2)
    read = 0
    begun = plan()
    names = begun.survey.steps

    def counted(jobs: object, force: bool = False) -> object:
        nonlocal read
        read += 1
        return names(jobs, force)  # type: ignore[arg-type]

    class Counting:
        survey, busy, writers = begun.survey, begun.busy, begun.writers

        def groups(self) -> object:
            for jobs in begun.jobs():
                yield tuple(counted(jobs))  # type: ignore[arg-type]

    results = carry_out(Counting(), How(2))  # type: ignore[arg-type]
    next(results)
    assert read <= IDLE
    results.close()
    assert pool.WINDOW < IDLE


def test_a_store_that_is_broken_or_strange_is_replaced(project_dir: Path) -> None:
    write(project_dir, ROWS)
    build()
    path = project_dir / "build/.docgen/records.sqlite"
    sound = path.read_bytes()
    path.write_bytes(sound[:3000] + b"\0" * 3000 + sound[6000:])
    assert [r.ok for r in build()] == [True] * 3
    path.write_bytes(b"no database")
    assert set(reasons().values()) == {"new"}
    build()
    assert set(reasons().values()) == {""}
    path.unlink()
    with sqlite3.connect(path) as base:  # a view that never ends, under our table's name
        base.execute(
            "CREATE VIEW outputs AS WITH RECURSIVE n(name) AS (SELECT 1 UNION ALL SELECT name+1"
            " FROM n) SELECT name, '' AS look, '' AS entry FROM n"
        )
    assert set(reasons().values()) == {"new"}
    path.unlink()
    path.symlink_to("/dev/zero")
    assert set(reasons().values()) == {"new"}


def test_entries_that_are_not_ours(project_dir: Path) -> None:
    write(project_dir, ROWS)
    build()
    path = project_dir / "build/.docgen/records.sqlite"
    for entry in ('{"look": 3}', "[" * 9_000, "{}", '{"look": "x"}', '{"look":"x","files":[[1]]}'):
        with sqlite3.connect(path) as base:
            base.execute("UPDATE outputs SET entry = ?", (entry,))
        base.close()
        assert all(reasons().values()), entry
    assert [r.ok for r in build()] == [True] * 3


def test_the_command(project_dir: Path, shell: Shell) -> None:
    write(project_dir, ROWS)
    words = ("build", "letter.yaml.j2", "-l", "quick", "--records", "data.csv")
    dry = shell(*words, "--dry-run")
    assert dry.returncode == 0 and not (project_dir / "build").exists()
    assert [line.split() for line in dry.stdout.splitlines()] == [
        ["Output", "Why"],
        *([f"build/{name}.quick.pdf", "new"] for name in "abc"),
    ]
    twice = shell(*words, "--verify")
    assert twice.returncode == 0 and not list((project_dir).glob("build/*.pdf"))
    assert twice.stderr == "3 outputs built twice with the same bytes\n"
    built = shell(*words, "--json", "--verbose", "--profile", "--jobs", "1")
    lines = [json.loads(line) for line in built.stdout.splitlines()]
    assert [one["type"] for one in lines] == ["document"] * 3 + ["summary"]
    assert (lines[0]["source"], lines[0]["reason"]) == ("data.csv:2", "new")
    assert lines[3]["documents"] == lines[3]["built"] == 3
    assert "write" in built.stderr and "from start to end" in built.stderr
    assert "build/a.quick.pdf  0" in built.stderr
    again = shell(*words)
    assert again.stderr == "nothing changed, 3 outputs\n"
    write(project_dir, ROWS, LETTER.replace("lang: en\n", ""))
    for _ in range(2):
        told = shell(*words, "--jobs", "1").stderr
        assert told.count("DG606") == 1 and "data.csv:2:1: notice DG606" in told
        assert "2 findings as above about other records" in told
    swept = shell("clean")
    assert swept.returncode == 0
    assert not (project_dir / "build").exists()


def test_a_summary_that_uses_a_column_is_a_template_whatever_its_name(
    project_dir: Path, shell: Shell
) -> None:
    write(project_dir, ROWS)
    (project_dir / "letter.yaml.j2").rename(project_dir / "letter.yaml")
    done = shell(
        "build", "letter.yaml", "-l", "quick", "--records", "data.csv", "--name", "{{ id }}"
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "3 documents built")
    named = sorted(path.name for path in (project_dir / "build").glob("*.pdf"))
    assert named == [f"{name}.quick.pdf" for name in "abc"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("sources/a.yaml", "sources/a.yaml:1:1: error DG813 has no {{ column }}"),
        ("sources", "sources:1:1: error DG813 is a folder"),
        ("missing.yaml", "missing.yaml:1:1: error DG813 no such file"),
        ("missing.yaml.j2", "missing.yaml.j2:1:1: error DG813 no such file"),
        ("data.csv", "data.csv:1:1: error DG813 is no template of a summary"),
        ("nosuch", 'unknown layout "nosuch"'),
    ],
)
def test_a_source_that_is_no_template(project_dir: Path, source: str, said: str) -> None:
    write(project_dir, ROWS)
    request = BuildRequest(sources=[Path(source)], layouts=["quick"])
    with pytest.raises(DocgenError) as raised:
        plan_records(Path(), request, {}, Path("data.csv"), "{{ id }}")
    (found,) = raised.value.diagnostics
    assert said in str(found)


def test_a_folder_of_a_layout_is_a_layout(project_dir: Path) -> None:
    write(project_dir, ROWS)
    (project_dir / "letter.yaml.j2").rename(project_dir / "layouts/quick/summary.yaml.j2")
    request = BuildRequest(sources=[Path("layouts/quick")])
    made = plan_records(Path(), request, {}, Path("data.csv"), "{{ id }}")
    assert len(list(made.groups())) == 3
