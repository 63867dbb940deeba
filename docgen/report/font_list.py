"""The fonts that a project's documents may use, and what its texts lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import list_themes
from docgen.layout.catalog import find_theme
from docgen.project.settings import Project
from docgen.summary.loader import load_summary
from docgen.text.font_files import (
    FontFault,
    FontOrigin,
    FontRecord,
    package_shelf,
    project_shelf,
    system_shelf,
)
from docgen.text.fonts import font_book, load_hb_face
from docgen.text.scripts import package_for, script_of

PROBES = {
    "Latn": "Aaéñž",
    "Viet": "ảệữ",
    "Grek": "Ωλώ",
    "Cyrl": "Жяї",
    "Arab": "عربي",
    "Hebr": "אבג",
    "Deva": "कखग",
    "Beng": "কখগ",
    "Guru": "ਕਖਗ",
    "Gujr": "કખગ",
    "Taml": "கஙச",
    "Telu": "కఖగ",
    "Knda": "ಕಖಗ",
    "Mlym": "കഖഗ",
    "Orya": "କଖଗ",
    "Sinh": "කඛග",
    "Thai": "กขค",
    "Laoo": "ກຂຄ",
    "Khmr": "កខគ",
    "Mymr": "ကခဂ",
    "Ethi": "ሀለሐ",
    "Armn": "ԱբԳ",
    "Geor": "აბგ",
    "Jpan": "あア日",
    "Hans": "们国语",
    "Hant": "們國語",
    "Kore": "한국어",
    "Tibt": "ཀཁག",
    "Symb": "→✓■",
    "Zsye": "😀✅",
}
"""By script (ISO 15924; ``Viet`` for Vietnamese, ``Symb`` for symbols): characters that a font
must have to be listed with it."""
MOST_SUMMARIES = 200


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A family that was found."""

    name: str
    origin: FontOrigin
    where: str
    """The folder or package that it lies in."""
    faces: tuple[str, ...]
    scripts: tuple[str, ...]
    remark: str = ""
    """Why it can't be embedded, if so."""


def list_fonts(project: Path, system: bool = True) -> tuple[list[FontFamily], list[FontFault]]:
    """Return the families of the project, of packages and (where asked) the system, and files
    that can't be used.
    """
    folders = dict.fromkeys(f for theme in list_themes(project) for f in theme.font_folders)
    own = project_shelf(tuple(folders))
    shelves = [own, package_shelf()] + ([system_shelf()] if system else [])
    found: list[FontFamily] = []
    for shelf in shelves:
        named: dict[str, list[FontRecord]] = {}
        for record in shelf.records:
            named.setdefault(record.family, []).append(record)
        found += [_family(name, records) for name, records in sorted(named.items())]
    return found, [fault for shelf in shelves for fault in shelf.faults]


def _family(name: str, records: list[FontRecord]) -> FontFamily:
    faces = dict.fromkeys(_face(record) for record in records)
    scripts = dict.fromkeys(s for record in records for s in scripts_of(record))
    remark = "" if all(r.embeddable for r in records) else "its licence bits forbid embedding"
    where = str(Path(records[0].path).parent)
    return FontFamily(name, records[0].origin, where, tuple(faces), tuple(scripts), remark)


def _face(record: FontRecord) -> str:
    if any(tag == "wght" for tag, *_ in record.axes):
        low, high = next((a, c) for tag, a, _, c in record.axes if tag == "wght")
        weight = f"{low:g}-{high:g}"
    else:
        weight = str(record.weight)
    return weight + (" italic" if record.italic else "")


@lru_cache(maxsize=1024)
def scripts_of(record: FontRecord) -> tuple[str, ...]:
    """Return the scripts (`PROBES`) whose characters a face has."""
    points = load_hb_face(record.path, record.index).unicodes
    return tuple(s for s, chars in PROBES.items() if all(ord(c) in points for c in chars))


def lacking(project: Project) -> Iterator[tuple[str, str, str]]:
    """Yield for each summary that has characters no font draws: its name, them, what to install."""
    layouts = project.settings.theme or "slate"
    try:
        theme = find_theme(layouts, project.root)
    except DocgenError:
        return
    for path in project.all_sources()[:MOST_SUMMARIES]:
        try:
            summary = load_summary(path)
        except DocgenError:
            continue
        book = font_book(theme, "brief", summary.lang)
        chars = {
            c for text in summary.texts for c in text.source if c > "\u024f" and c.isprintable()
        }
        book.split("".join(sorted(chars)), book.face("body", False, False), summary.lang)
        if book.missing:
            missing = sorted(book.missing)
            todo = dict.fromkeys(package_for(c, summary.lang) for c in missing)
            yield path.name, _named(missing), ", ".join(todo)


def _named(chars: Iterable[str]) -> str:
    chars = list(chars)
    scripts = ", ".join(dict.fromkeys(script_of(c) for c in chars))
    shown = " ".join(chars[:8]) + (" ..." if len(chars) > 8 else "")
    return f"no font draws {shown} ({scripts})"
