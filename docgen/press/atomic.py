"""Whole files only: what stands under an output's name is complete, or is the older file."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from pathlib import Path

from docgen.diagnostics import Diagnostic, Location, MachineError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write `data` beside `path`, force it to disk, then give it the name.

    Makes missing folders. With ``replace=False`` an existing file raises FileExistsError.
    Raises `MachineError`: DG801 if the folder can't be written, DG802 if the disk is full;
    an older file is then left as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data, replace)
    except FileExistsError as error:
        if not replace and error.filename2 == str(path):
            raise
        raise _fault(path, error) from error
    except OSError as error:
        raise _fault(path, error) from error


def _write(path: Path, data: bytes, replace: bool) -> None:
    # The process's umask decides the mode, as for any file; `tempfile` would give 0600.
    temporary = path.with_name(f".{path.name[:80]}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        if replace:
            temporary.replace(path)
        else:
            os.link(temporary, path)  # unlike rename, fails if the name is taken meanwhile
    finally:
        with contextlib.suppress(OSError):  # after a rename it isn't there
            temporary.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where folders can be synced at all."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _fault(path: Path, error: OSError) -> MachineError:
    at = Location(str(path))
    reason = (error.strerror or str(error)).lower()
    if error.errno in FULL:
        message, hint = f"the disk is full: {reason}", "free some space; the older file is kept"
        return MachineError(Diagnostic("DG802", message, at, hint))
    hint = "choose another folder with --out, or change its permissions"
    if path.is_dir():
        hint = "a folder stands where the file should be: move it"
    return MachineError(Diagnostic("DG801", f"can't be written: {reason}", at, hint))
