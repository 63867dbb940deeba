"""Fonts as Office embeds them in presentations: Embedded OpenType (EOT), whole, not packed.

PowerPoint's ``.fntdata`` parts are EOT files (W3C Submission "Embedded OpenType (EOT) File
Format", 5 March 2008, version 0x00020001), without compression or XOR here: Google Slides
writes such ones. Only TrueType outlines are embedded by Office, and only where the font's
licence bits (OS/2 ``fsType``) are installable or editable: with others a deck opens read-only.
"""

from __future__ import annotations

import io
import struct
from typing import Any

import uharfbuzz as hb

from docgen.text.fonts import Face, load_hb_face

_VERSION = 0x00020001
_MAGIC = 0x504C
_DEFAULT_CHARSET = 1
_ITALIC = 1
_EDITABLE = 0x0008
_USAGE = 0x000E
_BITMAP_ONLY = 0x0200


class NotEmbeddableError(ValueError):
    """A face that Office can't embed; its text says why."""


def office_font(face: Face) -> bytes:
    """Return a face as an EOT file, with all of its characters.

    Raises NotEmbeddableError, saying why: no file of its own, no TrueType outlines, or a
    licence that doesn't allow it.
    """
    file = face.file
    if file.stand_in or file.table or file.factor != 1.0 or file.thickened:
        raise NotEmbeddableError("its file isn't there, another font measures for it")
    data = _whole(face)
    # Late: fontTools takes a tenth of a second, and few decks embed fonts.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font: Any = TTFont(io.BytesIO(data), lazy=True)
    if "glyf" not in font:
        raise NotEmbeddableError("its outlines aren't TrueType")
    usage = font["OS/2"].fsType
    if usage & _BITMAP_ONLY or (usage & _USAGE and not usage & _EDITABLE):
        raise NotEmbeddableError("its licence bits don't allow it in files that are edited")
    return _eot(font, data)


def _whole(face: Face) -> bytes:
    """Return the font file of a face, the axes of a variable font pinned."""
    opened = load_hb_face(face.file.path, face.file.index)
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    for axis, value in face.file.variations:
        wanted.pin_axis_location(opened, axis, value)
    return bytes(hb.subset(opened, wanted).blob.data)


def _eot(font: Any, data: bytes) -> bytes:
    os2, names = font["OS/2"], font["name"]

    def said(number: int) -> bytes:
        text = (names.getDebugName(number) or "").encode("utf-16-le")
        return struct.pack("<H", len(text)) + text

    panose = os2.panose
    kinds = (
        "bFamilyType",
        "bSerifStyle",
        "bWeight",
        "bProportion",
        "bContrast",
        "bStrokeVariation",
        "bArmStyle",
        "bLetterForm",
        "bMidline",
        "bXHeight",
    )
    head = struct.pack("<III", len(data), _VERSION, 0)
    head += bytes(getattr(panose, kind) for kind in kinds)
    slanted = _ITALIC if os2.fsSelection & 1 else 0
    head += struct.pack("<BB", _DEFAULT_CHARSET, slanted)
    head += struct.pack("<IHH", os2.usWeightClass, os2.fsType, _MAGIC)
    ranges = (os2.ulUnicodeRange1, os2.ulUnicodeRange2, os2.ulUnicodeRange3, os2.ulUnicodeRange4)
    pages = (getattr(os2, "ulCodePageRange1", 1), getattr(os2, "ulCodePageRange2", 0))
    head += struct.pack("<6I", *ranges, *pages)
    head += struct.pack("<I", font["head"].checkSumAdjustment)
    head += bytes(16)  # reserved
    padding = bytes(2)
    head += padding + said(1) + padding + said(2) + padding + said(5) + padding + said(4)
    head += padding + struct.pack("<H", 0)  # no root string: it may be used anywhere
    return struct.pack("<I", len(head) + 4 + len(data)) + head + data
