"""The fonts that a deck brings along: those of its text, where theme and licence ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.foundation.memo import cached
from docgen.layout.document import Document
from docgen.placed.documents import FontSlot, OfficeFont, Slide
from docgen.placed.walk import leaves, paras_of
from docgen.text.fonts import Face, face_of

SLOTS: dict[tuple[bool, bool], FontSlot] = {
    (False, False): "regular",
    (True, False): "bold",
    (False, True): "italic",
    (True, True): "boldItalic",
}


def embedded_fonts(
    slides: Sequence[Slide], document: Document, found: Diagnostics
) -> tuple[OfficeFont, ...]:
    """Return the faces in use, whole; nothing unless the theme's option ``embed-fonts`` is yes.

    A family that can't be embedded is told (DG758).
    """
    if document.theme.options.get("deck", {}).get("embed-fonts") != "yes":
        return ()
    # Late: few decks embed fonts.
    from docgen.text.office_fonts import NotEmbeddableError, office_font  # noqa: PLC0415

    made: list[OfficeFont] = []
    refused: dict[str, str] = {}
    for face in sorted(_faces(slides), key=lambda f: (f.family, f.bold, f.italic)):
        key = f"office font {face.key} {face.file.path} {face.file.variations}"
        try:
            data = cached(key, lambda face=face: office_font(face))  # type: ignore[misc]
        except NotEmbeddableError as error:
            refused.setdefault(face.family, str(error))
            continue
        made.append(OfficeFont(face.family, SLOTS[face.bold, face.italic], data))
    at = Location(document.theme.path) if document.theme.path else None
    for family, why in refused.items():
        message = f'the font "{family}" isn\'t embedded: {why}'
        hint = "readers need it installed, or see another in its place"
        found.warn(codes.FONT_NOT_EMBEDDED, message, at, hint)
    return tuple(made)


def _faces(slides: Sequence[Slide]) -> Iterable[Face]:
    keys = {
        piece.face
        for slide in slides
        if slide.inserted is None
        for leaf in leaves(one.item for one in (*slide.items, *slide.marks))
        for para in paras_of(leaf)
        for line in para.lines
        for piece in line.pieces
        if piece.text.strip()
    }
    return [face_of(key) for key in keys]
