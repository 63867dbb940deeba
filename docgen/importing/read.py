"""Import a document: read it by its kind, put a summary together, check it, write YAML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import ARTICLE, PICTURE, read_file
from docgen.importing.assemble import Assembled, assemble
from docgen.importing.markdown import read_markdown
from docgen.importing.model import ImportDocument
from docgen.summary.bibliography import read_bibliography
from docgen.version import install_hint

SUFFIXES = (".md", ".markdown", ".qmd", ".rmd", ".docx")


@dataclass(frozen=True, slots=True)
class Imported:
    """A summary as YAML, its pictures by file name, and notices of what was left out."""

    text: str
    pictures: dict[str, bytes]
    notices: tuple[Diagnostic, ...]


def import_document(path: Path, root: Path) -> Imported:
    """Return the summary of a Markdown or Word document.

    Pictures and bibliographies that it names are read where they lie below `root`, the
    project's folder or the document's own. Raises DocgenError (DG870) where it can't be read.
    """
    at = Location(str(path))
    document = _read(path, at)
    inside = [root.resolve(), path.parent.resolve()]

    def picture(name: str) -> bytes:
        if "://" in name:
            raise ValueError("it lies on the web")
        target = (path.parent / name).resolve()
        if not any(target.is_relative_to(folder) for folder in inside):
            raise ValueError("it lies outside the project")
        if target.suffix.lower() not in (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff"):
            raise ValueError(f"a summary holds no {target.suffix or 'such'} pictures")
        return read_file(target, PICTURE, inside)

    made = assemble(document, path.stem, picture)
    _bibliography(document, path, inside, made)
    notices = tuple(
        Diagnostic(
            codes.IMPORT_LEFT_OUT,
            f"left out: {what}",
            Location(str(path), line, 1) if line else at,
            "add it to the summary by hand, if it matters",
            codes.IMPORT_LEFT_OUT.severity,
        )
        for line, what in made.left_out
    )
    return Imported(_yaml(made.data), made.pictures, notices)


def _read(path: Path, at: Location) -> ImportDocument:
    suffix = path.suffix.lower()
    hint = "what can be imported: " + ", ".join(SUFFIXES)
    if suffix not in SUFFIXES:
        message = f'"{suffix or path.name}" is no kind of document that can be imported'
        raise DocgenError(Diagnostic(codes.IMPORT_UNREADABLE, message, at, hint))
    try:
        data = read_file(path, ARTICLE)
        if suffix == ".docx":
            from docgen.importing.word import read_word  # noqa: PLC0415  (needs an extra)

            return read_word(data)
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise ValueError("it is no text")
        return read_markdown(text)
    except ImportError as error:
        found = Diagnostic(
            codes.IMPORT_UNREADABLE, "reading Word needs mammoth", at, install_hint("import")
        )
        raise DocgenError(found) from error
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or str(error)
        found = Diagnostic(codes.IMPORT_UNREADABLE, f"it can't be imported: {why}", at, hint)
        raise DocgenError(found) from error


def _bibliography(
    document: ImportDocument, path: Path, inside: list[Path], made: Assembled
) -> None:
    """Name the sources that are cited as the document's bibliography has them."""
    named = document.meta.get("bibliography")
    names = named if isinstance(named, list) else [named] if named else []
    known: dict[str, dict[str, Any]] = {}
    for name in map(str, names):
        target = (path.parent / name).resolve()
        if not any(target.is_relative_to(folder) for folder in inside) or not target.is_file():
            made.left_out.append((0, f"the bibliography {name}, which isn't in the project"))
            continue
        for source in read_bibliography(target, str(path.parent / name)):
            known[str(source["id"])] = source
    sources = made.data.get("sources", [])
    unknown = [one for one in sources if str(one["id"]) not in known]
    made.left_out += [
        (0, f"what the source {one['id']} is: no bibliography has it") for one in unknown
    ]
    made.data["sources"] = [known.get(str(one["id"]), one) for one in sources]
    if not made.data["sources"]:
        del made.data["sources"]


class _Dumper(yaml.SafeDumper):
    """Block scalars for texts of several lines."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


_Dumper.add_representer(str, _text)


def _yaml(data: dict[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
