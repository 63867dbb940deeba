"""Random text, sizes and boxes never overflow as our own PDF draws them."""

from __future__ import annotations

import io

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typeset_samples import SUMMARY, THEME, bullets, deck_of, inline, para, set_deck, slide

from docgen.foundation.diagnostics import DocgenError
from docgen.layout.blocks import Block, Callout, Columns, QuoteBlock, TableBlock, TableCell
from docgen.layout.document import LayoutInfo as Info
from docgen.pdf import write_pdf
from docgen.placed.documents import Brief, Page
from docgen.placed.items import Rect, TextItem
from docgen.placed.structure import Elem
from docgen.text.paragraph import new_setter
from docgen.theme.model import Style

CHARS = "abcdefghijklmnopqrstuvwxyzABCWMJfjgy0123456789äßéžλжщ.,;:-–—/()’“”%&"
WORDS = st.lists(st.text(CHARS, min_size=1, max_size=18), min_size=1, max_size=40).map(" ".join)
SLACK = 0.12
"""Ems that ink may leave its box: a letter's own side bearings, as of a "j" at a line's start."""


def ink(data: bytes) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of all characters of a one-page PDF."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        text, height = page.get_textpage(), page.get_height()
        boxes = [
            text.get_charbox(n)
            for n in range(text.count_chars())
            if not text.get_text_range(n, 1).isspace()
        ]
        return [(left, height - top, right, height - low) for left, low, right, top in boxes]


def page_with(item: TextItem, top: Elem) -> Brief:
    layout = Info(name="x", kind="brief", folder="", width=900, height=20000)
    return Brief([Page(900, 20000, [item])], top, [], THEME, layout, SUMMARY, "T", "en")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=WORDS,
    width=st.floats(40, 800),
    size=st.floats(6, 48),
    bold=st.booleans(),
    font=st.sampled_from(["heading", "body", "mono"]),
    tracking=st.sampled_from([0.0, 0.7, -0.3]),
    align=st.sampled_from(["left", "center", "right", "justify"]),
    caps=st.booleans(),
)
def test_text_stays_in_its_box(
    text: str,
    width: float,
    size: float,
    bold: bool,
    font: str,
    tracking: float,
    align: str,
    caps: bool,
) -> None:
    style = Style(
        "s",
        font=font,
        size=size,
        leading=size * 1.3,
        bold=bold,
        tracking=tracking,
        caps=caps,
        align=align,
        hyphenate=True,  # type: ignore[arg-type]
    )
    top = Elem("Document")
    para = new_setter(THEME, "brief", "en").set(inline(text), style, width, top.add("P"))
    if any(len(line.pieces) == 1 and len(line.pieces[0].text) == 1 for line in para.lines):
        return  # a box narrower than a letter
    item = TextItem(Rect(50, 50, width, para.height), (para,))
    sink = io.BytesIO()
    write_pdf(page_with(item, top), sink)
    slack = SLACK * size
    for left, above, right, below in ink(sink.getvalue()):
        assert left >= 50 - slack and right <= 50 + width + slack
        assert above >= 50 - slack and below <= 50 + para.height + slack


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(WORDS)
    kind = draw(st.sampled_from(["para", "list", "table", "callout", "columns", "quote"]))
    if kind == "list":
        return bullets(*draw(st.lists(WORDS, min_size=1, max_size=8)))
    if kind == "table":
        cells = draw(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=9))
        rows = tuple(tuple(TableCell(inline=inline(c)) for c in row) for row in cells)
        return TableBlock(rows=rows)
    if kind == "callout":
        return Callout(blocks=(para(text),))
    if kind == "columns":
        return Columns(columns=((para(text),), (bullets(text, draw(WORDS)),)))
    return QuoteBlock(inline=inline(text)) if kind == "quote" else para(text)


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(blocks(), min_size=1, max_size=5),
    st.sampled_from(["split", "shrink", "refuse"]),
    st.sampled_from([(960.0, 540.0), (720.0, 540.0)]),
)
def test_slides_stay_in_their_region(
    content: list[Block], overflow: str, size: tuple[float, float]
) -> None:
    try:
        deck = set_deck(deck_of(slide(*content, overflow=overflow), size=size))
    except DocgenError as error:
        assert {d.code for d in error.diagnostics} == {"DG404"}
        return
    region = deck.master.layout("content").region
    assert region is not None
    for one in deck.slides:
        for item in one.items[1:]:
            rect = item.item.rect
            assert rect.x >= region.x - 0.1 and rect.right <= region.right + 0.1
            assert rect.y >= region.y - 0.1 and rect.bottom <= region.bottom + 0.1
    sink = io.BytesIO()
    write_pdf(deck, sink)
    for left, above, right, below in ink(sink.getvalue()):
        assert left >= 0 and above >= 0 and right <= size[0] and below <= size[1]
