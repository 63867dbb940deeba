"""A ReportLab canvas whose page streams are always inside one marked-content sequence.

What no element claims is an artifact (ISO 32000-1, 14.8.2.2). y grows downwards here, as in
placed items; the canvas turns it over.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from docgen.layout.theme import Theme
from docgen.pdf.fonts import EmbeddedFont, embedded
from docgen.pdf.tagging import RawObject, TagTree, text_string
from docgen.typeset.fonts import Face
from docgen.typeset.structure import Elem

_PARTS = re.compile(r"[^ ]* *")
_ESCAPED = [
    f"\\{chr(n)}" if chr(n) in "()\\" else chr(n) if 32 <= n < 127 else f"\\{n:03o}"
    for n in range(256)
]
PAGE_KEYS = ["StructParents", "Tabs"]
"""Page entries that ReportLab's page dictionary doesn't know."""


def number(value: float) -> str:
    """Return a number for a content stream."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Draws text, shapes and pictures for elements; `tree` is None for an untagged file."""

    def __init__(
        self, sink: BinaryIO, size: tuple[float, float], theme: Theme, tree: TagTree | None
    ) -> None:
        self.theme, self.tree = theme, tree
        self.current: Elem | None = None
        self.opened = False
        self.in_text = False
        self.page_objects: list[pdfdoc.PDFPage] = []
        self._shown: dict[tuple[str, str, bool], str] = {}
        self._fill: str | None = None
        self.names: set[str] = set()
        super().__init__(
            sink, pagesize=size, pageCompression=1, invariant=1, pdfVersion=(1, 7),
            initialFontName="Helvetica", bottomup=1,
        )  # fmt: skip
        self._open(None)

    @property
    def page_height(self) -> float:
        """Height of the page in points."""
        return float(self._pagesize[1])

    # -- marked content ------------------------------------------------------------------

    def switch(self, elem: Elem | None) -> None:
        """Go on drawing for `elem`; None is an artifact."""
        if self.opened and elem is self.current:
            return
        self._close()
        self._open(elem)

    def _open(self, elem: Elem | None) -> None:
        self.current, self.opened = elem, True
        if self.tree is None:
            return
        if elem is None:
            self._code.append("/Artifact BMC")
        else:
            self._code.append(f"/{elem.role} <</MCID {self.tree.mark(elem)}>> BDC")

    def _close(self) -> None:
        self.end_text()
        if self.tree is not None and self.opened:
            if self._code and self._code[-1] == "/Artifact BMC":
                self._code.pop()
            else:
                self._code.append("EMC")
        self.opened = False

    # -- colour ----------------------------------------------------------------------------

    def _rgb(self, token: str) -> str:
        return " ".join(number(c) for c in self.theme.color(token).rgb)

    def fill_with(self, token: str) -> None:
        """Set the fill colour by token."""
        if token != self._fill:
            self._code.append(f"{self._rgb(token)} rg")
            self._fill = token

    # -- text ------------------------------------------------------------------------------

    def begin_text(self) -> None:
        """Open a text object if none is open."""
        if not self.in_text:
            self._code.append("BT")
            self.in_text = True

    def end_text(self) -> None:
        """Close the text object."""
        if self.in_text:
            self._code.append("ET")
            self.in_text = False

    def show(
        self, text: str, x: float, y: float, face: Face, size: float, token: str, *,
        kern: bool = True, tracking: float = 0.0, word_space: float = 0.0, fill: float = 1.0,
    ) -> None:  # fmt: skip
        """Show text with its baseline at x, y (points from the top left).

        `fill` is the horizontal scale (1 = as the font has it).
        """
        self.begin_text()
        self.fill_with(token)
        up = self.page_height - y
        self._code.append(f"1 0 0 1 {number(x)} {number(up)} Tm")
        state = f"{number(tracking)} Tc {number(word_space)} Tw {number(fill * 100)} Tz"
        if state != self._state:
            self._code.append(state)
            self._state = state
        self._code.append(self._encode(text, face, size, kern))

    _state = "0 Tc 0 Tw 100 Tz"

    def _encode(self, text: str, face: Face, size: float, kern: bool) -> str:
        key = (face.key + f"|{size}", text, kern)
        found = self._shown.get(key)
        if found is None:
            found = self._shown[key] = self._operators(text, face, embedded(face), size, kern)
        return found

    def _operators(self, text: str, face: Face, font: EmbeddedFont, size: float, kern: bool) -> str:
        moves = self._moves(text, face) if kern else None
        out: list[str] = []
        at = 0
        for subset, codes in font.splitString(text, self._doc):
            out.append(f"{font.getSubsetInternalName(subset, self._doc)} {number(size)} Tf")
            if moves is None:
                out.append(f"({''.join(map(_ESCAPED.__getitem__, codes))}) Tj")
            else:
                out.append(_kerned(codes, moves[at : at + len(codes)]))
            at += len(codes)
        return " ".join(out)

    @staticmethod
    def _moves(text: str, face: Face) -> list[float] | None:
        moves: list[float] = []
        for part in _PARTS.findall(text):
            moves += face.kerning(part) or (0.0,) * len(part)
        return moves if any(moves) else None

    # -- shapes ------------------------------------------------------------------------------

    def ops(self, *code: str) -> None:
        """Append operators, outside any text object."""
        self.end_text()
        self._code.extend(code)

    def forget_state(self) -> None:
        """Set colour and text state anew with the next text (after q or Q)."""
        self._fill, self._state = None, ""

    def paint(
        self, path: str, fill: str | None, stroke: str | None, width: float, dash: bool
    ) -> None:
        """Fill and stroke a path given as operators."""
        if not fill and not stroke:
            return
        self.end_text()
        self._code.append("q")
        if fill:
            self._code.append(f"{self._rgb(fill)} rg")
        if stroke:
            self._code.append(f"{self._rgb(stroke)} RG {number(width)} w")
            if dash:
                self._code.append("[3 2] 0 d")
        self._code.append(path)
        self._code.append("B" if fill and stroke else "f" if fill else "S")
        self._code.append("Q")

    def add_link(self, href: str, box: tuple[float, float, float, float], key: int | None) -> None:
        """Add a link annotation (ISO 32000-1, 12.5.6.5) for a box in PDF points.

        It has Contents (PDF/UA-1, 7.18.5) and, in tagged files, its parent-tree key.
        """
        corners = " ".join(number(v) for v in box)
        parts = [f"/Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F 4"]
        if href.startswith("#"):
            told = f"Go to {href[1:].replace('-', ' ')}"
            parts.append(f"/Dest {pdfdoc.PDFName(href[1:]).format(self._doc)}")
        else:
            told = href
            address = "".join(_ESCAPED[b] for b in href.encode())
            parts.append(f"/A << /S /URI /URI ({address}) >>")
        parts.append(f"/Contents {text_string(told).decode()}")
        if key is not None:
            parts.append(f"/StructParent {key}")
        raw = RawObject(f"<< {' '.join(parts)} >>".encode())
        self._annotationrefs.append(self._doc.Reference(raw))

    def _make_preamble(self) -> None:
        """Begin pages with nothing: ReportLab's preamble names a font that isn't embedded."""
        self._preamble = ""

    # -- pages -------------------------------------------------------------------------------

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        self._close()
        super().showPage()
        if self.tree is not None:
            self.tree.next_page()
        self._fill, self._state = None, TaggedCanvas._state
        self._open(None)

    def _setAnnotations(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, *PAGE_KEYS]
        page.StructParents = len(self.page_objects) if self.tree is not None else None
        page.Tabs = pdfdoc.PDFName("S") if self.tree is not None else None
        self.page_objects.append(page)

    def finish(self) -> None:
        """Drop the page begun after the last one; the file is written by `save_document`."""
        self._code.clear()
        if self.tree is not None:
            self.tree.pages.pop()


def _kerned(codes: bytes, moves: list[float]) -> str:
    out: list[str] = []
    text = ""
    for code, move in zip(codes, moves, strict=True):
        text += _ESCAPED[code]
        if move:
            out.append(f"({text}) {number(-move * 1000)}")
            text = ""
    if text:
        out.append(f"({text})")
    return f"[{' '.join(out)}] TJ"
