from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.layout import find_theme, list_themes
from docgen.theme.load import TOKENS, needed_ratio, weak_pairs
from docgen.theme.model import SCHEME_SLOTS, Style, Theme, apply_luminance, contrast

BRIEF = [
    "title",
    "kicker",
    "standfirst",
    "meta",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "lead",
    "small",
    "caption",
    "credit",
    "table-head",
    "table-cell",
    "metric-value",
    "metric-unit",
    "metric-label",
    "metric-context",
    "quote",
    "quote-by",
    "callout-title",
    "callout",
    "timeline-date",
    "timeline-event",
    "person-name",
    "person-role",
    "person-note",
    "source",
    "toc-title",
    "toc-1",
    "toc-2",
    "toc-3",
    "header",
    "footer",
    "chart-label",
]
DECK = [
    "title",
    "center-title",
    "subtitle",
    "kicker",
    "section-title",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "body-2",
    "body-3",
    "body-4",
    "body-5",
    "lead",
    "small",
    "caption",
    "credit",
    "table-head",
    "table-cell",
    "metric-value",
    "metric-unit",
    "metric-label",
    "metric-context",
    "quote",
    "quote-by",
    "callout-title",
    "callout",
    "timeline-date",
    "timeline-event",
    "person-name",
    "person-role",
    "person-note",
    "source",
    "toc-title",
    "toc-1",
    "toc-2",
    "toc-3",
    "footer",
    "date",
    "slide-number",
    "notes",
    "chart-label",
]
BOTH = [
    "gutter",
    "list-indent",
    "table-pad-x",
    "table-pad-y",
    "tile-pad",
    "tile-gap",
    "block-gap",
    "figure-gap",
    "chart-height",
    "callout-pad",
    "timeline-dot",
    "people-gap",
]
SLIDE = [
    "margin-left",
    "margin-right",
    "margin-top",
    "margin-bottom",
    "title-height",
    "title-gap",
    "kicker-height",
    "footer-height",
]


def write(folder: Path, text: str, name: str = "mine") -> Path:
    place = folder / "layouts" / "themes"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return place / f"{name}.toml"


def errors(folder: Path, text: str) -> list[Diagnostic]:
    write(folder, text)
    with pytest.raises(DocgenError) as caught:
        find_theme("mine", folder)
    return list(caught.value.diagnostics)


@pytest.mark.parametrize("theme", list_themes(None), ids=lambda t: t.name)
def test_stock_theme_is_complete(theme: Theme) -> None:
    assert set(TOKENS) == set(theme.palette)
    assert set(BRIEF) <= set(theme.styles["brief"])
    assert set(DECK) <= set(theme.styles["deck"])
    assert set(BOTH) <= set(theme.lengths["brief"])
    assert set(BOTH + SLIDE) <= set(theme.lengths["deck"])
    assert theme.options["brief"]["tile"] and theme.options["deck"]["title-slide"]
    for medium in ("brief", "deck"):
        assert {"heading", "body", "mono"} == set(theme.fonts[medium])
        for style in theme.styles[medium].values():
            assert style.leading >= style.size, style.name
            assert style.min_size <= style.size, style.name
    assert not weak_pairs(theme)


def test_stock_themes_are_there() -> None:
    assert [t.name for t in list_themes(None)] == [
        "base",
        "blueprint",
        "civic",
        "contrast",
        "midnight",
        "ministry",
        "scholar",
        "slate",
        "vermilion",
    ]


def test_contrast_is_wcags() -> None:
    black, white = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    assert contrast(black, white) == pytest.approx(21)
    grey = (0x77 / 255,) * 3
    assert contrast(grey, white) == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    ("size", "bold", "ratio"),
    [(17.9, False, 4.5), (18, False, 3), (14, True, 3), (13.9, True, 4.5)],
)
def test_large_text_needs_less(size: float, bold: bool, ratio: float) -> None:
    assert needed_ratio(Style("x", size=size, bold=bold)) == ratio


def test_derived_tokens_follow_their_base(tmp_path: Path) -> None:
    write(tmp_path, 'extends = "slate"\n[palette]\ntext = "#202020"\nmuted = "text 60 30"\n')
    theme = find_theme("mine", tmp_path)
    muted = theme.color("muted")
    assert (muted.base, muted.lum_mod, muted.lum_off) == ("text", 0.6, 0.3)
    assert muted.rgb == apply_luminance((32 / 255,) * 3, 0.6, 0.3)
    assert theme.color("accent-1").hex == "0057B2"
    assert theme.color("accent-1").base in SCHEME_SLOTS


def test_overrides_only_what_is_given(tmp_path: Path) -> None:
    write(
        tmp_path,
        'extends = "base"\n[brief.styles.body]\nsize = 10\n'
        '[brief.styles.aside]\nlike = "small"\nitalic = true\n',
    )
    theme, base = find_theme("mine", tmp_path), find_theme("base", None)
    body = theme.style("brief", "body")
    assert body.size == 10
    assert body.leading == base.style("brief", "body").leading
    aside = theme.style("brief", "aside")
    assert aside.italic and aside.size == base.style("brief", "small").size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('extends = "base"\n[palette\n', "2:9 DG302"),
        ('extends = "slat"\n', 'unknown theme "slat"'),
        ('extends = "base"\nfoo = 1\n', '2:1 DG303 unknown key "foo"'),
        ('extends = "base"\n[palette]\n acent-1 = "#000000"\n', "3:2 DG303 unknown colour token"),
        ('extends = "base"\n[palette]\ntext = "red"\n', "3:1 DG304"),
        ('extends = "base"\n[palette]\nmuted = "#123456"\n', "3:1 DG304"),
        ('extends = "base"\n[palette]\nmuted = "txet 1 2"\n', "3:1 DG304"),
        ('extends = "base"\n[brief.styles]\nboddy = {size = 9}\n', "3:1 DG303 unknown style"),
        ('extends = "base"\n[brief.styles]\nbody = {sise = 9}\n', "3:9 DG303"),
        ('extends = "base"\n[deck.styles.body]\nsize = "x"\n', "3:1 DG304"),
        ('extends = "base"\n[deck.styles.body]\ncolor = "acent-1"\n', "3:1 DG303"),
        ('extends = "base"\n[deck.lengths]\nmargin-lef = 3\n', "3:1 DG303"),
        ('extends = "base"\n[deck.options]\ntile = "big"\n', "3:1 DG304"),
        ('extends = "base"\n[brief.styles.body]\nmin-size = 8\n', "2:1 DG304"),
        ('extends = "base"\n[palette]\ntext = "#999999"\n', "3:1 DG305"),
        ('extends = "base"\n[brief.styles.meta]\ncolor = "faint"\n', "2:1 DG305"),
        ('extends = "mine"\n', "1:1 DG306"),
        ('description = "x"\n', "the palette lacks"),
    ],
)
def test_wrong_themes(tmp_path: Path, text: str, expected: str) -> None:
    shown = "\n".join(str(d).replace(": error ", " ") for d in errors(tmp_path, text))
    assert expected in shown


def test_unknown_theme_names_the_nearest() -> None:
    with pytest.raises(DocgenError, match='did you mean "slate"'):
        find_theme("slat", None)


def test_theme_by_path(tmp_path: Path) -> None:
    path = write(tmp_path, 'extends = "vermilion"\n')
    assert find_theme(str(path), None).color("accent-1").hex == "B93013"


def test_a_pale_accent_is_told_at_its_line_with_one_that_reads(tmp_path: Path) -> None:
    house = 'description = "House"\nextends = "slate"\n[palette]\naccent-1 = "{}"\n'
    found = errors(tmp_path, house.format("#FF0000"))
    assert {(d.code, d.location.line) for d in found if d.location} == {("DG305", 4)}
    offered = {hit for d in found for hit in re.findall(r'accent-1 = "(#\w+)"', d.hint)}
    assert len(offered) == 1
    path = write(tmp_path, house.format(*offered))
    assert find_theme(str(path), None).color("accent-1").hex == offered.pop()[1:]
