"""Readers of text elements: heading, para, list, quote, callout, toc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.foundation import codes
from docgen.foundation.diagnostics import did_you_mean
from docgen.layout.blocks import (
    Block,
    Callout,
    Heading,
    Inline,
    ListBlock,
    ListItem,
    Para,
    QuoteBlock,
    Span,
    Toc,
)
from docgen.layout.markup.drawings import known_icon
from docgen.layout.markup.nodes import MarkupNode, Printed
from docgen.layout.markup.reader import Reader
from docgen.layout.runs import citation
from docgen.layout.vocabulary import INLINE
from docgen.summary.richtext import parse_blocks
from docgen.summary.text import Body

_QUOTE_MARKS = "\"'“”‘’„«»‹›「」『』"


def read_heading(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<heading level>``; an empty one gives nothing."""
    inline = reader.inline(node)
    if not inline:
        return ()
    style = node.get("style")
    name = node.get("id") or reader.section_id(inline.refs)
    base = reader.base(node) | {"id": name}
    return (Heading(level=node.get("level", 1), inline=inline, style=style, **base),)


def read_para(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<para style>``; a `Body` alone in it gives all its paragraphs and lists."""
    style = node.get("style", reader.style)
    bare = [k for k in node.kids if not (isinstance(k, str) and not k.strip())]
    only = bare[0].text if len(bare) == 1 and isinstance(bare[0], Printed) else None
    if isinstance(only, Body) and len(parse_blocks(only.source)) != 1:
        return reader.body(only, style, node.at)
    inline = reader.inline(node)
    return (Para(inline=inline, style=style, **reader.base(node)),) if inline else ()


def read_list(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<list kind>``; empty items are left out."""
    style = node.get("style", reader.style)
    items = [item for kid in node.elements("item") if (item := _item(reader, kid, style)).blocks]
    if not items:
        return ()
    kind = node.get("kind", "bullet")
    return (ListBlock(kind=kind, items=tuple(items), style=style, **reader.base(node)),)


def _item(reader: Reader, node: MarkupNode, style: str) -> ListItem:
    """Group an item's inline kids to paragraphs between its blocks."""
    blocks: list[Block] = []
    words: list[MarkupNode | Printed | str] = []

    def close() -> None:
        part = MarkupNode("para", node.at, {"style": style}, list(words))
        blocks.extend(read_para(reader, part))
        words.clear()

    for kid in node.kids:
        if isinstance(kid, MarkupNode) and kid.tag not in INLINE:
            close()
            blocks.extend(reader.read[kid.tag](reader, kid))
        else:
            words.append(kid)
    close()
    return ListItem(blocks=tuple(blocks), **reader.base(node))


def read_quote(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<quote ref>`` of the summary by number, or ``<quote by role>`` with its text."""
    number, look = node.get("ref"), node.get("look", "bar")
    if number is None:
        inline = _quoted(reader, reader.inline(node))
        by, role = node.get("by", Inline()), node.get("role", Inline())
        base = reader.base(node)
        return (QuoteBlock(inline=inline, by=by, role=role, look=look, **base),) if inline else ()
    quotes = reader.summary.quotes
    if number > len(quotes):
        has = f"{len(quotes)} quotation{'' if len(quotes) == 1 else 's'}" if quotes else "none"
        message = f"the summary has no quotation {number}: it has {has}"
        hint = "quotations are counted from 1: ask first, {% if quotes|length > 1 %}"
        reader.found.error(codes.UNKNOWN_REFERENCE, message, node.at, hint)
        return ()
    quote = quotes[number - 1]
    inline = _quoted(reader, reader.text(quote.text))
    if quote.source and quote.source in reader.numbers:
        cite = citation(reader.numbers[quote.source], quote.source)
        inline = replace(inline, spans=(*inline.spans, cite))
    name = node.get("id") or quote.id
    base = reader.base(node) | {"source": quote.text.location, "id": name}
    by, role = node.get("by") or reader.text(quote.by), node.get("role") or reader.text(quote.role)
    return (QuoteBlock(inline=inline, by=by, role=role, look=look, **base),)


def _quoted(reader: Reader, inline: Inline) -> Inline:
    """Put the language's quotation marks around a text that has none."""
    if not inline or inline.plain[:1] in _QUOTE_MARKS:
        return inline
    opening, closing = reader.labels("quote-open"), reader.labels("quote-close")
    return replace(inline, spans=(Span(opening), *inline.spans, Span(closing)))


def read_callout(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<callout kind>`` with a title (child or attribute) and blocks."""
    title = reader.either(node, "title") or Inline()
    blocks = reader.blocks(node, "callout")
    if not blocks:
        return ()
    kind = node.get("kind", "key")
    name = node.get("icon", "")
    icon = name if name and known_icon(reader, name, node.at) else ""
    return (Callout(kind=kind, title=title, icon=icon, blocks=blocks, **reader.base(node)),)


def read_toc(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<toc depth title>``, of a brief: slides have no pages to lead to."""
    if reader.layout.kind == "deck":
        hint = "list what is to come in a slide of its own: {% for one in sections %}"
        message = "<toc> has no place in a deck"
        reader.found.error(codes.MISPLACED_ELEMENT, message, node.at, hint)
        return ()
    title = node.get("title", Inline())
    return (Toc(depth=node.get("depth", 2), title=title, **reader.base(node)),)


def hint(name: str, known: Sequence[str], noun: str) -> str:
    """Return a "did you mean" over ids of the summary."""
    return did_you_mean(name, known) or f"the summary has no {noun}"
