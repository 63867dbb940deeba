"""Whole files only: what stands under an output's name is complete, or is the older file."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import sys
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location, MachineError
from docgen.foundation.files import MANIFEST, SETTINGS, check_inside, open_file
from docgen.project.discovery import OWN_FILE, SHARED_FILE

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that the file `path` stands for; wait while another process has it.

    The file is made and stays: deleting it would let two holders in. Where a file system
    has no locks, go on without. Raises OSError if the file can't be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        with suppress(OSError):
            _lock(handle)
        yield
    finally:
        os.close(handle)  # which lets go


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


_HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
_TEMPORARY = re.compile(r"^\.docgen-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-[0-9a-f]{32}\.tmp$")
_DAY = 86_400
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def check_writable(path: Path) -> None:
    """Raise DocgenError (DG119) if a path in a project leads out of it by a link.

    One door for all that is written: outputs, manifests, traces, snapshots, reports. A project may
    be a stranger's, and a folder in it a link to anywhere; a folder elsewhere that the command
    line names is no folder of the project. A file that is a link itself is replaced, not followed.
    """
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120  (no links followed)
    root = _project_above(folder)
    if root is None:
        return
    try:
        check_inside(folder, Path(root))
    except OSError as error:
        message = f"it {error.strerror}, by a link"
        hint = "remove the link, or name a folder elsewhere on the command line"
        found = Diagnostic(codes.OUTSIDE_PROJECT, message, Location(str(path)), hint)
        raise DocgenError(found) from error


def _project_above(folder: str) -> str | None:
    """Return the nearest folder upwards with settings; None if there is none."""
    here = folder
    while True:
        if os.path.lexists(os.path.join(here, OWN_FILE)):  # noqa: PTH118
            return here
        shared = os.path.join(here, SHARED_FILE)  # noqa: PTH118
        with contextlib.suppress(OSError), open_file(shared, SETTINGS) as source:
            if b"tool.docgen" in source.read():
                return here
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            return None
        here = above


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, force it to disk, then give it the name.

    Makes missing folders. Raises `MachineError` (DG810) if that can't be done; an older
    file is then left as it was. Raises DocgenError (DG119) where `check_writable` does.
    """
    check_writable(path)
    temporary = path.with_name(f".docgen-{_HOST}-{os.getpid()}-{uuid.uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(temporary, data)
    except OSError as error:  # the folder's fault: said once for all of a build's outputs
        raise fault_of(path.parent, error) from error
    try:
        temporary.replace(path)
    except OSError as error:
        _remove(temporary)
        raise fault_of(path, error) from error
    _sync(path.parent)


JOURNAL = Path(".docgen") / "written"
"""Digests of the outputs written since the manifest was saved, one a line."""


def journal(output: Path, digest: str) -> None:
    """Note, before an output is written, what it will be.

    A build that is killed then leaves no output that looks as if a hand had changed it.
    """
    path = output.parent / JOURNAL
    check_writable(path)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(path, flags, 0o666), "a", encoding="ascii") as sink:  # noqa: PTH123
            sink.write(f"{digest}\n")


def journaled(folder: Path) -> frozenset[str]:
    """Return the digests that builds noted in a folder of outputs and no manifest tells of yet."""
    try:
        with open_file(folder / JOURNAL, MANIFEST, folder) as source:
            return frozenset(source.read().decode("ascii", "replace").split())
    except OSError:
        return frozenset()


def clear_journal(folder: Path) -> None:
    """Forget the digests: the manifest has them now."""
    _remove(folder / JOURNAL)


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


def fault_of(path: Path, error: OSError) -> MachineError:
    """Return what to say of a file or folder that can't be written (DG810)."""
    reason = (error.strerror or str(error)).lower()
    hint = "choose another folder with --out, or change its permissions"
    if error.errno in FULL:
        hint = "the disk is full: free some space"
    elif error.errno == errno.EISDIR:
        hint = "a folder stands where the file should be: move it"
    message = f"can't be written: {reason}"
    return MachineError(Diagnostic(codes.NOT_WRITTEN, message, Location(str(path)), hint))


def remove_stale(folder: Path, dead: Collection[int] = ()) -> list[Path]:
    """Remove temporary files whose writers are gone; return which.

    ``dead`` names processes known to be. Another machine's files, in a shared folder, go
    when they are a day old.
    """
    gone = []
    for path in folder.glob(".docgen-*.tmp"):
        hit = _TEMPORARY.match(path.name)
        if hit and _is_stale(path, hit["host"], int(hit["pid"]), dead):
            _remove(path)
            gone.append(path)
    return gone


def _is_stale(path: Path, host: str, pid: int, dead: Collection[int]) -> bool:
    if host == _HOST:
        return pid in dead or not _is_alive(pid)
    with contextlib.suppress(OSError):
        return time.time() - path.stat().st_mtime > _DAY
    return False


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
