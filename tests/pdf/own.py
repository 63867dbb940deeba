"""What validators can't see: a picture that is only an artifact, a glyph that isn't there,
words that are artifacts though no page's head or foot (ISO 14289-1, 7.8).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from pdf.codes import ReadFont, codes, pieces_of
from pdf.tree import Tagged


def own_faults(data: bytes, decorative: int = 0) -> list[str]:
    """Return what is wrong with a tagged file, as far as we can tell and validators can't.

    `decorative` pictures may be artifacts.
    """
    found = Tagged(data).faults
    untold = 0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = {name: ReadFont(font) for name, font in pdf.pages[0].Resources.Font.items()}
        for number, page in enumerate(pdf.pages, 1):
            for fault in _page(page, fonts):
                if fault == "picture":
                    untold += 1
                else:
                    found.append(f"page {number}: {fault}")
    if untold != decorative:
        found.append(f"{untold} pictures are artifacts, not {decorative}")
    return found


def _page(page: pikepdf.Page, fonts: dict[str, ReadFont]) -> Iterator[str]:
    inside: list[str] = []
    font = None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                inside.append(_kind(operands))
            case "EMC":
                inside.pop()
            case "Do" if page.Resources.XObject[str(operands[0])].Subtype == "/Image":
                if not inside or inside[-1] != "content":
                    yield "picture"
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if font is not None:
                pieces = pieces_of(operands, operator)
                if inside and inside[-1] == "decoration":
                    yield f"text is decoration: {pieces}"
                used = set(codes(pieces))
                yield from (f"code {c} has no glyph" for c in sorted(used - font.drawn))
                yield from (f"code {c} has no character" for c in sorted(used - set(font.told)))


def _kind(operands: pikepdf.ObjectList) -> str:
    """Content, pagination, or decoration: all other artifacts."""
    if str(operands[0]) != "/Artifact":
        return "content"
    told = operands[1].get("/Type") if len(operands) > 1 else None
    return "pagination" if told == pikepdf.Name.Pagination else "decoration"
