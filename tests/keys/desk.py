"""A project in which every key has something to act on, and what a build of it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from PIL import Image

from docgen import render
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.summary.loader import load_summary
from docgen.typeset.coverage import pattern_of

FULL: dict[str, Any] = {
    "title": "Sea walls pay for themselves",
    "kicker": "Coastal protection",
    "standfirst": "Five years of building cost less than one flood. [@report]",
    "date": "2026-03-05",
    "lang": "en",
    "authors": ["The desk"],
    "addressee": "For the council",
    "classification": "Internal",
    "presenter": "Ada King",
    "event": "Council in March",
    "draft": False,
    "cover": {"path": "cover.png", "alt": "A sea wall", "focus": [0.5, 0.5]},
    "key_points": [
        "Every euro has saved **four**. [@report]",
        "Two of the city's districts are still open.",
    ],
    "remember": ["Four euros for each one."],
    "ask": ["Decide on the last two gates."],
    "sections": [
        {
            "id": "built",
            "heading": "What was built",
            "body": "Eleven kilometres of wall stand. Three gates as well. " + "They hold. " * 12,
            "points": ["Eleven kilometres", "Three gates"],
            "figures": ["cost", "Saved"],
            "notes": "Say that the gates are the harder part.",
            "weight": 1,
        },
        {
            "heading": "What comes",
            "body": "Two gates are to follow. The money is there.",
            "compare": [
                {"label": "Before", "points": ["No wall", "No gate"]},
                {"label": "Now", "points": ["Eleven kilometres", "Three gates"]},
            ],
        },
    ],
    "metrics": [
        {
            "id": "saved",
            "icon": "shield",
            "label": "Saved for each euro",
            "value": "4.1",
            "unit": "euros",
            "was": "3.2",
            "by": "2025-03",
            "source": "report",
            "weight": 1,
        },
        {"label": "Saved", "value": "48,000", "weight": 2},
    ],
    "charts": [
        {
            "id": "cost",
            "title": "Damage by storms",
            "kind": "bar",
            "unit": "million euros",
            "categories": ["2013", "2024"],
            "series": [{"name": "Damage", "values": [310, 42]}],
            "highlight": "2024",
            "number_format": "0",
            "x_title": "Year",
            "y_title": "Damage",
            "alt": "Damage fell from 310 to 42.",
            "takeaway": "Damage fell by a factor of seven.",
            "source": "report",
        },
        {
            "id": "mix",
            "title": "Cost and level",
            "kind": "combo",
            "categories": ["a", "b"],
            "series": [
                {"name": "Cost", "values": [1, 2], "kind": "column"},
                {
                    "name": "Level",
                    "values": [2, 1],
                    "kind": "line",
                    "unit": "m",
                    "axis": "right",
                },
            ],
            "y2_title": "Level of the sea",
            "alt": "Both.",
        },
        {
            "id": "steps",
            "title": "Step by step",
            "kind": "waterfall",
            "categories": ["Start", "More", "End"],
            "totals": ["Start", "End"],
            "series": [{"name": "Sum", "values": [5, 2, 7]}],
            "alt": "From 5 to 7.",
        },
        {
            "id": "spread",
            "title": "How high walls are",
            "kind": "histogram",
            "bins": 3,
            "series": [{"name": "Height", "values": [1, 2, 2, 3, 4, 4, 5, 7]}],
            "alt": "Most are low.",
        },
        {
            "id": "aim",
            "title": "Against the aim",
            "kind": "column",
            "categories": ["2024", "2025"],
            "series": [{"name": "Walls", "values": [3, 5]}],
            "targets": [{"value": 4, "label": "The aim"}],
            "alt": "The aim is met.",
        },
        {
            "id": "dots",
            "title": "Height and age",
            "kind": "scatter",
            "series": [{"name": "Walls", "x": [1, 2, 4], "values": [3, 5, 6]}],
            "alt": "Higher with age.",
        },
        {
            "id": "works",
            "title": "When it is built",
            "kind": "gantt",
            "tasks": [
                {"name": "North", "start": "2019-03", "end": "2021"},
                {"name": "South", "start": "2020-06", "end": "2024"},
            ],
            "alt": "North comes first.",
        },
        {
            "id": "marked",
            "title": "Walls by year",
            "kind": "column",
            "categories": ["2022", "2023", "2024"],
            "series": [{"name": "Walls", "values": [3, 5, 8]}],
            "average": "Mean",
            "regions": [{"first": "2022", "last": "2023", "label": "Storms"}],
            "differences": [
                {"first": "2022", "last": "2024", "show": "percent"},
                {"first": "2022", "last": "2023", "label": "A third more"},
            ],
            "annotations": [{"at": "2023", "text": "A gate opens"}],
            "alt": "More each year.",
        },
        {
            "id": "bubbles",
            "title": "Height, age and cost",
            "kind": "bubble",
            "series": [{"name": "Walls", "x": [1, 2], "values": [3, 5], "size": [1, 4]}],
            "alt": "Two walls.",
        },
        {
            "id": "small",
            "title": "Two districts",
            "kind": "column",
            "multiples": True,
            "categories": ["2023", "2024"],
            "series": [{"name": "A", "values": [3, 5]}, {"name": "B", "values": [1, 2]}],
            "alt": "A has more.",
        },
        {
            "id": "file",
            "title": "From a file",
            "data": "data.csv",
            "sheet": "",
            "alt": "Two values.",
        },
    ],
    "tables": [
        {
            "id": "gates",
            "title": "The gates",
            "columns": [{"label": "Gate", "align": "left", "width": 2}, "Metres", "Year"],
            "rows": [
                [{"text": "North", "colspan": 1, "rowspan": 1}, "820", "2019"],
                ["South", "1240", "2021"],
            ],
            "align": ["left", "right", "center"],
            "highlight": "South",
            "takeaway": "The south is the longer one.",
            "alt": "Two gates.",
            "source": "council",
        },
        {
            "id": "filed",
            "title": "Also from a file",
            "data": "data.csv",
            "sheet": "",
            "alt": "Values.",
        },
    ],
    "timeline": [
        {"date": "2019", "event": "The north gate opens", "source": "report", "status": "past"},
        {"when": "After 2027", "event": "The last gate", "status": "planned"},
    ],
    "people": [
        {"name": "Ada King", "role": "Engineer", "note": "Built the gates", "group": "Builders"},
        {"name": "Mia Holt", "role": "Mayor", "note": "Paid for them", "group": "Payers"},
    ],
    "quotes": [
        {
            "id": "said",
            "text": "We saw it come",
            "by": "Ada King",
            "role": "Engineer",
            "source": "council",
        }
    ],
    "questions": [
        {"question": "Was it worth it?", "short": "Yes.", "answer": "Each euro has saved four."}
    ],
    "glossary": [{"term": "Gate", "meaning": "It shuts out the sea."}],
    "images": [
        {
            "id": "gate",
            "path": "gate.png",
            "title": "The north gate",
            "caption": "It closes in nine minutes.",
            "alt": "A steel gate between two towers.",
            "credit": "City archive",
            "focus": [0.5, 0.5],
        },
        {"id": "line", "path": "line.png", "decorative": True},
    ],
    "sources": [
        {
            "id": "report",
            "title": "Five years of walls",
            "publisher": "City engineer",
            "url": "https://example.org/report",
            "date": "2026-02",
        },
        {"id": "council", "title": "Minutes", "publisher": "Council"},
    ],
    "headings": {
        "key_points": "Walls pay",
        "metrics": "The walls in numbers",
        "timeline": "From 2019 on",
        "people": "Who built and who paid",
        "sources": "Where it is from",
        "quotes": "What they say",
        "closing": "What should stay",
    },
    "article": {"path": "story.txt", "title": "A story", "url": "https://example.org/story"},
    "extra": {"banner": "Confidential"},
}
STORY = "Sea walls pay for themselves. Five years of building cost less than one flood.\n"


class Shown(NamedTuple):
    """What a build shows: its bytes, what it tells, and the fields that it says it leaves out."""

    digest: str
    told: tuple[str, ...]
    left_out: frozenset[str]


def project(root: Path, summary: Mapping[str, Any] | None = None) -> Path:
    """Write the project; return the summary's path."""
    sources = root / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    (root / "docgen.toml").touch()
    for name, color in (("gate.png", "steelblue"), ("line.png", "grey"), ("other.png", "tomato")):
        if not (sources / name).exists():
            Image.new("RGB", (900, 500), color).save(sources / name)
    for name, size in (("logo.png", (300, 100)), ("cover.png", (700, 1200))):
        if not (sources / name).exists():
            Image.radial_gradient("L").resize(size).convert("RGB").save(sources / name)
    (sources / "data.csv").write_text("Town,Walls\nArdmouth,12\nBelhaven,30\n")
    (sources / "other.csv").write_text("Town,Walls\nArdmouth,99\nBelhaven,3\n")
    (sources / "story.txt").write_text(STORY)
    (sources / "more.bib").write_text("@book{more, title={More}, author={Ada King}, year={2020}}")
    path = sources / "walls.yaml"
    path.write_text(yaml.safe_dump(dict(summary or FULL), sort_keys=False, allow_unicode=True))
    return path


def shown(
    root: Path,
    layout: str,
    theme: str | None = None,
    params: Mapping[str, object] | None = None,
    form: Any = None,
) -> Shown:
    """Return a document's digest and what was told about it; an error is told as well."""
    told, left = Diagnostics(), frozenset[str]()
    digest = ""
    try:
        summary = load_summary(root / "sources" / "walls.yaml", told)
        made = render(summary, layout, theme, form, params=params, project=root, diagnostics=told)
        digest = hashlib.sha256(bytes(made)).hexdigest()
        left = frozenset(map(pattern_of, (*made.coverage.left_out, *made.coverage.shortened)))
    except DocgenError as error:
        told.extend(error.diagnostics)
    return Shown(digest, tuple(f"{d.code} {d.message}" for d in told), left)
