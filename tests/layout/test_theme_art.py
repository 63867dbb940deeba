"""What themes draw: shapes on slides and pages, and the contrast of texts that stand on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import find_theme, list_themes
from docgen.placed.items import PathItem, ShapeItem
from docgen.theme.art import DECK_SCENES
from docgen.theme.art_contrast import weak_places
from docgen.theme.model import Theme
from docgen.typeset.art import art_items
from docgen.typeset.master import stock_master

STOCK = [theme for theme in list_themes(None) if theme.name != "base"]
SIZES = ((960.0, 540.0), (720.0, 540.0))


@pytest.mark.parametrize("theme", STOCK, ids=lambda t: t.name)
def test_a_stock_theme_draws_every_kind_of_slide(theme: Theme) -> None:
    looks = set()
    for scene in DECK_SCENES:
        shapes = art_items(theme, scene, 960, 540)
        assert shapes, scene
        looks.add(repr([(s.rect, getattr(s, "fill", None)) for s in shapes]))
    assert len(looks) == len(DECK_SCENES)
    assert not weak_places(theme)


def test_stock_themes_are_told_apart_by_their_covers() -> None:
    covers = {repr(theme.scene("cover")) for theme in STOCK}
    mastheads = {theme.options["brief"]["masthead"] for theme in STOCK}
    assert len(covers) == len(STOCK) == 8
    assert len(mastheads) >= 5


@pytest.mark.parametrize("size", SIZES, ids=["16:9", "4:3"])
@pytest.mark.parametrize("theme", STOCK, ids=lambda t: t.name)
def test_shapes_and_places_stay_on_the_slide(theme: Theme, size: tuple[float, float]) -> None:
    master = stock_master(theme.of("deck"), *size)
    for layout in master.layouts:
        boxes = [one.rect for one in layout.decorations] + [p.rect for p in layout.placeholders]
        for rect in boxes:
            assert rect.x >= -0.01 and rect.y >= -0.01, (layout.role, rect)
            assert rect.right <= size[0] + 0.01 and rect.bottom <= size[1] + 0.01, (
                layout.role,
                rect,
            )


def mine(folder: Path, text: str) -> Theme:
    place = folder / "layouts" / "themes"
    place.mkdir(parents=True, exist_ok=True)
    (place / "mine.toml").write_text(f'extends = "base"\n{text}', encoding="utf-8")
    return find_theme("mine", folder)


def test_shapes_are_drawn_as_told(tmp_path: Path) -> None:
    theme = mine(
        tmp_path,
        "[deck.content]\nshapes = [\n"
        '{box = [10, -20, "50%", -10], gradient = ["accent-1", "ink"], angle = 90},\n'
        '{kind = "quarter", box = [0, 0, 30, 30], corner = "top-left", fill = "accent-2"},\n'
        '{kind = "line", box = [0, 10, "100%", 10], stroke = "rule", repeat = 3, step = [0, 20]},\n'
        "]\n",
    )
    first, second, *lines = art_items(theme, "content", 960, 540)
    assert isinstance(first, ShapeItem) and first.gradient is not None
    assert (first.rect.x, first.rect.y, first.rect.right, first.rect.bottom) == (10, 520, 480, 530)
    assert first.gradient.tokens == ("accent-1", "ink") and first.gradient.angle == 90
    assert isinstance(second, PathItem) and second.fill == "accent-2"
    assert [one.rect.y for one in lines] == [10, 30, 50]


def test_the_example_of_the_manual_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "theme-art.md").read_text("utf-8")
    block = re.search(r'```toml\nextends = "slate"\n(.*?)```', page, re.S)
    assert block is not None
    folder = tmp_path / "layouts" / "themes"
    folder.mkdir(parents=True)
    Image.new("RGB", (600, 300), "navy").save(folder / "skyline.png")
    (folder / "house.toml").write_text(f'extends = "slate"\n{block[1]}', encoding="utf-8")
    theme = find_theme("house", tmp_path)
    assert len(art_items(theme, "cover", 960, 540)) == 3


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        # Black words on a black shape, covering the title's place or touching it.
        ('[deck.content]\nshapes = [{box = [0, 0, "100%", 120], fill = "ink"}]', "DG305", "title"),
        (
            '[deck.content]\nshapes = [{kind = "ellipse", box = [500, 60, 700, 160], fill = "ink"}]',
            "DG305",
            "title",
        ),
        ('[deck.content]\nshapes = [{fill = "ink"}]', "DG304", "needs a box"),
        ('[deck.cover]\nshapes = [{kind = "polygon", points = [[0, 0]]}]', "DG304", "three points"),
        ('[deck.cover]\nshapes = [{box = [0, 0, 1, 1], fill = "pink"}]', "DG303", "pink"),
        ('[deck.cover]\nshapes = [{kind = "picture", box = [0, 0, 9, 9]}]', "DG304", "a file"),
        (
            '[deck.cover]\nshapes = [{kind = "picture", box = [0, 0, 9, 9], file = "no.png"}]',
            "DG304",
            "no.png",
        ),
        ('[deck.cover]\nshapes = [{box = [0, 0, "9", 9]}]', "DG304", "share"),
    ],
)
def test_wrong_art(tmp_path: Path, text: str, code: str, word: str) -> None:
    with pytest.raises(DocgenError) as caught:
        mine(tmp_path, text + "\n")
    assert code in [one.code for one in caught.value.diagnostics]
    assert any(word in one.message for one in caught.value.diagnostics)


def test_a_shape_beside_the_texts_is_right(tmp_path: Path) -> None:
    assert mine(tmp_path, '[deck.content]\nshapes = [{box = [0, 0, 40, "100%"], fill = "ink"}]\n')


def test_a_medium_has_colours_of_its_own(tmp_path: Path) -> None:
    theme = mine(tmp_path, '[brief.palette]\naccent-1 = "#7A1F1F"\n')
    assert theme.of("brief").color("accent-1").hex == "7A1F1F"
    assert theme.of("deck").color("accent-1").hex == "2A5C8C"
    weak = '[brief.palette]\naccent-1 = "#EEEEEE"\n'
    with pytest.raises(DocgenError):
        mine(tmp_path, weak)
