from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import compose, find_layout, list_layouts

from .samples import ROOT, layout, summary

STOCK = [
    "backgrounder",
    "briefing-deck",
    "data-deck",
    "executive-deck",
    "factsheet",
    "memo",
    "one-pager",
    "pitch",
    "policy-brief",
    "qa-brief",
    "reading-deck",
]


def test_stock_layouts() -> None:
    found = list_layouts(None)
    assert [one.name for one in found] == STOCK
    assert all(one.description for one in found)
    assert {one.origin for one in found} == {"stock"}


def test_the_checkout_lists_its_layouts_once() -> None:
    assert [one.name for one in list_layouts(ROOT)] == STOCK
    assert find_layout("one-pager", ROOT).max_pages == 1


def test_project_layout_hides_stock(tmp_path: Path) -> None:
    place = tmp_path / "layouts" / "one-pager"
    place.mkdir(parents=True)
    (place / "layout.toml").write_text('kind = "brief"\ndescription = "own"\n')
    (place / "template.xml.j2").write_text("<brief/>")
    found = find_layout("one-pager", tmp_path)
    assert (found.origin, found.description) == ("project", "own")
    assert "policy-brief" in [one.name for one in list_layouts(tmp_path)]


def test_unknown_layout() -> None:
    with pytest.raises(DocgenError, match=r'DG201.*did you mean "policy-brief"'):
        find_layout("policy-breif", None)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("foo = 1", '2:1: error DG203 unknown key "foo"'),
        ('page = "A9"', "DG203"),
        ("margins = [1, 2]", "2:1: error DG203"),
        ("[limits]\nmax_page = 1", "max_pages"),
        ('[params.x]\ntype = "choice"\ndefault = "a"', "DG203"),
        ('[params.x]\ntype = "int"\ndefault = "a"', "DG203"),
        ('[params.page]\ntype = "choice"\nchoices = ["A4", "A99"]\ndefault = "A4"', "A99"),
        ("[params.x", "DG202"),
    ],
)
def test_wrong_settings(tmp_path: Path, settings: str, expected: str) -> None:
    with pytest.raises(DocgenError) as caught:
        layout(tmp_path, "<brief/>", "brief", settings)
    assert expected in str(caught.value)


def test_no_template(tmp_path: Path) -> None:
    place = tmp_path / "layouts" / "mine"
    place.mkdir(parents=True)
    (place / "layout.toml").write_text('kind = "brief"')
    with pytest.raises(DocgenError, match=r"DG202 template\.xml\.j2 is missing"):
        find_layout("mine", tmp_path)


def test_sizes() -> None:
    brief = find_layout("policy-brief", None)
    letter = compose(summary(), brief, params={"page": "Letter"}).layout
    assert (letter.width, letter.height) == (612, 792)
    assert compose(summary(), brief).layout.width == pytest.approx(595.276, abs=0.001)
    deck = compose(summary(), find_layout("briefing-deck", None)).layout
    assert (deck.width, deck.height) == (960, 540)


def test_own_size(tmp_path: Path) -> None:
    mine = layout(tmp_path, "<brief/>", "brief", "page = [100, 254]\nmargins = [10]\n")
    assert mine.size == pytest.approx((283.465, 720), abs=0.001)
    assert mine.margins == pytest.approx((28.346,) * 4, abs=0.001)


def test_parameters(tmp_path: Path) -> None:
    template = "<brief><para>{{ params.n + 1 }} {{ params.on }}</para></brief>"
    number = '[params.n]\ntype = "int"\ndefault = 1\n'
    switch = '[params.on]\ntype = "bool"\ndefault = false\n'
    mine = layout(tmp_path, template, "brief", number + switch)
    document = compose(summary(), mine, params={"n": "41", "on": "true"})
    assert document.root.blocks[0].inline.plain == "42 true"
    with pytest.raises(DocgenError) as caught:
        compose(summary(), mine, params={"n": "x", "onn": True})
    shown = [str(d) for d in caught.value.diagnostics]
    assert any('"x" should be a whole number' in s for s in shown)
    assert any('did you mean "on"' in s for s in shown)
