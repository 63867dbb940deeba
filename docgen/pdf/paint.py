"""Painting placed items on a tagged canvas: one method a kind of item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from docgen.pdf.canvas import TaggedCanvas, number
from docgen.pdf.fonts import drawn_scale
from docgen.pdf.pictures import placed_picture
from docgen.typeset.fonts import FontBook, face_of
from docgen.typeset.items import (
    ChartItem,
    Glyphs,
    GroupItem,
    ImageItem,
    Item,
    Line,
    PathItem,
    Rect,
    ShapeItem,
    TableItem,
    TextItem,
    TextPara,
    moved,
)
from docgen.typeset.structure import Elem

KAPPA = 0.5522847498
"""Control length of a quarter circle's Bezier curve: 4/3 (sqrt 2 - 1)."""


@dataclass(slots=True)
class Painter:
    """Paints items; `page` and `pages` fill in page-number fields."""

    canvas: TaggedCanvas
    fonts: FontBook
    kern: bool
    page: int = 1
    pages: int = 1
    scale: float = 1.0
    """Of the drawing (handouts); only link boxes need it."""
    origin: tuple[float, float] = (0.0, 0.0)
    links: list[tuple[Elem | None, str, Rect]] = field(default_factory=list)

    def artifacts(self, items: Iterable[Item]) -> None:
        """Paint items that no reader is told of."""
        for item in items:
            self.item(item, silent=True)

    def items(self, items: Iterable[Item]) -> None:
        """Paint items in order."""
        for item in items:
            self.item(item)

    def item(self, item: Item, silent: bool = False) -> None:
        """Paint one item."""
        if isinstance(item, GroupItem):
            for kid in item.items:
                self.item(kid, silent)
        elif isinstance(item, TextItem):
            self._text(item, silent)
        elif isinstance(item, ShapeItem):
            self.canvas.switch(None)
            self._shape(item)
        elif isinstance(item, PathItem):
            self.canvas.switch(None)
            self._path(item)
        elif isinstance(item, ImageItem):
            self._image(item, silent)
        elif isinstance(item, ChartItem):
            self._chart(item, silent)
        else:
            self._table(item, silent)

    # -- text --------------------------------------------------------------------------------

    def _text(self, item: TextItem, silent: bool) -> None:
        left, top, _, bottom = item.insets
        tall = sum(p.height + (p.space_before if n else 0) for n, p in enumerate(item.paras))
        tall += sum(p.space_after for p in item.paras[:-1])
        spare = item.rect.height - top - bottom - tall
        y = item.rect.y + top + {"top": 0.0, "middle": spare / 2, "bottom": spare}[item.anchor]
        for n, para in enumerate(item.paras):
            y += para.space_before if n else 0.0
            self._para(para, item.rect.x + left, y, silent)
            y += para.height + para.space_after

    def _para(self, para: TextPara, x: float, y: float, silent: bool) -> None:
        if para.bullet is not None and para.bullet.label and not para.continued:
            self._marker(para, x, y, silent)
        for n, line in enumerate(para.lines):
            ends = n == len(para.lines) - 1
            self._line(para, line, x, y, silent, ends)

    def _marker(self, para: TextPara, x: float, y: float, silent: bool) -> None:
        bullet, style = para.bullet, para.style
        assert bullet is not None
        if not para.lines:
            return
        self.canvas.switch(None if silent else bullet.elem)
        face = self.fonts.face(style.font, style.bold, style.italic)
        if not face.has(bullet.label[0]):
            face = self.fonts.split(bullet.label, face)[0][1]
        baseline = y + para.lines[0].baseline
        self.canvas.show(bullet.label, x + bullet.indent, baseline, face, style.size, bullet.color)

    def _line(
        self, para: TextPara, line: Line, x: float, y: float, silent: bool, ends: bool
    ) -> None:
        pieces = self._filled(para, line)
        last = len(pieces) - 1
        for n, piece in enumerate(pieces):
            face = face_of(piece.face)
            text = piece.text
            if n == last and not line.hard and not ends:
                text = text[:-1] + "\u00ad" if line.hyphen else text + " "
            self.canvas.switch(None if silent else piece.elem or para.elem)
            self.canvas.show(
                text, x + piece.x, y + line.baseline - piece.rise, face, piece.size,
                piece.color, kern=self.kern, tracking=piece.tracking,
                word_space=piece.word_space, fill=drawn_scale(face, piece.text),
            )  # fmt: skip
            if piece.href and not silent:
                top = y + line.baseline - piece.rise - face.ascent * piece.size
                tall = (face.ascent + face.descent) * piece.size
                self._link(piece, Rect(x + piece.x, top, piece.width, tall))

    def _filled(self, para: TextPara, line: Line) -> Sequence[Glyphs]:
        """Put page numbers in, and keep the line aligned with their true width."""
        if not any(p.field for p in line.pieces):
            return line.pieces
        values = {"page-number": str(self.page), "page-count": str(self.pages)}
        made: list[Glyphs] = []
        shift = 0.0
        for piece in line.pieces:
            text, width = piece.text, piece.width
            if piece.field:
                face = face_of(piece.face)
                text = values[piece.field]
                width = face.set_width(text, piece.size, piece.tracking, self.kern)
            made.append(_at(piece, piece.x + shift, text, width))
            shift += width - piece.width
        back = {"right": shift, "center": shift / 2}.get(para.style.align, 0.0)
        return [_at(p, p.x - back, p.text, p.width) for p in made]

    # -- links -------------------------------------------------------------------------------

    def _link(self, piece: Glyphs, rect: Rect) -> None:
        assert piece.href is not None
        last = self.links[-1] if self.links else None
        if last and last[0] is piece.elem and last[1] == piece.href:
            before = last[2]
            if abs(before.y - rect.y) < 1 and abs(before.right - rect.x) < 8:
                wide = rect.right - before.x
                self.links[-1] = (*last[:2], Rect(before.x, before.y, wide, before.height))
                return
        self.links.append((piece.elem, piece.href, rect))

    def flush_links(self, height: float) -> None:
        """Write the page's link annotations (PDF/UA-1, 7.18.5: with Contents and a parent)."""
        canvas = self.canvas
        for elem, href, rect in self.links:
            x, y = self.origin[0] + rect.x * self.scale, self.origin[1] + rect.y * self.scale
            wide, tall = rect.width * self.scale, rect.height * self.scale
            box = (x, height - y - tall, x + wide, height - y)
            if href.startswith("#") and href[1:] not in canvas.names:
                continue
            key = canvas.tree.next_key() if canvas.tree is not None else None
            canvas.add_link(href, box, key)
            if canvas.tree is not None and elem is not None:
                canvas.tree.link(elem, canvas._annotationrefs[-1])
        self.links.clear()

    # -- graphics ------------------------------------------------------------------------------

    def _flip(self, y: float) -> float:
        return float(self.canvas._pagesize[1]) - y

    def _shape(self, item: ShapeItem) -> None:
        rect, up = item.rect, self._flip
        if item.kind in ("line", "arrow"):
            path = f"{_xy(rect.x, up(rect.y))} m {_xy(rect.right, up(rect.bottom))} l"
            self.canvas.paint(path, None, item.stroke or item.fill, item.stroke_width, item.dash)
            return
        if item.kind == "ellipse":
            path = _rounded(rect, rect.width / 2, rect.height / 2, up)
        elif item.kind == "round-rect" and item.radius:
            radius = min(item.radius, rect.width / 2, rect.height / 2)
            path = _rounded(rect, radius, radius, up)
        else:
            path = f"{_xy(rect.x, up(rect.bottom))} {_xy(rect.width, rect.height)} re"
        self.canvas.paint(path, item.fill, item.stroke, item.stroke_width, item.dash)

    def _path(self, item: PathItem) -> None:
        names = {"M": "m", "L": "l", "C": "c", "Z": "h"}
        out: list[str] = []
        for op in item.ops:
            values = [float(v) for v in op[1:]]
            for n in range(0, len(values), 2):
                out.append(_xy(item.rect.x + values[n], self._flip(item.rect.y + values[n + 1])))
            out.append(names[str(op[0])])
        self.canvas.paint(" ".join(out), item.fill, item.stroke, item.stroke_width, item.dash)

    def _figure(self, elem: Elem | None, rect: Rect, silent: bool) -> bool:
        """Begin a figure's marked content; say whether it is told of."""
        told = elem is not None and not silent
        self.canvas.switch(elem if told else None)
        if told and elem is not None and self.canvas.tree is not None:
            x, y = self.origin[0] + rect.x * self.scale, self.origin[1] + rect.y * self.scale
            wide, tall = rect.width * self.scale, rect.height * self.scale
            page = self.canvas.page_height
            self.canvas.tree.boxes[elem] = (x, page - y - tall, x + wide, page - y)
        return told

    def _image(self, item: ImageItem, silent: bool) -> None:
        self._figure(item.elem, item.rect, silent)
        rect = item.rect
        self.canvas.end_text()
        picture = placed_picture(item, rect.width * self.scale, rect.height * self.scale)
        self.canvas.drawImage(picture, rect.x, self._flip(rect.bottom), rect.width, rect.height)

    def _chart(self, item: ChartItem, silent: bool) -> None:
        self._figure(item.elem, item.rect, silent)
        for part in item.art:
            self._art(moved(part, item.rect.x, item.rect.y))

    def _art(self, part: Item) -> None:
        """Paint a piece of a chart inside the figure's marked content."""
        if isinstance(part, ShapeItem):
            self._shape(part)
        elif isinstance(part, PathItem):
            self._path(part)
        elif isinstance(part, GroupItem):
            for kid in part.items:
                self._art(kid)
        elif isinstance(part, TextItem):
            inside = self.canvas.current
            paras = tuple(_owned(p, inside) for p in part.paras)
            silent = inside is None
            self._text(replace(part, paras=paras), silent)

    # -- tables --------------------------------------------------------------------------------

    def _table(self, item: TableItem, silent: bool) -> None:
        self._grounds(item)
        pad_left, pad_top, _, pad_bottom = item.insets
        for cell in item.cells:
            quiet = silent or (item.continued and cell.row < item.header_rows)
            y = item.rect.y + cell.rect.y + pad_top
            if cell.row < item.header_rows:
                tall = sum(p.height for p in cell.paras)
                y += max(cell.rect.height - pad_top - pad_bottom - tall, 0.0)
            for para in cell.paras:
                self._para(para, item.rect.x + cell.rect.x + pad_left, y, quiet)
                y += para.height

    def _grounds(self, item: TableItem) -> None:
        self.canvas.switch(None)
        x, y = item.rect.x, item.rect.y
        for cell in item.cells:
            if cell.fill:
                rect = cell.rect.moved(x, y)
                self._shape(ShapeItem(rect, fill=cell.fill))
        for n, height in enumerate(item.heights):
            y += height
            head, last = n == item.header_rows - 1, n == len(item.heights) - 1
            if n < item.header_rows - 1:
                continue
            token, width = ("ink", 0.9) if head or last else ("rule", 0.5)
            for start, end in _clear(item, n):
                line = Rect(x + start, y, end - start, 0.0)
                self._shape(ShapeItem(line, "line", stroke=token, stroke_width=width))


def _clear(item: TableItem, row: int) -> list[tuple[float, float]]:
    """Return the stretches of a row's lower edge that no row span crosses."""
    crossed = [(c.rect.x, c.rect.right) for c in item.cells if c.row <= row < c.row + c.rowspan - 1]
    runs: list[tuple[float, float]] = []
    at = 0.0
    for start, end in sorted(crossed):
        if start > at:
            runs.append((at, start))
        at = max(at, end)
    if at < item.rect.width - 0.01:
        runs.append((at, item.rect.width))
    return runs


def _xy(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _rounded(rect: Rect, rx: float, ry: float, up: Callable[[float], float]) -> str:
    """Return a box with elliptic corners: four lines and four Bezier curves."""
    left, right, top, bottom = rect.x, rect.right, up(rect.y), up(rect.bottom)
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    steps = [
        f"{_xy(left + rx, top)} m {_xy(right - rx, top)} l",
        f"{_xy(right - kx, top)} {_xy(right, top - ky)} {_xy(right, top - ry)} c",
        f"{_xy(right, bottom + ry)} l",
        f"{_xy(right, bottom + ky)} {_xy(right - kx, bottom)} {_xy(right - rx, bottom)} c",
        f"{_xy(left + rx, bottom)} l",
        f"{_xy(left + kx, bottom)} {_xy(left, bottom + ky)} {_xy(left, bottom + ry)} c",
        f"{_xy(left, top - ry)} l",
        f"{_xy(left, top - ky)} {_xy(left + kx, top)} {_xy(left + rx, top)} c h",
    ]
    return " ".join(steps)


def _at(piece: Glyphs, x: float, text: str, width: float) -> Glyphs:
    return replace(piece, x=x, text=text, width=width)


def _owned(para: TextPara, elem: Elem | None) -> TextPara:
    return replace(para, elem=elem)
