"""What is costly to make and small to keep, under the user's cache folder.

Entries are named by the digest of what they are made from and carry their own, so processes
share them without locks: an entry is whole and right, or it is made anew. DOCGEN_CACHE names
another folder; ``DOCGEN_CACHE=off`` keeps nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from platformdirs import user_cache_path

from docgen.engine.digests import library_versions
from docgen.foundation.files import CACHE, open_file
from docgen.foundation.memo import MakeBytes

VARIABLE = "DOCGEN_CACHE"
MOST = 16
"""Entries in each of 256 folders; the oldest go first."""
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by key in a folder; a folder that can't be written keeps nothing."""

    folder: Path
    salt: str = ""
    """Tells what another docgen kept from what is ours."""

    def __call__(self, key: str, make: MakeBytes) -> bytes:
        """Return the bytes of a key; make them if there are none that are whole."""
        name = hashlib.sha256(f"{self.salt}\n{key}".encode()).hexdigest()
        path = self.folder / name[:2] / name[2:]
        found = _read(path)
        if found is not None:
            return found
        data = make()
        with suppress(OSError):
            _write(path, data)
        return data


def _read(path: Path) -> bytes | None:
    try:
        with open_file(path, CACHE) as source:
            data = source.read()
    except OSError:
        return None
    body = data[_DIGEST:]
    return body if hashlib.sha256(body).digest() == data[:_DIGEST] else None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_bytes(hashlib.sha256(data).digest() + data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _prune(path.parent)


def _prune(folder: Path) -> None:
    """Remove the entries that were made first, and what processes that died left."""
    entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in entries[: max(0, len(entries) - MOST)]:
        path.unlink(missing_ok=True)


def user_cache(environment: Mapping[str, str]) -> Cache | None:
    """Return the user's cache; None if it is switched off."""
    wanted = environment.get(VARIABLE, "")
    if wanted.lower() in ("off", "0", "no", "none"):
        return None
    folder = Path(wanted) if wanted else user_cache_path("docgen", appauthor=False)
    return Cache(folder, _salt())


_ROOMS = ("layout", "pdf", "pptx", "foundation", "language", "article", "summary", "grounding")
"""Whose modules make what is kept."""


def _salt() -> str:
    """Name what makes the entries: Python, libraries, and our own modules as they are.

    By size and time, for an edited checkout: reading them would cost what is saved.
    """
    package = Path(__file__).parent.parent
    parts: list[object] = [sys.implementation.cache_tag, library_versions()]
    rooms = [package / room for room in _ROOMS]
    for path in sorted(path for room in rooms for path in room.rglob("*.py")):
        about = path.stat()
        parts.append((path.name, about.st_size, about.st_mtime_ns))
    return repr(parts)


@lru_cache(maxsize=1)
def process_cache() -> Cache | None:
    """Return the cache of this process, as its environment has it."""
    return user_cache(os.environ)
