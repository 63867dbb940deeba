"""Setting a paragraph: runs of text to measured lines.

Every line is ``style.leading`` high. Nothing here knows PDF or PPTX.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docgen.layout.blocks import Inline, Span
from docgen.placed.items import Bullet, Glyphs, Line, TextPara
from docgen.placed.structure import Elem
from docgen.text.fonts import UNDRAWN, FontBook
from docgen.text.linebreak import LineBreaker
from docgen.text.units import LineUnit, UnitMaker
from docgen.theme.model import Medium, Style, Theme

OFFICE_SAFETY = 1.008
"""LibreOffice rounds every glyph's advance to its own grid: lines come out up to 0.7% wider
(at 15 pt) than the font's advances add up to. `benchmarks.agreement` shows what it costs."""


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

    @property
    def maker(self) -> UnitMaker:
        """Measures the runs."""
        return UnitMaker(self.fonts, self.whole_links, self.lang)

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
        units = maker.units(inline, style, elem)
        breaker = LineBreaker(maker, self.lang, self.hyphenates)
        rows = breaker.rows(units, style, max((width - left) / self.safety, 1.0))
        lines: list[Line] = []
        at = 0
        for row in rows:
            last = len(lines) == len(rows) - 1
            lines.append(self._line(row, len(lines), style, width, left, at, last))
            at = lines[-1].end
        return TextPara(
            spans=inline.spans,
            style=style,
            lines=tuple(lines),
            width=width,
            height=len(lines) * style.leading,
            elem=elem,
            bullet=bullet,
            space_before=style.space_before,
            space_after=style.space_after,
            refs=inline.refs,
        )

    def widest(self, inline: Inline, style: Style, hyphenate: bool = False) -> float:
        """Return the least width in points at which no number or word has to be cut."""
        maker = self.maker
        breaker = LineBreaker(maker, self.lang, self.hyphenates)
        units = maker.units(inline, style, None)
        return breaker.widest(units, style, hyphenate) * self.safety + style.indent

    def _line(
        self,
        row: list[LineUnit],
        number: int,
        style: Style,
        width: float,
        left: float,
        start: int,
        last: bool,
    ) -> Line:
        face = self.fonts.face(style.font, style.bold, style.italic)
        body = (face.ascent + face.descent) * style.size
        baseline = number * style.leading + (style.leading - body) / 2 + face.ascent * style.size
        natural = sum(u.width + u.space for u in row) - (row[-1].space if row else 0.0)
        hard = not row or row[-1].newline or last
        spare = width - left - natural
        gap = 0.0
        if style.align == "justify" and not hard and 0 < spare < natural * 0.5:
            spaces = "".join(u.text for u in row).rstrip(" ").count(" ")
            gap = spare / spaces if spaces else 0.0
        offset = {"center": spare / 2, "right": spare}.get(style.align, 0.0)
        pieces = tuple(self._pieces(row, left + max(offset, 0.0), style, gap))
        hyphen = bool(row) and row[-1].hyphen
        end = start + sum(u.chars for u in row)
        cut = bool(row) and row[-1].cut
        return Line(pieces, baseline, style.leading, natural, hard, hyphen, start, end, cut)

    def _pieces(self, row: list[LineUnit], x: float, style: Style, gap: float) -> Iterator[Glyphs]:
        flat = [p for u in row for p in u.pieces]
        n = 0
        while n < len(flat):
            look = flat[n].look
            text, width = "", 0.0
            while n < len(flat) and ((other := flat[n].look) is look or other == look):
                text += flat[n].text
                width += flat[n].width
                n += 1
            text = text.translate(UNDRAWN)
            if n == len(flat):
                bare = text.rstrip(" ")
                width -= self.maker.width(text[len(bare) :], look, style)
                text = bare
            width += gap * text.count(" ")
            if text:
                yield Glyphs(
                    text,
                    x,
                    width,
                    look.face.key,
                    look.size,
                    look.color,
                    look.rise,
                    style.tracking,
                    gap,
                    look.elem,
                    look.href,
                    look.field,  # type: ignore[arg-type]
                )
            x += width


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


def new_setter(theme: Theme, medium: Medium, lang: str) -> Setter:
    """Return a setter with the theme's fonts: kerned in briefs, plain in decks.

    PowerPoint doesn't kern unless asked, so decks are measured (and drawn) without. Lines of
    decks are broken a little early: see `OFFICE_SAFETY`.
    """
    book = FontBook(theme.fonts[medium], kern=medium == "brief")
    if medium == "brief":
        return Setter(book, lang)
    return Setter(book, lang, whole_links=True, safety=OFFICE_SAFETY, hyphenates=False)
