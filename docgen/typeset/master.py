"""The slide master made from theme tokens: where each layout's placeholders stand.

Points; the same geometry is written as a real slide master and drawn in slide PDFs.
"""

from __future__ import annotations

from dataclasses import replace

from docgen.foundation.structs import Struct
from docgen.placed.documents import Master, Placeholder, SlideLayout, SlideRole
from docgen.placed.items import PlacedItem, Rect
from docgen.theme.art import Scene
from docgen.theme.art_contrast import scene_ground
from docgen.theme.model import Theme
from docgen.typeset.art import art_items, box_rect

BODY_IDX = 1
SECOND_IDX = 2
KICKER_IDX = 13
CREDIT_IDX = 14
PICTURE_IDX = 15
DATE_IDX, FOOTER_IDX, NUMBER_IDX = 10, 11, 12
"""PowerPoint's usual indices of the three footer placeholders."""


class _MasterGrid(Struct, frozen=True):
    """The page grid of the master: outer margins and the bands between them."""

    theme: Theme
    width: float
    height: float
    picture: bool = False
    """Whether the cover shows a picture."""

    def _length(self, name: str) -> float:
        return self.theme.length("deck", name)

    @property
    def left(self) -> float:
        return self._length("margin-left")

    @property
    def wide(self) -> float:
        return self.width - self.left - self._length("margin-right")

    @property
    def kicker(self) -> Rect:
        return Rect(self.left, self._length("margin-top"), self.wide, self._length("kicker-height"))

    @property
    def title(self) -> Rect:
        return Rect(self.left, self.kicker.bottom, self.wide, self._length("title-height"))

    @property
    def foot(self) -> float:
        return self.height - self._length("margin-bottom") - self._length("footer-height")

    @property
    def body(self) -> Rect:
        top = self.title.bottom + self._length("title-gap")
        return Rect(self.left, top, self.wide, self.foot - self._length("title-gap") - top)

    def halves(self, share: float = 0.5) -> tuple[Rect, Rect]:
        gap = self._length("gutter")
        body = self.body
        first = (body.width - gap) * share
        return (
            Rect(body.x, body.y, first, body.height),
            Rect(body.x + first + gap, body.y, body.width - gap - first, body.height),
        )

    def footers(self) -> tuple[Placeholder, ...]:
        height = self._length("footer-height")
        number = 48.0
        date = 110.0
        y = self.foot
        middle = self.wide - date - number
        return (
            Placeholder(
                "footer",
                "footer",
                FOOTER_IDX,
                Rect(self.left, y, middle, height),
                "footer",
                "middle",
                name="Footer",
            ),
            Placeholder(
                "date",
                "date",
                DATE_IDX,
                Rect(self.left + middle, y, date, height),
                "date",
                "middle",
                name="Date",
            ),
            Placeholder(
                "slide-number",
                "slide-number",
                NUMBER_IDX,
                Rect(self.left + self.wide - number, y, number, height),
                "slide-number",
                "middle",
                name="Slide Number",
            ),
        )


def stock_master(theme: Theme, width: float, height: float, picture: bool = False) -> Master:
    """Return the master for a theme at a slide size in points; `picture`: the cover shows one."""
    grid = _MasterGrid(theme, width, height, picture)
    layouts = (
        _title(grid),
        _section(grid),
        _content(grid),
        _two(grid),
        _picture(grid),
        _chart(grid),
        _table(grid),
        _quote(grid),
        _blank(grid),
        _closing(grid),
    )
    return Master(width, height, layouts)


def _heads(grid: _MasterGrid) -> tuple[Placeholder, ...]:
    return (
        Placeholder("title", "title", 0, grid.title, "title", "top", name="Title"),
        Placeholder("kicker", "body", KICKER_IDX, grid.kicker, "kicker", "top", name="Kicker"),
    )


def _ground(grid: _MasterGrid, scene: Scene) -> str:
    return scene_ground(grid.theme, scene)


def _drawn(grid: _MasterGrid, scene: Scene) -> tuple[PlacedItem, ...]:
    return art_items(grid.theme, scene, grid.width, grid.height, grid.picture)


def _at(grid: _MasterGrid, scene: Scene, place: str, otherwise: Rect) -> Rect:
    """Return where the theme puts a text, or `otherwise`."""
    box = grid.theme.scene(scene).places.get(place)
    return otherwise if box is None else box_rect(box, (grid.width, grid.height))


def _colored(grid: _MasterGrid, scene: Scene, layout: SlideLayout) -> SlideLayout:
    """Return a layout whose texts have the colours that the theme names for them."""
    named = grid.theme.scene(scene).colors
    if not named:
        return layout
    keys = {"body": "details"} if scene == "cover" else {}
    footers = ("footer", "date", "slide-number")

    def color(place: Placeholder) -> str | None:
        key = "footer" if place.kind in footers else keys.get(place.key, place.key)
        return named.get(key)

    places = tuple(replace(p, color=color(p)) for p in layout.placeholders)
    return replace(layout, placeholders=places)


PICTURE_GAP = 24.0
"""Between the cover's texts and its picture, in points."""


def _beside(text: Rect, picture: Rect) -> Rect:
    """Return a text's place, narrowed where it would stand on the cover's picture."""
    if text.bottom <= picture.y or text.y >= picture.bottom:
        return text
    if picture.x > text.x and picture.x < text.right + PICTURE_GAP:
        return Rect(text.x, text.y, picture.x - PICTURE_GAP - text.x, text.height)
    if picture.right < text.right and picture.right > text.x - PICTURE_GAP:
        left = picture.right + PICTURE_GAP
        return Rect(left, text.y, text.right - left, text.height)
    return text


def _title(grid: _MasterGrid) -> SlideLayout:
    """Return the cover: title, subtitle and details, and a picture where the theme has room."""
    art = grid.theme.scene("cover")
    top = grid.height * 0.27
    wide = grid.wide * 0.72

    picture = _at(
        grid, "cover", "picture", Rect(grid.width * 0.7, 0, grid.width * 0.3, grid.height)
    )

    def at(name: str, rect: Rect) -> Rect:
        placed = _at(grid, "cover", name, rect)
        return _beside(placed, picture) if grid.picture else placed

    kicker = at("kicker", Rect(grid.left, top - 34, wide, 22))
    title = at("title", Rect(grid.left, top, wide, grid.height * 0.22))
    below = Rect(grid.left, title.bottom + 18, wide, grid.height * 0.27)
    subtitle = at("subtitle", below)
    details = at("details", Rect(grid.left, grid.foot - 8, wide, 24))
    anchor = art.anchor or "top"
    layout = SlideLayout(
        "title",
        "Title Slide",
        (
            Placeholder("title", "center-title", 0, title, "center-title", anchor, name="Title"),
            Placeholder("subtitle", "subtitle", BODY_IDX, subtitle, "subtitle", name="Subtitle"),
            Placeholder(
                "kicker", "body", KICKER_IDX, kicker, "cover-kicker", "bottom", name="Kicker"
            ),
            Placeholder("body", "body", CREDIT_IDX, details, "details", "bottom", name="Details"),
            Placeholder("picture", "picture", PICTURE_IDX, picture, "body", name="Cover picture"),
        ),
        _drawn(grid, "cover"),
        _ground(grid, "cover"),
        region=details,
        align=art.align if art.align == "center" else None,
    )
    return _colored(grid, "cover", layout)


def _section(grid: _MasterGrid) -> SlideLayout:
    art = grid.theme.scene("divider")
    rect = Rect(grid.left, grid.height * 0.36, grid.wide * 0.85, grid.height * 0.24)
    title = _at(grid, "divider", "title", rect)
    below = Rect(title.x, title.bottom + 10, title.width * 0.9, grid.height * 0.18)
    subtitle = _at(grid, "divider", "subtitle", below)
    layout = SlideLayout(
        "section",
        "Section Header",
        (
            Placeholder(
                "title", "title", 0, title, "section-title", art.anchor or "top", name="Title"
            ),
            Placeholder("subtitle", "body", BODY_IDX, subtitle, "subtitle", name="Text"),
            *grid.footers(),
        ),
        _drawn(grid, "divider"),
        _ground(grid, "divider"),
        region=subtitle,
        align=art.align if art.align == "center" else None,
    )
    return _colored(grid, "divider", layout)


def _on_content(
    grid: _MasterGrid,
    role: SlideRole,
    name: str,
    places: tuple[Placeholder, ...],
    region: Rect | None = None,
) -> SlideLayout:
    """Return a layout of a content slide: title, kicker, its own places, and footers."""
    layout = SlideLayout(
        role,
        name,
        (*_heads(grid), *places, *grid.footers()),
        _drawn(grid, "content"),
        region=region or grid.body,
    )
    return _colored(grid, "content", layout)


def _content(grid: _MasterGrid) -> SlideLayout:
    body = Placeholder("body", "object", BODY_IDX, grid.body, "body", name="Content")
    return _on_content(grid, "content", "Title and Content", (body,))


def _two(grid: _MasterGrid) -> SlideLayout:
    left, right = grid.halves()
    places = (
        Placeholder("body", "object", BODY_IDX, left, "body", name="Content Left"),
        Placeholder("body-2", "object", SECOND_IDX, right, "body", name="Content Right"),
    )
    return _on_content(grid, "two-content", "Two Content", places)


def _picture(grid: _MasterGrid) -> SlideLayout:
    left, right = grid.halves(0.42)
    places = (
        Placeholder("body", "body", BODY_IDX, left, "body", name="Text"),
        Placeholder("picture", "picture", SECOND_IDX, right, "body", name="Picture"),
    )
    return _on_content(grid, "picture", "Picture with Caption", places)


def _chart(grid: _MasterGrid) -> SlideLayout:
    chart = Placeholder("chart", "chart", SECOND_IDX, grid.body, "body", name="Chart")
    return _on_content(grid, "chart", "Title and Chart", (chart,))


def _table(grid: _MasterGrid) -> SlideLayout:
    table = Placeholder("table", "table", SECOND_IDX, grid.body, "body", name="Table")
    return _on_content(grid, "table", "Title and Table", (table,))


def _quote(grid: _MasterGrid) -> SlideLayout:
    body = grid.body
    region = Rect(body.x, body.y, body.width * 0.86, body.height)
    place = Placeholder("body", "body", BODY_IDX, region, "quote", "top", name="Quotation")
    return _on_content(grid, "quote", "Quotation", (place,), region)


def _blank(grid: _MasterGrid) -> SlideLayout:
    return _on_content(grid, "blank", "Title Only", ())


def _closing(grid: _MasterGrid) -> SlideLayout:
    """Return the last slide: what stays, and what is to be decided."""
    art = grid.theme.scene("closing")
    title = _at(grid, "closing", "title", grid.title)
    kicker = _at(grid, "closing", "kicker", grid.kicker)
    region = _at(grid, "closing", "body", grid.body)
    layout = SlideLayout(
        "closing",
        "Closing",
        (
            Placeholder(
                "title", "title", 0, title, "closing-title", art.anchor or "top", name="Title"
            ),
            Placeholder("kicker", "body", KICKER_IDX, kicker, "kicker", "top", name="Kicker"),
            Placeholder("body", "object", BODY_IDX, region, "body", name="Content"),
            *grid.footers(),
        ),
        _drawn(grid, "closing"),
        _ground(grid, "closing"),
        region=region,
    )
    return _colored(grid, "closing", layout)
