"""Where a project's settings stand, and its summaries: found without reading more than needed.

Apart from `docgen.project.settings` because a build with nothing to do should not import pydantic.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import SETTINGS, FileError, is_file, read_file
from docgen.foundation.toml_text import TomlError, parse_toml

OWN_FILE, SHARED_FILE = "docgen.toml", "pyproject.toml"
TABLE = ("tool", "docgen")
SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A project's root, its file of settings if there is one, and the files looked at."""

    root: Path
    file: Path | None = None
    seen: tuple[Path, ...] = ()
    """Files that decided it, those that don't exist too."""

    @property
    def table(self) -> tuple[str, ...]:
        """The table of the file that holds the settings."""
        return TABLE if self.file is not None and self.file.name == SHARED_FILE else ()

    def peek(self) -> dict[str, Any]:
        """Return the settings unchecked; nothing if they can't be read."""
        try:
            data: Any = {}
            if self.file is not None:
                data = parse_toml(read_file(self.file, SETTINGS).decode("utf-8"))
            for key in self.table:
                data = data.get(key, {})
        except (OSError, ValueError, AttributeError):
            return {}
        return data if isinstance(data, dict) else {}


def find_file(start: Path) -> ProjectFile:
    """Return the project that `start` lies in, by the nearest file of settings upwards."""
    seen: list[Path] = []
    for folder in _upwards(start):
        own, shared = folder / OWN_FILE, folder / SHARED_FILE
        seen += [own, shared]
        if _there(own):
            return ProjectFile(folder, own, tuple(seen))
        if _there(shared) and _concerns_us(shared):
            return ProjectFile(folder, shared, tuple(seen))
    return ProjectFile(start, None, tuple(seen))


def _there(file: Path) -> bool:
    try:
        return is_file(file, SETTINGS)
    except FileError as error:
        if error.errno in (errno.EACCES, errno.EPERM):  # a folder that isn't ours to look into
            return False
        at = Location(str(file))
        raise DocgenError(
            Diagnostic(codes.CONFIG_UNREADABLE, f"it {error.strerror}", at)
        ) from error


def summaries_in(folder: Path) -> list[Path]:
    """Return the summaries right in a folder, by name; hidden files aren't."""
    found = [p for p in folder.glob("[!.]*") if p.suffix.lower() in SUFFIXES]
    return sorted(p for p in found if p.is_file())


def _upwards(start: Path) -> Iterator[Path]:
    """Give a folder and those above, relative if `start` is, so that messages stay short."""
    yield start
    for parent in start.resolve().parents:
        yield parent if start.is_absolute() else Path(os.path.relpath(parent))


def _concerns_us(file: Path) -> bool:
    """Say whether a pyproject.toml has settings for docgen.

    Raises DocgenError (DG801) for one that can't be read: defaults would stand in silently.
    """
    try:
        text = read_file(file, SETTINGS).decode("utf-8", "replace")
    except OSError as error:
        at = Location(str(file))
        raise DocgenError(
            Diagnostic(codes.CONFIG_UNREADABLE, f"it {error.strerror}", at)
        ) from error
    try:
        tool = parse_toml(text).get("tool", {})
    except TomlError:  # a broken file is ours to report only if it means us
        return "[tool.docgen" in text
    return isinstance(tool, dict) and "docgen" in tool
