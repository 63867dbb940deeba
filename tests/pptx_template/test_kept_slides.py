"""Sample slides of a company's file that stay in a deck: `[template] keep = [..]`."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation
from pptx.util import Pt
from template_corpus import ROOT

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import find_theme
from docgen.pptx_template.read import read_template
from docgen.summary.loader import load_summary


def company(path: Path) -> Path:
    """Four slides: a cover with a picture, two samples, a legal page that links to one."""
    deck = Presentation()
    for text in ("Our cover", "Sample", "Another sample", "Legal notice"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = text
    sink = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(sink, "PNG")
    deck.slides[0].shapes.add_picture(sink, Pt(10), Pt(10), Pt(60), Pt(40))
    legal = deck.slides[3].shapes.add_textbox(Pt(10), Pt(300), Pt(200), Pt(30))
    legal.text_frame.text = "See the sample"
    legal.click_action.target_slide = deck.slides[1]
    deck.save(str(path))
    return path


def built(tmp_path: Path, keep: str) -> Presentation:  # type: ignore[valid-type]
    company(tmp_path / "corp.pptx")
    (tmp_path / "docgen.toml").write_text("")
    themes = tmp_path / "layouts" / "themes"
    themes.mkdir(parents=True)
    text = f'extends = "slate"\n[template]\nfile = "../../corp.pptx"\nkeep = {keep}\n'
    (themes / "mine.toml").write_text(text)
    summary = load_summary(ROOT / "sources" / "japan-defense.yaml")
    data = bytes(render(summary, "briefing-deck", "mine", project=tmp_path))
    (tmp_path / "deck.pptx").write_bytes(data)
    return Presentation(str(tmp_path / "deck.pptx"))


def titles(deck: Presentation) -> list[str]:  # type: ignore[valid-type]
    return [s.shapes.title.text for s in deck.slides]  # type: ignore[attr-defined]


def test_kept_slides_stand_before_and_after(tmp_path: Path) -> None:
    deck = built(tmp_path, "[1, 4]")
    found = titles(deck)
    assert (found[0], found[-1]) == ("Our cover", "Legal notice")
    assert len(found) > 10
    assert not {"Sample", "Another sample"} & set(found)
    assert [str(e) for e in validate_pptx(tmp_path / "deck.pptx").errors] == []
    names = [str(p.partname) for p in deck.part.package.iter_parts()]  # type: ignore[attr-defined]
    assert sum("/slides/slide" in n and n.endswith(".xml") for n in names) == len(found)


def test_without_keep_none_stays(tmp_path: Path) -> None:
    assert not {"Our cover", "Legal notice"} & set(titles(built(tmp_path, "[]")))


def test_a_slide_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = company(tmp_path / "corp.pptx")
    theme = replace(find_theme("slate", ROOT), template_keep=(9,))
    with pytest.raises(DocgenError) as refused:
        read_template(path, theme, Diagnostics())
    assert [d.code for d in refused.value.diagnostics] == ["DG715"]
