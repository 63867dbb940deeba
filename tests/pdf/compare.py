"""The tree that a document calls for against the tree in its file."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from docgen.layout.blocks import Block, Inline, Keep, Span, TableBlock
from docgen.layout.document import BriefRoot, DeckRoot, Document
from docgen.layout.walk import walk
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import PlacedItem, TableItem
from docgen.placed.walk import leaves
from docgen.text.fonts import WEIGHTLESS
from pdf.expected import Expected
from pdf.tree import Tagged

_UNSEEN = str.maketrans("", "", WEIGHTLESS.replace("\n", ""))
_PARTS = re.compile(r'( \(\d+(/\d+)?\))+"$', re.M)
"""``(2/3)`` behind the title of a slide that was split, ``(2)`` behind one used before."""
_PARTS_WITHIN = re.compile(r"[()]\s*\d+(/\d+)?\s*[()]")
"""The same where words run from right to left."""
_PAGE = re.compile(r'(?<= )\d+"$', re.M)


def _compared(tree: str, greek: bool, deck: bool) -> str:
    """Return a tree's lines without what isn't its affair: capitals, and the order of writing.

    Greek capitals bear no accents. Of a line with words from right to left, spaces at the ends
    of lines aren't compared.
    """
    tree = tree.translate(_UNSEEN).casefold()
    if greek:
        plain = unicodedata.normalize("NFD", tree).replace("\u0301", "")
        tree = unicodedata.normalize("NFC", plain)
    if deck:
        tree = _PARTS.sub('"', tree)
    return "\n".join(_characters(line, deck) for line in tree.splitlines()) + "\n"


def _characters(line: str, deck: bool) -> str:
    if not any(unicodedata.bidirectional(c) in ("R", "AL") for c in line):
        return line
    text = line.lstrip()
    text, indent = (_PARTS_WITHIN.sub("", text) if deck else text), len(line) - len(text)
    return line[:indent] + "".join(text.split())


def as_composed(document: Document, placed: Brief | Deck) -> Document:
    """Return the document with each slide in the composition that typesetting chose for it.

    Which one is chosen is its affair; that the composition is read whole, and in order, isn't.
    Nor is into how many tables one too wide is divided by its columns.
    """
    root = document.root
    if isinstance(root, BriefRoot) and isinstance(placed, Brief):
        columns = _columns(leaf for page in placed.pages for leaf in leaves(page.items))
        blocks = tuple(part for one in root.blocks for part in _divided(one, columns))
        return replace(document, root=replace(root, blocks=blocks))
    assert isinstance(root, DeckRoot) and isinstance(placed, Deck)
    names = [slide.composition for slide in placed.slides if slide.part[0] == 1]
    columns = _columns(
        leaf for slide in placed.slides for leaf in leaves([one.item for one in slide.items])
    )
    slides = []
    for block, name in zip(root.slides, names, strict=True):
        chosen = [one for one in block.compositions if one.name == name]
        assert len(chosen) == (1 if block.compositions else 0), name
        made = replace(block, layout=chosen[0].layout, blocks=chosen[0].blocks) if chosen else block
        blocks = tuple(part for one in made.blocks for part in _divided(one, columns))
        slides.append(replace(made, blocks=blocks, compositions=()))
    return replace(document, root=replace(root, slides=tuple(slides)))


def _columns(items: Iterable[PlacedItem]) -> list[int]:
    """Return how many columns each table has, parts of one on several pages or slides once."""
    found: dict[int, int] = {}
    for item in items:
        if isinstance(item, TableItem):
            found.setdefault(id(item.elem), len(item.widths))
    return list(found.values())


def _divided(block: Block, columns: list[int]) -> list[Block]:
    """Return a table as tables of so many columns as were placed, the first repeated in each.

    Takes what it uses off `columns`. Only tables without spans, and those that stand on a page
    or a slide themselves or with what is kept with them, are ever divided here.
    """
    if isinstance(block, Keep):
        kept = tuple(part for one in block.blocks for part in _divided(one, columns))
        return [replace(block, blocks=kept)]
    tables = [one for one in walk([block]) if isinstance(one, TableBlock)]
    if not isinstance(block, TableBlock):
        del columns[: len(tables)]
        return [block]
    if not block.rows:
        return [block]
    width = sum(cell.colspan for cell in block.rows[0])
    counts = [columns.pop(0)]
    while counts[0] + sum(count - 1 for count in counts[1:]) < width:
        counts.append(columns.pop(0))
    if len(counts) == 1:
        return [block]
    made: list[Block] = []
    start = 1
    for number, count in enumerate(counts, 1):
        rows = tuple((row[0], *row[start : start + count - 1]) for row in block.rows)
        caption = Inline((*block.caption.spans, Span(f" ({number}/{len(counts)})")))
        last = number == len(counts)
        made.append(
            replace(
                block,
                rows=rows,
                caption=caption if block.caption else block.caption,
                credit=block.credit if last else Inline(),
            )
        )
        start += count - 1
    return made


def differences(document: Document, data: bytes) -> str:
    """Return the difference of both trees as a diff; capitals are the style's affair."""
    found = Tagged(data)
    if found.faults:
        return "\n".join(found.faults)
    wanted = "\n".join(Expected(document).tree().lines()) + "\n"
    greek = document.lang.startswith("el")
    deck = isinstance(document.root, DeckRoot)
    wanted, got = (_compared(one, greek, deck) for one in (wanted, found.text))
    if "TOCI" in found.text:
        got = _PAGE.sub('#"', got)
    lines = difflib.unified_diff(
        wanted.splitlines(), got.splitlines(), "wanted", "got", n=2, lineterm=""
    )
    return "\n".join(lines)
