from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from docgen.foundation.diagnostics import DocgenError
from docgen.summary.data import DataSeries, DataTable, fill, read_cells, read_table
from docgen.summary.dates import format_partial
from docgen.summary.model import Chart

EXPECTED = DataTable(("2026", "2027"), (DataSeries("a", (1.5, None)), DataSeries("b", (-2.0, 3e3))))


def write(folder: Path, text: str, name: str = "d.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def complaints(path: Path) -> list[str]:
    with pytest.raises(DocgenError) as caught:
        read_table(path, "d")
    return [f"{d.location} {d.code} {d.message}" for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "y,a,b\n2026,1.5,-2\n2027,,3000\n",
        "\ufeffy,a,b\r\n2026,1.5,-2\r\n\r\n2027, ,3e3",
        'y,a,b\n"2026","1.5",-2\n2027,,"3,000"\n',
        "y;a;b\n2026;1,5;-2,0\n2027;;3.000,00\n",
        "y;a;b\n2026;1.5;−2\n2027;;3 000\n",
        "y\ta\tb\n2026\t1.5\t-2\n2027\t\t3,000\n",
    ],
)
def test_csv_of_every_kind(tmp_path: Path, text: str) -> None:
    assert read_table(write(tmp_path, text)) == EXPECTED


def test_xlsx(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in [("y", "a", "b"), (2026, 1.5, -2), (2027, None, 3000)]:
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    assert read_table(tmp_path / "d.xlsx") == EXPECTED
    write(tmp_path, "not a zip", "bad.xlsx")
    assert complaints(tmp_path / "bad.xlsx") == ["d DG121 not a readable XLSX file: BadZipFile"]


def test_a_sheet_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["", "other"])
    book.active.append(["x", 9])
    costs = book.create_sheet("Costs")
    for row in (["Year", "Euros"], ["2023", 4], ["2024", 5]):
        costs.append(row)
    path = tmp_path / "d.xlsx"
    book.save(path)
    assert read_table(path).series[0].name == "other"
    assert read_table(path, sheet="Costs").series == (DataSeries("Euros", (4, 5)),)
    assert read_cells(path, "d.xlsx", "Costs") == [["Year", "Euros"], ["2023", "4"], ["2024", "5"]]
    with pytest.raises(DocgenError, match=r'has no sheet "Cost" .did you mean "Costs"'):
        read_table(path, sheet="Cost")
    with pytest.raises(DocgenError, match="only XLSX files have sheets"):
        read_table(write(tmp_path, "a,b\nx,1\n"), sheet="Costs")


def test_xlsx_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)  # as if it weren't installed
    assert complaints(write(tmp_path, "", "d.xlsx")) == ["d DG122 reading XLSX needs openpyxl"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["d DG121 needs a header row and data"]),
        ("y,a\n", ["d DG121 needs a header row and data"]),
        ("y\n1\n", ["d DG121 needs a header row and data"]),
        (
            "y,a\n1,4 bn\n2,5%\n",
            ['d:2:3 DG121 "4 bn" is not a number', 'd:3:3 DG121 "5%" is not a number'],
        ),
        ("y,a\n1,2,3\n", ["d:2:1 DG121 3 cells under 2 headings"]),
        ("y,a\n1\n", ["d:2:1 DG121 1 cells under 2 headings"]),
        ("y;a\n1;1.500\n", ['d:2:3 DG121 "1.500" may be read in two ways']),
        ("y,a\n1,1,5\n", ["d:2:1 DG121 3 cells under 2 headings"]),
        ('y,a\n"1,2\n', ["d:2:1 DG121 not valid CSV: unexpected end of data"]),
        ("y,a\n1,nan\n", ['d:2:3 DG121 "nan" is not a number']),
        ("y,a\n" + "1,2\n" * 10_001, ["d DG109 more than 10000 rows or 100 columns"]),
        ("y,a\x07\n", ["d:1:4 DG108 control character U+0007"]),
    ],
)
def test_bad_csv(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert complaints(write(tmp_path, text)) == expected


def test_scatter_and_combo_charts_from_files(tmp_path: Path) -> None:
    path = write(tmp_path, "x,a,b\n1,2,3\n4,5,6\n")
    scatter = fill(Chart(id="c", title="t", kind="scatter", data="d.csv"), path, "d")
    assert [s.x for s in scatter.series] == [[1, 4], [1, 4]] and not scatter.categories
    combo = fill(Chart(id="c", title="t", kind="combo", data="d.csv"), path, "d")
    assert [s.kind for s in combo.series] == ["column", "line"]
    words = write(tmp_path, "x,a\nfirst,2\n")
    with pytest.raises(DocgenError, match="DG121 the first column"):
        fill(Chart(id="c", title="t", kind="scatter", data="d.csv"), words, "d")


@pytest.mark.parametrize(
    ("date", "lang", "expected"),
    [
        ("2027", "en", "2027"),
        ("2026-03", "en-GB", "March 2026"),
        ("2026-03-05", "en-GB", "5 March 2026"),
        ("2026-03-05", "en-US", "March 5, 2026"),
        ("2026-03-05", "de", "5. März 2026"),
        ("2026-03", "el", "Μάρτιος 2026"),
        ("2026-03-05", "xx", "March 5, 2026"),
    ],
)
def test_dates(date: str, lang: str, expected: str) -> None:
    assert format_partial(date, lang) == expected
