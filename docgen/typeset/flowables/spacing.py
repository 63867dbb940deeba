"""Rules, spacers and breaks; and blocks kept together or fitted."""

from __future__ import annotations

from dataclasses import replace

from docgen.layout.blocks import Fit, Keep, OwnPage, PageBreak, Rule, Spacer
from docgen.placed.items import Rect, ShapeItem
from docgen.typeset.context import Context, Squeeze
from docgen.typeset.flowables.base import BlockFlowable, Fixed, Placement, flow, flows
from docgen.typeset.flowables.fit_region import FitFlow, Whole
from docgen.typeset.flowables.stack import Stack


class RuleFlow(BlockFlowable):
    """A horizontal line."""

    def __init__(self, block: Rule) -> None:
        super().__init__()
        self.block = block
        self.space_before = self.space_after = 3.0

    def layout(self, width: float) -> Placement:
        """Return the line as a thin box."""
        wide = min(self.block.width or width, width)
        rect = Rect(0, 0, wide, self.block.thickness)
        line = ShapeItem(rect, "rect", fill=self.block.color, name="Rule")
        return Placement((line,), self.block.thickness)


class BreakFlow(BlockFlowable):
    """Asks for a new page or slide."""

    def layout(self, width: float) -> Placement:
        """Return nothing: the break is an order, not a thing."""
        return Placement((), 0.0)


@flow.register(Rule)
def rule(block: Rule, context: Context) -> list[BlockFlowable]:
    """Return a rule."""
    return [RuleFlow(block)]


@flow.register(Spacer)
def spacer(block: Spacer, context: Context) -> list[BlockFlowable]:
    """Return white space, squeezed like all space."""
    return [Fixed(Placement((), block.height * context.squeeze.space))]


@flow.register(PageBreak)
def page_break(block: PageBreak, context: Context) -> list[BlockFlowable]:
    """Return a break; the page and slide makers act on it."""
    return [BreakFlow()]


class OwnPageFlow(BlockFlowable):
    """Asks for pages of its own for its blocks; the page maker acts on it."""

    def __init__(self, blocks: list[BlockFlowable], landscape: bool, floats: bool) -> None:
        super().__init__()
        self.blocks, self.landscape, self.floats = blocks, landscape, floats

    def layout(self, width: float) -> Placement:
        """Return nothing: its blocks are placed by the page maker."""
        return Placement((), 0.0)


@flow.register(OwnPage)
def own_page(block: OwnPage, context: Context) -> list[BlockFlowable]:
    """Return the blocks with the order to turn the page."""
    inner = flows(block.blocks, context)
    return [OwnPageFlow(inner, block.landscape, block.floats)] if inner else []


@flow.register(Keep)
def keep(block: Keep, context: Context) -> list[BlockFlowable]:
    """Return the blocks as one that isn't divided."""
    inner = flows(block.blocks, context)
    return [Stack(inner, keep=True)] if inner else []


@flow.register(Fit)
def fit(block: Fit, context: Context) -> list[BlockFlowable]:
    """Return the blocks; `refuse` and `shrink` keep them on one page or slide."""
    context = replace(context, floor=max(context.floor, block.min_size or 0.0))
    if block.overflow == "shrink":
        made = FitFlow(lambda inner: flows(block.blocks, inner), context)
        return [made] if made.blocks else []
    if block.overflow == "split":
        return flows(block.blocks, context)
    inner = flows(block.blocks, context.squeezed(Squeeze()))
    return [Whole(inner)] if inner else []
