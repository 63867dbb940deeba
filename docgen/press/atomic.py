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
    temporary = path.with_name(f".docgen-{uuid.uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(temporary, data)
    except OSError as error:  # the folder's fault: said once for all of a build's outputs
        raise _fault(path.parent, error) from error
    try:
        temporary.replace(path)
    except OSError as error:
        _remove(temporary)
        raise _fault(path, error) from error
    _sync(path.parent)


def _write(path: Path, data: bytes) -> None:
    # The process's umask decides the mode, as for any file; `tempfile` would give 0600.
    with path.open("xb") as sink:
        try:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        except BaseException:  # Ctrl-C too
            _remove(path)
            raise


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _sync(folder: Path) -> None:
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
    elif error.errno == errno.EISDIR:
        hint = "a folder stands where the file should be: move it"
    message = f"can't be written: {reason}"
    return MachineError(Diagnostic("DG810", message, Location(str(path)), hint))
