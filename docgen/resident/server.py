"""The build server: runs ``docgen build`` for its clients, one after the other, in one process.

What a build reads is read anew each time and compared by content; what is kept are imports, fonts,
compiled templates, layouts and themes whose files are as they were, and indexes of articles. When
docgen itself, a library, or a font has changed, the server declines and ends, and the client starts
another one. It ends when nobody has asked for a while, and when it has grown.
"""

from __future__ import annotations

import array
import gc
import io
import os
import selectors
import signal
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import docgen.cli.build
import docgen.engine.run
import docgen.engine.work
import docgen.grounding
import docgen.pdf
import docgen.pptx
import docgen.pptx_template.read  # noqa: F401
from docgen.cli import main
from docgen.engine.digests import hold_tool_digest, installation
from docgen.engine.gc_tuning import tune_process
from docgen.foundation.files import FONT, keep_between_builds, recording
from docgen.resident.address import IDLE, IDLE_VARIABLE, receive, send
from docgen.text.font_files import system_folders

MOST_MEMORY = 1_000_000_000
"""Bytes of memory after which a server ends, when its build is done."""
MOST_FONTS = 4_000
STALE, BUSY = "stale", "busy"


class Server:
    """The server of one project."""

    def __init__(self, listener: socket.socket, path: str) -> None:
        self.listener, self.path = listener, path
        self.socket = _inode(path)
        self.installed = _installed()
        self.fonts: dict[str, tuple[int, int]] = {}
        """Fonts that were used, by path, with size and time: faces are kept by path."""
        hold_tool_digest()
        keep_between_builds()
        tune_process()

    def run(self) -> None:
        """Answer until nobody asks any more."""
        self.listener.settimeout(_idle())
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:  # nobody came
                break
            with connection:
                if not self._answer(connection):
                    break
        self._leave()

    def _answer(self, connection: socket.socket) -> bool:
        """Run what a client asks for; say whether to stay."""
        fds: list[int] = []
        try:
            if not _is_ours(connection):
                return True
            fds = _descriptors(connection)
            request = receive(connection)
            if request is None or len(fds) != 2:
                return True
            connection.settimeout(None)
            if self._is_stale():
                self._leave()  # before the client looks for another server
                send(connection, {"declined": STALE})
                return False
            try:
                code = self._built(connection, request, fds)
            except KeyboardInterrupt:  # it came as the build ended
                code = 130
            send(connection, {"code": code})
        except OSError:  # the client has gone
            pass
        finally:
            for fd in fds:
                os.close(fd)
        return _memory() < MOST_MEMORY

    def _built(self, connection: socket.socket, request: dict[str, Any], fds: list[int]) -> int:
        with _as_client(request, fds), _stoppable(connection, self.listener), recording() as record:
            code = _command([str(word) for word in request["words"]])
        for kind, path, _ in record.stamps():
            if kind == FONT.name and len(self.fonts) < MOST_FONTS:
                self.fonts[path] = _stamp(path)
        return code

    def _is_stale(self) -> bool:
        return _installed() != self.installed or any(
            _stamp(path) != was for path, was in self.fonts.items()
        )

    def _leave(self) -> None:
        """Take the socket away, unless another server listens there by now."""
        if _inode(self.path) == self.socket:
            with suppress(OSError):
                os.unlink(self.path)  # noqa: PTH108
        self.listener.close()


def _inode(path: str) -> int:
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0


def _installed() -> list[tuple[str, int, int]]:
    """Return what tells whether docgen, a library, or the fonts of the system have changed."""
    found = installation()
    for top in system_folders():
        for folder, _, _ in os.walk(top):
            found.append((folder, *_stamp(folder)))
    return found


def _command(words: list[str]) -> int:
    """Run docgen in this process; return its exit code."""
    try:
        main(words, prog_name="docgen")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    else:
        code = 0
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        code = code or 120  # as Python ends where what was printed can't be delivered
    return code


@contextmanager
def _as_client(request: dict[str, Any], fds: list[int]) -> Iterator[None]:
    """Be in the client's place: folder, environment, umask and streams."""
    nothing = os.open(os.devnull, os.O_RDWR)
    environment = {str(k): str(v) for k, v in request["environment"].items()}
    before = os.umask(int(request["umask"]))
    out, err = sys.stdout, sys.stderr
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(fds[0], 1)
    os.dup2(fds[1], 2)
    sys.stdout, sys.stderr = (
        _stream(number, encoding)
        for number, encoding in zip((1, 2), request["encodings"], strict=True)
    )
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        sys.stdout, sys.stderr = out, err
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.close(nothing)
        os.umask(before)
        os.chdir("/")
        gc.collect(0)


def _stream(number: int, encoding: object) -> io.TextIOWrapper:
    raw = io.FileIO(number, "w", closefd=False)
    line = raw.isatty() or number == 2
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=str(encoding),
        errors="backslashreplace",
        line_buffering=line,
    )


@contextmanager
def _stoppable(connection: socket.socket, listener: socket.socket) -> Iterator[None]:
    """Stop the build (as Ctrl-C does) when its client hangs up; send others away meanwhile."""
    wake, awake = os.pipe()
    main_thread = threading.main_thread().ident or 0

    def interrupted(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    def look() -> None:
        with selectors.DefaultSelector() as waiting:
            for one in (connection, listener):
                waiting.register(one, selectors.EVENT_READ)
            waiting.register(wake, selectors.EVENT_READ)
            while True:
                for key, _ in waiting.select():
                    if key.fileobj == wake:
                        return
                    if key.fileobj is connection:
                        waiting.unregister(connection)
                        signal.pthread_kill(main_thread, signal.SIGINT)
                    else:
                        _send_away(listener)

    watching = threading.Thread(target=look, daemon=True)
    signal.signal(signal.SIGINT, interrupted)
    watching.start()
    try:
        yield
    finally:
        with suppress(KeyboardInterrupt):  # it was done already
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.write(awake, b"x")
        watching.join()
        os.close(wake)
        os.close(awake)


def _send_away(listener: socket.socket) -> None:
    with suppress(OSError):
        other, _ = listener.accept()
        with other:
            send(other, {"declined": BUSY})


def _is_ours(connection: socket.socket) -> bool:
    """Say whether the client is a process of the same user."""
    if not hasattr(socket, "SO_PEERCRED"):  # then the folder's mode has to do
        return True
    form = struct.Struct("3i")
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, form.size)
    uid: int = form.unpack(told)[1]
    return uid == os.getuid()


def _descriptors(connection: socket.socket) -> list[int]:
    """Return the streams that a client sends."""
    connection.settimeout(5)
    fds = array.array("i")
    _, extra, _, _ = connection.recvmsg(1, socket.CMSG_LEN(2 * fds.itemsize))
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
    return fds.tolist()


def _stamp(path: str) -> tuple[int, int]:
    try:
        about = os.stat(path)  # noqa: PTH116
    except OSError:
        return (-1, 0)
    return about.st_size, about.st_mtime_ns


def _memory() -> int:
    """Return the memory that this process holds, in bytes; 0 where that isn't told."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _idle() -> float:
    try:
        return max(0.1, float(os.environ[IDLE_VARIABLE]))
    except (KeyError, ValueError):
        return IDLE


def serve() -> None:
    """Serve on the socket that came as descriptor 3, until idle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.chdir("/")
    Server(socket.socket(fileno=3), sys.argv[1]).run()


if __name__ == "__main__":
    serve()
