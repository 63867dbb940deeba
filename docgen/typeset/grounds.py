"""What one slide stands on: a colour of its own, or a picture under a scrim."""

from __future__ import annotations

from docgen.foundation import codes
from docgen.foundation.files import once
from docgen.layout.blocks import ChartBlock, ImageBlock
from docgen.layout.document import SlideBlock
from docgen.layout.walk import walk
from docgen.placed.documents import GROUND_COLORS, Master, SlideGround, SlideLayout
from docgen.placed.images import crop_to, load_ground, picture_size, unusable
from docgen.placed.items import ImageItem, Rect, Scrim
from docgen.theme.model import Color, Theme, contrast
from docgen.typeset.context import Shared

SCRIM = "ink"
"""The scrim's colour."""
LEAST_SHARE, MOST_SHARE, SHARE_STEP = 0.35, 0.9, 0.05
"""A scrim's opacity: as little as lets text be read."""
READS = 4.5
"""Contrast of text on its ground (WCAG 2.2, 1.4.3)."""
SAMPLE = (48, 27)
"""Pixels that a picture is looked at in: each stands for the mean of its part."""
ON_GROUNDS = ("text", "on-ink", "on-accent", "background", "ink")


def slide_ground(
    block: SlideBlock, layout: SlideLayout, master: Master, shared: Shared
) -> SlideGround | None:
    """Return a slide's own ground; None where the layout's serves.

    A picture that can't be read is told (DG412, as anywhere) and left out; a colour on which
    nothing reads is told (DG757).
    """
    if block.picture is not None:
        _tell_charts(block, SCRIM, shared)
        return _picture(block.picture, master, shared)
    if block.background is None or block.background == layout.background:
        return None
    token = block.background
    text = _text_on(token, shared.theme)
    reached = contrast(shared.theme.color(text).rgb, shared.theme.color(token).rgb)
    if reached < READS:
        shared.warn_once(
            codes.GROUND_CONTRAST,
            f'no text reads on a slide of "{token}": "{text}" has {reached:.1f}:1,'
            f" needs {READS:g}:1",
            block.origin,
            "choose a lighter or a darker token",
        )
    _tell_charts(block, token, shared)
    return SlideGround(token, text)


def _tell_charts(block: SlideBlock, token: str, shared: Shared) -> None:
    """Tell that a chart stands on a ground on which the deck's own text doesn't read."""
    theme = shared.theme
    if contrast(theme.color("text").rgb, theme.color(token).rgb) >= READS:
        return
    if any(isinstance(one, ChartBlock) for one in walk(block.blocks)):
        shared.warn_once(
            codes.GROUND_CONTRAST,
            f'a chart stands on a ground of "{token}": its lines and labels are made for the'
            " deck's own",
            block.origin,
            "choose a light token, or none",
        )


def _text_on(token: str, theme: Theme) -> str:
    """Return the colour of text on a ground: the one made for it, else the first that reads."""
    ground = theme.color(token).rgb
    known = [t for t in (GROUND_COLORS.get(token, ""), *ON_GROUNDS) if t in theme.palette]
    good = (t for t in known if contrast(theme.color(t).rgb, ground) >= READS)
    return next(good, max(known, key=lambda t: contrast(theme.color(t).rgb, ground)))


def _picture(block: ImageBlock, master: Master, shared: Shared) -> SlideGround | None:
    why = unusable(block.path)
    if why:
        at = block.source or block.origin
        hint = "give a PNG, JPEG, GIF, WebP, TIFF or AVIF file"
        shared.error_once(codes.UNUSABLE_PICTURE, f"a slide's picture {why}", at, hint)
        return None
    full = Rect(0.0, 0.0, master.width, master.height)
    crop = crop_to(picture_size(block.path), master.width / master.height, block.focus)
    token = SCRIM
    text = _text_on(token, shared.theme)
    item = ImageItem(full, block, crop, None, "Background")
    share = once(
        ("scrim", block.path, crop, token, text),
        lambda: _share(item, shared.theme.color(token), shared.theme.color(text)),
    )
    scrim = Scrim(_bytes(shared.theme.color(token)), share)
    return SlideGround(token, text, ImageItem(full, block, crop, None, "Background", scrim))


def _share(item: ImageItem, scrim: Color, text: Color) -> float:
    """Return the least opacity under which text reads everywhere on a picture."""
    small = load_ground(item).resize(SAMPLE)
    pixels = {small.getpixel((x, y)) for x in range(small.width) for y in range(small.height)}
    share = LEAST_SHARE
    while share < MOST_SHARE:
        if all(contrast(_mixed(pixel, scrim, share), text.rgb) >= READS for pixel in pixels):
            break
        share += SHARE_STEP
    return round(min(share, MOST_SHARE), 2)


def _mixed(pixel: object, scrim: Color, share: float) -> tuple[float, float, float]:
    assert isinstance(pixel, tuple)
    red, green, blue = (
        value / 255 * (1 - share) + over * share
        for value, over in zip(pixel, scrim.rgb, strict=True)
    )
    return red, green, blue


def _bytes(color: Color) -> tuple[int, int, int]:
    red, green, blue = (round(value * 255) for value in color.rgb)
    return red, green, blue
