"""Designs as the world has them: they build, nothing is lost, covered or unreadable."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation
from strangers import STRANGERS, small_everywhere
from template_corpus import ROOT, Built, build

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import find_theme
from docgen.ooxml.strict import to_transitional
from docgen.placed.overlaps import text_overlaps
from docgen.pptx_template.layout_names import is_hinted, is_named, is_special, plain_name
from docgen.pptx_template.read import read_template

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    folder, known = tmp_path_factory.mktemp("strangers"), dict[str, Built]()

    def get(name: str) -> Built:
        if name not in known:
            known[name] = build(STRANGERS[name](folder / f"{name}.pptx"))
        return known[name]

    return get


@pytest.mark.parametrize("name", STRANGERS)
def test_builds_valid_and_no_texts_overlap(stranger: Callable[[str], Built], name: str) -> None:
    built = stranger(name)
    assert [str(e) for e in validate_pptx(built.path).errors] == []
    assert [o for s in built.deck.slides for o in text_overlaps(s)] == []
    for number, slide in enumerate(Presentation(str(built.path)).slides, 1):
        boxes = [
            (s.name, s.left, s.top, s.left + s.width, s.top + s.height)
            for s in slide.shapes
            if s.has_text_frame and s.text_frame.text.strip()
        ]
        for n, (one, x, y, right, bottom) in enumerate(boxes):
            for two, x2, y2, right2, bottom2 in boxes[n + 1 :]:
                wide, tall = min(right, right2) - max(x, x2), min(bottom, bottom2) - max(y, y2)
                assert wide <= 12700 or tall <= 12700, (number, one, two)


@pytest.mark.parametrize("name", STRANGERS)
def test_the_cover_has_all_its_texts(stranger: Callable[[str], Built], name: str) -> None:
    built = stranger(name)
    cover = Presentation(str(built.path)).slides[0]
    texts = " ".join(s.text_frame.text for s in cover.shapes if s.has_text_frame)
    for text in ("Indo-Pacific security", "Japan moves beyond", "docgen example desk"):
        assert text in texts


def test_a_part_name_that_is_taken_ends(tmp_path: Path) -> None:
    """The command itself, in a process of its own: it looped without end."""
    design = STRANGERS["properties-by-other-types"](tmp_path / "a.pptx")
    source = ROOT / "sources" / "japan-defense.yaml"
    command = [sys.executable, "-m", "docgen", "build", str(source), "--layout", "briefing-deck"]
    options = ["--template", str(design), "--out", str(tmp_path / "out")]
    done = subprocess.run([*command, *options], capture_output=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    names = [p.name for p in (tmp_path / "out").glob("*.pptx")]
    assert len(names) == 1


def test_strict_becomes_transitional(stranger: Callable[[str], Built]) -> None:
    blob = b'<a:x xmlns:a="http://purl.oclc.org/ooxml/drawingml/main" val="75%" name="5%"/>'
    wanted = b'<a:x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" val="75000" name="5%"/>'
    assert to_transitional(blob) == wanted
    assert b"purl.oclc.org" not in b"".join(
        part.blob for part in Presentation(str(stranger("strict").path)).part.package.iter_parts()
    )


def contrast_of(built: Built, key: str) -> list[float]:
    read = read_template(built.template, find_theme("slate", ROOT), Diagnostics())
    found = []
    for slide in built.deck.slides:
        seen = read.study.of(read.mapping[slide.layout.role].layout)
        for one in slide.items:
            if one.placeholder is not None and one.placeholder.key == key:
                number = 0 if one.placeholder.unfilled else one.placeholder.shape
                for para in one.item.paras:  # type: ignore[union-attr]
                    rgb = built.deck.theme.color(para.style.color).rgb
                    found.append(seen.ground_of(number).contrast(one.item.rect, rgb))
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [("title-on-own-fill", "title"), ("body-on-own-fill", "body"), ("dark-theme-picture", "title")],
)
def test_text_reads_on_what_it_stands_on(
    stranger: Callable[[str], Built], name: str, key: str
) -> None:
    found = contrast_of(stranger(name), key)
    assert found
    assert min(found) >= 4.5


def test_text_is_light_on_a_themes_dark_picture(stranger: Callable[[str], Built]) -> None:
    theme = stranger("dark-theme-picture").deck.theme
    assert min(theme.color("text").rgb) > 0.8


def test_titles_on_their_own_dark_fill_stay_white(stranger: Callable[[str], Built]) -> None:
    built = stranger("title-on-own-fill")
    title = next(i.item for i in built.deck.slides[1].items if i.placeholder.key == "title")  # type: ignore[union-attr]
    assert built.deck.theme.color(title.paras[0].style.color).hex == "FFFFFF"  # type: ignore[union-attr]


def test_capitals_and_direction_of_the_defaults_do_not_leak(
    stranger: Callable[[str], Built],
) -> None:
    built = stranger("shouting")
    for slide in Presentation(str(built.path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame and not shape.is_placeholder and shape.name != "Kicker":
                for para in [p for p in shape.text_frame.paragraphs if p.text]:
                    assert para._p.find(f"{A}pPr").get("rtl") == "0"
                    assert all(r._r.find(f"{A}rPr").get("cap") == "none" for r in para.runs)


def roles(path: Path) -> dict[str, str]:
    read = read_template(path, find_theme("slate", ROOT), Diagnostics())
    return {role: one.layout.name for role, one in read.mapping.items()}


def test_names_in_other_languages(stranger: Callable[[str], Built]) -> None:
    found = roles(stranger("swedish").template)
    assert found["title"] == "Rubrikbild"
    assert found["content"] == "Rubrik och innehåll"
    assert found["picture"] == "Bild med bildtext"
    assert found["blank"] == "Endast rubrik"


def test_a_strip_is_no_body(stranger: Callable[[str], Built]) -> None:
    assert roles(stranger("strip-first").template)["content"] == "Brødtekst"


@pytest.mark.parametrize(
    ("name", "special"),
    [
        ("Comparison", True),
        ("Title Slide", True),
        ("Table of Contents", True),
        ("Use for slides with Software Code", True),
        ("1_Transition", True),
        ("Rubrikbild", True),
        ("Title and Content", False),
        ("2_Titel und Inhalt", False),
        ("Contentment", False),
    ],
)
def test_what_is_no_content_layout(name: str, special: bool) -> None:
    assert is_special(name) == special


def test_whole_names_and_whole_words() -> None:
    assert is_named("title", "3_Rubrikbild")
    assert not is_hinted("picture", "Rubrikbild")
    assert is_hinted("picture", "Text och bild")
    assert plain_name("1_Title  Slide (2)") == "title slide"


def test_a_refusal_names_the_layouts_and_the_line_to_write(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as refused:
        build(small_everywhere(tmp_path / "small.pptx"))
    told = refused.value.diagnostics[0]
    assert told.code == "DG711"
    assert re.search(r'doesn\'t fit on layout \d+ "[^"]+" or layout \d+ "', told.message)
    assert "[template.layouts]" in told.hint
