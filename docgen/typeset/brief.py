"""Typesetting a brief: pages, and the search that makes `max_pages` hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.blocks import Block as LayoutBlock
from docgen.layout.blocks import Toc
from docgen.layout.document import BriefRoot, Document
from docgen.layout.walk import headings, walk
from docgen.placed.documents import Brief, Page
from docgen.placed.items import ChartItem
from docgen.placed.mirror import mirror_page
from docgen.placed.structure import Elem
from docgen.placed.walk import elem_pages, leaves, paras_of
from docgen.text.font_findings import check_fonts
from docgen.text.paragraph import new_setter
from docgen.text.scripts import is_rtl
from docgen.typeset.context import Context, Shared, Squeeze
from docgen.typeset.cut_words import report_cut_words
from docgen.typeset.flowables.text_blocks import heading_id
from docgen.typeset.overflow import (
    about,
    count_words,
    longest_part,
    page_paras,
    shortened,
    text_of,
)
from docgen.typeset.pages import LONG_BRIEF, BriefPages, TooTallError
from docgen.typeset.properties import properties_of

LEAST_SPACE = 0.45
"""Spaces are tightened to this share before type is touched."""
LEAST_TYPE = 0.8
"""Type is never set under this share of its size, nor under a style's ``min_size``."""
STUB = 0.4
"""A last page that is filled to less than this share of its height is a stub."""
SAVING = (Squeeze(0.85), Squeeze(0.7), Squeeze(0.6, 0.97))
"""What is tried to do without it: spaces, then a little type."""
LOOSER = Squeeze(1.35)
"""What fills it more, if nothing does without it."""
MOST_LAYOUTS = 6
"""What the search for `max_pages` may cost."""


@dataclass(frozen=True, slots=True)
class _Try:
    pages: list[Page]
    structure: Elem
    shared: Shared
    squeeze: Squeeze
    landscape: bool = False
    """Whether all pages of upright paper are turned."""


def typeset_brief(document: Document, diagnostics: Diagnostics) -> Brief:
    """Return the placed pages; raises DocgenError if the text can't be made to fit."""
    root = document.root
    assert isinstance(root, BriefRoot)
    made = _search(document, root)
    shared = made.shared
    fonts = shared.setter.fonts
    report_cut_words(page_paras(made.pages), document.summary, shared.diagnostics)
    check_fonts(fonts, "brief", document.summary, document.theme.path, shared.diagnostics)
    diagnostics.extend(d for d in shared.diagnostics if d not in diagnostics.found)
    diagnostics.extend(dict.fromkeys(_chart_findings(made.pages)))
    shared.diagnostics.raise_errors()
    pages = made.pages
    if is_rtl(document.lang):
        pages = [mirror_page(page) for page in pages]
    return Brief(
        pages,
        made.structure,
        shared.bookmarks,
        document.theme,
        document.layout,
        document.summary,
        document.title,
        document.lang,
        properties_of(document.summary),
    )


def _chart_findings(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Yield what charts have no room to say."""
    for page in pages:
        for leaf in leaves(page.items):
            if isinstance(leaf, ChartItem):
                yield from leaf.findings


def _search(document: Document, root: BriefRoot) -> _Try:
    """Find the loosest setting that keeps to `max_pages`, in at most `MOST_LAYOUTS` layouts.

    A table of contents costs one of them, for its page numbers: they don't change its height.
    """
    most = document.layout.max_pages
    contents = _has_toc(root)
    best = _run(document, root, Squeeze())
    if _is_one_wide_table(best.pages):
        best = _all_landscape(document, root, best)
    elif most is not None and len(best.pages) > most:
        best = _tightened(document, root, most, MOST_LAYOUTS - 2 - contents)
    elif 1 < len(best.pages) <= LONG_BRIEF and _filled(best.pages[-1]) < STUB:
        best = _without_stub(document, root, best)
    if not contents:
        return best
    return _run(document, root, best.squeeze, elem_pages(best.pages), best.landscape)


def _is_one_wide_table(pages: Sequence[Page]) -> bool:
    """Say whether there is little more than a table, which was turned to a page of its own."""
    turned = [page.width > page.height for page in pages]
    return turned == [False, True] and _filled(pages[0]) < STUB


def _all_landscape(document: Document, root: BriefRoot, best: _Try) -> _Try:
    """Return the brief with the head of its first page over the table, if that saves a page."""
    made = _run(document, root, Squeeze(), landscape=True)
    if len(made.pages) >= len(best.pages):
        return best
    turned = [d for d in best.shared.diagnostics if d.code == codes.TABLE_TURNED]
    made.shared.diagnostics.extend(turned)
    return made


def _filled(page: Page) -> float:
    """Return the share of a page's height down to which its text reaches."""
    return max((item.rect.bottom for item in page.items), default=0.0) / page.height


def _without_stub(document: Document, root: BriefRoot, best: _Try) -> _Try:
    """Return the brief a page shorter where little stood on its last one, else a fuller one."""
    for squeeze in SAVING:
        made = _run(document, root, squeeze)
        if len(made.pages) < len(best.pages):
            return made
    looser = _run(document, root, LOOSER)
    is_fuller = _filled(looser.pages[-1]) > _filled(best.pages[-1])
    return looser if len(looser.pages) == len(best.pages) and is_fuller else best


def _tightened(document: Document, root: BriefRoot, most: int, steps: int) -> _Try:
    """Return the loosest of 1 + `steps` settings that keeps to `most` pages."""
    best = _run(document, root, _squeeze(1.0))
    if len(best.pages) > most:
        raise _refusal(document, best, most)
    low, high = 0.0, 1.0
    for _ in range(steps):
        middle = (low + high) / 2
        made = _run(document, root, _squeeze(middle))
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


def _run(
    document: Document,
    root: BriefRoot,
    squeeze: Squeeze,
    pages: dict[str, int] | None = None,
    landscape: bool = False,
) -> _Try:
    """Set the brief once; `pages` are the page numbers of a table of contents."""
    layout = document.layout
    shared = Shared(
        document.theme,
        "brief",
        document.summary,
        new_setter(document.theme, "brief", document.lang),
        document.lang,
        Diagnostics(),
        outline=outline(root.blocks),
        pages=pages or {},
        most_pages=layout.max_pages,
    )
    structure = Elem("Document", lang=document.lang)
    context = Context(shared, structure, squeeze)
    size = (layout.width, layout.height)
    if landscape:
        size = (max(size), min(size))
    maker = BriefPages(
        root, context, size, layout.margins, layout.max_pages is None, document.draft
    )
    try:
        made = maker.make()
    except TooTallError as error:
        raise _too_tall(error, document) from error
    return _Try(made, structure, shared, squeeze, landscape)


def outline(blocks: tuple[LayoutBlock, ...]) -> list[tuple[int, str, str]]:
    """Return level, text and id of every heading in order, nested ones included."""
    return [
        (min(max(block.level, 1), 6), block.inline.words, heading_id(block, number))
        for number, block in enumerate(headings(blocks))
    ]


def _has_toc(root: BriefRoot) -> bool:
    return any(isinstance(block, Toc) for block in walk(root.blocks))


def _too_tall(error: TooTallError, document: Document) -> DocgenError:
    placed = error.block.place(error.width)
    paras = [p for leaf in leaves(placed.items) for p in paras_of(leaf)]
    begins = shortened(text_of(paras[0]) if paras else "a picture")
    part = longest_part(document.summary, paras)
    height = max(error.height, error.room + 1)
    share = (height - error.room) / height
    leading = max((p.style.leading for p in paras), default=12.0)
    lines = max(round((height - error.room) / leading), 1)
    words = max(round(count_words(paras) * share), 1)
    return DocgenError(
        Diagnostic(
            codes.BLOCK_TOO_TALL,
            f'a block that begins "{begins}" is {height - error.room:.0f} pt higher than a page'
            f" holds, {about(lines, 'line')} or {about(words, 'word')}; tried a page of its own"
            " and dividing",
            part[2] if part else Location(document.summary.path),
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
            codes.TOO_MANY_PAGES,
            f"layout {document.layout.name} allows {limit}, the text fills {len(pages)}"
            f" with spaces and type at their tightest: about {over} words too many",
            part[2] if part else Location(document.summary.path),
            f"cut about {over} words{example}",
        )
    )
