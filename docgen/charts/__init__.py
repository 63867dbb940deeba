"""Charts as vector art, by the same rules as the native charts of a deck (`look`)."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.charts.axes import upright_title
from docgen.charts.bars import bars
from docgen.charts.canvas import ChartCanvas
from docgen.charts.description import chart_alt, chart_rows
from docgen.charts.labels import legend
from docgen.charts.lines import lines, scatter
from docgen.charts.look import chart_look
from docgen.charts.native import native_chart
from docgen.charts.pies import pie
from docgen.layout.blocks import ChartBlock
from docgen.placed.charts import NativeChart
from docgen.placed.items import PlacedItem, Rect
from docgen.text.paragraph import Setter
from docgen.theme.model import Medium, Theme


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart decided for a box: its art, its native form, and the labels left out."""

    art: tuple[PlacedItem, ...]
    native: NativeChart
    dropped: tuple[str, ...]
    """Texts that the art has no room for, or shows shortened."""


def draw_chart(
    block: ChartBlock,
    width: float,
    height: float,
    label_size: float,
    theme: Theme,
    medium: Medium,
    setter: Setter,
    lang: str,
) -> DrawnChart:
    """Return a chart for a box of width x height points; items from its top left."""
    look = chart_look(block, theme, label_size, width, height, lang)
    sheet = ChartCanvas(
        look, theme, medium, setter, lang, label_size, Rect(0.0, 0.0, width, height)
    )
    _draw(sheet)
    native = native_chart(block, sheet.look, lang)
    return DrawnChart(tuple(sheet.items), native, tuple(dict.fromkeys(sheet.dropped)))


def _draw(sheet: ChartCanvas) -> None:
    look = sheet.look
    if look.round:
        pie(sheet)
        return
    top = upright_title(sheet)
    if look.data.kind in ("line", "area", "combo"):
        lines(sheet, top)
        return
    if look.legend:
        top = legend(sheet, top)
    draw = scatter if look.data.kind == "scatter" else bars
    draw(sheet, top)


__all__ = ["DrawnChart", "chart_alt", "chart_rows", "draw_chart"]
