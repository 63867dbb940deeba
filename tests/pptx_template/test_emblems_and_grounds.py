"""Logos stand clear of text, a deck is light or dark, bodies are as high as they are made to grow."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from template_corpus import ROOT

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import find_theme
from docgen.placed.items import Rect
from docgen.placed.overlaps import overlap
from docgen.pptx_template.read import CompanyTemplate, read_template
from docgen.summary.loader import summary_from_data
from docgen.theme.model import contrast

CORNER = Rect(560, 400, 130, 60)
"""A logo at the bottom right of a slide of 720 x 540 points, inside the default's body."""


def read(deck: Presentation, root: Path) -> CompanyTemplate:  # type: ignore[valid-type]
    path = root / "corp.pptx"
    deck.save(str(path))  # type: ignore[attr-defined]
    return read_template(path, find_theme("slate", ROOT), Diagnostics())


def emblem(picture: Image.Image, box: Rect, deck: Presentation) -> None:  # type: ignore[valid-type]
    """Put a picture on the master, as the editor does."""
    sink = io.BytesIO()
    picture.save(sink, "PNG")
    master = deck.slide_masters[0]  # type: ignore[attr-defined]
    _, rid = master.part.get_or_add_image_part(sink)
    numbers = [round(v * 12700) for v in (box.x, box.y, box.width, box.height)]
    x, y, wide, high = numbers
    master.shapes._spTree.append(
        parse_xml(
            f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="99" name="Logo"/><p:cNvPicPr/>'
            f'<p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}"'
            f' cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


def region_of(made: CompanyTemplate, role: str = "content") -> Rect:
    found = made.master.layout(role).region
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("color", "clear"),
    [((180, 20, 30), True), ((250, 250, 250), False)],
    ids=["a logo", "a pale watermark"],
)
def test_content_stands_clear_of_a_logo(
    tmp_path: Path, color: tuple[int, int, int], clear: bool
) -> None:
    deck = Presentation()
    emblem(Image.new("RGB", (130, 60), color), CORNER, deck)
    region = region_of(read(deck, tmp_path))
    assert (overlap(region, CORNER) <= 200) == clear
    assert region.width * region.height > 0.4 * 720 * 540 * 0.6


def test_a_logos_transparent_margin_takes_no_room(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (130, 60), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((100, 30, 129, 59), fill=(180, 20, 30, 255))
    deck = Presentation()
    emblem(picture, CORNER, deck)
    region = region_of(read(deck, tmp_path))
    assert overlap(region, Rect(664, 432, 26, 28)) <= 60
    assert overlap(region, Rect(560, 400, 80, 25)) > 0


def test_a_logo_in_the_grounds_picture_is_one_too(tmp_path: Path) -> None:
    """Without a shape of its own: it is painted into the background."""
    picture = Image.new("RGB", (720, 540), "white")
    box = (CORNER.x, CORNER.y, CORNER.right, CORNER.bottom)
    ImageDraw.Draw(picture).rectangle(box, fill=(180, 20, 30))
    sink = io.BytesIO()
    picture.save(sink, "PNG")
    deck = Presentation()
    master = deck.slide_masters[0]
    _, rid = master.part.get_or_add_image_part(sink)
    slide = master._element.find(qn("p:cSld"))
    for old in slide.findall(qn("p:bg")):
        slide.remove(old)
    slide.insert(
        0,
        parse_xml(
            f'<p:bg {nsdecls("p", "a", "r")}><p:bgPr><a:blipFill><a:blip r:embed="{rid}"/><a:stretch>'
            "<a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
        ),
    )
    assert overlap(region_of(read(deck, tmp_path)), CORNER) <= 200


def test_a_title_stands_beside_a_logo(tmp_path: Path) -> None:
    deck = Presentation()
    logo = Rect(610, 40, 70, 60)
    emblem(Image.new("RGB", (70, 60), (180, 20, 30)), logo, deck)
    made = read(deck, tmp_path)
    title = made.master.layout("content").placeholder("title")
    assert title is not None
    assert overlap(title.rect, logo) == 0
    assert title.rect.width > 300


def darkened(layout) -> None:  # type: ignore[no-untyped-def]
    """A dark layout of a light template, its colours mapped the other way."""
    slide = layout._element.find(qn("p:cSld"))
    slide.insert(
        0,
        parse_xml(
            f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )
    for old in layout._element.findall(qn("p:clrMapOvr")):
        layout._element.remove(old)
    slide.addnext(
        parse_xml(
            f'<p:clrMapOvr {nsdecls("p", "a")}><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2"'
            ' tx2="lt2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4"'
            ' accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:clrMapOvr>'
        )
    )


@pytest.mark.parametrize("which", [1, 3], ids=["content is dark", "two-content is dark"])
def test_one_deck_has_one_ground(tmp_path: Path, which: int) -> None:
    deck = Presentation()
    darkened(deck.slide_layouts[which])
    made = read(deck, tmp_path)
    grounds = {
        role: made.study.of(one.layout).dark
        for role, one in made.mapping.items()
        if role not in ("title", "section")
    }
    assert set(grounds.values()) == {which == 1}, grounds


def test_a_layout_of_each_kind_serves_where_grounds_are_alike(tmp_path: Path) -> None:
    made = read(Presentation(), tmp_path)
    assert made.mapping["two-content"].layout.name == "Two Content"
    assert made.mapping["picture"].layout.name == "Picture with Caption"


@pytest.mark.parametrize("fit", ["a:spAutoFit", "a:noAutofit"])
def test_a_body_that_grows_has_all_room_below(tmp_path: Path, fit: str) -> None:
    """A box as high as its prompt, in the editor, says nothing of its room; a fixed one does."""
    deck = Presentation()
    body = next(p for p in deck.slide_layouts[1].placeholders if p.placeholder_format.idx == 1)
    body.left, body.top, body.width, body.height = Pt(36), Pt(126), Pt(648), Pt(230)
    frame = body._element.txBody.find(qn("a:bodyPr"))
    for old in list(frame):
        frame.remove(old)
    frame.append(parse_xml(f"<{fit} {nsdecls('a')}/>"))
    region = region_of(read(deck, tmp_path))
    assert (region.height > 300) == (fit == "a:spAutoFit")


def test_text_reads_where_a_theme_swaps_its_slots(tmp_path: Path) -> None:
    """Google's exports: a bright first dark colour, and the second pair mapped crosswise."""
    deck = Presentation()
    master = deck.slide_masters[0]
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype == RT.THEME)
    text = theme.blob.decode()
    for slot, color in (("dk1", "1A9988"), ("lt1", "FFFFFF"), ("dk2", "1A1A1A"), ("lt2", "E9EDEE")):
        start = text.index(f"<a:{slot}>") + len(f"<a:{slot}>")
        end = text.index(f"</a:{slot}>")
        text = f'{text[:start]}<a:srgbClr val="{color}"/>{text[end:]}'
    theme._blob = text.encode()
    names = master._element.find(qn("p:clrMap"))
    names.set("bg2", "dk2")
    names.set("tx2", "lt2")
    palette = read(deck, tmp_path).theme.palette
    for ground in ("background", "surface", "tint"):
        assert contrast(palette["text"].rgb, palette[ground].rgb) >= 4.5, ground


@pytest.mark.parametrize(("family", "shrinks"), [("Calibri Light", True), ("Calibri", False)])
def test_text_measured_with_another_font_shrinks_where_it_is_drawn_wider(
    tmp_path: Path, family: str, shrinks: bool
) -> None:
    deck = Presentation()
    theme = next(
        r.target_part for r in deck.slide_masters[0].part.rels.values() if r.reltype == RT.THEME
    )
    theme._blob = theme.blob.replace(
        b'<a:majorFont><a:latin typeface="Calibri"/>',
        f'<a:majorFont><a:latin typeface="{family}"/>'.encode(),
    )
    assert f'typeface="{family}"'.encode() in theme.blob
    path = tmp_path / "corp.pptx"
    deck.save(str(path))
    data = {"title": "The weir", "sections": [{"heading": "It held", "points": ["One.", "Two."]}]}
    made = render(summary_from_data(data), "briefing-deck", project=ROOT, template=path)
    titles = [s.shapes.title for s in Presentation(io.BytesIO(bytes(made))).slides]
    found = {
        one._element.txBody.find(qn("a:bodyPr")).find(qn("a:normAutofit")) is not None
        for one in titles
    }
    assert found == {shrinks}


def test_nothing_is_refused_on_a_ground_where_no_text_reads(tmp_path: Path) -> None:
    """A mid grey with texture: text stands in the body's box, and its contrast is told."""
    picture = Image.effect_noise((264, 198), 60).convert("RGB")
    sink = io.BytesIO()
    picture.save(sink, "PNG")
    deck = Presentation()
    for layout in deck.slide_layouts:
        _, rid = layout.part.get_or_add_image_part(sink)
        layout._element.find(qn("p:cSld")).insert(
            0,
            parse_xml(
                f'<p:bg {nsdecls("p", "a", "r")}><p:bgPr><a:blipFill><a:blip r:embed="{rid}"/>'
                "<a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
            ),
        )
    path = tmp_path / "corp.pptx"
    deck.save(str(path))
    found = Diagnostics()
    data = {"title": "The weir", "sections": [{"heading": "It held", "points": ["One.", "Two."]}]}
    made = render(
        summary_from_data(data), "briefing-deck", project=ROOT, template=path, diagnostics=found
    )
    assert len(Presentation(io.BytesIO(bytes(made))).slides) >= 2
    weak = [one for one in found if one.code == "DG706"]
    assert len(weak) == 1, [one.message for one in found]
