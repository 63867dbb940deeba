"""The always of charts: every name, value and unit is drawn, or the chart says which isn't."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.charts import DrawnChart, draw_chart
from docgen.layout.blocks import ChartBlock
from docgen.layout.catalog import find_theme
from docgen.placed.items import TextItem
from docgen.summary.model import Chart
from docgen.text.paragraph import new_setter
from docgen.theme.model import Medium

ROOT = Path(__file__).parents[2]
THEME = find_theme("slate", ROOT)
SIZES: dict[Medium, tuple[float, float]] = {"brief": (8.2, 7.0), "deck": (14.0, 9.0)}
WORDS = ("Harbour", "wall", "of", "the", "north", "bank", "dredging", "pumps", "gates")


def drawn(
    chart: dict[str, object], medium: Medium = "deck", width: float = 848, height: float = 330
) -> DrawnChart:
    block = ChartBlock(data=Chart.model_validate({"id": "c", "title": "T", **chart}))
    setter = new_setter(THEME, medium, "en")
    size, least = SIZES[medium]
    return draw_chart(block, width, height, size, THEME, medium, setter, "en", least)


def said(made: DrawnChart) -> list[str]:
    """The drawn labels, lines joined as they were broken."""
    found = []
    for item in made.art:
        if isinstance(item, TextItem):
            lines = ["".join(g.text for g in line.pieces) for p in item.paras for line in p.lines]
            text = ""
            for line in lines:
                text += line[:-1] if line.endswith("-") and line != lines[-1] else line + " "
            found.append(" ".join(text.split()))
    return found


def one(kind: str, names: list[str], **more: object) -> dict[str, object]:
    values = [float(n * 7 % 11 + 1) for n in range(len(names))]
    return {
        "kind": kind,
        "categories": names,
        "series": [{"name": "Cost", "values": values}],
        **more,
    }


FOURTEEN = [f"{WORDS[n % 9].title()} works of district {chr(65 + n)}" for n in range(14)]


@pytest.mark.parametrize("kind", ["column", "bar", "pie", "doughnut"])
@pytest.mark.parametrize(
    ("medium", "width", "height"),
    [("deck", 848, 330), ("brief", 480, 220), ("brief", 231, 190)],
)
def test_fourteen_categories_are_all_named(
    kind: str, medium: Medium, width: float, height: float
) -> None:
    made = drawn(one(kind, FOURTEEN), medium, width, height)
    assert made.dropped == ()
    assert set(FOURTEEN) <= set(said(made))


def test_thirty_columns_are_named_on_a_slide() -> None:
    names = [f"Region number {n} of the north" for n in range(30)]
    made = drawn(one("column", names))
    assert made.dropped == () and made.kind == "bar"
    assert set(names) <= set(said(made))


def test_years_are_thinned_and_names_with_numbers_are_not() -> None:
    years = [str(year) for year in range(1990, 2030)]
    made = drawn(one("line", years), "brief", 231, 130)
    assert made.dropped == () and made.kind == "line"
    shown = [text for text in said(made) if text in years]
    assert 3 <= len(shown) < len(years)


@pytest.mark.parametrize("medium", ["deck", "brief"])
def test_twelve_series_are_told_apart(medium: Medium) -> None:
    names = [f"Series number {n}" for n in range(12)]
    rows = [{"name": name, "values": [n, n + 2.0]} for n, name in enumerate(names)]
    chart = {"kind": "line", "categories": ["2010", "2011"], "series": rows}
    made = drawn(chart, medium, *((848, 330) if medium == "deck" else (231, 180)))
    assert made.dropped == ()
    assert set(names) <= set(said(made))


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("% of GDP", "2% of GDP"),
        ("£ million", "£2\u00a0million"),
        ("£m", "£2m"),
        ("homes", "2\u00a0homes"),
        ("%", "2%"),
    ],
)
def test_units_stand_at_the_values(unit: str, told: str) -> None:
    chart = one("column", ["Cap", "Target"], unit=unit)
    chart["series"] = [{"name": "S", "values": [1, 2]}]
    assert told.replace("\u00a0", " ") in [t.replace("\u00a0", " ") for t in said(drawn(chart))]


def test_a_long_unit_is_told_once_where_values_are_many() -> None:
    made = drawn(one("column", FOURTEEN[:8], unit="million euros a year"))
    assert "million euros a year" in said(made)
    assert made.native.heading == "million euros a year"


def test_tiny_beside_huge_is_no_zero() -> None:
    made = drawn(
        {
            "kind": "bar",
            "categories": ["x", "y"],
            "series": [{"name": "n", "values": [1.2e12, 0.0001]}],
        }
    )
    assert {"1.2T", "0.0001"} <= set(said(made))


def test_a_combined_chart_has_an_axis_for_another_unit() -> None:
    rows = [
        {"name": "Homes", "values": [4000, 9000]},
        {"name": "Insured", "values": [31, 52], "kind": "line", "unit": "%"},
    ]
    chart = {"kind": "combo", "categories": ["2022", "2023"], "series": rows, "unit": "homes"}
    made = drawn(chart)
    assert {"0%", "60%"} <= set(said(made)) and "10,000" in said(made)
    assert [plot.secondary for plot in made.native.plots] == [False, True]
    assert len(made.native.axes) == 4
    same = drawn({**chart, "series": [rows[0], {**rows[1], "unit": "homes"}]})
    assert [plot.secondary for plot in same.native.plots] == [False, False]


names = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    min_size=1,
    max_size=16,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(
    names,
    st.sampled_from(["column", "bar", "pie", "doughnut", "line", "stacked-column"]),
    st.sampled_from([("brief", 231.0, 150.0), ("brief", 480.0, 180.0), ("deck", 848.0, 330.0)]),
)
def test_a_name_is_drawn_or_told_of(
    given_names: list[str], kind: str, place: tuple[Medium, float, float]
) -> None:
    made = drawn(one(kind, given_names), *place)
    there = said(made)
    missing = [name for name in given_names if name not in there]
    assert bool(missing) <= bool(made.dropped), missing
    if not made.dropped:
        assert not missing
