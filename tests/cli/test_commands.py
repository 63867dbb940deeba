"""The smaller commands: new, init, layouts, themes, explain, schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from cli.conftest import SUMMARY, Docgen
from docgen.cli import main
from docgen.engine.starter import starter_summary
from docgen.foundation.codes import all_codes, load_code


def test_new_writes_a_summary_that_builds(project: Path, docgen: Docgen) -> None:
    result = docgen("new", "storm")
    assert (result.exit_code, result.stdout) == (0, "sources/storm.yaml\n")
    built = docgen(
        "build", "sources/storm.yaml", "--strict", "-l", "policy-brief", "-l", "briefing-deck"
    )
    assert built.exit_code == 0, built.stderr


@pytest.mark.parametrize("name", ["walls", "walls.yaml"])
def test_new_overwrites_nothing(project: Path, docgen: Docgen, name: str) -> None:
    result = docgen("new", name)
    assert result.exit_code == 1
    assert "sources/walls.yaml: error DG808: is there already" in result.stderr
    assert (project / "sources" / "walls.yaml").read_text() == SUMMARY


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "-"])
def test_new_takes_only_names(project: Path, docgen: Docgen, name: str) -> None:
    before = sorted(project.parent.rglob("*"))
    assert docgen("new", name).exit_code == 2
    assert sorted(project.parent.rglob("*")) == before


def test_init_makes_a_project_that_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["init", "desk"])
    assert result.exit_code == 0, result.stderr
    made = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert made == sorted(result.stdout.splitlines())
    monkeypatch.chdir(tmp_path / "desk")
    built = CliRunner().invoke(main, ["build", "--strict"])
    assert built.exit_code == 0, built.stderr
    names = {p.name for p in (tmp_path / "desk" / "build").iterdir()}
    assert names == {
        ".docgen",
        ".gitignore",
        "example.policy-brief.pdf",
        "example.briefing-deck.pptx",
    }


def test_init_in_a_folder_with_other_files(project: Path, docgen: Docgen) -> None:
    (project / "docgen.toml").unlink()
    assert docgen("init", ".").exit_code == 0
    assert (project / "sources" / "walls.yaml").read_text() == SUMMARY


def test_init_overwrites_nothing_and_then_writes_nothing(project: Path, docgen: Docgen) -> None:
    (project / "docgen.toml").write_text("# mine\n")
    result = docgen("init", ".")
    assert result.exit_code == 1
    assert result.stderr.startswith("docgen.toml: error DG808: is there already")
    assert (project / "docgen.toml").read_text() == "# mine\n"
    assert not (project / "layouts").exists()
    assert [p.name for p in (project / "sources").iterdir()] == ["walls.yaml"]


def test_init_below_a_file(project: Path, docgen: Docgen) -> None:
    assert docgen("init", "docgen.toml/desk").exit_code == 3


def test_layouts_names_stock_and_own(project: Path, docgen: Docgen) -> None:
    own = project / "layouts" / "memo"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text('kind = "brief"\ndescription = "A memo of ours"\n')
    (own / "template.xml.j2").write_text("<brief/>")
    lines = docgen("layouts").stdout.splitlines()
    heads = [line.split() for line in lines if not line.startswith(" ")]
    assert ["memo", "brief", "project"] in heads
    assert ["policy-brief", "brief", "stock"] in heads
    assert ["executive-deck", "deck", "stock"] in heads
    assert any("A memo of ours" in line for line in lines)
    assert any("page=A4 [A4|Letter|A5]" in line for line in lines)


def test_themes(docgen: Docgen) -> None:
    names = [line.split()[0] for line in docgen("themes").stdout.splitlines()]
    assert {"slate", "vermilion"} <= set(names)
    assert "base" not in names


@pytest.mark.parametrize("given", ["DG204", "dg204", "204"])
def test_explain(docgen: Docgen, given: str) -> None:
    result = docgen("explain", given)
    assert result.exit_code == 0
    assert result.stdout.startswith("# DG204 bad-parameter: ")
    assert "## Bad" in result.stdout
    assert "## Good" in result.stdout


@pytest.mark.parametrize("given", ["DG999", "1", "../config", "", "nonsense"])
def test_explain_an_unknown_code(docgen: Docgen, given: str) -> None:
    result = docgen("explain", given)
    assert result.exit_code == 2
    assert "there is no code" in result.stderr


def test_explain_alone_lists_every_code(docgen: Docgen) -> None:
    lines = docgen("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(all_codes())


@pytest.mark.parametrize("code", all_codes())
def test_a_page_has_a_bad_and_a_good_example(code: str) -> None:
    page = load_code(code)
    parts = page.text.split("\n## ")
    assert [p.split("\n")[0] for p in parts[1:]] == ["Bad", "Good"]
    assert all(p.count("```") == 2 for p in parts[1:])
    assert len(parts[0].split("\n\n", 1)[1].split()) >= 5


@pytest.mark.parametrize("kind", ["summary", "layout", "theme", "config"])
def test_schema_is_json_schema(docgen: Docgen, kind: str) -> None:
    schema = json.loads(docgen("schema", kind).stdout)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False


def test_schema_of_summaries_knows_the_starters_keys(docgen: Docgen) -> None:
    schema = json.loads(docgen("schema").stdout)
    assert set(yaml.safe_load(starter_summary())) <= set(schema["properties"])
