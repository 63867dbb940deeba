"""Native tables: exact columns and rows, merged cells, a style of the theme's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.foundation.structs import Struct
from docgen.ooxml.colors import line, solid, write_color
from docgen.ooxml.xml import XmlNode, emu, hundredths, root, sub, to_bytes
from docgen.placed.documents import Placeholder
from docgen.placed.items import PlacedCell, TableItem, TableLook, TextPara
from docgen.pptx.canvas import Canvas
from docgen.pptx.formatting import ParaLook, RunFormatting, RunLook
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify
from docgen.pptx.text import write_paras
from docgen.theme.model import Theme

STYLE_ID = "{6D6F0A53-2C0B-4E0E-9C1D-0D0C6E5A7B01}"
STYLE_NAME = "docgen rules"
NO_RULE = ("", 0.0)
SIDES = ("left", "right", "top", "bottom", "insideH", "insideV")


def table_styles_xml(look: TableLook, theme: Theme) -> bytes:
    """Return ``ppt/tableStyles.xml`` with our style (ECMA-376 Part 1, 20.1.4.2.27)."""
    node = root("a:tblStyleLst", **{"def": STYLE_ID})
    style = sub(node, "a:tblStyle", styleId=STYLE_ID, styleName=STYLE_NAME)
    rules = dict.fromkeys(SIDES, NO_RULE) | {"bottom": look.last_rule, "insideH": look.row_rule}
    _part(style, "a:wholeTbl", theme, look.color, False, rules)
    _part(style, "a:band1H", theme, None, False, {}, look.band)
    _part(style, "a:lastCol", theme, look.head_color, True, {})
    _part(style, "a:firstCol", theme, look.color, True, {})
    _part(style, "a:lastRow", theme, look.head_color, True, {"top": look.last_rule})
    head = {"bottom": look.head_rule}
    _part(style, "a:firstRow", theme, look.head_color, look.head_bold, head)
    return to_bytes(node)


def _part(
    style: XmlNode,
    name: str,
    theme: Theme,
    color: str | None,
    bold: bool,
    rules: dict[str, tuple[str, float]],
    fill: str | None = None,
) -> None:
    part = sub(style, name)
    if color is not None:
        text = sub(part, "a:tcTxStyle", b="on" if bold else None)
        sub(sub(text, "a:fontRef", idx="minor"), "a:prstClr", val="black")
        write_color(text, theme.color(color))
    cell = sub(part, "a:tcStyle")
    borders = sub(cell, "a:tcBdr")
    for side, (token, width) in rules.items():
        edge = sub(borders, f"a:{side}")
        if width:
            line(edge, theme, token, width)
        else:
            sub(sub(edge, "a:ln"), "a:noFill")
    if fill is not None:
        solid(sub(cell, "a:fill"), theme, fill)
    elif name == "a:wholeTbl":
        sub(sub(cell, "a:fill"), "a:noFill")


TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
SMALLEST = 100
"""Least font size, in hundredths of a point (ST_TextFontSize, ECMA-376 Part 1, 20.1.10.68)."""


def table(canvas: Canvas, item: TableItem, place: Placeholder | None = None) -> None:
    """Append a graphic frame with the table."""
    frame = sub(canvas.tree, "p:graphicFrame")
    names = sub(frame, "p:nvGraphicFramePr")
    identify(names, canvas, item.name, "Table", item.alt or table_alt(item))
    sub(sub(names, "p:cNvGraphicFramePr"), "a:graphicFrameLocks", noGrp=True)
    details(names, canvas, place)
    write_xfrm(frame, item.rect, "p:xfrm")
    data = sub(sub(frame, "a:graphic"), "a:graphicData", uri=TABLE_URI)
    node = sub(data, "a:tbl")
    props = sub(node, "a:tblPr", firstRow=item.header_rows > 0, bandRow=False)
    if item.rtl:
        props.set("rtl", "1")
    if any(c.header and c.column == 0 and c.row >= item.header_rows for c in item.cells):
        props.set("firstCol", "1")
    sub(props, "a:tableStyleId", text=STYLE_ID)
    grid = sub(node, "a:tblGrid")
    for width in item.widths:
        sub(grid, "a:gridCol", w=emu(width))
    _rows(node, item, canvas)


def table_alt(item: TableItem) -> str:
    """Return a description from the name and the header cells."""
    heads = [c for c in item.cells if c.row < max(item.header_rows, 1)]
    words = [" ".join(s.text for p in c.paras for s in p.spans).strip() for c in heads]
    name = item.name.partition(": ")[2] or item.name
    return ". ".join(part for part in (name, ", ".join(filter(None, words))) if part)


def _rows(node: XmlNode, item: TableItem, canvas: Canvas) -> None:
    cover, edges = _covered(item), _Edges.of(item, canvas.job.tables)
    for row, height in enumerate(item.heights):
        line = sub(node, "a:tr", h=emu(height))
        for column in range(len(item.widths)):
            found = cover.get((row, column))
            if found is None:
                props = _empty(line, canvas, {})
            elif (found.row, found.column) == (row, column):
                props = _cell(line, found, item, canvas)
            else:
                props = _empty(line, canvas, _merge_attrs(found, row, column))
            last = row if found is None else found.row + found.rowspan - 1
            edges.write(props, row, last, column, canvas.job.theme)
            if found is not None and found.fill and (found.row, found.column) == (row, column):
                solid(props, canvas.job.theme, found.fill)


class _Edges(Struct, frozen=True):
    """The rules under rows, by row and column, and what the table style has there."""

    drawn: Mapping[tuple[int, int], tuple[str, float]]
    styled: Sequence[tuple[str, float]]

    @staticmethod
    def of(item: TableItem, look: TableLook) -> _Edges:
        drawn = {
            (rule.row, column): (rule.token, rule.width)
            for rule in item.rules
            for column in range(rule.first, rule.last)
        }
        styled = [look.row_rule] * len(item.heights)
        if styled:
            styled[-1] = look.last_rule
        if item.header_rows and len(styled) > 1:
            styled[0] = look.head_rule
        return _Edges(drawn, styled)

    def write(self, props: XmlNode, row: int, last: int, column: int, theme: Theme) -> None:
        """Write into ``a:tcPr`` the rules above and below a cell that differ from the style's.

        `last` is the last row that a merged cell covers; both sides of a rule are written,
        as PowerPoint does.
        """
        for name, at in (("a:lnT", row - 1), ("a:lnB", last)):
            if at < 0 or self.drawn.get((at, column), NO_RULE) == self.styled[at]:
                continue
            token, width = self.drawn.get((at, column), NO_RULE)
            if width:
                line(props, theme, token, width, name=name)
            else:
                sub(sub(props, name, w=0), "a:noFill")


def _covered(item: TableItem) -> dict[tuple[int, int], PlacedCell]:
    """Return which cell covers each slot of the grid."""
    return {
        (cell.row + down, cell.column + across): cell
        for cell in item.cells
        for down in range(cell.rowspan)
        for across in range(cell.colspan)
    }


def _spans(cell: PlacedCell) -> dict[str, int | None]:
    return {
        "rowSpan": cell.rowspan if cell.rowspan > 1 else None,
        "gridSpan": cell.colspan if cell.colspan > 1 else None,
    }


def _merge_attrs(cell: PlacedCell, row: int, column: int) -> dict[str, int | None]:
    """Return the marks of a slot that a merged cell covers (ECMA-376 Part 1, 21.1.3.16)."""
    spans = _spans(cell)
    return {
        "rowSpan": spans["rowSpan"] if row == cell.row else None,
        "gridSpan": spans["gridSpan"] if column == cell.column else None,
        "hMerge": 1 if column > cell.column else None,
        "vMerge": 1 if row > cell.row else None,
    }


def _empty(line: XmlNode, canvas: Canvas, attrs: dict[str, int | None]) -> XmlNode:
    """Append a cell without text; return its properties."""
    cell = sub(line, "a:tc", {**attrs})
    body = sub(cell, "a:txBody")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    sub(sub(body, "a:p"), "a:endParaRPr", lang=canvas.job.lang, sz=SMALLEST)
    return sub(cell, "a:tcPr", marL=0, marR=0, marT=0, marB=0)


def _empty_size(cell: PlacedCell, item: TableItem, canvas: Canvas) -> int:
    """Return the size of text to come in an empty cell: the style's, unless the row would grow."""
    style = canvas.job.theme.style("deck", "table-cell")
    room = cell.rect.height - item.insets[1] - item.insets[3]
    return hundredths(style.size) if room >= style.leading else SMALLEST


def _cell(line: XmlNode, cell: PlacedCell, item: TableItem, canvas: Canvas) -> XmlNode:
    """Append a cell with its text; return its properties, without its ground."""
    node = sub(line, "a:tc", {**_spans(cell)})
    body = sub(node, "a:txBody")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    if cell.paras:
        write_paras(body, cell.paras, canvas, (_inherited(cell, item, canvas.job.tables),))
    else:
        sub(
            sub(body, "a:p"),
            "a:endParaRPr",
            lang=canvas.job.lang,
            sz=_empty_size(cell, item, canvas),
        )
    left, top, right, bottom = item.insets
    right += _decimal_gap(cell, item)
    margins = {"marL": emu(left), "marR": emu(right), "marT": emu(top), "marB": emu(bottom)}
    anchor = "b" if cell.row < item.header_rows else "t"
    return sub(node, "a:tcPr", {**margins, "anchor": anchor})


def _inherited(cell: PlacedCell, item: TableItem, look: TableLook) -> RunFormatting:
    """Return what the table style gives to a cell's text."""
    if item.header_rows and cell.row == 0:
        return RunFormatting(ParaLook(), RunLook(color=look.head_color, bold=look.head_bold))
    first_column = cell.header and cell.column == 0 and cell.row >= item.header_rows
    return RunFormatting(ParaLook(), RunLook(color=look.color, bold=first_column))


def _decimal_gap(cell: PlacedCell, item: TableItem) -> float:
    """Return what a number is set in from the right so that decimals stand in line."""
    if cell.align != "decimal" or not cell.paras or cell.paras[0].style.align != "right":
        return 0.0
    return max(0.0, cell.rect.width - item.insets[0] - item.insets[2] - _right_edge(cell.paras[0]))


def _right_edge(para: TextPara) -> float:
    edges = [p.x + p.width for one in para.lines for p in one.pieces]
    return max(edges, default=para.width)
