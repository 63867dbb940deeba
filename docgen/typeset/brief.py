"""Typesetting a brief: pages, and the search that makes `max_pages` hold."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.blocks import (
    BriefRoot,
    Callout,
    Columns,
    Document,
    Fit,
    Grid,
    Heading,
    Keep,
    Toc,
)
from docgen.typeset.context import Context, Shared, Squeeze, new_setter
from docgen.typeset.fontcheck import check_fonts
from docgen.typeset.items import Brief, Page
from docgen.typeset.overflow import count_words, longest_part, page_paras, text_of
from docgen.typeset.pages import BriefPages, TooTallError
from docgen.typeset.structure import Elem
from docgen.typeset.walk import elem_pages, leaves, paras_of

LEAST_SPACE = 0.45
"""Spaces are tightened to this share before type is touched."""
LEAST_TYPE = 0.8
"""Type is never set under this share of its size, nor under a style's ``min_size``."""
MOST_LAYOUTS = 6
"""What the search for `max_pages` may cost."""


@dataclass(frozen=True, slots=True)
class _Try:
    pages: list[Page]
    structure: Elem
    shared: Shared


def typeset_brief(document: Document, diagnostics: Diagnostics) -> Brief:
    """Return the placed pages; raises DocgenError if the text can't be made to fit."""
    root = document.root
    assert isinstance(root, BriefRoot)
    made = _search(document, root, diagnostics)
    shared = made.shared
    fonts = shared.setter.fonts
    check_fonts(fonts, "brief", document.summary, document.theme.path, shared.diagnostics)
    diagnostics.extend(d for d in shared.diagnostics if d not in diagnostics.found)
    shared.diagnostics.raise_errors()
    return Brief(
        made.pages, made.structure, shared.bookmarks, document.theme, document.layout,
        document.summary, document.title, document.lang,
    )  # fmt: skip


def _search(document: Document, root: BriefRoot, diagnostics: Diagnostics) -> _Try:
    """Find the loosest setting that keeps to `max_pages`, in at most six layouts."""
    most = document.layout.max_pages
    best = _lay_out(document, root, Squeeze())
    if most is None or len(best.pages) <= most:
        return best
    tightest = _lay_out(document, root, _squeeze(1.0))
    if len(tightest.pages) > most:
        raise _refusal(document, tightest, most)
    best, low, high = tightest, 0.0, 1.0
    for _ in range(MOST_LAYOUTS - 2):
        middle = (low + high) / 2
        made = _lay_out(document, root, _squeeze(middle))
        if len(made.pages) <= most:
            best, high = made, middle
        else:
            low = middle
    return best


def _squeeze(amount: float) -> Squeeze:
    """Return the squeeze for 0 (as designed) to 1 (tightest): spaces first, then type."""
    if amount <= 0.5:
        return Squeeze(space=1 - (1 - LEAST_SPACE) * amount * 2)
    return Squeeze(LEAST_SPACE, 1 - (1 - LEAST_TYPE) * (amount - 0.5) * 2)


def _lay_out(document: Document, root: BriefRoot, squeeze: Squeeze) -> _Try:
    """Set the brief once; a table of contents costs one more run for its page numbers."""
    made = _run(document, root, squeeze, {})
    if _has_toc(root):
        made = _run(document, root, squeeze, elem_pages(made.pages))
    return made


def _run(document: Document, root: BriefRoot, squeeze: Squeeze, pages: dict[str, int]) -> _Try:
    layout = document.layout
    shared = Shared(
        document.theme, "brief", document.summary,
        new_setter(document.theme, "brief", document.lang), document.lang, Diagnostics(),
        outline=outline(root.blocks), pages=pages,
    )  # fmt: skip
    structure = Elem("Document", lang=document.lang)
    context = Context(shared, structure, squeeze)
    maker = BriefPages(root, context, (layout.width, layout.height), layout.margins)
    try:
        made = maker.make()
    except TooTallError as error:
        raise _too_tall(error, document) from error
    return _Try(made, structure, shared)


def outline(blocks: tuple[LayoutBlock, ...]) -> list[tuple[int, str]]:
    """Return level and text of every heading in order, nested ones included."""
    found: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((min(max(block.level, 1), 6), block.inline.plain))
        for inner in inner_blocks(block):
            found += outline(inner)
    return found


def inner_blocks(block: LayoutBlock) -> tuple[tuple[LayoutBlock, ...], ...]:
    """Return the streams of blocks inside a block."""
    if isinstance(block, Keep | Fit | Callout):
        return (block.blocks,)
    if isinstance(block, Columns):
        return block.columns
    return block.cells if isinstance(block, Grid) else ()


def _has_toc(root: BriefRoot) -> bool:
    def inside(blocks: tuple[LayoutBlock, ...]) -> bool:
        return any(isinstance(b, Toc) or any(inside(i) for i in inner_blocks(b)) for b in blocks)

    return inside(root.blocks)


def _too_tall(error: TooTallError, document: Document) -> DocgenError:
    placed = error.block.place(error.width)
    paras = [p for leaf in leaves(placed.items) for p in paras_of(leaf)]
    words = text_of(paras[0])[:40] if paras else ""
    part = longest_part(document.summary, paras)
    over = error.height - error.room
    return DocgenError(
        Diagnostic(
            "DG401",
            f'a block that begins "{words}" is {error.height:.0f} pt high, {over:.0f} pt'
            f" more than a page holds, and can't be divided",
            part[2] if part else None,
            "shorten it, or divide it into several blocks or rows",
        )
    )


def _refusal(document: Document, tightest: _Try, most: int) -> DocgenError:
    pages = tightest.pages
    over = max(count_words(page_paras(pages[most:])), 1)
    part = longest_part(document.summary, page_paras(pages))
    example = f", for example from {part[0]} ({part[1]} words)" if part else ""
    limit = f"{most} page" + ("s" if most > 1 else "")
    return DocgenError(
        Diagnostic(
            "DG402",
            f"layout {document.layout.name} allows {limit}, the text fills {len(pages)}"
            f" with spaces and type at their tightest: about {over} words too many",
            part[2] if part else Location(document.summary.path),
            f"cut about {over} words{example}",
        )
    )
