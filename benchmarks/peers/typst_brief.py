"""The brief in Typst: tagged, two pages, the chart drawn with boxes as `docgen` draws its own."""

from __future__ import annotations

from benchmarks import content as c

_HEAD = """\
#set document(title: "%s", date: datetime(year: 2026, month: 3, day: 5))
#set page(paper: "a4", margin: 19mm, footer: context align(center, counter(page).display()))
#set text(lang: "en", size: 10pt)
#set par(justify: true)
"""


def source(number: int = 0) -> str:
    """Return the Typst source."""
    parts = [_HEAD % c.TITLE, f"#text(size: 9pt)[{c.KICKER}]\n", f"= {c.TITLE} {number or ''}\n"]
    parts += [
        f"#text(size: 12pt)[{c.STANDFIRST}]\n",
        *(f"- {c.vary(p, number)}\n" for p in c.POINTS),
    ]
    for index, (heading, paragraphs) in enumerate(c.SECTIONS):
        parts += [f"\n== {heading}\n", *(f"\n{c.vary(p, number)}\n" for p in paragraphs)]
        parts.append(f"\n- {c.vary(c.POINTS[index], number)}\n")
    return "".join([*parts, _chart(), _table()])


def _chart() -> str:
    bars = []
    for index in range(len(c.YEARS)):
        for offset, (_, values) in enumerate(c.SERIES):
            height = values[index] * 1.5
            bars.append(
                f"#place(bottom + left, dx: {index * 56 + offset * 20}pt, "
                f"rect(width: 18pt, height: {height:.1f}pt, fill: {('blue', 'teal')[offset]}))\n"
            )
        bars.append(f"#place(bottom + left, dx: {index * 56}pt, dy: 12pt)[{c.YEARS[index]}]\n")
    body = "".join(bars)
    block = f"block(width: 100%, height: 140pt)[{body}]"
    return f'#figure(alt: "Savings", {block}, caption: [{c.CHART}])\n'


def _table() -> str:
    cells = "".join(f"[{cell}]," for row in c.ROWS for cell in row)
    head = "".join(f"[{cell}]," for cell in c.COLUMNS)
    return f"#table(columns: 4, table.header({head}), {cells})\n"


class Warm:
    """One compiler, which keeps its fonts, in this process."""

    def __init__(self) -> None:
        # Late: the source alone can be had where Typst isn't installed.
        import typst  # noqa: PLC0415

        self.compiler = typst.Compiler(ignore_system_fonts=True)

    def __call__(self, number: int) -> bytes:
        """Return the brief as PDF."""
        return self.compile(source(number))

    def compile(self, text: str) -> bytes:
        """Return a source as PDF."""
        made = self.compiler.compile(input=text.encode(), format="pdf", pdf_standards=["ua-1"])
        return bytes(made)
