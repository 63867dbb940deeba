"""Digests of what an output depends on: files, folders' names, and docgen itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docgen.foundation.files import digest_of_file

LIBRARIES = (
    "babel",
    "budoux",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "fontpkg-arimo",
    "fontpkg-source-code-pro",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "pikepdf",
    "pillow",
    "pydantic",
    "pydantic-core",
    "pyphen",
    "python-bidi",
    "python-pptx",
    "pyyaml",
    "reportlab",
    "uharfbuzz",
    "uniseg",
    "xlsxwriter",
)
"""Libraries whose version may change an output's bytes."""
FONT_PACKAGES = ("font-", "fontpkg-", "justmytype", "manimgx-fonts", "noto-cjk", "pylopdf-fonts")
"""What the names of font packages begin with: one that is installed may be used."""
_DIST = re.compile(r"^(?P<name>.+?)-(?P<version>[^-]+)\.(dist|egg)-info$")


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def digest_json(value: Any) -> str:
    """Return the SHA-256 of a plain value, whatever the order of its mappings."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return digest_of(text.encode())


class Digests:
    """Digests of files by content, each read once: the memory of one run."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, path: str) -> str:
        """Return a file's SHA-256 in hex; empty if it isn't there or can't be read."""
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = digest_of_file(path)
        return known


_HELD: dict[str, str] = {}


def hold_tool_digest() -> None:
    """Take the digest of docgen once: for a server that ends when docgen changes."""
    _HELD["tool"] = _tool_digest()


def tool_digest() -> str:
    """Return a digest of the whole package docgen, and of the libraries under it."""
    return _HELD.get("tool") or _tool_digest()


def _tool_digest() -> str:
    package = Path(__file__).parent.parent
    parts = [[name, digest_of_file(path)] for name, path in _package_files(package)]
    parts += [list(pair) for pair in library_versions()]
    parts += [["python", ".".join(map(str, sys.version_info[:2]))]]
    parts += [["zlib", zlib.ZLIB_RUNTIME_VERSION]]
    return digest_json(parts)


def installation() -> list[tuple[str, int, int]]:
    """Return sizes and times of the package's files, and the names of what else is installed.

    For a process that stays: it tells as much as `tool_digest`, for a tenth of the time.
    """
    found = [
        (path, about.st_size, about.st_mtime_ns)
        for path, about in _stats(os.fspath(Path(__file__).parent.parent))
    ]
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208
        except OSError:
            continue
        found += [(name, 0, 0) for name in sorted(names) if name.endswith("-info")]
    return found


def _stats(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Return what the system knows of all files in a folder but compiled ones, in one order."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path, entry.stat()
            elif entry.name != "__pycache__":
                yield from _stats(entry.path)


def _package_files(package: Path) -> Iterator[tuple[str, str]]:
    """Return all files of the package but compiled ones, by name and path."""
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118  (hundreds of them)
            yield os.path.relpath(path, package), path


def library_versions(names: Iterable[str] = LIBRARIES) -> list[tuple[str, str]]:
    """Return the versions of installed libraries, read off the names of their metadata.

    importlib.metadata would parse each file, at a hundred times the cost.
    """
    wanted = {*names}
    found: dict[str, str] = {}
    for name, version in distributions():
        if name in wanted or (names is LIBRARIES and name.startswith(FONT_PACKAGES)):
            found.setdefault(name, version)
    return sorted(found.items())


def distributions() -> list[tuple[str, str]]:
    """Return names (normalised as by PEP 503) and versions of all that is installed."""
    found = []
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if hit := _DIST.match(name):
                found.append((re.sub(r"[-_.]+", "-", hit["name"]).lower(), hit["version"]))
    return found
