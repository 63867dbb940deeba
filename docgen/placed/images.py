"""Picture files: their size in pixels, and how they are cropped."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from docgen.foundation.files import PICTURE, once, read_file
from docgen.foundation.pictures import (
    flattened,
    load_picture,
    picture_header,
    picture_problem,
    upright,
)
from docgen.placed.items import ImageItem


def picture_size(path: str) -> tuple[int, int]:
    """Return width and height in pixels as shown (EXIF orientation applied).

    Raises OSError if the file can't be read, PictureError if it is no picture.
    """

    def measure() -> tuple[int, int]:
        header = picture_header(read_file(path, PICTURE))
        width, height = header.size
        return (height, width) if header.turned else (width, height)

    return once(("picture size", path), measure)


def unusable(path: str) -> str:
    """Return why a file can't be shown as a picture, or nothing if it can."""
    try:
        return picture_problem(read_file(path, PICTURE))
    except OSError as error:
        return f"can't be read: {error.strerror}"


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


SCREEN = 1920
"""A picture that fills a slide has at most so many pixels across."""


def load_ground(item: ImageItem) -> Image.Image:
    """Return a picture that fills a slide: cropped, as fine as screens are, under its scrim."""
    picture = load_rgb(item.block.path).convert("RGB")
    (left, top, right, bottom), (wide, tall) = item.crop, picture.size
    box = (
        min(round(left * wide), wide - 1),
        min(round(top * tall), tall - 1),
        max(round((1 - right) * wide), 1),
        max(round((1 - bottom) * tall), 1),
    )
    picture = picture.crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1)))
    if picture.width > SCREEN:
        size = (SCREEN, max(round(picture.height * SCREEN / picture.width), 1))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    if item.scrim is None:
        return picture
    return Image.blend(picture, Image.new("RGB", picture.size, item.scrim.rgb), item.scrim.share)


def load_rgb(path: str) -> Image.Image:
    """Return the picture upright, as RGB or grey, transparency flattened on white."""
    picture = _eight_bits(_in_srgb(upright(load_picture(read_file(path, PICTURE)))))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        return flattened(picture)
    if picture.mode in ("L", "1"):
        return picture.convert("L")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


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
    except Exception:
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
