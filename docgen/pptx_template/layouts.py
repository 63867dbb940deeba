"""A template's layout as a `SlideLayout`: its placeholders under our names, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.layout.document import SlideRole
from docgen.placed.documents import Placeholder, PlaceholderKind, SlideLayout
from docgen.placed.items import Rect, ShapeItem
from docgen.placed.overlaps import clear_of, overlap
from docgen.pptx_template.background import Ground, own_fill, scheme_of
from docgen.pptx_template.colors import RGB
from docgen.pptx_template.deck_styles import Styles
from docgen.pptx_template.file import LayoutIn
from docgen.pptx_template.free_space import BLACK
from docgen.pptx_template.palette import (
    BLACK_INK,
    LARGE,
    TEXT,
    WHITE_INK,
    base_colors,
    best_on,
    visible,
)
from docgen.pptx_template.placeholders import TemplatePlaceholder
from docgen.pptx_template.roles import Mapped
from docgen.pptx_template.study import WHITE, Seen, Study
from docgen.pptx_template.text_styles import shown
from docgen.theme.model import Color, Style, contrast

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
        self.slot = ""
        """Of the layout being made, before the names of its own styles and colours: its role, or
        the layout's number where a slide asked for it by name."""
        self._told: set[str] = set()

    def styled(
        self, seen: Seen, place: TemplatePlaceholder, key: str, style: str, kind: str
    ) -> Placeholder:
        """Return a placeholder whose text has the template's look, in a readable colour."""
        look = shown(place, seen.layout)[0]
        made = self.styles.add(style, look, scheme_of(seen.layout), kind)
        rect = place.rect.inset(*place.insets)
        ground = seen.ground_of(place.number)
        token = self.readable(seen, ground, rect, made)
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

    def readable(self, seen: Seen, ground: Ground, rect: Rect, style: Style) -> str:
        """Return a colour that reads on the pixels under a box: as designed, else another.

        What doesn't reach 4.5:1 is told, large text too, which may be as low as 3:1.
        """
        large = style.size >= 18 or (style.bold and style.size >= 14)
        needed = LARGE if large else TEXT
        color = self.styles.colors[style.color]
        ratio = ground.contrast(rect, color.rgb)
        if ratio >= needed:
            if ratio < TEXT:
                self.weak(seen.layout, ratio, TEXT, f"large text ({style.name})")
            return style.color
        base = base_colors(scheme_of(seen.layout))
        choices = [base["text"], base["background"], base["ink"]]
        if all(ground.contrast(rect, c.rgb) < needed for c in choices):
            choices += [BLACK_INK, WHITE_INK]
        best = max(choices, key=lambda c: ground.contrast(rect, c.rgb))
        reached = ground.contrast(rect, best.rgb)
        if reached <= ratio * 1.15:
            self.weak(seen.layout, ratio, TEXT)
            return style.color
        if reached < TEXT:
            self.weak(seen.layout, reached, TEXT)
        return self.styles.color(replace(best, token=f"slot-{best.token}"))

    def footer(self, seen: Seen, place: TemplatePlaceholder) -> Placeholder:
        key = FOOTER_KEYS[place.type]
        style = f"{key}-{seen.layout.number}"
        look = shown(place, seen.layout)[0]
        made = self.styles.add(style, look, scheme_of(seen.layout), "footer")
        color = self.styles.colors[made.color]
        under = seen.ground_of(place.number)
        ratio = under.contrast(place.rect, color.rgb)
        if ratio < TEXT:
            ground = under.main(place.rect)
            base = base_colors(scheme_of(seen.layout))
            choices = [visible(color, ground, TEXT), base["text"], base["background"]]
            best = next((c for c in choices if under.contrast(place.rect, c.rgb) >= TEXT), None)
            best = best or max(choices, key=lambda c: under.contrast(place.rect, c.rgb))
            if (reached := under.contrast(place.rect, best.rgb)) < TEXT:
                self.weak(seen.layout, reached, TEXT, key.replace("-", " "))
            name = f"{style}-{best.token}"
            self.styles.recolored(style, self.keep(replace(best, token=name)))
        return replace(text_place(place, key), style=style)

    def weak(self, layout: LayoutIn, ratio: float, needed: float, what: str = "text") -> None:
        self.tell(
            codes.TEMPLATE_CONTRAST,
            layout,
            f"{what} on its background has a contrast of {ratio:.1f}:1, needs {needed:g}:1",
            warn=True,
        )

    def aligned(self, style: str, title: Placeholder) -> str:
        """Return a style of the title's alignment."""
        align = self.styles.styles[title.style].align
        if align == self.styles.styles[style].align:
            return style
        name = f"{self.slot}-{style}"
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
            choices = (mended, base["text"], base["background"], BLACK_INK, WHITE_INK)
            better = max(choices, key=lambda c: min(seen.ground.contrast(rect, c.rgb), TEXT))
            if (reached := seen.ground.contrast(rect, better.rgb)) < TEXT:
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
        token = self.styles.color(color)
        self.colors[token] = self.styles.colors[token]
        return token


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
OPENINGS = ("title", "section")
LEAST_TITLE, EMBLEM_GAP = 0.6, 6.0
"""Share of its width that a title beside a logo keeps, and the points between the two."""
LEAST_PART = 36.0
"""Height in points that a part of a subtitle's box has at least."""
CALM_STEP = 4.0
"""A title's ground is looked at in strips of so many points."""


class LayoutMaker(PlaceMaker):
    """Makes the layouts of a deck's master; keeps the colours that they need."""

    def make(self, mapped: Mapped) -> SlideLayout:
        """Return the layout for a role."""
        role, seen = mapped.role, self.study.of(mapped.layout)
        self.slot = f"layout-{mapped.layout.number}" if mapped.company else role
        region = self._region(role, seen)
        title = self._title(role, seen, region)
        region = _below(region, title)
        places: list[Placeholder] = [title]
        if role in ("title", "section"):
            places += self._subtitle(role, seen, title)
            region = self._details(seen, places) if role == "title" else region
        kicker, region = self._kicker(role, seen, places, region)
        places += kicker
        text = self._text_token(seen, region)
        bodies = self._bodies(role, seen, region, text)
        places += bodies
        # A layout may have two of a kind, one on the other: a slide shows one.
        footers = {p.type: p for p in reversed(seen.footers)}
        places += [self.footer(seen, p) for p in seen.footers if footers[p.type] is p]
        self._tell_region(role, seen, region)
        ground = self._ground_token(seen, region)
        return SlideLayout(
            role,
            seen.layout.name,
            tuple(places),
            tuple(self._panels(seen, places)),
            ground,
            region,
            part=str(seen.layout.part.partname),
            text=text,
            align=self.styles.styles[title.style].align if role == "title" else None,
            company=mapped.company,
        )

    def _panels(self, seen: Seen, places: Sequence[Placeholder]) -> Iterator[ShapeItem]:
        """Yield the fills of filled placeholders, for slides drawn as PDF."""
        for place in places:
            ours = next((p for p in seen.places if p.number == place.shape), None)
            if ours is None or place.unfilled or own_fill(ours, seen.layout) is None:
                continue
            rgb = seen.ground_of(place.shape).main(place.rect)
            token = f"fill-{self.slot}-{place.key}"
            yield ShapeItem(place.rect, fill=self.keep(Color(token, token, rgb=rgb)))

    # -- region ------------------------------------------------------------------------

    def _region(self, role: SlideRole, seen: Seen) -> Rect:
        title = [seen.title.rect] if seen.title is not None else []
        taken = [*title, *(p.rect for p in seen.footers)]
        if role not in OPENINGS:
            taken += seen.emblems
        if role in NATIVE:
            place = seen.of_type(NATIVE[role][1])
            if place is not None and place.area > 0.2 * seen.company.width * seen.company.height:
                return clear_of(seen.within_page(place.rect), taken)
        box = seen.region
        inner = self._inner_box(seen)
        return clear_of(box, [*taken]) if inner is None else inner

    def _inner_box(self, seen: Seen) -> Rect | None:
        """Return the box inside the insets of the body (or bodies) that the region is made of."""
        row = seen.body_row
        if not row or seen.region != seen.body_box:
            return None
        first, last = row[0].insets, row[-1].insets
        box = seen.region
        edges = [p.rect for p in row]
        left = first[0] if abs(min(r.x for r in edges) - box.x) < 0.5 else 0.0
        right = last[2] if abs(max(r.right for r in edges) - box.right) < 0.5 else 0.0
        top = first[1] if abs(min(r.y for r in edges) - box.y) < 0.5 else 0.0
        bottom = first[3] if abs(max(r.bottom for r in edges) - box.bottom) < 0.5 else 0.0
        return box.inset(left, top, right, bottom)

    def _tell_region(self, role: SlideRole, seen: Seen, region: Rect) -> None:
        if role not in ("title", "section") and seen.bodies and seen.region != seen.body_box:
            self.tell(
                codes.TEMPLATE_BODY_MOVED,
                seen.layout,
                "its body stands on decorations: text goes where the layout is free",
            )

    def _text_token(self, seen: Seen, region: Rect) -> str | None:
        """Return the colour of text where the layout's ground isn't the deck's."""
        ground = seen.ground.main(region)
        now = seen.ground.contrast(region, self.palette["text"].rgb)
        if now >= TEXT:
            return None
        scheme = base_colors(scheme_of(seen.layout))
        best = best_on((scheme["text"], scheme["background"]), ground)
        if contrast(best.rgb, ground) < TEXT:
            best = best_on((best, BLACK_INK, WHITE_INK), ground)
        better = contrast(best.rgb, ground) > contrast(self.palette["text"].rgb, ground)
        reached = seen.ground.contrast(region, best.rgb) if better else now
        if reached < TEXT:
            self.weak(seen.layout, reached, TEXT)
        return self.keep(replace(best, token=f"slot-{best.token}")) if better else None

    def _ground_token(self, seen: Seen, region: Rect) -> str:
        """Return the main colour behind the text, for slides drawn as PDF."""
        rgb = seen.ground.main(region)
        return self.keep(Color(f"ground-{self.slot}", f"ground-{self.slot}", rgb=rgb))

    # -- titles ------------------------------------------------------------------------

    def _title(self, role: SlideRole, seen: Seen, region: Rect) -> Placeholder:
        name = TITLE_STYLES.get(role, "title")
        if seen.title is None:
            rect = self._title_box(role, seen, region)
            made = self.own("title", rect, name, "Title", seen)
            return replace(made, kind="title")
        decks_own = self.slot == role and (role in TITLE_STYLES or role == "content")
        style = name if decks_own else f"{self.slot}-title"
        made = self.styled(seen, seen.title, "title", style, "title")
        made = replace(made, rect=self._beside_emblems(seen, made))
        return replace(made, calm=self._calm(seen, made))

    def _beside_emblems(self, seen: Seen, title: Placeholder) -> Rect:
        """Return a title's box without the parts, left and right, where logos stand.

        A centred title is cut as much on both sides; one that would lose too much stays.
        """
        box = title.rect
        left, right = box.x, box.right
        for one in seen.emblems:
            if overlap(one, box) <= 0.1 * one.width * one.height:
                continue
            if one.x + one.width / 2 > box.x + box.width / 2:
                right = min(right, one.x - EMBLEM_GAP)
            else:
                left = max(left, one.right + EMBLEM_GAP)
        if self.styles.styles[title.style].align == "center":
            cut = max(left - box.x, box.right - right)
            left, right = box.x + cut, box.right - cut
        if right - left < LEAST_TITLE * box.width:
            return box
        return Rect(left, box.y, right - left, box.height)

    def _calm(self, seen: Seen, title: Placeholder) -> float:
        """Return how high a title may grow and read as well as in its box, in points."""
        rgb = self.styles.colors[self.styles.styles[title.style].color].rgb
        place = next((p for p in seen.places if p.number == title.shape), None)
        if place is not None and own_fill(place, seen.layout) is not None:
            return inf  # the fill grows with it
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
        if place is not None and overlap(place.rect, title.rect) < 0.3 * place.area:
            style = "subtitle" if role == "title" else "section-subtitle"
            style = style if self.slot == role else f"{self.slot}-subtitle"
            made = self.styled(seen, place, "subtitle", style, "body")
            rgb = self.styles.colors[self.styles.styles[style].color].rgb
            box = clear_of(place.rect, [title.rect])
            yield replace(made, rect=_reading_part(seen.ground_of(place.number), box, rgb))
            return
        tall = self.styles.styles["subtitle"].leading * 2
        below = Rect(title.rect.x, title.rect.bottom, title.rect.width, tall).inset(
            title.insets[0], 0, title.insets[2], 0
        )
        style = self.aligned("subtitle", title)
        yield self.own("subtitle", below, style, "Subtitle", seen)

    def _details(self, seen: Seen, places: list[Placeholder]) -> Rect:
        """Return where a title slide's small print goes.

        Under the lowest text, else where the slide is free, else in the lower part of the
        subtitle's box, which is cut for that in `places`.
        """
        low = max(places, key=lambda p: p.rect.bottom)
        tall = self.styles.styles["small"].leading * 3.2
        edge = seen.company.height * 0.04
        taken = [*(p.rect for p in places), *(p.rect for p in seen.footers)]
        x, wide = low.rect.x + low.insets[0], low.rect.width - low.insets[0] - low.insets[2]
        below = Rect(x, low.rect.bottom + 4, wide, tall)
        covered = any(overlap(below, one) > 0 for one in taken)
        inside = below.bottom <= seen.company.height - edge
        if inside and not covered and seen.free.share(below) > 0.9:
            high = min(tall * 1.6, seen.company.height - edge - below.y)
            return clear_of(Rect(x, below.y, wide, high), taken)
        free = seen.free.without(taken)
        page = Rect(edge, edge, seen.company.width - 2 * edge, seen.company.height - 2 * edge)
        found = free.largest(page)
        if found is not None and found.height >= tall and found.width >= 0.3 * page.width:
            high = min(tall * 1.6, found.height)
            return Rect(found.x, found.bottom - high, found.width, high)
        box = places[-1].rect
        if len(places) > 1 and box.height >= 2.5 * tall and box.width >= 0.3 * page.width:
            shorter = Rect(box.x, box.y, box.width, box.height - tall - 4)
            places[-1] = replace(places[-1], rect=shorter)
            inner = box.inset(places[-1].insets[0], 0, places[-1].insets[2], 0)
            return Rect(inner.x, box.bottom - tall, inner.width, tall)
        title = places[0].rect
        if title.height >= 3.2 * tall and title.width >= 0.3 * page.width:
            shorter = Rect(title.x, title.y, title.width, title.height - tall - 4)
            places[0] = replace(places[0], rect=shorter)
            left, _, right, _ = places[0].insets
            wide = title.width - left - right
            return Rect(title.x + left, title.bottom - tall, wide, tall)
        return self._most_readable(seen, taken, page, tall)

    def _most_readable(self, seen: Seen, taken: list[Rect], page: Rect, tall: float) -> Rect:
        """Return the strip of a busy ground on which black or white reads best."""
        half = page.width * 0.45
        spans = ((page.x, page.width), (page.x, half), (page.right - half, half))
        strips = [
            Rect(x, page.bottom - tall * (n / 2 + 1), wide, tall)
            for x, wide in spans
            for n in range(int(2 * page.height / tall) - 1)
        ]
        clear = [s for s in strips if all(overlap(s, t) <= 0 for t in taken)]

        def reads(one: Rect) -> float:
            best = max(seen.ground.contrast(one, c) for c in (BLACK, WHITE))
            return min(best, 1.2 * TEXT)

        return max(clear or strips, key=lambda s: (reads(s), s.width, s.y))

    def _kicker(
        self, role: SlideRole, seen: Seen, places: Sequence[Placeholder], region: Rect
    ) -> tuple[list[Placeholder], Rect]:
        """Place the line above the title: there if it is free, else on top of the region.

        On a cover without room there, it goes where the slide is free.
        """
        title = places[0]
        tall = round(self.styles.styles["kicker"].leading + 1, 2)
        top = _text_top(title, self.styles)
        box = title.rect.inset(title.insets[0], 0, title.insets[2], 0)
        above = Rect(box.x, top - tall, box.width, tall)
        taken = [p.rect for p in places[1:]]
        ours = next((p for p in seen.places if p.number == title.shape), None)
        if ours is not None and own_fill(ours, seen.layout) is not None:
            above = Rect(box.x, title.rect.y - tall - 2, box.width, tall)
            taken.append(title.rect)
        taken += [p.rect for p in seen.footers]
        least = seen.company.height * 0.015
        covered = any(overlap(above, one) > 0 for one in taken)
        inside = above.x >= 0 and above.right <= seen.company.width
        if above.y >= least and inside and not covered and _clear(seen, above):
            style = self.aligned("kicker", title)
            return [self.own("kicker", above, style, "Kicker", seen)], region
        if role in ("title", "section"):
            room = [*taken, title.rect, *([region] if role == "title" else [])]
            style = self.aligned("kicker", title)
            line = self._free_line(seen, room, box, tall)
            if line is None and role == "title" and region.height >= 2.2 * tall:
                line = Rect(region.x, region.y, region.width, tall)
                rest = region.height - tall - 4
                region = Rect(region.x, region.y + tall + 4, region.width, rest)
            if line is None:
                edge = seen.company.height * 0.04
                whole = Rect(0, 0, seen.company.width, seen.company.height)
                page = whole.inset(edge, edge, edge, edge)
                line = self._most_readable(seen, room, page, tall)
            return [self.own("kicker", line, style, "Kicker", seen)], region
        line = Rect(region.x, region.y, region.width, tall)
        rest = region.height - tall - 4
        region = Rect(region.x, region.y + tall + 4, region.width, max(rest, 1.0))
        return [self.own("kicker", line, "kicker", "Kicker", seen)], region

    def _free_line(self, seen: Seen, taken: list[Rect], box: Rect, tall: float) -> Rect | None:
        """Return a free strip in the column of a title, the nearest above it or below it."""
        free = seen.free.without(taken, 1.0)
        edge = seen.company.height * 0.03
        steps = int(seen.company.height / 4)
        wide = min(box.width, seen.company.width - box.x - 4)
        found = []
        for n in range(steps):
            line = Rect(box.x, edge + 4.0 * n, wide, tall)
            if line.bottom > seen.company.height - edge:
                break
            if free.share(line) >= 0.98 and not any(overlap(line, t) > 0 for t in taken):
                above = line.bottom <= box.y + 1
                away = box.y - line.bottom if above else line.y - box.bottom
                found.append(((not above, abs(away)), line))
        return min(found, key=lambda one: one[0])[1] if found else None

    # -- bodies ------------------------------------------------------------------------

    def _bodies(
        self, role: SlideRole, seen: Seen, region: Rect, text: str | None
    ) -> list[Placeholder]:
        """Return the places that blocks may fill; the region says where blocks stand."""
        if role in ("title", "section", "blank"):
            return []
        found: list[Placeholder] = []
        texts = seen.body_row if role not in NATIVE else seen.bodies
        if role in NATIVE:
            key, kind = NATIVE[role]
            place = seen.of_type(kind) or next((p for p in seen.bodies if p.type == "obj"), None)
            if place is not None:
                found.append(text_place(place, key))
            texts = [p for p in texts if p is not place][:1]
        keys = ("body", "body-2")
        found += [text_place(p, k) for p, k in zip(texts, keys, strict=False)]
        title = [seen.title.rect] if seen.title is not None else []
        taken = [*title, *(p.rect for p in seen.footers)]
        cut = [replace(one, rect=clear_of(one.rect, taken)) for one in found]
        return [self._on_ground(seen, one, text) for one in cut]

    def _on_ground(self, seen: Seen, made: Placeholder, text: str | None) -> Placeholder:
        """Return a body without a fill of its own on which the layout's text wouldn't read."""
        place = next(p for p in seen.places if p.number == made.shape)
        if own_fill(place, seen.layout) is None:
            return made
        colors = {**self.palette, **self.colors, **self.styles.colors}
        tokens = [text] if text else ["text", self.styles.styles["body"].color]
        under = seen.ground_of(made.shape)
        reads = all(under.contrast(made.rect, colors[t].rgb) >= TEXT for t in tokens)
        return replace(made, unfilled=not reads)


def _reading_part(ground: Ground, box: Rect, rgb: RGB) -> Rect:
    """Return the largest upper or lower part of a box on which a colour reads; else the box."""
    if ground.contrast(box, rgb) >= TEXT:
        return box
    for share in (0.8, 0.65, 0.5, 0.4):
        high = box.height * share
        upper = Rect(box.x, box.y, box.width, high)
        for part in (upper, upper.moved(0, box.height - high)):
            if high >= LEAST_PART and ground.contrast(part, rgb) >= TEXT:
                return part
    return box


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
