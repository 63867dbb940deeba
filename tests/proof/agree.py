"""Our lines against LibreOffice's: how many each text box takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.placed.documents import Slide
from docgen.placed.items import TableItem, TextItem, TextPara
from docgen.placed.walk import leaves

from .boxes import Box
from .match import Found, plain


@dataclass(frozen=True, slots=True)
class Count:
    """A text box, and its lines as set by us and by LibreOffice."""

    place: str
    kind: str
    ours: int
    theirs: int
    text: str


def counts(slide: Slide, boxes: Sequence[Box], found: Sequence[Found], place: str) -> list[Count]:
    """Return the counts of a slide's boxes. A box with lost text isn't compared."""
    by_box: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_box[id(one.box)].append(one)
    waiting = list(boxes)
    made = []
    for kind, paras in _placed(slide):
        key = [plain(text) for p in paras if (text := told(p)).strip()]
        box = next((b for b in waiting if [plain(t) for t in b.paras] == key), None)
        if box is None or not key:
            continue
        waiting.remove(box)
        drawn = by_box[id(box)]
        if len(drawn) == len(box.paras):
            ours = sum(len(p.lines) for p in paras if told(p).strip())
            theirs = sum(len(one.lines) for one in drawn)
            made.append(Count(f"{place} {box.name}", kind, ours, theirs, told(paras[0])[:80]))
    return made


def told(para: TextPara) -> str:
    """Return a paragraph's text."""
    return "".join("\n" if s.field == "break" else s.text for s in para.spans)


def _placed(slide: Slide) -> Iterator[tuple[str, tuple[TextPara, ...]]]:
    for one in slide.items:
        for leaf in leaves([one.item]):
            if isinstance(leaf, TextItem):
                place = one.placeholder
                yield (place.kind if place else leaf.paras[0].style.name), leaf.paras
            elif isinstance(leaf, TableItem):
                for cell in leaf.cells:
                    if cell.paras:
                        yield cell.paras[0].style.name, cell.paras


def table(found: Iterable[Count]) -> str:
    """Return the table of agreement by kind of box, and all."""
    rows: dict[str, list[Count]] = defaultdict(list)
    for one in found:
        rows[one.kind].append(one)
    everything = [one for kind in rows.values() for one in kind]
    lines = [
        f"{'box':<18}{'boxes':>8}{'lines':>8}{'fewer':>7}{'equal':>8}{'more':>7}{'equal %':>9}"
    ]
    for kind, some in [*sorted(rows.items()), ("all", everything)]:
        fewer, equal = (sum(_sign(c) == sign for c in some) for sign in (-1, 0))
        lines.append(
            f"{kind:<18}{len(some):>8}{sum(c.theirs for c in some):>8}{fewer:>7}{equal:>8}"
            f"{len(some) - fewer - equal:>7}{100 * equal / max(len(some), 1):>9.2f}"
        )
    return "\n".join(lines)


def _sign(count: Count) -> int:
    return (count.ours > count.theirs) - (count.ours < count.theirs)
