"""``docgen schema``."""

from __future__ import annotations

import json

import click

from docgen.cli.console import put

KINDS = {
    "summary": ("docgen.summary.model", "Summary"),
    "layout": ("docgen.layout.layoutfile", "LayoutFile"),
    "theme": ("docgen.layout.themefile", "ThemeFile"),
    "config": ("docgen.config", "Settings"),
}


@click.command("schema", short_help="Print a JSON Schema, for editors.")
@click.argument("kind", type=click.Choice(list(KINDS)), default="summary")
def command(kind: str) -> None:
    """Print the JSON Schema of a kind of file: of summaries, if no KIND is named."""
    from importlib import import_module  # noqa: PLC0415

    module, name = KINDS[kind]
    schema = getattr(import_module(module), name).model_json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    put(json.dumps(schema, indent=2, ensure_ascii=False))
