"""docgen as a library: summaries from data, frames, and a service with threads."""

from __future__ import annotations

import datetime as dt
import json
import math
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow
import pytest

import docgen
from docgen.summary.from_data import pointer

ROOT = Path(__file__).parents[2]
DATA: dict[str, Any] = {
    "title": "Ferries carry more",
    "date": dt.date(2026, 4, 2),
    "key_points": ["Traffic rose by **4%**. [@port]"],
    "sections": [{"heading": "What changed", "body": "Two ships came into service. [@port]"}],
    "sources": [{"id": "port", "title": "Port statistics"}],
}


def errors(data: Any) -> list[str]:
    with pytest.raises(docgen.DocgenError) as caught:
        docgen.Summary.from_data(data)
    return [f"{d.location} {d.code}" for d in caught.value.diagnostics]


def test_a_mapping_gives_what_a_file_gives(tmp_path: Path) -> None:
    made = docgen.Summary.from_data(DATA)
    path = tmp_path / "summary.json"
    path.write_text(json.dumps({**DATA, "date": "2026-04-02"}))
    assert made.model_dump() == docgen.load_summary(path).model_dump()
    assert made.texts[0].location == docgen.Location("summary#/title")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({**DATA, "titel": "x"}, "summary#/titel DG102"),
        ({**DATA, "sections": [{"body": "x"}]}, "summary#/sections/0 DG103"),
        ({**DATA, "title": "[@none]"}, "summary#/title DG111"),
        ({**DATA, "date": object()}, "summary#/date DG104"),
        (
            {**DATA, "metrics": [{"label": "x", "value": math.nan}]},
            "summary#/metrics/0/value DG104",
        ),
        ({**DATA, 3: "x"}, "summary# DG104"),
        ([], "summary# DG104"),
    ],
)
def test_places_are_json_pointers(data: Any, expected: str) -> None:
    assert expected in errors(data)


def test_a_circle_in_the_data_is_refused() -> None:
    data = dict(DATA)
    data["extra"] = {"again": data}
    assert any("DG109" in one for one in errors(data))


def test_pointers_are_escaped() -> None:
    assert pointer(("extra", "a/b~c", 0)) == "/extra/a~1b~0c/0"


class Interchanged:
    """A frame that speaks the interchange protocol only."""

    def __init__(self, table: pyarrow.Table) -> None:
        self.table = table

    def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> Any:
        return self.table.__dataframe__(nan_as_null=nan_as_null, allow_copy=allow_copy)


@pytest.mark.parametrize("wrap", [lambda t: t, Interchanged])
def test_frames_become_charts_and_tables(wrap: Any) -> None:
    frame = wrap(pyarrow.table({"Year": ["2025", "2026"], "Ships": [7.0, None]}))
    summary = docgen.Summary.from_data(
        {
            **DATA,
            "charts": [{"id": "c", "title": "Ships", "alt": "Ships", "data": frame}],
            "tables": [{"id": "t", "title": "Ships", "data": frame}],
        }
    )
    chart, table = summary.charts[0], summary.tables[0]
    assert [str(c) for c in chart.categories] == ["2025", "2026"]
    assert [(str(s.name), s.values) for s in chart.series] == [("Ships", [7.0, None])]
    assert [[None if c is None else str(c) for c in row] for row in table.rows] == [
        ["2025", "7.0"],
        ["2026", None],
    ]


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "ships.csv").write_text("Year;Ships *\n2025;7,5\n2026\n")
    source = tmp_path / "summary.yaml"
    source.write_text("title: T\ntables: [{id: t, title: Ships, data: ships.csv}]\n")
    table = docgen.load_summary(source).tables[0]
    assert [c.source for c in table.columns] == ["Year", "Ships \\*"]
    assert [[str(c or "") for c in row] for row in table.rows] == [["2025", "7,5"], ["2026", ""]]
    (tmp_path / "ships.csv").write_text("Year;Ships\n2025;7;8\n")
    with pytest.raises(docgen.DocgenError, match="3 cells under 2 headings"):
        docgen.load_summary(source)
    source.write_text("title: T\ntables: [{id: t, title: Ships}]\n")
    with pytest.raises(docgen.DocgenError, match='needs "columns", or "data"'):
        docgen.load_summary(source)


def test_a_rendered_document_knows_its_pages(tmp_path: Path) -> None:
    made = docgen.render(docgen.Summary.from_data(DATA), "executive-deck")
    assert made.format == "pptx"
    assert made.coverage.texts == made.coverage.placed
    pictures = made.pictures(40)
    assert len(pictures) == made.pages > 1
    assert all(one.startswith(b"\x89PNG") for one in pictures)
    assert made.pictures(40, [2]) == pictures[1:2]
    with pytest.raises(ValueError, match="there is no page 99"):
        made.pictures(40, [99])
    assert made.save(tmp_path / "x" / "deck.pptx").read_bytes() == made
    assert made._repr_html_().count("<img") == made.pages


def test_claims_are_checked_against_an_article() -> None:
    article = docgen.parse_article(
        "# Ferries\n\nTraffic rose by 5%. Two ships came into service.\n", "a.md"
    )
    found = docgen.check(docgen.Summary.from_data(DATA), article)
    assert [d.code for d in found if d.severity == "error"] == ["DG510"]
    good = {**DATA, "key_points": ["Traffic rose by **5%**."]}
    good["sections"][0]["body"] = "Two ships came into service."
    assert [
        d for d in docgen.check(docgen.Summary.from_data(good), article) if d.severity == "error"
    ] == []
    assert "title" in docgen.draft(article)


@pytest.fixture
def service() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "examples" / "service" / "server.py"), "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def test_the_service_answers_many_at_once(service: str) -> None:
    body = json.dumps(DATA, default=str).encode()

    def post(layout: str, data: bytes = body) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"{service}/{layout}", data, timeout=300) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(post, ["policy-brief", "executive-deck"] * 4))
    assert {status for status, _ in answers} == {200}
    assert len({data for _, data in answers}) == 2
    status, told = post("policy-brief", b'{"titel": 1}')
    assert (status, json.loads(told)[0]["code"]) == (422, "DG103")
    assert post("policy-brief", b"{")[0] == 400
    assert post("nothing")[0] == 404
