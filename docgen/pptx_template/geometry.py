"""Where shapes of a template stand: boxes, groups, turned and mirrored outlines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from docgen.foundation.structs import Struct
from docgen.ooxml.xml import EMU_PER_POINT, XmlNode, qname
from docgen.placed.items import Rect
from docgen.pptx_template.colors import local

SlidePoint = tuple[float, float]
CURVE = 8
"""Straight pieces that a curve is drawn with."""
TURN = 60_000
"""Angles are written in 60 000ths of a degree."""
ROUND = ("ellipse", "pie", "chord", "donut", "blockArc", "arc", "cloud", "heart", "moon", "sun")


class Frame(Struct, frozen=True):
    """A map from the coordinates of a group's children to the slide's, in points."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def rect(self, box: Rect) -> Rect:
        """Return a box in the slide's coordinates."""
        return Rect(
            box.x * self.scale_x + self.dx,
            box.y * self.scale_y + self.dy,
            box.width * self.scale_x,
            box.height * self.scale_y,
        )


def _number(node: XmlNode | None, name: str) -> float:
    try:
        return int(node.get(name, "0")) / EMU_PER_POINT if node is not None else 0.0
    except ValueError:
        return 0.0


def read_xfrm(node: XmlNode | None) -> Rect | None:
    """Return the box of an ``xfrm`` element in points, or None if it has none."""
    if node is None:
        return None
    off, ext = node.find(qname("a:off")), node.find(qname("a:ext"))
    if off is None or ext is None:
        return None
    return Rect(_number(off, "x"), _number(off, "y"), _number(ext, "cx"), _number(ext, "cy"))


def find_xfrm(shape: XmlNode) -> XmlNode | None:
    """Return the ``xfrm`` of a shape, a group or a graphic frame."""
    for name in ("p:spPr", "p:grpSpPr"):
        props = shape.find(qname(name))
        if props is not None:
            return props.find(qname("a:xfrm"))
    return shape.find(qname("p:xfrm"))


def group_frame(group: XmlNode, outer: Frame) -> Frame:
    """Return the frame of a group's children (ECMA-376 Part 1, 20.1.7.5)."""
    xfrm = find_xfrm(group)
    box = read_xfrm(xfrm)
    if xfrm is None or box is None:
        return outer
    off, ext = xfrm.find(qname("a:chOff")), xfrm.find(qname("a:chExt"))
    wide, tall = _number(ext, "cx") or box.width, _number(ext, "cy") or box.height
    here = outer.rect(box)
    scale_x = here.width / wide if wide else outer.scale_x
    scale_y = here.height / tall if tall else outer.scale_y
    return Frame(
        scale_x, scale_y, here.x - _number(off, "x") * scale_x, here.y - _number(off, "y") * scale_y
    )


def outlines(shape: XmlNode, box: Rect) -> list[list[SlidePoint]]:
    """Return the polygons of a shape in the slide's points."""
    props = shape.find(qname("p:spPr"))
    custom = props.find(qname("a:custGeom")) if props is not None else None
    preset = props.find(qname("a:prstGeom")) if props is not None else None
    if custom is not None:
        found = _paths(custom, box)
    elif preset is not None and preset.get("prst") in ROUND:
        found = [_ellipse(box)]
    elif preset is not None and str(preset.get("prst")).endswith("riangle"):
        top = box.x if preset.get("prst") == "rtTriangle" else box.x + box.width / 2
        found = [[(top, box.y), (box.right, box.bottom), (box.x, box.bottom)]]
    else:
        found = [[(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]]
    return [_placed(one, find_xfrm(shape), box) for one in found]


def _placed(points: Sequence[SlidePoint], xfrm: XmlNode | None, box: Rect) -> list[SlidePoint]:
    """Mirror and turn an outline about the middle of its box."""
    middle_x, middle_y = box.x + box.width / 2, box.y + box.height / 2
    if xfrm is None:
        return list(points)
    angle = math.radians(int(xfrm.get("rot", "0")) / TURN)
    flip_x = -1 if xfrm.get("flipH") in ("1", "true") else 1
    flip_y = -1 if xfrm.get("flipV") in ("1", "true") else 1
    cos, sin = math.cos(angle), math.sin(angle)
    found = []
    for x, y in points:
        x, y = (x - middle_x) * flip_x, (y - middle_y) * flip_y
        found.append((middle_x + x * cos - y * sin, middle_y + x * sin + y * cos))
    return found


def _ellipse(box: Rect) -> list[SlidePoint]:
    turns = [2 * math.pi * n / (CURVE * 4) for n in range(CURVE * 4)]
    rx, ry = box.width / 2, box.height / 2
    return [(box.x + rx + rx * math.cos(t), box.y + ry + ry * math.sin(t)) for t in turns]


def _paths(custom: XmlNode, box: Rect) -> list[list[SlidePoint]]:
    found: list[list[SlidePoint]] = []
    for path in custom.iter(qname("a:path")):
        wide = float(path.get("w") or 0) or box.width * EMU_PER_POINT
        tall = float(path.get("h") or 0) or box.height * EMU_PER_POINT
        scale = (box.width / wide if wide else 1.0, box.height / tall if tall else 1.0)
        if path.get("fill") != "none":
            found += _one_path(path, box, scale)
    return found


def _one_path(path: XmlNode, box: Rect, scale: SlidePoint) -> list[list[SlidePoint]]:
    found: list[list[SlidePoint]] = []
    for step in path:
        try:
            points = [
                (
                    box.x + float(p.get("x", "0")) * scale[0],
                    box.y + float(p.get("y", "0")) * scale[1],
                )
                for p in step.iter(qname("a:pt"))
            ]
        except ValueError:  # a guide's name: needs the formula language, not worth it here
            continue
        kind = local(step)
        if kind == "moveTo":
            found.append(points)
        elif not found or not found[-1]:
            continue
        elif kind == "lnTo":
            found[-1] += points
        elif kind in ("cubicBezTo", "quadBezTo"):
            found[-1] += _curve([found[-1][-1], *points])
        elif kind == "arcTo":
            found[-1] += _arc(found[-1][-1], step, scale)
    return [one for one in found if len(one) > 2]


def _curve(points: Sequence[SlidePoint]) -> list[SlidePoint]:
    """Return a Bezier curve of any degree as straight pieces (de Casteljau)."""
    found = []
    for n in range(1, CURVE + 1):
        t, row = n / CURVE, list(points)
        while len(row) > 1:
            row = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(row)]
        found.append(row[0])
    return found


def _arc(start: SlidePoint, step: XmlNode, scale: SlidePoint) -> list[SlidePoint]:
    try:
        rx, ry = float(step.get("wR", "0")) * scale[0], float(step.get("hR", "0")) * scale[1]
        first, sweep = (math.radians(float(step.get(k, "0")) / TURN) for k in ("stAng", "swAng"))
    except ValueError:
        return []
    middle = start[0] - rx * math.cos(first), start[1] - ry * math.sin(first)
    turns = [first + sweep * n / CURVE for n in range(1, CURVE + 1)]
    return [(middle[0] + rx * math.cos(t), middle[1] + ry * math.sin(t)) for t in turns]
