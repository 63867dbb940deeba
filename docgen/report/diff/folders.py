"""Compare two files, or all documents of two folders by their names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docgen.diagnostics import Diagnostic, DocgenError, Location
from docgen.report.diff.compare import KNOWN, compare, read_content
from docgen.report.diff.model import Difference
from docgen.report.diff.pictures import add_pictures


def compare_paths(
    old: Path, new: Path, pictures: bool, drawn: Mapping[Path, Path] | None = None
) -> list[Difference]:
    """Compare two files, or two folders. Raises DocgenError (DG822)."""
    for path in (old, new):
        if not path.exists():
            raise DocgenError(Diagnostic("DG822", "isn't there", Location(str(path))))
    if old.is_dir() != new.is_dir():
        hint = "compare two files, or two folders"
        raise DocgenError(Diagnostic("DG822", f"can't be compared with {new}: only one is a folder",
                                     Location(str(old)), hint))  # fmt: skip
    if not old.is_dir():
        return [_two(old, new, new.name, pictures, drawn)]
    was, now = _documents(old), _documents(new)
    found = []
    for name in sorted(was.keys() | now.keys()):
        if name in was and name in now:
            found.append(_two(was[name], now[name], name, pictures, drawn))
        else:
            found.append(_alone(was.get(name), now.get(name), name))
    return found


def _documents(folder: Path) -> dict[str, Path]:
    files = (p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in KNOWN)
    return {p.relative_to(folder).as_posix(): p for p in files}


def _two(
    old: Path, new: Path, name: str, pictures: bool, drawn: Mapping[Path, Path] | None
) -> Difference:
    if old.read_bytes() == new.read_bytes():
        content = read_content(new)
        parts = len(content.parts)
        return Difference(name, content.unit, "same", parts, parts)
    found = compare(old, new, name)
    if pictures:
        add_pictures(found, old, new, drawn)
        if found.looks and found.status == "same":
            found.status = "changed"
    return found


def _alone(old: Path | None, new: Path | None, name: str) -> Difference:
    if new is not None:
        content = read_content(new)
        return Difference(name, content.unit, "added", 0, len(content.parts))
    if old is None:
        raise ValueError(name)
    content = read_content(old)
    return Difference(name, content.unit, "removed", len(content.parts), 0)
