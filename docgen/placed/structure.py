"""The logical structure: what a reader hears, built from the blocks before drawing.

Block-level elements get their order here, so reading order is the summary's order whatever
the page does; inline elements (Link, Reference, Span) are placed among their parent's text
when they are drawn. Roles are the standard types of ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

from docgen.foundation.structs import Struct, field


class Elem(Struct, eq=False):
    """One structure element."""

    role: str
    parent: Elem | None = None
    kids: list[Elem] = field(default_factory=list)
    alt: str | None = None
    actual: str | None = None
    lang: str | None = None
    title: str | None = None
    id: str | None = None
    """Key for destinations: links to ``#id`` jump to where this element starts."""
    scope: str | None = None
    """TH: ``Column`` or ``Row``."""
    colspan: int = 1
    rowspan: int = 1
    numbering: str | None = None
    """L: ``Disc``, ``Decimal``, ``None``..."""
    bbox: bool = False
    """Figure: the writer records the box it drew."""
    inline: bool = False
    href: str | None = None

    def add(self, role: str, **attrs: object) -> Elem:
        """Append a block-level child and return it."""
        kid = Elem(role, parent=self, **attrs)  # type: ignore[arg-type]
        self.kids.append(kid)
        return kid

    def inline_kid(self, role: str, **attrs: object) -> Elem:
        """Return an inline child; the writer attaches it where its text comes."""
        return Elem(role, parent=self, inline=True, **attrs)  # type: ignore[arg-type]
