"""Picture files for decks: what PowerPoint shows everywhere, at a size that makes sense."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import Part

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import PICTURE, VIDEO, read_file
from docgen.foundation.pictures import PictureError, load_picture, upright
from docgen.placed.images import load_ground
from docgen.placed.items import ImageItem
from docgen.pptx.canvas import DeckContext

MOST_DPI = 300.0
"""Pictures with more pixels than this at their size on the slide are made smaller..."""
TARGET_DPI = 220.0
"""...to this, PowerPoint's own default for saved pictures."""
KEPT = {"PNG": ("png", CT.PNG), "JPEG": ("jpeg", CT.JPEG), "GIF": ("gif", CT.GIF)}
MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
JPEG_QUALITY = 88


def picture_part(job: DeckContext, item: ImageItem) -> Part:
    """Return the media part of a picture; the same bytes are embedded once.

    Raises DocgenError (DG701) if the file can't be read as a picture.
    """
    blob, ext, content_type = _prepare(item)
    digest = hashlib.sha256(blob).digest()
    if digest not in job.media:
        job.media[digest] = job.package.add(f"/ppt/media/image%d.{ext}", content_type, blob)
    return job.media[digest]


FILMS = {
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
    ".wmv": "video/x-ms-wmv",
}


def film_part(job: DeckContext, path: str) -> Part:
    """Return the media part of a film's file; the same bytes are embedded once.

    Raises DocgenError (DG759) if it can't be read.
    """
    try:
        blob = read_file(path, VIDEO)
    except OSError as error:
        message = f'"{Path(path).name}" can\'t be embedded: {error.strerror}'
        raise DocgenError(Diagnostic(codes.VIDEO_FORMAT, message, Location(path))) from error
    digest = hashlib.sha256(blob).digest()
    if digest not in job.media:
        ext = Path(path).suffix.lower()
        job.media[digest] = job.package.add(f"/ppt/media/media%d{ext}", FILMS[ext], blob)
    return job.media[digest]


def ground_part(job: DeckContext, item: ImageItem) -> Part:
    """Return the media part of a picture that fills a slide, its scrim laid over it.

    Raises DocgenError (DG701) as `picture_part`.
    """
    sink = io.BytesIO()
    with _reading(item):
        load_ground(item).save(sink, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    blob = sink.getvalue()
    digest = hashlib.sha256(blob).digest()
    if digest not in job.media:
        job.media[digest] = job.package.add("/ppt/media/image%d.jpeg", CT.JPEG, blob)
    return job.media[digest]


@contextmanager
def _reading(item: ImageItem) -> Iterator[None]:
    try:
        yield
    except (OSError, PictureError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise DocgenError(
            Diagnostic(
                codes.PICTURE_UNREADABLE,
                f'"{Path(item.block.path).name}" can\'t be embedded as a picture: {why}',
                item.block.source or Location(item.block.path),
                "give a PNG, JPEG, GIF, WebP, TIFF or AVIF file",
            )
        ) from error


def _prepare(item: ImageItem) -> tuple[bytes, str, str]:
    with _reading(item):
        data = read_file(item.block.path, PICTURE)
        return _suitable(load_picture(data), data, item)


def _suitable(opened: Image.Image, data: bytes, item: ImageItem) -> tuple[bytes, str, str]:
    scale = _scale(opened.size, item)
    turned = upright(opened) is not opened
    kind = opened.format or ""
    if kind in KEPT and opened.mode in MODES and scale == 1.0 and not turned:
        return (data, *KEPT[kind])
    made: Image.Image = upright(opened)
    transparent = made.mode in ("RGBA", "LA", "PA") or "transparency" in made.info
    wanted = "RGBA" if transparent else "RGB"
    made = made if made.mode == wanted else made.convert(wanted)
    if scale < 1.0:
        size = (max(round(made.width * scale), 1), max(round(made.height * scale), 1))
        made = made.resize(size, Image.Resampling.LANCZOS)
    sink = io.BytesIO()
    if transparent or kind in ("PNG", "GIF", "BMP"):
        made.save(sink, "PNG", optimize=True)
        return (sink.getvalue(), *KEPT["PNG"])
    made.save(sink, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return (sink.getvalue(), *KEPT["JPEG"])


def _scale(pixels: tuple[int, int], item: ImageItem) -> float:
    """Return by how much to shrink a picture that is far finer than its box."""
    left, top, right, bottom = item.crop
    shown = max(pixels) * max(1 - left - right, 1 - top - bottom)
    longest = max(item.rect.width, item.rect.height)
    if longest <= 0:
        return 1.0
    dpi = shown * 72 / longest
    return TARGET_DPI / dpi if dpi > MOST_DPI else 1.0
