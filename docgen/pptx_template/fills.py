"""Fills of shapes and backgrounds as small pictures: solid, gradient, picture, pattern."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from PIL import Image, ImageDraw
from pptx.opc.package import Part

from docgen.foundation.pictures import PictureError, load_picture, picture_header
from docgen.ooxml.xml import XmlNode, qname
from docgen.pptx_template.colors import RGB, SHARE, Paint, Scheme, local
from docgen.pptx_template.geometry import TURN

MOST_PIXELS = 80_000_000
FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
FIRST_GROUND = 1001
"""``bgRef`` counts the theme's background fills from here (ECMA-376 Part 1, 19.3.1.3)."""
DPI = 96.0


@dataclass(frozen=True, eq=False)
class FillSource:
    """What a fill's colours and pictures refer to."""

    scheme: Scheme
    part: Part
    theme: XmlNode
    theme_part: Part | None = None
    """What pictures of the theme's own fills refer to."""


def fill_of(props: XmlNode | None) -> XmlNode | None:
    """Return the fill element of shape properties, if there is one."""
    for kid in props if props is not None else ():
        if local(kid) in FILLS:
            return kid
    return None


def styled(
    reference: XmlNode | None, source: FillSource, ground: bool = False
) -> tuple[XmlNode, Paint] | None:
    """Return the theme's fill that a style reference means, and its placeholder colour."""
    if reference is None:
        return None
    index = int(reference.get("idx", "0"))
    paint = source.scheme.paint(reference)
    if index == 0 or paint is None:
        return None
    name = "a:bgFillStyleLst" if index >= FIRST_GROUND else "a:fillStyleLst"
    listed = source.theme.find(f".//{qname(name)}")
    offset = index - (FIRST_GROUND if index >= FIRST_GROUND else 1)
    if listed is None or not 0 <= offset < len(listed):
        return None
    return listed[offset], paint


def render(
    fill: XmlNode, size: tuple[int, int], source: FillSource, paint: Paint | None = None
) -> Image.Image | None:
    """Return a fill as RGBA of `size` pixels; None for no fill or one that can't be read."""
    kind = local(fill)
    if kind == "solidFill":
        found = source.scheme.paint(fill, paint)
        return Image.new("RGBA", size, _rgba(found)) if found else None
    if kind == "pattFill":
        return _pattern(fill, size, source, paint)
    if kind == "gradFill":
        return _gradient(fill, size, source, paint)
    if kind == "blipFill":
        return _picture(fill, size, source, paint)
    return None


def _pattern(
    fill: XmlNode, size: tuple[int, int], source: FillSource, paint: Paint | None
) -> Image.Image | None:
    """Return both colours of a pattern in lines: text has to read on each."""
    back, front = (source.scheme.paint(fill.find(qname(n)), paint) for n in ("a:bgClr", "a:fgClr"))
    if back is None or front is None:
        return None
    made = Image.new("RGBA", size, _rgba(back))
    pen = ImageDraw.Draw(made)
    for y in range(0, size[1], 2):
        pen.line([(0, y), (size[0], y)], fill=_rgba(front))
    return made


def _rgba(paint: Paint) -> tuple[int, int, int, int]:
    red, green, blue = (round(c * 255) for c in paint.rgb)
    return red, green, blue, round(paint.alpha * 255)


def _gradient(
    fill: XmlNode, size: tuple[int, int], source: FillSource, paint: Paint | None
) -> Image.Image | None:
    stops: list[tuple[float, tuple[int, int, int, int]]] = []
    for stop in fill.iter(qname("a:gs")):
        found = source.scheme.paint(stop, paint)
        if found is not None:
            stops.append((int(stop.get("pos", "0").rstrip("%")) / SHARE, _rgba(found)))
    if not stops:
        return None
    stops.sort()
    if fill.find(qname("a:path")) is not None:
        ramp = _radial(fill, size)
    else:
        line = fill.find(qname("a:lin"))
        angle = int(line.get("ang", "0")) / TURN if line is not None else 90.0
        ramp = _linear(angle, size)
    bands = [ramp.point(_table(stops, band)) for band in range(4)]
    return Image.merge("RGBA", bands)


def _radial(fill: XmlNode, size: tuple[int, int]) -> Image.Image:
    """Return a grey ramp from a gradient's focus (``a:fillToRect``, which may lie outside)."""
    focus = fill.find(f"{qname('a:path')}/{qname('a:fillToRect')}")
    edges = [
        int(focus.get(k, "0").rstrip("%") or 0) / SHARE if focus is not None else 0.5
        for k in "ltrb"
    ]
    x0, y0 = (edges[0] + 1 - edges[2]) / 2, (edges[1] + 1 - edges[3]) / 2
    far = max(math.hypot(x0 - x, y0 - y) for x in (0.0, 1.0) for y in (0.0, 1.0))
    side = 32
    values = [
        round(255 * min(math.hypot((x + 0.5) / side - x0, (y + 0.5) / side - y0) / far, 1.0))
        for y in range(side)
        for x in range(side)
    ]
    made = Image.new("L", (side, side))
    made.putdata(values)
    return made.resize(size, Image.Resampling.BILINEAR)


def _linear(angle: float, size: tuple[int, int]) -> Image.Image:
    """Return a grey ramp along an angle: 0 runs to the right, 90 downwards."""
    ramp = Image.linear_gradient("L")
    turned = ramp.rotate(90 - angle, Image.Resampling.BILINEAR, expand=False)
    off = abs(math.sin(math.radians(2 * (90 - angle))))
    keep = round(256 * (1 - 0.3 * off))
    edge = (256 - keep) // 2
    return turned.crop((edge, edge, 256 - edge, 256 - edge)).resize(size)


def _table(stops: Sequence[tuple[float, tuple[int, int, int, int]]], band: int) -> list[int]:
    table = []
    for n in range(256):
        at = n / 255
        before = max((s for s in stops if s[0] <= at), default=stops[0])
        after = next((s for s in stops if s[0] >= at), stops[-1])
        span = after[0] - before[0]
        share = (at - before[0]) / span if span > 0 else 0.0
        table.append(round(before[1][band] + (after[1][band] - before[1][band]) * share))
    return table


def _picture(
    fill: XmlNode, size: tuple[int, int], source: FillSource, paint: Paint | None
) -> Image.Image | None:
    """Return a picture fill; one of the theme's that can't be read as its colour alone."""
    plain = Image.new("RGBA", size, _rgba(paint)) if paint is not None else None
    part = source.theme_part if paint is not None and source.theme_part else source.part
    blip = fill.find(qname("a:blip"))
    rid = blip.get(qname("r:embed"), "") if blip is not None else ""
    if blip is None or rid not in part.rels or part.rels[rid].is_external:
        return plain
    found = open_picture(part.rels[rid].target_part.blob, size)
    if found is None:
        return plain
    found = _two_tones(found, blip, source, paint)
    crop = fill.find(qname("a:srcRect"))
    if crop is not None and crop.attrib:
        found = found.crop(_crop(crop, found.size))
    if fill.find(qname("a:tile")) is not None:
        found = _tiled(found, size)
    found = found.resize(size)
    faded = blip.find(qname("a:alphaModFix"))
    if faded is not None:
        share = int(faded.get("amt", str(SHARE))) / SHARE
        found.putalpha(found.getchannel("A").point(lambda v: round(v * share)))
    return found


def _two_tones(
    picture: Image.Image, blip: XmlNode, source: FillSource, paint: Paint | None
) -> Image.Image:
    """Return a picture in two colours, if it asks for that (ECMA-376 Part 1, 20.1.8.23)."""
    tones = blip.find(qname("a:duotone"))
    if tones is None:
        return picture
    wrapped = []
    for one in tones:
        holder = tones.makeelement(tones.tag, {})
        holder.append(deepcopy(one))
        wrapped.append(source.scheme.paint(holder, paint))
    dark, light = [*wrapped, None, None][:2]
    if dark is None or light is None:
        return picture
    grey = picture.convert("L")
    bands = [
        grey.point([round(a + (b - a) * v / 255) for v in range(256)])
        for a, b in zip(_rgba(dark)[:3], _rgba(light)[:3], strict=True)
    ]
    return Image.merge("RGBA", [*bands, picture.getchannel("A")])


def open_picture(blob: bytes, size: tuple[int, int] | None = None) -> Image.Image | None:
    """Return a media part as RGBA; None for vector formats and what is broken or huge."""
    try:
        width, height = picture_header(blob).size
        if width * height > MOST_PIXELS:
            return None
        return load_picture(blob, size).convert("RGBA")
    except PictureError:
        return None


def _crop(crop: XmlNode, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (
        min(max(int(crop.get(k, "0").rstrip("%")) / SHARE, 0.0), 0.95) for k in "ltrb"
    )
    x, y = round(left * size[0]), round(top * size[1])
    return x, y, max(round((1 - right) * size[0]), x + 1), max(round((1 - bottom) * size[1]), y + 1)


def _tiled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    made = Image.new("RGBA", size)
    step = max(picture.width // 3, 1), max(picture.height // 3, 1)
    small = picture.resize(step)
    for x in range(0, size[0], step[0]):
        for y in range(0, size[1], step[1]):
            made.paste(small, (x, y))
    return made


def average(picture: Image.Image) -> RGB:
    """Return the mean colour of a picture."""
    one = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(one, tuple)
    return one[0] / 255, one[1] / 255, one[2] / 255
