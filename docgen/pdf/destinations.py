"""A look over all sheets before they are painted: where links may jump, and which headings
are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docgen.foundation.structs import Struct, field
from docgen.placed.documents import Layer, Sheet
from docgen.placed.items import Glyphs, PlacedItem, TableItem, TextItem, TextPara
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves, paras_of

ABOVE, ABOVE_CITATION = 6.0, 24.0
"""How far above its target a jump shows the page, in points."""
MOST_TOLD = 120
"""Characters of a target's text that a link's description holds."""
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


class Destination(Struct, frozen=True):
    """Where a jump leads: sheet (from 0), y from its top in points, and what stands there."""

    sheet: int
    y: float
    text: str


class DestinationSurvey(Struct):
    """Targets by id (``cite-ID`` is where a source is first cited), and what is drawn."""

    targets: dict[str, Destination] = field(default_factory=dict)
    drawn: set[Elem] = field(default_factory=set)

    def leads(self, href: str) -> bool:
        """Say whether a link leads anywhere: out of the file, or to something drawn."""
        return not href.startswith("#") or href[1:] in self.targets


def survey(sheets: Sequence[Sheet]) -> DestinationSurvey:
    """Return what is drawn where."""
    found = DestinationSurvey()
    for number, sheet in enumerate(sheets):
        for layer in sheet.layers:
            if layer.told:
                _layer(found, number, layer)
    return found


def _layer(found: DestinationSurvey, number: int, layer: Layer) -> None:
    def put(keys: Iterable[str], y: float, text: str) -> None:
        for key in keys:
            if key not in found.targets:
                at = max(layer.y + y * layer.scale, 0.0)
                found.targets[key] = Destination(number, at, text)

    for leaf in leaves(layer.items):
        top = leaf.rect.y - ABOVE
        put(_ids(getattr(leaf, "elem", None)), top, _said(leaf))
        for y, para in _paras(leaf):
            if para.elem is not None:
                found.drawn.add(para.elem)
                put(_ids(para.elem), top, _text(para))
            for line in para.lines:
                keys = [_cited(piece) for piece in line.pieces]
                put(filter(None, keys), y + line.baseline - ABOVE_CITATION, _text(para))
    put(_ids(layer.starts), 0.0, _first(layer))


def _paras(leaf: PlacedItem) -> Iterator[tuple[float, TextPara]]:
    """Yield the paragraphs of a text box or table, each with its y, nearly enough."""
    if isinstance(leaf, TextItem):
        y = leaf.rect.y + leaf.insets[1]
        for n, para in enumerate(leaf.paras):
            y += para.space_before if n else 0.0
            yield y, para
            y += para.height + para.space_after
    elif isinstance(leaf, TableItem):
        for cell in leaf.cells:
            yield from ((leaf.rect.y + cell.rect.y, para) for para in cell.paras)


def _cited(piece: Glyphs) -> str | None:
    parent = piece.elem.parent if piece.elem is not None else None
    if parent is not None and parent.role == "Reference" and parent.id:
        return f"cite-{parent.id}"
    return None


def _ids(elem: Elem | None) -> Iterator[str]:
    """Yield the ids of an element and those around it, which begin no later."""
    while elem is not None:
        if elem.id and elem.role != "Reference":
            yield elem.id
        elem = elem.parent


def _text(para: TextPara) -> str:
    text = " ".join("".join(g.text for g in line.pieces) for line in para.lines)
    return text if len(text) <= MOST_TOLD else text[: MOST_TOLD - 1].rstrip() + "…"


def _said(leaf: PlacedItem) -> str:
    paras = paras_of(leaf)
    alt = getattr(getattr(leaf, "elem", None), "alt", None)
    return str(alt or (_text(paras[0]) if paras else ""))[:MOST_TOLD]


def _first(layer: Layer) -> str:
    return next((t for leaf in leaves(layer.items) if (t := _said(leaf))), "")


def heading_roles(root: Elem, drawn: set[Elem]) -> dict[Elem, str]:
    """Return new roles for headings where a level is skipped (ISO 14289-1, 7.4.2).

    Levels are closed up: the first heading is H1, each other at most one below its parent.
    """
    changed: dict[Elem, str] = {}
    above: list[int] = []
    for elem in _walk(root):
        if elem.role in HEADINGS and elem in drawn:
            level = int(elem.role[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            if len(above) != level:
                changed[elem] = f"H{len(above)}"
    return changed


def _walk(elem: Elem) -> Iterator[Elem]:
    yield elem
    for kid in elem.kids:
        yield from _walk(kid)
