"""Native tables: exact columns and rows, merged cells, a style of the theme's."""

from __future__ import annotations

from docgen.pptx.colors import solid
from docgen.pptx.job import Canvas
from docgen.pptx.looks import Look, ParaLook, RunLook
from docgen.pptx.oxml import Node, emu, hundredths, sub
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify
from docgen.pptx.tablestyle import STYLE_ID
from docgen.pptx.text import write_paras
from docgen.typeset.items import PlacedCell, TableItem, TextPara
from docgen.typeset.placed import Placeholder

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


def _rows(node: Node, item: TableItem, canvas: Canvas) -> None:
    cover = _covered(item)
    for row, height in enumerate(item.heights):
        line = sub(node, "a:tr", h=emu(height))
        for column in range(len(item.widths)):
            found = cover.get((row, column))
            if found is None:
                _empty(line, canvas, {})
            elif (found.row, found.column) == (row, column):
                _cell(line, found, item, canvas)
            else:
                _empty(line, canvas, _merge_attrs(found, row, column))


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


def _empty(line: Node, canvas: Canvas, attrs: dict[str, int | None]) -> None:
    cell = sub(line, "a:tc", {**attrs})
    body = sub(cell, "a:txBody")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    sub(sub(body, "a:p"), "a:endParaRPr", lang=canvas.job.lang, sz=SMALLEST)
    sub(cell, "a:tcPr", marL=0, marR=0, marT=0, marB=0)


def _empty_size(cell: PlacedCell, item: TableItem, canvas: Canvas) -> int:
    """Return the size of text to come in an empty cell: the style's, unless the row would grow."""
    style = canvas.job.theme.style("deck", "table-cell")
    room = cell.rect.height - item.insets[1] - item.insets[3]
    return hundredths(style.size) if room >= style.leading else SMALLEST


def _cell(line: Node, cell: PlacedCell, item: TableItem, canvas: Canvas) -> None:
    node = sub(line, "a:tc", {**_spans(cell)})
    body = sub(node, "a:txBody")
    sub(body, "a:bodyPr")
    sub(body, "a:lstStyle")
    if cell.paras:
        write_paras(body, cell.paras, canvas, (_inherited(cell, item),))
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
    props = sub(node, "a:tcPr", {**margins, "anchor": anchor})
    if cell.fill:
        solid(props, canvas.job.theme, cell.fill)


def _inherited(cell: PlacedCell, item: TableItem) -> Look:
    """Return what the table style gives to a cell's text."""
    if cell.row < item.header_rows and item.header_rows:
        color = "ink"
        bold = cell.row == 0
        return Look(ParaLook(), RunLook(color=color if bold else "text", bold=bold))
    first_column = cell.header and cell.column == 0
    return Look(ParaLook(), RunLook(bold=first_column))


def _decimal_gap(cell: PlacedCell, item: TableItem) -> float:
    """Return what a number is set in from the right so that decimals stand in line."""
    if cell.align != "decimal" or not cell.paras or cell.paras[0].style.align != "right":
        return 0.0
    return max(0.0, cell.rect.width - item.insets[0] - item.insets[2] - _right_edge(cell.paras[0]))


def _right_edge(para: TextPara) -> float:
    edges = [p.x + p.width for one in para.lines for p in one.pieces]
    return max(edges, default=para.width)
