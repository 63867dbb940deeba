"""Picture files: their size in pixels, and how they are cropped."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 80_000_000
"""Largest picture read (a 10000 x 8000 photograph)."""


@lru_cache(maxsize=512)
def picture_size(path: str) -> tuple[int, int]:
    """Return width and height in pixels as shown (EXIF orientation applied).

    Raises OSError if the file can't be read as a picture.
    """
    with Image.open(path) as picture:
        width, height = picture.size
        try:
            turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        except OSError:  # cut off in the middle: the writers say so
            turned = False
    return (height, width) if turned else (width, height)


def unusable(path: str) -> str:
    """Return why a file can't be shown as a picture, or nothing if it can."""
    try:
        width, height = picture_size(path)
    except Image.DecompressionBombError:
        return f"has more than {MOST_PIXELS // 10**6} million pixels"
    except (OSError, ValueError, SyntaxError) as error:
        return f"can't be read: {error}"
    if width * height > MOST_PIXELS:
        return f"has {width} x {height} pixels, more than {MOST_PIXELS // 10**6} million"
    if not width or not height:
        return "has no pixels"
    return ""


def crop_to(
    pixels: tuple[int, int], ratio: float, focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return the crop (left, top, right, bottom, as shares) that gives width/height `ratio`.

    The focus point (shares from the top left) stays as near the middle as it can.
    """
    width, height = pixels
    if width / height > ratio:
        keep = height * ratio / width
        left = min(max(focus[0] - keep / 2, 0.0), 1 - keep)
        return (left, 0.0, 1 - keep - left, 0.0)
    keep = width / ratio / height
    top = min(max(focus[1] - keep / 2, 0.0), 1 - keep)
    return (0.0, top, 0.0, 1 - keep - top)


def load_rgb(path: str) -> Image.Image:
    """Return the picture upright, as RGB or grey, transparency flattened on white."""
    with Image.open(path) as opened:
        picture = _eight_bits(_in_srgb(ImageOps.exif_transpose(opened)))
        if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
            rgba = picture.convert("RGBA")
            ground = Image.new("RGBA", rgba.size, "white")
            return Image.alpha_composite(ground, rgba).convert("RGB")
        if picture.mode in ("L", "1"):
            return picture.convert("L")
        return picture.convert("RGB")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Convert a picture that brings a colour profile of its own (Adobe RGB, CMYK) to sRGB."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile: the colours as they are
    return made or picture


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Scale 16 and 32 bit greys down to 8 bits: `convert` alone would cut them off."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    _, high = picture.convert("F").getextrema()
    most = next((m for m in (1.0, 255.0, 65535.0) if isinstance(high, float) and high <= m), 1.0)
    if picture.mode != "F":
        most = 65535.0
    return picture.convert("F").point(lambda v: v * (255 / most) + 0).convert("L")
