"""The structure tree: collects what is drawn for each element, then writes it out.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF). Elements and their order come
from typesetting; drawing only adds marked-content ids, link annotations and boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from reportlab.pdfbase import pdfdoc

from docgen.typeset.structure import Elem


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence on a page."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation that belongs to an element (OBJR)."""

    page: int
    reference: pdfdoc.PDFObjectReference


Kid: TypeAlias = "Mark | Annotation | Elem"


class RawObject(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object given as its bytes."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the bytes."""
        return self.content


@dataclass
class TagTree:
    """Marks by element, elements by page, and the number tree's annotations."""

    root: Elem
    page_count: int
    """Link annotations take the parent-tree keys after the pages'."""
    kids: dict[Elem, list[Kid]] = field(default_factory=dict)
    pages: list[list[Elem]] = field(default_factory=lambda: [[]])
    links: dict[int, Elem] = field(default_factory=dict)
    boxes: dict[Elem, tuple[float, float, float, float]] = field(default_factory=dict)
    """Boxes of figures: left, bottom, right, top in PDF points."""

    def mark(self, elem: Elem) -> int:
        """Begin a marked-content sequence for an element on this page; return its MCID."""
        self._attach(elem)
        page = self.pages[-1]
        page.append(elem)
        self.kids.setdefault(elem, []).append(Mark(len(self.pages) - 1, len(page) - 1))
        return len(page) - 1

    def next_page(self) -> None:
        """Go on with the next page."""
        self.pages.append([])

    def next_key(self) -> int:
        """Return the StructParent key for the next annotation."""
        return self.page_count + len(self.links)

    def link(self, elem: Elem, reference: pdfdoc.PDFObjectReference) -> None:
        """Add an annotation of this page, with `next_key` as its key, to a Link element."""
        self._attach(elem)
        self.kids.setdefault(elem, []).append(Annotation(len(self.pages) - 1, reference))
        self.links[self.next_key()] = elem

    def _attach(self, elem: Elem) -> None:
        """Put an inline element among its parent's kids where it is first drawn."""
        while elem.inline and elem not in self.kids and elem.parent is not None:
            self.kids[elem] = []
            self._attach(elem.parent)
            self.kids.setdefault(elem.parent, []).append(elem)
            elem = elem.parent

    def children(self, elem: Elem) -> Iterator[Kid]:
        """Yield what stands under an element, in reading order, empty elements left out."""
        for kid in self.kids.get(elem, ()):
            if not isinstance(kid, Elem) or self._filled(kid):
                yield kid
        for block in elem.kids:
            if self._filled(block):
                yield block

    def _filled(self, elem: Elem) -> bool:
        if elem.role in ("TD", "TH"):
            return True
        own = self.kids.get(elem, ())
        return any(not isinstance(k, Elem) or self._filled(k) for k in own) or any(
            self._filled(k) for k in elem.kids
        )


class TreeWriter:
    """Serialises a `TagTree` into a ReportLab document."""

    def __init__(
        self, tree: TagTree, document: pdfdoc.PDFDocument, pages: list[pdfdoc.PDFObjectReference]
    ) -> None:
        self.tree, self.document = tree, document
        self.pages = [self._bytes(p) for p in pages]
        self.refs: dict[Elem, bytes] = {}

    def _bytes(self, reference: pdfdoc.PDFObjectReference) -> bytes:
        made: bytes = reference.format(self.document)
        return made

    def write(self) -> pdfdoc.PDFObjectReference:
        """Return the reference of the StructTreeRoot (ISO 32000-1, table 322)."""
        root = RawObject()
        reference = self.document.Reference(root)
        self._element(self.tree.root, self._bytes(reference))
        parents = self._parent_tree()
        last = self.tree.next_key()
        root.content = (
            b"<< /Type /StructTreeRoot /K [%b] /ParentTree %b /ParentTreeNextKey %d >>"
            % (self.refs[self.tree.root], parents, last)
        )
        return reference

    def _element(self, elem: Elem, parent: bytes) -> bytes:
        raw = RawObject()
        own = self._bytes(self.document.Reference(raw))
        self.refs[elem] = own
        home: int | None = None
        parts: list[bytes] = []
        for kid in self.tree.children(elem):
            if isinstance(kid, Elem):
                parts.append(self._element(kid, own))
            elif isinstance(kid, Annotation):
                page = self.pages[kid.page]
                target = self._bytes(kid.reference)
                parts.append(b"<< /Type /OBJR /Obj %b /Pg %b >>" % (target, page))
            elif home is None or kid.page == home:
                home = kid.page
                parts.append(b"%d" % kid.mcid)
            else:
                page = self.pages[kid.page]
                parts.append(b"<< /Type /MCR /MCID %d /Pg %b >>" % (kid.mcid, page))
        entries = [b"/Type /StructElem /S /%b /P %b" % (elem.role.encode(), parent)]
        if home is not None:
            entries.append(b"/Pg " + self.pages[home])
        entries += self._attributes(elem)
        entries.append(b"/K [%b]" % b" ".join(parts))
        raw.content = b"<< %b >>" % b" ".join(entries)
        return own

    def _attributes(self, elem: Elem) -> Iterator[bytes]:
        for key, text in (
            (b"Alt", elem.alt), (b"ActualText", elem.actual), (b"Lang", elem.lang),
        ):  # fmt: skip
            if text:
                yield b"/%b %b" % (key, text_string(text))
        owned = list(self._owned(elem))
        if len(owned) == 1:
            yield b"/A " + owned[0]
        elif owned:
            yield b"/A [%b]" % b" ".join(owned)

    def _owned(self, elem: Elem) -> Iterator[bytes]:
        """Yield attribute objects (ISO 32000-1, 14.8.5)."""
        cell = b""
        if elem.scope:
            cell += b" /Scope /" + elem.scope.encode()
        if elem.colspan > 1:
            cell += b" /ColSpan %d" % elem.colspan
        if elem.rowspan > 1:
            cell += b" /RowSpan %d" % elem.rowspan
        if cell:
            yield b"<< /O /Table%b >>" % cell
        if elem.numbering:
            yield b"<< /O /List /ListNumbering /%b >>" % elem.numbering.encode()
        if elem in self.tree.boxes:
            box = b" ".join(b"%.2f" % v for v in self.tree.boxes[elem])
            yield b"<< /O /Layout /Placement /Block /BBox [%b] >>" % box

    def _parent_tree(self) -> bytes:
        entries: list[bytes] = []
        for number, elems in enumerate(self.tree.pages):
            refs = b" ".join(self.refs[e] for e in elems)
            array = RawObject(b"[%b]" % refs)
            entries.append(b"%d %b" % (number, self._bytes(self.document.Reference(array))))
        for key, elem in sorted(self.tree.links.items()):
            entries.append(b"%d %b" % (key, self.refs[elem]))
        raw = RawObject(b"<< /Nums [%b] >>" % b" ".join(entries))
        return self._bytes(self.document.Reference(raw))


def text_string(text: str) -> bytes:
    """Return a PDF text string (ISO 32000-1, 7.9.2.2): UTF-16BE as hexadecimal."""
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()
