"""``docgen themes``."""

from __future__ import annotations

import click

from docgen.cli.shared import guarded, here
from docgen.config import find_project


@click.command("themes")
@guarded
def command() -> int:
    """List the themes: the project's own, plug-ins' and stock."""
    from docgen.layout.catalog import list_themes  # noqa: PLC0415  (loads pydantic models)

    for theme in list_themes(find_project(here()).root):
        if theme.name != "base":
            click.echo(f"{theme.name:<14} {theme.description}")
    return 0
