"""Cases with too much of something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from docgen.summary.model import ChartKind

from .texts import characters, paragraphs, words

Data = dict[str, Any]
__all__ = ["MAKERS", "words"]


def title_300_characters() -> Data:
    return {"title": characters(300), "kicker": "Length", "standfirst": words(20)}


def title_900_characters() -> Data:
    return {"title": characters(900)}


def word_of_200_letters() -> Data:
    long = "incomprehensibility" * 10 + "abcdefghij"
    return {
        "title": f"A word: {long}",
        "key_points": [f"Here {long} there", long],
        "sections": [{"heading": f"On {long}", "body": f"See {long} and more.", "points": [long]}],
        "metrics": [{"label": long, "value": "7"}],
        "tables": [{"id": "t", "title": "T", "columns": ["A", "B"], "rows": [[long, "x"]]}],
        "timeline": [{"date": "2026", "event": long}, {"date": "2027", "event": "Next"}],
        "people": [{"name": long, "role": long}],
    }


def bullets_60() -> Data:
    points = [words(6 + n % 17, skip=n * 5) for n in range(60)]
    return {
        "title": "Sixty",
        "key_points": points,
        "sections": [{"heading": "Points", "points": points}],
    }


def bullets_with_body() -> Data:
    body = paragraphs(2)
    few, many = ([words(15, n) for n in range(count)] for count in (7, 30))
    sections = [{"heading": "Both", "body": body, "points": points} for points in (many, few, few)]
    return {"title": "Body beside points", "sections": sections}


def nesting_8_levels() -> Data:
    deep = "\n".join("  " * n + f"- level {n + 1}: {words(12, n * 3)}" for n in range(8))
    wide = "\n".join(f"{n}. {words(9, n)}\n    - {words(14, n)}" for n in range(1, 13))
    sections = [{"heading": "Deep", "body": deep}, {"heading": "Wide", "body": wide}]
    return {"title": "Eight levels", "sections": sections}


def table_40_x_12() -> Data:
    columns = [f"Column {n}" for n in range(1, 13)]
    rows: list[list[Any]] = [[f"r{r}c{c} {r * c}" for c in range(12)] for r in range(40)]
    return {
        "title": "Wide",
        "tables": [{"id": "t", "title": "All", "columns": columns, "rows": rows}],
    }


def table_100_rows() -> Data:
    columns = ["No.", "Name", {"label": "Value", "align": "decimal"}]
    rows: list[list[Any]] = [[n, words(3 + n % 9, n), n * 1.25] for n in range(1, 101)]
    return {
        "title": "Long",
        "tables": [{"id": "t", "title": "All", "columns": columns, "rows": rows}],
    }


def cells_of_100_words() -> Data:
    rows = [[words(100, n), words(100, n + 9), "short"] for n in range(4)]
    table = {"id": "t", "title": "Full", "columns": ["A", "B", "C"], "rows": rows}
    return {"title": "Full cells", "tables": [table]}


def cell_of_2000_words() -> Data:
    table = {"id": "t", "title": "One", "columns": ["A"], "rows": [[words(2000)]]}
    return {"title": "A cell that no page holds", "tables": [table]}


def metrics_12() -> Data:
    metrics = [
        {
            "label": words(4 + n % 5, n),
            "value": str(n * 1237),
            "unit": "million",
            "was": "3",
            "by": "2030",
        }
        for n in range(12)
    ]
    return {"title": "Twelve", "metrics": metrics, "key_points": [words(14)] * 3}


def metrics_with_long_values() -> Data:
    values = [
        "1,234,567,890,123.45",
        "between 14 and 27 percent of everything",
        "-0.000001",
        "approximately eleven thousand four hundred",
    ]
    metrics = [{"label": words(30, n), "value": v, "unit": words(6)} for n, v in enumerate(values)]
    return {"title": "Long values", "metrics": metrics, "key_points": [words(12)] * 5}


def sources_200() -> Data:
    sources = [
        {
            "id": f"s{n}",
            "title": words(6 + n % 9, n),
            "publisher": words(2, n),
            "date": "2026-03",
            "url": f"https://example.org/{n}/" + "path/" * (n % 7) + "page.html?a=1&b=2",
        }
        for n in range(200)
    ]
    cited = " ".join(f"word [@s{n}]" for n in range(200))
    return {"title": "Sources", "sections": [{"heading": "All", "body": cited}], "sources": sources}


def sections_30() -> Data:
    sections = [
        {
            "heading": words(3 + n % 8, n),
            "body": paragraphs(1 + n % 3, 35),
            "points": [words(9, n + k) for k in range(n % 5)],
            "notes": words(40),
        }
        for n in range(30)
    ]
    return {"title": "Thirty sections", "sections": sections}


def people_25() -> Data:
    people = [
        {"name": words(2 + n % 3, n), "role": words(3 + n % 6, n), "note": words(n % 31, n)}
        for n in range(25)
    ]
    return {"title": "People", "people": people}


def people_with_long_names() -> Data:
    name = "Karl-Theodor Maria Nikolaus Johann Jacob Philipp Franz Joseph Sylvester von und zu"
    people = [{"name": name, "role": words(40), "note": words(90)}] * 3
    return {"title": "Names", "people": people, "authors": [name] * 4, "date": "2026-01-02"}


def timeline_30() -> Data:
    events = [{"date": f"{1990 + n}-0{1 + n % 9}", "event": words(4 + n, n)} for n in range(30)]
    return {"title": "Events", "timeline": events}


def timeline_of_long_events() -> Data:
    events = [{"when": words(6, n), "event": words(70, n)} for n in range(5)]
    return {"title": "Wordy events", "timeline": events, "sections": [{"heading": "A"}]}


def notes_huge() -> Data:
    section = {"heading": "Spoken", "body": words(30), "points": ["One"], "notes": paragraphs(30)}
    return {"title": "Notes", "sections": [section]}


def quote_300_words() -> Data:
    quote = {"text": words(300), "by": words(6), "role": words(12)}
    return {"title": "Voices", "quotes": [quote, {"text": words(25), "by": "A. B."}]}


def quote_2000_words() -> Data:
    return {"title": "A voice", "quotes": [{"text": words(2000), "by": "A. B."}]}


def paragraph_3000_words() -> Data:
    return {"title": "One", "sections": [{"heading": "All in one", "body": words(3000)}]}


def key_points_of_80_words() -> Data:
    metrics = [{"label": "Cost", "value": "4.1", "unit": "billion"}] * 4
    return {"title": "Wordy", "key_points": [words(80, n) for n in range(8)], "metrics": metrics}


def standfirst_250_words() -> Data:
    return {"title": words(12), "standfirst": words(250), "kicker": words(25)}


def chart_kinds() -> Data:
    charts = []
    for kind in get_args(ChartKind):
        count = 1 if kind in ("pie", "doughnut", "waterfall", "histogram", "sparkline") else 3
        count = 2 if kind in ("range", "dumbbell") else count
        if kind == "gantt":
            tasks = [{"name": f"Task {n}", "start": 2020 + n, "end": 2022 + n} for n in range(4)]
            charts.append({"id": kind, "kind": kind, "title": f"As {kind}", "tasks": tasks})
            continue
        series: list[Data] = [
            {"name": f"Row {n}", "values": [n + k + 1.5 for k in range(5)]} for n in range(count)
        ]
        for n, row in enumerate(series):
            if kind in ("scatter", "bubble"):
                row["x"] = [1, 2.5, 4, 8, 9]
            if kind == "bubble":
                row["size"] = [4, 9, 1, 16, 2]
            if kind == "combo":
                row["kind"] = "line" if n else "column"
        chart: Data = {"id": kind, "kind": kind, "title": f"As {kind}", "series": series}
        if kind not in ("scatter", "bubble"):
            chart["categories"] = ["One", "Two", "Three", "Four", "Five"]
        charts.append(chart)
    return {"title": "Charts", "charts": charts}


def chart_with_wide_categories() -> Data:
    names = [words(9, n) for n in range(14)]
    series = [{"name": words(12, n), "values": list(range(14))} for n in range(6)]
    charts = [
        {
            "id": kind,
            "kind": kind,
            "title": words(30),
            "categories": names,
            "series": series,
            "unit": "thousand million tonnes of carbon dioxide equivalent",
            "alt": words(80),
        }
        for kind in ("column", "bar", "line")
    ]
    return {"title": "Wide categories", "charts": charts}


def everything() -> Data:
    parts = (
        metrics_12,
        table_100_rows,
        timeline_of_long_events,
        people_25,
        chart_kinds,
        quote_300_words,
        sections_30,
    )
    found: Data = {}
    for part in parts:
        found |= part()
    return found | {"title": words(14), "kicker": "All", "key_points": [words(20)] * 7}


MAKERS: list[Callable[[], Data]] = [
    title_300_characters,
    title_900_characters,
    word_of_200_letters,
    bullets_60,
    bullets_with_body,
    nesting_8_levels,
    table_40_x_12,
    table_100_rows,
    cells_of_100_words,
    cell_of_2000_words,
    metrics_12,
    metrics_with_long_values,
    sources_200,
    sections_30,
    people_25,
    people_with_long_names,
    timeline_30,
    timeline_of_long_events,
    notes_huge,
    quote_300_words,
    quote_2000_words,
    paragraph_3000_words,
    key_points_of_80_words,
    standfirst_250_words,
    chart_kinds,
    chart_with_wide_categories,
    everything,
]
