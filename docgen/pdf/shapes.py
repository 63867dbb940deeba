"""Shapes and paths as path operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Callable

from docgen.pdf.objects import number
from docgen.placed.items import PathItem, Rect, ShapeItem, TableItem

KAPPA = 0.5522847498
"""Control length of a quarter circle's Bezier curve: 4/3 (sqrt 2 - 1)."""
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}

Flip = Callable[[float], float]
"""From y downwards to y upwards."""


def shape_path(item: ShapeItem, up: Flip) -> str:
    """Return the outline of a shape; of a line, the line."""
    rect = item.rect
    if item.kind in ("line", "arrow"):
        return f"{_xy(rect.x, up(rect.y))} m {_xy(rect.right, up(rect.bottom))} l"
    if item.kind == "ellipse":
        return _rounded(rect, rect.width / 2, rect.height / 2, up)
    if item.kind == "round-rect" and item.radius:
        radius = min(item.radius, rect.width / 2, rect.height / 2)
        return _rounded(rect, radius, radius, up)
    return f"{_xy(rect.x, up(rect.bottom))} {_xy(rect.width, rect.height)} re"


def drawn_path(item: PathItem, up: Flip) -> str:
    """Return a drawn path."""
    out: list[str] = []
    for op in item.ops:
        values = [float(v) for v in op[1:]]
        for x, y in zip(values[::2], values[1::2], strict=True):
            out.append(_xy(item.rect.x + x, up(item.rect.y + y)))
        out.append(_OPERATORS[str(op[0])])
    return " ".join(out)


def table_shapes(item: TableItem) -> list[ShapeItem]:
    """Return a table's cell grounds and its rules as shapes on the page."""
    x, y = item.rect.x, item.rect.y
    grounds = [ShapeItem(c.rect.moved(x, y), fill=c.fill) for c in item.cells if c.fill]
    rules = [
        ShapeItem(r.rect.moved(x, y), "line", stroke=r.token, stroke_width=r.width)
        for r in item.rules
    ]
    return grounds + rules


def _xy(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _rounded(rect: Rect, rx: float, ry: float, up: Flip) -> str:
    """Return a box with elliptic corners: four lines and four Bezier curves."""
    left, right, top, bottom = rect.x, rect.right, up(rect.y), up(rect.bottom)
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    steps = [
        f"{_xy(left + rx, top)} m {_xy(right - rx, top)} l",
        f"{_xy(right - kx, top)} {_xy(right, top - ky)} {_xy(right, top - ry)} c",
        f"{_xy(right, bottom + ry)} l",
        f"{_xy(right, bottom + ky)} {_xy(right - kx, bottom)} {_xy(right - rx, bottom)} c",
        f"{_xy(left + rx, bottom)} l",
        f"{_xy(left + kx, bottom)} {_xy(left, bottom + ky)} {_xy(left, bottom + ry)} c",
        f"{_xy(left, top - ry)} l",
        f"{_xy(left, top - ky)} {_xy(left + kx, top)} {_xy(left + rx, top)} c h",
    ]
    return " ".join(steps)
