"""Each kind of hand edit alone: kept in the merged deck, or told; and none is told without one."""

from __future__ import annotations

import copy
import io
import json
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
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import SlideLayoutPart
from pptx.util import Pt

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics
from docgen.pptx.merge import Merged, merge_decks
from docgen.summary.loader import load_summary, summary_from_data

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
IMAGE = RT.IMAGE
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


def saved(opened: Presentation) -> bytes:  # type: ignore[valid-type]
    sink = io.BytesIO()
    opened.save(sink)  # type: ignore[attr-defined]
    return sink.getvalue()


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


def retype(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1].shapes.title.text_frame.text = "Mine"


def bold(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].font.bold = True


def typeface(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].font.name = "Georgia"


def align(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1].shapes.title.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def delete_shape(deck) -> None:  # type: ignore[no-untyped-def]
    one = deck.slides[1].shapes.title._element
    one.getparent().remove(one)


def delete_slide(deck) -> None:  # type: ignore[no-untyped-def]
    listed = deck.slides._sldIdLst
    deck.part.drop_rel(listed[1].rId)
    listed.remove(listed[1])


def chart_colour(deck) -> None:  # type: ignore[no-untyped-def]
    chart = next(s.chart for slide in deck.slides for s in slide.shapes if s.has_chart)
    fill = chart.plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(1, 2, 3)


def link(deck) -> None:  # type: ignore[no-untyped-def]
    run = deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://example.org/mine"


def order(deck) -> None:  # type: ignore[no-untyped-def]
    shapes = deck.slides[1].shapes._spTree
    shapes.append(deck.slides[1].shapes.title._element)


def master(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slide_masters[0].shapes[0].left = Pt(3)


def edit_layout(deck) -> None:  # type: ignore[no-untyped-def]
    deck.slides[1].slide_layout.shapes[0].left = Pt(3)


def new_layout(deck) -> None:  # type: ignore[no-untyped-def]
    design = deck.slide_masters[0]
    was = deck.slide_layouts[1].part
    node = copy.deepcopy(was._element)
    node.find(qn("p:cSld")).set("name", "My layout")
    name = PackURI("/ppt/slideLayouts/slideLayout99.xml")
    part = SlideLayoutPart(name, was.content_type, was.package, node)
    part.relate_to(design.part, RELATION)
    rid = design.part.relate_to(part, was_type(was, design))
    made = copy.deepcopy(design._element.sldLayoutIdLst[0])
    made.set("id", str(2**31 + 7000))
    made.rId = rid
    design._element.sldLayoutIdLst.append(made)


def was_type(layout, design) -> str:  # type: ignore[no-untyped-def]
    return next(r.reltype for r in design.part.rels.values() if r.target_part is layout)


def sections(deck):  # type: ignore[no-untyped-def]
    return [n for n in deck.part._element.iter() if n.tag.endswith("}section")]


def add_section(deck) -> None:  # type: ignore[no-untyped-def]
    made = copy.deepcopy(sections(deck)[0])
    for one in made[0]:
        made[0].remove(one)
    made.set("id", "{00000000-0000-0000-0000-000000000001}")
    made.set("name", "Mine")
    sections(deck)[-1].addnext(made)


def drop_section(deck) -> None:  # type: ignore[no-untyped-def]
    one = sections(deck)[-1]
    one.getparent().remove(one)


def shows(deck) -> None:  # type: ignore[no-untyped-def]
    node = parse_xml(
        f'<p:custShowLst {nsdecls("p", "r")}><p:custShow name="Short" id="0"><p:sldLst/>'
        "</p:custShow></p:custShowLst>"
    )
    deck.part._element.find(qn("p:notesSz")).addnext(node)


def animate_what_is_retyped(deck) -> None:  # type: ignore[no-untyped-def]
    retype(deck)
    animate(deck, deck.slides[2].shapes.title.shape_id + 4000)


def animate(deck, number: int | None = None) -> None:  # type: ignore[no-untyped-def]
    slide = deck.slides[1]
    shape = number or slide.shapes.title.shape_id
    slide._element.append(
        parse_xml(
            f'<p:timing {nsdecls("p")}><p:tnLst><p:par><p:cTn id="1" dur="indefinite"'
            ' restart="never" nodeType="tmRoot"><p:childTnLst><p:set><p:cBhvr><p:cTn id="2" dur="1"/>'
            f'<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl><p:attrNameLst><p:attrName>'
            "style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal"
            ' val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>'
        )
    )


def picture(deck, colour: str = "red"):  # type: ignore[no-untyped-def]
    sink = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(sink, "PNG")
    return deck.slides[1].shapes.add_picture(sink, Pt(5), Pt(5))


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
        (retype, '"Title" was retyped to "Mine"'),
        (bold, '"Title" was given another look'),
        (typeface, '"Title" was given another look'),
        (align, '"Title" was given another look'),
        (delete_shape, '"Title" was deleted: it is there again'),
        (delete_slide, 'slide "Why it rose" was deleted: it is there again'),
        (chart_colour, "was given another look"),
        (link, '"Title" was given other links'),
        (order, "lie over one another as docgen put them"),
        (master, "the slide master was changed"),
        (edit_layout, "was changed: it is the theme's or template's"),
        (new_layout, 'layout "My layout" was added'),
        (add_section, 'section "Mine" was added'),
        (drop_section, "was taken out: it is there again"),
        (shows, "custom shows are not kept"),
        (theme, "colours or fonts of the theme"),
    ],
)
def test_what_is_not_kept_is_told(deck: bytes, edit: Edit, says: str) -> None:
    made, _ = merged(deck, edit)
    assert any(says in one for one in made.lost), made.lost
    assert made.kept == []


def test_an_animation_of_what_is_not_there_is_told(deck: bytes) -> None:
    made, _ = merged(deck, animate_what_is_retyped)
    assert any("its animation moves what was changed" in one for one in made.lost)


def test_remarks_on_values_that_were_changed_are_told(deck: bytes) -> None:
    """With and without a text that names a value: only what names one is listed."""
    made, _ = merged(deck, values)
    (told,) = [one for one in made.lost if "has other values" in one]
    assert "would not agree" not in told
    remarked = copy.deepcopy(SUMMARY)
    remarked["sections"][1]["heading"] = "It cost 2 million"  # type: ignore[index]
    other = bytes(render(summary_from_data(remarked), "briefing-deck", project=ROOT))
    made, _ = merged(other, values)
    (told,) = [one for one in made.lost if "has other values" in one]
    assert 'would not agree: "It cost 2 million"' in told


def test_a_moved_shape_stays_where_it_was_put(deck: bytes) -> None:
    def move(opened) -> None:  # type: ignore[no-untyped-def]
        title = opened.slides[1].shapes.title
        title.left, title.top, title.width, title.height = Pt(31), Pt(47), Pt(301), Pt(53)
        chart = next(s for slide in opened.slides for s in slide.shapes if s.has_chart)
        chart.left += Pt(7)

    made, got = merged(deck, move)
    assert made.lost == []
    assert len(made.kept) == 2
    title = got.slides[1].shapes.title
    assert [v.pt for v in (title.left, title.top, title.width, title.height)] == [31, 47, 301, 53]
    again = merge_decks(made.data, deck)
    assert again.data == made.data


def test_a_moved_shape_of_another_text_is_told(deck: bytes) -> None:
    opened = Presentation(io.BytesIO(deck))
    opened.slides[1].shapes.title.left = Pt(31)
    changed = copy.deepcopy(SUMMARY)
    changed["sections"][0]["heading"] = "Why it rose so high"  # type: ignore[index]
    fresh = bytes(render(summary_from_data(changed), "briefing-deck", project=ROOT))
    made = merge_decks(saved(opened), fresh)
    assert any('"Title" was moved and has another text now' in one for one in made.lost)


def test_edited_notes_are_kept(deck: bytes) -> None:
    def speak(opened) -> None:  # type: ignore[no-untyped-def]
        frame = opened.slides[1].notes_slide.notes_text_frame
        frame.text = "My notes\nin two lines"

    made, got = merged(deck, speak)
    assert made.lost == []
    assert got.slides[1].notes_slide.notes_text_frame.text == "My notes\nin two lines"
    assert merge_decks(made.data, deck).data == made.data


def test_notes_edited_here_and_there_hold_both(deck: bytes) -> None:
    opened = Presentation(io.BytesIO(deck))
    frame = opened.slides[1].notes_slide.notes_text_frame
    said = frame.text
    frame.text = f"{said}\nAsk the engineer"
    changed = copy.deepcopy(SUMMARY)
    changed["sections"][0]["body"] = "It rained. It rained for nine days."  # type: ignore[index]
    fresh = bytes(render(summary_from_data(changed), "briefing-deck", project=ROOT))
    made = merge_decks(saved(opened), fresh)
    got = Presentation(io.BytesIO(made.data)).slides[1].notes_slide.notes_text_frame.text
    assert "nine days" in got and got.endswith("Ask the engineer")
    assert any("what was added stands under" in one for one in made.kept)
    again = merge_decks(made.data, fresh)
    assert again.data == made.data


def test_an_animation_and_a_transition_are_kept(deck: bytes, tmp_path: Path) -> None:
    def move(opened) -> None:  # type: ignore[no-untyped-def]
        slide = opened.slides[1]
        made = parse_xml(f'<p:transition {nsdecls("p")} spd="slow"><p:fade/></p:transition>')
        slide._element.find(qn("p:clrMapOvr")).addnext(made)
        animate(opened, picture(opened).shape_id)

    made, got = merged(deck, move)
    assert made.lost == []
    slide = got.slides[1]
    assert len(slide._element.findall(qn("p:transition"))) == 1
    (target,) = slide._element.iter(qn("p:spTgt"))
    moved = next(s for s in slide.shapes if s.shape_id == int(target.get("spid")))
    assert moved.shape_type == MSO_SHAPE_TYPE.PICTURE
    (tmp_path / "merged.pptx").write_bytes(made.data)
    assert validate_pptx(str(tmp_path / "merged.pptx")).errors == []


def test_ink_and_equations_are_kept(deck: bytes) -> None:
    """What newer programs draw stands in an AlternateContent, not in a plain shape."""

    def write(opened) -> None:  # type: ignore[no-untyped-def]
        inner = opened.slides[1].shapes.add_textbox(Pt(9), Pt(9), Pt(90), Pt(20))
        inner.name = "My equation"
        inner.text_frame.text = "E = mc2"
        shape = inner._element
        mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        holder = parse_xml(
            f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="a14" xmlns:a14='
            '"http://schemas.microsoft.com/office/drawing/2010/main"/><mc:Fallback/>'
            "</mc:AlternateContent>"
        )
        shape.addprevious(holder)
        holder[1].append(copy.deepcopy(shape))
        holder[0].append(shape)

    made, got = merged(deck, write)
    assert made.kept == ['slide "Why it rose": "My equation"']
    assert got.slides[1]._element.xpath(".//p:cSld//*[local-name()='Choice']//a:t/text()") == [
        "E = mc2"
    ]
    assert merge_decks(made.data, deck).data == made.data


def test_a_duplicate_of_a_slide_is_a_slide_of_its_own(deck: bytes) -> None:
    def duplicate(opened) -> None:  # type: ignore[no-untyped-def]
        was = opened.slides[1]
        made = opened.slides.add_slide(was.slide_layout)
        for one in list(made.shapes):
            one._element.getparent().remove(one._element)
        for one in was.shapes:
            made.shapes._spTree.append(copy.deepcopy(one._element))

    made, got = merged(deck, duplicate)
    assert made.lost == []
    assert titles(got).count("Why it rose") == 2


def test_names_of_sections_and_document_properties_are_kept(deck: bytes) -> None:
    def name(opened) -> None:  # type: ignore[no-untyped-def]
        sections(opened)[1].set("name", "Mine")
        opened.core_properties.keywords = "river, weir"
        opened.core_properties.author = "Anna"
        opened.core_properties.last_modified_by = "Bert"

    made, got = merged(deck, name)
    assert made.lost == []
    assert sections(got)[1].get("name") == "Mine"
    assert (got.core_properties.keywords, got.core_properties.author) == ("river, weir", "Anna")
    assert len(made.kept) == 3


def test_another_picture_in_docgens_place_is_told(tmp_path: Path) -> None:
    Image.new("RGB", (640, 480), "blue").save(tmp_path / "a.png")
    data = {**SUMMARY, "images": [{"path": "a.png", "alt": "Blue", "id": "p"}]}
    del data["charts"]
    data["sections"] = [{"id": "why", "heading": "Why", "points": ["A."], "figures": ["p"]}]
    (tmp_path / "a.yaml").write_text(json.dumps(data))
    found = Diagnostics()
    fresh = bytes(render(load_summary(tmp_path / "a.yaml", found), "briefing-deck", project=ROOT))
    opened = Presentation(io.BytesIO(fresh))
    ours = next(
        s
        for slide in opened.slides
        for s in slide.shapes
        if s.shape_type in (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.PLACEHOLDER)
        and s._element.tag == qn("p:pic")
    )
    other = picture(opened)
    rid = ours.part.relate_to(other.part.related_part(other._element.blip_rId), IMAGE)
    ours._element.blipFill.blip.rEmbed = rid
    other._element.getparent().remove(other._element)
    made = merge_decks(saved(opened), fresh)
    assert any("shows another picture" in one for one in made.lost), made.lost


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
