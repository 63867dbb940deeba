"""Take the text out of a PDF in a process of its own, with limits on memory and time.

PDFium is a large C++ library that reads a stranger's bytes. It can't be interrupted, and where
memory ends it aborts: a child process may, and costs one article. Python's own limits of the
child (`resource`) hold on Linux and macOS; elsewhere only the time is limited.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any

MEMORY = 1_500_000_000
"""Bytes of address space of the child."""
SECONDS = 8
"""Of processor."""
PATIENCE = 60
"""Seconds that the child may take in all, on a machine with much to do."""
_CHILD = "from docgen.article.pdf_text import child; child()"


def pdf_text(data: bytes) -> tuple[str, list[list[list[Any]]]]:
    """Return a PDF's title, and its pages' lines as `docgen.article.pdf.extract` gives them.

    Raises ValueError where it can't be read within the limits.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _CHILD],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Our own path and no more: the working folder may be a stranger's.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"it takes longer than {PATIENCE} seconds") from error
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise ValueError(f"it takes longer than {SECONDS} seconds of processor")
    try:
        answer: Any = json.loads(done.stdout)
    except ValueError as error:
        limit = f"{MEMORY // 10**6:,} MB of memory"
        message = f"PDFium gave up on it: it is damaged, or needs more than {limit}"
        raise ValueError(message) from error
    if "error" in answer:
        raise ValueError(str(answer["error"]))
    return str(answer["title"]), answer["pages"]


def child() -> None:
    """Read a PDF on stdin and answer with JSON on stdout, within the limits."""
    _limit()
    try:
        from docgen.article.pdf import extract  # noqa: PLC0415  (it calls us, in the parent)

        title, pages = extract(sys.stdin.buffer.read())
        answer: dict[str, Any] = {"title": title, "pages": pages}
    except MemoryError:
        answer = {"error": f"it needs more than {MEMORY // 10**6:,} MB of memory"}
    except ValueError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # what a damaged document left behind needn't be freed


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415  (Unix only)
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (least, hard))
        except (OSError, ValueError):  # macOS doesn't limit the address space
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
