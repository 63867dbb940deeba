"""The lead deck on every template: valid, nothing lost, nothing left unfilled."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from template_corpus import NAMES, Built

from docgen.placed.items import GroupItem, PlacedItem, TableItem, TextItem

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PROMPTS = re.compile("Click to|PlaceHolder|A sample to be dropped|Lorem ipsum", re.IGNORECASE)

pytestmark = pytest.mark.parametrize("name", NAMES)


def placed_texts(item: PlacedItem) -> list[str]:
    if isinstance(item, GroupItem):
        return [text for kid in item.items for text in placed_texts(kid)]
    paras = []
    if isinstance(item, TextItem):
        paras = list(item.paras)
    elif isinstance(item, TableItem):
        paras = [p for cell in item.cells for p in cell.paras]
    return ["".join(s.text for s in p.spans) for p in paras]


def shape_texts(shapes: object) -> list[str]:
    found = []
    for shape in shapes:  # type: ignore[attr-defined]
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            found += shape_texts(shape.shapes)
        elif shape.has_text_frame:
            found += [p.text for p in shape.text_frame.paragraphs]
        elif getattr(shape, "has_table", False) and shape.has_table:
            found += [
                p.text for cell in shape.table.iter_cells() for p in cell.text_frame.paragraphs
            ]
    return found


def test_audit_finds_nothing(built: Callable[[str], Built], name: str) -> None:
    assert [str(e) for e in validate_pptx(built(name).path).errors] == []


def test_microsofts_validator_finds_nothing(
    built: Callable[[str], Built], name: str, require_tool: Callable[[str], str]
) -> None:
    tool = require_tool("ooxml-validator")
    done = subprocess.run([tool, str(built(name).path)], capture_output=True, timeout=300)
    told = json.loads(done.stdout)
    assert told["ok"], told


def test_nothing_is_lost(built: Callable[[str], Built], name: str) -> None:
    one = built(name)
    read = Presentation(str(one.path))
    assert len(read.slides) == len(one.deck.slides)
    for slide, placed in zip(read.slides, one.deck.slides, strict=True):
        there = Counter(" ".join(t.split()) for t in shape_texts(slide.shapes))
        for item in placed.items:
            for text in placed_texts(item.item):
                wanted = " ".join(text.split())
                assert not wanted or there[wanted], (placed.title, wanted)
        kinds = Counter(type(i.item).__name__ for i in placed.items)
        assert sum(1 for s in slide.shapes if s.has_chart) == kinds["ChartItem"]
        assert sum(1 for s in slide.shapes if s.has_table) == kinds["TableItem"]
        assert bool(placed.notes) == (
            slide.has_notes_slide and bool(slide.notes_slide.notes_text_frame.text)
        )


def test_every_slide_has_its_title_and_no_empty_placeholder(
    built: Callable[[str], Built], name: str
) -> None:
    one = built(name)
    titles = []
    for slide, placed in zip(Presentation(str(one.path)).slides, one.deck.slides, strict=True):
        assert slide.shapes.title is not None
        titles.append(slide.shapes.title.text_frame.text)
        assert titles[-1] == placed.title
        for shape in slide.placeholders:
            filled = not shape.has_text_frame or shape.text_frame.text.strip()
            assert filled, (placed.title, shape.name)
            assert not shape.has_text_frame or not PROMPTS.search(shape.text_frame.text)
    assert len(titles) == len(set(titles))


def test_the_company_keeps_its_master_theme_and_fonts(
    built: Callable[[str], Built], name: str
) -> None:
    one = built(name)
    with zipfile.ZipFile(one.template) as old, zipfile.ZipFile(one.path) as new:
        kept = [
            n
            for n in old.namelist()
            if re.match(
                r"ppt/(theme/theme1|slideMasters/slideMaster|slideLayouts/slideLayout"
                r"|fonts/|media/)",
                n,
            )
            and "_rels" not in n
        ]
        names = set(new.namelist())
        for part in kept:
            if part in names:
                assert new.read(part) == old.read(part), part
            else:  # a picture of a sample slide
                assert part.startswith(("ppt/media/", "ppt/theme/")), part
        assert not any(b"A sample to be dropped" in new.read(n) for n in names)


def test_own_checks(built: Callable[[str], Built], name: str) -> None:
    with zipfile.ZipFile(built(name).path) as file:
        types = etree.fromstring(file.read("[Content_Types].xml"))
        defaults = {e.get("Extension").lower() for e in types if e.get("Extension")}
        overrides = {e.get("PartName") for e in types if e.get("PartName")}
        for part in file.namelist():
            ext = part.rpartition(".")[2].lower()
            assert f"/{part}" in overrides or ext in defaults or part.startswith("["), part
            assert ext != "xml" or f"/{part}" in overrides or part.startswith(("[", "customXml"))
            if not re.match(r"ppt/slides/slide\d+\.xml", part):
                continue
            node = etree.fromstring(file.read(part))
            ids = Counter(e.get("id") for e in node.iter(f"{P}cNvPr"))
            assert max(ids.values()) == 1, part
            for table in node.iter(f"{A}tbl"):
                columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
                assert {len(r.findall(f"{A}tc")) for r in table.findall(f"{A}tr")} == {columns}


def test_boxes_stand_on_the_slide(built: Callable[[str], Built], name: str) -> None:
    deck = built(name).deck
    wide, tall = deck.master.width, deck.master.height
    for slide in deck.slides:
        for one in slide.items:
            rect = one.item.rect
            assert rect.x >= -1 and rect.right <= wide + 1, (slide.title, rect)
            assert rect.y >= -1 and rect.bottom <= tall + 1, (slide.title, rect)


def test_libreoffice_shows_every_slide(
    built: Callable[[str], Built], rendered: Callable[[str], Path], name: str
) -> None:
    pdf = pypdfium2.PdfDocument(rendered(name))
    assert len(pdf) == len(built(name).deck.slides)
    text = "".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))
    assert "Japan changes its posture openly" in " ".join(text.split())
    assert not PROMPTS.search(text)
