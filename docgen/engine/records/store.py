"""What the outputs of records were built from, in ``.docgen/records.sqlite``.

There may be a hundred thousand: SQLite gives the entry of one without reading the others, so a
build's memory doesn't grow with them. Like the manifest of other outputs it only spares work: a
database that is broken or isn't ours is as good as none, and is replaced when entries are saved.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.engine.files import check_writable, fault_of, locked
from docgen.engine.manifest import FOLDER, MAX_DEPTH, ManifestEntry
from docgen.foundation.files import MANIFEST, check_inside, open_file
from docgen.foundation.nesting import too_deep_json

FILE = "records.sqlite"
VERSION = 1
BUFFER = 256
"""Entries that wait to be written together."""
PATIENCE = 30.0
"""Seconds to wait while another build writes."""
_TABLES = (
    "CREATE TABLE outputs (name TEXT PRIMARY KEY, look TEXT NOT NULL, entry TEXT NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE looks (digest TEXT PRIMARY KEY, files TEXT NOT NULL) WITHOUT ROWID",
)


@dataclass(slots=True)
class RecordStore:
    """What is known of the outputs of records in a folder, and what a build found out since."""

    out: Path
    changed: dict[str, ManifestEntry | None] = field(default_factory=dict)
    dirty: bool = False
    """Whether there is something to save."""
    _looks: dict[str, list[list[str]]] = field(default_factory=dict)
    _new_looks: set[str] = field(default_factory=set)
    _base: sqlite3.Connection | None = None
    _tried: bool = False
    _new_outputs: bool = False

    @property
    def path(self) -> Path:
        """The file."""
        return self.out / FOLDER / FILE

    def entry(self, name: str) -> ManifestEntry | None:
        """Return what an output was built from, by its name relative to the folder."""
        if name in self.changed:
            return self.changed[name]
        row = _mapping(self._one("SELECT entry FROM outputs WHERE name = ?", name))
        return row if isinstance(row, dict) and isinstance(row.get("look"), str) else None

    def look(self, digest: str) -> list[list[str]]:
        """Return a set of files of a layout and theme. Raises LookupError."""
        if digest not in self._looks:
            files = _mapping(self._one("SELECT files FROM looks WHERE digest = ?", digest))
            if not isinstance(files, list):
                raise LookupError(digest)
            self._looks[digest] = files
        return self._looks[digest]

    def keep_look(self, digest: str, files: list[list[str]]) -> None:
        """Keep a set of files by its digest."""
        if digest not in self._looks:
            self._looks[digest] = files
        self._new_looks.add(digest)

    def put(self, name: str, row: ManifestEntry | None) -> None:
        """Note what an output was built from; None forgets it."""
        self.changed[name], self.dirty = row, True
        if len(self.changed) >= BUFFER:
            self.save()

    def names(self) -> list[str]:
        """Return the names of all outputs, sorted."""
        base = self._connected()
        if base is None:
            return []
        try:
            return [str(name) for (name,) in base.execute("SELECT name FROM outputs ORDER BY name")]
        except sqlite3.DatabaseError:
            return []

    def save(self) -> None:
        """Write the changes into the file. Raises MachineError (DG810)."""
        folder = self.path.parent
        check_writable(self.path)
        try:
            check_inside(folder, self.out)
            folder.mkdir(parents=True, exist_ok=True)
            with locked(folder / "lock"):
                self._write()
        except sqlite3.Error as error:
            raise fault_of(folder, _as_system(error)) from error
        except OSError as error:
            raise fault_of(folder, error) from error
        self.changed.clear()
        self._new_looks.clear()
        self.dirty = False

    def close(self) -> None:
        """Let go of the file."""
        if self._new_outputs:
            self._prune()
        if self._base is not None:
            self._base.close()
        self._base, self._tried = None, False

    def _write(self) -> None:
        base = self._connected(again=True) or self._created()
        self._new_outputs = True
        entries = [
            (name, row["look"], json.dumps(row, ensure_ascii=False, separators=(",", ":")))
            for name, row in self.changed.items()
            if row is not None
        ]
        gone = [(name,) for name, row in self.changed.items() if row is None]
        looks = [(digest, json.dumps(self._looks[digest])) for digest in self._new_looks]
        with base:  # one transaction
            base.executemany("INSERT OR REPLACE INTO looks VALUES (?, ?)", looks)
            base.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", entries)
            base.executemany("DELETE FROM outputs WHERE name = ?", gone)

    def _prune(self) -> None:
        """Forget the sets of files that no output was built from."""
        base = self._connected()
        if base is not None:
            with suppress(sqlite3.Error), base:
                base.execute("DELETE FROM looks WHERE digest NOT IN (SELECT look FROM outputs)")

    def _one(self, query: str, value: str) -> str | None:
        base = self._connected()
        if base is None:
            return None
        try:
            row = base.execute(query, (value,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return row[0] if row is not None and isinstance(row[0], str) else None

    def _connected(self, again: bool = False) -> sqlite3.Connection | None:
        """Return the database; None if there is none that is ours."""
        if self._base is None and (again or not self._tried):
            self._tried = True
            self._base = _opened(self.path, self.out)
        return self._base

    def _created(self) -> sqlite3.Connection:
        for path in _files_of(self.path):
            path.unlink(missing_ok=True)
        base = sqlite3.connect(self.path, timeout=PATIENCE)
        with base:
            for table in _TABLES:
                base.execute(table)
            base.execute(f"PRAGMA user_version = {VERSION}")
        self._base = base
        return base


def _files_of(path: Path) -> list[Path]:
    return [path, path.with_name(f"{path.name}-journal")]


def _opened(path: Path, out: Path) -> sqlite3.Connection | None:
    """Open a database, if it is one that this module made."""
    try:
        for file in _files_of(path):
            if file.is_symlink():
                return None
        open_file(path, MANIFEST, out).close()
    except OSError:
        return None
    for mode in ("rw", "ro"):  # `rw` rolls back what a killed build began
        base = None
        try:
            uri = f"{path.absolute().as_uri()}?mode={mode}"
            base = sqlite3.connect(uri, uri=True, timeout=PATIENCE)
            base.execute("PRAGMA trusted_schema = OFF")
            made = {sql for (sql,) in base.execute("SELECT sql FROM sqlite_master") if sql}
            (version,) = base.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error:
            if base is not None:
                base.close()
            continue
        if made == {*_TABLES} and version == VERSION:
            return base
        base.close()
        return None
    return None


def _mapping(text: str | None) -> Any:
    """Return JSON as plain values; None for what can't be read."""
    if text is None or too_deep_json(text, MAX_DEPTH) is not None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _as_system(error: sqlite3.Error) -> OSError:
    """Return an error of SQLite as the system's."""
    numbers = {
        "SQLITE_FULL": errno.ENOSPC,
        "SQLITE_READONLY": errno.EACCES,
        "SQLITE_CANTOPEN": errno.EACCES,
        "SQLITE_BUSY": errno.EBUSY,
    }
    name = str(getattr(error, "sqlite_errorname", ""))
    number = next((n for start, n in numbers.items() if name.startswith(start)), errno.EIO)
    return OSError(number, str(error))
