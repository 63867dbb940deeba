"""Opening a stranger's file: limits on the zip, no DTDs, and a clear word on what it isn't."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from docgen.diagnostics import Diagnostic, DocgenError, Location

MOST_ENTRIES = 10_000
MOST_BYTES = 500_000_000
"""Of all entries unpacked."""
MOST_XML = 50_000_000
"""Of one XML part unpacked."""
MOST_RATIO = 200
"""Unpacked to packed, of entries larger than `SMALL`."""
SMALL = 1_000_000
OLE = b"\xd0\xcf\x11\xe0"
"""First bytes of PowerPoint 97 files, and of encrypted ones."""
_DOCTYPE = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
STRICT = b"http://purl.oclc.org/ooxml/presentationml/main"
MAIN = "ppt/presentation.xml"


def read_guarded(path: str | Path) -> bytes:
    """Return the bytes of a template that is safe to open.

    Raises DocgenError: DG702 if it can't be read or is no .pptx or .potx, DG703 if it is
    over a limit or holds a DTD.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise refused(path, "DG702", f"can't be read: {(error.strerror or str(error)).lower()}") \
            from error  # fmt: skip
    if data[:4] == OLE:
        hint = "open it in PowerPoint, remove the password, and save it as .pptx"
        raise refused(path, "DG702", "is encrypted, or a PowerPoint 97 file", hint)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _check(path, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refused(path, "DG702", f"is no .pptx or .potx: {error}") from error
    return data


def refused(path: str | Path, code: str, message: str, hint: str = "") -> DocgenError:
    """Return the error about a template as a whole."""
    return DocgenError(Diagnostic(code, message, Location(str(path)), hint))


def _check(path: str | Path, file: zipfile.ZipFile) -> None:
    entries = file.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refused(path, "DG703", f"has {len(entries)} entries, at most {MOST_ENTRIES} are read")
    total = sum(e.file_size for e in entries)
    if total > MOST_BYTES:
        size = f"{total / 1e6:.0f} MB"
        raise refused(path, "DG703", f"unpacks to {size}, at most {MOST_BYTES // 10**6} are read")
    names = {e.filename for e in entries}
    if "[Content_Types].xml" not in names or not any(n.startswith("ppt/") for n in names):
        raise refused(path, "DG702", "is no .pptx or .potx: it holds no presentation")
    for entry in entries:
        _check_entry(path, entry)
        if entry.filename.endswith((".xml", ".rels")):
            _check_xml(path, entry.filename, file.read(entry))


def _check_entry(path: str | Path, entry: zipfile.ZipInfo) -> None:
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > SMALL and ratio > MOST_RATIO:
        raise refused(path, "DG703", f'"{entry.filename}" unpacks to {ratio:.0f} times its size')
    if entry.filename.endswith((".xml", ".rels")) and entry.file_size > MOST_XML:
        raise refused(path, "DG703", f'"{entry.filename}" is larger than {MOST_XML // 10**6} MB')


def _check_xml(path: str | Path, name: str, blob: bytes) -> None:
    text = blob
    if blob[:2] in _WIDE or b"\x00" in blob[:8]:
        text = blob.replace(b"\x00", b"")
    if _DOCTYPE.search(text):
        raise refused(path, "DG703", f'"{name}" declares a DTD or entities; none are read')
    if name == MAIN and STRICT in blob:
        hint = 'save it as "PowerPoint Presentation (*.pptx)", not as "Strict Open XML"'
        raise refused(path, "DG702", "is a Strict Open XML presentation", hint)
