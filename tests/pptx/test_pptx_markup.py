"""The XML itself: colours, bullets, links, what is inherited, and the same bytes always."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from placed_decks import Builder, chart, chart_data
from pptx_parts import NS, parts, written

from docgen.charts.look import number_format
from docgen.layout.blocks import Span
from docgen.ooxml.package import DeckPackage
from docgen.placed.items import Bullet, Rect, TextItem
from docgen.pptx.formatting import Marker
from docgen.pptx.text import list_starts, marker_of
from docgen.summary.text import Text


def slide_xml(make: Builder, number: int = 1) -> etree._Element:
    return parts(written(make.deck()), "ppt/slides/")[f"ppt/slides/slide{number}.xml"]


def test_no_rgb_outside_the_theme(full: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(full)) as file:
        for name in file.namelist():
            if not name.endswith(".xml") or name.startswith("ppt/theme/"):
                continue
            text = re.sub(rb"<p15:clr>.*?</p15:clr>", b"", file.read(name))
            assert b"srgbClr" not in text, name


def test_theme_part_holds_palette_and_fonts(full: bytes, make: Builder) -> None:
    node = parts(full, "ppt/theme/")["ppt/theme/theme1.xml"]
    colors = {e.tag.rpartition("}")[2]: e[0].get("val") for e in node.find(".//a:clrScheme", NS)}
    assert len(colors) == 12
    assert colors["accent1"] == make.theme.color("accent-1").hex
    assert colors["dk2"] == make.theme.color("ink").hex
    assert node.find(".//a:majorFont/a:latin", NS).get("typeface") == "Arial"


def test_fonts_are_the_themes_except_mono(full: bytes) -> None:
    used = {
        e.get("typeface")
        for folder in ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/charts/")
        for node in parts(full, folder).values()
        for e in node.iter("{*}latin")
    }
    assert used == {"+mj-lt", "+mn-lt", "Courier New"}


def test_derived_colours_are_changes_of_a_slot(make: Builder) -> None:
    make.slide("content", "T", {"body": [make.para("muted", color="muted")]})
    run = slide_xml(make).find(".//a:r[a:t='muted']/a:rPr/a:solidFill/a:schemeClr", NS)
    muted = make.theme.color("muted")
    assert run.get("val") == "tx1"
    assert int(run.find("a:lumMod", NS).get("val")) == round(muted.lum_mod * 100_000)


def test_what_the_layout_gives_is_not_repeated(make: Builder) -> None:
    make.slide("content", "T", {"body": [make.bullet("One"), make.bullet("Two")]})
    node = slide_xml(make)
    for shape in node.iter("{*}sp"):
        assert shape.find("p:spPr/a:xfrm", NS) is None
        for run in shape.iter("{*}rPr"):
            assert dict(run.attrib) == {"lang": "en-GB"}
            assert len(run) == 0
    paras = node.xpath(".//a:p[a:r/a:t='Two']", namespaces=NS)
    assert len(paras) == 1
    assert paras[0].find("a:pPr", NS) is None


def test_what_differs_is_written_exactly(make: Builder) -> None:
    place = make.master.layout("content").placeholder("body")
    assert place is not None
    rect = Rect(place.rect.x, place.rect.y + 20, place.rect.width, place.rect.height - 20)
    para = make.para("Small", size=14.5, leading=19.25)
    make.slide("content", "T", {"body": [para]})
    slide = make.slides[0]
    item = slide.items[1]
    slide.items[1] = type(item)(TextItem(rect, (para,)), place)
    body = slide_xml(make).findall(".//p:sp", NS)[1]
    assert body.find(".//a:off", NS).get("y") == str(round(rect.y * 12700))
    assert body.find(".//a:rPr", NS).get("sz") == "1450"
    assert body.find(".//a:lnSpc/a:spcPts", NS).get("val") == "1925"
    assert body.find(".//a:pPr/a:buNone", NS) is not None


def test_master_has_five_levels_of_real_bullets(full: bytes) -> None:
    node = parts(full, "ppt/slideMasters/")["ppt/slideMasters/slideMaster1.xml"]
    body = node.find("p:txStyles/p:bodyStyle", NS)
    for level, char in enumerate("•–•–•", 1):
        props = body.find(f"a:lvl{level}pPr", NS)
        assert props.find("a:buChar", NS).get("char") == char
        assert props.find("a:buClr/a:schemeClr", NS).get("val") == "accent1"
        assert props.get("marL") == str(18 * level * 12700)


def test_layouts_have_the_right_types(full: bytes) -> None:
    found = parts(full, "ppt/slideLayouts/")
    types = [found[f"ppt/slideLayouts/slideLayout{n}.xml"].get("type") for n in range(1, 10)]
    assert types == [
        "title",
        "secHead",
        "obj",
        "twoObj",
        "picTx",
        "chart",
        "tbl",
        None,
        "titleOnly",
    ]


def test_numbering_of_one_list_goes_on_and_a_late_one_starts_there(make: Builder) -> None:
    first = [make.bullet(f"n{n}", kind="number", start=n) for n in (1, 2)]
    nested = [make.bullet("inner", 1)]
    rest = [make.bullet("n3", kind="number", start=3)]
    other = [make.para("Text"), make.bullet("n4", kind="number", start=4)]
    assert list(list_starts([*first, *nested, *rest, *other])) == [1, 1, 1, 1, 1, 4]
    make.slide("content", "T", {"body": [*first, *nested, *rest, *other]})
    starts = [e.get("startAt") for e in slide_xml(make).iter("{*}buAutoNum")]
    assert starts == [None, None, None, "4"]


@pytest.mark.parametrize(
    ("label", "scheme"),
    [
        ("3.", "arabicPeriod"),
        ("3)", "arabicParenR"),
        ("(b)", "alphaLcParenBoth"),
        ("C.", "alphaUcPeriod"),
        ("iv.", "romanLcPeriod"),
    ],
)
def test_labels_give_their_numbering_scheme(label: str, scheme: str) -> None:
    assert marker_of(Bullet(label, "number", 0, 0, 18), 1).scheme == scheme


def test_item_that_goes_on_has_no_marker_but_keeps_its_indent(make: Builder) -> None:
    assert marker_of(Bullet("", "bullet", 0, 0, 18), 1) == Marker()
    para = make.para("More", bullet=Bullet("", "bullet", 0, 0, 18))
    make.slide("content", "T", {"body": [para]})
    [props] = slide_xml(make).xpath(".//a:p[a:r/a:t='More']/a:pPr", namespaces=NS)
    assert (props.get("marL"), props.get("indent")) == (str(18 * 12700), "0")


def test_links_lead_outside_and_to_the_slide_of_the_element(full: bytes) -> None:
    node = parts(full, "ppt/slides/")["ppt/slides/slide3.xml"]
    with zipfile.ZipFile(io.BytesIO(full)) as file:
        rels = etree.fromstring(file.read("ppt/slides/_rels/slide3.xml.rels"))
    targets = {r.get("Id"): r.get("Target") for r in rels}
    found = {}
    for run in node.iter("{*}r"):
        link = run.find("a:rPr/a:hlinkClick", NS)
        if link is not None:
            rid = link.get(
                "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
            )
            found[run.findtext("a:t", None, NS)] = (targets[rid], link.get("action"))
    jump = "ppaction://hlinksldjump"
    assert found == {
        "outside": ("https://example.org/a?b=c&d=e", None),
        "mail": ("mailto:a@example.org", None),
        "inside": ("slide6.xml", jump),
        "1": ("slide32.xml", jump),
    }


def test_runs_carry_their_look_and_language(full: bytes) -> None:
    node = parts(full, "ppt/slides/")["ppt/slides/slide3.xml"]
    runs = {r.findtext("a:t", None, NS): r.find("a:rPr", NS) for r in node.iter("{*}r")}
    assert runs["bold"].get("b") == "1"
    assert runs["italic"].get("i") == "1"
    assert runs["code"].find("a:latin", NS).get("typeface") == "Courier New"
    assert runs["1"].get("baseline") == "30000"
    assert runs["deutsch"].get("lang") == "de-DE"
    every = [r.get("lang") for n in parts(full, "ppt/slides/").values() for r in n.iter("{*}rPr")]
    assert all(every)
    assert node.find(".//a:br", NS) is not None


def test_slide_without_title_item_gets_its_title(make: Builder) -> None:
    slide = make.slide("blank", "Only named")
    slide.items.clear()
    first = slide_xml(make).find(".//p:sp", NS)
    assert first.find(".//p:ph", NS).get("type") == "title"
    assert first.findtext(".//a:t", None, NS) == "Only named"


def test_second_item_of_a_placeholder_becomes_a_shape(make: Builder) -> None:
    make.slide("content", "T", {"body": [make.para("First")]})
    slide = make.slides[0]
    slide.items.append(slide.items[1])
    places = [e.get("idx") for e in slide_xml(make).iter("{*}ph")]
    assert places.count("1") == 1
    assert len(list(slide_xml(make).iter("{*}cNvSpPr"))) == len(places) + 1


def test_page_count_field_is_the_number_of_slides(make: Builder) -> None:
    fields = [Span("", field="page-number"), Span(" of "), Span("", field="page-count")]
    make.slide("content", "T", {"body": [make.para(fields)]})
    make.slide("content", "U")
    para = slide_xml(make).findall(".//p:sp", NS)[1].find(".//a:p", NS)
    assert para.find("a:fld", NS).get("type") == "slidenum"
    assert "".join(para.itertext()) == "1 of 2"


def test_text_boxes_never_resize(full: bytes) -> None:
    for node in parts(full, "ppt/slides/").values():
        for shape in node.iter("{*}sp"):
            if shape.find("p:nvSpPr/p:cNvSpPr", NS).get("txBox"):
                frame = shape.find("p:txBody/a:bodyPr", NS)
                assert frame.find("a:noAutofit", NS) is not None
                assert frame.get("wrap") == "square"


def test_highlighted_category_is_the_only_accent(make: Builder) -> None:
    make.slide("chart", "T", {"chart": chart("column", highlight=Text("2024"))})
    node = parts(written(make.deck()), "ppt/charts/")["ppt/charts/chart1.xml"]
    series = node.find(".//c:ser", NS)
    assert series.find("c:spPr/a:solidFill/a:schemeClr", NS).get("val") == "accent2"
    points = series.findall("c:dPt", NS)
    assert [p.find("c:idx", NS).get("val") for p in points] == ["2"]
    assert points[0].find(".//a:schemeClr", NS).get("val") == "accent1"


def test_legend_only_for_more_than_one_series(make: Builder) -> None:
    make.slide("chart", "T", {"chart": chart("column", 1)})
    make.slide("chart", "U", {"chart": chart("column", 2)})
    found = parts(written(make.deck()), "ppt/charts/")
    assert found["ppt/charts/chart1.xml"].find(".//c:legend", NS) is None
    assert found["ppt/charts/chart2.xml"].find(".//c:legend", NS) is not None


@pytest.mark.parametrize(
    ("unit", "values", "code"),
    [
        ("%", [1.0, 2.5], '#,##0.0"%"'),
        ("$", [1.0], '"$"#,##0'),
        ("people", [1.25], "#,##0.00"),
        ("km", [1.0], '#,##0"\u00a0km"'),
    ],
)
def test_number_formats(unit: str, values: list[float], code: str) -> None:
    data = chart_data("column")
    data.unit = Text(unit)
    data.series[0].values[:] = values
    assert number_format(data) == code


BUILD = """
import hashlib, io, pathlib, sys
from placed_decks import everything
from docgen.pptx import write_pptx
sink = io.BytesIO()
write_pptx(everything(pathlib.Path(sys.argv[1])), sink)
print(hashlib.sha256(sink.getvalue()).hexdigest())
"""


def test_same_bytes_in_other_processes(full: bytes, tmp_path: Path) -> None:
    digests = {hashlib.sha256(full).hexdigest()}
    here = str(Path(__file__).parent)
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    for seed, zone in (("1", "Asia/Tokyo"), ("77", "America/New_York")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path}
        command = [sys.executable, "-c", BUILD, str(tmp_path)]
        done = subprocess.run(command, env=env, check=True, capture_output=True)
        digests.add(done.stdout.decode().strip())
    assert len(digests) == 1


def test_zip_has_fixed_dates_and_order(full: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(full)) as file:
        names = file.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in n for n in names)
        book = zipfile.ZipFile(io.BytesIO(file.read("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx")))
        assert b"2026-03-04T00:00:00Z" in book.read("docProps/core.xml")


def test_part_names_are_counted_not_searched() -> None:
    package = DeckPackage()
    names = [str(package.add("/ppt/slides/slide%d.xml", "x").partname) for _ in range(3)]
    assert names == [f"/ppt/slides/slide{n}.xml" for n in (1, 2, 3)]


def test_long_chain_of_slide_links_is_written(make: Builder) -> None:
    count = 1500
    for n in range(count):
        link = Span("next", href=f"#s{n + 1}")
        slide = make.slide("content", f"S{n}", {"body": [make.para([link], elem_id=f"s{n}")]})
        assert slide.number == n + 1
    with zipfile.ZipFile(io.BytesIO(written(make.deck()))) as file:
        assert sum(n.startswith("ppt/slides/slide") for n in file.namelist()) == count
