"""From a placed item to its native shape."""

from __future__ import annotations

from docgen.pptx.job import Canvas
from docgen.pptx.shapes.chart import chart
from docgen.pptx.shapes.group import group
from docgen.pptx.shapes.ornament import ornament, path
from docgen.pptx.shapes.picture import picture
from docgen.pptx.shapes.table import table
from docgen.pptx.shapes.textbox import text_box
from docgen.typeset.items import (
    ChartItem,
    GroupItem,
    ImageItem,
    Item,
    PathItem,
    ShapeItem,
    TableItem,
    TextItem,
)
from docgen.typeset.placed import Placeholder


def draw(canvas: Canvas, item: Item, place: Placeholder | None = None) -> None:
    """Append the shape of an item; charts, tables and pictures may fill a placeholder."""
    match item:
        case TextItem():
            text_box(canvas, item)
        case ShapeItem():
            ornament(canvas, item)
        case PathItem():
            path(canvas, item)
        case ImageItem():
            picture(canvas, item, place)
        case TableItem():
            table(canvas, item, place)
        case ChartItem():
            chart(canvas, item, place)
        case GroupItem():
            group(canvas, item, draw)
