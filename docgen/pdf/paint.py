"""Paints placed items on a page's content: one method a kind of item."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from docgen.pdf.chart_data import data_cells
from docgen.pdf.content import ContentStream
from docgen.pdf.links import Links
from docgen.pdf.pictures import Pictures
from docgen.pdf.shadings import Shadings
from docgen.pdf.shapes import drawn_path, shape_path, table_shapes
from docgen.pdf.tagging import TagTree
from docgen.pdf.text import TextPainter
from docgen.placed.documents import Layer
from docgen.placed.items import (
    ChartItem,
    GroupItem,
    ImageItem,
    PathItem,
    PlacedItem,
    Rect,
    ShapeItem,
    TableItem,
    TextItem,
    moved,
)
from docgen.placed.structure import Elem
from docgen.text.fonts import FontBook


@dataclass(slots=True)
class PagePainter:
    """Paints the layers of one page."""

    content: ContentStream
    fonts: FontBook
    links: Links
    pictures: Pictures
    shadings: Shadings
    tree: TagTree | None
    layer: Layer = field(default_factory=lambda: Layer(()))
    text: TextPainter = field(init=False)

    def paint(self, layer: Layer) -> None:
        """Paint a layer's items in order."""
        self.layer = layer
        self.text = TextPainter(
            self.content,
            self.fonts,
            self.links,
            self._placed,
            layer.told,
            layer.height / 2,
        )
        scaled = layer.scale != 1.0
        if scaled:
            self.content.begin_scaled(layer.scale, layer.x, layer.y)
        for item in layer.items:
            self.item(item)
        if scaled:
            self.content.end_scaled()

    def item(self, item: PlacedItem) -> None:
        """Paint one item."""
        match item:
            case GroupItem():
                for kid in item.items:
                    self.item(kid)
            case TextItem():
                self.text.box(item)
            case PathItem() if item.elem is not None:
                self._figure(item.elem, item.rect)
                self._drawn(item)
            case ShapeItem() | PathItem():
                self.content.mark(None)
                self._drawn(item)
            case ImageItem():
                self._image(item)
            case ChartItem():
                self._chart(item)
            case TableItem():
                self._table(item)
            case _:
                assert_never(item)

    def _up(self, y: float) -> float:
        return self.content.height - y

    def _placed(self, rect: Rect) -> Rect:
        """Return where a box of the layer is on the sheet."""
        at = self.layer
        return Rect(
            at.x + rect.x * at.scale,
            at.y + rect.y * at.scale,
            rect.width * at.scale,
            rect.height * at.scale,
        )

    def _drawn(self, item: ShapeItem | PathItem) -> None:
        if isinstance(item, PathItem):
            path, fill, stroke = drawn_path(item, self._up), item.fill, item.stroke
        elif item.kind in ("line", "arrow"):
            path, fill, stroke = shape_path(item, self._up), None, item.stroke or item.fill
        else:
            path, fill, stroke = shape_path(item, self._up), item.fill, item.stroke
        if item.gradient is not None:
            shade = self.shadings.resource(item.gradient, item.rect, self._up)
            self.content.shade(path, shade)
            fill = None
        self.content.path(path, fill, stroke, item.stroke_width, item.dash)

    # -- figures -----------------------------------------------------------------------------

    def _figure(self, elem: Elem | None, rect: Rect) -> Elem | None:
        """Begin a figure's marked content and keep its box; None: it is an artifact."""
        told = elem if self.layer.told else None
        self.content.mark(told)
        if told is not None and self.tree is not None:
            at = self._placed(rect)
            self.tree.boxes[told] = (at.x, self._up(at.bottom), at.right, self._up(at.y))
        return told

    def _image(self, item: ImageItem) -> None:
        self._figure(item.elem, item.rect)
        rect, shown = item.rect, self._placed(item.rect)
        resource = self.pictures.resource(item, shown.width, shown.height)
        self.content.image(resource, rect.x, rect.y, rect.width, rect.height)

    def _chart(self, item: ChartItem) -> None:
        told = self._figure(item.elem, item.rect)
        self.text.after = " "
        for part in item.art:
            self._art(moved(part, item.rect.x, item.rect.y), told)
        self.text.after = ""
        if told is not None and self.tree is not None:
            for cell in data_cells(item):
                self.content.mark(cell.elem)
                self.content.show(
                    cell.text,
                    cell.x,
                    cell.y,
                    self.fonts.face("body", False, False),
                    cell.size,
                    "text",
                    visible=False,
                )

    def _art(self, part: PlacedItem, inside: Elem | None) -> None:
        """Paint a piece of a chart inside the figure's marked content."""
        match part:
            case ShapeItem() | PathItem():
                self._drawn(part)
            case GroupItem():
                for kid in part.items:
                    self._art(kid, inside)
            case TextItem():
                paras = tuple(replace(p, elem=inside) for p in part.paras)
                self.text.box(replace(part, paras=paras))
            case ImageItem() | ChartItem() | TableItem():
                raise TypeError("a chart's art holds no pictures, charts or tables")
            case _:
                assert_never(part)

    # -- tables --------------------------------------------------------------------------------

    def _table(self, item: TableItem) -> None:
        self.content.mark(None)
        for shape in table_shapes(item):
            self._drawn(shape)
        left, top, _, bottom = item.insets
        for cell in item.cells:
            head = cell.row < item.header_rows
            y = item.rect.y + cell.rect.y + top
            if head:
                tall = sum(p.height for p in cell.paras)
                y += max(cell.rect.height - top - bottom - tall, 0.0)
            for para in cell.paras:
                x = item.rect.x + cell.rect.x + left
                self.text.para(para, x, y, repeated=head and item.continued)
                y += para.height
