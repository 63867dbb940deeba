"""``docgen themes``."""

from __future__ import annotations

import click

from docgen.cli.console import columns, put
from docgen.cli.projects import start

ROOT = "base"
"""What themes extend; nobody builds with it."""


@click.command("themes", short_help="List the themes.")
def command() -> None:
    """List the themes: the project's own, those of plug-ins, and stock."""
    from docgen.layout.catalog import list_themes  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    themes = [t for t in list_themes(find_project(start()).root) if t.name != ROOT]
    for line in columns([[click.style(t.name, bold=True), t.description] for t in themes]):
        put(line)
