"""``docgen check``: findings in every form, baselines, limits, severities, the article."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from docgen.report.formats.render import FORMATS
from docgen.report.schemas import schema_text

from .conftest import SETTINGS, Docgen, change

PICTURE = "images: [{id: i, path: ../none.png, alt: A picture}]\n"
VERDANA = 'extends = "base"\n[fonts.deck]\nbody = "Nobodys Sans"\n'
"""A theme that gives a warning (DG408) in decks."""


@pytest.fixture
def warned(project: Path) -> Path:
    themes = project / "layouts" / "themes"
    themes.mkdir(parents=True)
    (themes / "odd.toml").write_text(VERDANA)
    text = SETTINGS.replace("layouts =", 'theme = "odd"\nlayouts =')
    (project / "docgen.toml").write_text(text.replace('"policy-brief", ', ""))
    return project


def codes(docgen: Docgen, *arguments: str) -> list[tuple[str, str]]:
    result = docgen("check", "--format", "json", *arguments)
    told = json.loads(result.stdout)
    jsonschema.Draft202012Validator(json.loads(schema_text("diagnostics"))).validate(told)
    return [(d["code"], d["severity"]) for d in told["diagnostics"]]


def test_nothing_wrong_and_nothing_built(project: Path, docgen: Docgen) -> None:
    result = docgen("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "checked 1 summary in 2 documents: nothing is wrong\n"
    assert not (project / "build").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_to_a_file(project: Path, docgen: Docgen, form: str) -> None:
    change(project, add="titel: x\n")
    to_stdout = docgen("check", "--format", form)
    to_file = docgen("check", "--format", form, "--output", "out/report")
    assert to_stdout.exit_code == to_file.exit_code == 1
    assert to_file.stdout == ""
    assert (project / "out" / "report").read_text("utf-8") == to_stdout.stdout
    assert "DG102" in to_stdout.stdout


def test_text_that_does_not_fit_is_found(project: Path, docgen: Docgen) -> None:
    change(project, ("title: Sea walls pay for themselves", f"title: {'very long ' * 200}"))
    assert ("DG403", "error") in codes(docgen)


def test_wrong_settings_come_in_the_form_asked_for(project: Path, docgen: Docgen) -> None:
    (project / "docgen.toml").write_text('layouts = ["policy-breif"]\nlayuots = 1\n')
    assert codes(docgen) == [("DG802", "error")]
    (project / "docgen.toml").write_text('layouts = ["policy-breif"]\n')
    assert codes(docgen) == [("DG201", "error")]


def test_max_warnings(warned: Path, docgen: Docgen) -> None:
    assert codes(docgen) == [("DG408", "warning")]
    assert docgen("check").exit_code == 0
    assert docgen("check", "--max-warnings", "1").exit_code == 0
    result = docgen("check", "--max-warnings", "0")
    assert result.exit_code == 1
    assert "1 warnings, and --max-warnings allows 0" in result.stderr


def test_strict(warned: Path, docgen: Docgen) -> None:
    assert ("DG408", "error") in codes(docgen, "--strict")


@pytest.mark.parametrize(
    ("level", "expected"),
    [("error", [("DG408", "error")]), ("notice", [("DG408", "notice")]), ("off", [])],
)
def test_severity_by_code(
    warned: Path, docgen: Docgen, level: str, expected: list[tuple[str, str]]
) -> None:
    with (warned / "docgen.toml").open("a") as file:
        file.write(f'DG408 = "{level}"\n')
    assert codes(docgen) == expected
    assert docgen("build").exit_code == (1 if level == "error" else 0)


def test_an_error_cannot_be_turned_off(project: Path, docgen: Docgen) -> None:
    (project / "docgen.toml").write_text(SETTINGS + 'DG102 = "off"\n')
    change(project, add="titel: x\n")
    assert codes(docgen) == [("DG102", "error")]


def test_severity_of_a_code_that_is_none(project: Path, docgen: Docgen) -> None:
    (project / "docgen.toml").write_text('[severity]\nDG1O2 = "off"\n')
    assert 'error DG803: "severity": there is no code "DG1O2"; did you' in docgen("check").stdout


def test_baseline(warned: Path, docgen: Docgen) -> None:
    first = docgen("check", "--baseline", "base.json", "--write-baseline", "--max-warnings", "0")
    assert (first.exit_code, first.stdout) == (0, "")
    told = json.loads((warned / "base.json").read_text())
    jsonschema.Draft202012Validator(json.loads(schema_text("baseline"))).validate(told)
    assert codes(docgen, "--baseline", "base.json") == []
    assert codes(docgen) == [("DG408", "warning")]


def test_baseline_accepts_no_error(project: Path, docgen: Docgen) -> None:
    change(project, add="titel: x\n")
    result = docgen("check", "--baseline", "base.json", "--write-baseline")
    assert result.exit_code == 1
    assert "DG102" in result.stdout


def test_baseline_tells_what_is_gone(warned: Path, docgen: Docgen) -> None:
    docgen("check", "--baseline", "base.json", "--write-baseline")
    (warned / "layouts" / "themes" / "odd.toml").write_text('extends = "base"\n')
    result = docgen("check", "--baseline", "base.json")
    assert "no longer found: DG408" in result.stderr


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"accepted": [{}]}', "\udcff"])
def test_a_baseline_that_is_none(project: Path, docgen: Docgen, text: str) -> None:
    (project / "base.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = docgen("check", "--baseline", "base.json")
    assert result.exit_code == 1
    assert "error DG820" in result.stderr


def test_write_baseline_needs_a_file(docgen: Docgen) -> None:
    assert docgen("check", "--write-baseline").exit_code == 2


def test_claims_are_held_against_the_article(project: Path, docgen: Docgen) -> None:
    article = project / "article.txt"
    article.write_text("Every euro spent on walls saves 4 euros of damage. The city pays 30%.\n")
    found = codes(docgen, "--article", "article.txt")
    assert ("DG510", "error") in found, "418 million isn't in it"
    result = docgen("check", "--article", "article.txt")
    assert "claims against the article" in result.stderr


def test_an_article_that_is_not_there(project: Path, docgen: Docgen) -> None:
    (project / "docgen.toml").write_text("")
    assert codes(docgen) == [("DG501", "notice")]
    assert codes(docgen, "--strict") == [("DG501", "notice")]
