"""Small fonts of several kinds, made of a shipped one."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from docgen.text.fonts import find_file

LATIN = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0\u2013\u2019\u201c\u201d\u2022\u2026"


@lru_cache(maxsize=1)
def _source() -> TTFont:
    file = find_file("Source Sans Pro", False, False)
    assert file is not None
    return TTFont(file.path)


def _whole(outlines: Any, name: str) -> DecomposingRecordingPen:
    pen = DecomposingRecordingPen(outlines)
    outlines[name].draw(pen)
    return pen


def build_font(
    family: str, *, chars: str = LATIN, cff: bool = False, fs_type: int = 0, bold: bool = False
) -> TTFont:
    """Return a font of a family's own name with the glyphs of some characters."""
    source = _source()
    cmap, outlines = source.getBestCmap(), source.getGlyphSet()
    shown = {ord(c): cmap[ord(c)] for c in chars if ord(c) in cmap}
    order = [".notdef", *dict.fromkeys(shown.values())]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(shown)
    widths = {name: source["hmtx"][name][0] for name in order}
    if cff:
        strings: dict[str, Any] = {}
        for name in order:
            pen = T2CharStringPen(widths[name], outlines)
            _whole(outlines, name).replay(pen)
            strings[name] = pen.getCharString()
        builder.setupCFF(family.replace(" ", ""), {"FullName": family}, strings, {})
    else:
        glyphs = {}
        for name in order:
            drawn = TTGlyphPen(None)
            _whole(outlines, name).replay(drawn)
            glyphs[name] = drawn.glyph(dropImpliedOnCurves=False)
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (widths[name], 0) for name in order})
    builder.setupHorizontalHeader(ascent=984, descent=-273)
    builder.setupNameTable({"familyName": family, "styleName": "Bold" if bold else "Regular"})
    builder.setupOS2(
        sTypoAscender=984, sTypoDescender=-273, fsType=fs_type, usWeightClass=700 if bold else 400
    )
    builder.setupPost()
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    return builder.font


def font_file(family: str, **kind: Any) -> bytes:
    """Return the bytes of `build_font`."""
    return saved(build_font(family, **kind))


def saved(font: TTFont | TTCollection) -> bytes:
    """Return a font's file."""
    sink = io.BytesIO()
    font.save(sink)
    return sink.getvalue()


def collection(*families: str) -> bytes:
    """Return a collection of fonts."""
    made = TTCollection()
    made.fonts = [build_font(family) for family in families]
    return saved(made)


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write a font file into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name
