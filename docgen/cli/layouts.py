"""``docgen layouts``."""

from __future__ import annotations

import click

from docgen.cli.shared import guarded, here
from docgen.config import find_project


@click.command("layouts")
@guarded
def command() -> int:
    """List the layouts: the project's own, plug-ins' and stock."""
    from docgen.layout.catalog import list_layouts  # noqa: PLC0415  (loads pydantic models)

    for layout in list_layouts(find_project(here()).root):
        click.echo(f"{layout.name:<18} {layout.kind:<6} {layout.origin:<8} {layout.description}")
        for name, param in layout.params.items():
            choices = f" ({', '.join(map(str, param.choices))})" if param.choices else ""
            click.echo(f"{'':<18}   {name} = {param.default}{choices}  {param.description}")
    return 0
