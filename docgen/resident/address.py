"""Where a project's build server listens, and the messages on its socket.

The socket lies in a folder that only the user may enter, and its name is a digest of the project,
of this docgen and Python, and of the environment that a build's outputs or messages may depend on:
whoever finds a server finds one that does what he would do himself. Messages are JSON; the
standard streams travel as file descriptors.

Nothing here imports more than a small client needs.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from typing import Any

from docgen.version import __version__

IDLE_VARIABLE = "DOCGEN_DAEMON_IDLE"
"""Seconds without a build after which a server ends."""
IDLE = 900.0
_PREFIXES = ("DOCGEN_", "HOME", "LANG", "LC_", "LD_", "PYTHON", "TMPDIR", "TZ", "XDG_")
_MOST = 16_000_000
"""Bytes of a message."""


def runtime_folder() -> str | None:
    """Return the user's folder for sockets, made with mode 0700; None if there is no safe one."""
    if not hasattr(os, "getuid"):
        return None
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = (
        f"{base}/docgen" if base else f"{os.environ.get('TMPDIR') or '/tmp'}/docgen-{os.getuid()}"
    )
    try:
        if not os.path.lexists(folder):
            os.mkdir(folder, 0o700)  # noqa: PTH102
        about = os.lstat(folder)
    except OSError:
        return None
    safe = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077
    return folder if safe else None


def socket_path(root: str) -> str | None:
    """Return where the server of a project listens; None where there can be none."""
    folder = runtime_folder()
    if folder is None:
        return None
    relevant = sorted(
        (name, value) for name, value in os.environ.items() if name.startswith(_PREFIXES)
    )
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    parts = [root, __version__, package, sys.executable, sys.version, relevant]
    name = hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    path = f"{folder}/{name}"
    return path if len(os.fsencode(path)) < 100 else None  # sun_path has 108 bytes


def project_root(words: list[str]) -> str:
    """Return the folder of the project that a command is about, as well as a glance tells."""
    folder = os.path.realpath(_named(words) or ".")
    here = folder
    while True:
        if os.path.exists(f"{here}/docgen.toml") or _has_table(f"{here}/pyproject.toml"):  # noqa: PTH110
            return here
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            return folder
        here = above


def _named(words: list[str]) -> str:
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--project":
            return after
        if word.startswith("--project="):
            return word.partition("=")[2]
    return ""


def _has_table(path: str) -> bool:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return False
        with open(path, "rb") as source:  # noqa: PTH123
            return b"tool.docgen" in source.read(1_000_000)
    except OSError:
        return False


def send(sock: Any, message: dict[str, Any]) -> None:
    """Send a message."""
    data = json.dumps(message).encode("ascii")
    sock.sendall(len(data).to_bytes(4, "big") + data)


def receive(sock: Any) -> dict[str, Any] | None:
    """Return the next message; None if the other side is gone or says what is no message."""
    head = _exactly(sock, 4)
    size = int.from_bytes(head, "big") if head is not None else 0
    body = _exactly(sock, size) if 0 < size <= _MOST else None
    if body is None:
        return None
    try:
        message = json.loads(body)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None


def _exactly(sock: Any, count: int) -> bytes | None:
    data = b""
    while len(data) < count:
        part = sock.recv(min(count - len(data), 1 << 16))
        if not part:
            return None
        data += part
    return data
