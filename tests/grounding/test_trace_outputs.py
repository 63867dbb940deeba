"""Where each figure comes from: in builds, trace files, briefs and decks."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pypdfium2
import pytest
from pdf.validators import failures, require_validators
from pptx import Presentation

from docgen.engine.api import build
from docgen.engine.check import check
from docgen.engine.clean import clean
from docgen.engine.jobs import BuildRequest
from docgen.foundation.diagnostics import DocgenError, Severity

ARTICLE = """\
# The gate

The gate cost 12 million euros. "It holds", said Ada Brook. It opened on 3 May 2024.
"""
SUMMARY = """\
title: The gate holds
lang: en
key_points: ["It cost 12 million euros.", "It opened on 3 May 2024."]
sections:
  - {heading: Words, points: ["No figures stand here."]}
article: {path: gate.md}
"""
LAYOUTS = ["policy-brief", "briefing-deck"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docgen.toml").write_text('layouts = ["policy-brief", "briefing-deck"]\n')
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "gate.md").write_text(ARTICLE)
    (tmp_path / "sources" / "gate.yaml").write_text(SUMMARY)
    return tmp_path


def change(project: Path, old: str, new: str) -> None:
    path = project / "sources" / "gate.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def outputs(project: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((project / "build").glob("gate.*"))}


def test_an_invented_figure_fails_the_build_and_older_files_stay(project: Path) -> None:
    build(project=project)
    before = outputs(project)
    assert set(before) == {"gate.policy-brief.pdf", "gate.briefing-deck.pptx", "gate.trace.json"}
    change(project, "12 million", "13 million")
    with pytest.raises(DocgenError) as caught:
        build(project=project)
    assert {d.code for d in caught.value.diagnostics} == {"DG510"}
    assert outputs(project) == before


def test_a_changed_article_is_held_against_the_summary(project: Path) -> None:
    build(project=project)
    assert all(r.fresh for r in build(project=project))
    (project / "sources" / "gate.md").write_text(ARTICLE.replace("12 million", "14 million"))
    before = outputs(project)
    with pytest.raises(DocgenError):
        build(project=project)
    assert outputs(project) == before


def test_another_article_than_the_one_summarized(project: Path) -> None:
    change(project, "{path: gate.md}", f"{{path: gate.md, sha256: {'0' * 64}}}")
    with pytest.raises(DocgenError) as caught:
        build(project=project)
    assert {d.code for d in caught.value.diagnostics} == {"DG502"}


@pytest.mark.parametrize(("strict", "severity"), [(False, "notice"), (True, "notice")])
def test_a_missing_article(project: Path, strict: bool, severity: str) -> None:
    (project / "sources" / "gate.md").unlink()
    checked = check(project, BuildRequest(strict=strict, dry=True), {})
    assert [(d.code, d.severity) for d in checked.findings] == [("DG501", Severity(severity))]


def test_the_trace_file(project: Path) -> None:
    results = build(project=project)
    path = project / "build" / "gate.trace.json"
    assert {Path(r.trace) for r in results} == {path}
    told = json.loads(path.read_text("utf-8"))
    assert told["summary"] == "sources/gate.yaml"
    assert told["article"]["path"] == "sources/gate.md"
    (cost,) = (c for c in told["claims"] if "12 million" in c["claim"])
    assert cost["article"] == {"line": 3, "column": 15}
    article = (project / "sources" / "gate.md").read_text("utf-8")
    assert not any(line and line in path.read_text("utf-8") for line in article.splitlines())


def test_the_trace_file_holds_passages_when_asked(project: Path) -> None:
    settings = project / "docgen.toml"
    before = settings.read_text("utf-8") if settings.exists() else ""
    settings.write_text("trace-passages = true\n" + before)
    build(project=project)
    told = json.loads((project / "build" / "gate.trace.json").read_text("utf-8"))
    (cost,) = (c for c in told["claims"] if "12 million" in c["claim"])
    assert cost["article"]["sentence"] == "The gate cost 12 million euros."


def test_the_trace_file_is_the_same_wherever_the_project_lies(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project=project)
    path = project / "build" / "gate.trace.json"
    before = path.read_bytes()
    path.unlink()
    assert [r.reason for r in build(project=project)] == ["the trace is missing"] * 2
    assert path.read_bytes() == before
    moved = project.rename(project.with_name("elsewhere"))
    monkeypatch.chdir(moved)
    check(Path(), BuildRequest(dry=True), os.environ)
    assert (moved / "build" / "gate.trace.json").read_bytes() == before


def test_the_trace_tells_what_became_of_the_texts(project: Path) -> None:
    """As `build --json` does, for each output; of one built alone what is known of the other stays."""
    results = build(project=project)
    path = project / "build" / "gate.trace.json"
    told = json.loads(path.read_text("utf-8"))["documents"]
    assert told == {Path(r.job.output).name: dict(r.coverage) for r in results}
    assert all(one["placed"] > 0 and one["lost"] == [] for one in told.values())
    before = path.read_bytes()
    (only,) = build(project=project, layouts=["policy-brief"], force=True)
    assert only.ok
    assert path.read_bytes() == before
    (project / "build" / "gate.briefing-deck.pptx").unlink()
    build(project=project, layouts=["policy-brief"], force=True)
    assert list(json.loads(path.read_text("utf-8"))["documents"]) == ["gate.policy-brief.pdf"]


def test_clean_takes_it_away(project: Path) -> None:
    build(project=project)
    clean(project / "build")
    assert not outputs(project)


def test_the_last_page_of_a_brief(project: Path) -> None:
    plain, _ = build(project=project)
    traced, _ = build(project=project, params={"trace": True})
    pdf = pypdfium2.PdfDocument(traced.job.output)
    assert len(pdf) == plain.count + 1
    page = pdf[len(pdf) - 1].get_textpage().get_text_range()
    for words in ("Where each figure comes from", "12 million euros", "3 May 2024", "line 3"):
        assert words in page
    assert page.count("The gate cost 12 million euros.") == 1


def test_a_layout_can_ask_for_it(project: Path) -> None:
    layout = project / "layouts" / "memo"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text('kind = "brief"\ntrace = true\n')
    (layout / "template.xml.j2").write_text("<brief><para>{{ key_points[0] }}</para></brief>")
    (result,) = build(layouts=["memo"], project=project)
    text = pypdfium2.PdfDocument(result.job.output)[1].get_textpage().get_text_range()
    assert "The gate cost 12 million euros." in text
    assert "3 May 2024" not in text  # that point isn't shown


def test_notes_of_the_slide_that_shows_the_claim(project: Path) -> None:
    build(layouts=["briefing-deck"], project=project, params={"trace": True})
    deck = Presentation(str(project / "build" / "gate.briefing-deck.pptx"))
    notes = {
        slide.shapes.title.text: slide.notes_slide.notes_text_frame.text.replace("\u00a0", " ")
        for slide in deck.slides
        if slide.has_notes_slide and slide.shapes.title is not None
    }
    assert "12 million euros: The gate cost 12 million euros. (line 3)" in notes["Key points"]
    assert "12 million" not in "".join(v for k, v in notes.items() if k != "Key points")


def test_labels_are_translated(project: Path) -> None:
    change(project, "lang: en", "lang: de")
    (result, _) = build(project=project, params={"trace": True})
    pdf = pypdfium2.PdfDocument(result.job.output)
    page = pdf[len(pdf) - 1].get_textpage().get_text_range()
    assert "Woher jede Zahl stammt" in page
    assert "Zeile 3" in page


def test_a_traced_brief_conforms(project: Path) -> None:
    require_validators()
    (result, _) = build(project=project, params={"trace": True})
    assert failures(Path(result.job.output).read_bytes()) == []
