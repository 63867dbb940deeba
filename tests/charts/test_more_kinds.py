"""Waterfalls, ranges, histograms and targets: drawn, native, and the same figures in both."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from docgen.charts import DrawnChart, chart_rows, draw_chart, prepared
from docgen.charts.steps import steps_of
from docgen.layout.blocks import ChartBlock
from docgen.layout.catalog import find_theme
from docgen.placed.charts import SheetFormula
from docgen.placed.items import ShapeItem, TextItem
from docgen.summary.model import Chart
from docgen.text.paragraph import new_setter

THEME = find_theme("slate", Path(__file__).parents[2])


def chart(**given: object) -> Chart:
    return Chart.model_validate({"id": "c", "title": "T", **given})


def drawn(data: Chart) -> DrawnChart:
    block = ChartBlock(data=prepared(data, "en"))
    setter = new_setter(THEME, "deck", "en")
    return draw_chart(block, 848, 330, 14.0, THEME, "deck", setter, "en", 9.0)


def said(made: DrawnChart) -> list[str]:
    return [
        " ".join("".join(g.text for g in line.pieces) for line in para.lines)
        for item in made.art
        if isinstance(item, TextItem)
        for para in item.paras
    ]


def bars(made: DrawnChart) -> list[ShapeItem]:
    return [i for i in made.art if isinstance(i, ShapeItem) and i.kind == "rect"]


BUDGET = {
    "kind": "waterfall",
    "categories": ["2024", "Roads", "Savings", "2025"],
    "series": [{"name": "Budget", "values": [120, 35, -42, None]}],
    "totals": ["2024", "2025"],
}


def test_a_waterfall_adds_up() -> None:
    steps = steps_of(chart(**BUDGET))
    assert [(s.start, s.end, s.kind) for s in steps] == [
        (0, 120, "total"),
        (120, 155, "up"),
        (155, 113, "down"),
        (0, 113, "total"),
    ]


def test_a_waterfall_is_drawn_and_native_alike() -> None:
    made = drawn(chart(**BUDGET))
    assert made.dropped == ()
    assert {"120", "+35", "\u221242", "113"} <= set(said(made))
    top = {round(b.rect.y, 3) for b in bars(made)[:2]}
    assert len(bars(made)) == 4 and len(top) == 2
    assert bars(made)[1].rect.bottom == pytest.approx(bars(made)[0].rect.y)
    assert made.native.sheet[1:] == (
        ("2024", 0.0, None, None, 120.0),
        ("Roads", 120.0, 35.0, None, None),
        ("Savings", 113.0, None, 42.0, None),
        ("2025", 0.0, None, None, 113.0),
    )
    (plot,) = made.native.plots
    assert plot.grouping == "stacked" and plot.series[0].fill is None
    assert all(row.fill for row in plot.series[1:])


def test_a_waterfall_below_zero_tells_the_change() -> None:
    data = chart(
        kind="waterfall",
        categories=["Start", "Loss", "Gain"],
        series=[{"name": "P", "values": [20, -50, 45]}],
        totals=["Start"],
    )
    made = drawn(data)
    assert {"20", "\u221250", "+45"} <= set(said(made))
    texts = [t for row in made.native.plots[0].series if row.labels for t in row.labels.texts]
    assert sorted(texts) == [(1, "\u221250"), (2, "+45")]
    assert made.native.sheet[2][1:4] == (-30.0, None, 20.0)


def test_a_range_spans_from_the_first_series_to_the_second() -> None:
    rows = [{"name": "Low", "values": [10, 20]}, {"name": "High", "values": [30, 25]}]
    made = drawn(chart(kind="range", categories=["A", "B"], series=rows))
    first, second = bars(made)
    assert first.rect.width == pytest.approx(4 * second.rect.width, rel=1e-6)
    assert [row[:3] for row in made.native.sheet[1:]] == [("A", 10.0, 30.0), ("B", 20.0, 25.0)]
    spans = [row[3] for row in made.native.sheet[1:]]
    assert spans == [SheetFormula("ABS(C{row}-B{row})", size) for size in (20.0, 5.0)]
    base, span = made.native.plots[0].series
    assert (base.fill, base.column, span.column) == (None, 1, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "range", "categories": ["A"], "series": [{"name": "x", "values": [1]}]},
        {"kind": "histogram", "series": [{"name": "x", "values": [1]}] * 2},
        {
            "kind": "pie",
            "categories": ["A"],
            "series": [{"name": "x", "values": [1]}],
            "targets": [{"value": 1, "label": "t"}],
        },
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        chart(**wrong)


def test_a_histogram_counts_every_value_once() -> None:
    values = [1, 2, 2.5, 3, 3, 3.5, 4, 9.9, 10]
    data = prepared(chart(kind="histogram", series=[{"name": "n", "values": values}]), "en")
    counts = data.series[0].values
    assert sum(v or 0 for v in counts) == len(values)
    assert len(data.categories) == len(counts)
    assert str(data.categories[0]) == "0\u20132"
    exact = prepared(
        chart(kind="histogram", bins=3, series=[{"name": "n", "values": values}]), "en"
    )
    assert list(exact.series[0].values) == [6.0, 1.0, 2.0]


def test_a_target_is_a_series_everywhere() -> None:
    data = prepared(
        chart(
            kind="column",
            categories=["2025", "2026"],
            series=[{"name": "Spending", "values": [1.6, 1.9]}],
            targets=[{"value": 2, "label": "Target"}],
        ),
        "en",
    )
    made = drawn(data)
    assert "Target" in said(made)
    dashed = [i for i in made.art if isinstance(i, ShapeItem) and i.dash]
    assert len(dashed) == 1 and dashed[0].rect.height == 0
    header, rows = chart_rows(ChartBlock(data=data), "en")
    assert header == ("", "Spending", "Target") and rows[0] == ("2025", "1.6", "2.0")
    assert made.native.sheet[1] == ("2025", 1.6, 2.0)
    line = made.native.plots[-1].series[0]
    assert line.dash and line.marker is None
