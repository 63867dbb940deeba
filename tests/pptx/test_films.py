"""Films with their posters: a file in the deck, an address as a link; on paper the poster."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdfium2
import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation

from docgen.engine.api import render
from docgen.foundation.diagnostics import DocgenError
from docgen.foundation.files import recording
from docgen.summary.loader import load_summary

FILM = b"\0\0\0\x18ftypmp42" + bytes(range(256))


def built(root: Path, video: str, layout: str = "briefing-deck", format: str = "pptx") -> bytes:
    (root / "docgen.toml").write_text("")
    Image.new("RGB", (900, 600), "navy").save(root / "poster.png")
    (root / "film.mp4").write_bytes(FILM)
    (root / "a.yaml").write_text(
        "title: The flood\nlang: en\n"
        f'images: [{{id: f, path: poster.png, title: The night, alt: Water, video: "{video}"}}]\n'
    )
    return bytes(render(load_summary(root / "a.yaml"), layout, format=format, project=root))


def poster(data: bytes):  # type: ignore[no-untyped-def]
    deck = Presentation(io.BytesIO(data))
    return next(
        (slide, shape._element)
        for slide in deck.slides
        for shape in slide.shapes
        if shape._element.tag.endswith("}pic")
    )


def test_a_file_is_in_the_deck_and_plays_on_a_click(tmp_path: Path) -> None:
    with recording() as record:
        data = built(tmp_path, "film.mp4")
    slide, picture = poster(data)
    (rid,) = picture.xpath(".//a:videoFile/@r:link")
    embedded = picture.xpath(".//p:extLst/p:ext/*/@r:embed")
    assert [slide.part.rels[r].target_part.blob for r in (rid, *embedded)] == [FILM, FILM]
    assert slide.part.rels[rid].target_part.content_type == "video/mp4"
    assert picture.xpath(".//a:hlinkClick/@action") == ["ppaction://media"]
    digest = hashlib.sha256(FILM).hexdigest()
    assert ("film", str(tmp_path / "film.mp4"), digest) in record.stamps()
    (tmp_path / "deck.pptx").write_bytes(data)
    assert validate_pptx(str(tmp_path / "deck.pptx")).errors == []


def test_an_address_is_a_link_in_the_deck_and_on_paper(tmp_path: Path) -> None:
    url = "https://example.org/flood"
    slide, picture = poster(built(tmp_path, url))
    (rid,) = picture.xpath("./p:nvPicPr/p:cNvPr/a:hlinkClick/@r:id")
    assert slide.part.rels[rid].target_ref == url
    assert picture.xpath(".//a:videoFile") == []
    pdf = built(tmp_path, url, format="pdf")
    pages = list(pypdfium2.PdfDocument(pdf))
    linked = [p for p in pages if "example.org/flood" in p.get_textpage().get_text_bounded()]
    assert linked and pypdfium2.raw.FPDFPage_GetAnnotCount(linked[0].raw) == 1


def test_a_picture_without_a_film_is_no_poster(tmp_path: Path) -> None:
    built(tmp_path, "film.mp4")
    text = (tmp_path / "a.yaml").read_text().replace(', video: "film.mp4"', "")
    (tmp_path / "a.yaml").write_text(text)
    made = render(load_summary(tmp_path / "a.yaml"), "briefing-deck", project=tmp_path)
    _, picture = poster(bytes(made))
    assert picture.xpath(".//a:hlinkClick | .//a:videoFile") == []


@pytest.mark.parametrize(
    ("video", "says"),
    [
        ("a.yaml", "should be an address"),
        ("none.mp4", "doesn't exist"),
        ("../film.mp4", "leads out of"),
        ("text.mp4", "is no film"),
    ],
)
def test_what_is_no_film_is_told(tmp_path: Path, video: str, says: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "film.mp4").write_bytes(FILM)
    (root / "text.mp4").write_text("words, only words")
    with pytest.raises(DocgenError, match=says):
        built(root, video)


def test_a_layout_has_a_film_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('kind = "deck"\n')
    Image.new("RGB", (900, 600), "navy").save(folder / "p.png")
    (folder / "f.mp4").write_bytes(FILM)
    (folder / "template.xml.j2").write_text(
        '<deck><slide title="T"><image src="p.png" video="f.mp4" alt="A"/></slide></deck>'
    )
    _, picture = poster(built(tmp_path, "film.mp4", "mine"))
    assert picture.xpath(".//a:videoFile")
