"""Every deck is valid for the validators, and in what they don't see."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from openxml_audit import validate_pptx
from placed_decks import Builder, chart, table
from pptx_parts import NS, parts, written

from docgen.layout.catalog import find_theme
from docgen.placed.documents import Deck
from docgen.typeset.master import stock_master


def test_audit_finds_nothing(full_path: Path) -> None:
    assert [str(e) for e in validate_pptx(full_path).errors] == []


@pytest.mark.parametrize(("theme", "size"), [("vermilion", (720, 540)), ("slate", (595, 842))])
def test_other_sizes_and_themes_are_valid(
    theme: str, size: tuple[int, int], tmp_path: Path
) -> None:
    tokens = find_theme(theme, None)
    make = Builder(tokens, stock_master(tokens, *size))
    make.slide("title", "Title")
    make.slide("table", "Table", {"table": table(make)})
    make.slide("chart", "Chart", {"chart": chart("line", 2)})
    path = tmp_path / "deck.pptx"
    path.write_bytes(written(make.deck()))
    assert [str(e) for e in validate_pptx(path).errors] == []
    node = parts(path.read_bytes(), "ppt/presentation")["ppt/presentation.xml"]
    found = node.find("p:sldSz", NS)
    assert (found.get("cx"), found.get("cy")) == (str(size[0] * 12700), str(size[1] * 12700))


def test_deck_without_slides_is_valid(make: Builder, tmp_path: Path) -> None:
    path = tmp_path / "empty.pptx"
    path.write_bytes(written(make.deck()))
    assert [str(e) for e in validate_pptx(path).errors] == []


def test_shape_ids_are_unique(full: bytes) -> None:
    for folder in ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notes"):
        for name, node in parts(full, folder).items():
            ids = Counter(e.get("id") for e in node.iter("{*}cNvPr"))
            assert max(ids.values()) == 1, name


def test_layout_ids_are_unique(full: bytes) -> None:
    master = parts(full, "ppt/slideMasters/")["ppt/slideMasters/slideMaster1.xml"]
    presentation = parts(full, "ppt/presentation")["ppt/presentation.xml"]
    ids = [e.get("id") for e in master.iter("{*}sldLayoutId")]
    ids += [e.get("id") for e in presentation.iter("{*}sldMasterId")]
    assert len(ids) == len(set(ids)) == 11


def test_table_rows_have_a_cell_for_each_grid_column(full: bytes) -> None:
    tables = [t for n in parts(full, "ppt/slides/").values() for t in n.iter("{*}tbl")]
    assert tables
    for one in tables:
        columns = len(one.findall("a:tblGrid/a:gridCol", NS))
        for row in one.findall("a:tr", NS):
            assert len(row.findall("a:tc", NS)) == columns


def test_axis_ids_are_unsigned_and_paired(full: bytes) -> None:
    charts = parts(full, "ppt/charts/")
    assert len(charts) == 23
    for name, node in charts.items():
        ids = {e.get("val") for e in node.iter("{*}axId", "{*}crossAx")}
        assert all(0 < int(i) < 2**32 for i in ids), name
        axes = [e for e in node.find(".//c:plotArea", NS) if e.tag.endswith("Ax")]
        assert {a.find("c:axId", NS).get("val") for a in axes} == ids


def test_every_relationship_leads_somewhere_and_every_part_is_used(full: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(full)) as file:
        names = set(file.namelist())
        reached = {"[Content_Types].xml"}
        for rels in (n for n in names if n.endswith(".rels")):
            reached.add(rels)
            base = Path(rels).parent.parent
            for one in etree.fromstring(file.read(rels)):
                if one.get("TargetMode") == "External":
                    continue
                target = one.get("Target")
                full_name = target[1:] if target.startswith("/") else str(base / target)
                reached.add(str(Path("/" + full_name).resolve())[1:])
        assert reached == names
        ids = re.compile(rb'r:(?:id|embed)="(rId\d+)"')
        for name in (n for n in names if n.startswith("ppt/slides/slide")):
            rels = f"ppt/slides/_rels/{Path(name).name}.rels"
            known = {r.get("Id") for r in etree.fromstring(file.read(rels))}
            assert {m.decode() for m in ids.findall(file.read(name))} <= known


def test_libreoffice_gives_a_page_for_each_shown_slide(
    full_path: Path, full_deck: Deck, tmp_path: Path
) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(full_path)], check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(tmp_path / "full.pdf")
    assert len(pdf) == sum(1 for s in full_deck.slides if not s.hidden)
    text = pdf[2].get_textpage().get_text_range()
    assert "Text of every kind" in text
    assert "deutsch" in text
