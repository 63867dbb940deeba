"""A template's layouts looked at: placeholders by role, and where text can stand on them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from docgen.placed.items import Rect
from docgen.pptx_template.background import BackgroundRasteriser, Ground, scheme_of
from docgen.pptx_template.colors import RGB
from docgen.pptx_template.file import Company, LayoutIn
from docgen.pptx_template.free_space import BLACK, FreeMap, free_map
from docgen.pptx_template.geometry import find_xfrm, read_xfrm
from docgen.pptx_template.palette import template_palette
from docgen.pptx_template.placeholders import (
    FOOTER_TYPES,
    TEXT_TYPES,
    TITLE_TYPES,
    TemplatePlaceholder,
    master_places,
    read_places,
)

FREE = 0.97
"""Share of a box that has to be free to be used as it is."""
LEAST_TEXT = 0.04
"""Text placeholders smaller than this share of the slide are labels, not bodies."""
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
        found = read_places(self.layout)
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
    def body_box(self) -> Rect:
        """The box of its text places, above its footers, else what lies under the title."""
        box = self._text_box
        feet = [p.rect for p in self.footers if p.rect.y > box.y + box.height / 2]
        cut = min((f.y for f in feet if f.x < box.right and f.right > box.x), default=box.bottom)
        return Rect(box.x, box.y, box.width, min(box.bottom, cut) - box.y)

    @property
    def _text_box(self) -> Rect:
        if self.texts:
            boxes = [p.rect for p in self.texts]
            x, y = min(b.x for b in boxes), min(b.y for b in boxes)
            return Rect(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y)
        return self.under_title

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
    def text_rgb(self) -> RGB:
        """The colour that reads on its body's ground."""
        ground = self.ground.main(self.body_box)
        return template_palette(scheme_of(self.layout), ground, None)["text"].rgb

    @cached_property
    def free(self) -> FreeMap:
        """Where its text colour reads on a smooth ground."""
        return free_map(self.ground, self.text_rgb)

    @cached_property
    def region(self) -> Rect:
        """Where blocks go: the body's box if that is free, else the largest free box."""
        box = self.body_box
        feet = [p.rect for p in self.footers]
        if self.free.share(box) >= FREE:
            return box
        title = [self.title.rect] if self.title is not None else []
        free = self.free.without([*title, *feet])
        page = Rect(0, 0, self.company.width, self.company.height)
        within = free.largest(box)
        beyond = free.largest(self.under_title if title else page)
        best = max(
            (b for b in (within, beyond) if b is not None),
            key=lambda b: b.width * b.height,
            default=None,
        )
        if best is None or best.width * best.height < 0.12 * page.width * page.height:
            return box
        pad = self.company.width * 0.008
        return best.inset(pad, pad, pad, pad)

    @cached_property
    def opens_well(self) -> bool:
        """Say whether title and subtitle, in the better of black and white, read on it."""
        boxes = [p.rect for p in (self.title, self.of_type("subTitle")) if p is not None]
        return bool(boxes) and all(
            max(self.ground.contrast(b, c) for c in (BLACK, WHITE)) >= OPENING for b in boxes
        )

    @property
    def usable(self) -> float:
        """The region's share of the slide."""
        whole = self.company.width * self.company.height
        return self.region.width * self.region.height / whole * self.free.share(self.region) ** 3


class Study:
    """All layouts of a template, each looked at once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        painter = BackgroundRasteriser(company)
        self.seen = {one.number: Seen(company, one, painter) for one in company.layouts}

    def of(self, layout: LayoutIn) -> Seen:
        """Return what is known of a layout."""
        return self.seen[layout.number]
