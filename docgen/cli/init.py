"""``docgen init``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.console import put, say


@click.command("init", short_help="Make a starter project.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make a starter project in DIR: docgen.toml, sources/, layouts/ and build/.

    Files that are there already are never overwritten: then nothing is written at all.
    """
    from docgen.engine.starter import starter_project, write_new  # noqa: PLC0415

    files = starter_project(folder)
    write_new(files)
    for path in files:
        put(str(path))
    say("now: docgen build" if folder == Path() else f"now: cd {folder} && docgen build")
