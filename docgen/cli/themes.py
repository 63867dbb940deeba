"""``docgen themes``."""

from __future__ import annotations

import click

from docgen.cli.console import columns, put
from docgen.cli.projects import start

ROOT = "base"
"""What themes extend; nobody builds with it."""


@click.command("themes", short_help="List the themes.")
def command() -> None:
    """List the themes and where they are from: the project, an installed package, stock."""
    from docgen.layout.catalog import list_themes  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    themes = [t for t in list_themes(find_project(start()).root) if t.name != ROOT]
    rows = [[click.style(t.name, bold=True), t.origin, t.description] for t in themes]
    for line in columns(rows):
        put(line)
