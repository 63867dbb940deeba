"""What text on a layout stands on: background and decorations painted small, and measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from docgen.ooxml.xml import EMU_PER_POINT, XmlNode, qname
from docgen.placed.items import Rect
from docgen.pptx_template.colors import RGB, Paint, Scheme, local, read_scheme
from docgen.pptx_template.file import Company, LayoutIn, tree
from docgen.pptx_template.fills import FillSource, fill_of, render, styled
from docgen.pptx_template.geometry import Frame, find_xfrm, outlines, read_xfrm
from docgen.pptx_template.placeholders import TemplatePlaceholder, ph_of, shapes
from docgen.theme.model import contrast

WIDE = 264
"""Pixels across the small picture of a slide."""
WORST = 0.04
"""Share of pixels that may be worse than the contrast measured: thin lines, noise."""
CALM = 24
"""Channels may differ by so much (of 255) and still be one ground."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A layout painted without its placeholders. Boxes are in points."""

    picture: Image.Image
    scale: float
    """Pixels a point."""
    known: dict[tuple[int, int, int, int], list[tuple[int, RGB]]] = field(default_factory=dict)
    """Colours under boxes that were asked for, in pixels."""

    def crop(self, rect: Rect) -> Image.Image:
        """Return the pixels under a box."""
        return self.picture.crop(self._pixels(rect))

    def _pixels(self, rect: Rect) -> tuple[int, int, int, int]:
        x, y = max(int(rect.x * self.scale), 0), max(int(rect.y * self.scale), 0)
        right = min(max(round(rect.right * self.scale), x + 1), self.picture.width)
        bottom = min(max(round(rect.bottom * self.scale), y + 1), self.picture.height)
        if right <= x or bottom <= y:
            return (0, 0, 1, 1)
        return (x, y, right, bottom)

    def colors(self, rect: Rect) -> list[tuple[int, RGB]]:
        """Return colours under a box with how often each comes, the most frequent first."""
        pixels = self._pixels(rect)
        if pixels not in self.known:
            small = self.picture.crop(pixels).quantize(48, Image.Quantize.MEDIANCUT)
            listed = small.convert("RGB").getcolors(small.width * small.height) or []
            found = [(n, (c[0] / 255, c[1] / 255, c[2] / 255)) for n, c in listed]  # type: ignore[index]
            self.known[pixels] = sorted(found, key=lambda one: (-one[0], one[1]))
        return self.known[pixels]

    def contrast(self, rect: Rect, rgb: RGB) -> float:
        """Return the contrast of a colour with nearly all pixels under a box (WCAG 2.2)."""
        ratios = sorted((contrast(rgb, color), n) for n, color in self.colors(rect))
        left = WORST * sum(n for _, n in ratios)
        for ratio, count in ratios:
            left -= count
            if left < 0:
                return ratio
        return ratios[-1][0]

    def readable_share(self, rect: Rect, rgb: RGB, needed: float = 4.5) -> float:
        """Return the share of the pixels under a box on which a colour reads."""
        listed = self.colors(rect)
        good = sum(n for n, color in listed if contrast(rgb, color) >= needed)
        return good / max(sum(n for n, _ in listed), 1)

    def main(self, rect: Rect) -> RGB:
        """Return the colour that most of a box has."""
        groups: list[tuple[int, RGB]] = []
        for count, color in self.colors(rect):
            for n, (total, first) in enumerate(groups):
                if _near(first, color):
                    groups[n] = (total + count, first)
                    break
            else:
                groups.append((count, color))
        return max(groups, key=lambda one: one[0])[1]

    def calm(self, rect: Rect) -> float:
        """Return the share of a box that has its main colour, or one near it."""
        main, total, same = self.main(rect), 0, 0
        for count, color in self.colors(rect):
            total += count
            same += count if _near(main, color) else 0
        return same / max(total, 1)


def _near(one: RGB, two: RGB) -> bool:
    return all(abs(a - b) * 255 <= CALM for a, b in zip(one, two, strict=True))


class BackgroundRasteriser:
    """Paints the grounds of a template's layouts; a master is painted once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.scale = WIDE / max(company.width, 1.0)
        self.size = WIDE, max(round(company.height * self.scale), 1)
        self._grounds: dict[int, Ground] = {}
        self._bare: Image.Image | None = None
        """The layout's background without shapes, while it is painted."""

    def ground(self, layout: LayoutIn) -> Ground:
        """Return a layout's ground."""
        if layout.number not in self._grounds:
            self._grounds[layout.number] = Ground(self._paint(layout), self.scale)
        return self._grounds[layout.number]

    def with_fill(self, layout: LayoutIn, place: TemplatePlaceholder) -> Ground:
        """Return a layout's ground with the fill that a placeholder has (or inherits) on it."""
        ground = self.ground(layout)
        found = own_fill(place, layout)
        if found is None:
            return ground
        fill, source, paint = found
        sheet = ground.picture.convert("RGBA")
        self._fill(sheet, place.node, place.rect, fill, source, paint)
        return Ground(sheet.convert("RGB"), self.scale)

    def _paint(self, layout: LayoutIn) -> Image.Image:
        master = layout.master
        sheet = Image.new("RGBA", self.size, "white")
        scheme = _scheme_of(layout)
        mine = FillSource(scheme, layout.part, master.theme, master.theme_part)
        theirs = FillSource(scheme, master.part, master.theme, master.theme_part)
        if not self._background(sheet, layout.node, mine):
            self._background(sheet, master.node, theirs)
        self._bare = sheet.copy()
        if layout.node.get("showMasterSp") not in ("0", "false"):
            self._shapes(sheet, master.node, theirs)
        self._shapes(sheet, layout.node, mine)
        return sheet.convert("RGB")

    def _background(self, sheet: Image.Image, node: XmlNode, source: FillSource) -> bool:
        ground = node.find(f"{qname('p:cSld')}/{qname('p:bg')}")
        if ground is None:
            return False
        fill, paint = fill_of(ground.find(qname("p:bgPr"))), None
        if fill is None:
            found = styled(ground.find(qname("p:bgRef")), source)
            if found is None:
                return False
            fill, paint = found
        drawn = render(fill, self.size, source, paint)
        if drawn is not None:
            sheet.alpha_composite(drawn)
        return drawn is not None

    def _shapes(self, sheet: Image.Image, node: XmlNode, source: FillSource) -> None:
        for shape, frame in shapes(node):
            if ph_of(shape) is None and not _hidden(shape):
                self._shape(sheet, shape, frame, source)

    def _shape(self, sheet: Image.Image, shape: XmlNode, frame: Frame, source: FillSource) -> None:
        box = read_xfrm(find_xfrm(shape))
        if box is None:
            return
        box = frame.rect(box)
        props = shape.find(qname("p:spPr"))
        if local(shape) == "pic":
            self._fill(sheet, shape, box, shape.find(qname("p:blipFill")), source)
        elif local(shape) == "graphicFrame" or _has_text(shape):
            self._stamp(sheet, box)
        if _shows_background(shape):
            self._window(sheet, shape, box)
            self._stroke(sheet, shape, box, source)
            return
        fill = fill_of(props)
        if fill is not None and local(fill) == "grpFill":
            fill = _group_fill(shape)
        if fill is not None and local(shape) == "sp":
            self._fill(sheet, shape, box, fill, source)
        elif fill is None and (found := styled(_reference(shape), source)) is not None:
            self._fill(sheet, shape, box, found[0], source, found[1])
        self._stroke(sheet, shape, box, source)

    def _fill(
        self,
        sheet: Image.Image,
        shape: XmlNode,
        box: Rect,
        fill: XmlNode | None,
        source: FillSource,
        paint: Paint | None = None,
    ) -> None:
        x, y = round(box.x * self.scale), round(box.y * self.scale)
        wide = max(round(box.width * self.scale), 1)
        tall = max(round(box.height * self.scale), 1)
        if fill is None or wide > 20 * WIDE or tall > 20 * WIDE:
            return
        drawn = render(fill, (wide, tall), source, paint)
        if drawn is None:
            return
        layer = Image.new("RGBA", self.size)
        layer.paste(drawn, (x, y))
        if local(shape) != "pic":
            empty = Image.new("RGBA", self.size)
            layer = Image.composite(layer, empty, self._mask(shape, box))
        sheet.alpha_composite(layer)

    def _mask(self, shape: XmlNode, box: Rect) -> Image.Image:
        """Return where a shape is."""
        mask = Image.new("L", self.size)
        pen = ImageDraw.Draw(mask)
        for points in outlines(shape, box):
            pen.polygon([(px * self.scale, py * self.scale) for px, py in points], fill=255)
        return mask

    def _window(self, sheet: Image.Image, shape: XmlNode, box: Rect) -> None:
        """Show the slide's background in a shape, whatever lies under it (``useBgFill``)."""
        if self._bare is not None:
            sheet.paste(self._bare, (0, 0), self._mask(shape, box))

    def _stroke(self, sheet: Image.Image, shape: XmlNode, box: Rect, source: FillSource) -> None:
        line = shape.find(f"{qname('p:spPr')}/{qname('a:ln')}")
        paint = source.scheme.paint(fill_of(line)) if line is not None else None
        if line is None or paint is None:
            return
        wide = max(round(int(line.get("w", "9525")) / EMU_PER_POINT * self.scale), 1)
        color = tuple(round(c * 255) for c in paint.rgb)
        pen = ImageDraw.Draw(sheet)
        if local(shape) == "cxnSp":
            rows = [[(box.x, box.y), (box.right, box.bottom)]]
        else:
            rows = [[*points, points[0]] for points in outlines(shape, box) if points]
        for points in rows:
            pen.line([(x * self.scale, y * self.scale) for x, y in points], fill=color, width=wide)

    def _stamp(self, sheet: Image.Image, box: Rect) -> None:
        """Mark what can't be drawn here (text, tables) so that the place isn't taken for free."""
        x, y = round(box.x * self.scale), round(box.y * self.scale)
        right, bottom = round(box.right * self.scale), round(box.bottom * self.scale)
        pen = ImageDraw.Draw(sheet)
        for at in range(y, bottom, 2):  # on black and white nothing reads
            pen.line([(x, at), (right, at)], fill="black" if at % 4 < 2 else "white")


def own_fill(
    place: TemplatePlaceholder, layout: LayoutIn
) -> tuple[XmlNode, FillSource, Paint | None] | None:
    """Return the fill that a placeholder has, or inherits from its master; None if there is none."""
    scheme, master = _scheme_of(layout), layout.master
    for shape, part in ((place.node, layout.part), (place.parent, master.part)):
        if shape is None:
            continue
        source = FillSource(scheme, part, master.theme, master.theme_part)
        if _shows_background(shape):
            return None
        fill = fill_of(shape.find(qname("p:spPr")))
        if fill is not None:
            return None if local(fill) == "noFill" else (fill, source, None)
        if (found := styled(_reference(shape), source)) is not None:
            return found[0], source, found[1]
    return None


def _scheme_of(layout: LayoutIn) -> Scheme:
    """Return the colours on a layout, whose own map may differ from the master's."""
    scheme = layout.master.scheme
    for rel in layout.part.rels.values():
        if rel.reltype.endswith("/themeOverride") and not rel.is_external:
            own = read_scheme(tree(rel.target_part), layout.master.node.find(qname("p:clrMap")))
            scheme = Scheme(own.slots, scheme.names)
    path = f"{qname('p:clrMapOvr')}/{qname('a:overrideClrMapping')}"
    changed = layout.node.find(path)
    if changed is None:
        return scheme
    names = {str(k): str(v) for k, v in changed.attrib.items()}
    return Scheme(scheme.slots, {**scheme.names, **names})


def scheme_of(layout: LayoutIn) -> Scheme:
    """Return the colours that names such as ``tx1`` have on a layout."""
    return _scheme_of(layout)


def _shows_background(shape: XmlNode) -> bool:
    """Say whether a shape is filled with the slide's background (ECMA-376 Part 1, 19.3.1.43)."""
    return shape.get("useBgFill") in ("1", "true")


def _reference(shape: XmlNode) -> XmlNode | None:
    style = shape.find(qname("p:style"))
    return style.find(qname("a:fillRef")) if style is not None else None


def _group_fill(shape: XmlNode) -> XmlNode | None:
    """Return the fill of the nearest group around a shape that has one (``a:grpFill``)."""
    for group in shape.iterancestors(qname("p:grpSp")):
        fill = fill_of(group.find(qname("p:grpSpPr")))
        if fill is None or local(fill) != "grpFill":
            return fill
    return None


def _hidden(shape: XmlNode) -> bool:
    return any(one.get("hidden") in ("1", "true") for one in shape.iter(qname("p:cNvPr")))


def _has_text(shape: XmlNode) -> bool:
    return any((one.text or "").strip() for one in shape.iter(qname("a:t")))
