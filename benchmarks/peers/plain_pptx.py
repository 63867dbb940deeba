"""The deck with plain python-pptx on its default template: a native chart, no checks."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from benchmarks import content as c


def warm(number: int) -> bytes:
    """Return the deck."""
    deck = Presentation()
    title = deck.slides.add_slide(deck.slide_layouts[0])
    title.shapes.title.text = f"{c.TITLE} {number}"
    title.placeholders[1].text = c.STANDFIRST
    for heading, points in (("Key points", c.POINTS), *c.SLIDES):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = heading
        frame = slide.placeholders[1].text_frame
        frame.text = c.vary(points[0], number)
        for point in points[1:]:
            frame.add_paragraph().text = c.vary(point, number)
    box = (Inches(0.5), Inches(1.5), Inches(9), Inches(5))
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = c.CHART
    data = CategoryChartData()
    data.categories = c.YEARS
    for name, values in c.SERIES:
        data.add_series(name, values)
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Seven of the towns"
    rows = (c.COLUMNS, *c.ROWS)
    table = slide.shapes.add_table(len(rows), len(c.COLUMNS), *box).table
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            table.cell(y, x).text = cell
    sink = io.BytesIO()
    deck.save(sink)
    return sink.getvalue()
