"""Summaries and layouts that the tests of this room share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.foundation.diagnostics import Location
from docgen.layout import Layout, find_layout
from docgen.summary.model import Summary
from docgen.summary.text import Text

ROOT = Path(__file__).resolve().parents[2]

FULL: dict[str, Any] = {
    "title": "Water **rises**",
    "kicker": "Flood defence",
    "standfirst": "The city plans ahead [@plan; @press] of the sea.",
    "date": "2026-03-05",
    "authors": ["Ann Bo", "Cy Dee"],
    "classification": "Public",
    "key_points": ["Walls by 2030 [@plan].", "Cost: `9` million"],
    "sections": [
        {"id": "why", "heading": "Why", "body": "First. *Second* one.\n\n- a\n- b\n  1. deep"},
        {"heading": "How", "points": ["Dig", "Build"], "notes": "Say it slowly."},
    ],
    "metrics": [
        {
            "label": "Share",
            "value": 2,
            "unit": "% of GDP",
            "was": 1,
            "by": "2027",
            "source": "plan",
        },
        {"label": "Walls", "value": 12, "unit": "km"},
    ],
    "charts": [
        {
            "id": "cost",
            "title": "Cost",
            "categories": ["a", "b"],
            "source": "plan",
            "series": [{"name": "s", "values": [1, 2]}],
            "alt": "Cost doubles",
        },
    ],
    "tables": [
        {
            "id": "steps",
            "title": "Steps",
            "columns": ["What", "Cost"],
            "rows": [["Dig", "1.5"], [{"text": "Build", "colspan": 1}, "22"]],
        },
    ],
    "timeline": [{"date": "2027-03", "event": "Start"}, {"when": "After", "event": "Rest"}],
    "people": [{"name": "Eve Fox", "role": "Mayor", "note": "Leads"}],
    "quotes": [{"text": "We build.", "by": "Eve Fox", "role": "Mayor", "source": "press"}],
    "questions": [{"question": "When?", "short": "Soon", "answer": "By 2030. [@plan]"}],
    "glossary": [{"term": "Wall", "meaning": "It holds water back."}],
    "images": [{"id": "map", "path": "map.png", "alt": "A map", "credit": "City"}],
    "sources": [
        {
            "id": "plan",
            "title": "The plan",
            "publisher": "City",
            "url": "https://example.org/a",
            "date": "2025",
        },
        {"id": "press", "title": "News"},
        {"id": "unused", "title": "Other"},
    ],
    "extra": {"note": "<b>raw</b> & ]]>", "list": [1, 2]},
}


def summary(data: dict[str, Any] | None = None, **changes: Any) -> Summary:
    """A summary as the loader would give it: texts numbered and placed, sources numbered."""
    made = Summary.model_validate({**(FULL if data is None else data), **changes})
    texts: list[Text] = []
    _number(made, texts)
    for index, text in enumerate(texts):
        text.ref = index
        text.location = Location("sources/water.yaml", index + 1, 1)
    made._texts = texts
    made._path = "sources/water.yaml"
    made._citations = {"plan": 1, "press": 2} if made.sources else {}
    return made


def _number(value: Any, texts: list[Text]) -> None:
    if isinstance(value, Text):
        if value:
            texts.append(value)
    elif isinstance(value, list | tuple):
        for one in value:
            _number(one, texts)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            _number(getattr(value, name), texts)


def layout(folder: Path, template: str, kind: str = "brief", settings: str = "") -> Layout:
    """Write a layout to a folder of the test and find it."""
    place = folder / "layouts" / "mine"
    place.mkdir(parents=True, exist_ok=True)
    (place / "layout.toml").write_text(f'kind = "{kind}"\n{settings}', encoding="utf-8")
    (place / "template.xml.j2").write_text(template, encoding="utf-8")
    return find_layout("mine", folder)
