"""``docgen fonts``."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from docgen.cli.console import columns, put, say
from docgen.cli.projects import start


@click.command("fonts", short_help="List the fonts that are found.")
@click.argument("name", required=False)
@click.option("--system/--no-system", default=True, help="Also list the system's fonts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(name: str | None, system: bool, as_json: bool) -> None:
    """List the font families that documents may use, where from, and which scripts they have.

    Found are, in this order: the project's (fonts/, and fonts/ beside a theme), those of
    installed packages, the system's. With NAME only families whose name contains it, or that
    have a script of that name (ISO 15924: Arab, Jpan).
    """
    from docgen.project.settings import find_project  # noqa: PLC0415
    from docgen.report.font_list import list_fonts  # noqa: PLC0415

    families, faults = list_fonts(find_project(start()).root, system)
    if name is not None:
        wanted = name.casefold()
        families = [
            f
            for f in families
            if wanted in f.name.casefold() or wanted in map(str.casefold, f.scripts)
        ]
    if as_json:
        for one in families:
            put(json.dumps(asdict(one), ensure_ascii=False))
    else:
        rows = [
            [
                click.style(f.name, bold=True),
                f.origin,
                ", ".join(f.faces),
                f.remark or " ".join(f.scripts),
            ]
            for f in families
        ]
        for line in columns(rows):
            put(line)
    for fault in faults:
        say(f"{fault.path}: the font file {fault.why}")
