"""A company's template in a build: its look for both outputs, its master for decks."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from docgen.diagnostics import Diagnostic, Diagnostics
from docgen.layout.theme import Theme
from docgen.press.plan import Kind
from docgen.typeset.placed import Brief, Deck, Master

ROOM = "docgen.pptx.template"
"""Imported late, like the writers: a build without template doesn't need it."""


def dressed(
    theme: Theme, template: str | None, kind: Kind, found: Diagnostics
) -> tuple[Theme, Master | None]:
    """Return the theme, and a deck's master, with a template's look where there is one.

    `template` goes before the theme's own. Raises DocgenError (DG702 to DG704).
    """
    path = template or theme.template
    if path is None:
        return theme, None
    if kind == "brief":
        brand: Callable[..., Theme] = import_module(f"{ROOM}.brand").branded
        # A theme that names the template has its look already (`docgen theme from`).
        return (brand(path, theme) if template else theme), None
    read: Any = import_module(f"{ROOM}.read").read_template(path, theme, found)
    return read.theme, read.master


def as_themes_name(template: Path, root: Path | None) -> str:
    """Return what a theme in the project's layouts/themes calls a template (or logo)."""
    full = template.resolve()
    base = (root or Path()).resolve()
    if not full.is_relative_to(base):
        return full.as_posix()
    return Path(os.path.relpath(full, base / "layouts" / "themes")).as_posix()


def moved_text(placed: Brief | Deck) -> list[Diagnostic]:
    """Return what of a deck stands in shapes of ours, its template having no place (DG705)."""
    if not isinstance(placed, Deck) or placed.master.template is None:
        return []
    tell: Callable[..., list[Diagnostic]] = import_module(f"{ROOM}.told").moved_text
    return tell(placed)
