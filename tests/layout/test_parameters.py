"""What people ask of a stock layout: which slides, in which order, how large, how dense."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout, find_theme, list_layouts, list_themes
from docgen.layout.document import DeckRoot, Document
from docgen.theme.scale import FIXED, RUNNING, SMALLEST, SPREAD, TIGHTEST

from .samples import layout, summary

DECKS = [one.name for one in list_layouts(None) if one.kind == "deck"]
ORDERED = [name for name in DECKS if "slides" in find_layout(name, None).params]


def composed(name: str, **params: object) -> Document:
    return compose(summary(), find_layout(name, None), params=params)


def titles(document: Document) -> list[str]:
    assert isinstance(document.root, DeckRoot)
    return [slide.title.words for slide in document.root.slides]


def test_slides_stand_in_the_order_asked() -> None:
    asked = composed("briefing-deck", slides="people, title, section:2, section:*")
    assert titles(asked) == ["People", "Water rises", "How", "Why"]
    assert titles(composed("briefing-deck", slides="section:why")) == ["Why"]


@pytest.mark.parametrize("name", ORDERED)
def test_every_name_of_a_slide_is_known_to_the_layout(name: str) -> None:
    """Each name of the list gives a slide of its own, or none where there is nothing."""
    param = find_layout(name, None).params["slides"]
    for one in param.choices:
        found = titles(composed(name, slides=f"title,{one}"))
        assert found[0] == "Water rises"
        assert len(found) >= (2 if one in ("timeline", "people", "closing") else 1)


@pytest.mark.parametrize("switch", ["people", "timeline", "metrics"])
def test_a_list_is_left_out_and_not_told(switch: str) -> None:
    whole, less = composed("briefing-deck"), composed("briefing-deck", **{switch: "false"})
    assert len(titles(less)) == len(titles(whole)) - 1
    assert switch in less.layout.omits
    assert switch not in whole.layout.omits


def test_agenda_and_dividers() -> None:
    assert "Agenda" in titles(composed("briefing-deck", agenda=True))
    assert "Agenda" not in titles(composed("briefing-deck"))
    divided = titles(composed("briefing-deck", dividers=True))
    assert divided.index("1 · Why") == divided.index("Why") - 1


def test_notes_full_points_none() -> None:
    def notes(value: str) -> str:
        root = composed("briefing-deck", notes=value).root
        assert isinstance(root, DeckRoot)
        return repr([slide.notes for slide in root.slides])

    full, points, none = map(notes, ("full", "points", "none"))
    assert "Say it slowly." in full
    assert "Say it slowly." not in points
    assert "Build" in points
    assert "Build" not in none


@pytest.mark.parametrize(
    ("params", "code", "words"),
    [
        ({"slides": "title,poeple"}, "DG204", 'there is no "poeple", did you mean "people"?'),
        ({"slides": "title,section:hwy"}, "DG470", 'no section has the id "hwy"'),
        ({"peple": False}, "DG204", 'has no parameter "peple"'),
        ({"scale": 9}, "DG204", "more than 1.4"),
        ({"density": "dense"}, "DG204", "none of compact, normal, open"),
    ],
)
def test_what_is_misspelt_is_told(params: dict[str, object], code: str, words: str) -> None:
    with pytest.raises(DocgenError) as caught:
        composed("briefing-deck", **params)
    (one,) = caught.value.diagnostics
    assert one.code == code
    assert words in one.message


@pytest.mark.parametrize("name", ["policy-brief", "briefing-deck"])
def test_type_and_space_grow_and_shrink(name: str) -> None:
    kind = find_layout(name, None).kind

    def body(**params: object) -> tuple[float, float, float]:
        theme = composed(name, **params).theme
        style = theme.style(kind, "body")
        return style.size, style.leading, theme.length(kind, "block-gap")

    usual = body()
    assert body(scale=1) == usual
    assert body(scale=1.2)[0] == pytest.approx(usual[0] * 1.2, abs=0.01)
    assert body(scale=1.2)[2] == usual[2]
    tight, wide = body(density="compact"), body(density="open")
    assert tight[0] == usual[0] == wide[0]
    assert tight[1] < usual[1] < wide[1]
    assert tight[2] < usual[2] < wide[2]


def test_small_type_stays_legible() -> None:
    document = composed("reading-deck", scale=0.6)
    styles = document.theme.styles["deck"]
    assert min(style.size for name, style in styles.items() if name not in FIXED) == 12
    assert SMALLEST["deck"] == 12


def test_running_text_stays_within_four_points() -> None:
    """A tight slide sets it at nine tenths of its size, a roomy one at its largest."""
    for name in (one.name for one in list_themes(None)):
        for scale in (0.85, 1.0, 1.4):
            theme = find_theme(name, None)
            made = compose(summary(), find_layout("pitch", None), theme, params={"scale": scale})
            styles = made.theme.styles["deck"]
            least = min(styles[one].size for one in RUNNING) * TIGHTEST
            most = max(max(styles[one].size, styles[one].max_size) for one in RUNNING)
            assert least + 3 <= most <= least + SPREAD, (name, scale)
            assert styles["hero-value"].max_size > 120 * scale * 0.9, "figures aren't running text"


def test_a_list_is_declared_with_choices(tmp_path: Path) -> None:
    settings = '[params.parts]\ntype = "list"\nchoices = ["a", "b:*"]\ndefault = "b:*"\n'
    made = layout(tmp_path, "<brief><para>{{ params.parts }}</para></brief>", "brief", settings)
    found = Diagnostics()
    assert made.resolve({"parts": " b:x ,a"}, found) == {"parts": "b:x,a"}
    made.resolve({"parts": "c"}, found)
    assert [one.code for one in found] == ["DG204"]
