"""Documents made of blocks, without templates, for the tests of this room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout.blocks import (
    Block,
    Inline,
    ListBlock,
    ListItem,
    Para,
    Span,
    TableBlock,
    TableCell,
)
from docgen.layout.catalog import find_theme
from docgen.layout.document import BriefRoot, DeckRoot, Document, LayoutInfo, SlideBlock
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import TextPara
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import parse_summary
from docgen.text.paragraph import new_setter
from docgen.theme.model import Medium
from docgen.typeset import typeset
from docgen.typeset.context import Context, Shared

THEME = find_theme("slate", Path(__file__).parents[2])
SUMMARY = parse_summary("title: A title\nsections: [{heading: S, body: words}]\n", "s.yaml")


def context(medium: Medium = "deck") -> Context:
    """A context with a structure of its own."""
    setter = new_setter(THEME, medium, "en")
    shared = Shared(THEME, medium, SUMMARY, setter, "en", Diagnostics())
    return Context(shared, Elem("Document"))


def inline(text: str, **look: Any) -> Inline:
    return Inline((Span(text, **look),), (0,))


def para(text: str, style: str = "body") -> Para:
    return Para(inline=inline(text), style=style)


def bullets(*texts: str) -> ListBlock:
    return ListBlock(items=tuple(ListItem(blocks=(para(t),)) for t in texts))


def table(rows: int, columns: int, text: str = "cell") -> TableBlock:
    head = tuple(TableCell(inline=inline(f"Head {c}"), header=True) for c in range(columns))
    body = [
        tuple(TableCell(inline=inline(f"{text} {r}.{c}")) for c in range(columns))
        for r in range(rows)
    ]
    return TableBlock(rows=(head, *body))


def deck_of(*slides: SlideBlock, size: tuple[float, float] = (960.0, 540.0)) -> Document:
    layout = LayoutInfo(name="deck", kind="deck", folder="", width=size[0], height=size[1])
    root = DeckRoot(slides=slides)
    return Document(
        root=root, layout=layout, theme=THEME, summary=SUMMARY, lang="en", title="A title"
    )


def slide(*blocks: Block, **more: Any) -> SlideBlock:
    return SlideBlock(layout="content", title=inline("Title"), blocks=blocks, **more)


def brief_of(*blocks: Block, max_pages: int | None = None) -> Document:
    layout = LayoutInfo(
        name="brief", kind="brief", folder="", width=595.0, height=842.0, max_pages=max_pages
    )
    return Document(
        root=BriefRoot(blocks=blocks),
        layout=layout,
        theme=THEME,
        summary=SUMMARY,
        lang="en",
        title="A title",
    )


def set_deck(document: Document, found: Diagnostics | None = None) -> Deck:
    placed = typeset(document, found)
    assert isinstance(placed, Deck)
    return placed


def set_brief(document: Document, found: Diagnostics | None = None) -> Brief:
    placed = typeset(document, found)
    assert isinstance(placed, Brief)
    return placed


def drawn(para: TextPara) -> str:
    return "".join(g.text for line in para.lines for g in line.pieces)


def paras_on(items: Any) -> list[TextPara]:
    return [p for leaf in leaves(items) for p in paras_of(leaf)]


def body_paras(deck: Deck, number: int) -> list[TextPara]:
    """The paragraphs of a slide without title and kicker."""
    items = [
        i.item
        for i in deck.slides[number].items
        if i.placeholder is None or i.placeholder.key not in ("title", "kicker", "subtitle")
    ]
    return paras_on(items)


def sizes(deck: Deck) -> list[float]:
    return [p.style.size for n in range(len(deck.slides)) for p in body_paras(deck, n)]
