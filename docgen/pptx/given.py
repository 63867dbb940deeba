"""What a layout gives to a placeholder of a slide, however the layout came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.pptx.looks import PLAIN, Look, ParaLook, RunLook
from docgen.typeset.items import Rect
from docgen.typeset.placed import Placeholder, SlideLayout

Attrs = Mapping[str, str | int | None]
NOTHING = Look(ParaLook(before=-1.0, after=-1.0, align=""), RunLook(font="", color=""))
"""What text inherits where we can't know: everything is written."""


@dataclass(frozen=True, slots=True)
class Given:
    """Of a company's placeholder: its attributes, its box and its looks by level."""

    attrs: Attrs
    rect: Rect | None
    """None: another placeholder has the same name, so the box has to be written."""
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Inherited:
    """All placeholders of a company's layouts, by part name and number."""

    places: Mapping[tuple[str, int], Given] = field(default_factory=dict)
    plain: Look = PLAIN
    """What text boxes start from."""

    def of(self, layout: SlideLayout, place: Placeholder) -> Given | None:
        """Return what a company's layout gives; None on a layout of our own."""
        return self.places.get((layout.part, place.shape)) if place.shape else None
