"""From a placed item to its native shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.ooxml.xml import XmlNode, emu, sub, thousandths
from docgen.placed.documents import Placeholder
from docgen.placed.items import (
    ChartItem,
    GroupItem,
    ImageItem,
    PathItem,
    PlacedItem,
    ShapeItem,
    TableItem,
    TextItem,
)
from docgen.pptx.canvas import Canvas
from docgen.pptx.charts.shapes import CONTENT_TYPE, RELATIONSHIP, user_shapes
from docgen.pptx.charts.space import chart_xml
from docgen.pptx.charts.workbook import workbook
from docgen.pptx.images import film_part, picture_part
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify, preset
from docgen.pptx.shapes.ornament import ornament, path
from docgen.pptx.shapes.table import table
from docgen.pptx.shapes.textbox import text_box


def group(canvas: Canvas, item: GroupItem, draw: Callable[[Canvas, PlacedItem], None]) -> None:
    """Append ``p:grpSp``; its children keep the slide's coordinates."""
    if not item.items:
        return
    node = sub(canvas.tree, "p:grpSp")
    names = sub(node, "p:nvGrpSpPr")
    identify(names, canvas, item.name, item.kind.title(), item.alt)
    sub(names, "p:cNvGrpSpPr")
    details(names, canvas)
    frame = write_xfrm(sub(node, "p:grpSpPr"), item.rect)
    sub(frame, "a:chOff", x=emu(item.rect.x), y=emu(item.rect.y))
    sub(frame, "a:chExt", cx=emu(item.rect.width), cy=emu(item.rect.height))
    inside = canvas.inside(node)
    for kid in item.items:
        draw(inside, kid)


def picture(canvas: Canvas, item: ImageItem, place: Placeholder | None = None) -> None:
    """Append ``p:pic``; raises DocgenError (DG701) if the file is no picture."""
    media = picture_part(canvas.job, item)
    frame = sub(canvas.tree, "p:pic")
    names = sub(frame, "p:nvPicPr")
    alt = "" if item.block.decorative else item.block.alt
    told = identify(names, canvas, item.name, "Picture", alt, item.block.decorative)
    sub(sub(names, "p:cNvPicPr"), "a:picLocks", noGrp=True if place else None, noChangeAspect=True)
    details(names, canvas, place)
    if item.block.video:
        film(canvas, item.block.video, told, names[-1])
    fill = sub(frame, "p:blipFill")
    sub(fill, "a:blip", {"r:embed": canvas.part.relate_to(media, RT.IMAGE)})
    if any(item.crop):
        sides = zip("ltrb", item.crop, strict=True)
        sub(fill, "a:srcRect", {side: thousandths(share) or None for side, share in sides})
    sub(sub(fill, "a:stretch"), "a:fillRect")
    geometry = sub(frame, "p:spPr")
    write_xfrm(geometry, item.rect)
    preset(geometry, "rect")


MEDIA_URI = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"
"""Of the extension that names an embedded film ([MS-PPTX] 2.2.2, p14:media)."""
MEDIA = "http://schemas.microsoft.com/office/2007/relationships/media"


def film(canvas: Canvas, video: str, told: XmlNode, props: XmlNode) -> None:
    """Make a picture the poster of a film: a link to its address, or the file itself."""
    if video.startswith(("https://", "http://")):
        rid = canvas.part.relate_to(video, RT.HYPERLINK, is_external=True)
        told.insert(0, sub(told, "a:hlinkClick", {"r:id": rid}))
        return
    part = film_part(canvas.job, video)
    told.insert(0, sub(told, "a:hlinkClick", {"r:id": "", "action": "ppaction://media"}))
    sub(props, "a:videoFile", {"r:link": canvas.part.relate_to(part, RT.VIDEO)})
    ext = sub(sub(props, "p:extLst"), "p:ext", uri=MEDIA_URI)
    sub(ext, "p14:media", {"r:embed": canvas.part.relate_to(part, MEDIA)})


CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart(canvas: Canvas, item: ChartItem, place: Placeholder | None = None) -> None:
    """Append a graphic frame and add the parts of its chart."""
    job = canvas.job
    part = job.package.add("/ppt/charts/chart%d.xml", CT.DML_CHART)
    blob = workbook(item.chart, job.timestamp)
    book = job.package.add("/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", CT.SML_SHEET, blob)
    book_id, shapes_id = part.relate_to(book, RT.PACKAGE), None
    if item.chart.marks:
        drawn = user_shapes(item.chart, item.rect, job.theme, job.lang)
        shapes = job.package.add("/ppt/drawings/drawing%d.xml", CONTENT_TYPE, drawn)
        shapes_id = part.relate_to(shapes, RELATIONSHIP)
    part.blob = chart_xml(item.chart, book_id, job.theme, job.lang, shapes_id)
    frame = sub(canvas.tree, "p:graphicFrame")
    names = sub(frame, "p:nvGraphicFramePr")
    identify(names, canvas, item.name, "Chart", item.chart.alt)
    sub(sub(names, "p:cNvGraphicFramePr"), "a:graphicFrameLocks", noGrp=True)
    details(names, canvas, place)
    write_xfrm(frame, item.rect, "p:xfrm")
    data = sub(sub(frame, "a:graphic"), "a:graphicData", uri=CHART_URI)
    sub(data, "c:chart", {"r:id": canvas.part.relate_to(part, RT.CHART)})


def draw(canvas: Canvas, item: PlacedItem, place: Placeholder | None = None) -> None:
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
        case _:
            assert_never(item)
