"""A page's content stream: marked content, text and paths (ISO 32000-1, 8, 9 and 14.6).

Whatever is painted stands inside one marked-content sequence: an element's, or an artifact
(14.8.2.2). y grows downwards here, as in placed items.
"""

from __future__ import annotations

import math

from docgen.pdf.objects import number
from docgen.pdf.tagging import TagTree
from docgen.pdf.text_operators import RaisedMark, Typist
from docgen.placed.structure import Elem
from docgen.text.fonts import THICKNESS, Face
from docgen.theme.model import Theme

_PAGINATION = "/Artifact<</Type/Pagination{}>>BDC"
ARTIFACTS = {
    "": "/Artifact BMC",
    "Repeated": _PAGINATION.format(""),
    "Header": _PAGINATION.format("/Subtype/Header"),
    "Footer": _PAGINATION.format("/Subtype/Footer"),
}
"""Artifact kind to operator; ISO 14289-1, 7.8 wants running heads and feet to be told apart."""


class ContentStream:
    """The operators of one page; `tree` is None in an untagged file."""

    def __init__(self, height: float, theme: Theme, typist: Typist, tree: TagTree | None) -> None:
        self.height, self.theme, self.typist, self.tree = height, theme, typist, tree
        self._ops: list[str] = []
        self._marked = False
        self._current: Elem | None = None
        self._kind = ""
        self._in_text = False
        self._forget()

    def _forget(self) -> None:
        """Set colour, font and spacing anew with the next text (a new page; after q or Q)."""
        self._fill = ""
        self._font = ("", 0.0)
        self._spacing = (0.0, 100.0)
        self._at = (0.0, 0.0)

    def data(self) -> bytes:
        """Return the finished stream."""
        self.unmark()
        return "\n".join(self._ops).encode("latin-1")

    # -- marked content ------------------------------------------------------------------

    @property
    def current(self) -> Elem | None:
        """The element that is drawn now; None is an artifact."""
        return self._current

    def mark(self, elem: Elem | None, kind: str = "") -> None:
        """Go on painting for `elem`; None is an artifact, of a `kind` of `ARTIFACTS`."""
        if self._marked and elem is self._current and kind == self._kind:
            return
        self.unmark()
        self._marked, self._current, self._kind = True, elem, kind
        if self.tree is None:
            return
        if elem is None:
            self._ops.append(ARTIFACTS[kind])
        else:
            role, mcid = self.tree.mark(elem)
            self._ops.append(f"/{role}<</MCID {mcid}>>BDC")

    def unmark(self) -> None:
        """End the marked-content sequence; a sequence that painted nothing is dropped."""
        self._end_text()
        if self.tree is not None and self._marked:
            if self._ops[-1].startswith("/Artifact"):
                self._ops.pop()
            else:
                self._ops.append("EMC")
        self._marked = False

    # -- text ------------------------------------------------------------------------------

    def show(
        self,
        text: str,
        x: float,
        y: float,
        face: Face,
        size: float,
        token: str,
        *,
        tracking: float = 0.0,
        word_space: float = 0.0,
        stretch: float = 1.0,
        visible: bool = True,
        rtl: bool = False,
        lang: str = "",
        apart: float = 0.0,
    ) -> None:
        """Show text with its baseline at x, y (points from the top left).

        `stretch` is the horizontal scale (1 = as the font has it).
        """
        self._begin_text()
        self._set_fill(token)
        self._move_to(round(x, 2), round(self.height - y, 2))
        self._space(round(tracking, 3), round(stretch * 100, 2))
        font = self.typist.font(face).resource
        if (font, size) != self._font:
            self._ops.append(f"/{font} {number(size)} Tf")
            self._font = (font, size)
        thick = visible and face.file.thickened
        if thick:
            self._ops.append(f"{self._rgb(token)} RG {number(size * THICKNESS)} w 2 Tr")
        elif not visible:
            self._ops.append("3 Tr")
        gap = word_space / stretch
        raised: list[RaisedMark] = []
        shown = self.typist.operators(
            text, face, size, rtl, lang, gap, not tracking, raised if rtl else None, apart
        )
        # ISO 32000-1, 14.8.2.3.3: codes from left to right of what is read from right to left
        self._ops += ["/ReversedChars BMC", *shown, "EMC"] if rtl else shown
        if thick or not visible:
            self._ops.append("0 Tr")
        if raised and visible:
            self._end_text()
            for mark in raised:
                self._outline(mark, face, x + mark.x, self.height - y + mark.y, size)

    def _outline(self, mark: RaisedMark, face: Face, x: float, y: float, size: float) -> None:
        """Fill a glyph's outline, in the text's colour."""
        operators = {"M": "m", "L": "l", "C": "c", "Z": "h"}
        for name, *values in face.path(mark.glyph.glyph):
            pairs = zip(values[::2], values[1::2], strict=True)
            shown = [
                f"{number(x + float(a) * size)} {number(y + float(b) * size)}" for a, b in pairs
            ]
            self._ops.append(" ".join([*shown, operators[str(name)]]))
        self._ops.append("f")

    def _begin_text(self) -> None:
        if not self._in_text:
            self._ops.append("BT")
            self._in_text, self._at = True, (0.0, 0.0)

    def _end_text(self) -> None:
        if self._in_text:
            self._ops.append("ET")
            self._in_text = False

    def _move_to(self, x: float, y: float) -> None:
        """Move relative to the last line: lines of a paragraph look alike, and pack well."""
        self._ops.append(f"{number(x - self._at[0])} {number(y - self._at[1])} Td")
        self._at = (x, y)

    def _space(self, tracking: float, stretch: float) -> None:
        wanted = (tracking, stretch)
        for value, old, operator in zip(wanted, self._spacing, ("Tc", "Tz"), strict=True):
            if value != old:
                self._ops.append(f"{value:.12g} {operator}")
        self._spacing = wanted

    def _rgb(self, token: str) -> str:
        return " ".join(f"{round(c, 4) + 0.0:.12g}" for c in self.theme.color(token).rgb)

    def _set_fill(self, token: str) -> None:
        if token != self._fill:
            self._ops.append(f"{self._rgb(token)} rg")
            self._fill = token

    # -- graphics ----------------------------------------------------------------------------

    def path(
        self, path: str, fill: str | None, stroke: str | None, width: float, dash: bool
    ) -> None:
        """Fill and stroke a path given as operators; colours are tokens."""
        if not fill and not stroke:
            return
        self._end_text()
        ops = ["q"]
        if fill:
            ops.append(f"{self._rgb(fill)} rg")
        if stroke:
            ops.append(f"{self._rgb(stroke)} RG {number(width)} w")
            if dash:
                ops.append("[3 2] 0 d")
        ops += [path, "B" if fill and stroke else "f" if fill else "S", "Q"]
        self._ops.append(" ".join(ops))

    def shade(self, path: str, resource: str) -> None:
        """Fill a path given as operators with a shading."""
        self._end_text()
        self._ops.append(f"q {path} W n /{resource} sh Q")

    def begin_turned(self, angle: float, x: float, y: float) -> None:
        """Draw what follows turned clockwise about x, y (from the top left), in degrees."""
        self._end_text()
        turn = math.radians(-angle)
        cos, sin, up = math.cos(turn), math.sin(turn), self.height - y
        left, down = x - x * cos + up * sin, up - x * sin - up * cos
        values = " ".join(f"{v:.5f}" for v in (cos, sin, -sin, cos, left, down))
        self.unmark()
        self._ops.append(f"q {values} cm")
        self._forget()

    def image(self, resource: str, x: float, y: float, width: float, height: float) -> None:
        """Paint an image XObject in a box from its top left."""
        self._end_text()
        size = f"{number(width)} 0 0 {number(height)}"
        place = f"{number(x)} {number(self.height - y - height)}"
        self._ops.append(f"q {size} {place} cm /{resource} Do Q")

    def begin_scaled(self, scale: float, x: float, y: float) -> None:
        """Draw what follows `scale` times as large, its top left at x, y."""
        self.unmark()
        down = self.height * (1 - scale) - y
        self._ops.append(f"q {scale:.6f} 0 0 {scale:.6f} {number(x)} {number(down)} cm")
        self._forget()

    def end_scaled(self) -> None:
        """Draw at full size again."""
        self.unmark()
        self._ops.append("Q")
        self._forget()
