"""The structure that a document's blocks call for, said once more and by other means.

Knows no pages, boxes or PDF: only blocks, and what element each should become.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.charts import chart_alt, chart_rows
from docgen.charts.prepared import prepared
from docgen.layout.blocks import (
    Block,
    Callout,
    ChartBlock,
    Columns,
    Fit,
    Grid,
    Heading,
    ImageBlock,
    Inline,
    Keep,
    ListBlock,
    Metrics,
    Para,
    People,
    QuoteBlock,
    Sources,
    Span,
    TableBlock,
    Timeline,
    Toc,
)
from docgen.layout.document import BriefRoot, DeckRoot, Document, SlideBlock
from docgen.layout.walk import headings, walk
from pdf.tree import Node


class Expected:
    """Makes the tree of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        root = document.root
        self.ids = _ids(root.blocks if isinstance(root, BriefRoot) else _slide_blocks(root.slides))
        self.cited: set[str] = set()
        self.backs: list[tuple[Node, str, str]] = []
        self.above: list[int] = []

    def tree(self) -> Node:
        root = self.document.root
        top = Node("Document", f"lang={self.document.lang}")
        if isinstance(root, BriefRoot):
            top.kids += self.stream(root.blocks)
        else:
            last = ""
            for slide in root.slides:
                top.kids.append(self.slide(slide, last))
                last = slide.kicker.plain
        for label, text, source in self.backs:
            link = Node("Link", "-> page", [text])
            label.kids.append(link if source in self.cited else text)
        return top

    def slide(self, slide: SlideBlock, last: str) -> Node:
        title = slide.title or Inline((Span(self.document.title),))
        level = 1 if slide.layout == "title" else 2
        made = Node("Sect", "", [self.heading(level, title)])
        kicker = slide.kicker if slide.kicker.plain != last else Inline()
        made.kids += [Node("P", "", self.inline(i)) for i in (kicker, slide.subtitle) if i]
        made.kids += self.stream(slide.blocks)
        return made

    def heading(self, level: int, inline: Inline) -> Node:
        while self.above and self.above[-1] >= level:
            self.above.pop()
        self.above.append(level)
        return Node(f"H{len(self.above)}", "", self.inline(inline))

    def stream(self, blocks: Iterable[Block]) -> list[Node | str]:
        top = Node("")
        sections: list[tuple[int, Node]] = []
        for block in blocks:
            if isinstance(block, Heading):
                while sections and sections[-1][0] >= block.level:
                    sections.pop()
                holder = sections[-1][1] if sections else top
                if block.level > 1:
                    sections.append((block.level, Node("Sect")))
                    holder.kids.append(sections[-1][1])
                    holder = sections[-1][1]
                holder.kids.append(self.heading(block.level, block.inline))
            else:
                (sections[-1][1] if sections else top).kids += self.block(block)
        return [k for k in top.kids if not isinstance(k, Node) or k.kids]

    def inline(self, inline: Inline) -> list[Node | str]:
        made: list[Node | str] = []
        last: tuple[object, ...] = ()
        for span in inline.spans:
            key = (span.href, span.cite, span.lang)
            text = " " if span.field == "break" else span.text
            if any(key) and key == last and isinstance(made[-1], Node):
                inner = made[-1]
                while inner.kids and isinstance(inner.kids[-1], Node):
                    inner = inner.kids[-1]
                inner.kids.append(text)
            elif span.cite:
                self.cited.add(span.cite)
                made.append(Node("Reference", "", self.link(f"#source-{span.cite}", span, text)))
            elif span.href:
                made += self.link(span.href, span, text)
            elif span.lang:
                made.append(Node("Span", f"lang={span.lang}", [text]))
            else:
                made.append(text)
            last = key
        return made

    def link(self, href: str, span: Span, text: str) -> list[Node | str]:
        if href.startswith("#") and href[1:] not in self.ids:
            return [text]
        note = "-> page" if href.startswith("#") else f"-> {href}"
        return [Node("Link", f"lang={span.lang} {note}" if span.lang else note, [text])]

    def paras(self, inlines: Iterable[Inline]) -> list[Node | str]:
        return [Node("P", "", self.inline(i)) for i in inlines if i]

    def block(self, block: Block) -> list[Node | str]:
        match block:
            case Para():
                return self.paras([block.inline])
            case ListBlock():
                return [self.listed(block)]
            case TableBlock() | ChartBlock() | ImageBlock():
                return self.figure(block)
            case QuoteBlock():
                if block.look == "portrait" and block.by:
                    said = self.paras([block.inline, block.by, block.role])
                    return [Node("BlockQuote", "", said)]
                comma = (Span(", "),) if block.by and block.role else ()
                by = Inline(block.by.spans + comma + block.role.spans)
                return [Node("BlockQuote", "", self.paras([block.inline, by]))]
            case Callout():
                kids = [*self.paras([block.title]), *self.stream(block.blocks)]
                return [Node("Div", "", kids)] if kids else []
            case Columns():
                return [k for c in block.columns for k in self.stream(c)]
            case Grid():
                return [k for c in block.cells for k in self.stream(c)]
            case Keep() | Fit():
                return self.stream(block.blocks)
            case Toc():
                return self.contents(block)
            case Metrics() | People() | Timeline() | Sources():
                return self.entries(block)
            case _:
                return []

    def listed(self, block: ListBlock, level: int = 0) -> Node:
        numbering = {"bullet": "Disc", "ruled": "None"}.get(block.kind, "Decimal")
        made = Node("L", f"ListNumbering={numbering}")
        for number, item in enumerate(block.items, 1):
            bullet = "•–•–•"[min(level, 4)]
            labels = {"bullet": bullet, "number": f"{number}.", "steps": str(number), "ruled": ""}
            label = labels[block.kind]
            body = Node("LBody")
            for inner in item.blocks:
                if isinstance(inner, ListBlock):
                    rows = block.kind in ("ruled", "steps")  # no bullets to differ from
                    body.kids.append(self.listed(inner, 0 if rows else level + 1))
                else:
                    body.kids += self.block(inner)
            before = [Node("Lbl", "", [label])] if label else []
            made.kids.append(Node("LI", "", [*before, body]))
        return made

    def entries(self, block: Metrics | People | Timeline | Sources) -> list[Node | str]:
        made = Node("L", f"ListNumbering={'Decimal' if isinstance(block, Sources) else 'None'}")
        for kids in self.entry(block):
            made.kids.append(Node("LI", "", kids))
        return [made] if made.kids else []

    def entry(self, block: Metrics | People | Timeline | Sources) -> Iterator[list[Node | str]]:
        match block:
            case Metrics():
                for tile in block.tiles:
                    if block.look == "rows":
                        gap = (Span(" "),) if tile.unit else ()
                        value = Inline((*tile.value.spans, *gap, *tile.unit.spans))
                        said = self.paras((tile.label, tile.context))
                        body = [Node("LBody", "", said)] if said else []
                        yield [Node("Lbl", "", self.inline(value)), *body]
                        continue
                    parts = (tile.value, tile.unit, tile.label, tile.context)
                    yield [Node("LBody", "", self.paras(parts))]
            case People():
                row = isinstance(self.document.root, DeckRoot) and block.columns == 1
                for one in block.entries:
                    parts = (one.group, one.name, one.role, one.note)
                    if row:  # a person a row: the group stands beside, over the note
                        parts = (one.name, one.role, one.group, one.note)
                    yield [Node("LBody", "", self.paras(parts))]
            case Timeline():
                for event in block.events:
                    body = self.inline(event.inline)
                    if event.tag:  # apart from the date and the text, or they'd be one word
                        body = [Node("P", "", [event.tag]), Node("P", "", body)]
                    yield [Node("Lbl", "", [event.when]), Node("LBody", "", body)]
            case Sources():
                for source in block.entries:
                    label = Node("Lbl")
                    self.backs.append((label, f"{source.number}.", source.id or ""))
                    yield [label, Node("LBody", "", self.paras([source.inline]))]

    def figure(self, block: TableBlock | ChartBlock | ImageBlock) -> list[Node | str]:
        if isinstance(block, ImageBlock) and block.decorative:
            return []
        caption = [Node("Caption", "", self.inline(block.caption))] if block.caption else []
        credit = self.paras([block.credit])
        if isinstance(block, TableBlock):
            return [Node("Div", "", [self.table(block, caption), *credit])]
        lang = self.document.lang
        if isinstance(block, ChartBlock):  # a histogram shows its counts, not its values
            block = replace(block, data=prepared(block.data, lang))
        alt = block.alt or (chart_alt(block, lang) if isinstance(block, ChartBlock) else "")
        kids: list[Node | str] = [*caption, Node("Figure", f'"{alt}"')]
        if isinstance(block, ChartBlock):
            kids.append(_data(block, lang))
        return [Node("Div", "", [*kids, *credit])]

    def table(self, block: TableBlock, caption: list[Node]) -> Node:
        groups = [Node("THead"), Node("TBody")]
        whole = block.header_rows >= len(block.rows)  # nothing for a THead to head
        for number, row in enumerate(block.rows):
            head = number < block.header_rows
            made = Node("TR")
            for cell in row:
                rows = min(cell.rowspan, len(block.rows) - number)
                notes = [f"Scope={'Column' if head else 'Row'}"] if cell.header else []
                notes += [f"ColSpan={cell.colspan}"] if cell.colspan > 1 else []
                notes += [f"RowSpan={rows}"] if rows > 1 else []
                role = "TH" if cell.header else "TD"
                made.kids.append(Node(role, " ".join(notes), self.inline(cell.inline)))
            groups[whole or not head].kids.append(made)
        return Node("Table", "", [*caption, *(g for g in groups if g.kids)])

    def contents(self, block: Toc) -> list[Node | str]:
        top = Node("TOC", "", [Node("Caption", "", self.inline(block.title))])
        top.kids = top.kids if block.title else []
        path: list[tuple[int, Node]] = [(0, top)]
        root = self.document.root
        assert isinstance(root, BriefRoot)
        for heading in headings(root.blocks):
            if not 1 < heading.level <= block.depth + 1:
                continue
            while path[-1][0] >= heading.level:
                path.pop()
            holder = path[-1][1]
            if holder is not top:
                last = holder.kids[-1]
                if not (isinstance(last, Node) and last.role == "TOC"):
                    holder.kids.append(Node("TOC"))
                holder = holder.kids[-1]  # type: ignore[assignment]
            link = Node("Link", "-> page", [f"{heading.inline.plain} #"])
            holder.kids.append(Node("TOCI", "", [Node("Reference", "", [link])]))
            path.append((heading.level, holder.kids[-1]))  # type: ignore[arg-type]
        return [top]


def _data(block: ChartBlock, lang: str) -> Node:
    header, rows = chart_rows(block, lang)
    head = Node("TR", "", [Node("TH", "Scope=Column", [t]) if t else Node("TD") for t in header])
    body = Node("TBody")
    for name, *values in rows:
        first = Node("TH", "Scope=Row", [name]) if name else Node("TD")
        body.kids.append(Node("TR", "", [first, *(Node("TD", "", [v]) for v in values)]))
    return Node("Table", "", [Node("THead", "", [head]), *([body] if body.kids else [])])


def _slide_blocks(slides: Iterable[SlideBlock]) -> list[Block]:
    return [block for slide in slides for block in slide.blocks]


def _ids(blocks: Iterable[Block]) -> set[str]:
    found: set[str] = set()
    for block in walk(blocks):
        if block.id:
            found.add(block.id)
        if isinstance(block, Sources):
            found |= {f"source-{entry.id}" for entry in block.entries}
    return found
