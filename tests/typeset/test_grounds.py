"""A slide's own ground: a colour, or a picture under a scrim."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.summary.loader import load_summary

SUMMARY = """
title: The weir
images: [{id: river, path: river.png, alt: A river}]
charts: [{id: c, title: Cost, categories: [a, b], series: [{name: S, values: [1, 2]}]}]
"""


def built(root: Path, slides: str, color: object = "white", format: str = "pptx"):  # type: ignore[no-untyped-def]
    (root / "docgen.toml").write_text("")
    folder = root / "layouts" / "mine"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layout.toml").write_text('kind = "deck"\n')
    (folder / "template.xml.j2").write_text(f"<deck><footer>Foot</footer>{slides}</deck>")
    (root / "a.yaml").write_text(SUMMARY)
    Image.new("RGB", (400, 300), color).save(root / "river.png")
    found = Diagnostics()
    data = render(
        load_summary(root / "a.yaml"), "mine", format=format, project=root, diagnostics=found
    )
    path = root / f"deck.{format}"
    path.write_bytes(bytes(data))
    return path, [one.code for one in found]


def colors(slide) -> set[str]:  # type: ignore[no-untyped-def]
    return set(slide._element.xpath(".//a:rPr/a:solidFill/a:schemeClr/@val"))


WORDS = "<para>Words</para><list><item>Point</item></list>"


def test_a_colour_is_the_slides_background_and_text_takes_one_that_reads(tmp_path: Path) -> None:
    slides = f'<slide title="A">{WORDS}</slide><slide title="B" background="ink">{WORDS}</slide>'
    path, codes = built(tmp_path, slides)
    plain, dark = Presentation(str(path)).slides
    assert plain._element.xpath(".//p:bg") == []
    assert dark._element.xpath(".//p:bg//a:schemeClr/@val") == ["tx2"]
    assert colors(dark) == {"bg1"} and "bg1" not in colors(plain)
    assert "DG757" not in codes
    assert validate_pptx(str(path)).errors == []
    pdf, _ = built(tmp_path, slides, format="pdf")
    pages = [p.render(scale=0.2).to_pil().convert("L") for p in pypdfium2.PdfDocument(str(pdf))]
    assert pages[0].getpixel((5, 50)) > 240 and pages[1].getpixel((5, 50)) < 80


@pytest.mark.parametrize("color", ["white", "black", "#888888", "yellow"])
def test_text_reads_on_any_picture(tmp_path: Path, color: str) -> None:
    path, _ = built(tmp_path, f'<slide title="B" picture="river">{WORDS}</slide>', color)
    (slide,) = Presentation(str(path)).slides
    (rid,) = slide._element.xpath(".//p:bg//a:blip/@r:embed")
    shown = Image.open(io.BytesIO(slide.part.related_part(rid).blob)).convert("RGB")
    assert shown.width / shown.height == pytest.approx(16 / 9, abs=0.02)
    red, green, blue = (
        (v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4)
        for v in shown.getpixel((20, 20))
    )
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.45
    assert slide._element.get("showMasterSp") == "0"
    assert validate_pptx(str(path)).errors == []


def test_a_dark_picture_has_a_thinner_scrim_than_a_light_one(tmp_path: Path) -> None:
    dark, light = (
        pypdfium2.PdfDocument(
            str(built(tmp_path, '<slide title="B" picture="river"/>', color, "pdf")[0])
        )[0]
        .render(scale=0.2)
        .to_pil()
        .convert("RGB")
        .getpixel((5, 5))
        for color in ("#800000", "#FFFFFF")
    )
    assert dark[0] - dark[2] > 30  # its red still shows
    assert max(light) < 140


def test_what_stands_in_a_light_box_keeps_its_own_colour(tmp_path: Path) -> None:
    slides = (
        '<slide title="B" background="ink"><callout kind="card"><para>In</para></callout></slide>'
    )
    path, _ = built(tmp_path, slides)
    (slide,) = Presentation(str(path)).slides
    box = next(s for s in slide._element.iter() if s.text == "In").getparent()
    assert box.xpath("./a:rPr/a:solidFill/a:schemeClr/@val") != ["bg1"]


@pytest.mark.parametrize(
    ("slide", "told"),
    [
        ('<slide title="B" background="accent-5"/>', True),
        ('<slide title="B" background="ink"><chart ref="c"/></slide>', True),
        ('<slide title="B" background="tint"><chart ref="c"/></slide>', False),
    ],
)
def test_what_does_not_read_is_told(tmp_path: Path, slide: str, told: bool) -> None:
    assert ("DG757" in built(tmp_path, slide)[1]) == told


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match='no image "rivr"'):
        built(tmp_path, '<slide title="B" picture="rivr"/>')
