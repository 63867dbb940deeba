"""Take the text out of a PDF in a process of its own, with limits on memory and time.

PDFium is a large C++ library that reads a stranger's bytes. It can't be interrupted, and where
memory ends it aborts: a child process may, and costs one article. Python's own limits of the
child (`resource`) hold on Linux and macOS; elsewhere only the time is limited.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

MAX_PAGES = 300
MAX_OBJECTS = 200_000
"""Texts, paths and pictures of one page."""
MAX_CHARACTERS = 2_000_000
MEMORY = 1_500_000_000
"""Bytes of address space of the child."""
SECONDS = 8
"""Of processor."""
PATIENCE = 60
"""Seconds that the child may take in all, on a machine with much to do."""
_CHILD = "from docgen.article.pdf_text import child; child()"


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line: its text, its number on the page, and its box in points."""

    text: str
    page: int
    number: int
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """The height in points."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PdfText:
    """All lines of a PDF, and its title."""

    title: str
    lines: tuple[PdfLine, ...]


def pdf_text(data: bytes) -> PdfText:
    """Return the text of a PDF. Raises ValueError where it can't be read within the limits."""
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
    return PdfText(str(answer["title"]), tuple(PdfLine(*one) for one in answer["lines"]))


def child() -> None:
    """Read a PDF on stdin and answer with JSON on stdout, within the limits."""
    _limit()
    try:
        answer = _extract(sys.stdin.buffer.read())
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


def _extract(data: bytes) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415  (the parent process doesn't need it)

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    count = len(document)
    if count > MAX_PAGES:
        raise ValueError(f"it has more than {MAX_PAGES} pages")
    lines: list[list[object]] = []
    size = 0
    for number in range(count):
        for line in _lines(document, number):
            size += len(str(line[0]))
            if size > MAX_CHARACTERS:
                raise ValueError(f"its text is longer than {MAX_CHARACTERS:,} characters")
            lines.append(line)
    title = document.get_metadata_dict().get("Title", "")
    return {"title": str(title).strip(), "lines": lines}


def _lines(document: Any, number: int) -> list[list[object]]:
    import pypdfium2  # noqa: PLC0415  (as above)
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    try:
        page = document[number]
        if pdfium.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
            raise ValueError(f"page {number + 1} has more than {MAX_OBJECTS:,} objects")
        text_page = page.get_textpage()
        if text_page.count_chars() > MAX_CHARACTERS:
            raise ValueError(f"its text is longer than {MAX_CHARACTERS:,} characters")
        text = text_page.get_text_range()
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"page {number + 1}: {error}") from error
    found: list[list[object]] = []
    offset = 0
    for count, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        shown = raw.replace("\ufffe", "-").replace("\x02", "-")
        index = text.find(raw, offset) if raw else offset
        offset = index + len(raw)
        if shown.strip():
            lead = len(raw) - len(raw.lstrip())
            _, bottom, _, top = text_page.get_charbox(index + lead, loose=True)
            found.append([shown.strip(), number + 1, count, top, bottom])
    text_page.close()
    page.close()
    return found
