"""The brief in HTML and CSS, set by WeasyPrint as PDF/UA-1 on two pages, the chart as SVG."""

from __future__ import annotations

from html import escape

from weasyprint import HTML

from benchmarks import content as c

_CSS = """
@page { size: A4; margin: 19mm; @bottom-center { content: counter(page) } }
body { font: 9.5pt/1.3 sans-serif; text-align: justify } p, ul { margin: 0 0 5pt }
h1, h2 { margin: 8pt 0 4pt } figure { margin: 6pt 0 } table { border-collapse: collapse }
td, th { border-bottom: 0.5pt solid #888; padding: 2pt 6pt }
"""


def source(number: int = 0) -> str:
    """Return the HTML."""
    points = "".join(f"<li>{escape(c.vary(p, number))}</li>" for p in c.POINTS)
    text = ""
    for index, (heading, paragraphs) in enumerate(c.SECTIONS):
        text += f"<h2>{heading}</h2>" + "".join(f"<p>{c.vary(p, number)}</p>" for p in paragraphs)
        text += f"<ul><li>{c.vary(c.POINTS[index], number)}</li></ul>"
    rows = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in c.ROWS)
    head = "".join(f"<th>{v}</th>" for v in c.COLUMNS)
    return (
        f'<html lang="en"><head><title>{c.TITLE}</title><style>{_CSS}</style></head><body>'
        f"<p>{c.KICKER}</p><h1>{c.TITLE} {number or ''}</h1><p>{c.STANDFIRST}</p><ul>{points}</ul>"
        f"{text}<figure>{_chart()}<figcaption>{c.CHART}</figcaption></figure>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></body></html>"
    )


def _chart() -> str:
    bars = ""
    for index, year in enumerate(c.YEARS):
        for offset, (_, values) in enumerate(c.SERIES):
            high = values[index] * 1.5
            fill = ("#1f5fbf", "#1f9f8f")[offset]
            bars += (
                f'<rect x="{index * 56 + offset * 20}" y="{130 - high}" width="18" '
                f'height="{high}" fill="{fill}"/>'
            )
        bars += f'<text x="{index * 56}" y="145" font-size="9">{year}</text>'
    return f'<svg width="460" height="150" role="img" aria-label="Savings">{bars}</svg>'


def warm(number: int) -> bytes:
    """Return the brief as PDF."""
    made = HTML(string=source(number)).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made)
