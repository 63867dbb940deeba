"""``docgen init``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.new import starter, write_new
from docgen.cli.shared import guarded

CONFIG = """# Settings of this docgen project. Paths are relative to this file.
layouts = ["policy-brief", "briefing-deck"]
# theme = "slate"
"""
README = """Layouts of your own go here: a folder each, with layout.toml and template.xml.j2.
Themes go into themes/NAME.toml. `docgen layouts` and `docgen themes` list them all.
"""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@guarded
def command(folder: Path) -> int:
    """Make a starter project in FOLDER: sources/, layouts/, build/ and docgen.toml."""
    files = {
        "docgen.toml": CONFIG,
        "sources/example.yaml": starter(),
        "layouts/README.txt": README,
        "build/.gitignore": "*\n!.gitignore\n",
    }
    for name in files:
        if (folder / name).exists():
            write_new(folder / name, "")
    for name, text in files.items():
        write_new(folder / name, text)
    click.echo(f"made {folder}; now: cd {folder} && docgen build")
    return 0
