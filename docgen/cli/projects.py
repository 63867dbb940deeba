"""Which project a command works in: ``--project DIR``, or where its sources lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

KEY = "docgen.project"
"""Where the root context keeps the folder that ``--project`` names."""


def project_option() -> click.Option:
    """Return the option ``--project DIR``, which every command has that reads a project."""
    return click.Option(
        ["--project"],
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        expose_value=False,
        callback=_keep,
        help="Folder of the project; default: where the sources lie, else here.",
    )


def _keep(ctx: click.Context, param: click.Parameter, value: Path | None) -> Any:
    ctx.find_root().meta[KEY] = value
    return value


def start() -> Path:
    """Return the folder that a project is looked for from: upwards from here by default."""
    ctx = click.get_current_context(silent=True)
    named = ctx.find_root().meta.get(KEY) if ctx is not None else None
    return named if isinstance(named, Path) else Path()


def by_project(sources: Sequence[Path]) -> list[tuple[Path, tuple[Path, ...]]]:
    """Return the projects of some sources, each with those that lie in it, in order.

    With ``--project`` all belong to it. Else a source belongs to the nearest project above
    it (a folder with settings), and one that lies in none to the project of this folder.
    Patterns that the shell left as they are (``docs/*/sources``) are expanded.
    """
    from docgen.project.discovery import find_file  # noqa: PLC0415  (--help needs none)

    here = start()
    if not sources or here != Path():
        return [(here, tuple(expanded(sources)))]
    groups: dict[Path, tuple[Path, list[Path]]] = {}
    own = find_file(here)
    for source in expanded(sources):
        folder = source if source.is_dir() else source.parent
        found = find_file(folder)
        root = found.root if found.file is not None else own.root
        groups.setdefault(root.resolve(), (root, []))[1].append(source)
    return [(root, tuple(inside)) for root, inside in groups.values()]


def expanded(sources: Sequence[Path]) -> list[Path]:
    """Return paths with their patterns expanded; a pattern that fits nothing stays."""
    found: list[Path] = []
    for path in sources:
        if path.exists() or not any(sign in str(path) for sign in "*?["):
            found.append(path)
            continue
        base = Path(path.anchor) if path.is_absolute() else Path()
        inside = sorted(base.glob(str(path.relative_to(path.anchor))))
        found += inside or [path]
    return found
