"""Pictures for PDF: cropped, in RGB or grey, at most 300 dpi where they stand."""

from __future__ import annotations

import io

from PIL import Image
from reportlab.lib.utils import ImageReader

from docgen.typeset.images import load_rgb
from docgen.typeset.items import ImageItem

MOST_DPI = 300.0


def placed_picture(item: ImageItem, width: float, height: float) -> ImageReader:
    """Return the picture as it is shown in a box of width x height points."""
    picture = load_rgb(item.block.path)
    left, top, right, bottom = item.crop
    if any(item.crop):
        wide, tall = picture.size
        box = (
            round(left * wide), round(top * tall),
            max(round((1 - right) * wide), round(left * wide) + 1),
            max(round((1 - bottom) * tall), round(top * tall) + 1),
        )  # fmt: skip
        picture = picture.crop(box)
    most = (max(int(width / 72 * MOST_DPI), 1), max(int(height / 72 * MOST_DPI), 1))
    if picture.width > most[0] * 1.2 and picture.height > most[1] * 1.2:
        picture = picture.resize(most, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return ImageReader(out)
