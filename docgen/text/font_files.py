"""Font files: where they are looked for, what each holds, and which one is a family's face.

A family is looked for in the project's ``fonts`` folder and beside its theme, then among the
installed font packages, then in the system's folders. Reading a folder's files is cached by
their paths, sizes and times; nothing is opened twice in a process.
"""

from __future__ import annotations

import errno
import json
import os
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import uharfbuzz as hb

from docgen.foundation.files import FONT, FileKind, note_file, open_file
from docgen.foundation.memo import cached
from docgen.foundation.plugins import entry_points_of
from docgen.foundation.structs import Struct

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

FontOrigin = Literal["project", "package", "system"]
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
ENTRY_POINTS = ("docgen.fonts", "fontpkg.family", "fonts_ttf", "fonts_otf", "justmytype.packs")
"""Groups under which packages announce fonts, in the order they are asked: a module beside
its files, a folder or a list of files, or something with ``get_font_directories``."""
MODULES = (
    "manimgx_fonts",
    "manimgx_fonts_cjk",
    "noto_cjk_sans_jp_regular",
    "noto_cjk_sans_jp_bold",
    "pylopdf_fonts_ar",
    "pylopdf_fonts_he",
    "pylopdf_fonts_jp",
    "pylopdf_fonts_ko",
    "pylopdf_fonts_th",
    "pylopdf_fonts_zh_cn",
    "pylopdf_fonts_zh_tw",
)
"""Font packages without entry points."""
MOST_BYTES = 100_000_000
"""A larger file is no font that we read."""
_RESTRICTED, _BITMAP_ONLY = 0x0002, 0x0200
_INDEX_VERSION = 3


class FontRecord(Struct, frozen=True):
    """What one face of a font file says of itself."""

    path: str
    index: int
    """Number of the face in a collection."""
    families: tuple[str, ...]
    """Typographic and plain family names, the full name last."""
    weight: int = 400
    width: int = 5
    italic: bool = False
    axes: tuple[tuple[str, float, float, float], ...] = ()
    """Of a variable font: tag, least, usual and greatest value."""
    outlines: Literal["truetype", "cff", "none"] = "truetype"
    fs_type: int = 0
    """Embedding permissions (OpenType, OS/2 ``fsType``)."""
    symbol: bool = False
    """Its characters are in the private use area only (a symbol font)."""
    glyphs: int = 0
    origin: FontOrigin = "system"

    @property
    def family(self) -> str:
        """The first family name."""
        return self.families[0]

    @property
    def embeddable(self) -> bool:
        """Whether its licence bits allow embedding of outlines: restricted fonts may not be.

        Of the lowest four bits the least restrictive that is set counts (OpenType 1.9, OS/2).
        """
        usage = self.fs_type & 0x000E
        return usage != _RESTRICTED and not self.fs_type & _BITMAP_ONLY

    @property
    def may_subset(self) -> bool:
        """Whether a part of it may be embedded (bit 8 clear)."""
        return not self.fs_type & 0x0100


class FontFault(Struct, frozen=True):
    """A file that can't be used, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class FontShelf:
    """The faces of some folders or packages, and the files that can't be used."""

    records: tuple[FontRecord, ...] = ()
    faults: tuple[FontFault, ...] = ()
    _by_family: dict[str, list[FontRecord]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the faces by name."""
        for record in self.records:
            for family in record.families:
                self._by_family.setdefault(family.casefold(), []).append(record)

    def named(self, family: str) -> list[FontRecord]:
        """Return the faces of a family."""
        return self._by_family.get(family.casefold(), [])


# -- reading a file ---------------------------------------------------------------------------


def read_font(path: str, origin: FontOrigin) -> list[FontRecord]:
    """Return the faces of a font file. Raises ValueError, saying why it can't be used."""
    try:
        with open_file(path, FileKind(FONT.name, MOST_BYTES)) as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(12)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise ValueError(f"has more than {MOST_BYTES // 10**6} million bytes") from None
        raise ValueError(f"can't be read: {error.strerror}") from None
    count = 1
    if head[:4] == b"ttcf" and len(head) == 12:
        count = struct.unpack(">I", head[8:12])[0]
        if not 0 < count <= 64:
            raise ValueError(f"is a collection of {count} faces")
    elif head[:4] in (b"wOFF", b"wOF2"):
        raise ValueError("is a web font (WOFF); convert it to TrueType or OpenType")
    elif head[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise ValueError("is no TrueType or OpenType font")
    _check_whole(path, size)
    blob = hb.Blob.from_file_path(path)
    return [_record(path, hb.Face(blob, index), index, origin) for index in range(count)]


def _check_whole(path: str, size: int) -> None:
    """Raise ValueError if a table ends behind the file's end: HarfBuzz passes over such tables."""
    with Path(path).open("rb") as file:
        head = file.read(12)
        starts = [0]
        if head[:4] == b"ttcf":
            count = struct.unpack(">I", head[8:12])[0]
            raw = file.read(4 * count)
            starts = list(struct.unpack(f">{count}I", raw)) if len(raw) == 4 * count else [size]
        for start in starts:
            file.seek(start + 4)
            count = int.from_bytes(file.read(2), "big")
            file.seek(start + 12)
            table = file.read(16 * count)
            ends = (
                sum(struct.unpack(">2I", table[n + 8 : n + 16]))
                for n in range(0, len(table) - 15, 16)
            )
            if len(table) < 16 * count or max(ends, default=0) > size:
                raise ValueError("is a broken font: the file is cut off")


def _record(path: str, face: Any, index: int, origin: FontOrigin) -> FontRecord:
    tables = set(face.table_tags)
    if not {"cmap", "head", "hhea", "hmtx", "maxp"} <= tables:
        lacking = ", ".join(sorted({"cmap", "head", "hhea", "hmtx", "maxp"} - tables))
        raise ValueError(f"is a broken font: it lacks {lacking}")
    points = face.unicodes
    if not face.glyph_count or not 16 <= face.upem <= 16384:
        raise ValueError("is a broken font: it has no glyphs")
    if not len(points):
        raise ValueError("has no Unicode character map")
    outlines: Literal["truetype", "cff", "none"] = "none"
    if "glyf" in tables:
        outlines = "truetype"
    elif "CFF " in tables or "CFF2" in tables:
        outlines = "cff"
    if outlines == "none":
        raise ValueError("has no outlines (bitmaps or colour pictures only)")
    _check_outlines(face, points)
    os2 = bytes(face.reference_table("OS/2").data) if "OS/2" in tables else b""
    weight, width, fs_type = struct.unpack(">3H", os2[4:10]) if len(os2) >= 10 else (400, 5, 0)
    selection = struct.unpack(">H", os2[62:64])[0] if len(os2) >= 64 else 0
    style = struct.unpack(">H", bytes(face.reference_table("head").data)[44:46])[0]
    names = [_name(face, number) for number in (16, 1, 4, 6)]
    families = tuple(dict.fromkeys(n for n in names if n)) or (Path(path).stem,)
    return FontRecord(
        path,
        index,
        families,
        int(weight) or 400,
        int(width) or 5,
        bool(selection & 1) or bool(style & 2),
        tuple((a.tag, a.min_value, a.default_value, a.max_value) for a in face.axis_infos),
        outlines,
        int(fs_type),
        min(points) >= 0xE000 and max(points) <= 0xF8FF,
        face.glyph_count,
        origin,
    )


def _check_outlines(face: Any, points: Any) -> None:
    """Draw a few glyphs: HarfBuzz draws nothing where a table is cut off."""
    font = hb.Font(face)
    for number, point in enumerate(points):
        glyph = font.get_nominal_glyph(point)
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents is not None and extents.width:
            return
        if number > 400:
            break
    raise ValueError("is a broken font: its outlines can't be read")


def _name(face: Any, number: int) -> str:
    try:
        return str(face.get_name(number, "en") or "").strip("\0 ")
    except (ValueError, UnicodeError):
        return ""


# -- folders, packages, the system ----------------------------------------------------------


def _files_in(folders: Iterable[Path]) -> list[str]:
    found: dict[str, None] = {}
    for folder in folders:
        for base, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES):
                    found[os.path.join(base, name)] = None  # noqa: PTH118  (thousands of them)
    return list(found)


def _stamp(path: str) -> str:
    try:
        about = Path(path).stat()
    except OSError:
        return path
    return f"{path} {about.st_size} {about.st_mtime_ns}"


def _shelf(files: Sequence[str], origin: FontOrigin) -> FontShelf:
    """Return what files hold; kept between runs by their sizes and times."""
    if not files:
        return FontShelf()
    stamps = "\n".join(map(_stamp, files))

    def make() -> bytes:
        records: list[FontRecord] = []
        faults: list[FontFault] = []
        for path in files:
            try:
                records += read_font(path, origin)
            except ValueError as error:
                faults.append(FontFault(path, str(error)))
        plain = [[asdict(r) for r in records], [asdict(f) for f in faults]]
        return json.dumps(plain).encode()

    raw = json.loads(cached(f"font index {_INDEX_VERSION} {origin} {stamps}", make))
    return FontShelf(
        tuple(_restored(one) for one in raw[0]), tuple(FontFault(**one) for one in raw[1])
    )


def _restored(raw: dict[str, Any]) -> FontRecord:
    raw["families"] = tuple(raw["families"])
    raw["axes"] = tuple(map(tuple, raw["axes"]))
    return FontRecord(**raw)


@lru_cache(maxsize=64)
def _folder_shelf(files: tuple[str, ...], stamps: str) -> FontShelf:
    return _shelf(files, "project")


def project_shelf(folders: Sequence[str]) -> FontShelf:
    """Return the fonts of a project's and a theme's own folders."""
    files = tuple(_files_in(map(Path, folders)))
    for path in files:
        note_file(path, FONT)
    return _folder_shelf(files, "\n".join(map(_stamp, files))) if files else FontShelf()


@lru_cache(maxsize=1)
def package_shelf() -> FontShelf:
    """Return the fonts of installed packages."""
    return _shelf(package_files(), "package")


@lru_cache(maxsize=1)
def system_shelf() -> FontShelf:
    """Return the fonts of the system's folders."""
    return _shelf(_files_in(system_folders()), "system")


def forget_shelves() -> None:
    """Look for fonts anew (tests; a package was installed meanwhile)."""
    package_shelf.cache_clear()
    system_shelf.cache_clear()


def package_files() -> list[str]:
    """Return the font files of installed packages: known modules, then entry points by name."""
    found: dict[str, None] = {}
    for module in MODULES:
        found |= dict.fromkeys(_module_files(module))
    for group in ENTRY_POINTS:
        for point in entry_points_of(group):
            found |= dict.fromkeys(_announced(point))
    return list(found)


def _module_files(name: str) -> list[str]:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return []
    folders = spec.submodule_search_locations if spec else None
    return _files_in(map(Path, folders or ()))


def _announced(point: EntryPoint) -> list[str]:
    """Return the files of an entry point; a package that fails to load has none."""
    if not point.attr:
        return _module_files(point.value)
    try:
        value = point.load()
        value = value() if isinstance(value, Callable) else value  # type: ignore[arg-type]
        if hasattr(value, "get_font_directories"):
            value = value.get_font_directories()
    except Exception:
        return _module_files(point.module.partition(".")[0])
    if isinstance(value, str | Path):
        value = [value]
    if isinstance(value, dict):
        value = list(value.values())
    paths = [Path(str(one)) for one in value] if isinstance(value, Iterable) else []
    folders = [path for path in paths if path.is_dir()]
    files = [str(p) for p in paths if p.suffix.lower() in SUFFIXES and p.is_file()]
    return [*files, *_files_in(folders)]


def system_folders() -> Iterator[Path]:
    """Yield the folders where the system keeps fonts."""
    home = Path.home()
    if sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
        return
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", str(home))) / "Microsoft/Windows/Fonts"
        return
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    yield from (Path(data) / "fonts", home / ".fonts")


# -- choosing -------------------------------------------------------------------------------


def best_face(records: Sequence[FontRecord], bold: bool, italic: bool) -> FontRecord | None:
    """Return the face nearest to a style: slope first, then width, then weight (CSS Fonts 4)."""
    wanted = 700 if bold else 400

    def distance(one: FontRecord) -> tuple[int, int, int, int]:
        weight = next(
            (
                abs(min(max(wanted, low), high) - wanted)
                for tag, low, _, high in one.axes
                if tag == "wght"
            ),
            abs(one.weight - wanted),
        )
        return (int(one.italic != italic), abs(one.width - 5), int(weight), one.index)

    return min(records, key=distance, default=None)


def variations_of(record: FontRecord, bold: bool) -> tuple[tuple[str, float], ...]:
    """Return where each axis of a variable font is pinned."""
    wanted = {"wght": 700.0 if bold else 400.0, "wdth": 100.0}
    return tuple(
        (tag, min(max(wanted.get(tag, usual), low), high)) for tag, low, usual, high in record.axes
    )
