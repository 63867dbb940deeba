"""Read a checked tree: the roots, slides, and the table of readers by element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.files import DECK, FileError, check_inside, is_file
from docgen.layout.blocks import Block, Inline, Metrics, Sources
from docgen.layout.document import (
    COMPANY,
    SLIDE_ROLES,
    BriefRoot,
    Composition,
    DeckRoot,
    InsertedDeck,
    SlideBlock,
    SlideRole,
)
from docgen.layout.labels import Labels
from docgen.layout.layoutfile import Layout
from docgen.layout.markup import containers, drawings, figures, lists, prose
from docgen.layout.markup.check import Checker
from docgen.layout.markup.nodes import MarkupNode, Printed, Types
from docgen.layout.markup.reader import Reader
from docgen.layout.runs import References, plain
from docgen.layout.template import RenderedMarkup
from docgen.layout.walk import inlines, rebuilt, walk
from docgen.summary.model import Chart, Image, Summary, Table
from docgen.summary.text import Text
from docgen.theme.model import Theme

READERS: Mapping[str, Callable[[Reader, MarkupNode], Sequence[Block]]] = {
    "heading": prose.read_heading,
    "para": prose.read_para,
    "list": prose.read_list,
    "quote": prose.read_quote,
    "callout": prose.read_callout,
    "toc": prose.read_toc,
    "table": figures.read_table,
    "chart": figures.read_chart,
    "image": figures.read_image,
    "metrics": lists.read_metrics,
    "timeline": lists.read_timeline,
    "people": lists.read_people,
    "sources": lists.read_sources,
    "rule": containers.read_rule,
    "spacer": containers.read_spacer,
    "icon": drawings.read_icon,
    "qr": drawings.read_qr,
    "page-break": containers.read_page_break,
    "columns": containers.read_columns,
    "grid": containers.read_grid,
    "page": containers.read_page,
    "keep": containers.read_keep,
    "fit": containers.read_fit,
}


def read_markup(
    rendered: RenderedMarkup,
    summary: Summary,
    layout: Layout,
    theme: Theme,
    labels: Labels,
    found: Diagnostics,
    typography: str = "auto",
) -> BriefRoot | DeckRoot:
    """Return the root of what a template rendered.

    Raises `DocgenError` with all findings (DG220 to DG229), at the template's own places.
    """
    types = Types(theme, layout.kind, rendered.texts)
    tree = Checker(rendered, types, found, str(layout.template)).tree()
    if tree is not None and tree.tag != layout.kind:
        message = f"the template's root is <{tree.tag}>, but the layout's kind is {layout.kind}"
        found.error(
            codes.KIND_MISMATCH, message, tree.at, f'write <{layout.kind}>, or kind = "{tree.tag}"'
        )
    found.raise_errors()
    assert tree is not None
    before = list(found.found)
    marks = "" if typography == "as-is" else summary.lang

    def read(*more: Any) -> tuple[Reader, BriefRoot | DeckRoot]:
        found.found = list(before)  # told again by a second reading
        return _read(tree, summary, layout, theme, labels, found, marks, *more)

    reader, root = read()
    numbers, known = None, None
    if _refers(summary):
        numbers, known = _figure_numbers(reader, layout, labels), targets(root)
        reader, root = read(numbers, known)
    whole, root = root, _with_called_sources(root)
    uncalled = frozenset(_sources_with_notes(whole) - _sources_with_notes(root))
    if uncalled:  # their notes would have numbers that nothing shows
        reader, root = read(numbers, known, uncalled)
        root = _with_called_sources(root)
    if _refers(summary):
        for href in reader.references.dead:
            message = f"a link leads to {href}, which the layout {layout.name} doesn't show"
            hint = "the text is set without a link"
            found.notice(codes.DEAD_LINK, message, Location(summary.path), hint)
    found.raise_errors()
    return root


def _blocks(root: BriefRoot | DeckRoot) -> Iterator[Block]:
    """Yield every block of a document's pages or slides, and of what speakers say."""
    if isinstance(root, BriefRoot):
        yield from walk(root.blocks)
    else:
        for slide in root.slides:
            yield from walk((*slide.blocks, *slide.notes))


def _sources_with_notes(root: BriefRoot | DeckRoot) -> set[str]:
    """Return the ids of the sources listed whose entries have footnotes."""
    lists = [block for block in _blocks(root) if isinstance(block, Sources)]
    entries = [entry for block in lists for entry in block.entries]
    return {e.id for e in entries if e.id and any(s.note for s in e.inline.spans)}


def _with_called_sources(root: BriefRoot | DeckRoot) -> BriefRoot | DeckRoot:
    """Return the document, its lists of cited sources without those that no mark calls.

    Marks of footnotes call too. Where no mark calls any, all are listed.
    """
    heads: list[Inline] = []
    if isinstance(root, DeckRoot):
        heads = [inline for s in root.slides for inline in (s.title, s.subtitle)]
    shown = [inline for block in _blocks(root) for inline in inlines(block)]
    marks = [span for inline in (*heads, *shown, *root.notes) for span in inline.spans]
    called = {span.cite for span in marks if span.cite}

    def only_called(block: Block) -> Block | None:
        if not isinstance(block, Sources) or not block.cited:
            return block
        if not called:  # a list under a heading says more than none: where it is from
            return replace(block, cited=False)
        kept = tuple(e for e in block.entries if e.id in called)
        return replace(block, entries=kept) if kept else None

    def of(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return rebuilt(blocks, only_called)

    if not any(isinstance(block, Sources) and block.cited for block in _blocks(root)):
        return root
    if isinstance(root, BriefRoot):
        return replace(root, blocks=of(root.blocks))
    slides = tuple(
        replace(
            s,
            blocks=of(s.blocks),
            compositions=tuple(replace(c, blocks=of(c.blocks)) for c in s.compositions),
        )
        for s in root.slides
    )
    return replace(root, slides=slides)


def _read(
    tree: MarkupNode,
    summary: Summary,
    layout: Layout,
    theme: Theme,
    labels: Labels,
    found: Diagnostics,
    typography: str = "",
    numbers: Mapping[str, str] | None = None,
    known: frozenset[str] | None = None,
    uncalled: frozenset[str] = frozenset(),
) -> tuple[Reader, BriefRoot | DeckRoot]:
    """Read the tree to blocks; the second time with the numbers of figures, and the targets.

    Sources that are `uncalled` stay out of lists of cited ones.
    """
    items: list[Chart | Image | Table] = [*summary.charts, *summary.images, *summary.tables]
    references = References(
        sources=_numbers(summary),
        numbers=numbers or {},
        titles={one.id: plain(one.title) or one.id for one in items},
        targets=known,
        typography=typography,
        linked_notes=layout.kind == "brief",
        uncalled=uncalled,
    )
    reader = Reader(summary, layout, theme, layout.kind, labels, found, READERS, references)
    root = _brief(reader, tree) if tree.tag == "brief" else _deck(reader, tree)
    return reader, replace(root, notes=tuple(references.notes))


_REFERS = re.compile(r"\]\(\s*<?#|\[@[^\]]*(?:fig|tab):")


def _refers(summary: Summary) -> bool:
    """Whether a text refers to a figure or a place of the document."""
    return any(_REFERS.search(text.source) for text in summary.texts)


def _figure_numbers(reader: Reader, layout: Layout, labels: Labels) -> dict[str, str]:
    """Number what is shown, figures and tables each from 1, if a text refers to one of them."""
    texts = " ".join(text.source for text in reader.summary.texts)
    numbers: dict[str, str] = {}
    count = {"figure": 0, "table": 0}
    label = {"figure": "Figure {value}", "table": "Table {value}"}
    if not _FIGURE.search(texts):
        return numbers
    for kind, name in reader.shown:
        if name not in numbers:
            count[kind] += 1
            numbers[name] = labels(label[kind], value=count[kind])
    return numbers


_FIGURE = re.compile(r"\[@[^\]]*(?:fig|tab):")


def targets(root: BriefRoot | DeckRoot) -> frozenset[str]:
    """Return every id that a link can lead to."""
    streams = [root.blocks] if isinstance(root, BriefRoot) else [s.blocks for s in root.slides]
    found = {s.id for s in root.slides if s.id} if isinstance(root, DeckRoot) else set()
    for block in walk(one for stream in streams for one in stream):
        found |= {block.id} if block.id else set()
        if isinstance(block, Metrics):
            found |= {tile.id for tile in block.tiles if tile.id}
        elif isinstance(block, Sources):
            found |= {f"source-{entry.id}" for entry in block.entries if entry.id}
    return frozenset(found)


def _numbers(summary: Summary) -> dict[str, int]:
    """Return every source's number: cited ones in order of use, then the others."""
    numbers = dict(summary.citations)
    following = count(max(numbers.values(), default=0) + 1)
    for source in summary.sources:
        if source.id not in numbers:
            numbers[source.id] = next(following)
    return numbers


# ---- brief -------------------------------------------------------------------------


def _brief(reader: Reader, node: MarkupNode) -> BriefRoot:
    first = node.first("first-page")
    return BriefRoot(
        blocks=reader.blocks(node),
        origin=node.at,
        header=_part(reader, node, "header") or (),
        footer=_part(reader, node, "footer") or (),
        first_header=_part(reader, first, "header") if first else None,
        first_footer=_part(reader, first, "footer") if first else None,
    )


def _part(reader: Reader, node: MarkupNode, name: str) -> tuple[Block, ...] | None:
    """Return a header's or footer's blocks; loose text in it becomes a paragraph."""
    part = node.first(name)
    if part is None:
        return None
    if any(isinstance(kid, MarkupNode) and kid.tag in READERS for kid in part.kids):
        return reader.blocks(part, name)
    loose = MarkupNode("para", part.at, {"style": name}, part.kids)
    return tuple(prose.read_para(reader, loose))


# ---- deck --------------------------------------------------------------------------


def _deck(reader: Reader, node: MarkupNode) -> DeckRoot:
    slides = tuple(
        made
        for one in node.elements("slide", "insert")
        if (made := _slide(reader, one) if one.tag == "slide" else _insert(reader, one))
    )
    if not slides and next(node.elements("insert"), None) is None:
        reader.found.error(
            codes.MISPLACED_ELEMENT,
            "a deck needs at least one <slide>",
            node.at,
            'write <slide title="...">',
        )
    footer = node.first("footer")
    for kid in footer.elements(*READERS) if footer else ():
        message = f"<{kid.tag}> may not stand in a deck's <footer>"
        reader.found.error(
            codes.MISPLACED_ELEMENT, message, kid.at, "a deck's footer is one line of text"
        )
    return DeckRoot(slides=slides, footer=reader.inline(footer), origin=node.at)


def _slide(reader: Reader, node: MarkupNode) -> SlideBlock:
    title = node.first("title")
    heading = reader.either(node, "title") or Inline()
    source = _source(title) or _source(node) or node.get("source-location")
    role, company = _role(node.get("layout", "content"))
    compositions = _compositions(reader, node, role)
    first = compositions[0] if compositions else None
    return SlideBlock(
        layout=first.layout if first else role,
        company=company,
        company_at=_named_at(reader, node, company) if company else None,
        title=heading,
        subtitle=reader.inline(node.first("subtitle")),
        kicker=reader.inline(node.first("kicker")),
        blocks=first.blocks if first else reader.blocks(node),
        compositions=compositions,
        notes=_notes(reader, node),
        section=node.get("section", Inline()).words or None,
        hidden=node.get("hidden", False),
        steps=node.get("steps"),
        background=node.get("background"),
        picture=figures.read_ground(reader, node),
        overflow=node.get("overflow"),
        min_size=node.get("min-size"),
        id=node.get("id") or reader.section_id(heading.refs),
        origin=node.at,
        source=source,
    )


def _insert(reader: Reader, node: MarkupNode) -> SlideBlock | None:
    """Return another deck's slides: of a file in the layout's folder, else in the project's."""
    name = str(node.get("deck"))
    folders = [f for f in (reader.layout.folder, reader.layout.project) if f is not None]
    why = ""
    for folder in folders:
        try:
            check_inside(folder / name, folder)
            if is_file(folder / name, DECK):
                break
        except FileError as error:
            why = why or f"the file {error.strerror}:"
    else:
        shown = name if len(name) <= 80 else name[:79] + "\N{HORIZONTAL ELLIPSIS}"
        why = why or "neither the layout nor the project has a file"
        reader.found.error(codes.UNKNOWN_REFERENCE, f'{why} "{shown}"', node.at)
        return None
    path = str((folder / name).absolute())
    return SlideBlock(
        layout="content",
        insert=InsertedDeck(path, node.get("slides", ()), node.get("notes", True)),
        section=node.get("section", Inline()).words or None,
        id=node.get("id"),
        origin=node.at,
    )


def _role(layout: str) -> tuple[SlideRole, str]:
    """Return a slide's role, and the name of the company's layout that it asks for."""
    if layout.startswith(COMPANY):
        return "content", layout.removeprefix(COMPANY).strip()
    return next(role for role in SLIDE_ROLES if role == layout), ""


def _named_at(reader: Reader, node: MarkupNode, company: str) -> Location:
    """Return where a company's layout is named: by a section of the summary, or the template."""
    summary = reader.summary
    for index, section in enumerate(summary.sections):
        if section.layout is not None and _role(section.layout)[1] == company:
            if summary._locations is not None:
                place: Location = summary._locations.value(("sections", index, "layout"))
                return place
            return Location(summary.path) if summary.path else node.at
    return node.at


def _compositions(reader: Reader, node: MarkupNode, role: SlideRole) -> tuple[Composition, ...]:
    """Return a slide's compositions: all for ``auto``, else the one named; empty ones go."""
    nodes = list(node.elements("composition"))
    if not nodes:
        return ()
    if any(isinstance(k, Printed) or k.tag in READERS for k in node.kids if not isinstance(k, str)):
        message = "<slide> holds either <composition>s or blocks"
        hint = "put the blocks into the compositions"
        reader.found.error(codes.MISPLACED_ELEMENT, message, node.at, hint)
        return ()
    wanted = node.get("compose", Inline()).plain.strip() or "auto"
    made = [
        Composition(
            name=one.get("name"),
            layout=one.get("layout", role),
            blocks=blocks,
            picture=figures.read_ground(reader, one),
            origin=one.at,
        )
        for one in nodes
        if (blocks := reader.blocks(one)) or one.get("picture")
    ]
    chosen = [c for c in made if wanted in ("auto", c.name)]
    if made and not chosen:
        names = [c.name for c in made]
        near = did_you_mean(wanted, names) or f"it has {', '.join(names)}"
        message = f'the slide has no composition "{wanted}"'
        reader.found.error(codes.UNKNOWN_REFERENCE, message, node.at, near)
    return tuple(chosen)


def _notes(reader: Reader, node: MarkupNode) -> tuple[Block, ...]:
    out: list[Block] = []
    for notes in node.elements("notes"):
        out += reader.blocks(notes, "notes")
    return tuple(out)


def _source(node: MarkupNode | None) -> Location | None:
    texts: list[Text] = list(node.texts()) if node else []
    return next((t.location for t in texts if t.location), None)
