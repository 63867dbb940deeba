"""Gantt, dumbbell, bubble, sparkline, small multiples; what stands on a chart: both writers."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from lxml import etree
from pydantic import ValidationError
from tools import require_tool

from docgen import Summary, render
from docgen.charts import DrawnChart, chart_alt, chart_rows, draw_chart, prepared
from docgen.charts.differences import difference_text
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.layout.blocks import ChartBlock
from docgen.layout.catalog import find_theme
from docgen.placed.charts import SheetFormula
from docgen.placed.items import PathItem, ShapeItem, TextItem
from docgen.summary.loader import parse_summary
from docgen.summary.model import Chart, ChartDifference
from docgen.text.paragraph import new_setter
from tests.proof.office import convert
from tests.proof.packages import faults

THEME = find_theme("slate", Path(__file__).parents[2])
YEARS = ["2021", "2022", "2023", "2025"]
KINDS: dict[str, dict[str, Any]] = {
    "gantt": {
        "kind": "gantt",
        "tasks": [
            {"name": "Gate", "start": "2021-06", "end": "2026-03-12"},
            {"name": "Pumps", "start": "2024", "end": "2027-09"},
        ],
        "highlight": "Pumps",
    },
    "dumbbell": {
        "kind": "dumbbell",
        "unit": "%",
        "categories": ["North", "South", "East"],
        "series": [
            {"name": "Before", "values": [51, 62, 44]},
            {"name": "After", "values": [63, 59, 57]},
        ],
    },
    "bubble": {
        "kind": "bubble",
        "categories": ["North", "South"],
        "x_title": "People",
        "series": [{"name": "Districts", "x": [12, 40], "values": [310, 240], "size": [4, 16]}],
    },
    "sparkline": {
        "kind": "sparkline",
        "categories": YEARS,
        "series": [{"name": "Homes", "values": [94, 92, 88, 61]}],
    },
    "marked": {
        "kind": "column",
        "categories": YEARS,
        "series": [{"name": "Spent", "values": [12, 28, 41, 57]}],
        "differences": [
            {"first": "2021", "last": "2025", "show": "growth"},
            {"first": "2022", "last": "2023"},
        ],
        "regions": [{"first": "2022", "last": "2023", "label": "Floods"}],
        "annotations": [{"at": "2022", "text": "The plan is adopted"}],
    },
    "mean": {
        "kind": "column",
        "categories": YEARS,
        "series": [{"name": "Days", "values": [10, 20, 30, 40]}],
        "average": "Mean",
    },
    "small": {
        "kind": "column",
        "multiples": True,
        "categories": YEARS,
        "series": [
            {"name": "North", "values": [1, 2, 3, 40]},
            {"name": "South", "values": [4, 3, 2, 1]},
        ],
    },
}


def chart(**given: object) -> Chart:
    return Chart.model_validate({"id": "c", "title": "T", **given})


def drawn(data: Chart, width: float = 848, height: float = 330) -> DrawnChart:
    block = ChartBlock(data=prepared(data, "en"))
    setter = new_setter(THEME, "deck", "en")
    return draw_chart(block, width, height, 14.0, THEME, "deck", setter, "en", 9.0)


def said(made: DrawnChart) -> list[str]:
    return [
        " ".join("".join(g.text for g in line.pieces) for line in para.lines)
        for item in made.art
        if isinstance(item, TextItem)
        for para in item.paras
    ]


def shapes(made: DrawnChart, kind: str) -> list[ShapeItem]:
    return [i for i in made.art if isinstance(i, ShapeItem) and i.kind == kind]


def test_tasks_lie_over_an_axis_of_years() -> None:
    made = drawn(chart(**KINDS["gantt"]))
    gate, pumps = (s for s in shapes(made, "rect") if s.fill in ("accent-1", "accent-2"))
    assert gate.rect.x < pumps.rect.x < gate.rect.right < pumps.rect.right
    assert (gate.fill, pumps.fill) == ("accent-2", "accent-1")
    assert {"2021", "2023", "Gate", "Pumps"} <= set(said(made))
    first = made.native.sheet[1]
    assert first[0] == "Gate"
    assert isinstance(first[3], SheetFormula)
    assert first[3].value == first[2] - first[1] + 1  # type: ignore[operator]
    assert chart_rows(ChartBlock(data=prepared(chart(**KINDS["gantt"]), "en")))[1] == (
        ("Gate", "2021-06-01", "2026-03-12"),
        ("Pumps", "2024-01-01", "2027-09-30"),
    )


def test_a_dumbbell_has_two_points_and_a_beam() -> None:
    made = drawn(chart(**KINDS["dumbbell"]))
    dots = shapes(made, "ellipse")
    beams = [s for s in shapes(made, "rect") if s.fill == "rule"]
    assert len(dots) == 6 and len(beams) == 3
    assert {"Before", "After"} <= set(said(made)), "named at the last points, without a legend"
    assert made.native.legend is None
    columns, lines = made.native.plots
    assert (columns.kind, lines.kind) == ("column", "line")
    assert [row.stroke for row in lines.series] == [None, None]


def test_areas_of_bubbles_show_their_sizes() -> None:
    made = drawn(chart(**KINDS["bubble"]))
    large, small = sorted((s.rect.width for s in shapes(made, "ellipse")), reverse=True)
    assert large / small == pytest.approx(2.0)
    assert {"North", "South"} <= set(said(made))
    (plot,) = made.native.plots
    assert plot.series[0].size_column == 2
    assert made.native.table[1] == ("North", "12", "310", "4")


def test_a_sparkline_tells_its_last_value_and_has_no_axes() -> None:
    made = drawn(chart(**KINDS["sparkline"]), 200, 50)
    assert said(made) == ["61"]
    assert all(axis.deleted for axis in made.native.axes)


@pytest.mark.parametrize(
    ("show", "text"), [("percent", "+375%"), ("value", "+45"), ("growth", "CAGR +47.6%")]
)
def test_differences_are_computed(show: str, text: str) -> None:
    data = chart(**KINDS["marked"])
    one = ChartDifference.model_validate({"first": "2021", "last": "2025", "show": show})
    assert difference_text(data, one, "#,##0", "en") == text
    german = difference_text(data, one, "#,##0", "de")
    assert german.replace("\u00a0", " ") == text.replace(".", ",").replace("%", " %")


def test_a_fall_has_a_minus_and_growth_from_nothing_is_not_told() -> None:
    data = chart(kind="column", categories=["a", "b"], series=[{"name": "s", "values": [4, 3]}])
    one = ChartDifference.model_validate({"first": "a", "last": "b"})
    assert difference_text(data, one, "#,##0", "en") == "\u221225%"
    zero = chart(kind="column", categories=["a", "b"], series=[{"name": "s", "values": [0, 3]}])
    assert difference_text(zero, one, "#,##0", "en") == ""


def test_what_stands_on_a_chart_is_drawn_and_native_alike() -> None:
    made = drawn(chart(**KINDS["marked"]))
    assert made.dropped == ()
    assert {"CAGR +47.6%", "+46%", "Floods", "The plan is adopted"} <= set(said(made))
    marks = made.native.marks
    assert {" ".join(m.text) for m in marks if m.text} == {
        "CAGR +47.6%",
        "+46%",
        "Floods",
        "The plan is adopted",
    }
    heads = [i for i in made.art if isinstance(i, PathItem)]
    assert len(heads) == sum(m.kind == "head" for m in marks) == 2
    (band,) = (m for m in marks if m.kind == "band")
    tinted = shapes(made, "rect")[0].rect
    assert tinted.x / 848 == pytest.approx(band.x1, abs=1e-3)
    values = made.native.axes[1]
    assert values.low == 0 and values.high is not None and values.high > 57


def test_marks_stand_apart() -> None:
    """No two labels of a chart stand on one another, its marks included."""
    made = drawn(chart(**KINDS["marked"]))
    boxes = [i.rect for i in made.art if isinstance(i, TextItem)]
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            across = min(one.right, other.right) - max(one.x, other.x)
            down = min(one.bottom, other.bottom) - max(one.y, other.y)
            assert across < 0.5 or down < 0.5


def test_a_chart_too_low_for_them_says_so() -> None:
    made = drawn(chart(**KINDS["marked"]), 400, 90)
    assert "The plan is adopted" in made.dropped
    assert made.native.marks == () or all(m.kind == "band" for m in made.native.marks)


def test_a_mean_is_a_dashed_line_with_its_value() -> None:
    made = drawn(chart(**KINDS["mean"]))
    assert "Mean: 25" in said(made)
    assert [row[2] for row in made.native.sheet[1:]] == [25.0] * 4


def test_small_multiples_share_a_scale() -> None:
    summary = parse_summary(
        "title: T\nlang: en\ncharts:\n- "
        + repr({"id": "c", "title": "Two", **KINDS["small"]}).replace("True", "true")
    )
    document = compose(summary, find_layout("data-deck", None))
    found = Diagnostics()
    made = render(summary, "data-deck", diagnostics=found)
    assert [one.code for one in found] == []
    assert "reach=(0.0, 40.0)" in repr(document.root)
    assert len([n for n in _parts(made) if re.fullmatch(r"ppt/charts/chart\d+\.xml", n)]) == 2


def test_descriptions_tell_what_stands_on_a_chart() -> None:
    alt = chart_alt(ChartBlock(data=chart(**KINDS["marked"])), "en")
    assert "2021 → 2025: CAGR +47.6%" in alt
    assert "2022: The plan is adopted" in alt


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "gantt"}, "go together"),
        ({"kind": "bubble", "series": [{"name": "s", "values": [1]}]}, "x, values and size"),
        ({**KINDS["mean"], "kind": "area"}, '"average" goes with'),
        (
            {
                **KINDS["mean"],
                "kind": "bar",
                "average": "",
                "regions": [{"first": "2021", "last": "2022"}],
            },
            '"regions" go with',
        ),
        ({**KINDS["sparkline"], "multiples": True}, '"multiples" want'),
        ({"kind": "gantt", "tasks": [{"name": "a", "start": "2025", "end": "2024-03"}]}, "before"),
    ],
)
def test_what_does_not_go_together_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        chart(**given)


def test_a_place_that_is_no_category_is_told() -> None:
    text = (
        "title: T\nlang: en\ncharts:\n"
        "- {id: c, title: C, categories: [a, b], series: [{name: s, values: [1, 2]}],\n"
        "   differences: [{first: a, last: z}], regions: [{first: b, last: a}]}\n"
    )
    with pytest.raises(DocgenError) as caught:
        parse_summary(text)
    told = [(one.code, one.location.line, one.message) for one in caught.value.diagnostics]
    assert [(code, line) for code, line, _ in told] == [("DG471", 5), ("DG471", 5)]
    assert {"doesn't stand before" in one[2] for one in told} == {True, False}
    assert {'"z" is not a category' in one[2] for one in told} == {True, False}


# ---- the written deck ------------------------------------------------------------------


def _parts(deck: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deck)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def deck() -> bytes:
    charts = [{"id": name, "title": name.title(), **given} for name, given in KINDS.items()]
    summary = Summary.from_data({"title": "All", "lang": "en", "charts": charts})
    return bytes(render(summary, "data-deck"))


def test_workbooks_hold_what_is_drawn(deck: bytes) -> None:
    books = {n: b for n, b in _parts(deck).items() if n.endswith(".xlsx")}
    rows = [
        [
            list(row)
            for row in openpyxl.load_workbook(io.BytesIO(b)).active.iter_rows(values_only=True)
        ]
        for _, b in sorted(books.items())
    ]
    days = dt.datetime(2021, 6, 1), dt.datetime(2026, 3, 12)
    assert ["Gate", *days, "=C2-B2+1"] in rows[0]
    assert ["North", 51, 63, "=MIN(B2,C2)", "=ABS(C2-B2)"] in rows[1]
    assert [12, 310, 4] in rows[2]


def test_validators_and_libreoffice_accept_every_kind(deck: bytes, tmp_path: Path) -> None:
    """No validator finds fault, and data changed in the file are drawn otherwise."""
    one, two = tmp_path / "one.pptx", tmp_path / "two.pptx"
    one.write_bytes(deck)
    assert faults(one, require_tool("ooxml-validator")) == []
    with zipfile.ZipFile(two, "w") as file:
        for name, data in _parts(deck).items():
            file.writestr(name, _halved(data) if name.startswith("ppt/charts/chart") else data)
    pages = convert(require_tool("soffice"), [one, two], tmp_path / "pdf", tmp_path / "user", "pdf")
    seen = []
    for path in pages:
        with pypdfium2.PdfDocument(path) as pdf:
            seen.append([p.render(scale=0.4).to_pil().tobytes() for p in pdf])
    assert len(seen[0]) == len(seen[1]) > len(KINDS)
    same = [n for n, (a, b) in enumerate(zip(*seen, strict=True)) if a == b]
    assert same == [0], "only the title slide stays as it is"


def _halved(xml: bytes) -> bytes:
    """Return a chart part whose first series' values are smaller: what an edit does."""
    root = etree.fromstring(xml)
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for values in (*root.iter(f"{c}val"), *root.iter(f"{c}yVal")):
        for n, point in enumerate(values.iter(f"{c}v")):
            point.text = repr(float(point.text) * (0.9 if n % 2 else 0.97))
    return etree.tostring(root)


STACK = {
    "kind": "stacked-column",
    "categories": ["2021", "2022", "2023"],
    "series": [
        {"name": "Government", "values": [10, 20, 30]},
        {"name": "City", "values": [5, 9, 14]},
    ],
}


def test_stacked_columns_are_named_beside_the_last() -> None:
    made = drawn(chart(**STACK))
    labels = [i.rect for i in made.art if isinstance(i, TextItem)][-2:]
    last = max((s.rect for s in shapes(made, "rect")), key=lambda r: r.right)
    assert {"Government", "City"} <= set(said(made))
    assert all(label.x > last.right for label in labels)
    assert made.native.legend is None
    (plot,) = made.native.plots
    assert all(row.labels is not None and row.labels.last_name for row in plot.series)


def test_a_series_without_a_last_column_has_a_legend() -> None:
    series = [STACK["series"][0], {"name": "City", "values": [5, 9, None]}]
    made = drawn(chart(**{**STACK, "series": series}))
    assert made.native.legend == "t"
    assert {"Government", "City"} <= set(said(made))
