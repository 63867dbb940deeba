"""What is built again, and why; what isn't."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

import docgen.grounding  # noqa: F401  (patched by its name)
from docgen.engine.check import check
from docgen.engine.clean import clean
from docgen.engine.jobs import BuildRequest, Result
from docgen.engine.run import Plan, carry_out, make_plan
from docgen.foundation.diagnostics import DocgenError
from docgen.report.build_json import built
from docgen.summary.model import Summary
from engine.conftest import HEAD, Shell, layout, outputs


def plan(wish: BuildRequest | None = None, force: bool = False, **environment: str) -> Plan:
    return make_plan(Path(), wish or BuildRequest(), environment, force)


def build(wish: BuildRequest | None = None, **environment: str) -> list[Result]:
    return list(carry_out(plan(wish, **environment)))


def reasons(wish: BuildRequest | None = None, **environment: str) -> dict[str, str]:
    return {s.job.output.removeprefix("build/"): s.reason for s in plan(wish, **environment).stale}


def only(*names: str) -> set[str]:
    return {*names}


QUICK = only("a.quick.pdf", "b.quick.pdf", "c.quick.pdf")
NOTES = only("a.note.pptx", "b.note.pptx", "c.note.pptx")


def test_all_is_new_then_nothing(press: Path) -> None:
    assert reasons() == dict.fromkeys(sorted(QUICK | NOTES), "new")
    first = build()
    assert [r.ok and not r.fresh for r in first] == [True] * 6
    assert reasons() == {}
    again = build()
    assert all(r.fresh for r in again)
    assert [(r.job, r.sha256, r.bytes, r.count, r.words) for r in again] == [
        (r.job, r.sha256, r.bytes, r.count, r.words) for r in first
    ]


def test_a_changed_summary_concerns_its_outputs(press: Path) -> None:
    build()
    (press / "sources" / "b.yaml").write_text("title: Other\n")
    why = "summary changed: sources/b.yaml"
    assert reasons() == {"b.quick.pdf": why, "b.note.pptx": why}
    assert [r.job.output for r in build() if not r.fresh] == [
        "build/b.quick.pdf",
        "build/b.note.pptx",
    ]


def test_touching_is_no_change(press: Path) -> None:
    build()
    for path in press.rglob("*.yaml"):
        path.write_bytes(path.read_bytes())
    assert reasons() == {}


def test_a_changed_include_concerns_its_users(press: Path) -> None:
    build()
    (press / "layouts" / "quick" / "head.xml.j2").write_text(HEAD.replace("One", "Two") + "\n")
    found = reasons()
    assert set(found) == QUICK
    assert set(found.values()) == {"layout changed: layouts/quick/head.xml.j2"}


def test_an_include_of_an_include_and_one_by_a_computed_name(press: Path) -> None:
    folder = layout(
        press,
        "quick",
        "brief",
        template='{% include "one.xml.j2" %}',
        one='{% include "two.xml.j2" %}',
        two=HEAD,
        other="<para>x</para>",
    )
    build()
    (folder / "other.xml.j2").write_text("<para>y</para>")
    assert reasons() == {}
    (folder / "two.xml.j2").write_text(HEAD + "<!-- -->\n")
    assert set(reasons()) == QUICK
    (folder / "one.xml.j2").write_text('{% set n = "two" %}{% include n ~ ".xml.j2" %}')
    build()
    (folder / "other.xml.j2").write_text("<para>z</para>")
    assert reasons() == {}
    (folder / "two.xml.j2").write_text(HEAD + "<!-- again -->\n")
    assert set(reasons()) == QUICK


def test_a_layout_that_begins_to_hide_another(press: Path) -> None:
    (press / "docgen.toml").write_text('layouts = ["policy-brief"]\n')
    build()
    assert reasons() == {}
    layout(press, "policy-brief", "brief", template=HEAD)
    found = reasons()
    assert set(found.values()) == {"layout changed: layouts/policy-brief/layout.toml"}


def test_a_shared_fragment_that_begins_to_hide_the_stock_one(press: Path) -> None:
    (press / "docgen.toml").write_text('layouts = ["mine"]\n')
    layout(press, "mine", "brief", template='{% import "_shared/brief.xml.j2" as b %}' + HEAD)
    build()
    assert reasons() == {}
    (press / "layouts" / "_shared").mkdir()
    (press / "layouts" / "_shared" / "brief.xml.j2").write_text("")
    found = reasons()
    assert set(found.values()) == {"layout changed: layouts/_shared/brief.xml.j2"}


def test_themes_by_their_chain(press: Path) -> None:
    themes = press / "layouts" / "themes"
    themes.mkdir()
    (themes / "house.toml").write_text('extends = "slate"\n')
    (themes / "mine.toml").write_text('extends = "house"\n')
    wish = BuildRequest(theme="mine")
    build(wish)
    assert reasons(wish) == {}
    (themes / "house.toml").write_text('extends = "slate"\ndescription = "Ours"\n')
    assert set(reasons(wish).values()) == {"theme changed: layouts/themes/house.toml"}


def test_data_pictures_and_the_article(press: Path) -> None:
    (press / "sources" / "n.csv").write_text("y,v\n2020,1\n2021,2\n")
    (press / "sources" / "story.md").write_text("It rose from 1 in 2020 to 2 in 2021, or to 3.\n")
    (press / "sources" / "a.yaml").write_text(
        "title: T\narticle: {path: story.md}\n"
        "charts: [{id: c, title: C, kind: line, data: n.csv, alt: It rises.}]\n"
    )
    build()
    assert reasons() == {}
    (press / "sources" / "n.csv").write_text("y,v\n2020,1\n2021,3\n")
    assert reasons()["a.quick.pdf"] == "data changed: sources/n.csv"
    build()
    (press / "sources" / "story.md").write_text("Another\n")
    assert set(reasons()) == {"a.quick.pdf", "a.note.pptx"}
    assert reasons()["a.quick.pdf"] == "article changed: sources/story.md"


def test_options(press: Path) -> None:
    build()
    assert set(reasons(SOURCE_DATE_EPOCH="1").values()) == {"options changed"}
    assert set(reasons(BuildRequest(strict=True)).values()) == {"options changed"}
    (press / "docgen.toml").write_text('layouts = ["quick"]\npdf-standard = "none"\n')
    assert set(reasons()) == QUICK


def test_outputs_changed_or_removed(press: Path) -> None:
    build()
    (press / "build" / "a.quick.pdf").write_bytes(b"mine")
    (press / "build" / "b.quick.pdf").unlink()
    assert reasons() == {
        "a.quick.pdf": "the output was changed by hand",
        "b.quick.pdf": "the output is missing",
    }
    build()
    assert reasons() == {}


def test_force(press: Path) -> None:
    build()
    assert {s.reason for s in plan(force=True).steps} == {"forced"}


def test_what_failed_is_tried_again_and_keeps_its_older_output(press: Path) -> None:
    build()
    older = outputs(press / "build")
    (press / "sources" / "a.yaml").write_text("titel: T\n")
    for _ in range(2):
        failed = [r for r in build() if not r.ok]
        assert [r.reason for r in failed] == ["summary changed: sources/a.yaml"] * 2
    assert outputs(press / "build") == older
    (press / "sources" / "a.yaml").write_text("title: Title a\nlang: en\nkey_points: [One]\n")
    assert reasons() == {}


def test_warnings_are_told_again(press: Path) -> None:
    themes = press / "layouts" / "themes"
    themes.mkdir()
    (themes / "odd.toml").write_text('extends = "slate"\n[fonts.deck]\nbody = "Nobody Sans"\n')
    wish = BuildRequest(theme="odd", layouts=["note"])
    first = build(wish)
    assert first[0].diagnostics
    again = build(wish)
    assert again[0].fresh
    assert [r.diagnostics for r in again] == [r.diagnostics for r in first]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version":1}',
        '{"version":99,"outputs":{},"looks":{},"recipes":{}}',
        '{"version":1,"outputs":{"a.quick.pdf":{}},"looks":[],"recipes":{}}',
        '{"version":1,"outputs":{"a.quick.pdf":{"files":7},"b.quick.pdf":3},"looks":{},"recipes":{}}',
        '{"version":1,"outputs":{"a.quick.pdf":{"files":[[1]],"tool":1}},"looks":{},"recipes":{"x":1}}',
        "\x00\xff",
        "[" * 100_000,
    ],
)
def test_a_broken_manifest_is_no_manifest(press: Path, text: str) -> None:
    build()
    older = outputs(press / "build")
    (press / "build" / ".docgen" / "manifest.json").write_text(text, "latin-1")
    assert all(r.ok for r in build())
    assert outputs(press / "build") == older
    assert reasons() == {}


@pytest.mark.parametrize("value", [None, 7, "x", [], [[]], {"a": 1}])
def test_a_broken_row_is_built_again(press: Path, value: object) -> None:
    for name in "bc":
        (press / "sources" / f"{name}.yaml").unlink()
    wish = BuildRequest(layouts=["note"])
    build(wish)
    path = press / "build" / ".docgen" / "manifest.json"
    data = json.loads(path.read_text())
    for field in ("files", "sha256", "notes", "count", "look", "tool", "options"):
        broken = json.loads(json.dumps(data))
        broken["outputs"]["a.note.pptx"][field] = value
        path.write_text(json.dumps(broken))
        right = (field, value) in (("notes", []), ("count", 7))
        assert [s.reason == "" for s in plan(wish).steps] == [right]
        assert all(r.ok for r in build(wish))
        assert reasons(wish) == {}


def test_a_project_that_moves_stays_built(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    shutil.copytree(press, press.parent / "moved")
    monkeypatch.chdir(press.parent / "moved")
    assert reasons() == {}


def test_from_another_folder_of_the_project(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.chdir(press / "sources")
    assert plan().stale == []


def test_wrong_settings_are_told_every_time(press: Path) -> None:
    build()
    (press / "docgen.toml").write_text('layouts = ["quikc"]\n')
    for _ in range(2):
        with pytest.raises(DocgenError, match="DG201"):
            plan()


def test_clean_removes_what_was_built_and_nothing_else(press: Path) -> None:
    build()
    (press / "build" / "mine.pdf").write_text("mine")
    (press / "build" / "a.quick.pdf").write_text("changed")
    swept = clean(press / "build")
    assert [p.name for p in swept.kept] == ["a.quick.pdf"]
    assert set(outputs(press / "build")) == {"mine.pdf", "a.quick.pdf"}
    assert clean(press / "build", force=True).removed == [press / "build" / "a.quick.pdf"]
    assert [p.name for p in (press / "build").iterdir()] == ["mine.pdf"]
    assert clean(press / "build").removed == []


def test_clean_is_not_led_out_of_the_folder(press: Path) -> None:
    build()
    path = press / "build" / ".docgen" / "manifest.json"
    data = json.loads(path.read_text())
    data["outputs"]["../sources/a.yaml"] = {"sha256": ""}
    path.write_text(json.dumps(data))
    clean(press / "build", force=True)
    assert (press / "sources" / "a.yaml").is_file()


def test_the_command(press: Path, shell: Shell) -> None:
    dry = shell("build", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert dry.stdout.splitlines()[1].split() == ["build/a.quick.pdf", "new"]
    assert not (press / "build").exists()
    assert shell("build").returncode == 0
    again = shell("build")
    assert (again.stdout, again.stderr) == ("", "nothing changed, 6 outputs\n")
    (press / "layouts" / "note" / "template.xml.j2").write_text(
        '<deck><slide layout="content" title="New"><para>New</para></slide></deck>'
    )
    lines = shell("build", "-n").stdout.splitlines()
    assert [line.split("  ", 1) for line in lines[1:]] == [
        [f"build/{n}.note.pptx", "layout changed: layouts/note/template.xml.j2"] for n in "abc"
    ]
    told = shell("build", "--verbose", "--profile")
    assert "write" in told.stderr
    assert "from start to end" in told.stderr
    cleaned = shell("clean")
    assert cleaned.stdout.splitlines() == [f"build/{n}" for n in sorted(QUICK | NOTES)]
    assert not (press / "build").exists()


def test_a_layouts_picture_and_a_parent_theme_however_it_is_quoted(press: Path) -> None:
    folder = layout(
        press,
        "logo",
        "brief",
        template='<brief><image src="logo.png" decorative="true" height="10"/></brief>',
    )
    Image.new("RGB", (8, 8), "red").save(folder / "logo.png")
    themes = press / "layouts" / "themes"
    themes.mkdir(exist_ok=True)
    (themes / "corp.toml").write_text('"extends" = "slate"\n')
    (themes / "child.toml").write_text('"extends" = "corp"\n')
    wish = BuildRequest(layouts=["logo"], theme="child")
    assert all(result.ok for result in build(wish))
    assert reasons(wish) == {}
    Image.new("RGB", (8, 8), "blue").save(folder / "logo.png")
    assert set(reasons(wish).values()) == {"picture changed: layouts/logo/logo.png"}
    build(wish)
    (themes / "corp.toml").write_text('"extends" = "slate"\n[palette]\naccent-1 = "#004488"\n')
    assert set(reasons(wish).values()) == {"theme changed: layouts/themes/corp.toml"}
    build(wish)
    assert reasons(wish) == {}


def test_a_file_that_would_be_taken_if_it_were_there(press: Path) -> None:
    wish = BuildRequest(layouts=["note"])
    build(wish)
    (press / "layouts" / "note" / "labels.toml").write_text('[en]\nSource = "From"\n')
    assert set(reasons(wish).values()) == {"layout changed: layouts/note/labels.toml"}
    build(wish)
    (press / "layouts" / "themes").mkdir(exist_ok=True)
    (press / "layouts" / "themes" / "slate.toml").write_text('extends = "base"\n')
    assert all(
        why.startswith("theme changed: layouts/themes/slate.toml") for why in reasons(wish).values()
    )
    assert len(reasons(wish)) == 3


def test_claims_are_traced_once_a_summary(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (press / "story.txt").write_text("The fund holds 12 million euros.\n")
    for name in "abc":
        text = f"title: {name}\nkey_points: [It holds 12 million euros.]\narticle: {{path: ../story.txt}}\n"
        (press / "sources" / f"{name}.yaml").write_text(text)
    traced: list[str] = []
    ground = sys.modules["docgen.grounding.ground"]  # a function of its package has the name
    true = ground.ground_indexed

    def counted(summary: Summary, index: object) -> object:
        traced.append(summary.path)
        return true(summary, index)  # type: ignore[arg-type]

    monkeypatch.setattr(ground, "ground_indexed", counted)
    results = build()
    assert len(results) == 6 and sorted(traced) == [f"sources/{n}.yaml" for n in "abc"]
    assert all(result.claims == (("found", 1),) for result in results)
    traced.clear()
    again = build()
    assert all(result.fresh and result.claims == (("found", 1),) for result in again)
    assert [json.loads(built(r).model_dump_json())["claims"] for r in again] == [{"found": 1}] * 6
    assert traced == []
    found = check(Path(), BuildRequest(dry=True), {})
    assert sorted(traced) == [f"sources/{n}.yaml" for n in "abc"]
    assert len(found.reports) == 3
