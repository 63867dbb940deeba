"""Each kind of hand edit alone: kept in the merged deck, or told; and none is told without one."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from docgen.engine.api import render
from docgen.pptx.merge import Merged, merge_decks
from docgen.summary.loader import summary_from_data

ROOT = Path(__file__).parents[2]
SUMMARY = {
    "title": "The river came back",
    "sections": [
        {"id": "why", "heading": "Why it rose", "points": ["Rain.", "Snow.", "A gate."]},
        {"id": "cost", "heading": "What it cost", "points": ["Much."], "figures": ["c"]},
        {"id": "next", "heading": "What comes", "points": ["A weir.", "A bed.", "A gauge."]},
    ],
    "charts": [
        {
            "id": "c",
            "title": "Cost",
            "categories": ["a", "b"],
            "series": [{"name": "S", "values": [1, 2]}],
        }
    ],
}
Edit = Callable[[Presentation], None]  # type: ignore[valid-type]


@pytest.fixture(scope="module")
def deck() -> bytes:
    return bytes(render(summary_from_data(SUMMARY), "briefing-deck", project=ROOT))


def merged(deck: bytes, edit: Edit) -> tuple[Merged, Presentation]:  # type: ignore[valid-type]
    opened = Presentation(io.BytesIO(deck))
    edit(opened)
    sink = io.BytesIO()
    opened.save(sink)
    made = merge_decks(sink.getvalue(), deck)
    return made, Presentation(io.BytesIO(made.data))


def titles(deck: Presentation) -> list[str]:  # type: ignore[valid-type]
    return [s.shapes.title.text for s in deck.slides]


def shape(deck, number: int, kind: str):  # type: ignore[no-untyped-def]
    return next(s for s in deck.slides[number].shapes if s.name.startswith(kind))


def nothing(deck) -> None:  # type: ignore[no-untyped-def]
    pass


def move_slide(deck) -> None:  # type: ignore[no-untyped-def]
    listed = deck.slides._sldIdLst
    last = listed[-1]
    listed.remove(last)
    listed.insert(1, last)


def look(deck) -> None:  # type: ignore[no-untyped-def]
    run = deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(200, 0, 0)


def alt(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1].shapes.title._element.nvSpPr.cNvPr.set("descr", "Mine")


def values(deck) -> None:  # type: ignore[no-untyped-def]
    chart = next(s.chart for slide in deck.slides for s in slide.shapes if s.has_chart)
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("S", (7, 9))
    chart.replace_data(data)


def group(deck) -> None:  # type: ignore[no-untyped-def]
    slide = deck.slides[1]
    made = slide.shapes.add_group_shape()
    made.name = "My group"
    made._element.append(slide.shapes.title._element)


def background(deck) -> None:  # type: ignore[no-untyped-def]
    fill = deck.slides[1].background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(250, 240, 200)


def layout(deck) -> None:  # type: ignore[no-untyped-def]
    slide = deck.slides[1]
    rel = next(r for r in slide.part.rels.values() if r.reltype.endswith("/slideLayout"))
    rel._target = deck.slide_layouts[0].part


def size(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slide_width = Pt(720)


def theme(deck) -> None:  # type: ignore[no-untyped-def]
    part = next(
        r.target_part
        for r in deck.slide_masters[0].part.rels.values()
        if r.reltype.endswith("/theme")
    )
    part._blob = re.sub(rb'(<a:accent1><a:srgbClr val=)"\w+"', rb'\1"ABCDEF"', part.blob)


def unhide(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1]._element.set("show", "0")


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (look, '"Title" was given another look'),
        (alt, '"Title" was given another look'),
        (values, "has other values"),
        (group, 'the group "My group" holds docgen\'s "Title"'),
        (layout, "its layout was changed to"),
        (size, "size was changed"),
        (theme, "colours or fonts of the theme"),
    ],
)
def test_what_is_not_kept_is_told(deck: bytes, edit: Edit, says: str) -> None:
    made, _ = merged(deck, edit)
    assert any(says in one for one in made.lost), made.lost
    assert made.kept == []


def test_without_an_edit_nothing_is_told(deck: bytes) -> None:
    made, _ = merged(deck, nothing)
    assert (made.kept, made.lost) == ([], [])


def test_slides_stand_where_they_were_put_and_in_their_sections(
    deck: bytes, tmp_path: Path
) -> None:
    made, got = merged(deck, move_slide)
    assert titles(got) == ["The river came back", "What comes", "Why it rose", "What it cost"]
    assert any('"What comes" stands where it was put' in one for one in made.kept)
    listed = [s.slide_id for s in got.slides]
    in_sections = [
        int(n.get("id"))
        for n in got.part._element.iter()
        if n.tag.endswith("}sldId") and "office/powerpoint/2010" in n.tag
    ]
    assert in_sections == listed
    (tmp_path / "merged.pptx").write_bytes(made.data)
    assert validate_pptx(str(tmp_path / "merged.pptx")).errors == []
    again = merge_decks(made.data, deck)
    assert titles(Presentation(io.BytesIO(again.data))) == titles(got)


def test_a_background_of_the_hand_is_kept(deck: bytes) -> None:
    made, got = merged(deck, background)
    assert made.lost == []
    assert got.slides[1]._element.xpath(".//p:bg//a:srgbClr/@val") == ["FAF0C8"]


def test_a_slide_with_a_master_of_its_own_keeps_it(deck: bytes) -> None:
    other = Presentation()
    guest = other.slides.add_slide(other.slide_layouts[5])
    guest.shapes.title.text = "Guest"

    def paste(opened) -> None:  # type: ignore[no-untyped-def]
        """As PowerPoint pastes with the source's formatting."""
        made = opened.slides.add_slide(opened.slide_layouts[0])
        for one in list(made.shapes):
            one._element.getparent().remove(one._element)
        made.shapes._spTree.append(copy.deepcopy(guest.shapes.title._element))
        rel = next(r for r in made.part.rels.values() if r.reltype.endswith("/slideLayout"))
        rel._target = guest.slide_layout.part
        master = guest.slide_layout.slide_master.part
        rid = opened.part.relate_to(master, RELATION)
        node = copy.deepcopy(opened.part._element.sldMasterIdLst[0])
        node.set("id", str(2**31 + 5000))
        node.rId = rid
        opened.part._element.sldMasterIdLst.append(node)
        for part in (master, *(x.target_part for x in master.rels.values())):
            part.partname = type(part.partname)(
                str(part.partname).replace(".xml", "9.xml").replace("slideMaster19", "slideMaster9")
            )

    _, got = merged(deck, paste)
    assert titles(got)[-1] == "Guest"
    assert got.slides[len(got.slides) - 1].slide_layout.name == "Title Only"
    assert len(got.slide_masters) == 2
    ids = [
        node.get("id")
        for root in (got.part._element, *(m._element for m in got.slide_masters))
        for node in root.iter()
        if node.tag.endswith(("}sldMasterId", "}sldLayoutId"))
    ]
    assert len(ids) == len(set(ids))


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster"


def test_a_picture_of_an_escaped_name_is_copied(deck: bytes) -> None:
    def add(opened) -> None:  # type: ignore[no-untyped-def]
        sink = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(sink, "PNG")
        picture = opened.slides[1].shapes.add_picture(sink, Pt(5), Pt(5))
        part = opened.slides[1].part.related_part(picture._element.blip_rId)
        part.partname = type(part.partname)("/ppt/media/my%20picture%25.png")

    made, got = merged(deck, add)
    assert made.lost == []
    assert [s.image.ext for s in got.slides[1].shapes if s.shape_type == 13] == ["png"]


def test_a_chart_of_the_hand_is_kept_with_its_workbook(deck: bytes) -> None:
    def add(opened) -> None:  # type: ignore[no-untyped-def]
        data = CategoryChartData()
        data.categories = ["x"]
        data.add_series("Mine", (5,))
        opened.slides[1].shapes.add_chart(
            XL_CHART_TYPE.PIE, Pt(400), Pt(300), Pt(100), Pt(100), data
        )

    _, got = merged(deck, add)
    (chart,) = [s.chart for s in got.slides[1].shapes if s.has_chart]
    assert list(chart.plots[0].series[0].values) == [5.0]
    assert chart.part.chart_workbook.xlsx_part is not None


def test_a_slide_that_is_shown_again_is_kept_so(deck: bytes) -> None:
    hidden = Presentation(io.BytesIO(deck))
    made, _ = merged(deck, unhide)
    assert any("is hidden" in one for one in made.kept)
    assert hidden.slides[1]._element.get("show") is None
