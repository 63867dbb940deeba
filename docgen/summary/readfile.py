"""Read a text file of the project: UTF-8, within limits, free of control characters."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.diagnostics import Diagnostic, Diagnostics, Location

MAX_BYTES = 5_000_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 can't carry, DEL and the C1 controls: no document may show them."""


def name_control(char: str) -> str:
    """Return a printable name such as ``U+0007``."""
    return f"U+{ord(char):04X}"


def read_text(path: Path, name: str, diagnostics: Diagnostics) -> str | None:
    """Return the text of a file without BOM and with plain newlines, or None.

    ``name`` is the path as the user gave it. Problems (missing, folder, unreadable, too
    large, not UTF-8, control characters) are added to ``diagnostics``.
    """
    data = _read_bytes(path, name, diagnostics)
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
            "DG108", f"control character {name_control(match[0])}", where, "delete it"
        )
    return None if bad else text


def _read_bytes(path: Path, name: str, diagnostics: Diagnostics) -> bytes | None:
    where = Location(name)
    try:
        if path.is_dir():
            diagnostics.error("DG101", "is a folder, not a file", where, "name a file in it")
            return None
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        diagnostics.error("DG101", "no such file", where, _neighbour(path))
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        diagnostics.error("DG101", f"can't be read: {reason.lower()}", where)
        return None
    if len(data) > MAX_BYTES:
        limit = f"more than {MAX_BYTES // 1_000_000} MB"
        diagnostics.error("DG109", f"too large: {limit}", where, "a summary is a few pages of text")
        return None
    return data


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
    return Diagnostic("DG107", message, Location(name, line, column), hint)
