"""``docgen layouts``."""

from __future__ import annotations

import click

from docgen.cli.console import columns, put
from docgen.cli.projects import start


@click.command("layouts", short_help="List the layouts and their parameters.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a layout.")
def command(as_json: bool) -> None:
    """List the layouts and where they are from: the project, an installed package, stock.

    Parameters are set with --param NAME=VALUE when building.
    """
    from docgen.layout.catalog import list_layouts, origin_of  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    layouts = list_layouts(find_project(start()).root)
    if as_json:
        from docgen.report.build_json import listed  # noqa: PLC0415

        for one in layouts:
            put(listed(one).model_dump_json())
        return
    rows = [[click.style(one.name, bold=True), one.kind, origin_of(one)] for one in layouts]
    for layout, line in zip(layouts, columns(rows), strict=True):
        put(line)
        put(f"    {layout.description}")
        for name, param in layout.params.items():
            choices = f" [{'|'.join(param.choices)}]" if param.choices else ""
            put(f"    {name}={param.default}{choices}  {param.description}".rstrip())
