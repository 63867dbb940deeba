"""One door for files: all that is read is opened here, checked and recorded.

What is read must be a regular file, not larger than its kind allows, and lie in the folder
that may name it: a layout's picture in the layout's folder, a summary's data in its project.
Symbolic links are followed, but not out of that folder. What the user names on the command
line, and what docgen ships, may lie anywhere.

Inside `recording` each file read is noted with the SHA-256 of the very bytes that were read,
and each file that was looked for and isn't there with an empty digest: it would be taken if
it were. Whether an output is stale, the reasons of ``--dry-run``, what travels to a cluster
and what a watcher should watch all come from this record, and from nothing else.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Generic, TypeVar, cast

from docgen.foundation.structs import Struct, field

UNSURE = "changed while it was read"
"""Instead of a digest, which it never equals: two readings of one file differed."""
Stamp = tuple[str, str, str]
"""What a file is to an output ("picture"), its absolute path, and its SHA-256 in hex (empty:
there is none)."""
Folders = Path | Sequence[Path] | None
"""Where a file must lie: a folder, one of some, or anywhere."""


class FileKind(Struct, frozen=True):
    """A kind of file: what it is called, and how large it may be."""

    name: str
    most: int
    """Bytes."""


_MB = 1_000_000
SUMMARY = FileKind("summary", 5 * _MB)
DATA = FileKind("data", 20 * _MB)
PICTURE = FileKind("picture", 100 * _MB)
ARTICLE = FileKind("article", 20 * _MB)
LAYOUT = FileKind("layout", 8 * _MB)
THEME = FileKind("theme", 1 * _MB)
FONT = FileKind("font", 64 * _MB)
TEMPLATE = FileKind("company template", 200 * _MB)
VIDEO = FileKind("film", 500 * _MB)
DECK = FileKind("inserted deck", 200 * _MB)
SETTINGS = FileKind("settings", 1 * _MB)
RECORDS = FileKind("records", 4_000 * _MB)
BASELINE = FileKind("baseline", 50 * _MB)
SNAPSHOT = FileKind("snapshot", 100 * _MB)
MANIFEST = FileKind("manifest", 500 * _MB)
CACHE = FileKind("cache", 100 * _MB)
OUTPUT = FileKind("output", 1_000 * _MB)
_ALLOWED: ContextVar[Mapping[str, int]] = ContextVar(
    "docgen_allowed_sizes", default=MappingProxyType({})
)


def most_of(kind: FileKind) -> int:
    """Return how many bytes a file of a kind may have."""
    return _ALLOWED.get().get(kind.name, kind.most)


@contextmanager
def allowing(kind: FileKind, most: int) -> Iterator[None]:
    """Let files of a kind have so many bytes inside the block; 0: as many as usual."""
    token = _ALLOWED.set({**_ALLOWED.get(), kind.name: most} if most else _ALLOWED.get())
    try:
        yield
    finally:
        _ALLOWED.reset(token)


OWN = frozenset(kind.name for kind in (SUMMARY, DATA, PICTURE, VIDEO, ARTICLE))
"""Kinds that belong to one summary; the others are shared by all outputs of a layout."""


class FileError(OSError):
    """A file that can't be read, or may not be; ``strerror`` says why in plain words."""

    def __init__(self, path: str | os.PathLike[str], why: str, number: int = errno.EIO) -> None:
        super().__init__(number, why, str(path))


class MissingFileError(FileError, FileNotFoundError):
    """There is no such file."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(path, "no such file", errno.ENOENT)


class OutsideError(FileError):
    """A file, or a link to one, that leads out of the folder it must lie in."""

    def __init__(self, path: str | os.PathLike[str], folder: str) -> None:
        super().__init__(path, f"leads out of {folder}", errno.EPERM)


class FileRecord(Struct):
    """The files that some work read, with their digests; those looked for in vain too."""

    digests: dict[tuple[str, str], str] = field(default_factory=dict)
    """By the kind's name and the absolute path."""
    values: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What was made of files meanwhile (a picture's size), to be made once."""

    def add(self, kind: str, path: str, digest: str) -> None:
        """Note a file. One that was read twice with different bytes is noted as `UNSURE`."""
        known = self.digests.get((kind, path))
        if known is not None and known != digest:
            digest = UNSURE
        self.digests[kind, path] = digest

    def extend(self, stamps: Iterable[Stamp]) -> None:
        """Note what another record holds."""
        for stamp in stamps:
            self.add(*stamp)

    def stamps(self) -> tuple[Stamp, ...]:
        """Return all that was noted, in the order of reading."""
        return tuple((kind, path, digest) for (kind, path), digest in self.digests.items())


_RECORD: ContextVar[FileRecord | None] = ContextVar("docgen_file_record", default=None)


@contextmanager
def recording() -> Iterator[FileRecord]:
    """Record what is read meanwhile; an outer recording gets it too, when this one ends."""
    record, outer = FileRecord(), _RECORD.get()
    token = _RECORD.set(record)
    try:
        yield record
    finally:
        _RECORD.reset(token)
        if outer is not None:
            outer.extend(record.stamps())


def note(stamps: Iterable[Stamp]) -> None:
    """Record what was read before, of whose result use is made now."""
    record = _RECORD.get()
    if record is not None:
        record.extend(stamps)


def _note(kind: FileKind, path: str | os.PathLike[str], digest: str) -> None:
    record = _RECORD.get()
    if record is not None:
        record.add(kind.name, _absolute(path), digest)


def _absolute(path: str | os.PathLike[str]) -> str:
    try:
        return os.path.abspath(path)  # noqa: PTH100  (no links followed)
    except OSError:  # the working folder is gone
        return str(path)


T = TypeVar("T")


_STAYS: dict[str, bool] = {}


def keep_between_builds() -> None:
    """Keep values from one build to the next in this process, as long as their files stay.

    For a process that builds again and again: a server, a watcher, a preview.
    """
    _STAYS["yes"] = True


def kept_between_builds() -> bool:
    """Say whether values are kept from one build to the next."""
    return bool(_STAYS)


class Recorded(Generic[T]):
    """Values made from files, kept by key with the record of what was read for them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[object, tuple[T, tuple[Stamp, ...]]] = {}

    def get(self, key: object, make: Callable[[], T]) -> T:
        """Return the value of a key, made once; its files are recorded each time."""
        if key in self._known:
            value, stamps = self._known[key]
            note(stamps)
            return value
        with recording() as record:
            value = make()
        self._known[key] = (value, record.stamps())
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]
        return value

    def checked(self, key: object, make: Callable[[], T]) -> T:
        """Return the value of a key, made again if one of its files has changed, come or gone."""
        if key in self._known:
            stamps = self._known[key][1]
            if any(digest_of_file(path) != digest for _, path, digest in stamps):
                del self._known[key]
        return self.get(key, make)

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()


def once(key: tuple[object, ...], make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for a key within a recording; else each time."""
    record = _RECORD.get()
    if record is None:
        return make()
    if key not in record.values:
        record.values[key] = make()
    found: T = record.values[key]
    return found


def read_file(path: str | os.PathLike[str], kind: FileKind, inside: Folders = None) -> bytes:
    """Return a file's bytes, and record it.

    Raises MissingFileError, OutsideError, or FileError for what is a folder, no regular file, too
    large or unreadable: all are OSErrors whose ``strerror`` tells people why.
    """
    try:
        with open_file(path, kind, inside) as source:
            data = source.read(most_of(kind) + 1)
    except MissingFileError:
        _note(kind, path, "")
        raise
    except FileError:
        raise
    except OSError as error:  # a disk that fails in the middle
        raise _plain(path, error) from error
    if len(data) > most_of(kind):  # a file that says it is empty, and isn't
        raise FileError(path, _too_large(kind), errno.EFBIG)
    _note(kind, path, hashlib.sha256(data).hexdigest())
    return data


def open_file(path: str | os.PathLike[str], kind: FileKind, inside: Folders = None) -> BinaryIO:
    """Open a regular file for reading, unrecorded: for what is read piece by piece.

    Raises as `read_file`.
    """
    check_inside(path, inside)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0))
    except (OSError, ValueError) as error:
        raise _plain(path, error) from error
    about = os.fstat(handle)
    why, number = "", errno.EINVAL
    if stat.S_ISDIR(about.st_mode):
        why, number = _REASONS[errno.EISDIR], errno.EISDIR
    elif not stat.S_ISREG(about.st_mode):
        why = _REASONS[errno.ENXIO]
    elif about.st_size > most_of(kind):
        why, number = _too_large(kind), errno.EFBIG
    if why:
        os.close(handle)
        raise FileError(path, why, number)
    return open(handle, "rb")  # noqa: PTH123  (of a handle; the caller closes it)


def is_file(path: str | os.PathLike[str], kind: FileKind) -> bool:
    """Say whether there is a file; that there is none is recorded.

    Raises FileError if that can't be told: a folder without permission isn't an absent file.
    """
    try:
        about = Path(path).stat()
    except (OSError, ValueError) as error:
        found = _plain(path, error)
        if isinstance(found, MissingFileError):
            _note(kind, path, "")
            return False
        raise found from error
    return not stat.S_ISDIR(about.st_mode)


def names_in(folder: str | os.PathLike[str]) -> list[str]:
    """Return the names in a folder, sorted; none if it isn't there. Raises FileError."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  (names, not paths)
    except (OSError, ValueError) as error:
        found = _plain(folder, error)
        if isinstance(found, MissingFileError):
            return []
        raise found from error


def note_folder(folder: str | os.PathLike[str], kind: FileKind) -> None:
    """Record a folder by the names in it: a file that comes to it might be taken."""
    if _RECORD.get() is not None:
        _note(kind, folder, digest_of_file(folder))


def note_file(path: str | os.PathLike[str], kind: FileKind) -> None:
    """Record a file that a library reads by its path."""
    if _RECORD.get() is not None:
        _note(kind, path, digest_of_file(path))


def digest_of_file(path: str | os.PathLike[str]) -> str:
    """Return a regular file's SHA-256 in hex; empty if it isn't there or can't be read.

    Of a folder, the SHA-256 of the names in it, at any depth.
    """
    if os.path.isdir(path):  # noqa: PTH112  (once a file of each build)
        names = [
            os.path.relpath(os.path.join(inside, name), path)  # noqa: PTH118
            for inside, _, files in os.walk(path)
            for name in files
        ]
        return hashlib.sha256("\n".join(sorted(names)).encode("utf-8", "replace")).hexdigest()
    try:
        with open_file(path, OUTPUT) as source:
            return hashlib.file_digest(cast(Any, source), "sha256").hexdigest()
    except OSError:
        return ""


def check_inside(path: str | os.PathLike[str], inside: Folders) -> None:
    """Raise OutsideError if a path, links followed, lies in none of the folders."""
    if inside is None:
        return
    folders = (inside,) if isinstance(inside, Path) else inside
    try:
        real = os.path.realpath(path)
        roots = [os.path.realpath(folder) for folder in folders]
    except (OSError, ValueError) as error:
        raise _plain(path, error) from error
    if not any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots):
        raise OutsideError(path, Path(roots[0]).name or roots[0])


_GONE = (errno.ENOENT, errno.ENOTDIR)
_REASONS: Mapping[int, str] = {
    errno.EISDIR: "is a folder, not a file",
    errno.EACCES: "may not be read: permission denied",
    errno.ELOOP: "is a link that leads to itself",
    errno.ENAMETOOLONG: "its name is too long for a file",
    errno.EMFILE: "too many files are open",
    errno.ENXIO: "is no regular file (a device, pipe or socket)",
}


def _plain(path: str | os.PathLike[str], error: OSError | ValueError) -> FileError:
    """Return an error of the system in plain words."""
    if isinstance(error, FileError):
        return error
    if not isinstance(error, OSError):  # a NUL in the name, or what the system can't encode
        return FileError(path, "is no usable path", errno.EINVAL)
    if error.errno in _GONE:
        return MissingFileError(path)
    number = error.errno or errno.EIO
    return FileError(path, _REASONS.get(number) or (error.strerror or "fault").lower(), number)


def _too_large(kind: FileKind) -> str:
    return f"is larger than {most_of(kind) // _MB} MB"
