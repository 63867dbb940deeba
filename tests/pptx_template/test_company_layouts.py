"""A company's own layouts by name: in a layout's slides, and in a section of the summary."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation

from docgen.engine.api import render
from docgen.foundation.diagnostics import DocgenError
from docgen.summary.loader import load_summary

SUMMARY = """
title: The weir
lang: en
sections:
- heading: The weir held
  layout: "company:section   HEADER"
  body: It was built in 1990 and has held since.
- heading: What it cost
  layout: "company:8"
  points: [Three million euros., The state paid half., The city paid the rest.]
- heading: What comes
  points: [A second gate., Another survey., A longer wall.]
"""


def project(root: Path, summary: str = SUMMARY, slides: str = "") -> Path:
    """Python-pptx's own template as the company's, and a layout of slides if there are some."""
    Presentation().save(str(root / "corp.pptx"))
    (root / "docgen.toml").write_text("")
    (root / "a.yaml").write_text(summary)
    if slides:
        folder = root / "layouts" / "mine"
        folder.mkdir(parents=True)
        (folder / "layout.toml").write_text('kind = "deck"\n')
        (folder / "template.xml.j2").write_text(f"<deck>{slides}</deck>")
    return root


def build(root: Path, layout: str = "briefing-deck", template: bool = True):  # type: ignore[no-untyped-def]
    made = render(
        load_summary(root / "a.yaml"),
        layout,
        project=root,
        template=root / "corp.pptx" if template else None,
    )
    (root / "deck.pptx").write_bytes(bytes(made))
    return made, Presentation(str(root / "deck.pptx"))


def test_a_section_takes_a_companys_layout_by_name_or_number(tmp_path: Path) -> None:
    _, deck = build(project(tmp_path))
    used = {s.shapes.title.text: s.slide_layout.name for s in deck.slides}
    assert used["The weir held"] == "Section Header"
    assert used["What it cost"] == "Content with Caption"
    assert used["What comes"] not in ("Section Header", "Content with Caption")
    words = "".join(s._element.xpath("string(.)") for s in deck.slides)
    for text in ("built in 1990", "Three million euros", "A longer wall"):
        assert text in words
    assert validate_pptx(str(tmp_path / "deck.pptx")).errors == []


def test_a_slide_takes_a_companys_layout_and_fills_its_placeholders(tmp_path: Path) -> None:
    slides = (
        '<slide layout="company:Title and Content" title="One"><para>Words of one.</para></slide>'
        '<slide layout="company:Two Content" title="Two"><columns><column><para>Left.</para>'
        "</column><column><para>Right.</para></column></columns></slide>"
    )
    _, deck = build(project(tmp_path, slides=slides), "mine")
    assert [s.slide_layout.name for s in deck.slides] == ["Title and Content", "Two Content"]
    texts = [{p.placeholder_format.idx: p.text for p in s.placeholders} for s in deck.slides]
    assert texts[0][1] == "Words of one."
    assert texts[1][1] == "Left." and texts[1][2] == "Right."


def test_styles_of_other_slides_stay_as_they_are(tmp_path: Path) -> None:
    """A layout that one slide asks for doesn't change the titles of the others."""
    _, with_names = build(project(tmp_path))
    plain = SUMMARY.replace('  layout: "company:section   HEADER"\n', "")
    (tmp_path / "a.yaml").write_text(plain.replace('  layout: "company:8"\n', ""))
    _, without = build(tmp_path)
    last = [
        next(s for s in deck.slides if s.shapes.title.text == "What comes")
        for deck in (with_names, without)
    ]
    assert last[0].shapes.title._element.xml == last[1].shapes.title._element.xml


@pytest.mark.parametrize(("name", "near"), [("Sektion Header", "Section Header"), ("zzz", "")])
def test_a_wrong_name_is_told_with_the_list(tmp_path: Path, name: str, near: str) -> None:
    root = project(tmp_path, SUMMARY.replace("section   HEADER", name))
    with pytest.raises(DocgenError) as error:
        build(root)
    (one,) = error.value.diagnostics
    assert one.code == "DG750" and one.location is not None
    assert (one.location.line, name in one.message) == (6, True)
    assert "2 Title and Content; 3 Section Header" in one.hint
    assert (f'did you mean "company:{near}"' in one.hint) == bool(near)


def test_without_a_template_our_own_layout_serves_and_that_is_told(tmp_path: Path) -> None:
    made, deck = build(project(tmp_path), template=False)
    assert [o.code for o in made.diagnostics if o.code == "DG751"] == ["DG751"] * 2
    assert "The weir held" in [s.shapes.title.text for s in deck.slides]


def test_a_section_names_no_role_of_ours(tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match="company: and a name"):
        load_summary(project(tmp_path, SUMMARY.replace("company:8", "two-content")) / "a.yaml")
