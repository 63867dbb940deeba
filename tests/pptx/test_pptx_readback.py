"""What python-pptx and openpyxl read back is what was placed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from placed_decks import KINDS, Builder, chart_data, image, picture, placed_chart
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Pt
from pptx_parts import written

from docgen.foundation.diagnostics import DocgenError
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.summary.text import Text


@pytest.fixture(scope="module")
def opened(full: bytes) -> Presentation:
    return Presentation(io.BytesIO(full))


def slide_of(opened: Presentation, title: str):  # type: ignore[no-untyped-def]
    return next(s for s in opened.slides if s.shapes.title.text_frame.text == title)


def test_titles_come_first_and_are_those_of_the_deck(opened, full_deck: Deck) -> None:  # type: ignore[no-untyped-def]
    for slide, placed in zip(opened.slides, full_deck.slides, strict=True):
        assert slide.shapes[0].is_placeholder
        assert slide.shapes.title.text_frame.text == placed.title
        assert slide.slide_layout.name == placed.layout.name


def test_layouts_have_names_and_no_leftover(opened) -> None:  # type: ignore[no-untyped-def]
    assert [x.name for x in opened.slide_layouts] == [
        "Title Slide",
        "Section Header",
        "Title and Content",
        "Two Content",
        "Picture with Caption",
        "Title and Chart",
        "Title and Table",
        "Quotation",
        "Title Only",
        "Closing",
    ]
    assert (opened.slide_width, opened.slide_height) == (Pt(960), Pt(540))


def test_unfilled_placeholders_are_gone_and_filled_ones_not_repeated(opened) -> None:  # type: ignore[no-untyped-def]
    for slide in opened.slides:
        for place in slide.placeholders:
            if place.has_text_frame:
                assert place.text_frame.text.strip(), (slide.slide_id, place.name)
        indices = [p.placeholder_format.idx for p in slide.placeholders]
        assert len(indices) == len(set(indices))


def test_footers_are_on_all_but_title_slides(opened) -> None:  # type: ignore[no-untyped-def]
    wanted = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER}
    for number, slide in enumerate(opened.slides):
        found = {p.placeholder_format.type: p for p in slide.placeholders}
        assert (wanted & set(found)) == (set() if number == 0 else wanted)
        if number:
            assert found[PP_PLACEHOLDER.DATE].text_frame.text == "4 March 2026"


def test_notes_sections_and_hidden_slides(opened) -> None:  # type: ignore[no-untyped-def]
    slide = slide_of(opened, "Text of every kind")
    assert slide.notes_slide.notes_text_frame.text == "Say this.\nSee the site"
    assert sum(s.has_notes_slide for s in opened.slides) == 1
    hidden = [s for s in opened.slides if s._element.get("show") == "0"]
    assert [s.shapes.title.text_frame.text for s in hidden] == ["Shapes"]
    sections = opened.part._element.findall(".//{*}section")
    assert [s.get("name") for s in sections] == ["Flood defences", "Where it stands", "Works"]
    listed = [e.get("id") for s in sections for e in s.iter("{*}sldId")]
    assert listed == [str(s.slide_id) for s in opened.slides]


@pytest.mark.parametrize("kind", KINDS)
def test_charts_hold_their_data(opened, kind: str) -> None:  # type: ignore[no-untyped-def]
    slide = slide_of(opened, f"One series: {kind}" if kind == "pie" else f"Many: {kind}")
    frame = next(s for s in slide.shapes if s.has_chart)
    data = chart_data(kind, 1 if kind == "pie" else 3)
    series = [s for p in frame.chart.plots for s in p.series]
    assert [list(s.values) for s in series] == [row.values for row in data.series]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    rows = list(book.active.iter_rows(values_only=True))
    step = 2 if kind == "scatter" else 1
    for number, row in enumerate(data.series):
        column = number * step + 1
        assert [r[column] for r in rows] == [row.name.source, *row.values]
    if kind != "scatter":
        assert [r[0] for r in rows[1:]] == [str(c) for c in data.categories]
    assert "Spending" in frame._element.find(".//{*}cNvPr").get("descr")


def test_gaps_in_data_stay_gaps(make: Builder) -> None:
    data = chart_data("line")
    data.series[0].values[2] = None
    make.slide("chart", "Gap", {"chart": placed_chart(data)})
    opened = Presentation(io.BytesIO(written(make.deck())))
    frame = next(s for s in opened.slides[0].shapes if s.has_chart)
    assert list(frame.chart.plots[0].series[0].values)[1:4] == [1.5, None, 2.5]


def test_tables_have_their_cells_and_merges(opened) -> None:  # type: ignore[no-untyped-def]
    frame = next(s for s in slide_of(opened, "A table").shapes if s.has_table)
    cells = frame.table
    assert [c.text for c in cells.rows[0].cells] == ["Head 0", "Head 1", "Head 2"]
    assert cells.first_row
    assert not cells.horz_banding
    assert (cells.cell(1, 0).span_width, cells.cell(2, 0).span_height) == (2, 2)
    assert cells.cell(1, 1).is_spanned
    assert cells.cell(3, 0).is_spanned
    assert [c.width for c in cells.columns] == [Pt(300), Pt(274), Pt(274)]
    assert frame.is_placeholder


def test_groups_keep_their_parts_and_slide_coordinates(opened) -> None:  # type: ignore[no-untyped-def]
    groups = [s for s in slide_of(opened, "Shapes").shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert [g.name for g in groups] == ["Metric: 2%", "Metric: 1%"]
    first = groups[0]
    assert (first.left, first.top) == (Pt(56), Pt(160))
    assert (first.shapes[0].left, first.shapes[0].top) == (Pt(56), Pt(160))
    assert first.shapes[2].text_frame.text == "2%"


def test_pictures_charts_and_tables_are_described(opened) -> None:  # type: ignore[no-untyped-def]
    for slide in opened.slides:
        for node in slide._element.iter("{*}pic", "{*}graphicFrame"):
            names = node.find(".//{*}cNvPr")
            decorative = names.find(".//{*}decorative") is not None
            assert bool(names.get("descr")) != decorative


def test_picture_is_cropped_and_embedded_once(make: Builder, tmp_path: Path) -> None:
    one = image(picture(tmp_path / "a.png"))
    make.slide("picture", "One", {"picture": one})
    make.slide("picture", "Two", {"picture": one})
    opened = Presentation(io.BytesIO(written(make.deck())))
    shapes = [s.shapes[1] for s in opened.slides]
    crops = [(s.crop_left, s.crop_top, s.crop_right, s.crop_bottom) for s in shapes]
    assert crops[0] == pytest.approx((0.1, 0.0, 0.2, 0.05))
    assert len({s.image.sha1 for s in shapes}) == 1
    assert opened.slides[0].shapes[1].image.blob == (tmp_path / "a.png").read_bytes()


@pytest.mark.parametrize(
    ("name", "mode", "kind"),
    [
        ("a.webp", "RGB", "JPEG"),
        ("b.webp", "RGBA", "PNG"),
        ("c.jpg", "CMYK", "JPEG"),
        ("d.tiff", "RGB", "JPEG"),
    ],
)
def test_odd_pictures_become_png_or_jpeg(
    make: Builder, tmp_path: Path, name: str, mode: str, kind: str
) -> None:
    make.slide("picture", "Odd", {"picture": image(picture(tmp_path / name, mode))})
    opened = Presentation(io.BytesIO(written(make.deck())))
    embedded = Image.open(io.BytesIO(opened.slides[0].shapes[1].image.blob))
    assert (embedded.format, embedded.mode) == (kind, "RGBA" if kind == "PNG" else "RGB")


def test_far_too_fine_picture_is_made_smaller(make: Builder, tmp_path: Path) -> None:
    file = picture(tmp_path / "big.png", "L", (6000, 4000))
    make.slide("picture", "Big", {"picture": image(file)})
    opened = Presentation(io.BytesIO(written(make.deck())))
    width, height = opened.slides[0].shapes[1].image.size
    assert 1200 < width < 3000
    assert width / height == pytest.approx(1.5, abs=0.01)


def test_broken_picture_is_one_clear_diagnostic(make: Builder, tmp_path: Path) -> None:
    file = tmp_path / "broken.png"
    file.write_bytes(b"no picture")
    make.slide("picture", "Broken", {"picture": image(file)})
    with pytest.raises(DocgenError) as caught:
        written(make.deck())
    assert [d.code for d in caught.value.diagnostics] == ["DG701"]


def test_properties(full: bytes, full_deck: Deck) -> None:
    props = Presentation(io.BytesIO(full)).core_properties
    assert (props.title, props.author) == ("Flood defences", "A. Writer; B. Editor")
    assert (props.subject, props.language) == ("What the city plans", "en-GB")
    assert props.created == datetime(2026, 3, 4, tzinfo=UTC).replace(tzinfo=props.created.tzinfo)
    sink = io.BytesIO()
    write_pptx(full_deck, sink, timestamp=datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC))
    made = Presentation(sink).core_properties.modified
    assert made.replace(tzinfo=None) == datetime(2001, 2, 3, 4, 5, 6)


def test_illegal_characters_are_dropped(make: Builder) -> None:
    make.slide("content", "Odd\x0b text\x00", {"body": [make.para("a\x1fb\ud800c")]})
    opened = Presentation(io.BytesIO(written(make.deck(title="T\x01"))))
    assert opened.slides[0].placeholders[1].text_frame.text == "abc"


def test_chart_text_is_shown_without_markdown(make: Builder) -> None:
    data = chart_data("column")
    data.series[0].name = Text("*Plain*")
    make.slide("chart", "Chart", {"chart": placed_chart(data)})
    opened = Presentation(io.BytesIO(written(make.deck())))
    frame = next(s for s in opened.slides[0].shapes if s.has_chart)
    assert frame.chart.plots[0].series[0].name == "Plain"
