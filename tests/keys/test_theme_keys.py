"""Every key of a theme acts in a brief or a deck, or is told."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from docgen.layout import compose, find_layout, find_theme
from docgen.placed.documents import Brief
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import load_summary
from docgen.theme.art import DECK_SCENES
from docgen.theme.file import (
    BriefFile,
    DeckFile,
    FontsFile,
    LayoutsFile,
    MediaFonts,
    MediumFile,
    StyleFile,
    TemplateFile,
    ThemeFile,
)
from docgen.theme.load import MEDIA, OPTIONS, TOKENS
from docgen.theme.model import Medium
from docgen.typeset import typeset
from tests.keys.desk import Shown, project, shown

THEME = find_theme("slate", Path())
ALL_STYLES = """
{% macro styles(names) %}{% for name in names %}<para style="{{ name }}">Words in {{ name }} and
more words, so that some lines are filled and a word or another has to be divided, as in
internationalisation or counterrevolutionary.</para>{% endfor %}{% endmacro %}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("themes")
    project(root)
    (root / "layouts" / "themes").mkdir(parents=True)
    for medium in get_args(Medium):
        folder = root / "layouts" / f"all-{medium}"
        folder.mkdir()
        (folder / "layout.toml").write_text(f'kind = "{medium}"\n')
        names = sorted(THEME.styles[medium])
        call = ALL_STYLES + "{{ styles([" + ", ".join(f'"{n}"' for n in names) + "]) }}"
        if medium == "brief":
            body = f"<brief><toc/>{call}</brief>"
        else:
            parts = [names[n : n + 4] for n in range(0, len(names), 4)]
            slides = "".join(
                f"<slide title='S{n}'>{{{{ styles({part!r}) }}}}</slide>"
                for n, part in enumerate(parts)
            )
            body = f"{ALL_STYLES}<deck><slide layout='title'><title>T</title></slide>"
            body += f"<slide layout='section'><title>S</title></slide>{slides}</deck>"
        (folder / "template.xml.j2").write_text(body)
    Image.new("RGB", (400, 200), "crimson").save(root / "layouts" / "themes" / "logo.png")
    return root


@cache
def base(root: Path, layout: str) -> Shown:
    return shown(root, layout, "slate")


def acts(root: Path, text: str, layouts: tuple[str, ...]) -> bool:
    path = root / "layouts" / "themes" / "mine.toml"
    path.write_text('extends = "slate"\n' + text)
    return any(
        (now := shown(root, layout, "mine")).digest != base(root, layout).digest
        or now.told != base(root, layout).told
        for layout in layouts
    )


def of(medium: str) -> tuple[str, ...]:
    return (f"all-{medium}", "policy-brief" if medium == "brief" else "briefing-deck")


BOTH = ("policy-brief", "briefing-deck", "all-brief", "all-deck")
SPARE = {
    "faint": "for layouts of one's own: rules and marks paler than muted",
    "accent-5": "a chart's fifth series",
    "accent-6": "a chart's sixth series",
    "accent-4": "a chart's fourth series",
    "accent-3": "a chart's third series",
    "accent-2": "a chart's second series",
    "visited": "a deck's followed links: PowerPoint colours them",
    "positive": "for layouts of one's own",
    "negative": "for layouts of one's own",
}


@pytest.mark.parametrize("token", TOKENS)
def test_colour_acts(token: str, desk: Path) -> None:
    assert acts(desk, f'[palette]\n{token} = "#345678"\n', BOTH) or token in SPARE


def sizes(root: Path, medium: Medium, theme: str) -> list[float]:
    """Return the sizes of the paragraphs of the layout that shows each style once."""
    summary = load_summary(root / "sources" / "walls.yaml")
    layout = find_layout(f"all-{medium}", root)
    placed = typeset(compose(summary, layout, find_theme(theme, root)))
    if isinstance(placed, Brief):
        items = [item for page in placed.pages for item in page.items]
    else:
        items = [one.item for slide in placed.slides for one in slide.items]
    paras = [p for leaf in leaves(items) for p in paras_of(leaf) if not p.continued]
    return [p.style.size for p in paras if "".join(s.text for s in p.spans).startswith("Words in")]


@pytest.mark.parametrize("medium", MEDIA)
def test_every_style_acts(medium: Medium, desk: Path) -> None:
    styles = sorted(THEME.styles[medium].items())
    lines = [
        f"{name} = {{size = {s.size + 1}, leading = {s.leading + 2}, max-size = {s.size + 1}}}"
        for name, s in styles
    ]
    path = desk / "layouts" / "themes" / "mine.toml"
    path.write_text(f'extends = "slate"\n[{medium}.styles]\n' + "\n".join(lines) + "\n")
    before, after = sizes(desk, medium, "slate"), sizes(desk, medium, "mine")
    assert len(before) == len(after) == len(styles)
    if medium == "brief":  # type of slides grows and shrinks to their height
        assert {round(now - was, 3) for was, now in zip(before, after, strict=True)} == {1.0}
    else:
        assert before != after


STYLE_TURNS = {
    "like": 'like = "caption"',
    "font": 'font = "mono"',
    "size": "size = 11",
    "leading": "leading = 19",
    "color": 'color = "accent-1"',
    "align": 'align = "right"',
    "bold": "bold = true",
    "italic": "italic = true",
    "caps": "caps = true",
    "tracking": "tracking = 1",
    "space_before": "space-before = 30",
    "space_after": "space-after = 30",
    "min_size": "min-size = 500",
    "max_size": "max-size = 12.5",
    "indent": "indent = 40",
    "hyphenate": "hyphenate = true",
}


@pytest.mark.parametrize("name", StyleFile.model_fields)
@pytest.mark.parametrize("medium", MEDIA)
def test_key_of_a_style_acts(medium: Medium, name: str, desk: Path) -> None:
    if name in ("max_size", "min_size"):
        pytest.skip("acts where type grows or shrinks: tests/typeset/test_fitting.py")
    turn = STYLE_TURNS[name]
    if name == "hyphenate":
        turn = f"hyphenate = {str(not THEME.styles[medium]['body'].hyphenate).lower()}"
    assert acts(desk, f"[{medium}.styles]\nbody = {{{turn}}}\n", of(medium))


@pytest.mark.parametrize("medium", MEDIA)
def test_every_length_acts(medium: Medium, desk: Path) -> None:
    looks = {"monogram", "row-pad", "change-bar", "chart-height", "callout-pad", "list-indent"}
    """Of looks that the stock layouts of this medium don't use, or set themselves."""
    still = [
        name
        for name, value in sorted(THEME.lengths[medium].items())
        if not acts(desk, f"[{medium}.lengths]\n{name} = {value + 7}\n", of(medium))
    ]
    assert [name for name in still if name not in looks] == []


@pytest.mark.parametrize(("medium", "name"), [(m, n) for m in MEDIA for n in OPTIONS])
def test_every_option_acts_or_is_told(medium: Medium, name: str, desk: Path) -> None:
    assert any(
        acts(desk, f'[{medium}.options]\n{name} = "{word}"\n', of(medium)) for word in OPTIONS[name]
    )


def test_the_rest_acts(desk: Path) -> None:
    assert set(ThemeFile.model_fields) == {
        "description",
        "extends",
        "palette",
        "fonts",
        "brief",
        "deck",
        "logo",
        "document",
        "markings",
        "template",
    }
    assert set(MediaFonts.model_fields) == {"brief", "deck", "fallback"}
    assert set(MediumFile.model_fields) == {"palette", "styles", "lengths", "options"}
    assert set(BriefFile.model_fields) == {*MediumFile.model_fields, "first", "pages"}
    assert set(DeckFile.model_fields) == {*MediumFile.model_fields, *DECK_SCENES}
    for medium in MEDIA:
        assert acts(desk, f'[{medium}.palette]\naccent-1 = "#5A1F7A"\n', of(medium))
    for scene in ("first", "pages"):
        text = f'[brief.{scene}]\nshapes = [{{box = [0, 0, 9, 9], fill = "ink"}}]\n'
        assert acts(desk, text, of("brief")), scene
    for scene in ("cover", "content", "closing"):
        text = f'[deck.{scene}]\nshapes = [{{box = [0, 0, 9, 9], fill = "ink"}}]\n'
        assert acts(desk, text, of("deck")), scene
    assert acts(desk, '[markings]\nInternal = "#225588"\n', of("deck"))
    assert acts(desk, "[document]\ndraft = true\n", of("deck"))
    assert set(TemplateFile.model_fields) == {"file", "layouts", "keep"}
    assert "two_content" in LayoutsFile.model_fields
    assert acts(desk, 'logo = "logo.png"\n', ("policy-brief",))
    assert acts(desk, 'logo = "logo.png"\n', ("briefing-deck",))
    assert acts(desk, 'logo = "none.png"\n', ("policy-brief",))
    assert acts(desk, 'template = "none.pptx"\n', ("briefing-deck",))
    for medium in MEDIA:
        for role in FontsFile.model_fields:
            assert acts(desk, f'[fonts.{medium}]\n{role} = "Cambria"\n', of(medium)), role
    (desk / "layouts" / "themes" / "mine.toml").write_text('extends = "slate"\ndescription = "x"\n')
    assert find_theme("mine", desk).description == "x"
