"""Starter files, for ``docgen new`` and ``docgen init``; nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from docgen.diagnostics import Diagnostics, Location
from docgen.press.atomic import write_whole

SETTINGS = """\
# What `docgen build` does here. Folders are relative to this file.
layouts = ["policy-brief", "briefing-deck"]   # see: docgen layouts
# theme = "vermilion"                         # see: docgen themes
# strict = true                               # warnings are errors

# [params]
# page = "Letter"
"""
LAYOUTS = """\
Layouts of your own go here: a folder each, NAME/layout.toml and NAME/template.xml.j2.
Themes go into themes/NAME.toml. A stock layout's or theme's name takes its place.
`docgen layouts` and `docgen themes` list what there is.
"""


def starter_summary() -> str:
    """Return a starter summary, in YAML."""
    return files("docgen.summary").joinpath("starter.yaml").read_text("utf-8")


def starter_project(folder: Path) -> dict[Path, str]:
    """Return the files of a starter project and their texts."""
    return {
        folder / "docgen.toml": SETTINGS,
        folder / "sources" / "example.yaml": starter_summary(),
        folder / "layouts" / "README.txt": LAYOUTS,
        folder / "build" / ".gitignore": "*\n!.gitignore\n",
    }


def write_new(texts: Mapping[Path, str]) -> None:
    """Write files that aren't there yet; if any is, write none.

    Raises DocgenError (DG808) naming all that are there, MachineError (DG810).
    """
    found = Diagnostics()
    for path in texts:
        if path.exists() or path.is_symlink():
            hint = "choose another name, or move the file away"
            found.error("DG808", "is there already", Location(str(path)), hint)
    found.raise_errors()
    for path, text in texts.items():
        write_whole(path, text.encode())
