"""Roles find their layouts by types and places; a wrong word is an error with the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from template_corpus import Built, build

from docgen.cli.main import main
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import find_theme
from docgen.pptx_template.file import open_company
from docgen.pptx_template.inspection import inspect
from docgen.pptx_template.read import read_template
from docgen.pptx_template.roles import map_roles
from docgen.pptx_template.study import Study
from docgen.theme.model import Theme, contrast


@pytest.fixture
def theme() -> Theme:
    return find_theme("slate", None)


def names(path: Path) -> dict[str, str]:
    found = map_roles(Study(open_company(path)), {}, None)
    return {role: one.layout.name for role, one in found.items()}


@pytest.mark.parametrize("name", ["python-pptx", "strange-idx", "potx", "embedded-fonts"])
def test_powerpoints_own_layouts(name: str, template: Callable[[str], Path]) -> None:
    assert names(template(name)) == {
        "title": "Title Slide",
        "section": "Section Header",
        "content": "Title and Content",
        "two-content": "Two Content",
        "picture": "Picture with Caption",
        "quote": "Title and Content",
        "chart": "Title and Content",
        "table": "Title and Content",
        "blank": "Title Only",
        "closing": "Two Content",
    }


def test_left_and_right_are_told_by_place_not_by_index(
    template: Callable[[str], Path], theme: Theme
) -> None:
    read = read_template(template("strange-idx"), theme, Diagnostics())
    layout = read.master.layout("two-content")
    left, right = layout.placeholder("body"), layout.placeholder("body-2")
    assert left is not None and right is not None
    assert (left.idx, right.idx) == (4, 2)
    assert left.rect.x < right.rect.x


TWO = """<deck><slide layout="two-content" title="Two sides"><columns widths="2 3">
<column><para>Left of the two.</para></column><column><para>Right of the two.</para></column>
</columns></slide></deck>"""


def test_columns_stand_as_asked(
    template: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    layout = tmp_path / "layouts" / "two"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text('kind = "deck"\nomits = ["title"]\n')
    (layout / "template.xml.j2").write_text(TWO)
    (tmp_path / "docgen.toml").touch()
    (tmp_path / "a.yaml").write_text("title: T\nlang: en\n")
    words = ["build", "a.yaml", "-l", "two", "--template", str(template("python-pptx"))]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.stderr
    (slide,) = Presentation(str(tmp_path / "build" / "a.two.pptx")).slides
    bodies = [s for s in slide.placeholders if s.placeholder_format.idx in (1, 2)]
    wide = sorted(s.width for s in bodies)
    assert wide[1] / wide[0] == pytest.approx(1.5, rel=0.03)


def test_a_block_chooses_layouts(template: Callable[[str], Path], theme: Theme) -> None:
    company = open_company(template("python-pptx"))
    found = map_roles(Study(company), {"chart": 6, "quote": "blank"}, None)
    assert found["chart"].layout.name == "Title Only"
    assert found["quote"].layout.name == "Blank"
    assert found["chart"].how == "as told"


def test_an_unknown_layout_lists_those_there_are(template: Callable[[str], Path]) -> None:
    company = open_company(template("python-pptx"))
    with pytest.raises(DocgenError) as caught:
        map_roles(Study(company), {"chart": "Charts"}, None)
    (one,) = caught.value.diagnostics
    assert one.code == "DG704"
    assert "6 Title Only" in one.hint and "11 Title and Vertical Text" not in one.hint


def test_inspect_tells_what_is_missing(template: Callable[[str], Path], theme: Theme) -> None:
    told = inspect(template("no-title"), theme, "corp.pptx")
    assert told.samples == 1
    assert {lacks for role, _, _, _, lacks in told.roles if role == "content"} == {"no title"}
    assert "content = " in told.block


def test_no_place_is_told(built: Callable[[str], Built]) -> None:
    found = [d for d in built("no-placeholders").found if d.code == "DG705"]
    assert {d.message.split(" has ")[0] for d in found} >= {"a title", "a kicker", "a text"}
    assert any('"Title and Content"' in d.message for d in found)


def test_text_on_a_picture_is_light_where_the_picture_is_dark(
    template: Callable[[str], Path], theme: Theme
) -> None:
    read = read_template(template("picture-ground"), theme, Diagnostics())
    ground = read.theme.color("ground-content").rgb
    for token in ("text", "muted", "ink", "accent-1", "link"):
        assert contrast(read.theme.color(token).rgb, ground) >= 4.5, token
    title = read.master.layout("content").placeholder("title")
    assert title is not None
    color = read.theme.color(read.theme.style("deck", title.style).color)
    assert contrast(color.rgb, ground) >= 4.5


def test_colours_stay_on_the_themes_slots(template: Callable[[str], Path], theme: Theme) -> None:
    read = read_template(template("picture-ground"), theme, Diagnostics())
    assert read.theme.color("text").base == "background"
    assert read.theme.color("accent-1").base == "accent-1"


@pytest.mark.parametrize("name", ["python-pptx", "narrow-body", "portrait"])
def test_sizes_keep_to_our_bounds(name: str, template: Callable[[str], Path], theme: Theme) -> None:
    styles = read_template(template(name), theme, Diagnostics()).theme.styles["deck"]
    assert styles["body"].size >= 12
    assert min(styles["table-cell"].size, styles["table-cell"].min_size) >= 10


def test_a_long_title_stays_on_its_band(template: Callable[[str], Path]) -> None:
    """Piano's titles are white on a black band of 49.6 points; below it is white."""
    deck = build(template("Piano"), "flood-defense").deck
    titles = [slide.items[0].item for slide in deck.slides[1:]]
    assert max(len(one.paras[0].lines) for one in titles) <= 2
    assert max(one.rect.bottom for one in titles) < 49.7
    assert min(one.paras[0].style.size for one in titles) >= 18
