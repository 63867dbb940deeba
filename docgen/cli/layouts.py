"""``docgen layouts``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.console import columns, put


@click.command("layouts", short_help="List the layouts and their parameters.")
def command() -> None:
    """List the layouts: the project's own, those of plug-ins, and stock.

    Parameters are set with --param NAME=VALUE when building.
    """
    from docgen.config import find_project  # noqa: PLC0415
    from docgen.layout.catalog import list_layouts  # noqa: PLC0415

    layouts = list_layouts(find_project(Path()).root)
    rows = [[click.style(one.name, bold=True), one.kind, one.origin] for one in layouts]
    for layout, line in zip(layouts, columns(rows), strict=True):
        put(line)
        put(f"    {layout.description}")
        for name, param in layout.params.items():
            choices = f" [{'|'.join(param.choices)}]" if param.choices else ""
            put(f"    {name}={param.default}{choices}  {param.description}".rstrip())
