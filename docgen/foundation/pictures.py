"""One opener for pictures: named formats, limits by memory, one error for all that is wrong.

Pillow tells a picture by its first bytes and would start other programs for some formats
(Ghostscript for EPS); only those in `FORMATS` are tried, whatever a file is called. A picture
is decoded from bytes that were read through `docgen.foundation.files`.
"""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageOps

from docgen.foundation.structs import Struct

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
"""JPEG stands for Multi-Picture Format too."""
MOST_PIXELS = 80_000_000
"""Largest picture read (a 10000 x 8000 photograph)."""
MOST_BYTES = 400_000_000
"""Largest decoded picture, in memory."""
_BAND = 512
"""Rows that are worked on at a time where a whole copy would be large."""
_ORIENTATION = 0x0112
"""EXIF tag: how a camera was held."""


class PictureError(ValueError):
    """Bytes that are no picture we read; its text goes after the name: "has no pixels"."""


class PictureHeader(Struct, frozen=True):
    """What a picture's first bytes say."""

    format: str
    mode: str
    size: tuple[int, int]
    """Width and height in pixels, as stored."""
    turned: bool
    """Whether it is shown with width and height exchanged."""


def picture_header(data: bytes) -> PictureHeader:
    """Return a picture's format, mode and size; nothing is decoded. Raises PictureError."""
    with _opened(data) as picture:
        orientation = _orientation(picture)
        return PictureHeader(
            picture.format or "", picture.mode, picture.size, orientation in (5, 6, 7, 8)
        )


def load_picture(data: bytes, draft: tuple[int, int] | None = None) -> Image.Image:
    """Return a picture decoded, its first frame; its ``format`` says what it was.

    With `draft` a JPEG may be decoded smaller, but not smaller than that. Raises
    PictureError for what is no picture, cut off, damaged or too large.
    """
    picture = _opened(data)
    try:
        if draft is not None:
            picture.draft("RGB", draft)
        picture.load()
    except MemoryError as error:
        raise PictureError("needs more memory than there is") from error
    except Exception as error:  # decoders raise whatever comes
        raise PictureError(f"is cut off or damaged ({_first_line(error)})") from error
    return picture


_PROBLEMS: dict[bytes, str] = {}
"""What was found wrong, by the digest of the bytes: decoding is costly."""


def picture_problem(data: bytes) -> str:
    """Return why bytes can't be shown as a picture ("has no pixels"); empty if they can.

    The picture is decoded whole, once a process for the same bytes.
    """
    key = hashlib.sha256(data).digest()
    if key not in _PROBLEMS:
        try:
            load_picture(data, draft=(64, 64))  # a JPEG is read whole, but decoded small
            _PROBLEMS[key] = ""
        except PictureError as error:
            _PROBLEMS[key] = str(error)
        if len(_PROBLEMS) > 1024:
            del _PROBLEMS[next(iter(_PROBLEMS))]
    return _PROBLEMS[key]


def upright(picture: Image.Image) -> Image.Image:
    """Return the picture as it was seen (EXIF orientation applied)."""
    if _orientation(picture) == 1:
        return picture
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        return picture  # damaged EXIF data: as it is stored


def flattened(picture: Image.Image) -> Image.Image:
    """Return an RGBA picture on white, as RGB; made in bands, so that no copy of it is."""
    made = Image.new("RGB", picture.size)
    for top in range(0, picture.height, _BAND):
        box = (0, top, picture.width, min(top + _BAND, picture.height))
        band = picture.crop(box).convert("RGBA")
        ground = Image.new("RGBA", band.size, "white")
        made.paste(Image.alpha_composite(ground, band).convert("RGB"), box)
    return made


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except MemoryError as error:
        raise PictureError("needs more memory than there is") from error
    except Image.DecompressionBombError as error:
        raise PictureError(_too_large()) from error
    except Exception as error:  # parsers of headers raise whatever comes
        raise PictureError(f"is no picture of a known kind ({', '.join(FORMATS)})") from error
    width, height = picture.size
    if width <= 0 or height <= 0:
        raise PictureError("has no pixels")
    if width * height > MOST_PIXELS:
        raise PictureError(_too_large())
    if width * height * _pixel_bytes(picture.mode) > MOST_BYTES:
        raise PictureError(f"needs more than {MOST_BYTES // 10**6} MB when decoded")
    return picture


def _too_large() -> str:
    return f"has more than {MOST_PIXELS // 10**6} million pixels"


def _pixel_bytes(mode: str) -> int:
    """Return the bytes that Pillow takes for a pixel of a mode."""
    return 1 if mode in ("1", "L", "P") else 2 if mode.startswith("I;16") else 4


def _orientation(picture: Image.Image) -> int:
    if picture.format == "PNG" and "exif" not in picture.info:
        return 1  # Pillow would decode all of it to look for data behind the picture
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
        return found if isinstance(found, int) and 1 <= found <= 8 else 1
    except Exception:
        return 1  # damaged EXIF data


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
