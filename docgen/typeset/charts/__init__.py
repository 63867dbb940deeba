"""Charts as vector art, by the same rules as the native charts of a deck (`look`)."""

from __future__ import annotations

from docgen.layout.blocks import ChartBlock
from docgen.layout.theme import Medium, Theme
from docgen.typeset.charts.bars import bars, token
from docgen.typeset.charts.legend import legend
from docgen.typeset.charts.lines import lines, scatter
from docgen.typeset.charts.look import chart_alt as _alt
from docgen.typeset.charts.look import chart_look, series_color, told
from docgen.typeset.charts.pies import pie
from docgen.typeset.charts.sheet import Sheet
from docgen.typeset.items import Item
from docgen.typeset.paragraph import Setter


def chart_art(
    block: ChartBlock, width: float, height: float, label_size: float, theme: Theme,
    medium: Medium, setter: Setter, lang: str,
) -> tuple[Item, ...]:  # fmt: skip
    """Return a chart as items in a box of width x height points, from its top left."""
    look = chart_look(block, theme, label_size)
    sheet = Sheet(look, theme, medium, setter, lang, label_size)
    top = 0.0
    if look.legend == "t":
        entries = [
            (told(row.name), token(series_color(look, n))) for n, row in enumerate(look.data.series)
        ]
        top = legend(sheet, entries, width)
    if look.round:
        pie(sheet, width, top, height)
    elif look.data.kind == "scatter":
        scatter(sheet, width, top, height)
    elif look.bars:
        bars(sheet, width, top, height)
    else:
        lines(sheet, width, top, height)
    return tuple(sheet.items)


def chart_alt(block: ChartBlock, lang: str) -> str:
    """Return a description made of the chart's title and data."""
    return _alt(block)


__all__ = ["chart_alt", "chart_art"]
