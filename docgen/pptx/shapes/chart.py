"""Native charts on slides: graphic frame, chart part, embedded workbook."""

from __future__ import annotations

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.pptx.charts.space import chart_xml
from docgen.pptx.charts.workbook import workbook
from docgen.pptx.job import Canvas
from docgen.pptx.oxml import sub
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify
from docgen.typeset.charts.look import chart_alt, chart_look
from docgen.typeset.items import ChartItem, Placeholder

CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart(canvas: Canvas, item: ChartItem, place: Placeholder | None = None) -> None:
    """Append a graphic frame and add the parts of its chart."""
    job = canvas.job
    look = chart_look(item.block, job.theme, item.label_size)
    part = job.package.add("/ppt/charts/chart%d.xml", CT.DML_CHART)
    blob = workbook(item.block.data, look.number_format, job.timestamp)
    book = job.package.add("/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", CT.SML_SHEET, blob)
    part.blob = chart_xml(look, part.relate_to(book, RT.PACKAGE), job.lang)
    frame = sub(canvas.tree, "p:graphicFrame")
    names = sub(frame, "p:nvGraphicFramePr")
    identify(names, canvas, item.name, "Chart", item.block.alt or chart_alt(item.block))
    sub(sub(names, "p:cNvGraphicFramePr"), "a:graphicFrameLocks", noGrp=True)
    details(names, canvas, place)
    write_xfrm(frame, item.rect, "p:xfrm")
    data = sub(sub(frame, "a:graphic"), "a:graphicData", uri=CHART_URI)
    sub(data, "c:chart", {"r:id": canvas.part.relate_to(part, RT.CHART)})
