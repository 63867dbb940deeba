"""A theme's drawings on a page or slide of a given size, as placed shapes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.pictures import PictureError
from docgen.layout.blocks import ImageBlock
from docgen.placed.images import crop_to, picture_size
from docgen.placed.items import Gradient, ImageItem, PathItem, PlacedItem, Rect, ShapeItem
from docgen.theme.art import ArtShape, Box, Corner, Scene, edge, length
from docgen.theme.model import Theme

KAPPA = 0.5522847498
"""Control length of a quarter circle's Bezier curve: 4/3 (sqrt 2 - 1)."""


def art_items(
    theme: Theme, scene: Scene, width: float, height: float, picture: bool = False
) -> tuple[PlacedItem, ...]:
    """Return the shapes of a kind of page or slide, from the ground up."""
    found: list[PlacedItem] = []
    for number, shape in enumerate(theme.scene(scene).shapes or (), 1):
        if picture and shape.no_picture:
            continue
        name = f"{shape.kind.capitalize()} {number}"
        for item in _drawn(shape, name, theme, (width, height)):
            found.append(item)
    return tuple(found)


def box_rect(box: Box, size: tuple[float, float]) -> Rect:
    """Return a box given by its edges."""
    width, height = size
    left, top = edge(box[0], width), edge(box[1], height)
    return Rect(left, top, edge(box[2], width) - left, edge(box[3], height) - top)


def _drawn(
    shape: ArtShape, name: str, theme: Theme, size: tuple[float, float]
) -> Iterator[PlacedItem]:
    across, down = length(shape.step[0], size[0]), length(shape.step[1], size[1])
    rect = box_rect(shape.box, size)
    for n in range(shape.repeat):
        yield _one(shape, name, theme, rect.moved(across * n, down * n), size)


def _one(
    shape: ArtShape, name: str, theme: Theme, rect: Rect, size: tuple[float, float]
) -> PlacedItem:
    gradient = Gradient(shape.gradient, shape.angle) if shape.gradient else None
    match shape.kind:
        case "picture":
            return _picture(shape, name, theme, rect)
        case "polygon":
            points = [(edge(x, size[0]), edge(y, size[1])) for x, y in shape.points]
            left, top = min(x for x, _ in points), min(y for _, y in points)
            box = Rect(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
            ops: list[tuple[str | float, ...]] = [
                ("L" if n else "M", x - left, y - top) for n, (x, y) in enumerate(points)
            ]
            return _path(shape, name, box, (*ops, ("Z",)), gradient)
        case "quarter":
            return _path(shape, name, rect, _quarter(shape.corner, rect), gradient)
        case "line":
            return ShapeItem(
                rect,
                "line",
                stroke=shape.stroke or shape.fill or "rule",
                stroke_width=shape.width,
                dash=shape.dash,
                name=name,
            )
        case "rect" | "round-rect" | "ellipse":
            return ShapeItem(
                rect,
                shape.kind,
                shape.fill,
                shape.stroke,
                shape.width,
                shape.radius,
                shape.dash,
                name,
                gradient,
            )


def _path(
    shape: ArtShape,
    name: str,
    rect: Rect,
    ops: tuple[tuple[str | float, ...], ...],
    gradient: Gradient | None,
) -> PathItem:
    return PathItem(rect, ops, shape.fill, shape.stroke, shape.width, shape.dash, name, gradient)


def _quarter(corner: Corner, rect: Rect) -> tuple[tuple[str | float, ...], ...]:
    """Return a quarter of an ellipse whose centre is a corner of its box."""
    wide, tall = rect.width, rect.height
    x, y = (0.0 if "left" in corner else wide), (0.0 if "top" in corner else tall)
    across, down = (wide if not x else -wide), (tall if not y else -tall)
    return (
        ("M", x, y),
        ("L", x + across, y),
        (
            "C",
            x + across,
            y + down * KAPPA,
            x + across * KAPPA,
            y + down,
            x,
            y + down,
        ),
        ("Z",),
    )


def _picture(shape: ArtShape, name: str, theme: Theme, rect: Rect) -> ImageItem:
    assert shape.file is not None
    return picture_in(shape.file, rect, name, Location(theme.path))


def picture_in(
    path: str,
    rect: Rect,
    name: str,
    at: Location,
    alt: str = "",
    focus: tuple[float, float] = (0.5, 0.5),
) -> ImageItem:
    """Return a picture that fills a box, cropped to its shape. Raises DocgenError (DG303)."""
    try:
        pixels = picture_size(path)
    except (OSError, PictureError) as error:
        message = f'the picture "{Path(path).name}" can\'t be shown: {error}'
        raise DocgenError(
            Diagnostic(codes.THEME_VALUE, message, at, "give a PNG or JPEG")
        ) from error
    crop = crop_to(pixels, rect.width / max(rect.height, 1.0), focus)
    block = ImageBlock(path=path, alt=alt, decorative=not alt)
    return ImageItem(rect, block, crop, name=name)
