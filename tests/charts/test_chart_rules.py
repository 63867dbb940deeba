"""What both writers share: formats, labels, colours; and what readers hear."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.charts import chart_alt, chart_rows
from docgen.charts.axes import value_range
from docgen.charts.labels import spread
from docgen.charts.look import (
    chart_look,
    point_color,
    readable,
    series_color,
    token,
)
from docgen.charts.numbers import few_ticks, number_format, step_format, write_number
from docgen.layout.blocks import ChartBlock
from docgen.layout.catalog import find_theme
from docgen.summary.model import Chart
from docgen.theme.model import contrast

THEME = find_theme("slate", Path(__file__).parents[3])


def block(kind: str = "column", rows: Any = (("a", [1, 2]),), **more: Any) -> ChartBlock:
    series = [{"name": n, "values": v} for n, v in rows]
    names = [f"c{n}" for n in range(len(rows[0][1]))]
    data = {"id": "c", "title": "T", "kind": kind, "categories": names, "series": series}
    return ChartBlock(data=Chart.model_validate(data | more))


FINITE = st.floats(-1e200, 1e200).filter(lambda v: v == 0 or abs(v) > 1e-200)


@given(FINITE, FINITE, st.integers(2, 8))
def test_ticks_cover_the_range_evenly_and_are_few(one: float, two: float, limit: int) -> None:
    low, high = sorted((one, two))
    found = few_ticks(low, high, limit)
    reach = max(abs(low), abs(high)) * 1e-6
    assert found[0] <= low + reach and found[-1] >= high - reach
    assert 2 <= len(found) <= max(limit, 3)
    steps = [b - a for a, b in itertools.pairwise(found)]
    assert all(math.isclose(s, steps[0], rel_tol=1e-6) and s > 0 for s in steps)


@pytest.mark.parametrize(
    ("code", "step", "expected"),
    [
        ('#,##0.00"%"', 1, '#,##0"%"'),
        ("#,##0", 0.5, "#,##0.0"),
        ("0%", 0.2, "0%"),
        ("0%", 0.025, "0.0%"),
        ('#,##0.0,,"M"', 2e7, '#,##0,,"M"'),
        ("0.0E+00", 5, "0.0E+00"),
        ('"£"0', 0.25, '"£"0.00'),
    ],
)
def test_axis_labels_have_the_decimals_of_their_step(code: str, step: float, expected: str) -> None:
    assert step_format(code, step) == expected


@pytest.mark.parametrize(
    ("value", "code", "lang", "expected"),
    [
        (2.5, "0", "en", "3"),
        (0.125, "0.00", "en", "0.13"),
        (-0.001, "0.0", "en", "0.0"),
        (12_500_000, '#,##0.0,,"M"', "en", "12.5M"),
        (1.5e30, "0.0E+00", "en", "1.5E+30"),
        (5, '0.0 "x";(0)', "en", "5.0 x"),
        (1.25, "0.0\\ k", "de", "1,3 k"),
        (-0.3, "0.0%", "en", "−30.0%"),
        (7, "@", "en", "@7"),
        (3.5, "[Red]0.0_)", "en", "3.5"),
        (1e300, "#,##0", "en", None),
    ],
)
def test_numbers_as_a_spreadsheet_shows_them(
    value: float, code: str, lang: str, expected: str | None
) -> None:
    found = write_number(value, code, lang)
    assert found if expected is None else found == expected


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8))
def test_any_number_in_any_format_is_written(value: float, code: str) -> None:
    assert write_number(value, code, "en")


@pytest.mark.parametrize(
    ("values", "unit", "lang", "expected"),
    [
        ([1, 2.5], "%", "en", '#,##0.0"%"'),
        ([50, 80], "£m", "en", '"£"#,##0"m"'),
        ([1, 2], "% of GDP", "en", "#,##0"),
        ([12.5e6, 83e6], "$", "en", '"$"#,##0.0,,"M"'),
        ([2e9], "", "de", '#,##0,,,"\xa0Mrd."'),
        ([2e7], "", "ja", "#,##0"),
        ([0.004, 0.0105], "", "en", "#,##0.0000"),
        ([1e18], "", "en", "0.0E+00"),
        ([3e-9], "", "en", "0.0E+00"),
        ([0, 0], "", "en", "#,##0"),
    ],
)
def test_a_format_for_every_size_of_number(
    values: list[float], unit: str, lang: str, expected: str
) -> None:
    assert number_format(block(rows=[("a", values)], unit=unit).data, lang) == expected


def test_values_stand_at_bars_where_they_have_room() -> None:
    def tells(rows: Any, width: float | None, height: float | None, kind: str = "column") -> bool:
        return chart_look(block(kind, rows), THEME, 8.2, width, height).labels

    many = [("a", [1000 + n for n in range(20)])]
    assert tells([("a", [1, 2])], None, None) and not tells(many, None, None)
    assert tells(many, 860, 330) and not tells(many, 220, 150)
    assert tells(many, 220, 330, "bar") and not tells(many, 220, 150, "bar")
    pairs = [("a", [1, 2, 3]), ("b", [4, 5, 6])]
    assert tells(pairs, 470, 180) and not tells(pairs, None, None)
    assert not tells(pairs, 470, 180, "stacked-column")


def test_the_stressed_category_is_the_first_accent_and_the_rest_are_quiet() -> None:
    look = chart_look(block(highlight="c1"), THEME, 8.2)
    assert [token(point_color(look, n)) for n in range(2)] == ["accent-2", "accent-1"]
    assert token(series_color(look, 0)) == "accent-2"
    plain = chart_look(block("line", [(str(n), [1, 2]) for n in range(8)]), THEME, 8.2)
    found = [token(series_color(plain, n)) for n in range(8)]
    assert found[:6] == [f"accent-{n}" for n in range(1, 7)]
    assert found[6:] == ["accent-1 75 0", "accent-2 75 0"]


@pytest.mark.parametrize("number", range(8))
def test_names_at_lines_have_contrast(number: int) -> None:
    look = chart_look(block("line", [(str(n), [1]) for n in range(8)]), THEME, 8.2)
    rgb = THEME.color(readable(look, series_color(look, number))).rgb
    assert contrast(rgb, THEME.color("background").rgb) >= 4.5


@pytest.mark.parametrize(
    ("kind", "rows", "expected"),
    [
        ("column", [("a", [3, 9])], (0, 9)),
        ("bar", [("a", [-3, -9])], (-9, 0)),
        ("stacked-bar", [("a", [3, -1]), ("b", [4, -2])], (-3, 7)),
        ("percent-bar", [("a", [3, 1]), ("b", [4, 2])], (0, 1)),
        ("line", [("a", [101, 109])], (101, 109)),
        ("line", [("a", [3, 9])], (0, 9)),
        ("column", [("a", [0, 0])], (0, 1)),
        ("line", [("a", [None, None])], (0, 1)),
        ("area", [("a", [3, 9]), ("b", [1, 1])], (0, 10)),
    ],
)
def test_how_far_the_axis_reaches(kind: str, rows: Any, expected: tuple[float, float]) -> None:
    assert value_range(chart_look(block(kind, rows), THEME, 8.2)) == pytest.approx(expected)


@given(st.lists(st.tuples(st.floats(-50, 250), st.floats(5, 20)), max_size=12), st.floats(50, 250))
def test_labels_spread_without_overlap(wants: list[tuple[float, float]], bottom: float) -> None:
    middles, heights = [w for w, _ in wants], [h for _, h in wants]
    found = spread(middles, heights, 0.0, bottom)
    assert (found is None) == (sum(heights) > bottom + 0.01)
    placed = sorted(zip(found or [], heights, strict=False))
    assert all(t >= -0.02 and t + h <= bottom + 0.02 for t, h in placed)
    assert all(a + h <= b + 0.02 for (a, h), (b, _) in itertools.pairwise(placed))


def test_the_description_names_kind_and_unit_in_the_language() -> None:
    names = {"categories": ["informal cap", "target 2027"], "unit": "% of GDP"}
    one = block(**names)
    assert chart_alt(one, "en") == "T. Column chart, % of GDP: informal cap 1, target 2027 2"
    assert chart_alt(one, "de-AT").startswith("T. Säulendiagramm, % of GDP: informal cap 1")
    assert chart_alt(one, "fi") == "T. % of GDP: informal cap 1, target 2027 2"
    gap = block(rows=[("a", [1.5, None]), ("b", [3, 4])], unit="%")
    assert chart_alt(gap, "en") == "T. Column chart: a: c0 1.5%; b: c0 3.0%, c1 4.0%"


def test_long_data_are_summed_up() -> None:
    values = [5, *range(40), 7]
    told = chart_alt(block("line", [("a", values)]), "en")
    assert told == "T. Line chart: from 5 (c0) to 7 (c41), lowest 0 (c1), highest 39 (c40)"


def test_the_data_as_a_table() -> None:
    header, rows = chart_rows(block(rows=[("a", [1.5, None]), ("b", [3, 4])], unit="%"), "de")
    assert header == ("", "a", "b") and rows == (("c0", "1,5%", "3,0%"), ("c1", "", "4,0%"))
    points = {"id": "c", "title": "T", "kind": "scatter", "x_title": "Age", "unit": "years old"}
    series = [{"name": "a", "x": [1, 2.5], "values": [3, 4]}]
    data = Chart.model_validate(points | {"series": series})
    header, rows = chart_rows(ChartBlock(data=data), "en")
    assert header == ("", "Age", "years old") and rows == (("a", "1", "3"), ("a", "2.5", "4"))


@pytest.mark.parametrize(
    ("code", "unit", "shown"),
    [
        ('0"%"', "% of GDP", "2%\u00a0of GDP"),
        ('0.0"%"', "% of GDP", "2.0%\u00a0of GDP"),
        ('0"%"', "%", "2%"),
        ("0", "% of GDP", "2% of GDP"),
    ],
)
def test_a_format_with_the_units_own_sign_keeps_the_rest_of_it(
    code: str, unit: str, shown: str
) -> None:
    data = Chart.model_validate(
        {
            "id": "c",
            "kind": "column",
            "title": "T",
            "unit": unit,
            "number_format": code,
            "categories": ["A"],
            "series": [{"name": "S", "values": [2]}],
        }
    )
    full = number_format(data, "en", whole_unit=True)
    assert write_number(2, full, "en") == shown
