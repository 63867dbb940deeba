"""Hand a build to the project's server; start one where there is none.

It imports next to nothing: with a server at hand a build costs what changed, and this.
"""

from __future__ import annotations

import array
import os
import socket
import sys
from typing import Any

from docgen.resident.address import project_root, receive, send, socket_path

FLAG = "--daemon"
_ALONE = ("--watch", "--help", "-h")
"""Options of builds that aren't handed over."""
TRIES = 3


def delegated(words: list[str]) -> int | None:
    """Let the server run ``docgen`` with these words; return its exit code.

    None means that the command has to be run here: it isn't one for the server, or there is no
    server and none can be started, or it is busy with another build.
    """
    if words[:1] != ["build"] or FLAG not in words or any(w in words for w in _ALONE):
        return None
    if not hasattr(socket, "AF_UNIX") or not hasattr(socket, "send_fds"):
        return None
    try:
        cwd = os.getcwd()  # noqa: PTH109
        path = socket_path(project_root(words))
        if path is None:
            return None
        for _ in range(TRIES):
            sock = _connected(path) or _started(path)
            if sock is None:
                return None
            with sock:
                answer = _asked(sock, words, cwd)
            if answer is None or answer.get("declined") == "busy":
                return None
            if "code" in answer:
                return int(answer["code"])
        return None  # each server that was asked had to end
    except (OSError, ValueError):
        return None


def _connected(path: str) -> socket.socket | None:
    """Return a connection to the server at a path, if one listens there."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.connect(path)
    except OSError:
        sock.close()
        return None
    return sock


def _started(path: str) -> socket.socket | None:
    """Start a server and return a connection to it.

    The socket listens before the server is there, so that nobody has to try again; a lock keeps
    two clients from starting two.
    """
    import fcntl  # noqa: PLC0415  (not on Windows)

    lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sock = _connected(path)
        if sock is not None:  # another client was quicker
            return sock
        if os.path.lexists(path):
            os.unlink(path)  # noqa: PTH108  (of a server that was killed)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(path)
            listener.listen(8)
            _spawn(listener.fileno(), path)
            return _connected(path)
    finally:
        os.close(lock)


def _spawn(listener: int, path: str) -> None:
    """Start the server, in a session of its own, with nothing of ours open but the socket."""
    words = [sys.executable, *_flags(), "-m", "docgen.resident.server", path]
    nothing = os.open(os.devnull, os.O_RDWR)
    copies = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in (0, 1, 2)]
    # 3 is what the server listens on; a descriptor that is copied stays open in a new program.
    where = os.dup(listener) if listener == 3 else listener
    actions: list[Any] = [*copies, (os.POSIX_SPAWN_DUP2, where, 3)]
    try:
        os.posix_spawn(sys.executable, words, os.environ, file_actions=actions, setsid=True)
    except NotImplementedError:  # no setsid at hand: Ctrl-C would reach it
        raise OSError("no session of its own") from None
    finally:
        os.close(nothing)
        if where != listener:
            os.close(where)


def _flags() -> list[str]:
    """Return options of Python as this process has them; never the working folder's modules."""
    flags = ["-P"]
    flags += ["-s"] if sys.flags.no_user_site else []
    flags += ["-I"] if sys.flags.isolated else []
    return flags


def _asked(sock: socket.socket, words: list[str], cwd: str) -> dict[str, Any] | None:
    """Ask the server; None if it didn't answer."""
    umask = os.umask(0o077)
    os.umask(umask)
    streams = []
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        closed = stream is None
        streams.append(os.open(os.devnull, os.O_WRONLY) if closed else number)
    encodings = [getattr(s, "encoding", None) or "utf-8" for s in (sys.stdout, sys.stderr)]
    fds = array.array("i", streams)
    sock.sendmsg([b"d"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
    request = {
        "words": words,
        "cwd": cwd,
        "environment": dict(os.environ),
        "umask": umask,
        "encodings": encodings,
    }
    send(sock, request)
    try:
        return receive(sock)
    except KeyboardInterrupt:
        sock.shutdown(socket.SHUT_WR)  # the server stops the build, and says so
        return receive(sock)
