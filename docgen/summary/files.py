"""Files that a summary names: found, inside the project, of a kind that we read."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.foundation.files import (
    PICTURE,
    SUMMARY,
    VIDEO,
    FileKind,
    MissingFileError,
    most_of,
    open_file,
    read_file,
)
from docgen.summary.model import Summary

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 can't carry, DEL and the C1 controls: no document may show them."""


def name_control(char: str) -> str:
    """Return a printable name such as ``U+0007``."""
    return f"U+{ord(char):04X}"


def read_text(
    path: Path, name: str, diagnostics: Diagnostics, kind: FileKind = SUMMARY
) -> str | None:
    """Return the text of a file without BOM and with plain newlines, or None.

    ``name`` is the path as the user gave it. Problems (missing, folder, unreadable, too
    large, not UTF-8, control characters) are added to ``diagnostics``.
    """
    data = _read_bytes(path, name, diagnostics, kind)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        diagnostics.extend([_not_utf8(data, error, name)])
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = False
    for match in list(CONTROL.finditer(text))[:20]:
        bad = True
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        where = Location(name, line, column)
        diagnostics.error(
            codes.CONTROL_CHARACTER,
            f"control character {name_control(match[0])}",
            where,
            "delete it",
        )
    return None if bad else text


def _read_bytes(path: Path, name: str, diagnostics: Diagnostics, kind: FileKind) -> bytes | None:
    where = Location(name)
    try:
        return read_file(path, kind)
    except MissingFileError:
        diagnostics.error(codes.UNREADABLE_FILE, "no such file", where, _neighbour(path))
    except OSError as error:
        if error.errno == errno.EFBIG:
            limit = f"more than {most_of(kind) // 1_000_000} MB"
            hint = "a summary is a few pages of text"
            if kind is SUMMARY:
                hint += "; `summary-megabytes` in docgen.toml allows more"
            diagnostics.error(codes.LIMIT, f"too large: {limit}", where, hint)
        else:
            diagnostics.error(codes.UNREADABLE_FILE, str(error.strerror), where)
    return None


def _neighbour(path: Path) -> str:
    """Return a hint naming a file of the same stem beside a missing one."""
    try:
        near = sorted(p.name for p in path.parent.iterdir() if p.stem == path.stem)
    except OSError:
        return f"the folder {path.parent} doesn't exist"
    return f"did you mean {near[0]}?" if near else "check the path"


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> Diagnostic:
    line_start = data.rfind(b"\n", 0, error.start) + 1
    line = data.count(b"\n", 0, error.start) + 1
    column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "this is UTF-16; save the file as UTF-8"
    else:
        hint = "save the file as UTF-8"
    message = f"not UTF-8 text (byte 0x{data[error.start]:02X})"
    return Diagnostic(codes.NOT_UTF8, message, Location(name, line, column), hint)


DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
_PROJECT_FILES = ("pyproject.toml", "docgen.toml")


def project_root(folder: Path) -> Path:
    """Return the nearest folder upwards with pyproject.toml or docgen.toml, else ``folder``.

    Without either a folder "sources" lies in its project. The answer is resolved (absolute,
    no symlinks).
    """
    start = folder.resolve()
    for candidate in (start, *start.parents):
        if any((candidate / name).is_file() for name in _PROJECT_FILES):
            return candidate
    return start.parent if start.name == "sources" else start


def resolve(summary_path: str | Path, name: str) -> Path:
    """Return the real path of a file that the summary names, inside the project.

    ``name`` is relative to the summary's folder. Raises DocgenError (DG119) when it leads
    out of the project, through a symlink too. The file need not exist.
    """
    folder = Path(summary_path).parent
    where = Location(str(summary_path))
    try:
        target = (folder / name).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise DocgenError(
            Diagnostic(codes.MISSING_FILE, f'"{name}" is no usable path', where)
        ) from error
    root = project_root(folder)
    if not target.is_relative_to(root):
        hint = f"keep the file under {root.name or root}"
        raise DocgenError(
            Diagnostic(codes.OUTSIDE_PROJECT, f'"{name}" leads out of the project', where, hint)
        )
    return target


def resolve_in(summary: Summary, name: str) -> Path:
    """Return the real path of a file named by a loaded summary; see `resolve`."""
    return resolve(summary.path, name)


def input_files(summary: Summary) -> tuple[Path, ...]:
    """Return the real paths of all files that a build of this summary reads, itself first.

    The article is not among them: only grounding reads it.
    """
    names = [c.data for c in summary.charts if c.data] + [i.path for i in summary.images]
    names += [i.video for i in summary.images if i.video and not is_address(i.video)]
    names += [summary.logo] if summary.logo else []
    names += [summary.cover.path] if summary.cover else []
    found = [Path(summary.path).resolve(), *(resolve_in(summary, n) for n in names)]
    return tuple(dict.fromkeys(found))


def check_file(
    summary_path: str, name: str, where: Location, diagnostics: Diagnostics, *, must_exist: bool
) -> Path | None:
    """Return the real path of a named file, or None with a diagnostic at ``where``."""
    try:
        target = resolve(summary_path, name)
    except DocgenError as error:
        diagnostics.extend(d.at(where) for d in error.diagnostics)
        return None
    if not must_exist:
        return target
    try:
        if target.is_file():
            return target
        what = "is a folder" if target.is_dir() else "doesn't exist"
    except OSError as error:
        what = f"can't be read: {(error.strerror or 'fault').lower()}"
    hint = f"paths start at the summary's folder ({Path(summary_path).parent})"
    diagnostics.error(codes.MISSING_FILE, f'the file "{name}" {what}', where, hint)
    return None


def is_address(video: str) -> bool:
    """Say whether a film is named by its address, not as a file."""
    return video.startswith(("https://", "http://"))


_FILMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
"""First boxes of MP4 and QuickTime files, at byte 4 (ISO 14496-12)."""
_ASF = bytes.fromhex("3026B2758E66CF11")
"""First bytes of Windows Media files."""


def check_video(path: Path, name: str, where: Location, diagnostics: Diagnostics) -> None:
    """Report a file that is no film of a kind that PowerPoint plays (DG759)."""
    try:
        with open_file(path, VIDEO) as file:
            head = file.read(12)
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
    else:
        if head[4:8] in _FILMS or head.startswith(_ASF):
            return
        problem = "is no film of a known kind"
    hint = "give an MP4 file (H.264 video, AAC sound)"
    diagnostics.error(codes.VIDEO_FORMAT, f'"{name}" {problem}', where, hint)


def check_image(path: Path, name: str, where: Location, diagnostics: Diagnostics) -> None:
    """Report a picture that Pillow can't read, SVG, or one of absurdly many pixels (DG120)."""
    if path.suffix.lower() in (".svg", ".svgz"):
        hint = "export it as PNG at 300 dpi"
        diagnostics.error(
            codes.IMAGE_FORMAT, f'"{name}" is SVG, which isn\'t supported yet', where, hint
        )
        return
    # Late: a summary without pictures needs no Pillow.
    from docgen.foundation.pictures import FORMATS, picture_problem  # noqa: PLC0415

    known = "use " + ", ".join(FORMATS)
    try:
        problem = picture_problem(read_file(path, PICTURE))
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
    if problem:
        diagnostics.error(codes.IMAGE_FORMAT, f'"{name}" {problem}', where, known)
