"""What every flowable is made with: theme, medium, fonts, and where in the structure it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.foundation.structs import Struct, field
from docgen.layout.blocks import TableBlock
from docgen.placed.documents import Bookmark
from docgen.placed.structure import Elem
from docgen.summary.model import Summary
from docgen.text.paragraph import Setter
from docgen.theme.model import Medium, Style, Theme, contrast

RUNNING = ("body", "lead", "callout", "statement")
"""Styles of running text: in compositions their sizes stay together..."""
LEAST_RUNNING = 0.9
"""...so they aren't set smaller than this share of their size, whatever else is."""


class Squeeze(Struct, frozen=True):
    """How far fitting has tightened, or composing has grown: factors on spaces and on type
    sizes (1 = as designed). Type stops at a style's ``min_size`` and ``max_size``.
    """

    space: float = 1.0
    type: float = 1.0
    figure: float = 0.0
    """In compositions: charts aren't made lower than this, in points. 0: the medium's bound."""


class Shared(Struct):
    """What all contexts of a document share."""

    theme: Theme
    medium: Medium
    summary: Summary
    setter: Setter
    lang: str
    diagnostics: Diagnostics
    bookmarks: list[Bookmark] = field(default_factory=list)
    outline: list[tuple[int, str, str]] = field(default_factory=list)
    """Level, text and id of every heading of the document, known before typesetting."""
    pages: dict[str, int] = field(default_factory=dict)
    """Element id to page number, from the pass before (``<toc>``)."""
    headings: int = 0
    """Headings met so far."""
    warned: set[tuple[str, str]] = field(default_factory=set)
    bleed: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """From a page's text area to its left and upper edge, and the page's width, in points."""
    table_needs: dict[tuple[int, Squeeze], tuple[TableBlock, dict[float, Any]]] = field(
        default_factory=dict
    )
    """What a table's columns need, by its block's identity and the squeeze, with the block: so
    that a table is measured once, whoever asks.
    """
    most_pages: int | None = None
    """How many pages the layout allows."""
    full_height: float = 0.0
    """Of the text area of a page, or of a slide's region, in points; 0 where unknown."""

    def warn_once(
        self, code: str, message: str, at: Location | None = None, hint: str = ""
    ) -> None:
        """Add a warning, once however often a block is set anew."""
        if (code, message) not in self.warned:
            self.warned.add((code, message))
            self.diagnostics.warn(code, message, at, hint)

    def notice_once(self, code: str, message: str, at: Location | None, hint: str) -> None:
        """Add a notice, once however often a block is set anew."""
        if (code, message) not in self.warned:
            self.warned.add((code, message))
            self.diagnostics.notice(code, message, at, hint)

    def error_once(self, code: str, message: str, at: Location | None, hint: str) -> None:
        """Add an error, once however often a block is set anew."""
        if (code, message) not in self.warned:
            self.warned.add((code, message))
            self.diagnostics.error(code, message, at, hint)


class Context(Struct, frozen=True):
    """The shared things, the parent element, and the squeeze in force."""

    shared: Shared
    elem: Elem
    squeeze: Squeeze = Squeeze()
    color: str | None = None
    """Replaces the styles' text colour (on dark grounds)."""
    in_cell: bool = False
    floor: float = 0.0
    """No type is made smaller than this (``min-size`` of a `<fit>`), in points."""
    align: Literal["left", "center", "right", "justify"] | None = None
    """Replaces the alignment of styles set to the left (a company's centred cover)."""

    @property
    def theme(self) -> Theme:
        """The theme."""
        return self.shared.theme

    @property
    def medium(self) -> Medium:
        """``brief`` or ``deck``."""
        return self.shared.medium

    @property
    def setter(self) -> Setter:
        """Sets paragraphs."""
        return self.shared.setter

    def under(self, elem: Elem) -> Context:
        """Return the same with another parent element."""
        return replace(self, elem=elem)

    def on(self, fill: str | None) -> Context:
        """Return the same for text on a box's fill: a colour for the slide's ground may not read.

        4.5:1 is what WCAG 2.2 asks (1.4.3).
        """
        if fill is None or self.color is None:
            return self
        theme = self.theme
        reads = contrast(theme.color(self.color).rgb, theme.color(fill).rgb) >= 4.5
        return self if reads else replace(self, color=None)

    def squeezed(self, squeeze: Squeeze) -> Context:
        """Return the same with another squeeze."""
        return replace(self, squeeze=squeeze)

    def length(self, name: str) -> float:
        """Return a named length of the theme in points, squeezed like spaces."""
        return self.theme.length(self.medium, name) * self.squeeze.space

    def style(self, name: str) -> Style:
        """Return a style with the squeeze applied; sizes stop at ``min_size``."""
        style = self.theme.style(self.medium, name)
        if self.align is not None and style.align == "left":
            style = replace(style, align=self.align)
        factor = self.squeeze.type
        least = max(style.min_size, self.floor) if style.min_size else style.size
        if self.squeeze.figure and name in RUNNING:
            least = max(least, style.size * LEAST_RUNNING)
        if style.size * factor < least:
            factor = min(1.0, least / style.size)
        factor = min(factor, max(style.max_size / style.size, 1.0))
        if factor == 1.0 and self.squeeze.space == 1.0 and self.color is None:
            return style
        size = round(style.size * factor, 2) if factor <= 1 else int(style.size * factor * 2) / 2
        factor = size / style.size
        tight = min(1 - (1 - self.squeeze.space) * 0.25, 1.0)
        return replace(
            style,
            size=size,
            leading=round(max(style.leading * factor * tight, size * 1.12), 2),
            space_before=style.space_before * self.squeeze.space,
            space_after=style.space_after * self.squeeze.space,
            color=self.color or style.color,
        )
