"""Every stock layout composes with any valid summary."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.layout import compose, find_layout
from docgen.layout.blocks import Inline
from docgen.layout.document import DeckRoot

from .samples import FULL, summary

LAYOUTS = [
    "policy-brief",
    "one-pager",
    "memo",
    "factsheet",
    "backgrounder",
    "qa-brief",
    "briefing-deck",
    "executive-deck",
    "data-deck",
    "reading-deck",
    "pitch",
]
FIELDS = [name for name in FULL if name not in ("title", "extra")]


BLOCKS = ("docgen.layout.blocks", "docgen.layout.document")


def inlines(value: Any) -> Iterator[Inline]:
    if isinstance(value, Inline):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from inlines(one)
    elif is_dataclass(value) and type(value).__module__ in BLOCKS:
        for one in fields(value):
            yield from inlines(getattr(value, one.name))


@pytest.mark.parametrize("name", LAYOUTS)
def test_full_and_minimal(name: str) -> None:
    for one in (summary(), summary({"title": "T"})):
        document = compose(one, find_layout(name, None))
        shown = [i.plain for i in inlines(document.root)]
        assert any(one.title.source.replace("*", "") in s for s in shown)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("gone", FIELDS)
def test_any_field_may_be_missing(name: str, gone: str) -> None:
    data = {k: v for k, v in FULL.items() if k != gone}
    if gone == "sources":
        data = _without_citations(data)
    compose(summary(data), find_layout(name, None))


@pytest.mark.parametrize("name", LAYOUTS)
def test_any_mix_of_fields(name: str) -> None:
    dice = random.Random(7)
    for _ in range(12):
        chosen = {k: FULL[k] for k in dice.sample(FIELDS, dice.randint(0, len(FIELDS)))}
        data = {"title": "T", **chosen}
        compose(
            summary(data if "sources" in data else _without_citations(data)),
            find_layout(name, None),
        )


def _without_citations(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _without_citations(v) for k, v in data.items() if k != "source"}
    if isinstance(data, list):
        return [_without_citations(v) for v in data]
    return data


@pytest.mark.parametrize("name", ["policy-brief", "briefing-deck", "backgrounder", "reading-deck"])
def test_every_text_is_shown(name: str) -> None:
    one = summary()
    document = compose(one, find_layout(name, None))
    shown = set(itertools.chain.from_iterable(i.refs for i in inlines(document.root)))
    # alt texts and credits of images go to attributes; chart data are in the chart itself;
    # a section's points are on the slide, and with notes its body stays off it
    hidden = {"Cost doubles", "A map", "a", "b", "s"}
    missing = [
        t.source
        for t in one.texts
        if t.ref not in shown and t.source not in hidden | NOT_SHOWN[name]
    ]
    if name == "policy-brief":
        hidden_too = {"Say it slowly.", "Other"}  # a source that no mark calls
        missing = [m for m in missing if m not in hidden_too]
    assert missing == []


NOT_SHOWN = {
    "policy-brief": {"When?", "Soon", "By 2030. [@plan]", "Wall", "It holds water back."},
    "briefing-deck": {"When?", "Soon", "By 2030. [@plan]", "Wall", "It holds water back."},
    "backgrounder": {"Say it slowly."},
    "reading-deck": {"Say it slowly."},
}
"""What a layout says that it leaves out."""


def test_executive_deck_has_four_slides_and_sources() -> None:
    root = compose(summary(), find_layout("executive-deck", None)).root
    assert isinstance(root, DeckRoot)
    assert [s.layout for s in root.slides] == [
        "title",
        "two-content",
        "chart",
        "two-content",
        "content",
    ]


@pytest.mark.parametrize("lang", ["de", "fr", "ja", "pt-BR", "xx"])
def test_labels_speak_the_language(lang: str) -> None:
    document = compose(summary(lang=lang), find_layout("policy-brief", None))
    shown = " ".join(i.plain for i in inlines(document.root))
    label = {"de": "Kernpunkte", "fr": "Points clés", "ja": "要点", "pt-BR": "Pontos principais"}
    assert label.get(lang, "Key points") in shown


def test_same_bytes_each_time() -> None:
    for name in LAYOUTS:
        first = compose(summary(), find_layout(name, None))
        assert repr(first.root) == repr(compose(summary(), find_layout(name, None)).root)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(title=TEXT, point=TEXT, body=TEXT, name=st.sampled_from(LAYOUTS))
def test_no_text_breaks_a_layout(title: str, point: str, body: str, name: str) -> None:
    data = {
        "title": title,
        "kicker": point,
        "key_points": [point],
        "authors": [point],
        "classification": title,
        "sections": [{"heading": title, "body": body, "points": [point]}],
        "metrics": [{"label": title, "value": point, "unit": body}],
        "tables": [{"id": "t", "title": title, "columns": [point], "rows": [[body]]}],
        "quotes": [{"text": body, "by": title}],
    }
    compose(summary(data), find_layout(name, None))
