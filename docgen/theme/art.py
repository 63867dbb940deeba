"""What a theme draws on pages and slides: grounds, shapes, and where texts stand.

Edges are points, negative ones from the right or bottom, or shares of the page ("40%"), so
that one theme serves 16:9 and 4:3, A4 and Letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from docgen.foundation.structs import Struct, field

Edge = float | str
Box = tuple[Edge, Edge, Edge, Edge]
"""Left, top, right and bottom edge."""
ShapeKind = Literal["rect", "round-rect", "ellipse", "line", "polygon", "quarter", "picture"]
Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
Scene = Literal["cover", "divider", "content", "closing", "first", "pages"]
"""Kinds of slides, then of a brief's pages."""
DECK_SCENES: tuple[Scene, ...] = ("cover", "divider", "content", "closing")
BRIEF_SCENES: tuple[Scene, ...] = ("first", "pages")


class ArtShape(Struct, frozen=True):
    """A drawn shape. ``gradient`` runs at ``angle`` degrees: 0 to the right, 90 down."""

    kind: ShapeKind
    box: Box
    """Of a polygon: the whole page."""
    points: tuple[tuple[Edge, Edge], ...] = ()
    corner: Corner = "top-left"
    fill: str | None = None
    gradient: tuple[str, ...] = ()
    angle: float = 0.0
    stroke: str | None = None
    width: float = 0.75
    radius: float = 0.0
    dash: bool = False
    file: str | None = None
    """Absolute path of a picture."""
    no_picture: bool = False
    """Left out where the slide shows a cover picture."""
    repeat: int = 1
    step: tuple[Edge, Edge] = (0.0, 0.0)


class Art(Struct, frozen=True):
    """How a kind of page or slide is drawn."""

    background: str | None = None
    """A colour token; None: as the theme's options say."""
    shapes: tuple[ArtShape, ...] | None = None
    """None: as docgen draws it."""
    places: Mapping[str, Box] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    """Of texts, by place."""
    anchor: Literal["top", "middle", "bottom"] | None = None
    align: Literal["left", "center"] | None = None


def edge(value: Edge, size: float) -> float:
    """Return where an edge stands on a page of `size` points."""
    if isinstance(value, str):
        return float(value[:-1]) / 100 * size
    return value if value >= 0 and str(value)[0] != "-" else size + value


def length(value: Edge, size: float) -> float:
    """Return a distance in points; negative ones run to the left or up."""
    return float(value[:-1]) / 100 * size if isinstance(value, str) else value
