"""Machine output: valid lines of JSON on stdout, words for people on stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docgen.report.schemas import schema_text

from .conftest import Docgen, change


def lines(kind: str, text: str) -> list[dict[str, Any]]:
    validator = jsonschema.Draft202012Validator(json.loads(schema_text(kind)))
    told = [json.loads(line) for line in text.splitlines()]
    for line in told:
        validator.validate(line)
    return told


def test_build(project: Path, docgen: Docgen) -> None:
    result = docgen("build", "--json")
    *documents, last = lines("build", result.stdout)
    assert [d["layout"] for d in documents] == ["policy-brief", "briefing-deck"]
    assert [(d["pages"], d["slides"]) for d in documents] == [(1, None), (None, 3)]
    assert all(d["words"] > 30 for d in documents)
    assert (last["documents"], last["built"], last["failed"]) == (2, 2, 0)
    assert "built" in result.stderr


def test_build_that_fails(project: Path, docgen: Docgen) -> None:
    change(project, add="titel: x\n")
    result = docgen("build", "--json", "--quiet")
    *documents, last = lines("build", result.stdout)
    assert result.exit_code == 1
    assert {d["status"] for d in documents} == {"wrong"}
    assert documents[0]["diagnostics"][0]["code"] == "DG102"
    assert last["counts"]["error"] == 1, "a finding of both documents is told once"


def test_claims(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "article.txt").write_text("It saves 4 euros. The city pays 30%.\n")
    change(project, add="article: {path: article.txt}\n")
    first, *_ = lines("build", docgen("build", "--json").stdout)
    assert first["claims"]["found"] >= 2
    assert first["claims"]["not found"] >= 1


def test_plan(docgen: Docgen) -> None:
    told = lines("plan", docgen("plan", "--json").stdout)
    assert [d["output"] for d in told] == [
        str(Path("build") / "walls.policy-brief.pdf"),
        str(Path("build") / "walls.briefing-deck.pptx"),
    ]


def test_plan_for_people(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "walls.yaml").write_text("not: read")
    result = docgen("plan")
    assert result.exit_code == 0
    assert "walls.briefing-deck.pptx" in result.stdout


def test_layouts(docgen: Docgen) -> None:
    told = {d["name"]: d for d in lines("layouts", docgen("layouts", "--json").stdout)}
    assert told["one-pager"]["kind"] == "brief"
    assert told["one-pager"]["params"][0]["choices"] == ["A4", "Letter", "A5"]


def test_doctor(docgen: Docgen) -> None:
    told = [json.loads(line) for line in docgen("doctor", "--json").stdout.splitlines()]
    names = {d["name"]: d for d in told}
    assert names["docgen"]["status"] == "ok"
    assert {"Arimo", "LibreOffice", "git", "settings", "outputs"} <= set(names)
    assert names["settings"]["found"] == "docgen.toml"


def test_doctor_says_what_to_do(
    project: Path, docgen: Docgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "docgen.toml").write_text('layouts = ["nope"]\n')
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    result = docgen("doctor")
    assert result.exit_code == 3
    rows = {line.split()[2]: line for line in result.stdout.splitlines()}
    assert rows["git"].startswith("--")
    assert "only `docgen diff --against` needs it" in rows["git"]
    assert rows["layouts"].startswith("!!")
    assert "DG201" in rows["layouts"]
    assert "SOURCE_DATE_EPOCH" in rows


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(docgen: Docgen, shell: str) -> None:
    script = docgen("completion", shell).stdout
    assert f"_DOCGEN_COMPLETE={shell}_complete" in script


def test_completion_completes(docgen: Docgen, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner  # noqa: PLC0415

    from docgen.cli import main  # noqa: PLC0415

    monkeypatch.setenv("COMP_WORDS", "docgen sn")
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("_DOCGEN_COMPLETE", "bash_complete")
    assert CliRunner().invoke(main, [], prog_name="docgen").output == "plain,snapshot\n"
