"""Charts as vector art (stub by the lead until the chart helper's package lands: overwrite)."""

from __future__ import annotations

from docgen.layout.blocks import ChartBlock
from docgen.layout.theme import Medium, Theme
from docgen.typeset.items import Item
from docgen.typeset.paragraph import Setter


def chart_art(
    block: ChartBlock, width: float, height: float, label_size: float, theme: Theme,
    medium: Medium, setter: Setter, lang: str,
) -> tuple[Item, ...]:  # fmt: skip
    """Return the chart as placed items."""
    return ()


def chart_alt(block: ChartBlock, lang: str) -> str:
    """Return a description."""
    return str(block.data.title)
