"""Starter files, for ``docgen new`` and ``docgen init``; nothing is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from docgen.article import Article
from docgen.drafting import draft
from docgen.engine.files import write_whole
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, Location, MachineError

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


SCHEMA = "summary.schema.json"
"""Beside docgen.toml, for editors: names and meanings of keys while typing."""


def starter_summary(schema: str = "") -> str:
    """Return a starter summary, in YAML; ``schema`` is the path of its JSON Schema."""
    text = files("docgen.summary").joinpath("starter.yaml").read_text("utf-8")
    return f"# yaml-language-server: $schema={schema}\n{text}" if schema else text


def summary_schema() -> str:
    """Return the JSON Schema of summaries, as published with this version."""
    return files("docgen").joinpath("schemas", SCHEMA).read_text("utf-8")


def new_summary(root: Path, path: Path) -> dict[Path, str]:
    """Return the files of a new summary of the project at `root`: its schema too, if none is."""
    schema = root / SCHEMA
    way = Path(os.path.relpath(schema, path.parent)).as_posix()
    files = {path: starter_summary(way)}
    return files if schema.exists() else {**files, schema: summary_schema()}


def drafted(root: Path, path: Path, article: Article) -> dict[Path, str]:
    """Return the files of a summary drafted from an article, as `new_summary` does."""
    schema = root / SCHEMA
    way = Path(os.path.relpath(schema, path.parent)).as_posix()
    files = {path: f"# yaml-language-server: $schema={way}\n{draft(article, path)}"}
    return files if schema.exists() else {**files, schema: summary_schema()}


def starter_project(folder: Path) -> dict[Path, str]:
    """Return the files of a starter project and their texts."""
    return {
        folder / "docgen.toml": SETTINGS,
        folder / "sources" / "example.yaml": starter_summary(f"../{SCHEMA}"),
        folder / "layouts" / "README.txt": LAYOUTS,
        folder / "build" / ".gitignore": "*\n!.gitignore\n",
        folder / SCHEMA: summary_schema(),
    }


def write_new(texts: Mapping[Path, str] | Mapping[Path, str | bytes]) -> None:
    """Write files that aren't there yet; if any is, write none.

    Raises DocgenError (DG808) naming all that are there, MachineError (DG810).
    """
    found = Diagnostics()
    for path in texts:
        try:
            there = path.exists() or path.is_symlink()
        except OSError as error:  # a name too long, a folder that may not be entered
            why = (error.strerror or str(error)).lower()
            raise MachineError(
                Diagnostic(codes.NOT_WRITTEN, f"can't be written: {why}", Location(str(path)))
            ) from error
        if there:
            hint = "choose another name, or move the file away"
            found.error(codes.EXISTS, "is there already", Location(str(path)), hint)
    found.raise_errors()
    for path, text in texts.items():
        write_whole(path, text.encode() if isinstance(text, str) else text)
