"""Jumps and link annotations: gathered while a page is painted, then written.

ISO 32000-1, 12.3.2 (destinations) and 12.5.6.5 (links); ISO 14289-1, 7.18.5 asks for
Contents and a place in the structure.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import printable
from urllib.parse import quote

from docgen.foundation.structs import Struct, field
from docgen.pdf.destinations import DestinationSurvey
from docgen.pdf.objects import PdfFile, box, byte_string, dictionary, ref, text_string
from docgen.pdf.tagging import TagTree
from docgen.placed.documents import Bookmark, Sheet
from docgen.placed.items import Rect
from docgen.placed.structure import Elem

NEAR = 8.0
"""Pieces of a link on one line that are closer than this are one box, in points."""


class Jumps:
    """Where ids are in a file; sheets' object numbers are reserved for it."""

    def __init__(self, file: PdfFile, sheets: list[Sheet], survey: DestinationSurvey) -> None:
        self.survey = survey
        self.pages = [file.reserve() for _ in sheets]
        self._heights = [sheet.height for sheet in sheets]

    def destination(self, key: str) -> bytes:
        """Return an explicit destination at the id's top; the zoom stays as it is."""
        target = self.survey.targets[key]
        top = self._heights[target.sheet] - target.y
        return b"[%b/XYZ null %.0f null]" % (ref(self.pages[target.sheet]), top)

    def entries(self, href: str) -> bytes:
        """Return a link's destination or action, and Contents: the target's text or address."""
        if href.startswith("#"):
            text = self.survey.targets[href[1:]].text or href[1:]
            return b"/Dest%b/Contents%b" % (self.destination(href[1:]), text_string(text))
        address = byte_string(quote(href, safe=printable).encode())
        return b"/A<</S/URI/URI%b>>/Contents%b" % (address, text_string(href))


class Links(Struct):
    """The links of one page."""

    survey: DestinationSurvey
    boxes: list[tuple[Elem | None, str, Rect]] = field(default_factory=list)

    def element(self, elem: Elem | None) -> Elem | None:
        """Return a piece's element; a link that leads nowhere here is only its parent."""
        if elem is not None and elem.href is not None and not self.survey.leads(elem.href):
            return elem.parent
        return elem

    def add(self, elem: Elem | None, href: str, rect: Rect) -> None:
        """Add a link's box; it grows into the one before it if that is its left part."""
        if not self.survey.leads(href):
            return
        if self.boxes:
            last, told, before = self.boxes[-1]
            same = last is elem and told == href
            if same and abs(before.y - rect.y) < 1 and abs(before.right - rect.x) < NEAR:
                wide, tall = rect.right - before.x, max(before.height, rect.height)
                self.boxes[-1] = (elem, href, Rect(before.x, before.y, wide, tall))
                return
        self.boxes.append((elem, href, rect))

    def write(self, file: PdfFile, height: float, jumps: Jumps, tree: TagTree | None) -> list[int]:
        """Write the annotations of a page `height` points high; return their numbers."""
        numbers: list[int] = []
        for elem, href, rect in self.boxes:
            corners = (rect.x, height - rect.bottom, rect.right, height - rect.y)
            entry = b"/Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect" + box(corners)
            entry += jumps.entries(href)
            if tree is not None and elem is not None:
                entry += b"/StructParent %d" % tree.next_key()
            numbers.append(file.add(b"<<%b>>" % entry))
            if tree is not None and elem is not None:
                tree.link(elem, numbers[-1])
        return numbers


class _OutlineEntry(Struct):
    mark: Bookmark | None
    number: int
    kids: list[_OutlineEntry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many entries are shown below this one; all are open."""
        return sum(1 + kid.count for kid in self.kids)


def add_outline(file: PdfFile, bookmarks: Sequence[Bookmark], jumps: Jumps) -> int | None:
    """Add the outline; return its number, None without a bookmark.

    Levels are closed up, for a level may not be skipped; a heading that wasn't drawn has no
    bookmark.
    """
    drawn = [m for m in bookmarks if m.title.strip() and m.elem.id in jumps.survey.targets]
    if not drawn:
        return None
    top = _OutlineEntry(None, file.reserve())
    path: list[tuple[int, _OutlineEntry]] = [(0, top)]
    for mark in drawn:
        while path[-1][0] >= mark.level:
            path.pop()
        entry = _OutlineEntry(mark, file.reserve())
        path[-1][1].kids.append(entry)
        path.append((mark.level, entry))
    _write(file, top, jumps)
    return top.number


def _write(file: PdfFile, parent: _OutlineEntry, jumps: Jumps) -> None:
    for n, entry in enumerate(parent.kids):
        assert entry.mark is not None and entry.mark.elem.id is not None
        before = parent.kids[n - 1] if n else None
        after = parent.kids[n + 1] if n + 1 < len(parent.kids) else None
        own = {
            "Title": text_string(" ".join(entry.mark.title.split())),
            "Parent": ref(parent.number),
            "Prev": ref(before.number) if before else None,
            "Next": ref(after.number) if after else None,
            "Dest": jumps.destination(entry.mark.elem.id),
        }
        file.put(entry.number, dictionary({**own, **_below(entry)}))
        _write(file, entry, jumps)
    if parent.mark is None:
        file.put(parent.number, dictionary({"Type": b"/Outlines", **_below(parent)}))


def _below(entry: _OutlineEntry) -> dict[str, bytes | None]:
    if not entry.kids:
        return {}
    return {
        "First": ref(entry.kids[0].number),
        "Last": ref(entry.kids[-1].number),
        "Count": b"%d" % entry.count,
    }
