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
from docgen.summary.loader import load_summary, parse_summary
from docgen.summary.model import Summary

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
        most = 8 if metric.label.source[:1].isupper() else 14  # "of people who …": a share, whole
        assert 2 <= len(metric.label.source.split()) <= most, metric.label.source
        assert metric.value.evidence
        assert len(metric.value.source) <= 16, metric.value.source


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


def _drafted(text: str, name: str = "a.md") -> Summary:
    return parse_summary(draft(parse_article(text, name, "en"), "a.yaml"), "a.yaml")


LEAD = "# The budget of the town\n\nThe council of Milton passed its budget for the coming year on Monday.\n\n"


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("The cost of interest is on track to hit $390 billion next year.", ("Cost of interest is on track to hit", "$390", "billion")),
        ("Con Edison maintains 4,300 miles of gas mains.", ("Gas mains", "4,300", "miles")),
        ("In the town, more than 20% of people react to peanuts.", ("of people react to peanuts", "more than 20%", "")),
        ("The town keeps more than 300 public benches.", ("Public benches", "more than 300", "")),
        # what would be half a clause, a name, a size or of something else is left out
        ("Everybody got it on the way, meaning that you have it all for $10.", None),
        ("Congress passed an $800 billion stimulus bill.", None),
        ("The mayor has called for spending $10 million on roads.", None),
        ("It was settled by the council's Resolution 2321.", None),
        ("The new screen has a resolution of 1800 x 1920 dots.", None),
        ("The picture looks good on 1080p sets.", None),
        ("Flats on the river cost $500 to $800 a week.", None),
    ],
)  # fmt: off
def test_a_metric_has_its_subject_or_is_left_out(
    sentence: str, metric: tuple[str, str, str] | None
) -> None:
    found = [
        (m.label.source, m.value.source, m.unit.source) for m in _drafted(LEAD + sentence).metrics
    ]
    assert found == ([metric] if metric else [])


@pytest.mark.parametrize(
    ("paragraph", "by"),
    [
        ('"The roads will be mended by the end of May," said Anna Berg, the mayor.', "Anna Berg"),
        ('Anna Berg said: "The roads will be mended by the end of May."', "Anna Berg"),
        # nobody named beside it; an office; a body; part of a sentence
        ('Anna Berg came late. "The roads will be mended by the end of May," it was heard.', None),
        ('"The roads will be mended by the end of May," said the Prime Minister.', None),
        ('"The roads will be mended by the end of May," said Milton News.', None),
        ('The mayor, Anna Berg, said they were "mended by the end of next May at last".', None),
    ],
)
def test_a_quotation_has_its_speaker_beside_it(paragraph: str, by: str | None) -> None:
    assert [q.by.source for q in _drafted(LEAD + paragraph).quotes] == ([by] if by else [])


def test_a_timeline_tells_events_only() -> None:
    text = LEAD + "\n\n".join(
        [
            "The bridge of Milton was opened to all traffic in 1931.",
            "If it snows again, this will be the coldest winter since 1995.",
            "This was the third such decision after that of 1988.",
            "The screen of the town hall has 1800 x 1920 dots in all colours.",
            "Archived from the original of the town council on 3 May 2011.",
        ]
    )
    assert [e.date for e in _drafted(text).timeline] == ["1931"]


def test_key_points_stand_alone_and_once() -> None:
    text = LEAD + (
        "However, the council of Milton kept the budget of the library as it was.\n\n"
        "The council of Milton will close two schools of the town by May.\n\n"
        "The council of Milton will close two schools of the town by May.\n\n"
        "Main image: the council of Milton with its budget, seen on Monday.\n\n"
        "The budget of Milton was passed with the votes of three parties.\n"
    )
    points = [p.source for p in _drafted(text).key_points]
    assert sorted(points) == [
        "The budget of Milton was passed with the votes of three parties.",
        "The council of Milton will close two schools of the town by May.",
    ]


def test_an_article_without_spaces_gives_a_whole_draft() -> None:
    """Words of Chinese aren't told by spaces: sentences were taken for too short."""
    said = "".join(
        f"第{n}年市议会通过了预算，学校得到{n * 3}万元，道路得到较少的钱。\n\n"
        for n in range(3, 15)
    )
    article = parse_article(f"市议会通过预算\n\n{said}", "a.txt", "zh")
    made = parse_summary(draft(article, "a.yaml"), "a.yaml")
    assert len(made.key_points) == 5
    assert made.standfirst.source.startswith("第3年市议会通过了预算")
