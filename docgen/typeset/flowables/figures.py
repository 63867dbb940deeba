"""Figures: what a caption above and a credit below belong to, kept together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from docgen.charts import DrawnChart, chart_alt, chart_rows, draw_chart, prepared
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.layout.blocks import ChartBlock, ImageBlock, Inline
from docgen.placed.images import crop_to, picture_size, unusable
from docgen.placed.items import ChartItem, ImageItem, Rect
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, Placement, flow
from docgen.typeset.flowables.stack import Stack
from docgen.typeset.flowables.text import TextFlow


class Figure(Stack):
    """Caption, body and credit as one; only a body that divides (a table) is divided."""

    def __init__(self, parts: list[BlockFlowable], body: BlockFlowable) -> None:
        super().__init__(parts, keep=True)
        self.body = body

    @property
    def flexible(self) -> bool:  # type: ignore[override]
        """Say whether the body's height is free."""
        return self.body.flexible

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Give the body what the height leaves beside caption and credit."""
        others = self.height_at(width) - self.body.height_at(width)
        body = self.body.stretch(width, height - others)
        made = Figure([body if p is self.body else p for p in self.blocks], body)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least height: the body's, with caption and credit."""
        others = self.height_at(width) - self.body.height_at(width)
        return others + self.body.least(width)

    def taken_apart(self, width: float, height: float) -> list[BlockFlowable]:
        """Return nothing: caption and credit stay with the body; a table divides anyway."""
        return []

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Give the body what the height leaves beside caption and credit."""
        others = self.height_at(width) - self.body.height_at(width)
        body = self.body.fill(width, height - others)
        made = Figure([body if p is self.body else p for p in self.blocks], body)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def most(self, width: float) -> float:
        """Return the height with the body as high as it may be."""
        return self.height_at(width) - self.body.height_at(width) + self.body.most(width)

    def divide(self, width: float, height: float) -> list[BlockFlowable]:
        """Divide the body: the caption stays with its first part, the credit with its last."""
        at = self.blocks.index(self.body)
        above = Stack(self.blocks[:at]).height_at(width) if at else 0.0
        above += self.body.space_before if at else 0.0
        parts = self.body.divide(width, height - above)
        if len(parts) != 2:
            return []
        first = Figure([*self.blocks[:at], parts[0]], parts[0])
        second = Figure([parts[1], *self.blocks[at + 1 :]], parts[1])
        first.space_before, second.space_after = self.space_before, self.space_after
        first.space_after = second.space_before = 0.0
        return [first, second]


def captioned(
    caption: Inline,
    subtitle: Inline,
    credit: Inline,
    context: Context,
    elem: Elem | None,
    make: Callable[[Elem], BlockFlowable],
) -> list[BlockFlowable]:
    """Return a figure of the element `elem`: `make` gives its body from the element around.

    A body that says nothing has no `elem`; what is written beside it are paragraphs then.

    A table's Caption is its first kid (ISO 32000-1, table 337); a Figure's stands before it
    in a Div of theirs, for readers tell of a Figure nothing but its Alt.
    """
    parts: list[BlockFlowable] = []
    around = context.elem.add("Div")
    if elem is not None:
        elem.parent = around
    head = elem if elem is not None and elem.role == "Table" else around
    for inline, style in ((caption, "caption"), (subtitle, "credit")):
        if inline:
            named = style == "caption" and elem is not None
            kid = head.add("Caption") if named else around.add("P")
            parts.append(
                TextFlow(context.setter, inline, context.style(style), kid, keep_next=True)
            )
    if elem is not None:
        around.kids.append(elem)
    body = make(around)
    gap = context.length("figure-gap")
    body.space_before = body.space_after = gap
    parts.append(body)
    if credit:
        kid = around.add("P")
        parts.append(TextFlow(context.setter, credit, context.style("credit"), kid))
    made = Figure(parts, body)
    made.space_before = made.space_after = context.length("block-gap")
    return [made]


LEAST_HEIGHT = {"brief": 80.0, "deck": 130.0}


GROWTH = (1.0, 1.3, 1.7, 2.2, 2.8)
"""A chart in a brief whose labels have no room grows to so many times its height."""
MOST_CHART = 560.0
"""But not higher than this, in points."""


class ChartFlow(BlockFlowable):
    """The chart's box, without caption.

    In a brief it grows until every label has its room; on a slide the slide's fitting gives
    it a height, at most the one that the layout asks for.
    """

    flexible = True

    def __init__(
        self,
        block: ChartBlock,
        context: Context,
        elem: Elem,
        data: Elem,
        height: float,
        given: bool = False,
    ) -> None:
        super().__init__()
        self.block, self.context, self.elem, self.data = block, context, elem, data
        self.tall = max(height, LEAST_HEIGHT[context.medium])
        self.given = given
        """Its height was given to it: it doesn't grow."""
        self._drawn: dict[float, tuple[float, DrawnChart]] = {}

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the chart `height` high."""
        return self.stretch(width, height)

    def layout(self, width: float) -> Placement:
        """Return the chart item with its art."""
        tall, drawn = self._made(width)
        name = f"Chart: {self.block.caption.words or self.block.data.title}"[:80]
        findings = tuple(_told(self.block, drawn, self.context.style("chart-label").size))
        item = ChartItem(
            Rect(0, 0, width, tall),
            drawn.native,
            self.elem,
            drawn.art,
            self.data,
            name,
            findings,
        )
        return Placement((item,), tall)

    def _made(self, width: float) -> tuple[float, DrawnChart]:
        """Return the height at a width, and the chart drawn in it."""
        found = self._drawn.get(width)
        if found is None:
            grows = self.context.medium == "brief" and not self.given
            for factor in GROWTH if grows else GROWTH[:1]:
                tall = min(self.tall * factor, max(MOST_CHART, self.tall))
                drawn = self._draw(width, tall)
                if found is None or len(drawn.dropped) < len(found[1].dropped):
                    found = (tall, drawn)
                if not drawn.dropped:
                    break
            assert found is not None
            self._drawn[width] = found
        return found

    def _draw(self, width: float, tall: float) -> DrawnChart:
        context, style = self.context, self.context.style("chart-label")
        return draw_chart(
            self.block,
            width,
            tall,
            style.size,
            context.theme,
            context.medium,
            context.setter,
            context.shared.lang,
            style.min_size or None,
        )

    def height_at(self, width: float) -> float:
        """Return the height; the art of a slide's chart of a height not taken isn't drawn."""
        return self.tall if self.context.medium == "deck" else self._made(width)[0]

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return the chart `height` high, or as high as the layout asks for on a slide."""
        if self.context.medium == "deck" and self.block.height:
            height = min(height, max(self.block.height, LEAST_HEIGHT["deck"]))
        made = ChartFlow(self.block, self.context, self.elem, self.data, height, True)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least height at which labels still read, or that composing wants."""
        return max(LEAST_HEIGHT[self.context.medium], self.context.squeeze.figure)


MOST_NAMED = 5
"""Labels that a message names."""


LEAST_SHARE = 0.8
"""Labels smaller than this share of the theme's size are told of."""


def _told(block: ChartBlock, drawn: DrawnChart, size: float) -> Iterator[Diagnostic]:
    """Yield what a chart has no room to say, and what is drawn otherwise than asked."""
    title = block.caption.words or str(block.data.title)
    where = block.source or block.origin
    if drawn.kind != block.data.kind:
        yield Diagnostic(
            codes.CHART_REDRAWN,
            f'chart "{title}" is drawn as {drawn.kind}, not {block.data.kind}:'
            " its names have room there",
            where,
            f"write kind: {drawn.kind}, or shorten the names",
            Severity.NOTICE,
        )
    if drawn.label_size < size * LEAST_SHARE:
        yield Diagnostic(
            codes.CHART_SMALL,
            f'chart "{title}" has labels of {drawn.label_size:g} pt, not {size:g} pt',
            where,
            "show fewer categories or series, or give the chart more room",
            Severity.NOTICE,
        )
    if drawn.dropped:
        texts = list(dict.fromkeys(drawn.dropped))
        count = len(texts)
        named = ", ".join(f'"{text}"' for text in texts[:MOST_NAMED])
        more = f" and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
        yield Diagnostic(
            codes.CHART_LABELS,
            f'chart "{title}" has no room for {named}{more}',
            where,
            "give it more height, shorter names, or fewer categories or series",
            Severity.WARNING,
        )


def _data_table(block: ChartBlock, parent: Elem) -> Elem:
    """Add the data as a Table beside the Figure, whose Alt hides what is inside it."""
    header, rows = chart_rows(block)
    table = parent.add("Table", alt=block.caption.words or str(block.data.title))
    head = table.add("THead").add("TR")
    for text in header:
        head.add("TH", scope="Column") if text else head.add("TD")
    body = table.add("TBody")
    for name, *values in rows:
        row = body.add("TR")
        row.add("TH", scope="Row") if name else row.add("TD")
        for _ in values:
            row.add("TD")
    return table


@flow.register(ChartBlock)
def chart(block: ChartBlock, context: Context) -> list[BlockFlowable]:
    """Return caption, chart and credit."""
    lang = context.shared.lang
    full = replace(block, data=prepared(block.data, lang))
    alt = block.alt or chart_alt(full, lang)
    described = replace(full, alt=alt)
    elem = Elem("Figure", id=block.id, alt=alt, bbox=True)
    height = block.height or context.length("chart-height")
    return captioned(
        block.caption,
        Inline(),
        block.credit,
        context,
        elem,
        lambda around: ChartFlow(described, context, elem, _data_table(full, around), height),
    )


LEAST_DPI = 150.0
"""Below this a picture shows its pixels in print."""
HIGHEST = {"brief": 220.0, "deck": 340.0}
"""Most height a picture takes of itself, in points."""
IMAGE_LEAST_HEIGHT = 60.0


class ImageFlow(BlockFlowable):
    """A picture's box, without caption."""

    flexible = True

    def __init__(
        self, block: ImageBlock, context: Context, elem: Elem | None, tall: float | None
    ) -> None:
        super().__init__()
        self.block, self.context, self.elem, self.tall = block, context, elem, tall

    def fill(self, width: float, height: float) -> BlockFlowable:
        """Return the picture at most `height` high."""
        return self.stretch(width, height)

    def layout(self, width: float) -> Placement:
        """Return the picture at its size within `width` and the height it was given."""
        pixels = picture_size(self.block.path)
        most = self.tall or self.block.height or HIGHEST[self.context.medium]
        if self.block.mode == "crop":
            rect = Rect(0, 0, width, most)
            crop = crop_to(pixels, width / most, self.block.focus)
        else:
            scale = min(width / pixels[0], most / pixels[1])
            rect = Rect(0, 0, max(pixels[0] * scale, 1.0), max(pixels[1] * scale, 1.0))
            crop = (0.0, 0.0, 0.0, 0.0)
        self._warn(pixels[0] * (1 - crop[0] - crop[2]), rect.width)
        name = f"Picture: {self.block.alt}"[:80]
        item = ImageItem(rect, self.block, crop, self.elem, name)
        return Placement((item,), rect.height)

    def _warn(self, pixels: float, width: float) -> None:
        dpi = pixels * 72 / width
        shared, once = self.context.shared, (codes.LOW_RESOLUTION, self.block.path)
        if dpi < LEAST_DPI - 0.5 and once not in shared.warned:
            shared.warned.add(once)  # a picture is told of once, at whatever sizes it is shown
            shared.diagnostics.warn(
                codes.LOW_RESOLUTION,
                f'picture "{Path(self.block.path).name}" is shown at {dpi:.0f} dpi',
                self.block.source or self.block.origin,
                f"below {LEAST_DPI:.0f} dpi pixels show: give a larger file or a smaller box",
            )

    def stretch(self, width: float, height: float) -> BlockFlowable:
        """Return the picture at most `height` high."""
        made = ImageFlow(self.block, self.context, self.elem, max(height, 1.0))
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least useful height."""
        return min(IMAGE_LEAST_HEIGHT, self.place(width).height)


@flow.register(ImageBlock)
def image(block: ImageBlock, context: Context) -> list[BlockFlowable]:
    """Return caption, picture and credit; a decorative picture is an artifact, its words aren't.

    One that can't be read or is too large is an error (DG412), and nothing in its place.
    """
    problem = unusable(block.path)
    if problem:
        hint = "give a PNG, JPEG, GIF, WebP, TIFF or AVIF file of at most 80 million pixels"
        context.shared.error_once(
            codes.UNUSABLE_PICTURE,
            f'picture "{Path(block.path).name}" {problem}',
            block.source or block.origin,
            hint,
        )
        return []
    if block.decorative and not block.caption and not block.credit:
        return [ImageFlow(block, context, None, None)]
    elem = None if block.decorative else Elem("Figure", id=block.id, alt=block.alt, bbox=True)
    return captioned(
        block.caption,
        Inline(),
        block.credit,
        context,
        elem,
        lambda _: ImageFlow(block, context, elem, None),
    )
