"""Footers in a company's boxes: as large as they are meant, smaller where they don't fit."""

from __future__ import annotations

from docgen.layout.theme import Style, Theme
from docgen.typeset.fonts import face_of, load_face
from docgen.typeset.placed import Placeholder

LEAST, STEP = 7.0, 0.5


def footer_size(theme: Theme, style: Style, place: Placeholder, text: str) -> float:
    """Return the size in points that lets a footer stand on one line, or as many as fit."""
    face = load_face(theme.family("deck", style.font), style.bold, style.italic)
    face = face or face_of("Verdana|")
    size = style.size
    room = place.rect.inset(*place.insets)
    while size > LEAST:
        lines = max(int(room.height / (size * 1.2)), 1)
        needed = face.set_width(text, size, style.tracking, False)
        if needed * (1.02 if lines == 1 else 1.15) <= room.width * lines:
            break
        size -= STEP
    return size
