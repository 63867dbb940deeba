"""Banner, watermark, logo, cover picture, presenter and event, in all stock layouts."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation

from docgen import load_summary, render
from docgen.foundation.diagnostics import DocgenError
from docgen.layout import compose, find_layout, find_theme
from docgen.layout.catalog import list_layouts
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import ImageItem, ShapeItem, TextItem
from docgen.summary.given import with_given
from docgen.theme.markings import marking_colors
from docgen.typeset import typeset

ROOT = Path(__file__).parents[2]
STOCK = [one for one in list_layouts(None) if one.origin == "stock"]
DECKS = [one for one in STOCK if one.kind == "deck"]
GIVEN = {
    "classification": "SECRET//NOFORN",
    "draft": "true",
    "presenter": "Ada Example",
    "event": "Cabinet in December",
    "date": "2026-12-03",
}
SUMMARY = load_summary(ROOT / "sources/flood-defense.yaml")


def placed(layout: str, given: dict[str, str], theme: str = "slate") -> Brief | Deck:
    found = find_layout(layout, None)
    summary = with_given(SUMMARY, given)
    return typeset(compose(summary, found, find_theme(theme, None).of(found.kind)), _nothing())


def _nothing():  # type: ignore[no-untyped-def]
    from docgen.foundation.diagnostics import Diagnostics  # noqa: PLC0415  (a short name)

    return Diagnostics()


def texts(items) -> list[str]:  # type: ignore[no-untyped-def]
    return [
        "".join(span.text for span in para.spans)
        for item in items
        if isinstance(item, TextItem)
        for para in item.paras
    ]


@pytest.mark.parametrize("layout", STOCK, ids=lambda one: one.name)
def test_every_page_and_slide_is_marked(layout) -> None:  # type: ignore[no-untyped-def]
    data = render(SUMMARY, layout.name, "slate", "pdf", given=GIVEN, project=ROOT)
    told = ""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            assert text.count("SECRET//NOFORN") >= 2, "the banner stands at the top and the bottom"
            assert "DRAFT" in text
            told += text.replace("\r\n", " ")
    assert "Ada Example" in told and "Cabinet in December" in told
    assert "3 December 2026" in told or "December 3, 2026" in told


@pytest.mark.parametrize("layout", STOCK, ids=lambda one: one.name)
def test_what_is_not_given_is_not_shown(layout) -> None:  # type: ignore[no-untyped-def]
    made = placed(layout.name, {})
    over = (
        [i for page in made.pages for i in (*page.over, *page.marks)]
        if isinstance(made, Brief)
        else [i for one in made.master.layouts for i in one.decorations]
    )
    names = [getattr(one, "name", "") for one in over]
    assert not any(n.startswith(("Classification", "Watermark", "Logo")) for n in names)


def test_banners_are_on_the_layouts_of_a_deck_and_turned_text_is_one_line() -> None:
    made = placed("briefing-deck", GIVEN)
    assert isinstance(made, Deck)
    for layout in made.master.layouts:
        strips = [i for i in layout.decorations if isinstance(i, ShapeItem) and i.fill == "marking"]
        assert [strip.rect.y for strip in strips] == [0.0, 540.0 - strips[0].rect.height]
        (word,) = [i for i in layout.decorations if i.name == "Watermark"]
        assert isinstance(word, TextItem) and word.turn and len(word.paras[0].lines) == 1
    data = render(SUMMARY, "briefing-deck", given=GIVEN, project=ROOT)
    deck = Presentation(io.BytesIO(data))
    for layout in deck.slide_layouts:
        words = [s.text_frame.text for s in layout.shapes if s.has_text_frame]
        assert words.count("SECRET//NOFORN") == 2 and "Draft" in words


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("SECRET", "#B5121B"),
        ("Top secret//SCI", "#FCE83A"),
        ("UNCLASSIFIED", "#007A33"),
        ("VS-NUR FÜR DEN DIENSTGEBRAUCH", "#0033A0"),
        ("TLP:AMBER", "#000000"),
    ],
)
def test_known_markings_have_their_colours(text: str, ground: str) -> None:
    colors = marking_colors(text, {})
    assert colors is not None and colors[0] == ground


@pytest.mark.parametrize("text", ["Public", "Internal", "For the council", ""])
def test_other_words_have_no_banner(text: str) -> None:
    assert marking_colors(text, {}) is None
    assert marking_colors(text, {text: "#123456"}) == (("#123456", "#FFFFFF") if text else None)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "sea.jpg"
    Image.linear_gradient("L").convert("RGB").resize((800, 500)).save(path)
    return path


@pytest.mark.parametrize("theme", ["slate", "scholar", "ministry", "midnight"])
def test_a_cover_picture_leaves_the_texts_their_room(picture: Path, theme: str) -> None:
    made = placed("briefing-deck", {"cover": str(picture)}, theme)
    assert isinstance(made, Deck)
    items = made.slides[0].items
    (shown,) = [one for one in items if isinstance(one.item, ImageItem)]
    assert shown.placeholder is not None and shown.placeholder.kind == "picture"
    for one in items:
        if isinstance(one.item, TextItem):
            a, b = one.item.rect, shown.item.rect
            apart = a.right <= b.x or a.x >= b.right or a.bottom <= b.y or a.y >= b.bottom
            assert apart, (one.item.name, a, b)
    assert sum(isinstance(one.item, ImageItem) for one in made.slides[1].items) <= 1


def test_a_cover_picture_stands_under_a_briefs_title(picture: Path) -> None:
    without, made = placed("policy-brief", {}), placed("policy-brief", {"cover": str(picture)})
    assert isinstance(without, Brief) and isinstance(made, Brief)

    def pictures(brief: Brief) -> int:
        return sum(isinstance(item, ImageItem) for item in brief.pages[0].items)

    assert pictures(made) == pictures(without) + 1


def test_a_logo_given_for_the_document(picture: Path) -> None:
    made = placed("briefing-deck", {"logo": str(picture)})
    assert isinstance(made, Deck)
    assert all(any(isinstance(i, ImageItem) for i in x.decorations) for x in made.master.layouts)
    brief = placed("policy-brief", {"logo": str(picture)})
    assert isinstance(brief, Brief)
    assert any(isinstance(i, ImageItem) for i in brief.pages[0].over)
    assert not any(isinstance(i, ImageItem) for i in brief.pages[-1].over)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"clasification": "SECRET"}, "DG730"),
        ({"draft": "maybe"}, "DG731"),
        ({"date": "tomorrow"}, "DG731"),
        ({"logo": "none.png"}, "DG731"),
    ],
)
def test_what_cannot_be_given(given: dict[str, str], code: str) -> None:
    with pytest.raises(DocgenError) as caught:
        with_given(SUMMARY, given)
    assert [one.code for one in caught.value.diagnostics] == [code]


def test_a_theme_gives_what_the_summary_lacks(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        'extends = "slate"\n[document]\nevent = "Hearing"\ndraft = true\n'
        '[markings]\n"House only" = "#225588"\n'
    )
    data = render(
        SUMMARY,
        "briefing-deck",
        str(path),
        "pdf",
        project=ROOT,
        given={"classification": "House only"},
    )
    with pypdfium2.PdfDocument(data) as document:
        first = document[0].get_textpage().get_text_range()
    assert "Hearing" in first and "DRAFT" in first and first.count("House only") >= 2


@pytest.mark.parametrize("theme", ["slate", "scholar", "midnight"])
def test_on_a_companys_template_the_marks_stand_on_each_slide(
    theme: str, picture: Path, tmp_path: Path
) -> None:
    path = tmp_path / "corp.pptx"
    Presentation().save(str(path))
    given = GIVEN | {"cover": str(picture)}
    data = render(SUMMARY, "briefing-deck", theme, given=given, project=ROOT, template=path)
    deck = Presentation(io.BytesIO(data))
    for slide in deck.slides:
        words = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
        assert words.count("SECRET//NOFORN") == 2 and "Draft" in words
    assert not any("SECRET" in s.text_frame.text for s in deck.slide_layouts[0].placeholders)
    assert "DG732" in [one.code for one in data.diagnostics]
