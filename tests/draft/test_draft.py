"""``docgen draft``: of every article a summary that passes the check and builds."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from docgen.article import parse_article, read_article
from docgen.drafting import draft
from docgen.engine.api import build
from docgen.engine.starter import drafted
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.grounding import check_grounding
from docgen.summary.loader import load_summary

CORPUS = Path(__file__).parents[2] / "benchmarks" / "corpus"
ARTICLES = sorted(p for p in CORPUS.glob("*") if p.suffix in (".txt", ".md", ".html"))
TINY = "The gate cost 12 million euros, said Ada Brook. It opened on 3 May 2024 after two years."


def drafted_here(article: Path, folder: Path) -> Path:
    """Draft beside a copy of the article, in a project."""
    (folder / "docgen.toml").touch()
    copied = Path(shutil.copy(article, folder))
    path = folder / "draft.yaml"
    path.write_text(draft(read_article(copied), path), "utf-8")
    return path


def test_the_corpus_is_there() -> None:
    assert len(ARTICLES) >= 12


@pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)
def test_a_draft_passes_the_check(article: Path, tmp_path: Path) -> None:
    path = drafted_here(article, tmp_path)
    found = Diagnostics()
    summary = load_summary(path, found)
    report = check_grounding(summary, diagnostics=found)
    assert report is not None
    assert report.traces
    assert not found.errors
    assert summary.article is not None
    assert summary.article.sha256 == hashlib.sha256(article.read_bytes()).hexdigest()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)
def test_a_draft_has_no_fragments(article: Path, tmp_path: Path) -> None:
    summary = load_summary(drafted_here(article, tmp_path))
    assert len(summary.key_points) >= 3
    assert summary.sections
    for point in summary.key_points:
        assert point.source.rstrip("”\"»“'*_").endswith((".", "!", "?")), point.source
    for metric in summary.metrics:
        assert 2 <= len(metric.label.source.split()) <= 8, metric.label.source
        assert metric.value.evidence
        assert len(metric.value.source) <= 12, metric.value.source


@pytest.mark.parametrize("name", ["quarter.md", "eau-fr.html"])
def test_a_draft_builds(name: str, tmp_path: Path) -> None:
    path = drafted_here(CORPUS / name, tmp_path)
    results = build(
        [path], ["policy-brief", "briefing-deck"], out=tmp_path / "build", project=tmp_path
    )
    assert [r.ok for r in results] == [True, True]


def test_a_draft_is_the_same_every_time() -> None:
    article = read_article(CORPUS / "harvest.md")
    assert draft(article, "x.yaml") == draft(article, "x.yaml")


def test_of_a_pdf(tmp_path: Path) -> None:
    styles, source = getSampleStyleSheet(), tmp_path / "story.pdf"
    told = [Paragraph("A gate at last", styles["Title"]), Paragraph(TINY * 3, styles["Normal"])]
    SimpleDocTemplate(str(source)).build(told)
    (tmp_path / "docgen.toml").touch()
    path = tmp_path / "story.yaml"
    path.write_text(draft(read_article(source), path), "utf-8")
    found = Diagnostics()
    report = check_grounding(load_summary(path), diagnostics=found)
    assert report is not None
    assert not found.errors
    assert "12 million" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (
            "The island is building a new harbour wall of stone and steel, actively hiring and "
            "training divers from three neighbouring countries for it.",
            "The island is building a new harbour wall of stone and steel",
        ),
        (
            "The ferry runs again after nineteen days of repairs.",
            "The ferry runs again after nineteen days of repairs",
        ),
    ],
)
def test_a_title_ends_where_a_clause_does(first: str, title: str) -> None:
    text = f"{first} Nobody in the town had expected that the work would begin before summer.\n"
    data = yaml.safe_load(draft(parse_article(text, "story.txt"), "x.yaml"))
    assert data["title"] == title
    assert first not in data.get("standfirst", "")


def test_markup_in_an_article_is_text(tmp_path: Path) -> None:
    text = (
        "Prices_of_*steel* [rose] by 12% & <more> in May, the office of statistics said.\n\n"
        "The ministry of trade `expects` 3 million tonnes to be imported in the coming year.\n"
    )
    path = tmp_path / "x.yaml"
    path.write_text(draft(parse_article(text, "story.txt"), path), "utf-8")
    assert not load_summary(path)._path.endswith("story.txt")


def test_for_editors(tmp_path: Path) -> None:
    article = read_article(CORPUS / "harvest.md")
    files = drafted(tmp_path, tmp_path / "sources" / "x.yaml", article)
    first = files[tmp_path / "sources" / "x.yaml"].splitlines()[0]
    assert first == "# yaml-language-server: $schema=../summary.schema.json"
    assert tmp_path / "summary.schema.json" in files


@pytest.mark.parametrize("name", ["story.docx", "none.txt"])
def test_what_is_no_article(name: str, tmp_path: Path) -> None:
    if name.endswith("docx"):
        (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(DocgenError) as caught:
        read_article(tmp_path / name)
    assert caught.value.diagnostics[0].code in ("DG501", "DG503")


def test_a_folder_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "story.txt").write_text(TINY)
    path = Path("sources/story.yaml")
    path.write_text(draft(read_article(Path("story.txt")), path), "utf-8")
    (only,) = build(["sources/story.yaml"], project=tmp_path, layouts=["policy-brief"])
    assert only.ok
    assert (tmp_path / "build" / "story.trace.json").is_file()


@pytest.mark.parametrize(
    ("article", "people"),
    [
        (
            "sleep-study.html",
            {
                "Graham Petrie": "Chief nurse",
                "Bridget Amankwah": "General secretary",
                "Victor Hallam": "Sleep researcher at the Moreton Institute",
            },
        ),
        (
            "eau-fr.html",
            {
                "Hélène Marchetti": "Présidente du syndicat",
                "Bruno Castelnau": "Directeur technique du syndicat",
            },
        ),
        ("harvest.md", {"Hugo Verlinden": "President", "Femke Ruys": "Opposition deputy"}),
    ],
)
def test_people_have_offices_not_deeds(article: str, people: dict[str, str]) -> None:
    drafted = yaml.safe_load(draft(read_article(CORPUS / article), Path("draft.yaml")))
    assert {p["name"]: p["role"] for p in drafted["people"]} == people


def test_offices_before_a_name() -> None:
    text = (
        "U.S. President Ada Brook met Germany's newly appointed Foreign Minister, Carl Dietz, "
        "in Oslo. Mr Egon Falk, was late."
    )
    drafted = yaml.safe_load(draft(parse_article(text, "a.txt"), Path("draft.yaml")))
    found = {p["name"]: p["role"] for p in drafted["people"]}
    assert found == {"Ada Brook": "U.S. President", "Carl Dietz": "Foreign Minister"}
