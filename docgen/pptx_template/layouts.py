"""A template's layout as a `SlideLayout`: its placeholders under our names, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.layout.document import SlideRole
from docgen.placed.documents import Placeholder, PlaceholderKind, SlideLayout
from docgen.placed.items import Rect
from docgen.pptx_template.background import scheme_of
from docgen.pptx_template.deck_styles import Styles
from docgen.pptx_template.file import LayoutIn
from docgen.pptx_template.free_space import BLACK
from docgen.pptx_template.palette import LARGE, TEXT, base_colors, best_on, visible
from docgen.pptx_template.placeholders import TemplatePlaceholder
from docgen.pptx_template.roles import Mapped
from docgen.pptx_template.study import WHITE, Seen, Study
from docgen.pptx_template.text_styles import shown
from docgen.theme.model import Color, contrast

KINDS: Mapping[str, PlaceholderKind] = {
    "title": "title",
    "ctrTitle": "center-title",
    "subTitle": "subtitle",
    "body": "body",
    "obj": "object",
    "pic": "picture",
    "chart": "chart",
    "tbl": "table",
    "dt": "date",
    "ftr": "footer",
    "sldNum": "slide-number",
}
FOOTER_KEYS = {"dt": "date", "ftr": "footer", "sldNum": "slide-number"}


class PlaceMaker:
    """Makes places; keeps the colours and styles that they need, tells what is weak once."""

    def __init__(
        self, study: Study, styles: Styles, palette: Mapping[str, Color], found: Diagnostics
    ) -> None:
        self.study, self.styles, self.palette, self.found = study, styles, palette, found
        self.colors: dict[str, Color] = {}
        self._told: set[str] = set()

    def styled(
        self, seen: Seen, place: TemplatePlaceholder, key: str, style: str, kind: str
    ) -> Placeholder:
        """Return a placeholder whose text has the template's look, in a readable colour."""
        look = shown(place, seen.layout)[0]
        made = self.styles.add(style, look, scheme_of(seen.layout), kind)
        rect = place.rect.inset(*place.insets)
        token = self.readable(seen, rect, made.color, made.size, made.bold)
        if token != made.color:
            self.styles.recolored(style, token)
        return Placeholder(
            key,
            KINDS[place.type],
            place.idx,
            place.rect,
            style,
            place.anchor,
            place.insets,
            place.name,
            place.number,
        )

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

    def footer(self, seen: Seen, place: TemplatePlaceholder) -> Placeholder:
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
            codes.TEMPLATE_CONTRAST,
            layout,
            f"text on its background has a contrast of {ratio:.1f}:1, needs {needed:g}:1",
            warn=True,
        )

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


def text_place(place: TemplatePlaceholder, key: str) -> Placeholder:
    return Placeholder(
        key,
        KINDS[place.type],
        place.idx,
        place.rect,
        "body",
        place.anchor,
        place.insets,
        place.name,
        place.number,
    )


NATIVE: Mapping[SlideRole, tuple[str, str]] = {
    "picture": ("picture", "pic"),
    "chart": ("chart", "chart"),
    "table": ("table", "tbl"),
}
TITLE_STYLES: Mapping[SlideRole, str] = {"title": "center-title", "section": "section-title"}
CALM_STEP = 4.0
"""A title's ground is looked at in strips of so many points."""


class LayoutMaker(PlaceMaker):
    """Makes the layouts of a deck's master; keeps the colours that they need."""

    def make(self, mapped: Mapped) -> SlideLayout:
        """Return the layout for a role."""
        role, seen = mapped.role, self.study.of(mapped.layout)
        region = self._region(role, seen)
        title = self._title(role, seen, region)
        region = _below(region, title)
        places: list[Placeholder] = [title]
        if role in ("title", "section"):
            places += self._subtitle(role, seen, title)
            region = self._details(seen, places) if role == "title" else region
        kicker, region = self._kicker(role, seen, title, region)
        places += kicker
        places += self._bodies(role, seen, region)
        places += [self.footer(seen, p) for p in seen.footers]
        self._tell_region(role, seen, region)
        text = self._text_token(seen, region)
        ground = self._ground_token(role, seen, region)
        return SlideLayout(
            role,
            seen.layout.name,
            tuple(places),
            (),
            ground,
            region,
            part=str(seen.layout.part.partname),
            text=text,
            align=self.styles.styles[title.style].align if role == "title" else None,
        )

    # -- region ------------------------------------------------------------------------

    def _region(self, role: SlideRole, seen: Seen) -> Rect:
        if role in NATIVE:
            place = seen.of_type(NATIVE[role][1])
            if place is not None and place.area > 0.2 * seen.company.width * seen.company.height:
                return place.rect
        box = seen.region
        if len(seen.texts) == 1 and box == seen.texts[0].rect:
            return box.inset(*seen.texts[0].insets)
        if role == "two-content" and seen.texts and box == seen.body_box:
            left, top, right, bottom = seen.texts[0].insets
            return box.inset(left, top, right, bottom)
        return box

    def _tell_region(self, role: SlideRole, seen: Seen, region: Rect) -> None:
        if role != "title" and seen.texts and seen.region != seen.body_box:
            self.tell(
                codes.TEMPLATE_BODY_MOVED,
                seen.layout,
                "its body stands on decorations: text goes where the layout is free",
            )

    def _text_token(self, seen: Seen, region: Rect) -> str | None:
        """Return the colour of text where the layout's ground isn't the deck's."""
        ground = seen.ground.main(region)
        if seen.ground.contrast(region, self.palette["text"].rgb) >= TEXT:
            return None
        scheme = base_colors(scheme_of(seen.layout))
        best = best_on((scheme["text"], scheme["background"]), ground)
        if contrast(best.rgb, ground) <= contrast(self.palette["text"].rgb, ground):
            return None
        return self.keep(replace(best, token=f"slot-{best.token}"))

    def _ground_token(self, role: SlideRole, seen: Seen, region: Rect) -> str:
        """Return the main colour behind the text, for slides drawn as PDF."""
        rgb = seen.ground.main(region)
        return self.keep(Color(f"ground-{role}", f"ground-{role}", rgb=rgb))

    # -- titles ------------------------------------------------------------------------

    def _title(self, role: SlideRole, seen: Seen, region: Rect) -> Placeholder:
        name = TITLE_STYLES.get(role, "title")
        if seen.title is None:
            rect = self._title_box(role, seen, region)
            made = self.own("title", rect, name, "Title", seen)
            return replace(made, kind="title")
        style = name if role in TITLE_STYLES or role == "content" else f"{role}-title"
        made = self.styled(seen, seen.title, "title", style, "title")
        return replace(made, calm=self._calm(seen, made))

    def _calm(self, seen: Seen, title: Placeholder) -> float:
        """Return how high a title may grow and read as well as in its box, in points."""
        rgb = self.styles.colors[self.styles.styles[title.style].color].rgb
        least = min(seen.ground.contrast(title.rect, rgb), LARGE)
        high = title.rect.height
        while high < seen.company.height / 2:
            taller = replace(title.rect, height=high + CALM_STEP)
            if title.anchor == "bottom":
                taller = taller.moved(0, title.rect.bottom - taller.bottom)
            if seen.ground.contrast(taller, rgb) < least:
                return high
            high += CALM_STEP
        return inf

    def _title_box(self, role: SlideRole, seen: Seen, region: Rect) -> Rect:
        """Return where a title goes on a layout without: over the region, or clear of texts."""
        high = self.styles.lengths["title-height"]
        if role in TITLE_STYLES and seen.texts:
            edge = seen.company.width * 0.05
            page = Rect(edge, edge, seen.company.width - 2 * edge, seen.company.height - 2 * edge)
            free = seen.free.without([p.rect for p in seen.texts], 4.0).largest(page)
            if free is not None and free.height >= high:
                tall = min(high * 2, free.height)
                return Rect(free.x, free.bottom - tall, free.width, tall)
        return Rect(region.x, region.y, region.width, high)

    # -- what stands by the title --------------------------------------------------------

    def _subtitle(self, role: SlideRole, seen: Seen, title: Placeholder) -> Iterator[Placeholder]:
        place = seen.of_type("subTitle") or next(iter(seen.texts), None)
        if place is not None and _shared_area(place.rect, title.rect) < 0.3 * place.area:
            style = "subtitle" if role == "title" else "section-subtitle"
            yield self.styled(seen, place, "subtitle", style, "body")
            return
        tall = self.styles.styles["subtitle"].leading * 2
        below = Rect(title.rect.x, title.rect.bottom, title.rect.width, tall).inset(
            title.insets[0], 0, title.insets[2], 0
        )
        style = self.aligned("subtitle", title, role)
        yield self.own("subtitle", below, style, "Subtitle", seen)

    def _details(self, seen: Seen, places: list[Placeholder]) -> Rect:
        """Return where a title slide's small print goes: under the lowest text, else free."""
        low = max(places, key=lambda p: p.rect.bottom)
        tall = self.styles.styles["small"].leading * 3.2
        edge = seen.company.height * 0.04
        x, wide = low.rect.x + low.insets[0], low.rect.width - low.insets[0] - low.insets[2]
        below = Rect(x, low.rect.bottom + 4, wide, tall)
        if below.bottom <= seen.company.height - edge and seen.free.share(below) > 0.9:
            return Rect(x, below.y, wide, min(tall * 1.6, seen.company.height - edge - below.y))
        free = seen.free.without([p.rect for p in places])
        page = Rect(edge, edge, seen.company.width - 2 * edge, seen.company.height - 2 * edge)
        found = free.largest(page)
        if found is not None and found.height >= tall and found.width >= 0.3 * page.width:
            high = min(tall * 1.6, found.height)
            return Rect(found.x, found.bottom - high, found.width, high)
        return self._most_readable(seen, [p.rect for p in places], page, tall)

    def _most_readable(self, seen: Seen, taken: list[Rect], page: Rect, tall: float) -> Rect:
        """Return the strip of a busy ground on which black or white reads best."""
        half = page.width * 0.45
        spans = ((page.x, page.width), (page.x, half), (page.right - half, half))
        strips = [
            Rect(x, page.bottom - tall * (n / 2 + 1), wide, tall)
            for x, wide in spans
            for n in range(int(2 * page.height / tall) - 1)
        ]
        clear = [s for s in strips if all(_shared_area(s, t) <= 0 for t in taken)]

        def reads(one: Rect) -> float:
            best = max(seen.ground.contrast(one, c) for c in (BLACK, WHITE))
            return min(best, 1.2 * TEXT)

        return max(clear or strips, key=lambda s: (reads(s), s.width, s.y))

    def _kicker(
        self, role: SlideRole, seen: Seen, title: Placeholder, region: Rect
    ) -> tuple[list[Placeholder], Rect]:
        """Place the line above the title: there if it is free, else on top of the region."""
        tall = round(self.styles.styles["kicker"].leading + 1, 2)
        top = _text_top(title, self.styles)
        box = title.rect.inset(title.insets[0], 0, title.insets[2], 0)
        above = Rect(box.x, top - tall, box.width, tall)
        least = seen.company.height * 0.015
        if above.y >= least and _clear(seen, above):
            style = self.aligned("kicker", title, role)
            return [self.own("kicker", above, style, "Kicker", seen)], region
        if role in ("title", "section"):
            return [], region
        line = Rect(region.x, region.y, region.width, tall)
        rest = Rect(region.x, region.y + tall + 4, region.width, region.height - tall - 4)
        return [self.own("kicker", line, "kicker", "Kicker", seen)], rest

    # -- bodies ------------------------------------------------------------------------

    def _bodies(self, role: SlideRole, seen: Seen, region: Rect) -> list[Placeholder]:
        """Return the places that blocks may fill; the region says where blocks stand."""
        if role in ("title", "section", "blank"):
            return []
        if role in NATIVE:
            key, kind = NATIVE[role]
            place = seen.of_type(kind) or next((p for p in seen.texts if p.type == "obj"), None)
            found = [text_place(place, key)] if place is not None else []
            texts = [p for p in seen.texts if p is not place]
            return found + ([text_place(texts[0], "body")] if texts else [])
        keys = ("body", "body-2")
        return [text_place(p, k) for p, k in zip(seen.texts, keys, strict=False)]


def _clear(seen: Seen, line: Rect) -> bool:
    """Say whether a line of text is free, above and below (a frame may cross it)."""
    half = line.height / 2
    parts = (Rect(line.x, y, line.width, half) for y in (line.y, line.y + half))
    return all(seen.free.share(part) >= 0.9 for part in parts)


def _text_top(title: Placeholder, styles: Styles) -> float:
    """Return where the text of a one-line title begins."""
    line = styles.styles[title.style].leading
    spare = title.rect.height - title.insets[1] - title.insets[3] - line
    top = title.rect.y + title.insets[1]
    share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[title.anchor]
    return top + max(spare, 0.0) * share


def _below(region: Rect, title: Placeholder) -> Rect:
    """Return the region without a title of ours that stands in it."""
    if title.shape or title.rect.y != region.y:
        return region
    cut = title.rect.bottom + 6 - region.y
    return Rect(region.x, region.y + cut, region.width, max(region.height - cut, 1.0))


def _shared_area(one: Rect, two: Rect) -> float:
    wide = min(one.right, two.right) - max(one.x, two.x)
    tall = min(one.bottom, two.bottom) - max(one.y, two.y)
    return max(wide, 0.0) * max(tall, 0.0)
