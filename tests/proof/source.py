"""Nothing is lost between what a template asked for and what was placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from docgen.layout.blocks import Inline
from docgen.layout.document import BriefRoot, Document
from docgen.placed.documents import Brief
from docgen.placed.documents import Deck as PlacedDeck
from docgen.placed.items import ChartItem, TextPara
from docgen.placed.walk import leaves, paras_of

from .match import plain

BLOCKS = ("docgen.layout.blocks", "docgen.layout.document")


def inlines(thing: object) -> Iterator[Inline]:
    """Yield all texts of a tree of blocks; a deck's footer, which may be cut, left out."""
    if isinstance(thing, Inline):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from inlines(one)
    elif is_dataclass(thing) and type(thing).__module__ in BLOCKS:
        for field in fields(thing):
            if not (field.name == "footer" and type(thing).__name__ == "DeckRoot"):
                yield from inlines(getattr(thing, field.name))


def placed_texts(placed: Brief | PlacedDeck) -> list[str]:
    """Return the text of every structure element as placed, parts of a paragraph joined."""
    texts: dict[int, str] = {}
    for para in _paras(placed):
        key = id(para.elem or para)
        texts[key] = texts.get(key, "") + set_text(para)
    return list(texts.values())


def set_text(para: TextPara) -> str:
    """Return what a paragraph's lines draw, hyphens of hyphenation left out."""
    drawn = ""
    for line in para.lines:
        row = "".join(g.text for g in line.pieces)
        drawn += plain(row[:-1] if line.hyphen else row)
    return drawn


def _paras(placed: Brief | PlacedDeck) -> Iterator[TextPara]:
    if isinstance(placed, PlacedDeck):
        streams = [[i.item for i in slide.items] for slide in placed.slides]
        for slide in placed.slides:
            yield from slide.notes
    else:
        streams = [[*page.items, *page.marks] for page in placed.pages]
    for items in streams:
        for leaf in leaves(items):
            assert not isinstance(leaf, ChartItem) or leaf.rect.height > 0
            yield from paras_of(leaf)


def lost_words(document: Document, placed: Brief | PlacedDeck) -> list[str]:
    """Return the texts of the document that weren't placed whole."""
    everything = "\0".join(placed_texts(placed))
    root = document.root
    is_one_page = isinstance(placed, Brief) and len(placed.pages) == 1
    if isinstance(root, BriefRoot) and is_one_page and root.first_header is not None:
        root = replace(root, header=root.first_header)  # the first page, with its own, is all
    return [
        inline.plain
        for inline in inlines(root)
        if not any(s.field in ("page-number", "page-count") for s in inline.spans)
        and plain(inline.plain) not in everything
    ]
