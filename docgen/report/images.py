"""Compare pictures, tolerant of anti-aliasing.

The method is that of pixelmatch: colours differ by the YIQ metric of Kotsarenko and Ramos
(2010), and a pixel that is taken for an edge's anti-aliasing by Vysniauskas' detector (2009)
isn't counted. The library is its C++ port, by way of pybind11-pixelmatch.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pybind11_pixelmatch import (
    Options,
    normalize_color,
    pixelmatch,
)

TIMEOUT = 180
"""Seconds that LibreOffice gets for a deck."""


def page_pictures(pdf: Path, dpi: float) -> list[Image.Image]:
    """Return a PDF's pages as RGB pictures. Raises pypdfium2.PdfiumError if it is none."""
    return list(_pages(pdf, dpi))


def _pages(pdf: Path, dpi: float) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")
            page.close()
    finally:
        document.close()


def office() -> str | None:
    """Return the path of LibreOffice, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def deck_as_pdf(deck: Path, folder: Path) -> Path | None:
    """Have LibreOffice draw a deck as a PDF in `folder`; None if it isn't there or can't.

    It gets a profile of its own: a running LibreOffice would take the work and say nothing.
    """
    program = office()
    if program is None:
        return None
    # Its last process may still write there when its first has ended.
    with tempfile.TemporaryDirectory(
        prefix="docgen-office-", ignore_cleanup_errors=True
    ) as profile:
        command = [
            program,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(deck),
        ]
        try:
            if not _ends_well(command):
                return None
        except OSError:
            return None
    made = folder / f"{deck.stem}.pdf"
    return made if made.is_file() else None


def _ends_well(command: list[str]) -> bool:
    """Run a program with all that it starts; whatever of it is left after TIMEOUT is killed."""
    silent = subprocess.DEVNULL
    running = subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        return running.wait(TIMEOUT) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if running.poll() is None:
            if hasattr(os, "killpg"):
                with suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
            running.kill()
            running.wait()


THRESHOLD = 0.1
"""Difference of colours that counts, 0 to 1; pixelmatch's own default."""
CELL = 8
"""Pixels: changes nearer to each other than about two cells share a box."""
RED = (214, 40, 40)
GAP = 16

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """How two pictures differ: pixels that do, their share of all, and a mask of them."""

    pixels: int
    share: float
    mask: Image.Image


def compare_pictures(old: Image.Image, new: Image.Image) -> Compared:
    """Compare two pictures; the smaller is extended in white to the size of the larger."""
    was, now = same_size(old, new)
    size = was.size
    if ImageChops.difference(was, now).getbbox() is None:
        return Compared(0, 0.0, Image.new("L", size))
    shape = (size[1], size[0], 4)
    mask = bytearray(size[0] * size[1] * 4)
    options = Options()
    options.threshold = THRESHOLD
    options.diffMask = True
    options.diffColor = normalize_color("#ff0000")
    count = pixelmatch(
        memoryview(was.convert("RGBA").tobytes()).cast("B", shape),
        memoryview(now.convert("RGBA").tobytes()).cast("B", shape),
        output=memoryview(mask).cast("B", shape),
        options=options,
    )
    marked = Image.frombytes("RGBA", size, bytes(mask)).getchannel("A")
    return Compared(count, count / (size[0] * size[1]), marked)


def same_size(old: Image.Image, new: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return both in RGB on white ground of the larger width and height."""
    size = (max(old.width, new.width), max(old.height, new.height))
    grounds = []
    for picture in (old, new):
        ground = Image.new("RGB", size, "white")
        ground.paste(picture.convert("RGB"), (0, 0))
        grounds.append(ground)
    return grounds[0], grounds[1]


def boxes_of(mask: Image.Image) -> list[Box]:
    """Return boxes around what a mask marks, from the top down."""
    cells = mask.point(lambda value: 255 if value else 0).reduce(CELL)
    width = cells.width
    data = cells.tobytes()
    todo = {(i % width, i // width) for i, value in enumerate(data) if value}
    boxes = []
    while todo:
        x, y = todo.pop()
        box = [x, y, x, y]
        edge = [(x, y)]
        while edge:
            x, y = edge.pop()
            box = [min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y)]
            near = {(x + dx, y + dy) for dx in range(-2, 3) for dy in range(-2, 3)} & todo
            todo -= near
            edge += near
        boxes.append((box[0] * CELL, box[1] * CELL, (box[2] + 1) * CELL, (box[3] + 1) * CELL))
    return sorted(boxes, key=lambda b: (b[1], b[0], b[3], b[2]))


def side_by_side(
    old: Image.Image | None, new: Image.Image | None
) -> tuple[Image.Image, list[Box]] | None:
    """Return old and new beside each other with the changes boxed; None if they look alike.

    A missing picture is left blank.
    """
    known = new or old
    if known is None:
        return None
    blank = Image.new("RGB", known.size, "#eeeeee")
    was, now = same_size(old or blank, new or blank)
    boxes: list[Box] = []
    if old is not None and new is not None:
        compared = compare_pictures(old, new)
        if not compared.pixels:
            return None
        boxes = boxes_of(compared.mask)
        _draw_boxes(was, boxes)
        _draw_boxes(now, boxes)
    both = Image.new("RGB", (was.width * 2 + GAP, was.height), "#777777")
    both.paste(was, (0, 0))
    both.paste(now, (was.width + GAP, 0))
    return both, boxes


def _draw_boxes(picture: Image.Image, boxes: list[Box]) -> None:
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        draw.rectangle((left - 2, top - 2, right + 1, bottom + 1), outline=RED, width=2)
