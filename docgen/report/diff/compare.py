"""Compare two documents: text by block, slides by what they say."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from lxml import etree
from pptx.exc import PackageNotFoundError

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.report.diff.align import block_changes, slide_changes, slide_pairs
from docgen.report.diff.decktext import read_deck
from docgen.report.diff.model import Change, DiffBlock, DiffContent, Difference, DocumentPart
from docgen.report.diff.pdftext import read_pdf
from docgen.report.diff.pictures import add_pictures

KNOWN = (".pdf", ".pptx")


def read_content(path: Path) -> DiffContent:
    """Return the text of a PDF or a deck. Raises DocgenError (DG822) if it can't be read."""
    hint = "documents to compare are .pdf and .pptx files"
    try:
        if path.suffix.lower() == ".pdf":
            return read_pdf(path)
        if path.suffix.lower() == ".pptx":
            return read_deck(path)
        why = "is neither a PDF nor a PowerPoint deck"
    except FileNotFoundError:
        why, hint = "isn't there", "check its name"
    except pypdfium2.PdfiumError:
        why, hint = "isn't a PDF, or is damaged or locked", "open it in a viewer, or rebuild it"
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError):
        why, hint = "isn't a PowerPoint deck, or is damaged", "open it in PowerPoint, or rebuild it"
    raise DocgenError(Diagnostic(codes.NOT_COMPARABLE, why, Location(str(path)), hint))


def compare(old: Path, new: Path, name: str = "") -> Difference:
    """Compare two files of one kind. Raises DocgenError (DG822)."""
    if old.suffix.lower() != new.suffix.lower():
        why = f"can't be compared with {new}: one is a PDF, the other isn't"
        hint = "give two PDFs, or two decks"
        raise DocgenError(Diagnostic(codes.NOT_COMPARABLE, why, Location(str(old)), hint))
    was, now = read_content(old), read_content(new)
    found = Difference(
        name or new.name, now.unit, old_parts=len(was.parts), new_parts=len(now.parts)
    )
    if now.unit == "page":
        found.changes = block_changes(_placed(*was.parts), _placed(*now.parts))
        found.pairs = _side_by_side(len(was.parts), len(now.parts))
    else:
        _compare_slides(was, now, found)
    found.status = "changed" if found.changes or found.parts else "same"
    return found


def _compare_slides(was: DiffContent, now: DiffContent, found: Difference) -> None:
    pairs = slide_pairs(was.parts, now.parts)
    found.parts = slide_changes(pairs, was.parts, now.parts)
    found.pairs = [(None if i is None else i + 1, None if j is None else j + 1) for i, j in pairs]
    changes: list[Change] = []
    for i, j in pairs:
        if i is not None and j is not None:
            changes += block_changes(_placed(was.parts[i]), _placed(now.parts[j]))
    found.changes = changes


def _side_by_side(old: int, new: int) -> list[tuple[int | None, int | None]]:
    return [(n if n <= old else None, n if n <= new else None) for n in range(1, max(old, new) + 1)]


def _placed(*parts: DocumentPart) -> list[tuple[int, DiffBlock]]:
    return [(part.number, block) for part in parts for block in part.blocks]


def compare_paths(
    old: Path, new: Path, pictures: bool, drawn: Mapping[Path, Path] | None = None
) -> list[Difference]:
    """Compare two files, or two folders. Raises DocgenError (DG822)."""
    for path in (old, new):
        if not path.exists():
            where, hint = Location(str(path)), "check its name"
            raise DocgenError(Diagnostic(codes.NOT_COMPARABLE, "isn't there", where, hint))
    if old.is_dir() != new.is_dir():
        hint = "compare two files, or two folders"
        raise DocgenError(
            Diagnostic(
                codes.NOT_COMPARABLE,
                f"can't be compared with {new}: only one is a folder",
                Location(str(old)),
                hint,
            )
        )
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
    if old.suffix.lower() == new.suffix.lower() and old.read_bytes() == new.read_bytes():
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
