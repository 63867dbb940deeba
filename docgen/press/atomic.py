"""Whole files only: what stands under an output's name is complete, or is the older file."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from pathlib import Path

from docgen.diagnostics import Diagnostic, Location, MachineError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, force it to disk, then give it the name.

    Makes missing folders. Raises `MachineError` (DG810) if that can't be done; an older
    file is then left as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)
    except OSError as error:
        raise _fault(path, error) from error


def _write(path: Path, data: bytes) -> None:
    # The process's umask decides the mode, as for any file; `tempfile` would give 0600.
    temporary = path.with_name(f".docgen-{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):  # after the rename it isn't there
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
    reason = (error.strerror or str(error)).lower()
    hint = "choose another folder with --out, or change its permissions"
    if error.errno in FULL:
        hint = "the disk is full: free some space"
    elif path.is_dir():
        hint = "a folder stands where the file should be: move it"
    return MachineError(
        Diagnostic("DG810", f"can't be written: {reason}", Location(str(path)), hint)
    )
