"""``docgen diff`` on files, folders and revisions."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from docgen.report.diff.as_markdown import LIMIT, diff_markdown
from docgen.report.diff.model import Change, Difference, NumberChange
from docgen.report.diff.pdftext import read_pdf
from docgen.report.schemas import schema_text

from .conftest import ADDED, Docgen, Git, change

OLD, NEW = "walls.policy-brief.pdf", "walls.briefing-deck.pptx"


@pytest.fixture
def builds(project: Path, docgen: Docgen) -> tuple[Path, Path]:
    assert docgen("build", "-o", "old").exit_code == 0
    change(project, ("418 million", "424 million"), add=ADDED)
    assert docgen("build", "-o", "new").exit_code == 0
    return project / "old", project / "new"


def diff(docgen: Docgen, *arguments: str | Path) -> dict[str, dict[str, object]]:
    result = docgen("diff", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    jsonschema.Draft202012Validator(json.loads(schema_text("diff"))).validate(told)
    return {one["name"]: one for one in told["documents"]}


def test_folders(builds: tuple[Path, Path], docgen: Docgen) -> None:
    found = diff(docgen, "old", "new")
    brief, deck = found["walls.policy-brief.pdf"], found["walls.briefing-deck.pptx"]
    figures = {(n["old"], n["new"]) for c in brief["changes"] for n in c["numbers"]}  # type: ignore[attr-defined]
    assert ("418 million", "424 million") in figures
    added = [p for p in deck["parts"] if p["kind"] == "added"]  # type: ignore[attr-defined]
    assert [p["title"] for p in added] == ["What happens to the ferries"]
    texts = [(c["kind"], c["new"]) for c in brief["changes"]]  # type: ignore[attr-defined]
    assert ("added", "Ferries stop for 12 days.") in texts


def test_the_same_folder_twice(builds: tuple[Path, Path], docgen: Docgen) -> None:
    result = docgen("diff", "old", "old", "--exit-code")
    assert (result.exit_code, result.stdout) == (0, "0 of 2 documents changed\n")


def test_exit_code(builds: tuple[Path, Path], docgen: Docgen) -> None:
    assert docgen("diff", "old", "new").exit_code == 0
    assert docgen("diff", "old", "new", "--exit-code").exit_code == 1


def test_a_document_on_one_side(builds: tuple[Path, Path], docgen: Docgen) -> None:
    (builds[0] / OLD).unlink()
    (builds[1] / NEW).unlink()
    found = diff(docgen, "old", "new")
    assert {name: one["status"] for name, one in found.items()} == {OLD: "added", NEW: "removed"}


def test_pictures_box_what_changed(builds: tuple[Path, Path], docgen: Docgen) -> None:
    found = diff(docgen, f"old/{OLD}", f"new/{OLD}", "--pictures", "shots")
    looks = found[OLD]["looks"]
    assert looks[0]["boxes"] > 0  # type: ignore[index]
    picture = Image.open(looks[0]["picture"]).convert("RGB")  # type: ignore[index]
    assert picture.width > 2 * 490, "old and new, side by side"
    assert any(
        color == (214, 40, 40) or (color[0] > 190 and color[1] < 70 and color[2] < 70)
        for _, color in picture.getcolors(1 << 20)
    )


def test_html_needs_nothing_else(builds: tuple[Path, Path], docgen: Docgen) -> None:
    page = docgen("diff", f"old/{OLD}", f"new/{OLD}", "--format", "html").stdout
    assert "<del>418</del><ins>424</ins>" in page
    assert 'src="data:image/png;base64,' in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_deck_is_drawn_by_office(
    builds: tuple[Path, Path], docgen: Docgen, require_tool: Callable[[str], str]
) -> None:
    require_tool("soffice")
    found = diff(docgen, f"old/{NEW}", f"new/{NEW}", "--pictures", "shots")
    assert found[NEW]["looks"]


def test_without_office_it_says_so(
    builds: tuple[Path, Path], docgen: Docgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = docgen("diff", f"old/{NEW}", f"new/{NEW}", "--pictures", "shots")
    assert result.exit_code == 0
    assert "no pictures: a .pptx is drawn by LibreOffice" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["docgen.toml", "docgen.toml"], "is neither a PDF nor a PowerPoint deck"),
        (["none.pdf", "docgen.toml"], "isn't there"),
        (["sources", "docgen.toml"], "only one is a folder"),
        (["broken.pdf", "broken.pdf"], "isn't a PDF"),
        (["broken.pptx", "broken.pptx"], "isn't a PowerPoint deck, or is damaged"),
        (["broken.pdf", "broken.pptx"], "one is a PDF, the other isn't"),
    ],
)
def test_what_cannot_be_compared(
    project: Path, docgen: Docgen, arguments: list[str], said: str
) -> None:
    for name in ("broken.pdf", "broken.pptx"):
        (project / name).write_bytes(b"nonsense")
    result = docgen("diff", *arguments)
    assert result.exit_code == 1
    assert "error DG822" in result.stderr
    assert said in result.stderr


def test_against_a_revision(project: Path, docgen: Docgen, git: Git) -> None:
    change(project, ("30%", "35%"), add=ADDED)
    found = diff(docgen, "--against", "main")
    figures = {
        (n["old"], n["new"]) for one in found.values() for c in one["changes"] for n in c["numbers"]
    }  # type: ignore[attr-defined]
    assert ("30%", "35%") in figures
    assert not (project / "build").exists(), "nothing is left behind"


def test_against_draws_decks_without_office(
    project: Path, docgen: Docgen, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(project, ("30%", "35%"))
    monkeypatch.setattr("docgen.report.images.office", lambda: None)
    found = diff(docgen, "--against", "main", "--layout", "briefing-deck", "--pictures", "shots")
    assert found[NEW]["looks"]


def test_against_from_below_the_top(project: Path, docgen: Docgen, git: Git) -> None:
    """The project may be a folder of the repository; a new summary is a new document."""
    (project / "sources" / "gates.yaml").write_text("title: Gates\nlang: en\ndate: 2026-01-01\n")
    found = diff(docgen, "--against", "HEAD", "sources/gates.yaml", "-l", "one-pager")
    assert {n: one["status"] for n, one in found.items()} == {"gates.one-pager.pdf": "added"}


def test_a_source_that_broke(project: Path, docgen: Docgen, git: Git) -> None:
    change(project, add="titel: x\n")
    result = docgen("diff", "--against", "main")
    assert result.exit_code == 1
    assert "can't be built any more" in result.stdout
    assert "DG102" in result.stderr


def test_an_unknown_revision(project: Path, docgen: Docgen, git: Git) -> None:
    for name in ("no-such-branch", "--output=x"):
        result = docgen("diff", f"--against={name}")
        assert result.exit_code == 1
        assert f'error DG821: git has no revision "{name}"' in result.stderr


def test_no_repository(project: Path, docgen: Docgen) -> None:
    assert "DG821" in docgen("diff", "--against", "main").stderr


def long_difference(count: int) -> Difference:
    changes = [
        Change(
            "changed",
            "text",
            f"It is {n}, @who #1",
            f"It is {n + 1} <b>",
            1,
            1,
            (NumberChange(str(n), str(n + 1)),),
        )
        for n in range(count)
    ]
    return Difference("a.pdf", "page", "changed", 1, 1, (), changes)


def test_markdown_fits_a_comment() -> None:
    text = diff_markdown([long_difference(3000)])
    assert LIMIT - 300 < len(text) <= LIMIT
    assert "Cut here" in text
    assert text.count("<details>") == text.count("</details>")


def test_markdown_of_a_text_stays_text() -> None:
    text = diff_markdown([long_difference(1)])
    assert "Cut here" not in text
    assert "@who" not in text, "nobody is mentioned"
    assert "\\<b\\>" in text
    assert "\\#1" in text


def test_pdf_text_by_page_and_block(builds: tuple[Path, Path]) -> None:
    content = read_pdf(builds[1] / OLD)
    blocks = [b for part in content.parts for b in part.blocks]
    assert content.parts[0].title == "Sea walls pay for themselves"
    assert ("item", "Every euro spent on walls saves 4 euros of damage.") in [
        (b.role, b.text) for b in blocks
    ]
    assert not any("Page 1" in b.text for b in blocks), "running heads are artifacts"


def test_a_pdf_without_tags(tmp_path: Path) -> None:

    sink = io.BytesIO()
    canvas = Canvas(sink)
    canvas.drawString(72, 700, "First line")
    canvas.drawString(72, 680, "Second line")
    canvas.save()
    path = tmp_path / "plain.pdf"
    path.write_bytes(sink.getvalue())
    assert [b.text for b in read_pdf(path).parts[0].blocks] == ["First line", "Second line"]
