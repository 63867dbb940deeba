"""What the readers of single elements share: the summary, inline runs, kids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, assert_never

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.structs import Struct, field
from docgen.layout.blocks import (
    Block,
    Heading,
    Inline,
    ListBlock,
    ListItem,
    Para,
    QuoteBlock,
    Span,
    TableBlock,
    TableCell,
)
from docgen.layout.labels import Labels
from docgen.layout.layoutfile import Layout
from docgen.layout.markup.nodes import MarkupNode, Printed
from docgen.layout.runs import References, citation, runs_of, tidy
from docgen.summary.model import Summary
from docgen.summary.richtext import (
    BlockQuote,
    CodeBlock,
    Definitions,
    Paragraph,
    RichBlock,
    RichList,
    RichTable,
    Run,
    SubHeading,
    flat,
    parse_blocks,
)
from docgen.summary.text import Body, Text
from docgen.theme.model import Medium, Theme

SUB_HEADING = 3
"""Level of the highest heading inside a text: a section's own has level 2."""
_SECTION = re.compile(r"sections\.(\d+)\.heading")


class Reader(Struct):
    """Reads nodes to blocks; `read` maps an element's name to its reader."""

    summary: Summary
    layout: Layout
    theme: Theme
    medium: Medium
    labels: Labels
    found: Diagnostics
    read: Mapping[str, Callable[[Reader, MarkupNode], Sequence[Block]]]
    references: References = field(default_factory=References)
    style: str = "body"
    """Of paragraphs that name none."""
    shown: list[tuple[Literal["figure", "table"], str]] = field(default_factory=list)
    """Charts, pictures and tables of the summary in the order in which they are read."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Numbers of the sources by id."""
        return self.references.sources

    # ---- blocks ----------------------------------------------------------------------

    def blocks(self, node: MarkupNode, style: str | None = None) -> tuple[Block, ...]:
        """Return the blocks of an element's kids; a bare text becomes paragraphs.

        `style` is that of paragraphs inside that name none.
        """
        before, self.style = self.style, style or self.style
        out: list[Block] = []
        for kid in node.kids:
            if isinstance(kid, Printed):
                out += self.body(kid.text, self.style, kid.at)
            elif isinstance(kid, MarkupNode) and kid.tag in self.read:
                out += self.read[kid.tag](self, kid)
        self.style = before
        return tuple(out)

    def body(self, text: Text, style: str, origin: Location) -> list[Block]:
        """Return a text's paragraphs and lists."""
        if not text:
            return []
        if not isinstance(text, Body):
            return [Para(inline=self.text(text), style=style, origin=origin, source=text.location)]
        return self._prose(parse_blocks(text.source), text, style, origin)

    def _prose(
        self, parts: Sequence[RichBlock], text: Text, style: str, origin: Location
    ) -> list[Block]:
        places: dict[str, Any] = {"origin": origin, "source": text.location}
        out: list[Block] = []
        least = min((p.level for p in parts if isinstance(p, SubHeading)), default=1)
        for part in parts:
            match part:
                case Paragraph():
                    out.append(Para(inline=self._runs(part.runs, text), style=style, **places))
                case RichList():
                    items = tuple(
                        ListItem(blocks=tuple(self._prose(i, text, style, origin)), **places)
                        for i in part.items
                    )
                    out.append(ListBlock(kind=part.kind, items=items, style=style, **places))
                case SubHeading():
                    level = min(SUB_HEADING + part.level - least, 6)
                    inline = self._runs(part.runs, text)
                    out.append(Heading(level=level, inline=inline, style=f"h{level}", **places))
                case CodeBlock():
                    out.append(Para(inline=_code(part.text, text), style="code", **places))
                case BlockQuote():
                    out += self._quoted(part, text, style, origin)
                case Definitions():
                    out += self._definitions(part, text, style, origin)
                case RichTable():
                    out.append(self._table(part, text, origin))
                case _:
                    assert_never(part)
        return out

    def _runs(self, runs: Iterable[Run], text: Text) -> Inline:
        refs = (text.ref,) if text.ref >= 0 else ()
        return tidy(self.references.spans(runs, text), refs)

    def _quoted(self, part: BlockQuote, text: Text, style: str, origin: Location) -> list[Block]:
        """Return a block quote: its paragraphs set as a quotation, other blocks as they are."""
        out: list[Block] = []
        for block in self._prose(part.blocks, text, style, origin):
            if isinstance(block, Para):
                out.append(QuoteBlock(inline=block.inline, origin=origin, source=text.location))
            else:
                out.append(block)
        return out

    def _definitions(
        self, part: Definitions, text: Text, style: str, origin: Location
    ) -> list[Block]:
        """Return each term in bold before its meaning; more of it follows in paragraphs."""
        out: list[Block] = []
        for term, meaning in part.items:
            head = [replace(span, bold=True) for span in self._runs(term, text).spans]
            blocks = self._prose(meaning, text, style, origin)
            first = blocks[0] if blocks else None
            if isinstance(first, Para):
                inline = tidy([*head, Span(" \u2013 "), *first.inline.spans], first.inline.refs)
                out += [replace(first, inline=inline), *blocks[1:]]
            else:
                inline = Inline(tuple(head), (text.ref,) if text.ref >= 0 else ())
                out += [Para(inline=inline, style=style, origin=origin), *blocks]
        return out

    def _table(self, part: RichTable, text: Text, origin: Location) -> TableBlock:
        def row(cells: Sequence[tuple[Run, ...]], header: bool) -> tuple[TableCell, ...]:
            return tuple(
                TableCell(inline=self._runs(cell, text), header=header, source=text.location)
                for cell in cells
            )

        rows = [row(cells, False) for cells in part.rows]
        given = [one or None for one in part.align]
        align = tuple(
            own or ("decimal" if _numeric([r[n].inline.plain for r in rows]) else "left")
            for n, own in enumerate(given)
        )
        return TableBlock(
            rows=(row(part.head, True), *rows),
            align=align,
            origin=origin,
            source=text.location,
        )

    # ---- inline ----------------------------------------------------------------------

    def inline(self, node: MarkupNode | None) -> Inline:
        """Return an element's text, with the look of the elements inside."""
        if node is None:
            return Inline()
        refs = [text.ref for text in node.texts() if text.ref >= 0]
        return tidy(self._spans(node, Span("")), refs)

    def text(self, text: Text) -> Inline:
        """Return a summary's text as runs."""
        return self._runs(runs_of(text), text)

    def _spans(self, node: MarkupNode, look: Span) -> list[Span]:
        out: list[Span] = []
        for kid in node.kids:
            if isinstance(kid, str):
                out.append(replace(look, text=kid))
            elif isinstance(kid, Printed):
                out += [_looked(s, look) for s in self._text_spans(kid.text)]
            elif kid.tag == "cite":
                out += self.cite(kid)
            elif kid.tag == "br":
                out.append(Span("", field="break"))
            elif kid.tag == "page-number":
                out.append(replace(look, text="", field="page-number"))
            elif kid.tag == "page-count":
                out.append(replace(look, text="", field="page-count"))
            else:
                out += self._spans(kid, _look(kid, look))
        return out

    def _text_spans(self, text: Text) -> list[Span]:
        if not isinstance(text, Body):
            return self.references.spans(runs_of(text), text)
        out: list[Span] = []
        for inline in flat(parse_blocks(text.source)):
            if out:
                out.append(Span("", field="break"))
            out += self.references.spans(inline.runs, text)
        return out

    def cite(self, node: MarkupNode) -> list[Span]:
        """Return the raised number of a source."""
        name = node.get("ref")
        if name is None:
            return []
        if name not in self.numbers:
            hint = did_you_mean(name, self.numbers) or "the summary has no sources"
            self.found.error(
                codes.UNKNOWN_REFERENCE, f'the summary has no source "{name}"', node.at, hint
            )
            return []
        return [citation(self.numbers[name], name)]

    # ---- helpers ---------------------------------------------------------------------

    def base(self, node: MarkupNode) -> dict[str, Any]:
        """Return what every block carries: its places and its id."""
        first = next((t.location for t in node.texts() if t.location), None)
        source = first or node.get("source-location")
        return {"origin": node.at, "source": source, "id": node.get("id")}

    def section_id(self, refs: Iterable[int]) -> str | None:
        """Return the id of the section whose heading is among the texts of these numbers."""
        for ref in refs:
            hit = _SECTION.fullmatch(self.summary.texts[ref].path)
            if hit:
                return self.summary.sections[int(hit[1])].id
        return None

    def either(self, node: MarkupNode, name: str) -> Inline | None:
        """Return a child element's text, or an attribute's; None if there is neither."""
        child = node.first(name)
        if child is not None:
            return self.inline(child)
        value = node.get(name)
        return value if isinstance(value, Inline) else None


def _code(code: str, text: Text) -> Inline:
    """Return lines of code; their spaces are kept, for they mean something."""
    spans: list[Span] = []
    for line in code.expandtabs(4).split("\n"):
        spans += [Span("", field="break")] if spans else []
        start = len(line) - len(line.lstrip(" "))
        shown = "\u00a0" * start + line[start:].replace("  ", "\u00a0 ")
        spans.append(Span(shown or "\u00a0", code=True))
    return Inline(tuple(spans), (text.ref,) if text.ref >= 0 else ())


_NUMERIC = re.compile(
    r"^[-+−–~≈<>≤≥]?\s?[$€£¥]?\s?\d[\d.,\s\u00a0\u202f’']*\s?(%|[A-Za-z€$£¥°]{0,3})$"
)


def _numeric(cells: Sequence[str]) -> bool:
    """Whether all cells of a column that hold something hold a number."""
    shown = [cell for cell in cells if cell.strip()]
    return bool(shown) and all(_NUMERIC.match(cell) for cell in shown)


def _look(node: MarkupNode, look: Span) -> Span:
    if node.tag == "b":
        return replace(look, bold=True)
    if node.tag == "i":
        return replace(look, italic=True)
    if node.tag == "code":
        return replace(look, code=True)
    if node.tag == "sup":
        return replace(look, superscript=True)
    if node.tag == "sub":
        return replace(look, subscript=True)
    if node.tag == "s":
        return replace(look, strike=True)
    return replace(look, href=node.get("href")) if node.tag == "link" else look


_BARE = Span("")
"""The look of what no element is around."""


def _looked(span: Span, look: Span) -> Span:
    """Return a text's span with the look of the elements around it."""
    if look == _BARE:
        return span
    return replace(
        span,
        bold=span.bold or look.bold,
        italic=span.italic or look.italic,
        code=span.code or look.code,
        superscript=span.superscript or look.superscript,
        subscript=span.subscript or look.subscript,
        strike=span.strike or look.strike,
        href=span.href or look.href,
    )
