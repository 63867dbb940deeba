"""Designs read as they look: windows to the background, words of a layout's own, doubled footers."""

from __future__ import annotations

import copy
import io
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt
from template_corpus import ROOT

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import find_theme
from docgen.pptx_template.read import read_template
from docgen.summary.loader import summary_from_data

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def saved(deck: Presentation, root: Path) -> Path:  # type: ignore[valid-type]
    deck.save(str(root / "corp.pptx"))
    return root / "corp.pptx"


def rectangle(number: int, fill: str, more: str = "", box: str = "0 0 9144000 6858000"):  # type: ignore[no-untyped-def]
    x, y, wide, high = box.split()
    return parse_xml(
        f'<p:sp {NAMES} {more}><p:nvSpPr><p:cNvPr id="{number}" name="R{number}"/><p:cNvSpPr/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}"'
        f' cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f'<p:style><a:lnRef idx="0"><a:schemeClr val="lt1"/></a:lnRef><a:fillRef idx="1"><a:schemeClr'
        f' val="lt1"/></a:fillRef><a:effectRef idx="0"><a:schemeClr val="lt1"/></a:effectRef>'
        f'<a:fontRef idx="minor"/></p:style></p:sp>'
    )


@pytest.mark.parametrize("window", [True, False])
def test_a_window_shows_the_slides_background(tmp_path: Path, window: bool) -> None:
    """A white sheet with a hole through which the dark background is seen."""
    deck = Presentation()
    master = deck.slide_masters[0]
    ground = parse_xml(
        f'<p:bg {NAMES}><p:bgPr><a:solidFill><a:srgbClr val="401010"/></a:solidFill>'
        "<a:effectLst/></p:bgPr></p:bg>"
    )
    slide = master._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}cSld")
    for old in slide.findall("{http://schemas.openxmlformats.org/presentationml/2006/main}bg"):
        slide.remove(old)
    slide.insert(0, ground)
    tree = master.shapes._spTree
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    tree.insert(2, rectangle(90, white))
    if window:
        inner = "60000 60000 9020000 6730000"
        tree.insert(3, rectangle(91, "", 'useBgFill="1"', inner))
    read = read_template(saved(deck, tmp_path), find_theme("slate", ROOT), Diagnostics())
    text = read.theme.color(read.theme.styles["deck"]["body"].color).rgb
    assert (min(text) > 0.8) == window
    assert (max(text) < 0.2) != window


def test_a_layout_that_says_thank_you_holds_no_content(tmp_path: Path) -> None:
    deck = Presentation()
    first, second = deck.slide_layouts[1], deck.slide_layouts[3]
    for layout in list(deck.slide_layouts):
        if layout not in (deck.slide_layouts[0], first, second):
            deck.slide_layouts.remove(layout)
    first.name, second.name = "One", "Two"
    for layout in (first, second):
        layout._element.attrib.pop("type", None)
    other = next(p for p in second.placeholders if p.placeholder_format.idx == 2)
    other._element.getparent().remove(other._element)
    body = next(p for p in second.placeholders if p.placeholder_format.idx == 1)
    body.left, body.top, body.width, body.height = Pt(36), Pt(126), Pt(600), Pt(330)
    words = rectangle(90, "<a:noFill/>", "", "3000000 3000000 3000000 900000")
    text = etree.SubElement(
        words, "{http://schemas.openxmlformats.org/presentationml/2006/main}txBody"
    )
    text.append(parse_xml(f"<a:bodyPr {NAMES}/>"))
    text.append(parse_xml(f"<a:p {NAMES}><a:r><a:t>Thank you.</a:t></a:r></a:p>"))
    first.shapes._spTree.append(words)
    read = read_template(saved(deck, tmp_path), find_theme("slate", ROOT), Diagnostics())
    assert read.mapping["content"].layout.name == "Two"


def build(root: Path, people: int) -> Presentation:  # type: ignore[valid-type]
    summary = summary_from_data(
        {
            "title": "A plan",
            "kicker": "Security",
            "people": [
                {"name": f"Person {n}", "role": "Engineer of walls", "note": "Said much. " * 12}
                for n in range(people)
            ],
            "headings": {"people": "Two governments stand behind two sets of plans for the coast"},
        }
    )
    data = render(summary, "briefing-deck", project=ROOT, template=root / "corp.pptx")
    return Presentation(io.BytesIO(bytes(data)))


def test_footers_of_one_place_are_shown_once(tmp_path: Path) -> None:
    deck = Presentation()
    for layout in deck.slide_layouts:
        for one in list(layout.placeholders):
            if one.placeholder_format.idx in (11, 12):
                twin = copy.deepcopy(one._element)
                twin.nvSpPr.cNvPr.set("id", str(60 + one.placeholder_format.idx))
                layout.shapes._spTree.append(twin)
    saved(deck, tmp_path)
    for slide in build(tmp_path, 2).slides:
        kinds = [p.placeholder_format.type for p in slide.placeholders]
        assert len(kinds) == len(set(kinds)), kinds


def test_the_kicker_of_a_continued_slide_stands_clear_of_its_longer_title(tmp_path: Path) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    layout = deck.slide_layouts[1]
    for one in layout.placeholders:
        if one.placeholder_format.idx == 0:
            one.left, one.top, one.width, one.height = Pt(66), Pt(29), Pt(560), Pt(104)
            one._element.txBody.bodyPr.set("anchor", "ctr")
        elif one.placeholder_format.idx == 1:
            one.left, one.top, one.width, one.height = Pt(66), Pt(144), Pt(828), Pt(343)
    saved(deck, tmp_path)
    parts = [s for s in build(tmp_path, 14).slides if "governments" in s.shapes.title.text]
    assert len(parts) > 1 and parts[0].slide_layout.name == "Title and Content"
    for slide in parts:
        kicker = next(s for s in slide.shapes if s.name == "Kicker")
        title = slide.shapes.title
        lines = title.text_frame.paragraphs[0].runs[0].font.size * 1.08 * 2
        top = title.top + max((title.height - lines) / 2, 0)
        assert kicker.top + kicker.height <= top + Pt(8)
