"""Charts: a box of a chosen height, drawn as vector art or as a native chart."""

from __future__ import annotations

from dataclasses import replace

from docgen.layout.blocks import ChartBlock, Inline
from docgen.typeset.charts import chart_alt, chart_art, chart_rows
from docgen.typeset.context import Context
from docgen.typeset.flow import flow
from docgen.typeset.flowables.base import Block, Placement
from docgen.typeset.flowables.figure import captioned
from docgen.typeset.items import ChartItem, Rect
from docgen.typeset.structure import Elem

LEAST_HEIGHT = {"brief": 80.0, "deck": 130.0}


class ChartFlow(Block):
    """The chart's box, without caption."""

    flexible = True

    def __init__(
        self, block: ChartBlock, context: Context, elem: Elem, data: Elem, height: float
    ) -> None:
        super().__init__()
        self.block, self.context, self.elem, self.data = block, context, elem, data
        self.tall = max(height, LEAST_HEIGHT[context.medium])

    def layout(self, width: float) -> Placement:
        """Return the chart item with its art."""
        context = self.context
        label = context.style("chart-label").size
        art = chart_art(
            self.block, width, self.tall, label, context.theme, context.medium,
            context.setter, context.shared.lang,
        )  # fmt: skip
        name = f"Chart: {self.block.caption.plain or self.block.data.title}"[:80]
        rect = Rect(0, 0, width, self.tall)
        item = ChartItem(rect, self.block, label, self.elem, art, self.data, name)
        return Placement((item,), self.tall)

    def height_at(self, width: float) -> float:
        """Return the height, which is chosen: the art of a height not taken isn't drawn."""
        return self.tall

    def stretch(self, width: float, height: float) -> Block:
        """Return the chart `height` high."""
        made = ChartFlow(self.block, self.context, self.elem, self.data, height)
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least height at which labels still read."""
        return LEAST_HEIGHT[self.context.medium]


def _data_table(block: ChartBlock, parent: Elem) -> Elem:
    """Add the data as a Table beside the Figure, whose Alt hides what is inside it."""
    header, rows = chart_rows(block)
    table = parent.add("Table", alt=block.caption.plain or str(block.data.title))
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
def chart(block: ChartBlock, context: Context) -> list[Block]:
    """Return caption, chart and credit."""
    alt = block.alt or chart_alt(block, context.shared.lang)
    described = replace(block, alt=alt)
    elem = Elem("Figure", id=block.id, alt=alt, bbox=True)
    height = block.height or context.length("chart-height")
    return captioned(
        block.caption, Inline(), block.credit, context, elem,
        lambda e, around: ChartFlow(described, context, e, _data_table(block, around), height),
    )  # fmt: skip
