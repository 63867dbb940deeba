"""``docgen new``."""

from __future__ import annotations

import re

import click

from docgen.cli.console import put, say
from docgen.cli.projects import start


def _stem(ctx: click.Context, param: click.Parameter, value: str) -> str:
    stem = re.sub(r"\.ya?ml$", "", value)
    if not re.fullmatch(r"\w[\w.-]*", stem):
        raise click.BadParameter(f'"{value}" should be letters, digits, "-" and "_"')
    return stem


@click.command("new", short_help="Write a starter summary.")
@click.argument("name", callback=_stem)
def command(name: str) -> None:
    """Write sources/NAME.yaml, a starter summary to edit.

    A file that is there already is never overwritten.
    """
    from docgen.engine.starter import new_summary, write_new  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    project = find_project(start())
    path = project.sources / f"{name}.yaml"
    write_new(new_summary(project.root, path))
    put(str(path))
    say(f"edit it, then: docgen build {path}")
