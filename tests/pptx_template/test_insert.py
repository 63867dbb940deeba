"""Slides of another deck in ours: what comes with them, and that they look as they did."""

from __future__ import annotations

import hashlib
import io
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from openxml_audit import validate_pptx
from PIL import Image, ImageChops
from pptx import Presentation
from pptx.util import Inches, Pt

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.foundation.files import recording
from docgen.ooxml.package import DeckPackage
from docgen.ooxml.scaling import fitting
from docgen.summary.loader import load_summary
from tests.tools import require_tool

SUMMARY = (
    "title: The weir\nlang: en\nsections: [{heading: It held, points: [One., Two., Three.]}]\n"
)
ONE = '<slide title="Ours"><para>Words.</para></slide>'


def legal(path: Path, size: tuple[float, float] = (40 / 3, 7.5)) -> Path:
    """Four slides: text with a picture, notes and links; a table; a hidden one; a plain one."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = (Inches(one) for one in size)
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Legal notice"
    first.placeholders[1].text = "No warranty is given."
    first.notes_slide.notes_text_frame.text = "Say it aloud."
    sink = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(sink, "PNG")
    first.shapes.add_picture(sink, Pt(500), Pt(300), Pt(60), Pt(40))
    table = deck.slides.add_slide(deck.slide_layouts[5])
    table.shapes.title.text = "Terms"
    grid = table.shapes.add_table(2, 2, Pt(60), Pt(150), Pt(400), Pt(80)).table
    for n in range(4):
        grid.cell(n // 2, n % 2).text = f"cell {n}"
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Hidden"
    hidden._element.set("show", "0")
    last = deck.slides.add_slide(deck.slide_layouts[6])
    for text, target in (("to terms", table), ("to the last", last)):
        box = first.shapes.add_textbox(Pt(60), Pt(400 if target is table else 440), Pt(200), Pt(30))
        box.text_frame.text = text
        box.click_action.target_slide = target
    run = first.shapes.add_textbox(Pt(300), Pt(400), Pt(200), Pt(30)).text_frame.paragraphs[0]
    link = run.add_run()
    link.text, link.hyperlink.address = "our site", "https://example.org/"
    deck.save(str(path))
    return path


def project(root: Path, slides: str, size: tuple[float, float] = (40 / 3, 7.5)) -> Path:
    (root / "docgen.toml").write_text("")
    (root / "a.yaml").write_text(SUMMARY)
    folder = root / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('kind = "deck"\n')
    (folder / "template.xml.j2").write_text(f"<deck>{slides}</deck>")
    legal(root / "legal.pptx", size)
    return root


def build(root: Path, format: str = "pptx", template: Path | None = None):  # type: ignore[no-untyped-def]
    found = Diagnostics()
    made = render(
        load_summary(root / "a.yaml"),
        "mine",
        format=format,
        project=root,
        template=template,
        diagnostics=found,
    )
    (root / f"deck.{format}").write_bytes(bytes(made))
    return found, root / f"deck.{format}"


def test_slides_come_with_all_that_is_theirs(tmp_path: Path) -> None:
    root = project(tmp_path, f'{ONE}<insert deck="legal.pptx" slides="1-2"/>{ONE}')
    _, path = build(root)
    deck = Presentation(str(path))
    ours, notice, terms, last = deck.slides
    assert [s.shapes.title.text for s in deck.slides] == [
        "Ours",
        "Legal notice",
        "Terms",
        "Ours (2)",
    ]
    assert notice.notes_slide.notes_text_frame.text == "Say it aloud."
    assert notice.notes_slide.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesMaster"
    )
    (picture,) = [s for s in notice.shapes if s.shape_type == 13]
    assert Image.open(io.BytesIO(picture.image.blob)).size == (60, 40)
    boxes = {s.text_frame.text: s for s in notice.shapes if s.has_text_frame}
    assert boxes["to terms"].click_action.target_slide.slide_id == terms.slide_id
    assert boxes["to the last"].click_action.hyperlink.address is None  # that slide isn't here
    run = boxes["our site"].text_frame.paragraphs[0].runs[0]
    assert run.hyperlink.address == "https://example.org/"
    assert [s.table.cell(1, 1).text for s in terms.shapes if s.has_table] == ["cell 3"]
    assert len(deck.slide_masters) == 2
    assert [layout.name for layout in deck.slide_masters[1].slide_layouts] == [
        "Title and Content",
        "Title Only",
    ]
    assert ours.slide_layout.slide_master is last.slide_layout.slide_master
    ids = [
        int(node.get("id"))
        for master in [deck.part._element, *(m._element for m in deck.slide_masters)]
        for node in master.iter()
        if etree.QName(node).localname in ("sldMasterId", "sldLayoutId")
    ]
    assert len(ids) == len(set(ids)) and min(ids) >= 2**31
    assert validate_pptx(str(path)).errors == []


def test_all_slides_come_without_numbers_and_hidden_ones_stay_hidden(tmp_path: Path) -> None:
    _, path = build(project(tmp_path, '<insert deck="legal.pptx" section="Law"/>'))
    deck = Presentation(str(path))
    assert [s._element.get("show") for s in deck.slides] == [None, None, "0", None]
    assert b'name="Law"' in etree.tostring(deck.part._element)


def test_speaker_notes_stay_behind_where_asked(tmp_path: Path) -> None:
    root = project(tmp_path, '<insert deck="legal.pptx" slides="1" notes="false"/>')
    assert not Presentation(str(build(root)[1])).slides[0].has_notes_slide


def test_the_same_decks_give_the_same_bytes(tmp_path: Path) -> None:
    root = project(tmp_path, f'{ONE}<insert deck="legal.pptx" slides="2, 1"/>')
    first = build(root)[1].read_bytes()
    assert hashlib.sha256(build(root)[1].read_bytes()).digest() == hashlib.sha256(first).digest()


def test_the_deck_is_recorded_as_read(tmp_path: Path) -> None:
    root = project(tmp_path, '<insert deck="legal.pptx" slides="1"/>')
    with recording() as record:
        build(root)
    digest = hashlib.sha256((root / "legal.pptx").read_bytes()).hexdigest()
    assert ("inserted deck", str(root / "legal.pptx"), digest) in record.stamps()


def test_a_master_that_the_deck_has_is_not_doubled(tmp_path: Path) -> None:
    root = project(tmp_path, f'{ONE}<insert deck="legal.pptx" slides="1-2"/>')
    _, path = build(root, template=root / "legal.pptx")
    deck = Presentation(str(path))
    assert len(deck.slide_masters) == 1
    assert validate_pptx(str(path)).errors == []


def test_another_companys_master_comes_along(tmp_path: Path) -> None:
    root = project(tmp_path, f'{ONE}<insert deck="legal.pptx" slides="1"/>')
    corp = Presentation()
    corp.slide_width, corp.slide_height = Inches(40 / 3), Inches(7.5)
    corp.slide_masters[0].shapes[0].left = Pt(33)
    corp.save(str(root / "corp.pptx"))
    _, path = build(root, template=root / "corp.pptx")
    assert len(Presentation(str(path)).slide_masters) == 2
    assert validate_pptx(str(path)).errors == []


def test_slides_of_another_size_are_scaled_and_that_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, '<insert deck="legal.pptx" slides="1"/>', (10, 5.625))
    found, path = build(root)
    assert [one.code for one in found if one.code == "DG754"] == ["DG754"]
    slide = Presentation(str(path)).slides[0]
    (picture,) = [s for s in slide.shapes if s.shape_type == 13]
    assert [round(v / 12700) for v in (picture.left, picture.width)] == [667, 80]
    assert fitting(960, 540, 960, 540) is None


def test_a_pdf_has_a_page_of_words_for_each_and_says_so(tmp_path: Path) -> None:
    root = project(tmp_path, f'{ONE}<insert deck="legal.pptx" slides="1-2"/>')
    found, path = build(root, "pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(str(path))]
    assert len(pages) == 3
    assert "LEGAL.PPTX" in pages[1].upper() and "No warranty is given." in pages[1]
    assert "cell 3" in pages[2]
    assert [one.code for one in found].count("DG753") == 0  # it is the command that tells it


def test_more_words_than_a_page_holds_end_in_an_ellipsis(tmp_path: Path) -> None:
    root = project(tmp_path, '<insert deck="long.pptx"/>')
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Long " * 80
    slide.placeholders[1].text = "\n".join(f"Line {n} of very many words." for n in range(90))
    deck.save(str(root / "long.pptx"))
    _, path = build(root, "pdf")
    document = pypdfium2.PdfDocument(str(path))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    assert "Line 0 of" in text and "Line 89" not in text and "\N{HORIZONTAL ELLIPSIS}" in text


@pytest.mark.parametrize(
    ("insert", "code", "says"),
    [
        ('deck="legal.pptx" slides="2-5"', "DG752", "no slide 5"),
        ('deck="none.pptx"', "DG226", "none.pptx"),
        ('deck="../legal.pptx"', "DG224", "inside"),
        ('deck="legal.pptx" slides="3-2"', "DG224", "2-3, 7"),
        ('deck="legal.pptx" slides="0"', "DG224", "2-3, 7"),
        ('deck="a.yaml"', "DG702", "no .pptx"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, insert: str, code: str, says: str) -> None:
    root = project(tmp_path, f"{ONE}<insert {insert}/>")
    with pytest.raises(DocgenError) as error:
        build(root)
    assert [one.code for one in error.value.diagnostics] == [code]
    assert says in str(error.value)


def test_inserted_slides_look_as_they_did(tmp_path: Path) -> None:
    """LibreOffice draws the slide in our deck as in its own."""
    soffice = require_tool("soffice")
    root = project(tmp_path, f'{ONE}<insert deck="legal.pptx" slides="1-2"/>')
    build(root)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path / "pdf"),
            str(root / "deck.pptx"),
            str(root / "legal.pptx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    ours, theirs = (
        pypdfium2.PdfDocument(str(tmp_path / "pdf" / f"{name}.pdf")) for name in ("deck", "legal")
    )
    for number in range(2):
        pair = [
            d[n].render(scale=0.5).to_pil().convert("L")
            for d, n in ((ours, number + 1), (theirs, number))
        ]
        assert pair[0].size == pair[1].size
        lowest, highest = pair[1].getextrema()
        assert lowest < 100 < highest, "the slide shows something"
        worst = ImageChops.difference(*pair).getextrema()[1]
        assert worst <= 40


def test_names_with_a_percent_sign_are_copied() -> None:
    package = DeckPackage()
    assert str(package.add("/ppt/media/a%%20b%d.png", "image/png").partname).endswith("a%20b1.png")
