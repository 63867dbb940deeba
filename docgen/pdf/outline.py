"""The document outline: bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.pdf.links import Jumps
from docgen.pdf.objects import PdfFile, dictionary, ref, text_string
from docgen.typeset.placed import Bookmark


@dataclass(slots=True)
class _Entry:
    mark: Bookmark | None
    number: int
    kids: list[_Entry] = field(default_factory=list)

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
    top = _Entry(None, file.reserve())
    path: list[tuple[int, _Entry]] = [(0, top)]
    for mark in drawn:
        while path[-1][0] >= mark.level:
            path.pop()
        entry = _Entry(mark, file.reserve())
        path[-1][1].kids.append(entry)
        path.append((mark.level, entry))
    _write(file, top, jumps)
    return top.number


def _write(file: PdfFile, parent: _Entry, jumps: Jumps) -> None:
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


def _below(entry: _Entry) -> dict[str, bytes | None]:
    if not entry.kids:
        return {}
    return {
        "First": ref(entry.kids[0].number), "Last": ref(entry.kids[-1].number),
        "Count": b"%d" % entry.count,
    }  # fmt: skip
