"""What would shut somebody out: found in the blocks, before anything is typeset.

WCAG 2.2: 1.1.1 (text alternatives), 1.3.1 (structure), 2.4.4 (link purpose), 3.1.1 (language
of the page). Contrast (1.4.3) is checked where themes are read (`docgen.theme.load`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Location, Severity
from docgen.layout.blocks import Block, Heading, ImageBlock, Inline, TableBlock
from docgen.layout.document import BriefRoot, Document
from docgen.layout.walk import headings, inlines, walk
from docgen.summary.model import Summary
from docgen.summary.sourcemap import SourceMap, locate

_VAGUE = (
    "here|click here|this|this link|this page|link|more|read more|learn more|see here|see more"
    "|hier|hier klicken|klicken sie hier|mehr|mehr lesen|mehr erfahren|weiterlesen|dieser link"
    "|ici|cliquez ici|cliquer ici|lire la suite|en savoir plus|lien|ce lien|plus"
    "|aquí|aqui|haga clic aquí|pulse aquí|más|leer más|ver más|enlace|este enlace"
    "|qui|clicca qui|leggi di più|scopri di più|di più|questo link"
    "|klik hier|lees meer|meer|deze link|clique aqui|saiba mais|leia mais|mais|este link"
    "|こちら|ここ|こちらをクリック|ここをクリック|詳細|詳しくはこちら|リンク"
)
VAGUE = frozenset(_VAGUE.split("|"))
"""Link texts that say nothing of where they lead, in the languages that labels exist in."""


def check_accessibility(document: Document) -> list[Diagnostic]:
    """Return DG601 (error), DG602, DG604, DG605 and DG606 (warnings, notices), each once."""
    return list(dict.fromkeys(_findings(document)))


def _findings(document: Document) -> Iterator[Diagnostic]:
    yield from _language(document.summary)
    streams = _streams(document)
    for blocks in streams:
        for block in walk(blocks):
            if isinstance(block, ImageBlock):
                yield from _image(block, document.summary)
            elif isinstance(block, TableBlock):
                yield from _table(block)
            for inline in inlines(block):
                yield from _links(inline, block, document.summary)
    above = 0 if isinstance(document.root, BriefRoot) else 2
    for blocks in streams:
        yield from _levels(headings(blocks), above)


def _streams(document: Document) -> list[tuple[Block, ...]]:
    """Return the brief's blocks, or those of each slide; a slide's title is a level 2."""
    root = document.root
    return [root.blocks] if isinstance(root, BriefRoot) else [s.blocks for s in root.slides]


def _warning(code: str, message: str, at: Location | None, hint: str) -> Diagnostic:
    return Diagnostic(code, message, at, hint, Severity.WARNING)


def _image(block: ImageBlock, summary: Summary) -> Iterator[Diagnostic]:
    if not block.alt.strip() and not block.decorative:
        name, at = _image_place(block, summary)
        yield Diagnostic(
            codes.NO_ALT_TEXT,
            f'picture "{name}" has no alt text',
            at or block.source or block.origin,
            'say in "alt" what it shows, or write "decorative: true" if it says nothing',
        )


def _image_place(block: ImageBlock, summary: Summary) -> tuple[str, Location | None]:
    """Return the id and the place of the summary's picture that a block shows."""
    places, folder = summary._locations, Path(summary.path).parent
    for number, image in enumerate(summary.images):
        if str((folder / image.path).absolute()) == block.path:
            known = isinstance(places, SourceMap)
            return image.id, places.value(("images", number)) if known else None
    return Path(block.path).name, None


def _table(block: TableBlock) -> Iterator[Diagnostic]:
    if not block.header_rows and not any(c.header for row in block.rows for c in row):
        yield _warning(
            codes.NO_TABLE_HEADER,
            "a table without header cells: a listener can't tell what a cell means",
            block.source or block.origin,
            "use <th> for the cells that name columns or rows",
        )


def _levels(found: Iterable[Heading], above: int) -> Iterator[Diagnostic]:
    last = above
    for heading in found:
        if heading.level > last + 1:
            what = f"after level {last}" if last else "first in the document"
            yield _warning(
                codes.HEADING_LEVEL_SKIPPED,
                f'heading "{heading.inline.plain[:60]}" has level {heading.level}, {what}',
                heading.origin or heading.source,
                f"use level {last + 1}: levels are closed up in the PDF, not in the type",
            )
        last = heading.level


def _links(inline: Inline, block: Block, summary: Summary) -> Iterator[Diagnostic]:
    texts: dict[str, str] = {}
    for span in inline.spans:
        if span.href and not span.href.startswith("#"):
            texts[span.href] = texts.get(span.href, "") + span.text
    for href, text in texts.items():
        if text.strip(" .,:;!?…»›→>").casefold() in VAGUE:
            yield _warning(
                codes.VAGUE_LINK,
                f'link text "{text}" doesn\'t say where it leads',
                _link_place(inline, text, summary) or block.source or block.origin,
                f"name what stands at {href}",
            )


def _link_place(inline: Inline, text: str, summary: Summary) -> Location | None:
    for ref in inline.refs:
        source = summary.texts[ref]
        at = source.source.find(f"[{text}](")
        if at >= 0:
            return locate(summary, source, at)
    return None


def _language(summary: Summary) -> Iterator[Diagnostic]:
    """Tell of a missing language; one that isn't known is told where it is read (DG570)."""
    places = summary._locations
    at = places.value(("lang",)) if isinstance(places, SourceMap) else None
    if isinstance(places, SourceMap) and ("lang",) not in places.values:
        message = 'the summary has no "lang": it is read aloud as English'
        hint = 'give the language of the text, such as "lang: en" or "lang: de-CH"'
        yield Diagnostic(codes.LANGUAGE, message, at, hint, Severity.NOTICE)
