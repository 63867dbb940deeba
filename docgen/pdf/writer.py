"""Writing a placed brief or deck as PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO

from docgen.foundation.diagnostics import DocgenError
from docgen.pdf.chart_data import attach_data
from docgen.pdf.content import ContentStream
from docgen.pdf.destinations import heading_roles, survey
from docgen.pdf.links import Jumps, Links, add_outline
from docgen.pdf.metadata import Metadata, PdfStandard, add_info, add_intent, add_xmp
from docgen.pdf.objects import PdfFile, box, dictionary, ref, text_string
from docgen.pdf.paint import PagePainter
from docgen.pdf.pictures import Pictures
from docgen.pdf.shadings import Shadings
from docgen.pdf.tagging import TagTree, TreeWriter
from docgen.pdf.text_operators import Typist
from docgen.placed.documents import Brief, Deck, Handout, Sheet
from docgen.placed.sheets import sheets_of
from docgen.text.fonts import font_book
from docgen.theme.model import Medium

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a file whose summary has none."""


def write_pdf(
    placed: Brief | Deck | Handout,
    sink: BinaryIO,
    *,
    standard: PdfStandard | str = PdfStandard.UA1_A2A,
    timestamp: datetime | None = None,
) -> None:
    """Write a brief, a deck's slides, or a handout of them, as PDF.

    Raises DocgenError if no font has a glyph that a deck needs (.notdef boxes pass
    validators).
    """
    sheets = sheets_of(placed)
    document = placed.deck if isinstance(placed, Handout) else placed
    if isinstance(document, Deck) and document.undrawable is not None:
        raise DocgenError(document.undrawable)
    _Writer(document, sheets, PdfStandard(standard), timestamp).write(sink)


class _Writer:
    """One file under way."""

    def __init__(
        self,
        placed: Brief | Deck,
        sheets: list[Sheet],
        standard: PdfStandard,
        timestamp: datetime | None,
    ) -> None:
        self.placed, self.sheets, self.standard = placed, sheets, standard
        self.medium: Medium = "brief" if isinstance(placed, Brief) else "deck"
        self.file = PdfFile()
        self.survey = survey(sheets)
        self.jumps = Jumps(self.file, sheets, self.survey)
        self.typist = Typist(kern=self.medium == "brief")
        self.pictures = Pictures(self.file)
        self.shadings = Shadings(self.file, placed.theme)
        self.meta = _metadata(placed, timestamp)
        self.tree: TagTree | None = None
        if standard is not PdfStandard.NONE:
            roles = heading_roles(placed.structure, self.survey.drawn)
            self.tree = TagTree(placed.structure, len(sheets), roles)

    def write(self, sink: BinaryIO) -> None:
        """Paint all sheets, then write fonts, structure, outline and catalog."""
        pages, resources = self.file.reserve(), self.file.reserve()
        for number, sheet in enumerate(self.sheets):
            self._page(number, sheet, pages, resources)
        fonts = self.typist.write(self.file)
        shadings = self.shadings.resources
        self.file.put(
            resources,
            b"<</Font%b/XObject%b%b>>"
            % (
                _refs(fonts),
                _refs(self.pictures.resources),
                b"/Shading%b" % _refs(shadings) if shadings else b"",
            ),
        )
        kids = b" ".join(ref(n) for n in self.jumps.pages)
        self.file.put(pages, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self.sheets), kids))
        info = add_info(self.file, self.meta)
        root = self.file.add(dictionary(self._catalog(pages)))
        self.file.write(sink, root, info)

    def _page(self, number: int, sheet: Sheet, parent: int, resources: int) -> None:
        """Paint a sheet and write its page object."""
        placed, tree = self.placed, self.tree
        if tree is not None:
            tree.next_page()
        content = ContentStream(sheet.height, placed.theme, self.typist, tree)
        links = Links(self.survey)
        fonts = font_book(placed.theme, self.medium, placed.lang)
        painter = PagePainter(
            content,
            fonts,
            links,
            self.pictures,
            self.shadings,
            tree,
        )
        for layer in sheet.layers:
            painter.paint(layer)
        stream = self.file.stream(b"", content.data())
        annotations = links.write(self.file, sheet.height, self.jumps, tree)
        entries = {
            "Type": b"/Page",
            "Parent": ref(parent),
            "Resources": ref(resources),
            "MediaBox": box((0, 0, sheet.width, sheet.height)),
            "Contents": ref(stream),
            "Annots": b"[%b]" % b" ".join(map(ref, annotations)) if annotations else None,
            "StructParents": None if tree is None else b"%d" % number,
            "Tabs": None if tree is None else b"/S",
        }
        self.file.put(self.jumps.pages[number], dictionary(entries))

    def _catalog(self, pages: int) -> dict[str, bytes | None]:
        """Return the catalog's entries (ISO 32000-1, 7.7.2), writing what they refer to."""
        file, tree = self.file, self.tree
        outline = add_outline(file, self.placed.bookmarks, self.jumps)
        entries: dict[str, bytes | None] = {
            "Type": b"/Catalog",
            "Pages": ref(pages),
            "Lang": text_string(self.placed.lang),
            "ViewerPreferences": b"<</DisplayDocTitle true>>",
            "Metadata": ref(add_xmp(file, self.meta, self.standard)),
            "Outlines": ref(outline) if outline is not None else None,
            "PageMode": b"/UseOutlines" if outline is not None else None,
        }
        if tree is None:
            return entries
        if self.standard is PdfStandard.A3A:
            entries |= attach_data(file, self.sheets, tree, self.meta.timestamp)
        entries["OutputIntents"] = b"[%b]" % ref(add_intent(file))
        entries["MarkInfo"] = b"<</Marked true>>"
        entries["StructTreeRoot"] = ref(TreeWriter(tree, file, self.jumps.pages).write())
        return entries


def _refs(numbers: dict[str, int]) -> bytes:
    return dictionary({name: ref(number) for name, number in numbers.items()})


def _metadata(placed: Brief | Deck, timestamp: datetime | None) -> Metadata:
    told = placed.properties
    when = timestamp
    if when is None and told.date is not None:
        when = datetime(told.date.year, told.date.month, told.date.day, tzinfo=UTC)
    return Metadata(placed.title, told.authors, told.subject, placed.lang, when or EPOCH)
