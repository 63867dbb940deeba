"""Pictures as image XObjects: RGB or grey, cropped, at most 300 dpi where they stand.

A JPEG that is shown whole is passed on as it is; other pictures are packed like PNG
(ISO 32000-1, 7.4.4.4, predictor 15), cropped photographs as JPEG again.
"""

from __future__ import annotations

import hashlib
import io

from PIL import Image

from docgen.foundation.files import PICTURE, read_file
from docgen.foundation.pictures import load_picture
from docgen.foundation.structs import Struct, field
from docgen.pdf.objects import PdfFile, dictionary
from docgen.placed.images import load_ground, load_rgb
from docgen.placed.items import ImageItem

MOST_DPI = 300.0
JPEG_QUALITY = 90
_UPRIGHT = 1
_SPACES = {"RGB": (b"/DeviceRGB", 3), "L": (b"/DeviceGray", 1)}


class Pictures(Struct):
    """The pictures of one file, each stored once."""

    file: PdfFile
    resources: dict[str, int] = field(default_factory=dict)
    """Resource name to object number."""
    _known: dict[tuple[object, ...], str] = field(default_factory=dict)
    _stored: dict[bytes, str] = field(default_factory=dict)

    def resource(self, item: ImageItem, width: float, height: float) -> str:
        """Return the resource name of a picture shown in width x height points."""
        key = (item.block.path, item.crop, item.scrim, round(width), round(height))
        if key not in self._known:
            self._known[key] = self._store(*_encoded(item, width, height))
        return self._known[key]

    def _store(self, entries: bytes, data: bytes) -> str:
        digest = hashlib.sha256(entries + data).digest()
        if digest not in self._stored:
            name = self._stored[digest] = f"Im{len(self.resources)}"
            self.resources[name] = self.file.stream(entries, data, compress=False)
        return self._stored[digest]


def _encoded(item: ImageItem, width: float, height: float) -> tuple[bytes, bytes]:
    """Return the entries and the data of an image's stream."""
    if item.scrim is not None:
        out = io.BytesIO()
        picture = load_ground(item)
        picture.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        return _entries(picture, b"/DCTDecode"), out.getvalue()
    most = (max(int(width / 72 * MOST_DPI), 1), max(int(height / 72 * MOST_DPI), 1))
    raw = read_file(item.block.path, PICTURE)
    opened = load_picture(raw)
    photo = opened.format in ("JPEG", "MPO")
    if photo and not any(item.crop) and _plain(opened) and not _larger(opened.size, most):
        return _entries(opened, b"/DCTDecode"), raw
    del opened
    picture = _cropped(load_rgb(item.block.path), item.crop)
    if _larger(picture.size, most):
        picture = picture.resize(most, Image.Resampling.LANCZOS)
    if photo:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        return _entries(picture, b"/DCTDecode"), out.getvalue()
    colors = _SPACES[picture.mode][1]
    hint = b"/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (colors, picture.width)
    return _entries(picture, b"/FlateDecode") + hint, _png_data(picture)


def _plain(picture: Image.Image) -> bool:
    """Say whether a JPEG may be passed on: upright, RGB or grey, in no colours of its own."""
    turned = picture.getexif().get(0x0112, _UPRIGHT) != _UPRIGHT
    return picture.mode in _SPACES and not turned and "icc_profile" not in picture.info


def _larger(size: tuple[int, int], most: tuple[int, int]) -> bool:
    return size[0] > most[0] * 1.2 and size[1] > most[1] * 1.2


def _cropped(picture: Image.Image, crop: tuple[float, float, float, float]) -> Image.Image:
    if not any(crop):
        return picture
    (left, top, right, bottom), (wide, tall) = crop, picture.size
    x, y = min(round(left * wide), wide - 1), min(round(top * tall), tall - 1)
    end = max(round((1 - right) * wide), x + 1), max(round((1 - bottom) * tall), y + 1)
    return picture.crop((x, y, *end))


def _entries(picture: Image.Image, method: bytes) -> bytes:
    inner = dictionary(
        {
            "Type": b"/XObject",
            "Subtype": b"/Image",
            "Width": b"%d" % picture.width,
            "Height": b"%d" % picture.height,
            "BitsPerComponent": b"8",
            "ColorSpace": _SPACES[picture.mode][0],
            "Filter": method,
        }
    )
    return inner[2:-2]


def _png_data(picture: Image.Image) -> bytes:
    """Return the picture as PNG's image data: filtered rows, deflated."""
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False, compress_level=9)
    data, at, found = out.getvalue(), 8, b""
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            found += data[at + 8 : at + 8 + size]
        at += size + 12
    return found
