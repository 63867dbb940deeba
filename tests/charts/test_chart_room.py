"""Any chart at any size: inside its box, labels apart, and nothing left out that has room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.charts import draw_chart, prepared
from docgen.layout.blocks import ChartBlock
from docgen.layout.catalog import find_theme
from docgen.placed.items import PathItem, PlacedItem, Rect, ShapeItem, TextItem
from docgen.summary.model import ANNOTATED_KINDS, Chart, ChartKind
from docgen.text.paragraph import new_setter
from docgen.theme.model import Medium

THEME = find_theme("slate", Path(__file__).parents[3])
NEAR = 0.5
"""Rounding, in points."""


def draw(
    chart: dict[str, Any], width: float, height: float, medium: Medium = "brief", lang: str = "en"
) -> tuple[PlacedItem, ...]:
    data = Chart.model_validate({"id": "c", "title": "T", **chart})
    block = ChartBlock(data=prepared(data, lang) if data.tasks else data)
    size = 8.2 if medium == "brief" else 12.0
    setter = new_setter(THEME, medium, lang)
    return draw_chart(block, width, height, size, THEME, medium, setter, lang).art


def said(items: tuple[PlacedItem, ...]) -> list[str]:
    """The labels; a label's lines joined by a space."""
    return [
        " ".join("".join(g.text for g in line.pieces) for line in i.paras[0].lines)
        for i in items
        if isinstance(i, TextItem)
    ]


def corners(item: PlacedItem) -> Iterator[tuple[float, float]]:
    """Points that the item reaches."""
    if isinstance(item, PathItem):
        for op in item.ops:
            if len(op) > 1:
                yield item.rect.x + float(op[-2]), item.rect.y + float(op[-1])
    else:
        assert isinstance(item, TextItem | ShapeItem)
        yield item.rect.x, item.rect.y
        yield item.rect.right, item.rect.bottom


def overlap(one: Rect, two: Rect) -> float:
    across = min(one.right, two.right) - max(one.x, two.x)
    down = min(one.bottom, two.bottom) - max(one.y, two.y)
    return min(across, down)


VALUES = st.one_of(
    st.none(),
    st.integers(-50, 5000),
    st.floats(-1e6, 1e6).map(lambda v: round(v, 2)),
    st.sampled_from([0, 0, 1e-12, -1e-7, 1e9, -3e13, 1e18, 1e300, -1.7e308, 5e-324]),
)
NAMES = st.one_of(
    st.text("abcdefgh ijxyzßéΩЖ-", min_size=1, max_size=40).map(lambda s: s.strip(" -") or "x"),
    st.integers(1900, 2100).map(str),
    st.just("Donaudampfschifffahrtsgesellschaftskapitän"),
    st.just("東京都の人口推移"),
)


def _count(kind: str, drawn: int) -> int:
    """How many series a chart of a kind may have."""
    two = ("range", "dumbbell", "bubble")
    one = ("waterfall", "histogram", "sparkline", "gantt")
    return 2 if kind in two else 1 if kind in one else drawn


TASKS = st.builds(
    lambda name, year, month, years: {
        "name": name,
        "start": f"{year}-{month:02}",
        "end": f"{year + years}-12",
    },
    NAMES,
    st.integers(1950, 2040),
    st.integers(1, 12),
    st.integers(0, 60),
)


@st.composite
def marks(draw_: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """What stands on a chart, at some of its categories."""
    places = st.lists(st.sampled_from(range(len(names))), min_size=2, max_size=2).map(sorted)
    ends = st.lists(places, max_size=2)
    shows = st.sampled_from(["percent", "value", "growth"])
    return {
        "regions": [
            {"first": names[a], "last": names[b], "label": draw_(NAMES)} for a, b in draw_(ends)
        ],
        "differences": [
            {"first": names[a], "last": names[b], "show": draw_(shows)} for a, b in draw_(ends)
        ],
        "annotations": [{"at": names[a], "text": draw_(NAMES)} for a, _ in draw_(ends)],
    }


@st.composite
def charts(draw_: st.DrawFn) -> dict[str, Any]:
    kind = draw_(st.sampled_from(get_args(ChartKind)))
    count = draw_(st.one_of(st.integers(0, 9), st.sampled_from([1, 1, 40])))
    series: list[dict[str, Any]] = []
    for number in range(_count(kind, draw_(st.integers(1, 8)))):
        values = draw_(st.lists(VALUES, min_size=count, max_size=count))
        if kind == "range":
            values = [None if v is None else abs(v) for v in values]
        row: dict[str, Any] = {"name": draw_(NAMES), "values": values}
        if kind in ("scatter", "bubble"):
            row["x"] = [0.0 if v is None else v for v in draw_(st.permutations(values))]
        if kind == "bubble":
            row["x"] = row["x"] or [1.0]
            row["values"] = row["values"] or [2.0]
            row["size"] = [abs(v) for v in row["x"]]
        if kind == "combo":
            row["kind"] = "line" if number % 2 else "column"
        series.append(row)
    chart: dict[str, Any] = {"kind": kind, "series": series}
    if kind == "gantt":
        return {"kind": kind, "tasks": draw_(st.lists(TASKS, min_size=1, max_size=9))}
    if kind not in ("scatter", "bubble"):
        chart["categories"] = [draw_(NAMES) for _ in range(count)]
        if count and draw_(st.booleans()):
            chart["highlight"] = draw_(st.sampled_from(chart["categories"]))
    if kind in ANNOTATED_KINDS and count:
        chart |= draw_(marks(chart["categories"]))
    chart["unit"] = draw_(st.sampled_from(["", "%", "£", "£m", "km", "% of GDP"]))
    for title in ("x_title", "y_title"):
        chart[title] = draw_(st.one_of(st.just(""), NAMES))
    code = draw_(st.sampled_from([None, None, "0.0", "#,##0", "0%", "0.0,,", "General", "@"]))
    return chart | ({"number_format": code} if code else {})


@settings(max_examples=300, deadline=None)
@given(
    charts(),
    st.floats(120, 900),
    st.floats(80, 500),
    st.sampled_from(["brief", "deck"]),
    st.sampled_from(["en", "de", "fr", "ja"]),
)
def test_any_chart_stays_in_its_box_and_labels_stay_apart(
    chart: dict[str, Any], width: float, height: float, medium: Medium, lang: str
) -> None:
    items = draw(chart, width, height, medium, lang)
    for item in items:
        for x, y in corners(item):
            assert -NEAR <= x <= width + NEAR and -NEAR <= y <= height + NEAR, item
    texts = [i for i in items if isinstance(i, TextItem)]
    for one, two in combinations(texts, 2):
        assert overlap(one.rect, two.rect) <= NEAR, said((one, two))
    for text in texts:
        for line in text.paras[0].lines:
            assert line.width <= text.rect.width + NEAR, said((text,))
    assert draw(chart, width, height, medium, lang) == items


def test_dumbbells_of_many_categories_stay_in_their_box() -> None:
    values = [*[None] * 39, 1]
    rows = [{"name": "a", "values": values}, {"name": "b", "values": [*values[:-1], 2]}]
    names = [f"Donaudampfschiff {n}" for n in range(40)]
    items = draw({"kind": "dumbbell", "categories": names, "series": rows}, 120, 80)
    beams = [one for one in bars(items) if one.fill == "rule"]
    assert len(beams) == 1 and beams[0].rect.width > 0
    for item in items:
        for x, y in corners(item):
            assert -NEAR <= x <= 120 + NEAR and -NEAR <= y <= 80 + NEAR, item


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(
        [k for k in get_args(ChartKind) if _count(k, 9) == 9 and k not in ("scatter", "bubble")]
    ),
    st.lists(st.sampled_from(["Coast", "Inland", "North", "Isles"]), min_size=1, unique=True),
    st.lists(st.sampled_from(["Grants", "Loans", "Taxes"]), min_size=1, unique=True),
    st.data(),
)
def test_with_room_every_category_and_series_is_named(
    kind: str, names: list[str], series: list[str], data: st.DataObject
) -> None:
    numbers = st.lists(st.integers(1, 99), min_size=len(names), max_size=len(names))
    rows = [{"name": s, "values": data.draw(numbers)} for s in series]
    labels = said(draw({"kind": kind, "categories": names, "series": rows}, 470, 180))
    assert set(names) <= set(labels)
    if len(series) > 1 and kind not in ("pie", "doughnut"):
        assert set(series) <= set(labels)
    if kind in ("bar", "column", "pie"):
        told = sorted(str(v) for row in rows[: 1 if kind == "pie" else 9] for v in row["values"])
        digits = sorted(label for label in labels if label.isdigit())
        assert digits == told or (digits and len(told) > 6 and kind == "bar")


def bars(items: tuple[PlacedItem, ...]) -> list[ShapeItem]:
    return [i for i in items if isinstance(i, ShapeItem) and i.kind == "rect"]


def test_bars_start_at_zero_and_gaps_stay_empty() -> None:
    row = {"name": "a", "values": [4, None, -2, 8]}
    items = draw({"kind": "column", "categories": list("abcd"), "series": [row]}, 300, 150)
    first, below, last = (i.rect for i in bars(items))
    assert first.bottom == pytest.approx(last.bottom) == pytest.approx(below.y)
    assert last.height == pytest.approx(2 * first.height) == pytest.approx(4 * below.height)
    assert sorted(said(items)) == sorted(["4", "−2", "8", "a", "b", "c", "d"])


def test_stacked_bars_stand_on_one_another_on_both_sides_of_zero() -> None:
    rows = [{"name": n, "values": [v]} for n, v in (("a", 3), ("b", -2), ("c", 5), ("d", -1))]
    items = draw({"kind": "stacked-column", "categories": ["x"], "series": rows}, 300, 200)
    a, b, c, d = (i.rect for i in bars(items)[-4:])
    assert c.bottom == pytest.approx(a.y) and a.bottom == pytest.approx(b.y)
    assert d.y == pytest.approx(b.bottom)


def test_shares_fill_the_axis() -> None:
    rows = [{"name": n, "values": v} for n, v in (("a", [1, 30]), ("b", [3, 10]))]
    items = draw({"kind": "percent-bar", "categories": ["x", "y"], "series": rows}, 300, 150)
    shares = [i.rect for i in bars(items)[-4:]]
    assert shares[0].width == pytest.approx(shares[1].width / 3)
    assert shares[1].right == pytest.approx(shares[3].right)
    assert {"0%", "100%"} <= set(said(items))


def test_a_gap_breaks_the_line_and_a_lone_point_is_a_dot() -> None:
    row = {"name": "a", "values": [1, 2, None, 3, None, *range(20)]}
    names = [f"{n}." for n in range(25)]
    items = draw({"kind": "line", "categories": names, "series": [row]}, 300, 150)
    paths = [i for i in items if isinstance(i, PathItem)]
    dots = [i for i in items if isinstance(i, ShapeItem) and i.kind == "ellipse"]
    assert [len(p.ops) for p in paths] == [2, 20] and len(dots) == 1


def test_lines_are_named_at_their_ends_and_in_a_legend_where_they_crowd() -> None:
    names = [str(y) for y in range(2000, 2010)]
    apart = [{"name": n, "values": [v] * 10} for n, v in (("Low", 1), ("High", 9))]
    items = draw({"kind": "line", "categories": names, "series": apart}, 300, 150)
    ends = {said((i,))[0]: i.rect for i in items if isinstance(i, TextItem)}
    assert ends["Low"].x > 250 and ends["High"].x > 250 and ends["High"].y < ends["Low"].y
    crowd = [{"name": f"Series {n}", "values": [5] * 10} for n in range(8)]
    items = draw({"kind": "line", "categories": names, "series": crowd}, 300, 150)
    ends = {said((i,))[0]: i.rect for i in items if isinstance(i, TextItem)}
    assert all(ends[f"Series {n}"].bottom < 40 for n in range(8))


def test_years_are_thinned_to_round_ones() -> None:
    names = [str(y) for y in range(1987, 2025)]
    row = {"name": "a", "values": list(range(38))}
    labels = said(draw({"kind": "line", "categories": names, "series": [row]}, 230, 120))
    assert [t for t in labels if len(t) == 4] == ["1990", "2000", "2010", "2020"]


def test_slices_keep_their_share_and_start_at_the_top() -> None:
    row = {"name": "a", "values": [1, 1, 2]}
    items = draw({"kind": "pie", "categories": ["x", "y", "z"], "series": [row]}, 300, 200)
    slices = [i for i in items if isinstance(i, PathItem) and i.fill]
    assert [s.fill for s in slices] == ["accent-1", "accent-2", "accent-3"]
    start, end = slices[2].ops[0], slices[2].ops[-3]
    assert start[1] == pytest.approx(150) and end[-2] == pytest.approx(150)
    assert float(start[2]) > float(end[-1])


def test_a_unit_without_room_at_each_value_stands_above_them() -> None:
    """Clustered columns keep their values, and a ring says what its numbers count."""
    series = [{"name": "Buses", "values": [3, 5, 8]}, {"name": "Trams", "values": [4, 6, 10]}]
    chart = {"kind": "column", "unit": "thousand trips", "categories": ["2023", "2024", "2025"]}
    texts = said(draw({**chart, "series": series}, 460, 220, "deck"))
    assert "thousand trips" in texts
    assert {"3", "5", "8", "4", "6", "10"} <= set(texts)
    one = said(draw({**chart, "series": series[:1]}, 460, 220, "deck"))
    assert "thousand trips" not in one and "3\u00a0thousand trips" in one, "here it has room"
    ring = {"kind": "doughnut", "unit": "million tonnes a year", "categories": ["A", "B"]}
    texts = said(draw({**ring, "series": [{"name": "E", "values": [3, 5]}]}, 300, 160))
    assert texts.count("million tonnes a year") == 1
