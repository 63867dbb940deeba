"""Running heads and feet are told apart (ISO 14289-1, 7.8): no validator sees it."""

from __future__ import annotations

import io

import pikepdf

from docgen.layout.blocks import Block, Inline, Para, Span, TableBlock, TableCell
from docgen.typeset import typeset
from pdf.codes import ReadFont, pieces_of
from pdf.documents import composed, example, pdf_of, text, written

PAGE_NUMBER = Para(inline=Inline((Span("Page "), Span("", field="page-number"))))


def artifacts(data: bytes) -> set[tuple[str, str]]:
    """Which words are artifacts of which kind, over all pages."""
    found: set[tuple[str, str]] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            kind = ""
            fonts = {name: ReadFont(font) for name, font in page.Resources.Font.items()}
            font = next(iter(fonts.values()))
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("BMC", "BDC"):
                    artifact = str(operands[0]) == "/Artifact"
                    told = operands[1] if artifact and len(operands) > 1 else {}
                    kind = f"{told.get('/Type', '')}{told.get('/Subtype', '')}" if artifact else ""
                elif str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                elif kind and str(operator) in ("Tj", "TJ"):
                    found.add((kind, font.text(pieces_of(operands, operator)).strip()))
    return found


def cell(words: str, header: bool = False) -> TableCell:
    return TableCell(inline=text(words), header=header)


def test_heads_feet_and_repeated_table_heads() -> None:
    table: Block = TableBlock(
        rows=((cell("What", True),), *((cell(f"row {n}"),) for n in range(56)))
    )
    data = pdf_of(table, header=(Para(inline=text("Running")),), footer=(PAGE_NUMBER,))
    feet = {("/Pagination/Footer", words) for words in ("Page", "1", "2", "3")}
    heads = {("/Pagination/Header", "Running"), ("/Pagination", "What")}
    assert artifacts(data) == heads | feet


def test_slides_have_feet_and_repeated_kickers_on_handouts_too() -> None:
    placed = typeset(composed(example("japan-defense"), "briefing-deck"))
    for handout in (None, 2, 6):
        found = artifacts(written(placed, slides=handout))
        assert {kind for kind, _ in found} == {"/Pagination/Header", "/Pagination/Footer"}
        assert ("/Pagination/Footer", "2") in found
