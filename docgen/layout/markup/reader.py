"""What the readers of single elements share: the summary, inline runs, kids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.layout.blocks import Block, Inline, ListBlock, ListItem, Para, Span
from docgen.layout.labels import Labels
from docgen.layout.layoutfile import Layout
from docgen.layout.markup.nodes import MarkupNode, Printed
from docgen.layout.runs import spans_of, tidy
from docgen.summary.model import Summary
from docgen.summary.richtext import Paragraph, RichBlock, parse_blocks, parse_inline
from docgen.summary.text import Body, Text
from docgen.theme.model import Medium, Theme


@dataclass(slots=True)
class Reader:
    """Reads nodes to blocks; `read` maps an element's name to its reader."""

    summary: Summary
    layout: Layout
    theme: Theme
    medium: Medium
    labels: Labels
    found: Diagnostics
    read: Mapping[str, Callable[[Reader, MarkupNode], Sequence[Block]]]
    numbers: Mapping[str, int] = field(default_factory=dict)
    style: str = "body"
    """Of paragraphs that name none."""

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
        return [self._prose(part, text, style, origin) for part in parse_blocks(text.source)]

    def _prose(self, part: RichBlock, text: Text, style: str, origin: Location) -> Block:
        places: dict[str, Any] = {"origin": origin, "source": text.location}
        refs = (text.ref,) if text.ref >= 0 else ()
        if isinstance(part, Paragraph):
            return Para(inline=tidy(spans_of(part.runs, self.numbers), refs), style=style, **places)
        items = []
        for item in part.items:
            blocks = tuple(self._prose(p, text, style, origin) for p in item)
            items.append(ListItem(blocks=blocks, **places))
        return ListBlock(kind=part.kind, items=tuple(items), style=style, **places)

    # ---- inline ----------------------------------------------------------------------

    def inline(self, node: MarkupNode | None) -> Inline:
        """Return an element's text, with the look of the elements inside."""
        if node is None:
            return Inline()
        refs = [text.ref for text in node.texts() if text.ref >= 0]
        return tidy(self._spans(node, Span("")), refs)

    def text(self, text: Text) -> Inline:
        """Return a summary's text as runs."""
        refs = (text.ref,) if text.ref >= 0 else ()
        return tidy(spans_of(parse_inline(text.source), self.numbers), refs)

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
            return spans_of(parse_inline(text.source), self.numbers)
        out: list[Span] = []
        for inline in flat(parse_blocks(text.source)):
            if out:
                out.append(Span("", field="break"))
            out += spans_of(inline.runs, self.numbers)
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
        return [Span(str(self.numbers[name]), superscript=True, cite=name)]

    # ---- helpers ---------------------------------------------------------------------

    def base(self, node: MarkupNode) -> dict[str, Any]:
        """Return what every block carries: its places and its id."""
        first = next((t.location for t in node.texts() if t.location), None)
        source = first or node.get("source-location")
        return {"origin": node.at, "source": source, "id": node.get("id")}

    def either(self, node: MarkupNode, name: str) -> Inline | None:
        """Return a child element's text, or an attribute's; None if there is neither."""
        child = node.first(name)
        if child is not None:
            return self.inline(child)
        value = node.get(name)
        return value if isinstance(value, Inline) else None


def flat(parts: Sequence[RichBlock]) -> list[Paragraph]:
    """Return the paragraphs of block Markdown, those of lists too."""
    out: list[Paragraph] = []
    for part in parts:
        if isinstance(part, Paragraph):
            out.append(part)
        else:
            for item in part.items:
                out += flat(item)
    return out


def _look(node: MarkupNode, look: Span) -> Span:
    if node.tag == "b":
        return replace(look, bold=True)
    if node.tag == "i":
        return replace(look, italic=True)
    if node.tag == "code":
        return replace(look, code=True)
    if node.tag == "sup":
        return replace(look, superscript=True)
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
        href=span.href or look.href,
    )
