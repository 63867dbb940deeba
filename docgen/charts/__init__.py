"""Charts as vector art, by the same rules as the native charts of a deck (`look`)."""

from __future__ import annotations

from docgen.charts.axes import upright_title
from docgen.charts.bars import bars
from docgen.charts.canvas import ChartCanvas
from docgen.charts.description import chart_alt, chart_rows
from docgen.charts.labels import legend
from docgen.charts.lines import lines, scatter
from docgen.charts.look import chart_look
from docgen.charts.pies import pie
from docgen.layout.blocks import ChartBlock
from docgen.placed.items import PlacedItem, Rect
from docgen.text.paragraph import Setter
from docgen.theme.model import Medium, Theme


def chart_art(
    block: ChartBlock,
    width: float,
    height: float,
    label_size: float,
    theme: Theme,
    medium: Medium,
    setter: Setter,
    lang: str,
) -> tuple[PlacedItem, ...]:
    """Return a chart as items in a box of width x height points, from its top left."""
    look = chart_look(block, theme, label_size, width, height, lang)
    sheet = ChartCanvas(
        look, theme, medium, setter, lang, label_size, Rect(0.0, 0.0, width, height)
    )
    if look.round:
        pie(sheet)
        return tuple(sheet.items)
    top = upright_title(sheet)
    if look.data.kind in ("line", "area", "combo"):
        lines(sheet, top)
        return tuple(sheet.items)
    if look.legend:
        top = legend(sheet, top)
    draw = scatter if look.data.kind == "scatter" else bars
    draw(sheet, top)
    return tuple(sheet.items)


__all__ = ["chart_alt", "chart_art", "chart_rows"]
