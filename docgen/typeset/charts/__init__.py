"""Charts as vector art, by the same rules as the native charts of a deck (`look`)."""

from __future__ import annotations

from docgen.layout.blocks import ChartBlock
from docgen.layout.theme import Medium, Theme
from docgen.typeset.charts.alt import chart_alt, chart_rows
from docgen.typeset.charts.axes import upright_title
from docgen.typeset.charts.bars import bars
from docgen.typeset.charts.legend import legend
from docgen.typeset.charts.lines import lines
from docgen.typeset.charts.look import chart_look
from docgen.typeset.charts.pies import pie
from docgen.typeset.charts.scatter import scatter
from docgen.typeset.charts.sheet import Sheet
from docgen.typeset.items import Item, Rect
from docgen.typeset.paragraph import Setter


def chart_art(
    block: ChartBlock, width: float, height: float, label_size: float, theme: Theme,
    medium: Medium, setter: Setter, lang: str,
) -> tuple[Item, ...]:  # fmt: skip
    """Return a chart as items in a box of width x height points, from its top left."""
    look = chart_look(block, theme, label_size, width, height, lang)
    sheet = Sheet(look, theme, medium, setter, lang, label_size, Rect(0.0, 0.0, width, height))
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
