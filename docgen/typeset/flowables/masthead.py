"""The head of a brief's first page, and the running head of the others, as the theme has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.layout.blocks import Callout, Columns, ImageBlock
from docgen.layout.runs import plain
from docgen.placed.items import PlacedItem, Rect, ShapeItem
from docgen.summary.given import named_file
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, flows, without_edges
from docgen.typeset.flowables.boxes import Ornament, Panel

RULE, RULE_WIDTH = 3.0, 42.0
"""A short line over the head: its thickness and length, in points."""
HEAVY = 6.0
"""A heavy line across the page."""
BAND_FOOT = 13.0
"""From the head's text to the lower edge of its band."""
SIDE, SIDE_GAP = 5.0, 13.0
"""A bar at the head's left, and from it to the text."""
FRAME = 12.0
"""From a frame to the text."""


class Masthead(Panel):
    """Blocks over what the theme's option ``masthead`` draws."""

    def __init__(
        self,
        blocks: Sequence[BlockFlowable],
        look: str,
        bleed: tuple[float, float, float],
    ) -> None:
        super().__init__(blocks, _padding(look), Ornament(), "group", "Masthead")
        self.look, self.bleed = look, bleed
        """Left and upper margin, and the page's width: how far a band reaches."""

    def _ornaments(self, width: float, height: float) -> list[PlacedItem]:
        left, top, page = self.bleed
        match self.look:
            case "rule":
                rects = [(Rect(0, 0, RULE_WIDTH, RULE), "accent-1")]
            case "heavy":
                rects = [
                    (Rect(0, 0, width, HEAVY), "ink"),
                    (Rect(0, height - 0.75, width, 0.75), "ink"),
                ]
            case "band":
                edge = Rect(-left, height - 3, page, 3)
                rects = [
                    (Rect(-left, -top, page, top + height - 3), "ink"),
                    (edge, "accent-1"),
                ]
            case "tint":
                rects = [
                    (Rect(-left, -top, page, top + height), "surface"),
                    (Rect(-left, height - 1.5, page, 1.5), "accent-1"),
                ]
            case "side":
                rects = [(Rect(0, 0, SIDE, height), "accent-1")]
            case "centered":
                rects = [
                    (Rect(0, 0, width, 1.5), "ink"),
                    (Rect(0, 3.5, width, 0.5), "ink"),
                    (Rect(0, height - 4, width, 0.5), "ink"),
                    (Rect(0, height - 2, width, 1.5), "ink"),
                ]
            case _:
                frame = ShapeItem(
                    Rect(0, 0, width, height), stroke="accent-1", stroke_width=1.25, name="Frame"
                )
                bar = ShapeItem(Rect(0, 0, width, 4), fill="accent-1", name="Masthead")
                return [frame, bar]
        return [ShapeItem(rect, fill=fill, name="Masthead") for rect, fill in rects]

    def _with(self, blocks: Sequence[BlockFlowable]) -> Panel:
        copy = Masthead(blocks, self.look, self.bleed)
        copy.space_before, copy.space_after = self.space_before, self.space_after
        copy.divisible = self.divisible
        return copy


def _padding(look: str) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom."""
    return {
        "rule": (0.0, RULE + 6, 0.0, 0.0),
        "heavy": (0.0, HEAVY + 9, 0.0, 10.0),
        "band": (0.0, 0.0, 0.0, BAND_FOOT),
        "tint": (0.0, 0.0, 0.0, BAND_FOOT),
        "side": (SIDE + SIDE_GAP, 1.0, 0.0, 1.0),
        "centered": (24.0, 14.0, 24.0, 13.0),
    }.get(look, (FRAME + 2, FRAME + 5, FRAME + 2, FRAME))


class RunningHead(Panel):
    """A running head over what the theme's option ``running-head`` draws."""

    def __init__(self, blocks: Sequence[BlockFlowable], look: str) -> None:
        bar = look == "bar"
        padding = (9.0 if bar else 0.0, 0.0, 0.0, 0.0 if bar else 3.0)
        super().__init__(blocks, padding, Ornament(), "group", "Running head")
        self.look = look

    def _ornaments(self, width: float, height: float) -> list[PlacedItem]:
        if self.look == "plain":
            return []
        rect = Rect(0, 0, 4, height) if self.look == "bar" else Rect(0, height - 0.5, width, 0.5)
        return [ShapeItem(rect, fill="accent-1" if self.look == "bar" else "rule", name="Rule")]

    def _with(self, blocks: Sequence[BlockFlowable]) -> Panel:
        return RunningHead(blocks, self.look)


def head(block: Callout, context: Context) -> list[BlockFlowable]:
    """Return a masthead or a running head as a panel."""
    if block.kind == "running-head":
        look = context.theme.options["brief"].get("running-head", "rule")
        return [RunningHead(without_edges(flows(block.blocks, context)), look)]
    look = context.theme.options["brief"].get("masthead", "rule")
    if look == "band":
        context = replace(context, color="on-ink")
    if look == "centered" and not any(isinstance(b, Columns) for b in block.blocks):
        context = replace(context, align="center")
    elem = context.elem.add("Div", id=block.id)
    inner = without_edges(flows(block.blocks, context.under(elem)))
    if not inner:
        return []
    panel = Masthead(inner, look, context.shared.bleed)
    panel.space_after = context.length("block-gap")
    return [panel, *_cover(context)]


COVER_HEIGHT = 84.0
"""Of a cover picture under a brief's title, in points."""


def _cover(context: Context) -> list[BlockFlowable]:
    """Return the summary's cover picture, across the text area."""
    summary = context.shared.summary
    if summary.cover is None:
        return []
    alt = plain(summary.cover.alt)
    picture = ImageBlock(
        path=str(named_file(summary, summary.cover.path)),
        alt=alt,
        decorative=not alt,
        focus=summary.cover.focus,
        mode="crop",
        height=COVER_HEIGHT * context.squeeze.space,
    )
    plainly = replace(context, color=None, align=None)
    return flows((picture,), plainly)
