"""The structure tree: collects what is drawn for each element, then writes it out.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF). Elements and their order come
from typesetting; drawing only adds marked-content ids, link annotations and boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from docgen.foundation.structs import Struct
from docgen.pdf.objects import PdfFile, box, name, ref, text_string
from docgen.placed.structure import Elem


class MarkedContent(Struct, frozen=True):
    """A marked-content sequence on a page."""

    page: int
    mcid: int


class Annotation(Struct, frozen=True):
    """An annotation that belongs to an element (OBJR), by its object number."""

    page: int
    number: int


Kid: TypeAlias = "MarkedContent | Annotation | Elem"


@dataclass
class TagTree:
    """Marks by element, elements by page, and the number tree's annotations."""

    root: Elem
    page_count: int
    """Link annotations take the parent-tree keys after the pages'."""
    roles: Mapping[Elem, str] = field(default_factory=dict)
    """Roles other than the elements' own (headings whose levels were closed up)."""
    kids: dict[Elem, list[Kid]] = field(default_factory=dict)
    pages: list[list[Elem]] = field(default_factory=list)
    links: list[Elem] = field(default_factory=list)
    boxes: dict[Elem, tuple[float, float, float, float]] = field(default_factory=dict)
    """Boxes of figures: left, bottom, right, top in PDF points."""
    files: dict[Elem, int] = field(default_factory=dict)
    """File specifications associated with elements (ISO 19005-3, annex E)."""
    _filled: dict[Elem, bool] = field(default_factory=dict)

    def role(self, elem: Elem) -> str:
        """Return the role under which an element is written."""
        return self.roles.get(elem, elem.role)

    def next_page(self) -> None:
        """Begin a page."""
        self.pages.append([])

    def mark(self, elem: Elem) -> tuple[str, int]:
        """Begin a marked-content sequence for an element on this page: its role and MCID."""
        self._attach(elem)
        page = self.pages[-1]
        page.append(elem)
        self.kids.setdefault(elem, []).append(MarkedContent(len(self.pages) - 1, len(page) - 1))
        return self.role(elem), len(page) - 1

    def next_key(self) -> int:
        """Return the StructParent key for the next annotation."""
        return self.page_count + len(self.links)

    def link(self, elem: Elem, number: int) -> None:
        """Add an annotation of this page, with `next_key` as its key, to a Link element."""
        self._attach(elem)
        self.kids.setdefault(elem, []).append(Annotation(len(self.pages) - 1, number))
        self.links.append(elem)

    def _attach(self, elem: Elem) -> None:
        """Put an inline element among its parent's kids where it is first drawn."""
        while elem.inline and elem not in self.kids and elem.parent is not None:
            self.kids[elem] = []
            self._attach(elem.parent)
            self.kids.setdefault(elem.parent, []).append(elem)
            elem = elem.parent

    def children(self, elem: Elem) -> list[Kid]:
        """Return what stands under an element, in reading order, empty elements left out."""
        own = self.kids.get(elem, ())
        found = [kid for kid in own if not isinstance(kid, Elem) or self.filled(kid)]
        return [*found, *(block for block in elem.kids if self.filled(block))]

    def filled(self, elem: Elem) -> bool:
        """Say whether anything was drawn for an element; a table's empty cells count."""
        known = self._filled.get(elem)
        if known is None:
            own = self.kids.get(elem, ())
            drawn = any(not isinstance(k, Elem) or self.filled(k) for k in own)
            known = self._filled[elem] = drawn or any(self.filled(k) for k in elem.kids)
            if known and elem.role == "Table":
                self._fill_cells(elem)
        return known

    def _fill_cells(self, elem: Elem) -> None:
        for kid in elem.kids:
            if kid.role in ("TR", "TH", "TD") or kid.kids:
                self._filled[kid] = True
            self._fill_cells(kid)


class TreeWriter:
    """Serialises a `TagTree` into a file; `pages` are the pages' object numbers."""

    def __init__(self, tree: TagTree, file: PdfFile, pages: list[int]) -> None:
        self.tree, self.file = tree, file
        self.pages = [ref(p) for p in pages]
        self.refs: dict[Elem, bytes] = {}
        self.ids: dict[str, bytes] = {}

    def write(self) -> int:
        """Return the number of the StructTreeRoot (ISO 32000-1, table 322)."""
        root = self.file.reserve()
        self.tree.filled(self.tree.root)
        top = self._element(self.tree.root, ref(root))
        parents = self._parent_tree()
        last = self.tree.next_key()
        self.file.put(
            root,
            b"<</Type/StructTreeRoot/K %b/ParentTree %b/ParentTreeNextKey %d%b>>"
            % (top, ref(parents), last, self._id_tree()),
        )
        return root

    def _id_tree(self) -> bytes:
        """Return the name tree from IDs to elements (ISO 32000-1, 14.7.2), if there are any."""
        if not self.ids:
            return b""
        names = b"".join(text_string(key) + self.ids[key] for key in sorted(self.ids))
        first, last = text_string(min(self.ids)), text_string(max(self.ids))
        return b"/IDTree<</Kids[<</Limits[%b%b]/Names[%b]>>]>>" % (first, last, names)

    def _element(self, elem: Elem, parent: bytes) -> bytes:
        number = self.file.reserve()
        own = self.refs[elem] = ref(number)
        home: int | None = None
        parts: list[bytes] = []
        for kid in self.tree.children(elem):
            if isinstance(kid, Elem):
                parts.append(self._element(kid, own))
            elif isinstance(kid, Annotation):
                target, page = ref(kid.number), self.pages[kid.page]
                parts.append(b"<</Type/OBJR/Obj %b/Pg %b>>" % (target, page))
            elif home is None or kid.page == home:
                home = kid.page
                parts.append(b"%d" % kid.mcid)
            else:
                page = self.pages[kid.page]
                parts.append(b"<</Type/MCR/MCID %d/Pg %b>>" % (kid.mcid, page))
        entries = [b"/Type/StructElem/S%b/P %b" % (name(self.tree.role(elem)), parent)]
        if home is not None:
            entries.append(b"/Pg " + self.pages[home])
        entries += self._attributes(elem)
        entries.append(b"/K " + parts[0] if len(parts) == 1 else b"/K[%b]" % b" ".join(parts))
        self.file.put(number, b"<<%b>>" % b"".join(entries))
        return own

    def _attributes(self, elem: Elem) -> Iterator[bytes]:
        alt = elem.alt if elem.role != "Table" else None
        for key, text in (
            (b"/Alt", alt),
            (b"/ActualText", elem.actual),
            (b"/Lang", elem.lang),
        ):
            if text:
                yield key + text_string(text)
        owned = list(self._owned(elem))
        if owned:
            yield b"/A" + (owned[0] if len(owned) == 1 else b"[%b]" % b"".join(owned))
        if elem.role == "Note" and elem.id:  # ISO 14289-1, 7.9: each Note has an ID
            self.ids[elem.id] = self.refs[elem]
            yield b"/ID" + text_string(elem.id)
        if elem in self.tree.files:
            yield b"/AF[%b]" % ref(self.tree.files[elem])

    def _owned(self, elem: Elem) -> Iterator[bytes]:
        """Yield attribute objects (ISO 32000-1, 14.8.5)."""
        cell = b""
        if elem.scope:
            cell += b"/Scope/" + elem.scope.encode()
        if elem.colspan > 1:
            cell += b"/ColSpan %d" % elem.colspan
        if elem.rowspan > 1:
            cell += b"/RowSpan %d" % elem.rowspan
        if elem.role == "Table" and elem.alt:
            cell += b"/Summary" + text_string(elem.alt)  # an Alt would hide the cells
        if cell:
            yield b"<</O/Table%b>>" % cell
        if elem.numbering:
            yield b"<</O/List/ListNumbering/%b>>" % elem.numbering.encode()
        if elem in self.tree.boxes:
            yield b"<</O/Layout/Placement/Block/BBox%b>>" % box(self.tree.boxes[elem])

    def _parent_tree(self) -> int:
        """Write the number tree from pages and annotations to elements (14.7.4.4)."""
        refs = self.refs
        entries = [
            b"%d[%b]" % (number, b" ".join([refs[e] for e in elems]))
            for number, elems in enumerate(self.tree.pages)
        ]
        first = self.tree.page_count
        entries += [b"%d %b" % (first + n, refs[e]) for n, e in enumerate(self.tree.links)]
        return self.file.add(b"<</Nums[%b]>>" % b" ".join(entries))
