"""Setting a paragraph: runs of text to measured lines.

Every line is ``style.leading`` high. Nothing here knows PDF or PPTX.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from docgen.layout.blocks import Inline, Span
from docgen.placed.items import Bullet, Glyphs, Line, TextPara
from docgen.placed.structure import Elem
from docgen.text.bidi import visual_order
from docgen.text.fonts import UNDRAWN, FontBook, face_of, font_book, is_simple
from docgen.text.hyphenation import hyphen_points, sparing_points
from docgen.text.linebreak import SOFT_HYPHEN, LineBreaker
from docgen.text.optimal_breaks import STRETCH
from docgen.text.scripts import CJK, is_rtl, office_slot, script_of
from docgen.text.units import (
    PLACEHOLDERS,
    LineUnit,
    RunStyle,
    UnitMaker,
    is_spaced,
    target_of,
)
from docgen.theme.model import Medium, Style, Theme

LEAST_ROOM = 0.9
"""Lines are at least so much of a fallback font's ascent and descent apart."""
OFFICE_WIDER = {
    "Arab": (1.14, 1.28),
    "Laoo": (1.15, 1.31),
    "Armn": (1.08, 1.08),
    **dict.fromkeys(CJK, (1.03, 1.03)),
}
"""How much wider a script's regular and bold text comes out in DejaVu Sans, which LibreOffice
takes where our font is missing, than it was measured (a sentence each). LibreOffice sets a
quarter of an em between Han or kana and Latin letters or figures."""
OFFICE_WIDER_ELSE = (1.08, 1.15)
"""The same, of other scripts that no font of Office's own was measured for."""
OFFICE_SAFETY = 1.008
"""LibreOffice rounds every glyph's advance to its own grid: lines come out up to 0.7% wider
(at 15 pt) than the font's advances add up to. `benchmarks.agreement` shows what it costs."""

NARROW_CELL = 3.0
"""No word is hyphenated to make a cell narrower than so many ems."""
MOST_APART = 0.03
"""Letters of a loose justified line are set apart by so many ems at most."""
MARGIN = 1e-4
"""Added to a measured width, in points: sums of floating-point numbers differ by order."""


class Extents(NamedTuple):
    """What a text needs in width, in points, forced breaks aside."""

    whole: float
    """With every word whole..."""
    hyphenated: float
    """...with long words hyphenated (see `sparing_points`)..."""
    divided: float
    """...with all words hyphenated wherever the language allows..."""
    most: float
    """...and with everything on one line."""


MOST_MADE = 512
"""Texts of which a setter keeps the units."""


@dataclass(slots=True)
class Setter:
    """Sets paragraphs for one document: its fonts and its language."""

    fonts: FontBook
    lang: str = "en"
    whole_links: bool = False
    """See `UnitMaker.whole_links`."""
    safety: float = 1.0
    """Lines are broken as if all text were so much wider."""
    hyphenates: bool = True
    """Whether styles that ask for it are hyphenated: PowerPoint hyphenates nothing."""
    whole: int = 0
    """Paragraphs of so many lines at most aren't divided: none goes on over two slides."""
    lead_above: float = 0.5
    """Share of a line's leading (what its height has over the font's) that stands above the text.
    All of it in decks, as LibreOffice sets lines of exact spacing."""

    _made: dict[tuple[Inline, Style, bool], list[LineUnit]] = field(default_factory=dict)
    """Units of the last `MOST_MADE` texts: fitting sets the same text again and again."""

    @property
    def maker(self) -> UnitMaker:
        """Measures the runs."""
        return UnitMaker(self.fonts, self.whole_links, self.lang, self.hyphenates)

    def _units(
        self, inline: Inline, style: Style, elem: Elem | None, rtl: bool = False
    ) -> list[LineUnit]:
        """Return a paragraph's units, which nobody changes; see `UnitMaker.units`."""
        if elem is not None and any(s.cite or s.lang or target_of(s) for s in inline.spans):
            return self.maker.units(inline, style, elem, rtl)  # it makes structure elements
        key = (inline, style, rtl)
        made = self._made.get(key)
        if made is None:
            made = self.maker.units(inline, style, None, rtl)
            if len(self._made) >= MOST_MADE:
                del self._made[next(iter(self._made))]
            self._made[key] = made
        return made

    def line_counter(self, inline: Inline, style: Style) -> Callable[[float], int]:
        """Return how many lines text takes at a width, measured once for all widths."""
        maker = self.maker
        rtl = self.is_rtl(inline)
        units = self._units(inline, style, None, rtl)
        style = self._with_room(style.turned if rtl else style, units)
        breaker = LineBreaker(maker, self.lang, self.hyphenates)
        safety, left = self._safety(units), style.indent

        def count(width: float) -> int:
            return len(breaker.rows(units, style, max((width - left) / safety, 1.0)))

        return count

    def set(
        self,
        inline: Inline,
        style: Style,
        width: float,
        elem: Elem | None = None,
        bullet: Bullet | None = None,
    ) -> TextPara:
        """Return `inline` set in `style` to `width` points."""
        left = (bullet.indent + bullet.width) if bullet else style.indent
        maker = self.maker
        rtl = self.is_rtl(inline)
        if rtl:
            style = style.turned
        units = self._units(inline, style, elem, rtl)
        style = self._with_room(style, units)
        breaker = LineBreaker(maker, self.lang, self.hyphenates)
        safety = self._safety(units)
        rows = breaker.rows(units, style, max((width - left) / safety, 1.0))
        lines: list[Line] = []
        at = 0
        for row in rows:
            last = len(lines) == len(rows) - 1
            lines.append(self._line(row, len(lines), style, width, left, at, last, rtl))
            at = lines[-1].end
        if not self.hyphenates and len(lines) > 1:
            inline, lines = _told_to_office(inline, rows, lines)
        return TextPara(
            spans=self._with_typefaces(inline, style),
            style=style,
            lines=tuple(lines),
            width=width,
            height=len(lines) * style.leading,
            elem=elem,
            bullet=bullet,
            space_before=style.space_before,
            space_after=style.space_after,
            refs=inline.refs,
            rtl=rtl,
        )

    def width(self, text: str, style: Style) -> float:
        """Return the least width in points at which `set` gives each line of `text` one line.

        Lines of `text` end at line feeds. The one measure of text that isn't set (columns of
        tables, labels of charts): nobody else knows the safety factor.
        """
        breaker = LineBreaker(self.maker, self.lang)
        widest, safety = 0.0, self.safety
        for line in text.split("\n"):
            used = 0.0
            units = self.maker.units(Inline((Span(line),)), style, None, is_rtl(self.lang))
            safety = max(safety, self._safety(units))
            for unit in units:
                widest = max(widest, used + breaker.reach(unit, style))
                used += unit.width + unit.space
        return (widest + MARGIN) * safety

    def filled(self, para: TextPara, page: int, pages: int) -> TextPara:
        """Return a paragraph with its page numbers put in, aligned by their true width."""
        if not any(span.field in PLACEHOLDERS for span in para.spans):
            return para
        lines = tuple(self._filled(line, para.style, page, pages) for line in para.lines)
        return replace(para, lines=lines)

    def _filled(self, line: Line, style: Style, page: int, pages: int) -> Line:
        made: list[Glyphs] = []
        shift = 0.0
        order = {id(piece): n for n, piece in enumerate(line.pieces)}
        for piece in sorted(line.pieces, key=lambda p: p.x):
            text, width = piece.text, piece.width
            if piece.field is not None:
                text = str(page if piece.field == "page-number" else pages)
                em, drawn = face_of(piece.face).measure(text, self.fonts.kern)
                width = em * piece.size + piece.tracking * drawn
            filled = replace(piece, x=piece.x + shift, text=text, width=width)
            order[id(filled)] = order[id(piece)]
            made.append(filled)
            shift += width - piece.width
        made.sort(key=lambda p: order[id(p)])  # in reading order again
        back = {"right": shift, "center": shift / 2}.get(style.align, 0.0)
        return replace(line, pieces=tuple(replace(p, x=p.x - back) for p in made))

    def is_rtl(self, inline: Inline) -> bool:
        """Say whether a paragraph begins at the right: by its own language, else the document's."""
        langs = {s.lang for s in inline.spans if s.text.strip()}
        lang = langs.pop() if len(langs) == 1 else None
        return is_rtl(lang or self.lang)

    def _with_room(self, style: Style, units: list[LineUnit]) -> Style:
        """Return the style with lines high enough for fallback fonts that reach further."""
        own = self.fonts.face(style.font, style.bold, style.italic)
        others = {p.look.face for u in units for p in u.pieces} - {own}
        tall = max((f.ascent + f.descent for f in others), default=0.0)
        least = round(tall * style.size * LEAST_ROOM, 2)
        return replace(style, leading=least) if least > style.leading else style

    def _with_typefaces(self, inline: Inline, style: Style) -> tuple[Span, ...]:
        """Return the runs with the families that draw what the style's own family lacks."""
        if all(s.text.isascii() for s in inline.spans):
            return inline.spans
        made: list[Span] = []
        for span in inline.spans:
            made += self._typefaces(span, style)
        return tuple(made)

    def _typefaces(self, span: Span, style: Style) -> list[Span]:
        role = "mono" if span.code else style.font
        face = self.fonts.face(role, span.bold or style.bold, span.italic or style.italic)
        pieces = self.fonts.split(span.text, face, span.lang or self.lang)
        if all(chosen is face for _, chosen in pieces):
            return [span]
        made: list[Span] = []
        held, slots = "", dict[str, str]()
        for text, chosen in pieces:
            slot = "" if chosen is face else office_slot(_main_script(text))
            if slot and slots.get(slot, chosen.family) != chosen.family:
                made.append(replace(span, text=held, typefaces=tuple(sorted(slots.items()))))
                held, slots = "", {}
            held += text
            if slot:
                slots[slot] = chosen.family
        made.append(replace(span, text=held, typefaces=tuple(sorted(slots.items()))))
        return made

    def widest(self, inline: Inline, style: Style, hyphenate: bool = False) -> float:
        """Return the least width in points at which no number or word has to be cut."""
        breaker = LineBreaker(self.maker, self.lang, self.hyphenates)
        units = self._units(inline, style, None)
        points = hyphen_points if hyphenate else None
        return breaker.widest(units, style, points) * self._safety(units) + style.indent

    def _safety(self, units: list[LineUnit]) -> float:
        """Return how much wider a paragraph might be drawn than it was measured.

        A deck's reader may lack the font that draws a script here: Office takes another one.
        """
        if self.safety == 1.0:
            return 1.0
        kinds = {
            (_main_script(p.text), p.look.face.bold)
            for u in units
            for p in u.pieces
            if not is_simple(p.text)
        }
        wider = (OFFICE_WIDER.get(script, OFFICE_WIDER_ELSE)[bold] for script, bold in kinds)
        return self.safety * max(wider, default=1.0)

    def extents(self, inline: Inline, style: Style) -> Extents:
        """Return what text needs in width, in points."""
        maker = self.maker
        breaker = LineBreaker(maker, self.lang, self.hyphenates)
        units = self._units(inline, style, None)
        whole = breaker.widest(units, style)
        long, parts = whole, whole
        if whole > style.size * NARROW_CELL:
            long = breaker.widest(units, style, sparing_points)
            parts = breaker.widest(units, style, hyphen_points)
        most = line = 0.0
        for unit in units:
            most = max(most, line + unit.width)
            line = 0.0 if unit.newline else line + unit.width + unit.space
        indent = style.indent
        return Extents(*(one * self.safety + indent for one in (whole, long, parts, most)))

    def _line(
        self,
        row: list[LineUnit],
        number: int,
        style: Style,
        width: float,
        left: float,
        start: int,
        last: bool,
        rtl: bool = False,
    ) -> Line:
        face = self.fonts.face(style.font, style.bold, style.italic)
        body = (face.ascent + face.descent) * style.size
        above = (style.leading - body) * self.lead_above + face.ascent * style.size
        baseline = number * style.leading + above
        natural = _natural(row)
        hard = not row or row[-1].newline or last
        spare = width - left - natural
        gap = 0.0
        if style.align == "justify" and not hard and spare < natural * 0.5:
            spaces = "".join(u.text for u in row).rstrip(" ").count(" ")
            gap = spare / spaces if spaces else 0.0
            if spaces and self.hyphenates:
                row, style, gap = self._letterspaced(row, style, spaces, gap)
        offset = {"center": spare / 2, "right": spare}.get(style.align, 0.0)
        if rtl and style.align == "justify" and not gap:
            offset = spare
        begin = 0.0 if rtl else left
        pieces = tuple(self._pieces(row, begin + max(offset, 0.0), style, gap))
        hyphen = bool(row) and row[-1].hyphen
        end = start + sum(u.chars for u in row)
        cut = bool(row) and row[-1].cut
        return Line(pieces, baseline, style.leading, natural, hard, hyphen, start, end, cut)

    def _letterspaced(
        self, row: list[LineUnit], style: Style, spaces: int, gap: float
    ) -> tuple[list[LineUnit], Style, float]:
        """Return a loose line with its letters a little apart, and by what its spaces grow then.

        `gap` is by what they grow without: letters take what is more than designed, in points.
        """
        space = self.maker.width(" ", row[0].pieces[0].look, style)
        excess = (gap - space * STRETCH) * spaces
        pieces = [p for u in row for p in u.pieces]
        if excess <= 0 or any(p.gap or not is_spaced(p.text) for p in pieces):
            return row, style, gap
        signs = sum(len(p.text) for p in pieces)
        apart = round(min(excess / signs, style.size * MOST_APART), 3)
        wider = replace(style, tracking=style.tracking + apart)
        maker, made = self.maker, []
        for unit in row:
            again = [maker.piece(p.text, p.look, wider) for p in unit.pieces]
            sized = maker.unit(again, unit.text, wider)
            made.append(replace(unit, pieces=again, width=sized.width, space=sized.space))
        grown = _natural(made) - _natural(row)
        return made, wider, max(gap - grown / spaces, 0.0)

    def _pieces(self, row: list[LineUnit], x: float, style: Style, gap: float) -> Iterator[Glyphs]:
        joined = list(self._joined(row, style, gap))
        places: dict[int, float] = {}
        order = visual_order(range(len(joined)), [look.level for _, _, look, _ in joined])
        for n in order:
            places[n] = x
            x += joined[n][1]
        for n, (text, width, look, apart) in enumerate(joined):
            if text:
                yield Glyphs(
                    text,
                    places[n],
                    width,
                    look.face.key,
                    look.size,
                    look.color,
                    look.rise,
                    style.tracking if is_spaced(text) else 0.0,
                    gap,
                    look.elem,
                    look.href,
                    look.field,  # type: ignore[arg-type]
                    look.rtl,
                    look.lang or self.lang,
                    look.strike,
                    apart,
                )

    def _joined(
        self, row: list[LineUnit], style: Style, gap: float
    ) -> Iterator[tuple[str, float, RunStyle, float]]:
        """Yield the text, width and look of each run of a line, in reading order, and the space
        at its end that no character stands for.
        """
        flat = [p for u in row for p in u.pieces]
        n = 0
        while n < len(flat):
            look = flat[n].look
            text, width, apart = "", 0.0, 0.0
            while n < len(flat) and ((other := flat[n].look) is look or other == look):
                text += flat[n].text
                width += flat[n].width
                apart = flat[n].gap
                n += 1
                if apart:
                    break
            text = text.translate(UNDRAWN)
            if n == len(flat):
                bare = text.rstrip(" ")
                width -= self.maker.width(text[len(bare) :], look, style) + apart
                text, apart = bare, 0.0
            yield text, width + gap * text.count(" "), look, apart


def _natural(row: list[LineUnit]) -> float:
    """Return the width of a line's text, in points, without the space at its end."""
    return sum(u.width + u.space for u in row) - (row[-1].space if row else 0.0)


def _main_script(text: str) -> str:
    """Return the first script of a run that isn't shared by all, else that of shared signs."""
    return next((s for s in map(script_of, text) if s not in ("Zyyy", "Zinh")), "Zyyy")


BALANCE_STEPS = 7
"""Halvings of the width: a line of 800 points to 6."""
LOOSE_STEPS = 4
NARROWEST = 0.5
"""Lines aren't made shorter than this share of their width to be alike."""


def balanced_width(setter: Setter, inline: Inline, style: Style, width: float) -> float:
    """Return the least width in points at which text takes no more lines than at `width`.

    Lines of a heading set to it are of like length, none strands a word (CSS Text 4,
    ``text-wrap: balance``), and no word is divided for it.
    """
    count = setter.line_counter(inline, style)
    lines = count(width)
    if lines < 2 or style.align != "left":
        return width
    low, high = max(width * NARROWEST, min(setter.widest(inline, style), width)), width
    for _ in range(BALANCE_STEPS):
        middle = (low + high) / 2
        if count(middle) <= lines:
            high = middle
        else:
            low = middle
    return min(high + 1.0, width)


def loosest_width(setter: Setter, inline: Inline, style: Style, least: float, most: float) -> float:
    """Return about the greatest width up to `most` at which text breaks as at `least` points.

    Where another, wider font stands in for a box's own, words have room before they go over to
    another line.
    """
    ends = [line.end for line in setter.set(inline, style, least).lines]
    low, high = least, most
    for _ in range(LOOSE_STEPS):
        middle = (low + high) / 2
        if [line.end for line in setter.set(inline, style, middle).lines] == ends:
            low = middle
        else:
            high = middle
    return low


def _told_to_office(
    inline: Inline, rows: list[list[LineUnit]], lines: list[Line]
) -> tuple[Inline, list[Line]]:
    """Return text and lines with what makes Office break lines as they were broken here.

    Spaces at which no line may end become non-breaking ones; a soft hyphen stands where a word
    wider than its line is hyphenated. A slide's link stays as it is: it isn't broken anyway.
    """
    plain = inline.plain
    joined: set[int] = set()
    hyphens: set[int] = set()
    at = 0
    for row in rows:
        for unit in row:
            bare = plain[at : at + unit.chars].rstrip(" \n")
            if " " in bare and not unit.pieces[0].look.href:
                joined.update(at + n for n, char in enumerate(bare) if char == " ")
            at += unit.chars
            if unit.hyphen and plain[at - 1 : at] != SOFT_HYPHEN:
                hyphens.add(at)
    if not joined and not hyphens:
        return inline, lines
    spans: list[Span] = []
    at = 0
    for span in inline.spans:
        size = 1 if span.field == "break" else len(span.text)
        text = "".join(
            (SOFT_HYPHEN if at + n in hyphens and n else "")
            + ("\u00a0" if at + n in joined else char)
            for n, char in enumerate(span.text)
        )
        at += size
        if at in hyphens:
            text += SOFT_HYPHEN
        spans.append(span if text == span.text else replace(span, text=text))
    if hyphens:
        moved = [
            replace(
                line,
                start=line.start + sum(h <= line.start for h in hyphens),
                end=line.end + sum(h <= line.end for h in hyphens),
            )
            for line in lines
        ]
        lines = moved
    return Inline(tuple(spans), inline.refs), lines


def slice_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """Return the runs of characters `start` to `end`, without spaces at the ends."""
    text = "".join("\n" if s.field == "break" else s.text for s in spans)
    end = min(end, len(text))
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    found: list[Span] = []
    at = 0
    for span in spans:
        size = 1 if span.field == "break" else len(span.text)
        low, high = max(start - at, 0), min(end - at, size)
        if low < high:
            found.append(span if high - low == size else replace(span, text=span.text[low:high]))
        at += size
    return tuple(found)


WHOLE_ON_SLIDES = 6
"""Lines of a paragraph that stays on one slide, if any slide has room for it."""


def new_setter(theme: Theme, medium: Medium, lang: str) -> Setter:
    """Return a setter with the theme's fonts: kerned in briefs, plain in decks.

    PowerPoint doesn't kern unless asked, so decks are measured (and drawn) without. Lines of
    decks are broken a little early: see `OFFICE_SAFETY`.
    """
    book = font_book(theme, medium, lang)
    if medium == "brief":
        return Setter(book, lang)
    return Setter(
        book,
        lang,
        whole_links=True,
        safety=OFFICE_SAFETY,
        hyphenates=False,
        whole=WHOLE_ON_SLIDES,
        lead_above=1.0,
    )
