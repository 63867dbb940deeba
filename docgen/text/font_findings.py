"""What must be said of the fonts a document used: missing glyphs, stand-ins, strangers."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, Location, Severity
from docgen.summary.model import Summary
from docgen.text.fonts import FontBook
from docgen.text.scripts import package_for
from docgen.theme.model import Medium

MOST_NAMED = 5


def check_fonts(
    fonts: FontBook, medium: Medium, summary: Summary, theme_path: str, found: Diagnostics
) -> None:
    """Add a finding for each missing glyph (error in a brief), stand-in and unknown family."""
    missing = missing_glyphs(fonts, summary)
    if missing is not None:
        found.extend([missing] if medium == "brief" else [softened(missing)])
    where = Location(theme_path) if theme_path else None
    for family, record in sorted(fonts.restricted.items()):
        message = f'the licence bits of "{family}" forbid embedding ({Path(record.path).name})'
        found.error(codes.RESTRICTED_FONT, message, where, "name another family, or ask its maker")
    for fault in fonts.faults():
        found.warn(
            codes.BROKEN_FONT_FILE,
            f"the font file {fault.why}",
            Location(fault.path),
            "replace it or take it out of the fonts folder",
        )
    for family in sorted(fonts.thickened):
        found.notice(
            codes.THICKENED_FONT,
            f'"{family}" has no bold face: its regular one is drawn thicker',
            where,
            "put its bold file in the fonts folder",
        )
    for family in sorted(fonts.unknown - set(fonts.restricted)):
        hint = "put its file in the project's fonts folder, or name one that `docgen fonts` lists"
        if medium == "brief":
            found.error(codes.UNKNOWN_FONT, f'no font file for "{family}"', where, hint)
        else:
            message = f'"{family}" is unknown: measured wide, on the safe side'
            found.warn(codes.UNMEASURED_FONT, message, where, hint)
    for family, file in sorted(fonts.approximate.items()):
        found.notice(
            codes.STAND_IN_FONT,
            f'"{family}" is measured with {file.stand_in} times {file.factor:g}',
            where,
            "lines may hold more text than was measured, never less",
        )


def missing_glyphs(fonts: FontBook, summary: Summary) -> Diagnostic | None:
    """Return an error that names the characters no font draws, or None."""
    if not fonts.missing:
        return None
    chars = sorted(fonts.missing)
    named = [
        f"{c} (U+{ord(c):04X} {unicodedata.name(c, '')})".replace(" )", ")")
        for c in chars[:MOST_NAMED]
    ]
    more = f" and {len(chars) - MOST_NAMED} more" if len(chars) > MOST_NAMED else ""
    family = fonts.missing[chars[0]]
    return Diagnostic(
        codes.MISSING_GLYPH,
        f'no font draws {", ".join(named)}{more}: neither "{family}" nor the fallbacks',
        _place(chars[0], summary),
        _remedy(chars, summary.lang),
    )


def _remedy(chars: list[str], lang: str) -> str:
    """Return what to install for characters that no font has."""
    packages = dict.fromkeys(package_for(c, lang) for c in chars)
    pip = [p for p in packages if p.startswith("docgen-press[")]
    more = [p for p in packages if p not in pip]
    ways = [f"pip install '{p}'" for p in pip] + [f"install {p}" for p in more]
    return f"{'; '.join(ways)}; or put a font that has them in the project's fonts folder"


def softened(finding: Diagnostic) -> Diagnostic:
    """Return the finding for a deck: the reader's machine may have the glyphs."""
    return Diagnostic(
        codes.MISSING_GLYPH_IN_DECK,
        finding.message + "; measured as full-width",
        finding.location,
        "a reader's PowerPoint picks another font for them; a slide PDF can't be made",
        Severity.NOTICE,
    )


def _place(char: str, summary: Summary) -> Location | None:
    for text in summary.texts:
        if char in text.source:
            return text.location
    return None
