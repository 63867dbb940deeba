"""One document a record."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import tools

from docgen.engine.jobs import BuildRequest, Record
from docgen.engine.prepare import draw_up
from docgen.engine.recipe import jobs_of
from docgen.engine.records.fill import filled, name_of
from docgen.engine.records.plan import plan_records
from docgen.engine.records.read import RecordRow, rows_of
from docgen.engine.run import How, carry_out, do_groups
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.project.settings import find_project
from docgen.summary.model import Summary
from engine.conftest import Shell, outputs

LETTER = """\
title: Report for {{ name }}
kicker: "{{ city }}"
standfirst: >
  {{ name }} lives
  in {{ city | upper }}.
date: {{ since }}
key_points:
{% for number in range(2) %}
  - Point {{ number }}, {{ name }}
{% endfor %}
metrics:
  - {label: Price, value: {{ price | float }}, unit: EUR}
"""
ODD = 'Anna "Q": [x], {y} # no\n- title: z'


def write_csv(root: Path, count: int = 3) -> Path:
    path = root / "data.csv"
    lines = [f"r{n},Name {n},City {n},{n}.5,2026-01-0{n % 9 + 1}" for n in range(count)]
    path.write_text("\n".join(["id,name,city,price,since", *lines]) + "\n")
    return path


def summary_of(project_dir: Path, row: dict[str, object], template: str = LETTER) -> Summary:
    (project_dir / "letter.yaml.j2").write_text(template)
    return filled(Record("letter.yaml.j2", "data.csv", 2, json.dumps(row)))


GOOD: dict[str, object] = {
    "id": 1,
    "name": "Anna",
    "city": "Berlin",
    "price": "1.5",
    "since": "2026-01-02",
}


def test_values_are_never_yaml(project_dir: Path) -> None:
    summary = summary_of(project_dir, {**GOOD, "name": ODD, "city": "*x: &y"})
    assert summary.kicker.source == "*x: &y"
    assert summary.title.source == f"Report for {ODD}"
    assert [p.source for p in summary.key_points] == [f"Point 0, {ODD}", f"Point 1, {ODD}"]
    assert len(summary.key_points) == 2


def test_a_value_alone_keeps_its_type_and_nothing_is_nothing(project_dir: Path) -> None:
    summary = summary_of(project_dir, {**GOOD, "city": None})
    assert summary.kicker.source == ""
    assert summary.metrics[0].value.source == "1.5"
    assert summary.date is not None


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("title: {{ nobody }}", "'nobody' is undefined"),
        ("title: {{", "unexpected"),
        ("titel: {{ name }}", 'unknown key "titel"'),
        ("title: [", "data.csv:2"),
        ("title: {{ name.__class__ }}", "unsafe"),
        ("{{ name }}", "data.csv:2"),
        ("title: {{ 1 / 0 }}", "division"),
    ],
)
def test_what_is_wrong_is_told_at_the_record(
    project_dir: Path, template: str, message: str
) -> None:
    with pytest.raises(DocgenError) as caught:
        summary_of(project_dir, GOOD, template)
    assert message in str(caught.value)
    assert "DG899" not in str(caught.value)


def test_names(project_dir: Path) -> None:
    assert name_of("{{ id }}-{{ name }}", {"id": 7, "name": "A/B c"}) == "7-A-B-c"
    assert name_of("{{ id }}", {"id": "../../etc/passwd"}) == "etc-passwd"
    for template in ("{{ no }}", "{{ id", "{{ '' }}"):
        with pytest.raises(DocgenError, match="DG813"):
            name_of(template, {"id": 1})


def test_every_kind_of_file(project_dir: Path) -> None:
    pyarrow = tools.require_module("pyarrow")
    parquet = tools.require_module("pyarrow.parquet")
    rows = [{"id": 1, "name": "A", "price": 1.5}, {"id": 2, "name": None, "price": 2.0}]
    (project_dir / "d.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows) + "\n")
    parquet.write_table(pyarrow.Table.from_pylist(rows), project_dir / "d.parquet")
    book = openpyxl.Workbook()
    for line in (["id", "name", "price"], [1, "A", 1.5], [2, None, 2]):
        book.active.append(line)
    book.save(project_dir / "d.xlsx")
    (project_dir / "d.csv").write_text("\ufeffid;name;price\n1;A;1,5\n2;;2\n")
    for kind in ("jsonl", "parquet", "xlsx"):
        assert [dict(r.values) for r in rows_of(project_dir / f"d.{kind}")] == rows
    assert [dict(r.values) for r in rows_of(project_dir / "d.csv")] == [
        {"id": "1", "name": "A", "price": "1,5"},
        {"id": "2", "name": None, "price": "2"},
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("d.csv", b""),
        ("d.csv", b"a,a\n1,2\n"),
        ("d.csv", b"a\n\xff\n"),
        ("d.txt", b""),
        ("d.xlsx", b"PK"),
        ("d.parquet", b"PAR1"),
        ("none.csv", None),
    ],
)
def test_damaged_files(project_dir: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (project_dir / name).write_bytes(data)
    with pytest.raises(DocgenError, match="DG812"):
        list(rows_of(project_dir / name))


def test_rows_that_are_wrong_do_not_stop_the_others(project_dir: Path) -> None:
    (project_dir / "d.csv").write_text("a,b\n1,2\n3\n\n5,6\n")
    found = list(rows_of(project_dir / "d.csv"))
    assert [(r.number, r.error is None) for r in found] == [(2, True), (3, False), (5, True)]
    (project_dir / "d.jsonl").write_text('{"a": 1}\n[1]\n{\n{"a": 2}\n')
    assert [r.error is None for r in rows_of(project_dir / "d.jsonl")] == [True, False, False, True]


def test_processes_give_the_same_as_one(project_dir: Path) -> None:
    (project_dir / "letter.yaml.j2").write_text(LETTER)
    told = []
    for jobs in (1, 2):
        out = project_dir / f"out{jobs}"
        request = BuildRequest(sources=[Path("letter.yaml.j2")], out=out)
        rows = plan_records(Path(), request, {}, write_csv(project_dir, 6), "{{ id }}")
        results = list(carry_out(rows, How(jobs)))
        assert [r.ok for r in results] == [True] * 12
        told.append(outputs(out))
    assert told[0] == told[1]
    assert len(told[0]) == 12


def test_records_are_read_as_they_are_needed(project_dir: Path) -> None:
    """A hundred thousand rows, of which only those asked for are read."""
    read = 0

    def endless() -> object:
        nonlocal read
        for read in range(100_000):
            yield RecordRow(read + 2, GOOD | {"id": read})

    (project_dir / "letter.yaml.j2").write_text(LETTER)
    request = BuildRequest(sources=[Path("letter.yaml.j2")], layouts=["quick"])
    rows = plan_records(Path(), request, {}, write_csv(project_dir), "{{ id }}")
    groups = (rows._group(row) for row in endless())  # type: ignore[attr-defined]
    results = do_groups(groups, How(2), ["pdf"])
    for _ in range(5):
        assert next(results).ok
    results.close()
    assert read < 60


def test_the_command(project_dir: Path, shell: Shell) -> None:
    write_csv(project_dir)
    (project_dir / "data.csv").open("a").write("r0,Again,X,1,2026-01-01\nshort,row\n")
    (project_dir / "layouts" / "quick" / "summary.yaml.j2").write_text(LETTER)
    result = shell("build", "quick", "--records", "data.csv", "--jobs", "1")
    assert result.returncode == 1
    assert set(outputs(project_dir / "build")) == {"r0.quick.pdf", "r1.quick.pdf", "r2.quick.pdf"}
    assert "data.csv:5:1: error DG813: another record is named" in result.stderr
    assert "data.csv:6:1: error DG812: 2 cells under 5 headings" in result.stderr
    assert result.stderr.endswith("3 documents built, 2 failed\n")
    page = pypdfium2.PdfDocument((project_dir / "build" / "r1.quick.pdf").read_bytes())[0]
    assert "Report for Name 1" in page.get_textpage().get_text_range()
    none = shell("build", "note", "--records", "data.csv")
    assert "DG813" in none.stderr
    broken = shell("build", "note", "--records", "data.csv", "--name", "{{ id")
    assert broken.stderr.count("DG813") == 1, "told once, not for each row"


def test_a_column_that_there_isnt_is_told_with_those_that_are(project_dir: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        summary_of(project_dir, {"id": 1, "name": "Anna"})
    assert caught.value.diagnostics[0].hint == "the record at data.csv:2 has: id, name"


def test_a_template_without_records_is_no_summary(project_dir: Path) -> None:
    (project_dir / "letter.yaml.j2").write_text(LETTER)
    found = Diagnostics()
    plan = draw_up(find_project(project_dir), BuildRequest(), {}, Diagnostics())
    assert not jobs_of(plan, BuildRequest(sources=(Path("letter.yaml.j2"),)), found)
    assert [d.code for d in found.found] == ["DG813"]


def test_a_file_of_records_that_isnt_there(project_dir: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        list(rows_of(project_dir / "none.csv"))
    assert caught.value.diagnostics[0].message == "can't be read: no such file"
