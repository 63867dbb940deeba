"""``docgen clean``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.console import put, say
from docgen.cli.projects import start


@click.command("clean", short_help="Remove what was built.")
@click.option(
    "-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the outputs."
)
@click.option("-n", "--dry-run", is_flag=True, help="Print what would be removed.")
@click.option("--force", is_flag=True, help="Remove outputs that were changed by hand too.")
def command(out: Path | None, dry_run: bool, force: bool) -> None:
    """Remove the outputs that docgen built, and what it noted of them.

    Nothing else in the folder is touched. Outputs that were changed by hand stay.
    """
    from docgen.engine.clean import clean  # noqa: PLC0415
    from docgen.project.discovery import find_file  # noqa: PLC0415

    if out is None:
        project = find_file(start())
        out = project.root / str(project.peek().get("out", "build"))
    swept = clean(out, force, dry_run)
    for path in swept.removed:
        put(str(path))
    for path in swept.kept:
        say(f"{path} was changed by hand and stays; --force removes it")
