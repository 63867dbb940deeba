"""Hand-made placed decks: plausible boxes and lines, without the typesetter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from docgen.charts import draw_chart
from docgen.foundation.diagnostics import Diagnostics
from docgen.layout.blocks import ChartBlock, ImageBlock, Inline, Span
from docgen.layout.catalog import find_theme
from docgen.layout.document import LayoutInfo
from docgen.placed.documents import Deck, Master, Slide, SlideItem
from docgen.placed.items import (
    Bullet,
    ChartItem,
    Glyphs,
    GroupItem,
    ImageItem,
    Line,
    PathItem,
    PlacedCell,
    PlacedItem,
    Rect,
    ShapeItem,
    TableItem,
    TextItem,
    TextPara,
)
from docgen.placed.structure import Elem
from docgen.summary.model import Chart, Section, Series, Summary
from docgen.summary.text import Text
from docgen.text.paragraph import new_setter
from docgen.theme.model import Theme
from docgen.typeset.context import Shared
from docgen.typeset.flowables.table import table_look, table_rules
from docgen.typeset.master import stock_master
from docgen.typeset.properties import properties_of
from docgen.typeset.slides import marks_of

SHOWN: set[str] = set()
WIDTH, HEIGHT = 960.0, 540.0
KINDS = (
    "bar",
    "column",
    "stacked-bar",
    "stacked-column",
    "percent-bar",
    "percent-column",
    "line",
    "area",
    "pie",
    "doughnut",
    "scatter",
    "combo",
)
YEARS = ("2022", "2023", "2024", "2025", "2026", "2027")


FOOTER, DATE = "Flood defences · March 2026", "4 March 2026"


def shared(theme: Theme) -> Shared:
    """What typesetting shares in a deck without summary."""
    setter = new_setter(theme, "deck", "en-GB")
    return Shared(theme, "deck", Summary(title=Text("T")), setter, "en-GB", Diagnostics())


class Builder:
    """Makes slides of one deck; `root` is the document's structure."""

    def __init__(self, theme: Theme | None = None, master: Master | None = None) -> None:
        self.theme = theme or find_theme("slate", None)
        self.master = master or stock_master(self.theme, WIDTH, HEIGHT)
        self.root = Elem("Document")
        self.slides: list[Slide] = []

    # -- text ----------------------------------------------------------------------------

    def para(
        self,
        text: str | Sequence[Span],
        style: str = "body",
        width: float = 600.0,
        bullet: Bullet | None = None,
        elem_id: str | None = None,
        **changes: object,
    ) -> TextPara:
        spans = (Span(text),) if isinstance(text, str) else tuple(text)
        look = replace(self.theme.style("deck", style), **changes)  # type: ignore[arg-type]
        plain = "".join(s.text for s in spans)
        left = bullet.indent + bullet.width if bullet else look.indent
        natural = len(plain) * look.size * 0.5
        x = width - natural if look.align == "right" else left
        piece = Glyphs(plain, x, natural, "Arial", look.size, look.color)
        line = Line((piece,), look.size * 0.9, look.leading, natural, hard=True)
        return TextPara(
            spans,
            look,
            (line,),
            width,
            look.leading,
            Elem("P", self.root, id=elem_id),
            bullet,
            look.space_before,
            look.space_after,
        )

    def bullet(self, text: str, level: int = 0, kind: str = "bullet", start: int = 1) -> TextPara:
        step = self.theme.length("deck", "list-indent")
        label = f"{start}." if kind == "number" else "•–•–•"[level]
        mark = Bullet(label, kind, level, step * level, step, start)  # type: ignore[arg-type]
        return self.para(text, "body" if not level else f"body-{level + 1}", bullet=mark)

    # -- slides --------------------------------------------------------------------------

    def slide(
        self,
        role: str,
        title: str,
        fill: Mapping[str, PlacedItem | Sequence[TextPara]] | None = None,
        loose: Sequence[PlacedItem] = (),
        **changes: object,
    ) -> Slide:
        layout = self.master.layout(role)  # type: ignore[arg-type]
        items = []
        for key, content in {"title": [self.titled(title, layout.role)], **(fill or {})}.items():
            place = layout.placeholder(key)
            assert place is not None, (role, key)
            if isinstance(content, (list, tuple)):
                content = TextItem(place.rect, tuple(content), place.anchor, place.insets)
            else:
                content = replace(content, rect=place.rect)
            items.append(SlideItem(content, place))  # type: ignore[arg-type]
        items += [SlideItem(one) for one in loose]
        elem = self.root.add("Sect", id=f"sect-{len(self.slides) + 1}")
        number = len(self.slides) + 1
        marks = marks_of(layout, number, FOOTER, DATE, shared(self.theme))
        one = Slide(layout, title, items, elem, marks, number=number)
        for name, value in changes.items():
            setattr(one, name, value)
        self.slides.append(one)
        return one

    def titled(self, title: str, role: str) -> TextPara:
        style = {"title": "center-title", "section": "section-title"}.get(role, "title")
        ground = {"ink": "on-ink", "accent-1": "on-accent"}.get(
            self.master.layout(role).background  # type: ignore[arg-type]
        )
        changes = {"color": ground} if ground else {}
        para = self.para(title, style, **changes)
        return replace(para, space_before=0.0, space_after=0.0)

    def deck(self, **changes: object) -> Deck:
        summary = Summary(
            title=Text("Flood defences"),
            kicker=Text("Briefing"),
            lang="en-GB",
            date=dt.date(2026, 3, 4),
            authors=[Text("A. Writer"), Text("B. *Editor*")],
            standfirst=Text("What the **city** plans"),
            sections=[Section(heading=Text("Costs")), Section(heading=Text("Works"))],
        )
        info = LayoutInfo(name="test", kind="deck", folder="", width=WIDTH, height=HEIGHT)
        deck = Deck(
            self.slides,
            self.master,
            self.root,
            [],
            self.theme,
            info,
            summary,
            "Flood defences",
            "en-GB",
            FOOTER,
            DATE,
            properties_of(summary),
            tables=table_look(self.theme, "deck"),
        )
        return replace(deck, **changes)  # type: ignore[arg-type]


# ---- items -------------------------------------------------------------------------------


def chart_data(kind: str = "column", series: int = 1, **changes: object) -> Chart:
    rows = []
    for n in range(series):
        values = [1.0 + n * 0.4 + k * 0.5 for k in range(len(YEARS))]
        row = Series(name=Text(f"Series {n + 1}"), values=values)
        if kind == "scatter":
            row.x = [k * 1.5 for k in range(len(YEARS))]
        if kind == "combo" and n:
            row.kind = "line"
        rows.append(row)
    return Chart(
        id=f"chart-{kind}",
        title=Text(f"A {kind} chart"),
        kind=kind,  # type: ignore[arg-type]
        unit=Text("%"),
        categories=[Text(y) for y in YEARS] if kind != "scatter" else [],
        series=rows,
        **changes,  # type: ignore[arg-type]
    )


def chart(kind: str = "column", series: int = 1, **changes: object) -> ChartItem:
    return placed_chart(chart_data(kind, series, **changes))


def placed_chart(data: Chart) -> ChartItem:
    kind = data.kind
    block = ChartBlock(data=data, caption=Inline((Span(f"Spending, {kind}"),)))
    theme = find_theme("slate", None)
    setter = new_setter(theme, "deck", "en-GB")
    drawn = draw_chart(block, 848, 320, 12.0, theme, "deck", setter, "en-GB")
    return ChartItem(Rect(56, 150, 848, 320), drawn.native, art=drawn.art, name=f"Chart: {kind}")


def table(make: Builder, rows: int = 4) -> TableItem:
    """Three columns; the first row spans two columns, the last two rows merge downwards."""
    widths, height = (300.0, 274.0, 274.0), 36.0
    cells = []
    for row in range(rows):
        for column in range(3):
            span, down = 1, 1
            if (row, column) == (1, 0):
                span = 2
            elif (row, column) == (1, 1) or (row, column) == (rows - 1, 0):
                continue
            elif (row, column) == (rows - 2, 0):
                down = 2
            align = "decimal" if column == 2 else "left"
            rect = Rect(
                sum(widths[:column]),
                row * height,
                sum(widths[column : column + span]),
                height * down,
            )
            style = "table-head" if row == 0 else "table-cell"
            text = f"Head {column}" if row == 0 else f"{row * 1.5:.1f}"
            changes = {"align": "right"} if align == "decimal" else {}
            para = make.para(text, style, rect.width - 16, **changes)
            cells.append(PlacedCell(row, column, span, down, rect, (para,), row == 0, None, align))
    look = table_look(make.theme, "deck")
    lefts = [sum(widths[:n]) for n in range(4)]
    rules = table_rules(cells, lefts, [height * n for n in range(rows + 1)], 1, look)
    return TableItem(
        Rect(56, 150, 848, height * rows),
        widths,
        (height,) * rows,
        tuple(cells),
        1,
        (8.0, 6.0, 8.0, 6.0),
        name="Table: Works",
        rules=tuple(rules),
    )


def picture(path: Path, mode: str = "RGB", size: tuple[int, int] = (400, 300)) -> Path:
    colors = {"RGB": (30, 80, 140), "RGBA": (30, 80, 140, 120), "CMYK": (200, 90, 20, 10)}
    Image.new(mode, size, colors.get(mode, 120)).save(path)
    return path


def image(path: Path, **changes: object) -> ImageItem:
    block = ImageBlock(path=str(path), **{"alt": "A dyke", **changes})  # type: ignore[arg-type]
    return ImageItem(Rect(480, 150, 424, 320), block, (0.1, 0.0, 0.2, 0.05), name="Picture: dyke")


def tile(make: Builder, x: float, value: str) -> GroupItem:
    rect = Rect(x, 160, 200, 120)
    inner = rect.inset(16, 14, 16, 14)
    texts = (
        TextItem(Rect(inner.x, inner.y, inner.width, 44), (make.para(value, "metric-value"),)),
        TextItem(
            Rect(inner.x, inner.y + 52, inner.width, 18),
            (make.para("of GDP by 2027", "metric-label"),),
        ),
    )
    shapes: tuple[PlacedItem, ...] = (
        ShapeItem(rect, "round-rect", fill="tint", radius=8, name="Ground"),
        ShapeItem(Rect(x, 160, 3, 120), fill="accent-1", name="Bar"),
    )
    return GroupItem(rect, (*shapes, *texts), name=f"Metric: {value}", kind="tile")


def everything(folder: Path) -> Deck:
    """Return a deck with every layout, item and chart kind."""
    make = Builder()
    make.slide(
        "title",
        "Flood defences for the city",
        {
            "subtitle": [make.para("What is built, and when", "subtitle", color="on-ink")],
            "kicker": [make.para("Briefing", "kicker", color="on-ink")],
        },
    )
    make.slide("section", "Where it stands", section="Where it stands")
    rich = [
        Span("Plain, "),
        Span("bold", bold=True),
        Span(", "),
        Span("italic", italic=True),
        Span(", "),
        Span("code", code=True),
        Span(", "),
        Span("outside", href="https://example.org/a?b=c&d=e"),
        Span(", "),
        Span("mail", href="mailto:a@example.org"),
        Span(", "),
        Span("inside", href="#works"),
        Span("1", superscript=True, cite="src", href="#src"),
        Span("", field="break"),
        Span("deutsch", lang="de-DE"),
    ]
    make.slide(
        "content",
        "Text of every kind",
        {
            "kicker": [make.para("Costs", "kicker")],
            "body": [
                make.para(rich),
                make.bullet("First"),
                make.bullet("Below it", 1),
                make.bullet("Deeper", 2),
                make.bullet("Second"),
                make.bullet("One", kind="number"),
                make.bullet("Two", kind="number", start=2),
                make.bullet("Three", kind="number", start=3),
            ],
        },
        notes=(
            make.para("Say this.", "notes"),
            make.para([Span("See "), Span("the site", href="https://example.org")], "notes"),
        ),
    )
    make.slide(
        "two-content",
        "Two columns",
        {
            "body": [make.bullet("Left")],
            "body-2": [make.bullet("Right", kind="number", start=4)],
        },
        section="Works",
    )
    file = picture(folder / "dyke.png")
    make.slide(
        "picture",
        "A picture",
        {
            "body": [make.para("Beside it.")],
            "picture": image(file),
        },
    )
    ornaments = (
        tile(make, 56, "2%"),
        tile(make, 280, "1%"),
        ShapeItem(Rect(56, 320, 400, 0), "line", stroke="rule", name="Line"),
        ShapeItem(Rect(56, 340, 100, 40), "arrow", stroke="accent-1", stroke_width=1.5),
        ShapeItem(Rect(200, 340, 40, 40), "ellipse", fill="accent-2", stroke="ink", dash=True),
        PathItem(
            Rect(300, 340, 60, 60),
            (
                ("M", 0.0, 0.0),
                ("L", 60.0, 0.0),
                ("C", 60.0, 30.0, 30.0, 60.0, 0.0, 60.0),
                ("Z",),
            ),
            fill="accent-3",
        ),
        TextItem(
            Rect(56, 420, 400, 40),
            (make.para("Anchored", "caption", elem_id="works"),),
            "bottom",
            (4, 2, 4, 2),
        ),
        image(picture(folder / "ornament.png", "RGBA"), decorative=True, alt=""),
    )
    make.slide("blank", "Shapes", loose=ornaments, hidden="shapes" not in SHOWN)
    make.slide("quote", "A voice", {"body": [make.para("“Build it.”", "quote")]})
    make.slide("table", "A table", {"table": table(make)})
    for kind in KINDS:
        single = chart(kind, 1, highlight=Text("2026")) if kind != "scatter" else chart(kind)
        make.slide("chart", f"One series: {kind}", {"chart": single})
        if kind != "pie":
            make.slide("chart", f"Many: {kind}", {"chart": chart(kind, 3)})
    make.slide("content", "Sources", {"body": [make.para("The source", "source", elem_id="src")]})
    return make.deck()
