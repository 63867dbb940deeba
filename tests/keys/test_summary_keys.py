"""Every field of the summary acts: turned, a document changes or something is told."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from docgen.summary.model import Summary
from docgen.summary.text import Body, Text
from tests.keys.desk import FULL, Shown, project, shown

LAYOUTS = ("policy-brief", "briefing-deck", "executive-deck", "one-pager", "backgrounder")


def fields(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every field below a model with the types that it may have."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType, list):
        for one in get_args(kind):
            yield from fields(one, path)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            yield (*path, name), info.annotation
            yield from fields(info.annotation, (*path, name))


FIELDS = dict(fields(Summary))
TURNS: dict[str, Any] = {
    "date": "2025-01-01",
    "lang": "de",
    "sections.id": "other",
    "sections.figures": ["gates"],
    "sections.weight": 9,
    "sections.layout": "company:Key message",
    "metrics.id": "other",
    "metrics.icon": "tree",
    "metrics.source": "council",
    "metrics.weight": 50,
    "charts.id": "costs",
    "charts.kind": "line",
    "charts.categories": ["2014", "2024"],
    "charts.series.values": [300, 41],
    "charts.series.x": [1, 3, 4],
    "charts.series.kind": "line",
    "charts.data": "other.csv",
    "charts.sheet": "Costs",
    "charts.series.unit": "metres",
    "charts.series.axis": "left",
    "charts.totals": ["Start"],
    "charts.series.size": [4, 1],
    "charts.tasks.start": "2018",
    "charts.tasks.end": "2026",
    "charts.regions.first": "2023",
    "charts.regions.last": "2024",
    "charts.differences.first": "2023",
    "charts.differences.last": "2023",
    "charts.differences.show": "value",
    "charts.annotations.at": "2024",
    "charts.multiples": False,
    "charts.bins": 2,
    "charts.targets.value": 99,
    "charts.highlight": "2013",
    "charts.number_format": "0.00",
    "charts.source": "council",
    "tables.id": "locks",
    "tables.columns.align": "right",
    "tables.columns.width": 9,
    "tables.data": "other.csv",
    "tables.sheet": "Costs",
    "tables.align": ["center", "center", "center"],
    "tables.highlight": "North",
    "tables.source": "report",
    "tables.rows.colspan": 2,
    "tables.rows.tone": "good",
    "tables.rows.rowspan": 2,
    "timeline.date": "2018",
    "timeline.until": "2030",
    "timeline.status": "possible",
    "timeline.source": "council",
    "quotes.id": "other",
    "quotes.source": "report",
    "images.id": "other",
    "images.path": "other.png",
    "images.focus": [0.0, 0.0],
    "images.decorative": True,
    "images.video": "https://example.org/film",
    "draft": True,
    "logo": "other.png",
    "cover.path": "other.png",
    "cover.focus": [0.0, 0.0],
    "sources.id": "other",
    "sources.url": "https://example.org/other",
    "sources.date": "2024",
    "bibliography": "more.bib",
    "translation_of": "none.yaml",
    "article.path": "none.txt",
    "article.sha256": "0" * 64,
    "article.url": "https://example.org/other",
    "extra": {"other": 1},
}
"""Values to turn fields to that are no texts; the keys of a mapping are turned one by one."""
SILENT = {
    "metrics.id": "an id that nothing names",
    "quotes.id": "an id that nothing names",
    "sections.weight": "acts where a layout has little room for sections",
    "tables.id": "an id that nothing names",
    "images.id": "an id that nothing names",
    "article.url": "told by `docgen check` and kept for layouts: summary.article.url",
    "article.title": "named on the page of traces: -p trace=true",
    "article.path": "read by grounding: `docgen check` and `docgen build`",
    "article.sha256": "read by grounding",
}
"""What doesn't show by itself, and why; those that can are turned in tests of their own."""


def is_text(kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType, list, Annotated):
        return any(is_text(one) for one in get_args(kind))
    return kind in (Text, Body)


def holds_models(kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType, list, Annotated):
        return any(holds_models(one) for one in get_args(kind) if one is not NoneType)
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def turned(data: Any, path: tuple[str, ...], name: str) -> bool:
    """Turn the first value at a path; return whether there was one (or a place for it)."""
    if isinstance(data, list):
        return any(turned(one, path, name) for one in data)
    if not isinstance(data, dict):
        return False
    if len(path) > 1:
        return path[0] in data and turned(data[path[0]], path[1:], name)
    key = path[0]
    if name in TURNS:
        if key not in data and name not in (
            "images.decorative",
            "logo",
            "sections.layout",
            "images.video",
            "tables.rows.tone",
            "bibliography",
            "article.sha256",
            "translation_of",
            "timeline.until",
        ):
            return False
        data[key] = TURNS[name]
    elif isinstance(data.get(key), list):
        data[key] = ["Quite another text", *data[key][1:]]
    elif key in data:
        data[key] = "Quite another text"
    else:
        return False
    return True


@cache
def base(root: Path, layout: str) -> Shown:
    return shown(root, layout)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    project(root)
    return root


LEAVES = [
    ".".join(path)
    for path, kind in FIELDS.items()
    if not holds_models(kind) or is_text(kind) or ".".join(path) in TURNS
]


@pytest.mark.parametrize("name", LEAVES)
def test_field_acts_or_is_told(name: str, desk: Path, tmp_path: Path) -> None:
    data = copy.deepcopy(FULL)
    assert turned(data, tuple(name.split(".")), name), f"give {name} a value in FULL or TURNS"
    if name == "tables.rows.colspan":
        data["tables"][0]["rows"][0] = [{"text": "North", "colspan": 2}, "2019"]
    if name == "tables.rows.tone":
        data["tables"][0]["rows"][0][0] = {"text": "North", "tone": "good"}
    if name == "tables.rows.rowspan":
        data["tables"][0]["rows"] = [
            [{"text": "North", "rowspan": 2}, "820", "2019"],
            ["1240", "2021"],
        ]
        data["tables"][0]["highlight"] = "Metres"
    if name == "bibliography":
        data["ask"] = ["Read on. [@more]"]
    project(tmp_path, data)
    for layout in LAYOUTS:
        now = shown(tmp_path, layout)
        if now != base(desk, layout) or name in now.left_out:
            assert name not in SILENT, f"{name} acts: strike it from SILENT"
            return
    assert name in SILENT, f"{name} changes nothing and nothing is told"
