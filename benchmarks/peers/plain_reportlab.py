"""The brief drawn with plain ReportLab: no tags, no checks, standard fonts."""

from __future__ import annotations

import io

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate, Table

from benchmarks import content as c


def warm(number: int) -> bytes:
    """Return the brief as PDF."""
    styles = getSampleStyleSheet()
    body, small = styles["BodyText"], styles["Italic"]
    story: list[Flowable] = [
        Paragraph(c.KICKER, small),
        Paragraph(f"{c.TITLE} {number}", styles["Title"]),
        Paragraph(c.STANDFIRST, styles["Heading3"]),
        ListFlowable([Paragraph(c.vary(p, number), body) for p in c.POINTS], bulletType="bullet"),
    ]
    for index, (heading, paragraphs) in enumerate(c.SECTIONS):
        story += [
            Paragraph(heading, styles["Heading2"]),
            *(Paragraph(c.vary(p, number), body) for p in paragraphs),
        ]
        story.append(
            ListFlowable([Paragraph(c.vary(c.POINTS[index], number), body)], bulletType="bullet")
        )
    story += [_chart(), Paragraph(c.CHART, small), Table([c.COLUMNS, *c.ROWS], repeatRows=1)]
    sink = io.BytesIO()
    SimpleDocTemplate(sink, pagesize=A4, margin=54, title=c.TITLE).build(story)
    return sink.getvalue()


def _chart() -> Drawing:
    drawing = Drawing(460, 150)
    for index, year in enumerate(c.YEARS):
        for offset, (_, values) in enumerate(c.SERIES):
            fill = (colors.blue, colors.teal)[offset]
            x = index * 56 + offset * 20
            drawing.add(Rect(x, 15, 18, values[index] * 1.5, fillColor=fill, strokeColor=None))
        drawing.add(String(index * 56, 2, year, fontSize=9))
    return drawing
