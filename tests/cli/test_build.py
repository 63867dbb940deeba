"""``docgen build`` that goes well."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pptx import Presentation
from tools import outputs

from cli.conftest import SUMMARY, Docgen, Shell


def pages(path: Path) -> int:
    return len(pypdfium2.PdfDocument(path.read_bytes()))


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_without_arguments_every_source_and_layout(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "other.yml").write_text("title: Other\nlang: en\n")
    result = docgen("build")
    assert result.exit_code == 0, result.stderr
    names = [p.name for p in outputs(project / "build")]
    assert names == [
        "other.executive-deck.pptx",
        "other.policy-brief.pdf",
        "walls.executive-deck.pptx",
        "walls.policy-brief.pdf",
    ]
    assert "Sea walls pay for themselves" in text_of(project / "build" / "walls.policy-brief.pdf")
    deck = Presentation(str(project / "build" / "walls.executive-deck.pptx"))
    assert deck.slides[0].shapes.title.text == "Sea walls pay for themselves"


def test_table_on_stdout_tells_the_truth(project: Path, docgen: Docgen) -> None:
    result = docgen("build")
    rows = [re.split(r"  +", line) for line in result.stdout.splitlines()]
    assert rows[0] == ["Output", "Length", "Size", "Time"]
    brief, deck = rows[1], rows[2]
    assert brief[0] == "build/walls.policy-brief.pdf"
    count = pages(project / brief[0])
    assert brief[1] == f"{count} page" + ("s" if count > 1 else "")
    slides = len(Presentation(str(project / deck[0])).slides)
    assert deck[1] == f"{slides} slides"
    for row in (brief, deck):
        assert row[2] == f"{(project / row[0]).stat().st_size / 1000:,.0f} kB"
        assert re.fullmatch(r"\d+\.\d\d s", row[3])


def test_plain_lines_on_stderr_without_a_terminal(shell: Shell) -> None:
    result = shell("build")
    assert result.stderr.splitlines() == [
        "[1/2] built build/walls.policy-brief.pdf",
        "[2/2] built build/walls.executive-deck.pptx",
    ]
    assert "\x1b" not in result.stderr + result.stdout


def test_quiet_says_nothing(docgen: Docgen) -> None:
    result = docgen("build", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_options(project: Path, docgen: Docgen) -> None:
    result = docgen(
        "build",
        "sources/walls.yaml",
        "--layout",
        "policy-brief",
        "--theme",
        "vermilion",
        "--out",
        "here/there",
        "--param",
        "page=Letter",
    )
    assert result.exit_code == 0, result.stderr
    made = project / "here" / "there" / "walls.policy-brief.pdf"
    width, height = pypdfium2.PdfDocument(made.read_bytes())[0].get_size()
    assert (round(width), round(height)) == (612, 792)
    assert not (project / "build").exists()


def test_theme_changes_the_output(project: Path, docgen: Docgen) -> None:
    for theme in ("slate", "vermilion"):
        assert docgen("build", "-l", "executive-deck", "-t", theme, "-o", theme).exit_code == 0
    one, two = (project / t / "walls.executive-deck.pptx" for t in ("slate", "vermilion"))
    assert one.read_bytes() != two.read_bytes()


def test_a_parameter_goes_to_the_layouts_that_have_it(project: Path, docgen: Docgen) -> None:
    assert docgen("build", "--param", "page=Letter").exit_code == 0
    assert (project / "build" / "walls.executive-deck.pptx").is_file()


def test_format_pdf_makes_slides_pdf(project: Path, docgen: Docgen) -> None:
    assert docgen("build", "--format", "pdf").exit_code == 0
    made = project / "build" / "walls.executive-deck.pdf"
    assert pypdfium2.PdfDocument(made.read_bytes())[0].get_size() == pytest.approx((960, 540))


def test_format_pptx_leaves_the_settings_briefs_out(project: Path, docgen: Docgen) -> None:
    assert docgen("build", "--format", "pptx").exit_code == 0
    assert [p.name for p in outputs(project / "build")] == ["walls.executive-deck.pptx"]


def test_handout_is_a_pdf(project: Path, docgen: Docgen) -> None:
    assert docgen("build", "-l", "executive-deck", "--handout", "6").exit_code == 0
    assert pages(project / "build" / "walls.executive-deck.pdf") == 1


def test_a_folder_stands_for_its_summaries(project: Path, docgen: Docgen) -> None:
    (project / "more").mkdir()
    for name in ("b.yaml", "a.json", ".hidden.yaml", "notes.txt"):
        (project / "more" / name).write_text('{"title": "T", "lang": "en"}')
    result = docgen("build", "more", "-l", "policy-brief")
    built = [line.split()[2] for line in result.stderr.splitlines()]
    assert built == ["build/a.policy-brief.pdf", "build/b.policy-brief.pdf"]


def test_one_bad_source_stops_no_other(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "bad.yaml").write_text("titel: T\n")
    result = docgen("build", "-l", "policy-brief")
    assert result.exit_code == 1
    assert (project / "build" / "walls.policy-brief.pdf").is_file()
    assert "build/walls.policy-brief.pdf" in result.stdout
    assert "bad.policy-brief" not in result.stdout


def test_fail_fast_stops(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "bad.yaml").write_text("titel: T\n")
    assert docgen("build", "--fail-fast").exit_code == 1
    assert not (project / "build").exists()


def test_from_a_folder_below_the_root(
    project: Path, docgen: Docgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "sources")
    result = docgen("build", "-l", "policy-brief")
    assert result.exit_code == 0, result.stderr
    assert (project / "build" / "walls.policy-brief.pdf").is_file()


def test_same_bytes_again_in_other_surroundings(project: Path, shell: Shell) -> None:
    def bytes_of(**environment: str) -> list[bytes]:
        assert shell("build", **environment).returncode == 0
        return [p.read_bytes() for p in outputs(project / "build")]

    first = bytes_of(PYTHONHASHSEED="1", TZ="UTC")
    assert bytes_of(PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C") == first


@pytest.mark.parametrize("epoch", ["0", "1700000000", "253402300799"])
def test_source_date_epoch_is_the_date_inside(project: Path, shell: Shell, epoch: str) -> None:
    result = shell("build", SOURCE_DATE_EPOCH=epoch)
    assert result.returncode == 0, result.stderr
    deck = Presentation(io.BytesIO((project / "build" / "walls.executive-deck.pptx").read_bytes()))
    assert deck.core_properties.modified is not None
    year = {"0": 1970, "1700000000": 2023, "253402300799": 9999}[epoch]
    assert deck.core_properties.modified.year == year
    document = pypdfium2.PdfDocument((project / "build" / "walls.policy-brief.pdf").read_bytes())
    assert document.get_metadata_value("CreationDate").startswith(f"D:{year}")


def test_strict_makes_warnings_errors(project: Path, docgen: Docgen) -> None:
    layout = project / "layouts" / "mono"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text('kind = "deck"\ntheme = "odd"\n')
    (layout / "template.xml.j2").write_text(
        '<deck><slide layout="content" title="{{ summary.title }}"><para>Text</para></slide></deck>'
    )
    themes = project / "layouts" / "themes"
    themes.mkdir()
    (themes / "odd.toml").write_text('extends = "slate"\n[fonts.deck]\nbody = "Nobody Sans"\n')
    relaxed = docgen("build", "-l", "mono")
    assert relaxed.exit_code == 0, relaxed.stderr
    assert "warning" in relaxed.stderr
    strict = docgen("build", "-l", "mono", "--strict", "-o", "strict")
    assert strict.exit_code == 1
    assert "error" in strict.stderr
    assert not (project / "strict").exists()


def test_json_summary(project: Path, docgen: Docgen) -> None:
    (project / "sources" / "walls.yaml").unlink()
    (project / "sources" / "data.json").write_text('{"title": "From JSON"}')
    assert docgen("build", "-l", "policy-brief").exit_code == 0
    assert "From JSON" in text_of(project / "build" / "data.policy-brief.pdf")


def test_a_project_layout_takes_the_stock_ones_place(project: Path, docgen: Docgen) -> None:
    layout = project / "layouts" / "policy-brief"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text('kind = "brief"\n')
    (layout / "template.xml.j2").write_text("<brief><para>Our own brief</para></brief>")
    assert docgen("build", "-l", "policy-brief").exit_code == 0
    assert "Our own brief" in text_of(project / "build" / "walls.policy-brief.pdf")


@pytest.mark.parametrize("standard", ["ua-1+a-2a", "a-3a", "none"])
def test_pdf_standard(project: Path, docgen: Docgen, standard: str) -> None:
    series = "series: [{name: A, values: [1]}]"
    chart = f"charts:\n  - {{id: c, title: C, kind: bar, categories: [a], {series}}}\n"
    (project / "sources" / "walls.yaml").write_text(SUMMARY + chart)
    result = docgen("build", "-l", "policy-brief", "--pdf-standard", standard)
    assert result.exit_code == 0, result.stderr
    with pikepdf.open(project / "build" / "walls.policy-brief.pdf") as pdf:
        assert ("/StructTreeRoot" in pdf.Root) is (standard != "none")
        assert list(pdf.attachments) == (["c.csv"] if standard == "a-3a" else [])
        claimed = pdf.open_metadata().get("pdfaid:part")
    assert claimed == {"ua-1+a-2a": "2", "a-3a": "3", "none": None}[standard]
