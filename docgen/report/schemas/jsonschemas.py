"""JSON Schemas (2020-12), made of the very models that check the files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, TypeAdapter

from docgen.layout.layoutfile import LayoutFile
from docgen.project.settings import Settings
from docgen.report.baseline import Baseline
from docgen.report.build_json import Built, Closing, Listed, Planned
from docgen.report.diff.as_json import DiffShape
from docgen.report.formats.json import Findings
from docgen.summary.model import Summary
from docgen.theme.file import ThemeFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class SchemaKind:
    """What a schema is of."""

    title: str
    type: Any


KINDS: Mapping[str, SchemaKind] = {
    "summary": SchemaKind("A summary: sources/*.yaml", Summary),
    "layout": SchemaKind("A layout: layouts/NAME/layout.toml", LayoutFile),
    "theme": SchemaKind("A theme: layouts/themes/NAME.toml", ThemeFile),
    "config": SchemaKind("Settings: docgen.toml, or [tool.docgen] of pyproject.toml", Settings),
    "diagnostics": SchemaKind("What `docgen check --format json` prints", Findings),
    "baseline": SchemaKind("What `docgen check --write-baseline` writes", Baseline),
    "build": SchemaKind("A line of what `docgen build --json` prints", Built | Closing),
    "plan": SchemaKind("A line of what `docgen plan --json` prints", Planned),
    "layouts": SchemaKind("A line of what `docgen layouts --json` prints", Listed),
    "diff": SchemaKind("What `docgen diff --format json` prints", DiffShape),
}


def schema_text(kind: str) -> str:
    """Return a schema as JSON. Raises KeyError for an unknown kind."""
    wanted = KINDS[kind]
    made: dict[str, Any] = TypeAdapter(wanted.type).json_schema(by_alias=True)
    if isinstance(wanted.type, type) and issubclass(wanted.type, BaseModel):
        _describe(wanted.type.__name__, made)
    for name, part in made.get("$defs", {}).items():
        _describe(name, part)
    if wanted.type is Summary:
        made = _with_numbers(made)
    made.pop("title", None)
    schema = {"$schema": DIALECT, "title": wanted.title, **made}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _describe(model: str, schema: dict[str, Any]) -> None:
    """Say what each key is for; of a docstring keep the first paragraph."""
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].split("\n\n")[0].split())
    told = _descriptions().get(model, {})
    for name, part in schema.get("properties", {}).items():
        if name in told:
            part["description"] = told[name]


def _with_numbers(schema: Any) -> Any:
    """Allow numbers where text is due, as the loader does: ``date: 2027``."""
    if isinstance(schema, list):
        return [_with_numbers(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _with_numbers(one) for key, one in schema.items()}
    if made.get("type") == "string" and not {"enum", "const"} & made.keys():
        made["type"] = ["string", "number"]
    return made


@cache
def _descriptions() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("descriptions.toml").read_text("utf-8")
    return tomllib.loads(text)
