"""A template's layouts looked at: placeholders by role, and where text can stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from pptx.opc.package import Part

from docgen.ooxml.xml import XmlNode, qname
from docgen.placed.items import Rect
from docgen.placed.overlaps import clear_of, overlap
from docgen.pptx_template.background import BackgroundRasteriser, Ground, scheme_of
from docgen.pptx_template.colors import RGB
from docgen.pptx_template.file import Company, LayoutIn
from docgen.pptx_template.fills import open_picture
from docgen.pptx_template.free_space import BLACK, FreeMap, free_map
from docgen.pptx_template.geometry import find_xfrm, read_xfrm
from docgen.pptx_template.palette import base_colors, template_palette
from docgen.pptx_template.placeholders import (
    FOOTER_TYPES,
    TEXT_TYPES,
    TITLE_TYPES,
    TemplatePlaceholder,
    master_places,
    ph_of,
    read_places,
    shapes,
)
from docgen.theme.model import contrast

FREE = 0.97
"""Share of a box that has to be free to be used as it is."""
MOSTLY = 0.8
"""Share of a body on which the usual colour reads, so that no other is looked for."""
LEAST_KEPT = 0.5
"""Share of the readable room that the plain ground has to offer, else text stands on decoration."""
LEAST_BODY = (0.22, 0.2)
"""Share of the slide's width and height that a place for blocks takes at least."""
LEAST_TEXT = 0.04
"""Text placeholders smaller than this share of the slide are labels, not bodies."""
LEAST_EMBLEM, MOST_EMBLEM = 12.0, 0.12
"""An emblem's least edge in points, and its most share of the slide: larger ones are grounds."""
LOW_BODY, ACROSS = 0.4, 0.6
"""Shares of the slide's height and width: a body across the slide that is as low as this."""
GROWING = (0.4, 0.4)
"""A body that grows with its text is so wide at least, and begins so high up on the slide."""
LEAST_CELLS, LEAST_FULL, MOST_ISLANDS = 3, 0.4, 3
"""What stands alone in a ground has so many cells on an edge at least and fills so much of its
box; of more than so many, all are texture."""
LEAST_ROOM = 0.3
"""Share of the body's box that readable room has at least, else text stands in all of the box."""
INTO = 6.0
"""Points that an emblem may reach into a box."""
WHITE: RGB = (1.0, 1.0, 1.0)
OPENING = 4.0
"""Contrast that a cover's text should have."""
GAP = 18.0
"""Between the columns that we make of LibreOffice's body, in points."""
EDGE = 0.035
"""Our own boxes keep so far from the slide's edge (share of its width)."""


def _part(box: Rect | None, number: int, count: int) -> Rect | None:
    """Return one of `count` equal columns of a box."""
    if box is None or count == 1:
        return box
    wide = (box.width - GAP * (count - 1)) / count
    return Rect(box.x + number * (wide + GAP), box.y, wide, box.height)


@dataclass(eq=False)
class Seen:
    """One layout: what stands where on it."""

    company: Company
    layout: LayoutIn
    painter: BackgroundRasteriser
    _grounds: dict[int, Ground] = field(default_factory=dict)
    """Those of placeholders with a fill of their own, by number."""

    @cached_property
    def places(self) -> list[TemplatePlaceholder]:
        """Its placeholders; LibreOffice's stand where their own master has them."""
        places = read_places(self.layout)
        found = [self._grown(one, places) for one in places]
        if not self.company.from_libreoffice:
            return found
        parents = master_places(self.layout.master.node)
        boxes = {k: read_xfrm(find_xfrm(v)) for k, v in parents.items()}
        texts = [p for p in found if p.type in TEXT_TYPES]
        moved = []
        for one in found:
            box = None
            if one.type in TITLE_TYPES:
                box = boxes.get("title")
            elif one.type in TEXT_TYPES and len(texts) <= 2:
                box = _part(boxes.get("body"), texts.index(one), len(texts))
            moved.append(replace(one, rect=box, alone=False) if box else one)
        return moved

    def _grown(
        self, place: TemplatePlaceholder, places: list[TemplatePlaceholder]
    ) -> TemplatePlaceholder:
        """Return a body that grows with its text as high as it can get: down to what is below.

        Its box is as high as its prompt, which says nothing of how much it is made for. A low
        body across the slide is taken to grow too.
        """
        wide, tall, box = self.company.width, self.company.height, place.rect
        grows = place.grows or (box.height < LOW_BODY * tall and box.width >= ACROSS * wide)
        if place.type not in ("body", "obj") or not grows or place.anchor != "top":
            return place
        if box.width < GROWING[0] * wide or box.y > GROWING[1] * tall:
            return place  # a label, or a cover's subtitle
        if box.height < LEAST_BODY[1] * tall:
            return place  # a strip, for a subhead
        below = [
            p.rect.y
            for p in places
            if p is not place
            and p.rect.y >= box.y + box.height / 2
            and p.rect.x < box.right
            and p.rect.right > box.x
        ]
        bottom = min([tall - EDGE * wide, *(y - 0.01 * tall for y in below)])
        return replace(place, rect=replace(box, height=max(bottom - box.y, box.height)))

    @cached_property
    def title(self) -> TemplatePlaceholder | None:
        """Its title, if it has one that runs across."""
        return next((p for p in self.places if p.type in TITLE_TYPES and p.upright), None)

    @cached_property
    def texts(self) -> list[TemplatePlaceholder]:
        """Its places for text, from the left and the top, labels left out."""
        least = self.company.width * self.company.height * LEAST_TEXT
        found = [p for p in self.places if p.type in TEXT_TYPES and p.upright and p.area >= least]
        return sorted(found, key=lambda p: (round(p.rect.x / 8), p.rect.y))

    def of_type(self, *types: str) -> TemplatePlaceholder | None:
        """Return the largest placeholder of some types."""
        found = [p for p in self.places if p.type in types]
        return max(found, key=lambda p: p.area, default=None)

    @cached_property
    def says_something(self) -> bool:
        """Whether it has words of its own where content would stand ("Thank you.")."""
        inner = Rect(0, 0, self.company.width, self.company.height).inset(
            0, self.company.height * 0.12, 0, self.company.height * 0.12
        )
        for shape, frame in shapes(self.layout.node):
            box = read_xfrm(find_xfrm(shape))
            if ph_of(shape) is not None or box is None:
                continue
            words = "".join(node.text or "" for node in shape.iter(qname("a:t"))).split()
            place = frame.rect(box)
            if words and overlap(place, inner) > 0.5 * place.width * place.height:
                return True
        return False

    @property
    def footers(self) -> list[TemplatePlaceholder]:
        """Its date, footer and slide number."""
        return [p for p in self.places if p.type in FOOTER_TYPES]

    @cached_property
    def ground(self) -> Ground:
        """It painted, without placeholders."""
        return self.painter.ground(self.layout)

    def ground_of(self, number: int) -> Ground:
        """Return what the text of a placeholder (from 1; 0: a box of ours) stands on."""
        place = next((p for p in self.places if p.number == number), None)
        if place is None:
            return self.ground
        if number not in self._grounds:
            self._grounds[number] = self.painter.with_fill(self.layout, place)
        return self._grounds[number]

    @cached_property
    def bodies(self) -> list[TemplatePlaceholder]:
        """Its texts that are large enough for blocks: no strip, no narrow label."""
        wide, tall = self.company.width, self.company.height
        found = [
            p
            for p in self.texts
            if p.rect.height >= LEAST_BODY[1] * tall and p.rect.width >= LEAST_BODY[0] * wide
        ]
        plain = [p for p in found if p.type != "subTitle"]
        return plain or found

    @cached_property
    def body_row(self) -> list[TemplatePlaceholder]:
        """Its largest body, with those that stand beside it; from the left."""
        first = max(self.bodies, key=lambda p: p.area, default=None)
        if first is None:
            return []
        row = [p for p in self.bodies if p is first or _beside(first.rect, p.rect)]
        return sorted(row, key=lambda p: p.rect.x)

    @cached_property
    def body_box(self) -> Rect:
        """The box of its bodies, else what lies between title and footers.

        Bodies that stand side by side count together, unless their common box would cover
        the title: then the largest counts alone.
        """
        row = self.body_row
        if not row:
            return self.under_title
        title = [self.title.rect] if self.title is not None else []
        box = _around([p.rect for p in row])
        if any(overlap(box, t) > 0.02 * t.width * t.height for t in title):
            box = max(row, key=lambda p: p.area).rect
        return clear_of(box, [*title, *(p.rect for p in self.footers)])

    @property
    def under_title(self) -> Rect:
        """What lies between title and footers."""
        wide, tall = self.company.width, self.company.height
        edge = wide * EDGE
        top = edge
        if self.title is not None and self.title.rect.y < tall * 0.4:
            top = self.title.rect.bottom + tall * 0.02
        feet = [p.rect.y for p in self.footers if p.rect.y > tall * 0.75]
        bottom = min([tall - edge, *(y - tall * 0.01 for y in feet)])
        return Rect(edge, top, wide - 2 * edge, max(bottom - top, tall * 0.2))

    @cached_property
    def emblems(self) -> list[Rect]:
        """Where logos and the like stand: pictures and groups that are no ground, and what stands
        alone in the picture of a ground.

        Of a picture that is painted, the part that differs from the ground counts: the rest is
        its transparent or plain margin. One that can't be painted (EMF, SVG) counts whole.
        """
        whole = self.company.width * self.company.height
        sheets = [(self.layout.node, self.layout.part)]
        if self.layout.node.get("showMasterSp") not in ("0", "false"):
            sheets.insert(0, (self.layout.master.node, self.layout.master.part))
        found = []
        for box, painted in (one for sheet in sheets for one in _emblems(*sheet)):
            rect = self.within_page(box)
            if min(rect.width, rect.height) < LEAST_EMBLEM or rect.width * rect.height > (
                MOST_EMBLEM * whole
            ):
                continue
            seen = self.free.covered(rect) if painted else rect
            if seen is not None:
                found.append(seen)
        return [*found, *self._islands(found)]

    def _islands(self, known: list[Rect]) -> list[Rect]:
        """Return what stands alone in a ground's picture: a logo, but no line and no texture."""
        whole, least = self.company.width * self.company.height, LEAST_CELLS * self.free.step
        compact = [
            box
            for box, full in self.free.islands()
            if min(box.width, box.height) > least - 0.1
            and box.width * box.height <= MOST_EMBLEM * whole
            and full >= LEAST_FULL
            and all(overlap(box, one) <= 0 for one in known)
        ]
        return compact if len(compact) <= MOST_ISLANDS else []

    @cached_property
    def text_rgb(self) -> RGB:
        """The colour that reads on its body's ground, or on most of it where that changes."""
        ground = self.ground.main(self.body_box)
        scheme = scheme_of(self.layout)
        usual = template_palette(scheme, ground, None)["text"].rgb
        if self.ground.readable_share(self.body_box, usual) >= MOSTLY:
            return usual
        base = base_colors(scheme)
        choices = (usual, base["text"].rgb, base["background"].rgb)
        return max(choices, key=lambda rgb: self.ground.readable_share(self.body_box, rgb))

    @cached_property
    def free(self) -> FreeMap:
        """Where its text colour reads on the plain ground, or on pale decoration."""
        return free_map(self.ground, self.text_rgb, self.ground.main(self.body_box))

    @cached_property
    def readable(self) -> FreeMap:
        """Where its text colour reads, on decoration too."""
        return free_map(self.ground, self.text_rgb)

    def within_page(self, rect: Rect) -> Rect:
        """Return the part of a box that is on the slide."""
        x, y = max(rect.x, 0.0), max(rect.y, 0.0)
        right = min(rect.right, self.company.width)
        bottom = min(rect.bottom, self.company.height)
        return Rect(x, y, max(right - x, 1.0), max(bottom - y, 1.0))

    @cached_property
    def region(self) -> Rect:
        """Where blocks go: the body's box if that is free, else the largest free box.

        Where decoration leaves too little, text stands on it, if it reads there.
        """
        box = self.within_page(self.body_box)
        plain = self._region_in(box, self.free)
        if plain == box:
            return box
        relaxed = self._region_in(box, self.readable)
        crowded = plain.width * plain.height < LEAST_KEPT * relaxed.width * relaxed.height
        best = relaxed if crowded else plain
        if best.width * best.height < LEAST_ROOM * box.width * box.height:
            return box  # no ground for text at all: what doesn't read is told (DG706)
        return best

    def _region_in(self, box: Rect, free_cells: FreeMap) -> Rect:
        emblems = [one for one in self.emblems if _covers(one, box)]
        if self.bodies and free_cells.share(box) >= FREE and not emblems:
            return box
        title = [self.title.rect] if self.title is not None else []
        taken = [*title, *(p.rect for p in self.footers), *self.emblems]
        cut = clear_of(box, emblems)
        if cut.width * cut.height >= LEAST_KEPT * box.width * box.height:
            box = cut
        free = free_cells.without(taken)
        page = Rect(0, 0, self.company.width, self.company.height)
        pad = self.company.width * 0.008
        found = [(1.0, box)]
        for share, place in ((1.15, box), (1.0, self.under_title), (0.9, page)):
            best = free.largest(place)
            if best is not None:
                inner = best.inset(pad, pad, pad, pad)
                found.append((share, clear_of(inner, taken)))
        return max(found, key=lambda one: one[0] * self._worth(one[1], taken, free_cells))[1]

    def _worth(self, box: Rect, taken: list[Rect], free: FreeMap) -> float:
        """Return a box's area as far as it is of use: free, and shaped like a text's."""
        if box.width < LEAST_BODY[0] * self.company.width or box.height < 40.0:
            return 0.0
        covered = sum(overlap(box, one) for one in taken)
        return (box.width * box.height - 2 * covered) * free.share(box) ** 4

    @cached_property
    def opens_well(self) -> bool:
        """Say whether title and subtitle, in the better of black and white, read on it."""
        second = self.of_type("subTitle") or next(iter(self.texts), None)
        boxes = [p.rect for p in (self.title, second) if p is not None]
        return bool(boxes) and all(
            max(self.ground.contrast(b, c) for c in (BLACK, WHITE)) >= OPENING for b in boxes
        )

    @cached_property
    def dark(self) -> bool:
        """Whether light text reads better than dark on its body's ground."""
        ground = self.ground.main(self.body_box)
        return contrast(ground, WHITE) > contrast(ground, BLACK)

    def like(self, other: Seen) -> bool:
        """Say whether its colours are another layout's: the same names on a ground as light."""
        return (
            scheme_of(self.layout).names == scheme_of(other.layout).names
            and self.dark == other.dark
        )

    @property
    def usable(self) -> float:
        """The region's share of the slide."""
        whole = self.company.width * self.company.height
        return self.region.width * self.region.height / whole * self.free.share(self.region) ** 3


def _covers(emblem: Rect, box: Rect) -> bool:
    """Say whether an emblem reaches so far into a box that text would stand on it."""
    inner = box.inset(INTO, INTO, INTO, INTO)
    return overlap(emblem, inner) > 0


def _emblems(node: XmlNode, part: Part) -> Iterator[tuple[Rect, bool]]:
    """Yield boxes of pictures and groups of a layout or master, and whether they are painted."""
    tree = node.find(f"{qname('p:cSld')}/{qname('p:spTree')}")
    for shape in tree if tree is not None else ():
        box = read_xfrm(find_xfrm(shape))
        if (box is not None and shape.tag == qname("p:grpSp")) or (
            box is not None and shape.tag == qname("p:pic") and ph_of(shape) is None
        ):
            yield box, all(_painted(one, part) for one in shape.iter(qname("a:blip")))


def _painted(blip: XmlNode, part: Part) -> bool:
    """Say whether a picture is of a kind that the painter can read."""
    rid = blip.get(qname("r:embed"), "")
    if rid not in part.rels or part.rels[rid].is_external:
        return True  # it isn't shown
    return open_picture(part.rels[rid].target_part.blob, (8, 8)) is not None


def _beside(one: Rect, two: Rect) -> bool:
    """Say whether two boxes stand side by side: about as high, and at one height."""
    apart = one.right <= two.x + 4 or two.right <= one.x + 4
    shared = min(one.bottom, two.bottom) - max(one.y, two.y)
    return apart and shared >= 0.7 * max(one.height, two.height)


def _around(boxes: list[Rect]) -> Rect:
    """Return the smallest box around several."""
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Rect(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y)


class Study:
    """All layouts of a template, each looked at once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        painter = BackgroundRasteriser(company)
        self.seen = {one.number: Seen(company, one, painter) for one in company.layouts}

    def of(self, layout: LayoutIn) -> Seen:
        """Return what is known of a layout."""
        return self.seen[layout.number]
