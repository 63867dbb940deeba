"""Settings that people give together act together."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from pptx import Presentation
from pypdfium2 import PdfDocument

from docgen.cli import main

SUMMARY = """\
title: Deiche zahlen sich aus
lang: de
date: 2026-03-05
key_points: [Jeder Euro spart vier., Zwei Bezirke sind noch offen.]
sections: [{heading: Was gebaut wurde, body: Elf Kilometer Deich stehen.}]
"""
LOGO = (200, 30, 90)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "deiche.yaml").write_text(SUMMARY)
    (tmp_path / "docgen.toml").write_text('layouts = ["policy-brief"]\n')
    Image.new("RGB", (300, 100), LOGO).save(tmp_path / "logo.png")
    Presentation().save(str(tmp_path / "corp.pptx"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> str:
    """Run the command, which has to succeed; return what it told people."""
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.stderr


def texts(pdf: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in PdfDocument(pdf)]


def test_date_format_and_language(desk: Path) -> None:
    run("build")
    assert any("5. März 2026" in text for text in texts(desk / "build/deiche.policy-brief.pdf"))
    for form, shown in (("iso", "2026-03-05"), ("dd.MM.yyyy", "05.03.2026")):
        (desk / "docgen.toml").write_text(f'date-format = "{form}"\n')
        run("build", "-l", "policy-brief")
        run("build", "-l", "briefing-deck", "--format", "pdf")
        for name in ("policy-brief", "briefing-deck"):
            said = " ".join(texts(desk / f"build/deiche.{name}.pdf"))
            assert shown in said
            assert "März" not in said


def test_a_dark_theme_prints_on_white_paper(desk: Path) -> None:
    """Slides are dark and briefs aren't; both can be read."""

    def ground(name: str) -> int:
        page = PdfDocument(desk / f"build/deiche.{name}.pdf")[1 if "deck" in name else 0]
        picture = page.render(scale=0.5).to_pil().convert("L")
        counts = picture.histogram()
        return counts.index(max(counts))

    run("build", "-t", "midnight", "-l", "policy-brief")
    run("build", "-t", "midnight", "-l", "briefing-deck", "--format", "pdf")
    assert ground("policy-brief") > 240
    assert ground("briefing-deck") < 80
    assert "Deiche zahlen sich aus" in texts(desk / "build/deiche.policy-brief.pdf")[0]


def test_a_watermark_stands_on_every_slide_and_page(desk: Path) -> None:
    run("build", "--set", "draft=true")
    run("build", "-l", "briefing-deck", "--set", "draft=true")
    run("build", "-l", "briefing-deck", "--set", "draft=true", "--format", "pdf")
    for name in ("policy-brief", "briefing-deck"):
        for text in texts(desk / f"build/deiche.{name}.pdf"):
            assert "entwurf" in text.casefold()
    deck = Presentation(io.BytesIO((desk / "build/deiche.briefing-deck.pptx").read_bytes()))
    for slide in deck.slides:
        stands = [
            *slide.shapes,
            *slide.slide_layout.shapes,
            *slide.slide_layout.slide_master.shapes,
        ]
        said = " ".join(shape.text_frame.text for shape in stands if shape.has_text_frame)
        assert "entwurf" in said.casefold()


def test_a_logo_on_a_company_template_is_shown_or_told(desk: Path) -> None:
    words = ("build", "-l", "briefing-deck", "--template", "corp.pptx", "--set", "logo=logo.png")
    told = run(*words)
    run(*words, "--format", "pdf")
    page = PdfDocument(desk / "build/deiche.briefing-deck.pdf")[0]
    colors = {color for _, color in page.render(scale=0.5).to_pil().getcolors(1 << 20) or ()}
    assert LOGO in colors or "logo" in told
