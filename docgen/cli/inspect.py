"""``docgen inspect``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from docgen.cli.choices import THEME
from docgen.cli.console import columns, put, show
from docgen.cli.projects import start


@click.command("inspect", short_help="Show how a company's template would be used.")
@click.argument("template", type=click.Path(path_type=Path))
@click.option(
    "-t", "--theme", default="slate", metavar="NAME", type=THEME, help="The theme to start from."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(template: Path, theme: str, as_json: bool) -> None:
    """Show how a company's .pptx or .potx would be used.

    Which layout serves which role, what a role lacks there, every layout with its number,
    and a [template] block to paste into a theme (in layouts/themes) and change.
    """
    from docgen.engine.work import as_themes_name  # noqa: PLC0415
    from docgen.layout.catalog import find_theme  # noqa: PLC0415
    from docgen.pptx_template.inspection import inspect  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    root = find_project(start()).root
    found = inspect(template, find_theme(theme, root), as_themes_name(template, root))
    if as_json:
        put(json.dumps(found.as_data(), ensure_ascii=False))
        show(found.findings)
        return
    masters = f"{found.masters} master{'s' if found.masters > 1 else ''}"
    by = f", saved by {found.saved_by}" if found.saved_by else ""
    put(f"{template}: {found.size}, {masters}, {len(found.layouts)} layouts{by}")
    if found.samples:
        slides = "slide" if found.samples == 1 else "slides"
        put(f"{found.samples} sample {slides}, to be dropped")
    put("")
    heads = [click.style(h, bold=True) for h in ("Role", "Layout", "Name", "Found", "Lacks")]
    rows = [[role, str(n), name, how, lacks] for role, n, name, how, lacks in found.roles]
    for line in columns([heads, *rows], right=(1,)):
        put(line)
    put("")
    heads = [click.style(h, bold=True) for h in ("Number", "Master", "Name", "Type")]
    listed = [[str(n), str(m), name, kind] for n, m, name, kind in found.layouts]
    for line in columns([heads, *listed], right=(0, 1)):
        put(line)
    put("")
    put(found.block)
    show(found.findings)
