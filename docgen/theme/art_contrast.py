"""Contrast of the texts that stand on what a theme draws (WCAG 2.2, 1.4.3).

Judged for a 16:9 and a 4:3 slide: against the ground and against every shape that a text's
place touches, each colour of a gradient by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.foundation.structs import Struct
from docgen.theme.art import DECK_SCENES, Art, ArtShape, Box, Scene, edge, length
from docgen.theme.model import Style, Theme, contrast

SIZES = ((960.0, 540.0), (720.0, 540.0))
"""Widths and heights of slides, in points."""
GROUND_COLORS = {"ink": "on-ink", "accent-1": "on-accent"}
"""The colour of texts on a coloured ground, where the theme names none."""
STYLES: Mapping[Scene, Mapping[str, str]] = {
    "cover": {
        "title": "center-title",
        "subtitle": "subtitle",
        "kicker": "cover-kicker",
        "details": "details",
    },
    "divider": {"title": "section-title", "subtitle": "subtitle", "footer": "footer"},
    "content": {"title": "title", "kicker": "kicker", "body": "body", "footer": "footer"},
    "closing": {"title": "closing-title", "kicker": "kicker", "body": "body", "footer": "footer"},
}
"""The style of each text of a kind of slide."""


class WeakPlace(Struct, frozen=True):
    """A text that can't be read well where it stands."""

    scene: Scene
    place: str
    front: str
    back: str
    """A colour; empty: a picture."""
    ratio: float
    needed: float


def place_color(theme: Theme, scene: Scene, place: str) -> str:
    """Return the colour token of a text: its own, that of its ground, or its style's."""
    art = theme.scene(scene)
    named = art.colors.get(place)
    if named is None and place in ("date", "slide-number"):
        named = art.colors.get("footer")
    if named is not None:
        return named
    ground = GROUND_COLORS.get(scene_ground(theme, scene))
    return ground or theme.style("deck", STYLES[scene].get(place, "footer")).color


def scene_ground(theme: Theme, scene: Scene) -> str:
    """Return the ground of a kind of slide: its art's, else what the theme's option says."""
    named = theme.scene(scene).background
    if named is not None:
        return named
    options = theme.options.get("deck", {})
    chosen = {
        "cover": options.get("title-slide", "dark"),
        "divider": options.get("section-slide", "light"),
    }.get(scene, "light")
    return {"dark": "ink", "accent": "accent-1"}.get(chosen, "background")


def weak_places(theme: Theme) -> list[WeakPlace]:
    """Return the texts of slides that have too little contrast to what is drawn under them."""
    own = theme.of("deck")
    found: dict[tuple[str, str, str], WeakPlace] = {}
    for scene in DECK_SCENES:
        for size in SIZES:
            for one in _weak(own, scene, size):
                found.setdefault((one.scene, one.place, one.back), one)
    return list(found.values())


def _weak(theme: Theme, scene: Scene, size: tuple[float, float]) -> Iterator[WeakPlace]:
    art = theme.scene(scene)
    for place, style_name in STYLES[scene].items():
        box = _box(theme, scene, place, size)
        style = theme.style("deck", style_name)
        front = place_color(theme, scene, place)
        if box is None or (front not in theme.palette and " " not in front):
            continue
        needed = _needed(style)
        for back in _under(art, scene_ground(theme, scene), box, size):
            if not back:
                yield WeakPlace(scene, place, front, "", 1.0, needed)
                continue
            ratio = contrast(theme.color(front).rgb, theme.color(back).rgb)
            if ratio < needed:
                yield WeakPlace(scene, place, front, back, ratio, needed)


def _needed(style: Style) -> float:
    """Return the ratio for a style at its smallest size."""
    least = style.min_size or style.size
    return 3.0 if least >= 18 or (style.bold and least >= 14) else 4.5


Rectangle = tuple[float, float, float, float]


def _edges(box: Box, size: tuple[float, float]) -> Rectangle:
    width, height = size
    return edge(box[0], width), edge(box[1], height), edge(box[2], width), edge(box[3], height)


def _box(theme: Theme, scene: Scene, place: str, size: tuple[float, float]) -> Rectangle | None:
    """Return a text's place: the theme's own, or that of the content slides' grid."""
    own = theme.scene(scene).places.get(place)
    if own is not None:
        return _edges(own, size)
    width, height = size

    def named(name: str) -> float:
        return theme.length("deck", name)

    left, right = named("margin-left"), width - named("margin-right")
    top = named("margin-top")
    foot = height - named("margin-bottom") - named("footer-height")
    title = top + named("kicker-height")
    if place == "footer":
        return left, foot, right, foot + named("footer-height")
    if scene in ("cover", "divider"):
        return None
    body = title + named("title-height") + named("title-gap")
    return {
        "kicker": (left, top, right, title),
        "title": (left, title, right, body),
        "body": (left, body, right, foot - named("title-gap")),
    }[place]


def _under(art: Art, ground: str, box: Rectangle, size: tuple[float, float]) -> Iterator[str]:
    """Yield the colours under a box; of what covers it whole, only what lies above."""
    seen: list[tuple[str, ...]] = [(ground,)]
    for shape in art.shapes or ():
        for x, y in _steps(shape, size):
            if not _touches(shape, (x, y), box, size):
                continue
            colors = ("",) if shape.kind == "picture" else shape.gradient or (shape.fill or "",)
            if shape.kind == "line" or (not any(colors) and shape.kind != "picture"):
                continue
            if _covers(shape, box, size):
                seen.clear()
            seen.append(colors)
    for colors in seen:
        yield from colors


def _steps(shape: ArtShape, size: tuple[float, float]) -> Iterator[tuple[float, float]]:
    across, down = length(shape.step[0], size[0]), length(shape.step[1], size[1])
    for n in range(shape.repeat):
        yield across * n, down * n


def _covers(shape: ArtShape, box: Rectangle, size: tuple[float, float]) -> bool:
    left, top, right, bottom = _edges(shape.box, size)
    inside = left <= box[0] and top <= box[1] and right >= box[2] and bottom >= box[3]
    return shape.kind == "rect" and shape.repeat == 1 and inside


def _touches(
    shape: ArtShape, moved: tuple[float, float], box: Rectangle, size: tuple[float, float]
) -> bool:
    if shape.kind == "polygon":
        points = [(edge(x, size[0]), edge(y, size[1])) for x, y in shape.points]
        return _polygon_touches(points, box)
    left, top, right, bottom = _edges(shape.box, size)
    left, right, top, bottom = left + moved[0], right + moved[0], top + moved[1], bottom + moved[1]
    if left >= box[2] or right <= box[0] or top >= box[3] or bottom <= box[1]:
        return False
    if shape.kind == "quarter":
        x = left if "left" in shape.corner else right
        y = top if "top" in shape.corner else bottom
        return _disc_touches((x, y), (right - left, bottom - top), box)
    if shape.kind == "ellipse":
        center = ((left + right) / 2, (top + bottom) / 2)
        return _disc_touches(center, ((right - left) / 2, (bottom - top) / 2), box)
    return True


def _disc_touches(center: tuple[float, float], radii: tuple[float, float], box: Rectangle) -> bool:
    x = min(max(center[0], box[0]), box[2])
    y = min(max(center[1], box[1]), box[3])
    across, down = (x - center[0]) / (radii[0] or 1), (y - center[1]) / (radii[1] or 1)
    return across * across + down * down < 1


def _polygon_touches(points: list[tuple[float, float]], box: Rectangle) -> bool:
    """Say whether a polygon cut to the box has an area (Sutherland-Hodgman)."""
    cut = points
    for axis, limit, low in (
        (0, box[0], True),
        (0, box[2], False),
        (1, box[1], True),
        (1, box[3], False),
    ):
        made: list[tuple[float, float]] = []
        for n, here in enumerate(cut):
            before = cut[n - 1]
            inside = here[axis] >= limit if low else here[axis] <= limit
            was = before[axis] >= limit if low else before[axis] <= limit
            if inside != was:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                made.append(
                    (
                        before[0] + (here[0] - before[0]) * share,
                        before[1] + (here[1] - before[1]) * share,
                    )
                )
            if inside:
                made.append(here)
        cut = made
    area = sum(cut[n - 1][0] * cut[n][1] - cut[n][0] * cut[n - 1][1] for n in range(len(cut)))
    return abs(area) > 1.0
