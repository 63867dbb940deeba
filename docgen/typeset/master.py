"""The slide master made from theme tokens: where each layout's placeholders stand.

Points; the same geometry is written as a real slide master and drawn in slide PDFs.
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen.placed.documents import Master, Placeholder, SlideLayout
from docgen.placed.items import PlacedItem, Rect, ShapeItem
from docgen.theme.model import Theme

BODY_IDX = 1
SECOND_IDX = 2
KICKER_IDX = 13
CREDIT_IDX = 14
DATE_IDX, FOOTER_IDX, NUMBER_IDX = 10, 11, 12
"""PowerPoint's usual indices of the three footer placeholders."""


@dataclass(frozen=True, slots=True)
class _MasterGrid:
    """The page grid of the master: outer margins and the bands between them."""

    theme: Theme
    width: float
    height: float

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


def stock_master(theme: Theme, width: float, height: float) -> Master:
    """Return the master for a theme at a slide size in points."""
    grid = _MasterGrid(theme, width, height)
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
    )
    return Master(width, height, layouts)


def _heads(grid: _MasterGrid) -> tuple[Placeholder, ...]:
    return (
        Placeholder("title", "title", 0, grid.title, "title", "top", name="Title"),
        Placeholder("kicker", "body", KICKER_IDX, grid.kicker, "kicker", "top", name="Kicker"),
    )


def _hairline(grid: _MasterGrid) -> tuple[PlacedItem, ...]:
    rect = Rect(grid.left, grid.foot - 2, grid.wide, 0.75)
    return (ShapeItem(rect, fill="rule", name="Footer rule"),)


def _ground(grid: _MasterGrid, option: str, default: str) -> str:
    chosen = grid.theme.options.get("deck", {}).get(option, default)
    return {"dark": "ink", "accent": "accent-1"}.get(chosen, "background")


BAND = 0.2
"""The cover's band takes this share of its width..."""
EDGE = 8.0
"""...and stands this far from the ground beside it, as a line, in points."""


def _title(grid: _MasterGrid) -> SlideLayout:
    """Return the cover: title, subtitle and details at the left of a band."""
    top = grid.height * 0.27
    band = Rect(grid.width * (1 - BAND), 0, grid.width * BAND, grid.height)
    wide = band.x - EDGE * 2 - grid.left - 24
    kicker = Rect(grid.left, top - 34, wide, 22)
    title = Rect(grid.left, top, wide, grid.height * 0.22)
    subtitle = Rect(grid.left, title.bottom + 18, wide, grid.height * 0.27)
    meta = Rect(grid.left, grid.foot - 8, wide, 24)
    edge = Rect(band.x - EDGE - 3, 0, 3, grid.height)
    rule = Rect(grid.left, meta.y - 12, wide, 0.75)
    return SlideLayout(
        "title",
        "Title Slide",
        (
            Placeholder("title", "center-title", 0, title, "center-title", "top", name="Title"),
            Placeholder("subtitle", "subtitle", BODY_IDX, subtitle, "subtitle", name="Subtitle"),
            Placeholder("kicker", "body", KICKER_IDX, kicker, "kicker", "bottom", name="Kicker"),
            Placeholder("body", "body", CREDIT_IDX, meta, "small", "bottom", name="Details"),
        ),
        (
            ShapeItem(band, fill="accent-1", name="Band"),
            ShapeItem(edge, fill="accent-1", name="Edge"),
            ShapeItem(rule, fill="accent-2", name="Rule"),
        ),
        _ground(grid, "title-slide", "dark"),
        region=meta,
    )


def _section(grid: _MasterGrid) -> SlideLayout:
    title = Rect(grid.left, grid.height * 0.36, grid.wide * 0.85, grid.height * 0.24)
    subtitle = Rect(grid.left, title.bottom + 10, grid.wide * 0.75, grid.height * 0.18)
    bar = ShapeItem(Rect(grid.left, title.y - 18, 56, 4), fill="accent-1", name="Accent")
    return SlideLayout(
        "section",
        "Section Header",
        (
            Placeholder("title", "title", 0, title, "section-title", "top", name="Title"),
            Placeholder("subtitle", "body", BODY_IDX, subtitle, "subtitle", name="Text"),
            *grid.footers(),
        ),
        (bar,),
        _ground(grid, "section-slide", "light"),
        region=subtitle,
    )


def _content(grid: _MasterGrid) -> SlideLayout:
    body = Placeholder("body", "object", BODY_IDX, grid.body, "body", name="Content")
    places = (*_heads(grid), body, *grid.footers())
    return SlideLayout("content", "Title and Content", places, _hairline(grid), region=grid.body)


def _two(grid: _MasterGrid) -> SlideLayout:
    left, right = grid.halves()
    places = (
        *_heads(grid),
        Placeholder("body", "object", BODY_IDX, left, "body", name="Content Left"),
        Placeholder("body-2", "object", SECOND_IDX, right, "body", name="Content Right"),
        *grid.footers(),
    )
    return SlideLayout("two-content", "Two Content", places, _hairline(grid), region=grid.body)


def _picture(grid: _MasterGrid) -> SlideLayout:
    left, right = grid.halves(0.42)
    places = (
        *_heads(grid),
        Placeholder("body", "body", BODY_IDX, left, "body", name="Text"),
        Placeholder("picture", "picture", SECOND_IDX, right, "body", name="Picture"),
        *grid.footers(),
    )
    return SlideLayout("picture", "Picture with Caption", places, _hairline(grid), region=grid.body)


def _chart(grid: _MasterGrid) -> SlideLayout:
    chart = Placeholder("chart", "chart", SECOND_IDX, grid.body, "body", name="Chart")
    places = (*_heads(grid), chart, *grid.footers())
    return SlideLayout("chart", "Title and Chart", places, _hairline(grid), region=grid.body)


def _table(grid: _MasterGrid) -> SlideLayout:
    table = Placeholder("table", "table", SECOND_IDX, grid.body, "body", name="Table")
    places = (*_heads(grid), table, *grid.footers())
    return SlideLayout("table", "Title and Table", places, _hairline(grid), region=grid.body)


def _quote(grid: _MasterGrid) -> SlideLayout:
    body = grid.body
    region = Rect(body.x, body.y, body.width * 0.86, body.height)
    places = (
        *_heads(grid),
        Placeholder("body", "body", BODY_IDX, region, "quote", "top", name="Quotation"),
        *grid.footers(),
    )
    return SlideLayout("quote", "Quotation", places, _hairline(grid), region=region)


def _blank(grid: _MasterGrid) -> SlideLayout:
    places = (*_heads(grid), *grid.footers())
    return SlideLayout("blank", "Title Only", places, _hairline(grid), region=grid.body)
