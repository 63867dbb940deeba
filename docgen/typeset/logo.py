"""A theme's logo and page colour: on a brief's pages and on a deck's slide layouts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.pictures import PictureError
from docgen.layout.blocks import ImageBlock
from docgen.placed.documents import Master, SlideLayout
from docgen.placed.images import picture_size
from docgen.placed.items import ImageItem, PlacedItem, Rect, ShapeItem, moved
from docgen.theme.model import Theme
from docgen.typeset.markings import banner_height

BRIEF_HEIGHT = 26.0
"""Most height of a logo on a page, in points; it stands in the upper margin."""
BRIEF_GAP = 5.0
"""Between a page's logo and its text area, in points."""
DECK_TOP, DECK_GAP = 10.0, 6.0
"""Over a slide's logo, and between it and the title, in points."""
COVER_TOP, COVER_HEIGHT, PLATE = 31.0, 34.0, 8.0
"""On a coloured ground: the logo's place, its height, and the plate around it, in points."""
WIDEST = 0.24
"""Share of the width that a logo may take."""
WHITE = 0.999
"""Least of red, green and blue of a colour that needs no paint on paper, of 1."""


def page_ground(theme: Theme, width: float, height: float) -> tuple[PlacedItem, ...]:
    """Return the page's colour as a shape, where the theme's background isn't paper white."""
    if min(theme.color("background").rgb) > WHITE:
        return ()
    return (ShapeItem(Rect(0, 0, width, height), fill="background", name="Background"),)


def page_logo(
    theme: Theme, width: float, margins: tuple[float, float, float, float], head: float
) -> tuple[PlacedItem, ...]:
    """Return the logo of a brief's first page, at the right of the upper margin.

    `margins` are top, right, bottom, left, `head` is the height of a running header there.
    """
    top, right = margins[0], margins[1]
    bottom = top * 0.5 - BRIEF_GAP if head else top - BRIEF_GAP
    tall = max(min(BRIEF_HEIGHT, bottom - BRIEF_GAP - banner_height(theme, "brief")), 8.0)
    room = Rect(width * (1 - WIDEST) - right, bottom - tall, width * WIDEST, tall)
    made = _logo(theme, room, 1)
    if made and theme.options.get("brief", {}).get("masthead") == "band":
        return (_plate(made[0].rect, BRIEF_GAP), *made)
    return made


def with_logo(master: Master, theme: Theme) -> Master:
    """Return a master with the theme's logo on each of its layouts.

    It stands over the title at the right; on a coloured ground at the left, on a plate of
    the page's colour, which is what logos are made for.
    """
    if theme.logo is None:
        return master
    layouts = tuple(_on_layout(one, master, theme) for one in master.layouts)
    return replace(master, layouts=layouts)


def _on_layout(layout: SlideLayout, master: Master, theme: Theme) -> SlideLayout:
    right = theme.length("deck", "margin-right")
    left = theme.length("deck", "margin-left")
    if layout.role in ("title", "section"):
        rect = Rect(left + PLATE, COVER_TOP, master.width * WIDEST, COVER_HEIGHT)
        made = _logo(theme, rect, 0)
        if made and layout.align == "center":
            over = (master.width - made[0].rect.width) / 2 - made[0].rect.x
            made = tuple(moved(one, over, 0) for one in made)
        if made and (layout.background != "background" or layout.decorations):
            made = (_plate(made[0].rect, PLATE), *made)
    else:
        title = theme.length("deck", "margin-top") + theme.length("deck", "kicker-height")
        region = layout.region
        top = max(DECK_TOP, banner_height(theme, "deck") + 3)
        lowest = title if region is None else min(title, region.y)
        tall = max(lowest - DECK_GAP - top, 12.0)
        x = master.width - right - master.width * WIDEST
        made = _logo(theme, Rect(x, top, master.width * WIDEST, tall), 1)
    return replace(layout, decorations=(*layout.decorations, *made))


def _plate(box: Rect, gap: float) -> PlacedItem:
    """Return a plate of the page's colour, which logos are made for."""
    rect = Rect(box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap)
    return ShapeItem(rect, "round-rect", fill="background", radius=4.0, name="Plate")


def _logo(theme: Theme, room: Rect, side: int) -> tuple[PlacedItem, ...]:
    """Return the logo as large as the room holds it, at its left (0) or right (1)."""
    if theme.logo is None:
        return ()
    try:
        wide, tall = picture_size(theme.logo)
    except (OSError, PictureError) as error:
        message = f'the logo "{Path(theme.logo).name}" can\'t be shown: {error}'
        hint = "give a PNG or JPEG"
        at = Location(theme.path)
        raise DocgenError(Diagnostic(codes.THEME_VALUE, message, at, hint)) from error
    scale = min(room.width / wide, room.height / tall)
    width, height = wide * scale, tall * scale
    rect = Rect(room.x + (room.width - width) * side, room.y, width, height)
    block = ImageBlock(path=theme.logo, alt="", decorative=True)
    return (ImageItem(rect, block, name=f"Logo: {Path(theme.logo).stem}"),)
