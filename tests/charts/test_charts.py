"""Charts as vector art: inside their box, nothing overlapping, numbers as the data has them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.charts import chart_alt, draw_chart
from docgen.charts.numbers import nice_number, ticks, write_number
from docgen.layout.blocks import ChartBlock
from docgen.layout.catalog import find_theme
from docgen.placed.items import PathItem, PlacedItem, ShapeItem, TextItem
from docgen.summary.model import Chart
from docgen.text.paragraph import new_setter

THEME = find_theme("slate", Path(__file__).parents[3])
KINDS = [
    "bar",
    "column",
    "stacked-bar",
    "stacked-column",
    "percent-bar",
    "percent-column",
    "line",
    "area",
    "pie",
    "doughnut",
    "scatter",
    "combo",
]


def art(
    chart: dict[str, object], width: float = 240, height: float = 150
) -> tuple[PlacedItem, ...]:
    block = ChartBlock(data=Chart.model_validate({"id": "c", "title": "T", **chart}))
    setter = new_setter(THEME, "brief", "en")
    return draw_chart(block, width, height, 8.2, THEME, "brief", setter, "en").art


def texts(items: tuple[PlacedItem, ...]) -> list[str]:
    return [
        " ".join("".join(g.text for g in line.pieces) for line in p.lines)
        for i in items
        if isinstance(i, TextItem)
        for p in i.paras
    ]


def ink(item: TextItem) -> list[tuple[float, float, float, float]]:
    """The boxes of the words themselves: left, top, right, bottom."""
    found = []
    for para in item.paras:
        for n, line in enumerate(para.lines):
            for piece in line.pieces:
                x = item.rect.x + piece.x
                y = item.rect.y + n * para.style.leading
                found.append((x, y, x + piece.width, y + para.style.leading))
    return found


names = st.text("abcdefgh ij", min_size=1, max_size=24).map(lambda s: s.strip() or "x")
numbers = st.one_of(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda v: round(v, 2)), st.integers(-50, 5000)
)


@st.composite
def charts(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(KINDS))
    count = draw(st.integers(1, 9))
    many = 1 if kind in ("pie", "doughnut") else draw(st.integers(1, 3))
    series = [
        {
            "name": draw(names),
            "values": draw(st.lists(numbers, min_size=count, max_size=count)),
            **({"x": [float(n) for n in range(count)]} if kind == "scatter" else {}),
        }
        for _ in range(many)
    ]
    chart: dict[str, object] = {
        "kind": kind,
        "series": series,
        "unit": draw(st.sampled_from(["", "%", "£", "homes", "% of GDP"])),
    }
    if kind != "scatter":
        chart["categories"] = [draw(names) for _ in range(count)]
    return chart


@settings(max_examples=150, deadline=None)
@given(charts(), st.sampled_from([(120, 90), (231, 112), (470, 180), (860, 330)]))
def test_everything_is_inside_the_box(chart: dict[str, object], size: tuple[int, int]) -> None:
    width, height = size
    for item in art(chart, width, height):
        if isinstance(item, TextItem):
            for left, top, right, bottom in ink(item):
                assert left >= -0.6 and right <= width + 0.6, texts((item,))
                assert top >= -0.6 and bottom <= height + 2.5, texts((item,))
        elif isinstance(item, ShapeItem):
            assert item.rect.x >= -3 and item.rect.right <= width + 3
            assert item.rect.y >= -3 and item.rect.bottom <= height + 3
        elif isinstance(item, PathItem):
            for op in item.ops:
                if len(op) > 1:  # the end of a curve; its control points may lie outside
                    x, y = float(op[-2]), float(op[-1])
                    assert -3 <= x <= width + 3 and -3 <= y <= height + 3


@settings(max_examples=150, deadline=None)
@given(charts(), st.sampled_from([(231, 112), (470, 180), (860, 330)]))
def test_labels_do_not_overlap(chart: dict[str, object], size: tuple[int, int]) -> None:
    items = [i for i in art(chart, *size) if isinstance(i, TextItem)]
    for one, two in combinations(items, 2):
        for a in ink(one):
            for b in ink(two):
                across = min(a[2], b[2]) - max(a[0], b[0])
                down = min(a[3], b[3]) - max(a[1], b[1])
                assert across < 0.8 or down < 2.5, (texts((one,)), texts((two,)))


def test_columns_tell_their_values_and_the_highlight_stands_out() -> None:
    items = art(
        {
            "kind": "column",
            "unit": "% of GDP",
            "categories": ["Cap", "Target"],
            "series": [{"name": "Spending", "values": [1, 2]}],
            "highlight": "Target",
        }
    )
    said = texts(items)
    assert {"1% of GDP", "2% of GDP", "Cap", "Target"} == set(said)
    fills = [i.fill for i in items if isinstance(i, ShapeItem) and i.kind == "rect"]
    assert fills == ["accent-2", "accent-1"]
    bars = [i.rect.height for i in items if isinstance(i, ShapeItem) and i.kind == "rect"]
    assert bars[1] == pytest.approx(2 * bars[0])


def test_series_take_the_accents_in_order() -> None:
    rows = [{"name": n, "values": [3, 4]} for n in ("A", "B", "C")]
    items = art({"kind": "stacked-column", "categories": ["x", "y"], "series": rows})
    fills = [i.fill for i in items if isinstance(i, ShapeItem) and i.kind == "rect"]
    assert fills[:3] == ["accent-1", "accent-2", "accent-3"]


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 2, 5, [0, 0.5, 1, 1.5, 2]),
        (0, 66, 5, [0, 20, 40, 60, 80]),
        (-500, 1234, 5, [-500, 0, 500, 1000, 1500]),
        (0, 0, 5, None),
    ],
)
def test_ticks(low: float, high: float, most: int, expected: list[float] | None) -> None:
    found = ticks(low, high, most)
    assert found[0] <= low and found[-1] >= high and found == sorted(found)
    if expected:
        assert found == expected


@given(st.floats(1e-6, 1e9))
def test_nice_numbers_are_one_two_five_or_ten(value: float) -> None:
    for up in (True, False):
        nice = nice_number(value, up)
        digits = f"{nice:e}".partition("e")[0].rstrip("0").rstrip(".")
        assert digits in ("1", "2", "5")
        if up:
            assert nice >= value * (1 - 1e-6)


@pytest.mark.parametrize(
    ("value", "code", "lang", "expected"),
    [
        (1234.5, "#,##0.0", "en", "1,234.5"),
        (1234.5, "#,##0.0", "de", "1.234,5"),
        (-5, '"£"#,##0', "en", "\u2212£5"),
        (0.25, "0%", "en", "25%"),
        (7, '#,##0"°"', "en", "7°"),
        (3, "General", "en", "3"),
    ],
)
def test_numbers_are_written_as_the_workbook_writes_them(
    value: float, code: str, lang: str, expected: str
) -> None:
    assert write_number(value, code, lang) == expected


def test_the_description_holds_title_unit_and_data() -> None:
    data = Chart.model_validate(
        {
            "id": "c",
            "title": "Spending",
            "unit": "% of GDP",
            "categories": ["Cap", "Target"],
            "series": [{"name": "s", "values": [1, 2]}],
        }
    )
    alt = chart_alt(ChartBlock(data=data), "en")
    assert "Spending" in alt and "% of GDP" in alt and "Cap 1" in alt and "Target 2" in alt
