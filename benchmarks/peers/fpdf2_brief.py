"""The brief with fpdf2: no tags, standard fonts."""

from __future__ import annotations

from fpdf import FPDF

from benchmarks import content as c


def warm(number: int) -> bytes:
    """Return the brief as PDF."""
    pdf = FPDF(format="A4")
    pdf.add_page()

    def text(value: str, size: float, bold: bool = False) -> None:
        pdf.set_font("helvetica", "B" if bold else "", size)
        pdf.multi_cell(0, size * 0.5, value, new_x="LMARGIN", new_y="NEXT")

    text(c.KICKER, 9)
    text(f"{c.TITLE} {number}", 20, True)
    text(c.STANDFIRST, 12)
    for point in c.POINTS:
        text(f"- {c.vary(point, number)}", 10)
    for index, (heading, paragraphs) in enumerate(c.SECTIONS):
        text(heading, 14, True)
        for paragraph in paragraphs:
            text(c.vary(paragraph, number), 10)
        text(f"- {c.vary(c.POINTS[index], number)}", 10)
    top = pdf.get_y() + 50
    for index in range(len(c.YEARS)):
        for offset, (_, values) in enumerate(c.SERIES):
            high = values[index] * 0.5
            pdf.rect(20 + index * 20 + offset * 7, top - high, 6, high, style="F")
    pdf.set_y(top + 5)
    pdf.set_font("helvetica", "", 9)
    with pdf.table() as table:
        for row in (c.COLUMNS, *c.ROWS):
            table.row(row)
    return bytes(pdf.output())
