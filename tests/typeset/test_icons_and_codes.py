"""Icons by name and QR codes: vector shapes in both writers, read or passed over as they should."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import segno
from pptx import Presentation
from pypdfium2 import PdfDocument

from docgen import render
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.placed.items import PathItem, Rect
from docgen.placed.mirror import mirrored
from docgen.summary.loader import parse_summary
from docgen.theme.icons import BOX, icon, icon_names
from docgen.typeset.flowables.drawings import QUIET, _modules

SUMMARY = """
title: T
lang: en
metrics: [{label: Homes, value: "6,100", icon: ICON}]
sources: [{id: s, title: Report, url: "https://example.org/report"}]
"""
SLIDE = (
    '<deck><slide layout="content"><title>{{ title }}</title><metrics/>'
    '<callout kind="card" icon="shield"><para>Safe</para></callout>'
    '<icon name="tree" alt="A tree"/><qr ref="s"/></slide></deck>'
)


def deck(folder: Path, template: str = SLIDE, icon_name: str = "house") -> bytes:
    place = folder / "layouts" / "mine"
    place.mkdir(parents=True, exist_ok=True)
    (folder / "docgen.toml").touch()
    (place / "layout.toml").write_text('kind = "deck"\n')
    (place / "template.xml.j2").write_text(template)
    summary = parse_summary(SUMMARY.replace("ICON", icon_name))
    return bytes(render(summary, "mine", project=folder, diagnostics=Diagnostics()))


def test_every_icon_is_an_outline_in_its_box() -> None:
    assert len(icon_names()) > 150
    for name in icon_names():
        ops = icon(name, BOX)
        assert ops[0][0] == "M" and ops[-1][0] == "Z"
        points = [float(v) for op in ops for v in op[-2:] if v != op[0]]
        assert min(points) > -1 and max(points) < BOX + 1, name


def test_icons_are_freeforms_decorative_unless_they_say_something(tmp_path: Path) -> None:
    made = Presentation(io.BytesIO(deck(tmp_path)))
    shapes = []
    todo = [one for slide in made.slides for one in slide.shapes]
    while todo:
        one = todo.pop()
        todo += list(one.shapes) if one.shape_type == 6 else []
        shapes.append(one)
    found = {s.name: s for s in shapes if s.name.startswith(("Icon", "QR"))}
    assert set(found) == {"Icon: house", "Icon: shield", "Icon: tree", "QR code"}
    assert all("custGeom" in s._element.xml for s in found.values())
    alts = {name: s._element.nvSpPr.cNvPr.get("descr") for name, s in found.items()}
    assert alts["Icon: tree"] == "A tree"
    assert alts["QR code"] == "QR code: https://example.org/report"
    assert alts["Icon: house"] is None
    assert "decorative" in found["Icon: house"]._element.xml
    assert "decorative" not in found["Icon: tree"]._element.xml


def test_a_code_has_the_modules_of_its_standard_and_a_quiet_zone() -> None:
    href, side = "https://example.org/report", 100.0
    ops = _modules(href, side)
    matrix = [list(row) for row in segno.make(href, error="m", micro=False).matrix]
    module = side / (len(matrix) + 2 * QUIET)
    boxes = [ops[n : n + 5] for n in range(0, len(ops), 5)]
    area = sum((b[1][1] - b[0][1]) * (b[2][2] - b[1][2]) for b in boxes)  # type: ignore[operator]
    assert area / module**2 == pytest.approx(sum(map(sum, matrix)), rel=1e-3)
    assert min(float(op[1]) for op in ops if len(op) > 1) == pytest.approx(QUIET * module, abs=1e-3)


def test_a_code_is_the_same_where_text_runs_from_right_to_left() -> None:
    rect = Rect(10, 0, 50, 50)
    code = PathItem(rect, _modules("https://example.org", 50), "text", upright=True)
    turned = mirrored(code, 200)
    assert isinstance(turned, PathItem)
    assert turned.ops == code.ops and turned.rect.x == 140


def test_the_address_stands_under_the_code_as_a_link(tmp_path: Path) -> None:
    made = deck(tmp_path)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        links = [file.read(n) for n in file.namelist() if n.startswith("ppt/slides/_rels/")]
    assert any(b"https://example.org/report" in one for one in links)
    summary = parse_summary(SUMMARY.replace("ICON", "house"))
    with PdfDocument(bytes(render(summary, "mine", format="pdf", project=tmp_path))) as pdf:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "example.org/report" in words


@pytest.mark.parametrize(
    ("template", "icon_name", "message"),
    [
        (SLIDE.replace('"tree"', '"tre"'), "house", 'there is no icon "tre"'),
        (SLIDE.replace('"shield"', '"sheild"'), "house", 'there is no icon "sheild"'),
        (SLIDE, "hous", 'there is no icon "hous"'),
        (SLIDE.replace('ref="s"', 'ref="x"'), "house", 'no source "x"'),
        (SLIDE.replace(' ref="s"', ""), "house", "either ref or href"),
    ],
)
def test_what_is_misspelt_is_told(
    tmp_path: Path, template: str, icon_name: str, message: str
) -> None:
    with pytest.raises(DocgenError) as caught:
        deck(tmp_path, template, icon_name)
    assert message in caught.value.diagnostics[0].message
