"""Placeholders of a template and places of ours, each with a style that reads on its ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docgen.diagnostics import Diagnostics, Location
from docgen.layout.document import SlideRole
from docgen.layout.theme import Color
from docgen.pptx.template.deckstyle import Styles
from docgen.pptx.template.ground import scheme_of
from docgen.pptx.template.opened import LayoutIn
from docgen.pptx.template.palette import LARGE, TEXT, base_colors, best_on, visible
from docgen.pptx.template.places import Place
from docgen.pptx.template.study import Seen, Study
from docgen.pptx.template.textstyle import shown
from docgen.typeset.items import Rect
from docgen.typeset.placed import Placeholder, PlaceholderKind

KINDS: Mapping[str, PlaceholderKind] = {
    "title": "title", "ctrTitle": "center-title", "subTitle": "subtitle", "body": "body",
    "obj": "object", "pic": "picture", "chart": "chart", "tbl": "table", "dt": "date",
    "ftr": "footer", "sldNum": "slide-number",
}  # fmt: skip
FOOTER_KEYS = {"dt": "date", "ftr": "footer", "sldNum": "slide-number"}


class PlaceMaker:
    """Makes places; keeps the colours and styles that they need, tells what is weak once."""

    def __init__(
        self, study: Study, styles: Styles, palette: Mapping[str, Color], found: Diagnostics
    ) -> None:
        self.study, self.styles, self.palette, self.found = study, styles, palette, found
        self.colors: dict[str, Color] = {}
        self._told: set[str] = set()

    def styled(self, seen: Seen, place: Place, key: str, style: str, kind: str) -> Placeholder:
        """Return a placeholder whose text has the template's look, in a readable colour."""
        look = shown(place, seen.layout)[0]
        made = self.styles.add(style, look, scheme_of(seen.layout), kind)
        rect = place.rect.inset(*place.insets)
        token = self.readable(seen, rect, made.color, made.size, made.bold)
        if token != made.color:
            self.styles.recolored(style, token)
        return Placeholder(
            key, KINDS[place.type], place.idx, place.rect, style, place.anchor, place.insets,
            place.name, place.number,
        )  # fmt: skip

    def readable(self, seen: Seen, rect: Rect, token: str, size: float, bold: bool) -> str:
        """Return a colour that reads on the pixels under a box: as designed, else another."""
        large = size >= 18 or (bold and size >= 14)
        needed = LARGE if large else TEXT
        color = self.styles.colors[token]
        ratio = seen.ground.contrast(rect, color.rgb)
        if ratio >= needed:
            return token
        base = base_colors(scheme_of(seen.layout))
        choices = (base["text"], base["background"], base["ink"])
        best = max(choices, key=lambda c: seen.ground.contrast(rect, c.rgb))
        reached = seen.ground.contrast(rect, best.rgb)
        if reached <= ratio * 1.15:
            self.weak(seen.layout, ratio, needed)
            return token
        if reached < needed:
            self.weak(seen.layout, reached, needed)
        return self.styles.color(replace(best, token=f"slot-{best.token}"))

    def footer(self, seen: Seen, place: Place) -> Placeholder:
        key = FOOTER_KEYS[place.type]
        style = f"{key}-{seen.layout.number}"
        look = shown(place, seen.layout)[0]
        made = self.styles.add(style, look, scheme_of(seen.layout), "footer")
        color = self.styles.colors[made.color]
        if seen.ground.contrast(place.rect, color.rgb) < LARGE:
            ground = seen.ground.main(place.rect)
            base = base_colors(scheme_of(seen.layout))
            best = best_on((base["text"], base["background"]), ground)
            self.styles.recolored(style, self.keep(replace(best, token=f"slot-{best.token}")))
        return replace(text_place(place, key), style=style)

    def weak(self, layout: LayoutIn, ratio: float, needed: float) -> None:
        self.tell(
            "DG706", layout,
            f"text on its background has a contrast of {ratio:.1f}:1, needs {needed:g}:1",
            warn=True,
        )  # fmt: skip

    def aligned(self, style: str, title: Placeholder, role: SlideRole) -> str:
        """Return a style of the title's alignment."""
        align = self.styles.styles[title.style].align
        if align == self.styles.styles[style].align:
            return style
        name = f"{role}-{style}"
        self.styles.styles[name] = replace(self.styles.styles[style], name=name, align=align)
        return name

    def own(self, key: str, rect: Rect, style: str, name: str, seen: Seen) -> Placeholder:
        """Return a place that the template lacks: a text box of ours, readable on its ground."""
        start = self.styles.styles[style]
        color = self.palette.get(start.color) or self.styles.colors[start.color]
        used = style
        if seen.ground.contrast(rect, color.rgb) < TEXT:
            base = base_colors(scheme_of(seen.layout))
            mended = visible(color, seen.ground.main(rect), TEXT)
            choices = (mended, base["text"], base["background"])
            better = max(choices, key=lambda c: min(seen.ground.contrast(rect, c.rgb), TEXT))
            if (reached := seen.ground.contrast(rect, better.rgb)) < LARGE:
                self.weak(seen.layout, reached, TEXT)
            used = f"{style}-{seen.layout.number}"
            token = self.keep(replace(better, token=f"{color.token}-{seen.layout.number}"))
            self.styles.styles[used] = replace(start, color=token)
        return Placeholder(key, "body", -1, rect, used, "top", name=name)

    def tell(self, code: str, layout: LayoutIn, message: str, warn: bool = False) -> None:
        text = f'layout {layout.number} "{layout.name}": {message}'
        if text in self._told:
            return
        self._told.add(text)
        at = Location(self.study.company.path)
        hint = "`docgen inspect` shows the layouts; [template.layouts] chooses others"
        (self.found.warn if warn else self.found.notice)(code, text, at, hint)

    def keep(self, color: Color) -> str:
        self.colors[color.token] = color
        return color.token


def text_place(place: Place, key: str) -> Placeholder:
    return Placeholder(
        key, KINDS[place.type], place.idx, place.rect, "body", place.anchor, place.insets,
        place.name, place.number,
    )  # fmt: skip
