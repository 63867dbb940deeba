"""``docgen new``."""

from __future__ import annotations

import importlib.resources
import re
from pathlib import Path

import click

from docgen.cli.shared import guarded, here
from docgen.config import find_project
from docgen.diagnostics import Diagnostic, DocgenError
from docgen.press.atomic import write_whole


@click.command("new")
@click.argument("name")
@guarded
def command(name: str) -> int:
    """Write a starter summary, sources/NAME.yaml, to edit."""
    stem = name.removesuffix(".yaml").removesuffix(".yml")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", stem):
        raise click.BadParameter(f'"{name}" should be letters, digits, - and _')
    path = find_project(here()).sources / f"{stem}.yaml"
    write_new(path, starter())
    click.echo(f"wrote {path}; now: docgen build {path}")
    return 0


def starter() -> str:
    """Return the starter summary."""
    return importlib.resources.files("docgen.summary").joinpath("starter.yaml").read_text("utf-8")


def write_new(path: Path, text: str) -> None:
    """Write a file that mustn't be there yet. Raises DocgenError (DG808)."""
    if path.exists():
        raise DocgenError(
            Diagnostic("DG808", f"{path} is there already", hint="choose another name")
        )
    write_whole(path, text.encode())
