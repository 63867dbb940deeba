"""Paints text: boxes, paragraphs, lines and list markers, each piece under its element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from docgen.foundation.structs import Struct
from docgen.pdf.content import ContentStream
from docgen.pdf.fonts import drawn_scale
from docgen.pdf.links import Links
from docgen.pdf.objects import number
from docgen.placed.items import Glyphs, Inline, Line, Rect, TextItem, TextPara
from docgen.text.fonts import FontBook, face_of

STRIKE = 0.28
"""Height of the line through struck-out text, in em above the baseline."""
SOFT_HYPHEN = "\u00ad"


class TextPainter(Struct):
    """Paints text on one layer; `place` gives where a box of the layer is on the sheet."""

    content: ContentStream
    fonts: FontBook
    links: Links
    place: Callable[[Rect], Rect]
    told: bool
    middle: float = 0.0
    """What is untold and above this y, in points, is a running head; below, a foot."""
    after: str = ""
    """Put behind each paragraph: labels of a chart are one piece of content, and would glue."""

    def box(self, item: TextItem) -> None:
        """Paint the paragraphs of a text box from its top, middle or bottom."""
        if item.turn:
            middle = item.rect.x + item.rect.width / 2, item.rect.y + item.rect.height / 2
            self.content.begin_turned(item.turn, *middle)
            self.box(replace(item, turn=0.0))
            self.content.end_scaled()
            return
        left, top, _, bottom = item.insets
        tall = sum(p.height + (p.space_before if n else 0) for n, p in enumerate(item.paras))
        tall += sum(p.space_after for p in item.paras[:-1])
        spare = item.rect.height - top - bottom - tall
        y = item.rect.y + top + {"top": 0.0, "middle": spare / 2, "bottom": spare}[item.anchor]
        for n, para in enumerate(item.paras):
            y += para.space_before if n else 0.0
            self.para(para, item.rect.x + left, y)
            y += para.height + para.space_after

    def para(self, para: TextPara, x: float, y: float, repeated: bool = False) -> None:
        """Paint a paragraph; one that repeats what was read before is an artifact."""
        kind = self._kind(y, repeated)
        if para.bullet is not None and para.bullet.label and para.lines and not para.continued:
            self._marker(para, x, y, kind)
        plain, last = Inline(para.spans).plain, len(para.lines) - 1
        for n, line in enumerate(para.lines):
            pieces = [*line.pieces]
            if pieces:
                end = _with_end(pieces[-1].text, line, plain, para.lines[0].start)
                end += self.after if n == last else ""
                if end != pieces[-1].text:
                    pieces[-1] = self._ended(pieces[-1], end)
            for piece in pieces:
                self._piece(piece, para, x, y + line.baseline - piece.rise, kind)

    def _ended(self, piece: Glyphs, text: str) -> Glyphs:
        """Return the last piece of a line with its end; one from right to left ends at its left."""
        if not piece.rtl:
            return replace(piece, text=text)
        face, kern = face_of(piece.face), self.fonts.kern
        more, _ = face.measure(text, kern, True, piece.lang)
        less, _ = face.measure(piece.text, kern, True, piece.lang)
        return replace(piece, text=text, x=piece.x - (more - less) * piece.size)

    def _kind(self, y: float, repeated: bool) -> str:
        """Return which artifact a paragraph at y is; none, if it is read."""
        if self.told:
            return "Repeated" if repeated else ""
        return "Header" if y < self.middle else "Footer"

    def _marker(self, para: TextPara, x: float, y: float, kind: str) -> None:
        bullet, style = para.bullet, para.style
        assert bullet is not None
        elem, href = bullet.elem, bullet.href
        back = not kind and elem is not None and href is not None and self.links.survey.leads(href)
        if back and elem is not None:
            elem = elem.inline_kid("Link", href=href)
        self.content.mark(None if kind else elem, kind)
        face = self.fonts.face(style.font, style.bold, style.italic)
        if not face.has(bullet.label[0]):
            face = self.fonts.split(bullet.label, face)[0][1]
        left, baseline = x + bullet.indent, y + para.lines[0].baseline
        if para.rtl:
            wide = face.set_width(bullet.label, style.size, 0.0, self.fonts.kern)
            left = x + para.width - bullet.indent - wide
        self.content.show(bullet.label, left, baseline, face, style.size, bullet.color)
        if back and href is not None:
            wide = face.set_width(bullet.label, style.size, 0.0, self.fonts.kern)
            top, tall = face.ascent * style.size, (face.ascent + face.descent) * style.size
            self.links.add(elem, href, self.place(Rect(left, baseline - top, wide, tall)))

    def _piece(self, piece: Glyphs, para: TextPara, x: float, baseline: float, kind: str) -> None:
        face = face_of(piece.face)
        elem = self.links.element(piece.elem) or para.elem
        if elem is None and not kind:
            kind = "Header"  # a kicker that the slide before had too
        self.content.mark(None if kind else elem, kind)
        self.content.show(
            piece.text,
            x + piece.x,
            baseline,
            face,
            piece.size,
            piece.color,
            tracking=piece.tracking,
            word_space=piece.word_space,
            rtl=piece.rtl,
            lang=piece.lang,
            apart=piece.apart,
            stretch=drawn_scale(face, piece.text.rstrip()),
        )
        if piece.strike:
            y = self.content.height - (baseline - piece.size * STRIKE)
            line = f"{number(x + piece.x)} {number(y)} m {number(x + piece.x + piece.width)} {number(y)} l"
            self.content.path(line, None, piece.color, piece.size * 0.06, False)
        if piece.href and not kind and piece.elem is not None:
            top, tall = face.ascent * piece.size, (face.ascent + face.descent) * piece.size
            rect = Rect(x + piece.x, baseline - top, piece.width, tall)
            self.links.add(piece.elem, piece.href, self.place(rect))


def _with_end(text: str, line: Line, plain: str, start: int) -> str:
    """End a line: with the white space that breaking took, or with its soft hyphen.

    Without it, extraction glues the words on both sides of the break. `plain` is the text
    of the paragraph's lines, the first of which begins at character `start`.
    """
    if line.hyphen:
        return text[:-1] + SOFT_HYPHEN
    last = plain[line.end - 1 - start :][:1]
    return text if last and not last.isspace() else text + " "
